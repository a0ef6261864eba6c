"""Laptops come by the program's own link, at their times, and all of their work arrives."""

import threading

import psycopg
import pytest

from patrol_tui.sync.reaching.address import ServerAddress
from tests.benchmarks.city.bulk import City, station_id
from tests.benchmarks.city.fleet import Crew, Plan, written
from tests.benchmarks.city.steps import Scene
from tests.sync.pen import NOWHERE

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_small_fleet_has_no_error_and_its_entries_are_there(
    ready: ServerAddress, chief: psycopg.Connection, *, is_kept: bool
) -> None:
    scene = Scene(ready, City(0), rounds=1)
    plan = Plan(rate=20.0, seconds=0.3, entries=3, is_kept=is_kept)
    laptops = [
        written(scene.enrol(name, station_id(0)), scene.urls[name], plan, interval_s=0.15)
        for name in ("a", "b", "c")
    ]
    crew = Crew(laptops, plan, 0.15, seed=1).run(threading.Barrier(1))
    assert crew.errors == []
    count = chief.execute("SELECT count(*), count(DISTINCT pushed_by) FROM patrol.log").fetchall()
    assert count == [(3 * len(crew.times), 3)]
    assert [laptop.pen.at[station_id(0)] == NOWHERE for laptop in laptops] == [False] * 3

"""A home with made-up years is as true to the rules as one that people filled."""

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.times import day_of
from patrol_tui.sample import is_demo
from patrol_tui.sample.years import Plan, simulate
from patrol_tui.services.ports.lists import ListQuery
from tests.sample.plan import moment

NOW_US = moment("2026-11-23T10:32:00")
PLAN = Plan(issues=60, seed=3, days=50)


def made(folder: Path, plan: Plan) -> bootstrap.Home:
    told: list[tuple[int, int]] = []
    home = bootstrap.open_home(folder, {})
    filled = simulate(home, plan, FixedClock(NOW_US), lambda *done: told.append(done))
    assert filled.issues == plan.issues
    assert told[-1] == (plan.issues, plan.issues)
    return bootstrap.open_home(folder, {})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> bootstrap.Home:
    return made(tmp_path_factory.mktemp("years") / "home", PLAN)


def shown(home: bootstrap.Home) -> list[tuple[str, str, str, int]]:
    clock = FixedClock(NOW_US)
    with closing(bootstrap.open_store(bootstrap.unlock(home, None, None, clock), clock)) as store:
        rows = store.page(ListQuery("issue"), limit=500).rows
        return [(row.number, row.status, row.title, row.begun_us) for row in rows]


def test_all_is_signed_receipted_folded_and_marked_as_a_sample(home: bootstrap.Home) -> None:
    clock = FixedClock(NOW_US)
    unlocked = bootstrap.unlock(home, None, None, clock)
    with closing(bootstrap.open_store(unlocked, clock)) as store:
        counts = store.counts()
        assert (counts.unsent, counts.conflicts, counts.quarantined) == (0, 0, 0)
        assert store.verify().problems == ()
        assert store.index_some() == 0
    assert bootstrap.sync_once(unlocked, clock).state == "complete"
    assert is_demo(home)


def test_every_step_was_allowed_and_nothing_lies_ahead(home: bootstrap.Home) -> None:
    clock = FixedClock(NOW_US)
    authors, statuses = Counter[bytes](), Counter[str]()
    with closing(bootstrap.open_store(bootstrap.unlock(home, None, None, clock), clock)) as store:
        rows = store.page(ListQuery("issue"), limit=500).rows
        for row in rows:
            state = store.state(row.subject)
            assert state is not None
            assert [fact.flag for fact in state.facts if fact.flag] == []
            times = [fact.entry.wall_us for fact in state.facts]
            assert times == sorted(times)
            assert times[-1] < NOW_US
            authors.update(fact.entry.header.author for fact in state.facts)
            statuses[state.status] += 1
    assert len(rows) == PLAN.issues
    assert len(authors) == 3
    assert statuses["archived"] + statuses["closed"] > PLAN.issues // 4
    assert len(statuses) > 3
    days = {day_of(row.begun_us) for row in rows}
    assert len(days) > PLAN.days // 2


def test_the_same_seed_makes_up_the_same(home: bootstrap.Home, tmp_path: Path) -> None:
    small = Plan(issues=8, seed=3, days=4)
    one, same = made(tmp_path / "one", small), made(tmp_path / "same", small)
    assert shown(one) == shown(same) != shown(home)[:8]


def test_what_is_there_already_is_left_alone(home: bootstrap.Home) -> None:
    with pytest.raises(Refused):
        simulate(home, PLAN, FixedClock(NOW_US), lambda *_: None)
    assert len(shown(home)) == PLAN.issues

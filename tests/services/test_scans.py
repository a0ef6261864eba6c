"""A checkpoint's code that was scanned marks arrival; far from its place it is flagged."""

from typing import Any

import pytest

from patrol_tui.domain.catalog.codes import code_of
from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.services.patrol.scans import Scan, arrival, scan_of
from patrol_tui.services.patrol.walk import walk
from patrol_tui.services.requests import Arrive, StartPatrol
from patrol_tui.services.things.history import history
from tests.services.laptop import NORTH, SMALL, Laptop

GATE = code_of("north", "gate")
THERE: LatLon = (369_700_000, 1_172_100_000)
FOUR_HUNDRED_M_OFF: LatLon = (369_736_000, 1_172_100_000)


def walking() -> Laptop:
    laptop = Laptop()
    laptop.do(StartPatrol("north"))
    return laptop


def scan(laptop: Laptop, here: LatLon | None, unsure_m: int | None = None) -> Scan | None:
    laptop.do(arrival(SMALL, laptop.patrol(), GATE, here, unsure_m))
    return scan_of(laptop.patrol(), NORTH.checkpoints[0])


def said(laptop: Laptop) -> str:
    ledger: Any = laptop.ledger  # fulfils what history asks of it
    return history(ledger, SMALL, laptop.patrol())[0].said.text(str, "en")


def test_a_scan_marks_arrival_and_says_how_near_it_was() -> None:
    laptop = walking()
    assert scan(laptop, THERE) == Scan(0, is_far=False)
    stop = walk(laptop.patrol(), SMALL, laptop.clock.now_us()).stops[0]
    assert stop.is_here
    assert stop.scan == Scan(0, is_far=False)
    assert said(laptop) == "Arrived: Point gate, by its code, 0 m away"


def test_a_code_scanned_far_from_its_place_is_flagged() -> None:
    assert scan(walking(), FOUR_HUNDRED_M_OFF) == Scan(400, is_far=True)


def test_an_unsure_position_accuses_nobody() -> None:
    assert scan(walking(), FOUR_HUNDRED_M_OFF, unsure_m=500) == Scan(400, is_far=False)


def test_without_a_position_the_scan_stands_uncompared() -> None:
    laptop = walking()
    assert scan(laptop, None) == Scan(None, is_far=False)
    assert said(laptop) == "Arrived: Point gate, by its code"


def test_one_who_has_arrived_may_still_scan_but_once() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"))
    arrived = laptop.patrol().fields["arrived/gate"]
    assert scan_of(laptop.patrol(), NORTH.checkpoints[0]) is None
    assert scan(laptop, THERE) is not None
    assert laptop.patrol().fields["arrived/gate"] == arrived
    with pytest.raises(Refused, match="already"):
        scan(laptop, THERE)


def test_a_code_of_no_checkpoint_is_not_found() -> None:
    for typed in ("123", code_of("no", "such")):
        with pytest.raises(NotFound, match="No checkpoint has the code"):
            arrival(SMALL, None, typed, None)


def test_a_scan_without_a_patrol_names_the_place() -> None:
    with pytest.raises(Refused, match="This is Point gate on North"):
        arrival(SMALL, None, GATE, None)


def test_a_code_of_another_route_is_refused() -> None:
    laptop = walking()
    with pytest.raises(Refused, match="on South, which is not the route"):
        arrival(SMALL, laptop.patrol(), code_of("south", "a"), None)

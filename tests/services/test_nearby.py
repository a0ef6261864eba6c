"""What was seen may be an open issue already: one near by, or one of the same place."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.catalog import Route, Words
from patrol_tui.services.nearby import near_by, position_of_checkpoint
from patrol_tui.services.requests import Move
from tests.services.laptop import NORTH, SMALL, Laptop, point, record

if TYPE_CHECKING:
    from patrol_tui.domain.geo import LatLon
    from patrol_tui.services.ports import Ledger

HERE = (369_700_000, 1_172_100_000)
A_HUNDRED_M = 8_993  # of latitude


def found(
    laptop: Laptop, place: str = "x", here: "LatLon | None" = HERE
) -> list[tuple[bytes, int | None]]:
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # nothing of a sync is asked for
    near = near_by(ledger, laptop.catalog, "fire_lane", place, here)
    return [(one.row.subject, one.distance_m) for one in near]


def recorded(laptop: Laptop, north_m: int, **changes: object) -> bytes:
    lat_e7 = HERE[0] + north_m * A_HUNDRED_M // 100
    return laptop.do(record(lat_e7=lat_e7, lon_e7=HERE[1], **changes)).subject


def test_open_issues_of_the_kind_come_nearest_first() -> None:
    laptop = Laptop()
    far, near = recorded(laptop, 190), recorded(laptop, 60)
    recorded(laptop, 210)
    recorded(laptop, 10, kind="vendor")
    laptop.do(Move(recorded(laptop, 10), "voided"))
    assert found(laptop) == [(near, 60), (far, 190)]


def test_an_issue_without_a_position_is_where_its_checkpoint_is() -> None:
    laptop = Laptop()
    issue = laptop.do(record(checkpoint="market")).subject
    assert found(laptop) == [(issue, 0)]


@pytest.mark.parametrize("place", ["5号楼西侧", "５号楼 西侧", "5号楼西侧门口", "号楼西"])
def test_without_a_distance_the_name_of_the_place_decides(place: str) -> None:
    laptop = Laptop()
    issue = laptop.do(record()).subject
    assert found(laptop, place) == [(issue, None)]
    assert found(laptop, place, None) == [(issue, None)]


@pytest.mark.parametrize("place", ["", "5号", "6号楼西侧"])
def test_a_name_that_says_little_finds_nothing(place: str) -> None:
    laptop = Laptop()
    laptop.do(record())
    assert found(laptop, place, None) == []


def test_a_checkpoint_that_several_routes_place_differently_is_nowhere() -> None:
    other = Route(
        id="other",
        station="binhu",
        name=Words("另线", "Other"),
        checkpoints=(replace(point("gate", 0), lat_e7=0), point("market", 0)),
    )
    catalog = replace(SMALL, routes={"north": NORTH, "other": other})
    assert position_of_checkpoint(catalog, "market") == HERE
    assert position_of_checkpoint(catalog, "gate") is None
    assert position_of_checkpoint(catalog, "moon") is None

"""Open issues near by."""

from dataclasses import replace

from patrol_tui.catalog_files import load_catalog
from patrol_tui.clock import FixedClock
from patrol_tui.domain.catalog import Catalog
from patrol_tui.services.office import Office
from patrol_tui.services.overview.nearby import (
    near_by,
    position_of_checkpoint,
    position_of_thing,
)
from patrol_tui.services.photos.photos import Photos
from patrol_tui.services.requests import Move, RecordIssue
from tests.services.memory import MemoryLedger, writer

CATALOG: Catalog = load_catalog()[0]
POINT = CATALOG.routes["binhu_north"].checkpoints[0]
HERE = (POINT.lat_e7, POINT.lon_e7)


def ledger_with(*requests: RecordIssue | Move) -> MemoryLedger:
    ledger = MemoryLedger(writer(), CATALOG.items())
    office = Office(ledger, lambda: CATALOG, Photos(None, None, None), FixedClock(10**15))  # type: ignore[arg-type]
    for request in requests:
        office.perform(request)
    return ledger


def lane(place: str, north_m: int | None = None, **more: object) -> RecordIssue:
    fields = {"lane": "exit", "blocked_by": "goods", "width_m": "1"}
    lat = None if north_m is None else HERE[0] + north_m * 90
    lon = None if north_m is None else HERE[1]
    return RecordIssue("fire_lane", place, "堵着", lat, lon, fields=fields, **more)  # type: ignore[arg-type]


def places(ledger: MemoryLedger, place: str, here: tuple[int, int] | None = None) -> list[str]:
    found = near_by(ledger, CATALOG, "fire_lane", place, here)  # type: ignore[arg-type]
    return [near.row.title for near in found]


def test_the_nearest_comes_first_and_what_is_far_is_left_out() -> None:
    ledger = ledger_with(lane("五十米", 50), lane("九公里", 9_000), lane("十米", 10))
    assert places(ledger, "别处", HERE) == ["十米", "五十米"]


def test_without_a_position_the_name_of_the_place_decides() -> None:
    ledger = ledger_with(lane("甲小区 3号楼"), lane("乙小区 9号楼"))
    assert places(ledger, "甲小区３号楼东侧") == ["甲小区 3号楼"]


def test_a_short_name_fits_only_itself() -> None:
    ledger = ledger_with(lane("东门"), lane("小区东门外"))
    assert places(ledger, "东门") == ["东门"]


def test_the_very_place_stands_before_what_is_only_near() -> None:
    ledger = ledger_with(lane("西侧", 5), lane("东侧", 60))
    assert places(ledger, "东侧", HERE) == ["东侧", "西侧"]


def test_an_issue_without_a_position_is_where_its_checkpoint_is() -> None:
    ledger = ledger_with(lane("这里", checkpoint=POINT.id))
    (near,) = near_by(ledger, CATALOG, "fire_lane", "别处", HERE)  # type: ignore[arg-type]
    assert near.distance_m == 0


def test_other_kinds_and_ended_issues_are_not_offered() -> None:
    ledger = ledger_with(lane("这里"))
    (near,) = near_by(ledger, CATALOG, "fire_lane", "这里", None)  # type: ignore[arg-type]
    office = Office(ledger, lambda: CATALOG, Photos(None, None, None), FixedClock(10**15))  # type: ignore[arg-type]
    office.perform(Move(near.row.subject, "declined", "没有"))
    assert places(ledger, "这里") == []
    assert near_by(ledger, CATALOG, "street_vending", "这里", None) == ()  # type: ignore[arg-type]


def test_a_checkpoint_that_no_route_has_is_nowhere() -> None:
    assert position_of_checkpoint(CATALOG, "nowhere") is None
    assert position_of_checkpoint(CATALOG, POINT.id) == HERE


def test_a_thing_is_at_its_own_position_or_else_at_its_checkpoint() -> None:
    ledger = ledger_with(lane("十米", 10, checkpoint=POINT.id))
    state = ledger.state(ledger.kept[-1].subject)
    assert state is not None
    assert position_of_thing(CATALOG, state) == (HERE[0] + 900, HERE[1])
    half = replace(state, fields={**state.fields, "lon_e7": None})
    assert position_of_thing(CATALOG, half) == HERE
    assert position_of_thing(CATALOG, replace(state, fields={"lat_e7": None})) is None

import pytest

from patrol_tui.bootstrap import shipped_catalog
from patrol_tui.cli import naming
from patrol_tui.domain.language.errors import NotFound, Refused, Usage
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL

CATALOG, _PROBLEMS = shipped_catalog()
SOUTH = CATALOG.routes["binhu_south"]


@pytest.mark.parametrize(
    "typed",
    [
        "fire_lane",
        "FL",
        "fl",
        "消",
        "消防通道占用",
        "xftdzy",
        "xiaofangtongdaozhanyong",
        "生命通道",
    ],
)
def test_a_kind_is_known_by_id_code_name_pinyin_and_initials(typed: str) -> None:
    assert naming.kind_id(CATALOG, typed) == "fire_lane"


def test_a_kind_that_nobody_knows_is_not_found() -> None:
    with pytest.raises(NotFound, match="issue kinds"):
        naming.kind_id(CATALOG, "ufo")


def test_nothing_is_no_name() -> None:
    with pytest.raises(NotFound):
        naming.kind_id(CATALOG, " ")


def test_what_may_mean_several_things_is_asked_back() -> None:
    with pytest.raises(Refused, match="may mean"):
        naming.kind_id(CATALOG, "圾")


@pytest.mark.parametrize("typed", ["binhu_south", "南线", "nx", "South route"])
def test_a_route_of_the_own_station_comes_first(typed: str) -> None:
    assert naming.route(CATALOG, typed, "binhu") is SOUTH


def test_a_route_of_another_station_is_found_too() -> None:
    assert naming.route(CATALOG, "nanhu_ring", "binhu").station == "nanhu"
    other = CATALOG.routes["nanhu_ring"].name.zh
    assert naming.route(CATALOG, other, "binhu").station == "nanhu"


@pytest.mark.parametrize("typed", ["south_gate", "2", "小区南门", "xqnm"])
def test_a_checkpoint_is_known_by_id_number_name_and_pinyin(typed: str) -> None:
    assert naming.checkpoint(SOUTH, typed).id == "south_gate"


def test_an_item_is_known_by_id_number_and_text() -> None:
    gate = SOUTH.checkpoints[1]
    for typed in ("gate_vendors", "2", "门口无流动摊贩"):
        assert naming.item(gate, typed).id == "gate_vendors"


def test_measures_and_stations_have_their_names() -> None:
    assert naming.measure_id(CATALOG, "劝导") == "persuaded"
    assert naming.station_id(CATALOG, "nh") == "nanhu"


def test_a_status_is_known_by_id_and_name() -> None:
    assert naming.status_id(ISSUE, "filed") == "filed"
    assert naming.status_id(ISSUE, "立案") == "filed"
    with pytest.raises(NotFound, match="reported"):
        naming.status_id(ISSUE, "gone")


def test_people_write_fields_without_their_units() -> None:
    assert naming.field_key(ISSUE, "deadline") == "deadline_us"
    assert naming.field_key(ISSUE, "lat") == "lat_e7"
    assert naming.field_key(ISSUE, "place") == "place"
    assert naming.field_key(ISSUE, "width_m") == "width_m"
    assert naming.field_key(PATROL, "arrived/x") == "arrived/x"


def test_assignments_keep_what_follows_the_first_sign() -> None:
    assert naming.assignments(["a=b=c", " d = "]) == {"a": "b=c", "d": " "}


@pytest.mark.parametrize("typed", [["a"], ["=b"], ["a=1", "a=2"]])
def test_what_is_no_assignment_is_refused(typed: list[str]) -> None:
    with pytest.raises(Usage):
        naming.assignments(typed)


def test_degrees_are_decimal_numbers() -> None:
    assert naming.degrees("36.9712") == 369_712_000
    assert naming.degrees(None) is None
    with pytest.raises(Usage):
        naming.degrees("north")


def test_a_whole_number_keeps_to_its_bounds() -> None:
    assert naming.whole_number("5", 1, 10) == 5
    for typed in ("0", "11", "x", "2.5"):
        with pytest.raises(Usage):
            naming.whole_number(typed, 1, 10)

import pytest

from patrol_tui.domain.catalog import Catalog, Item
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.waypoint import Waypoint
from patrol_tui.services.patrol.route_import import MOST_POINTS, route_from
from patrol_tui.services.requests import PublishRoute
from tests.services.laptop import Laptop

PINYIN = Pinyin("dong 东\nxian 线\n= second\n")
GATE = Waypoint("东门", 369_700_000, 1_172_100_000, "看门", ("无车", "无摊"))
SQUARE = Waypoint("广场", 369_790_000, 1_172_100_000)


def made(*points: Waypoint, name: str = "东线", route_id: str | None = None) -> PublishRoute:
    return route_from(Laptop().desk(), points, name, route_id, 20, PINYIN)


def test_waypoints_become_checkpoints_with_stable_ids() -> None:
    request = made(GATE, SQUARE)
    assert request.route == "binhu_dong_xian"
    catalog = Catalog.from_items([Item("routes", request.route, request.body)])
    route = catalog.route(request.route)
    assert (route.station, route.grace_min, route.name.en) == ("binhu", 20, "东线")
    gate, square = route.checkpoints
    assert (gate.id, square.id) == ("c01", "c02")
    assert [item.id for item in gate.items] == ["i01", "i02"]
    assert gate.note is not None
    assert (gate.note.zh, square.note) == ("看门", None)


def test_a_kilometre_takes_a_quarter_of_an_hour_and_each_stop_a_little() -> None:
    points = made(GATE, SQUARE).body["checkpoints"]
    assert isinstance(points, list)
    assert [point["planned_min"] for point in points if isinstance(point, dict)] == [0, 20]


def test_a_checkpoint_without_items_gets_a_general_one() -> None:
    (point,) = (
        Catalog.from_items([Item("routes", "x", made(SQUARE, route_id="x").body)])
        .route("x")
        .checkpoints
    )
    assert [item.text.zh for item in point.items] == ["现场无异常"]


def test_a_name_that_has_no_letters_still_gives_an_id() -> None:
    assert made(GATE, name="！！").route == "binhu_route"


@pytest.mark.parametrize("name", ["Not", "1a", "a-b", ""])
def test_an_id_is_small_letters(name: str) -> None:
    with pytest.raises(Refused, match="is no id"):
        made(GATE, route_id=name)


def test_a_route_needs_a_name_and_points_and_not_too_many() -> None:
    with pytest.raises(Refused, match="needs a name"):
        made(GATE, name=" ")
    with pytest.raises(Refused, match="no waypoint"):
        made()
    with pytest.raises(Refused, match="at most"):
        made(*[GATE] * (MOST_POINTS + 1))

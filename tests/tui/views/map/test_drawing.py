"""What is on the map, where, and what is chosen."""

from dataclasses import replace

from patrol_tui.domain.geo import LatLon
from patrol_tui.language import set_language
from patrol_tui.tui.views.map.drawing import Drawn, draw, legend
from patrol_tui.tui.views.map.scene import MapIssue, MapStop, Me, Scene, StopState
from patrol_tui.tui.views.map.sight import Sight

GATE: LatLon = (369_700_000, 1_172_100_000)
SIGHT = Sight(GATE, 4, 40, 12)


def place(north_m: float, east_m: float) -> LatLon:
    return GATE[0] + round(north_m * 89.93), GATE[1] + round(east_m * 112.6)


def stop(number: int, where: LatLon, state: StopState = "ahead") -> MapStop:
    return MapStop(f"p{number}", number, f"{number}号点", where, state)


def text(drawn: Drawn) -> list[str]:
    return ["".join(piece for piece, _style in line.left) for line in drawn.lines]


def spans(drawn: Drawn) -> dict[str, str]:
    return {piece.strip(): style for line in drawn.lines for piece, style in line.left}


def test_each_state_of_a_stop_has_its_sign_beside_its_colour() -> None:
    states: tuple[StopState, ...] = ("done", "here", "next", "ahead", "missed", "skipped")
    stops = tuple(stop(at + 1, place(0, at * 20 - 60), state) for at, state in enumerate(states))
    shown = text(draw(Scene(stops=stops), SIGHT))
    assert " 1 " in shown[6]
    assert " 2 " in shown[6]
    for sign in (">3", " 4 ", "!5", "-6"):
        assert sign in shown[6]


def test_what_would_lie_on_another_stands_beside_it() -> None:
    stops = (stop(1, GATE, "done"), stop(2, GATE))
    issues = tuple(
        MapIssue(bytes((at,)) * 16, "消", "消防通道占用", GATE, is_urgent=at == 0)
        for at in range(9)
    )
    drawn = draw(Scene(stops=stops, issues=issues), SIGHT)
    assert len(drawn.targets) < len(stops) + len(issues)  # some have no room at all
    assert len(drawn.targets) >= 4
    assert len({(one.column, one.row) for one in drawn.targets}) == len(drawn.targets)


def test_the_stop_where_one_goes_on_is_chosen_until_the_map_is_moved() -> None:
    scene = Scene(stops=(stop(1, place(0, 40), "next"), stop(2, GATE, "done")))
    whole, moved = draw(scene, SIGHT, is_whole=True), draw(scene, SIGHT)
    assert whole.chosen == scene.stops[0]
    assert moved.chosen == scene.stops[1]
    assert spans(moved)["2"] == "chip-ink"
    assert draw(Scene(), SIGHT).chosen is None


def test_the_stop_under_the_cursor_beside_the_map_is_the_one_that_is_marked() -> None:
    stops = (stop(1, place(0, 40), "next"), stop(2, place(0, -40)), stop(3, GATE))
    beside = Scene(stops=stops, looked_at="p2")
    assert draw(beside, SIGHT, is_whole=True).chosen == stops[1]
    assert draw(beside, SIGHT).chosen == stops[2]


def test_a_click_finds_what_is_there_or_next_to_it() -> None:
    scene = Scene(stops=(stop(1, GATE),))
    drawn = draw(scene, SIGHT)
    (one,) = drawn.targets
    assert drawn.at(one.column, one.row) == scene.stops[0]
    assert drawn.at(one.column - 1, one.row + 1) == scene.stops[0]
    assert drawn.at(0, 0) is None


def test_the_officer_stands_in_the_circle_of_the_accuracy() -> None:
    sure = draw(Scene(me=Me(GATE, 30)), SIGHT)
    assert spans(sure)["我"] == "chip-blue"
    assert sum("⠀" < piece < "⣿" for line in text(sure) for piece in line) > 20
    near = draw(Scene(me=Me(GATE, 3)), SIGHT)
    assert sum("⠀" < piece < "⣿" for line in text(near) for piece in line) == 0
    old = draw(Scene(me=Me(GATE, None, is_sure=False)), SIGHT)
    assert spans(old)["我"] == "tint-amber"


def test_the_word_for_me_gives_way_to_the_stop() -> None:
    drawn = draw(Scene(stops=(stop(1, GATE),), me=Me(GATE, 3)), SIGHT)
    assert "我" in text(drawn)[5]


def test_north_is_shown_and_speaks_english_too() -> None:
    assert text(draw(Scene(), SIGHT))[0].rstrip().endswith("北")
    assert "┃" in text(draw(Scene(), SIGHT))[1]
    set_language("en")
    assert text(draw(Scene(), SIGHT))[0].rstrip().endswith("N")


def test_a_track_of_one_point_is_a_dot() -> None:
    drawn = draw(Scene(walked=((GATE,),), has_track=True), SIGHT)
    assert sum("⠀" < piece < "⣿" for line in text(drawn) for piece in line) == 1


def test_the_legend_explains_what_is_there_as_far_as_there_is_room() -> None:
    scene = Scene(
        stops=(stop(1, GATE, "missed"), stop(2, place(9, 9), "next"), stop(3, GATE, "skipped")),
        walked=((GATE, place(9, 9)),),
        has_track=True,
        ahead=(GATE, place(9, 9)),
        lines=((GATE, place(9, 9)),),
    )

    def said(scene: Scene, width: int) -> str:
        return "".join(piece for piece, _style in legend(scene, SIGHT, width).left)

    for word in ("20 米", "下一站", "没到", "走过", "要走", "界线"):
        assert word in said(scene, 200)
    assert "界线" not in said(scene, 30)
    assert "依次到过" in said(replace(scene, has_track=False), 200)
    assert said(Scene(), 40).endswith("20 米")

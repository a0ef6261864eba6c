"""The map as rows: lines in dots, stops by number, issues by their character."""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.values import dataclass
from patrol_tui.language import _
from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.drawing.braille import DOWN, Braille, Dash, Dot
from patrol_tui.tui.kit.drawing.paint import Line, Span, spans_cells
from patrol_tui.tui.views.map.scene import MapIssue, MapStop, Me, Scene, StopState
from patrol_tui.tui.views.map.sight import Sight
from patrol_tui.tui.views.wording.position_words import metres

_AHEAD: Dash = (2, 3)
_LINE: Dash = (1, 3)
_FULL_TURN = 32
_STOPS: dict[StopState, tuple[str, str]] = {
    "done": ("", "chip-green"),
    "here": ("", "chip-blue"),
    "next": (">", "tint-blue"),
    "ahead": ("", "tint-blue"),
    "missed": ("!", "chip-red"),
    "skipped": ("-", "tint-amber"),
}
"""What stands before the number, and how both look: the sign is there without colours too."""
Target = MapStop | MapIssue


@dataclass(frozen=True, slots=True)
class Placed:
    """Something on the map, with the cells of its word."""

    target: Target
    column: int
    row: int
    width: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map, and what lies where.

    Attributes:
        lines: its rows.
        targets: what can be chosen.
        chosen: what Enter chooses.
    """

    lines: tuple[Line, ...]
    targets: tuple[Placed, ...]
    chosen: Target | None = None

    def at(self, column: int, row: int) -> Target | None:
        """Return what is drawn in a cell, or next to it."""
        for reach in (0, 1):
            for one in self.targets:
                is_beside = one.column - reach <= column < one.column + one.width + reach
                if is_beside and abs(one.row - row) <= reach:
                    return one.target
        return None


def draw(scene: Scene, sight: Sight, *, is_whole: bool = False) -> Drawn:
    """Return the map of a scene.

    Args:
        scene: what is on it.
        sight: what of it is seen.
        is_whole: nobody has moved it: the stop that is looked at is chosen, else the nearest to the
            middle.
    """
    canvas = Braille(sight.width, sight.height)
    for line in scene.lines:
        canvas.path(_dots(line, sight), "line", _LINE)
    canvas.path(_dots(scene.ahead, sight), "soft", _AHEAD)
    for run in scene.walked:
        dots = _dots(run, sight)
        canvas.path(dots, "green")
        for dot in dots if len(dots) == 1 else ():
            canvas.dot(dot, "green")
    _draw_north(canvas)
    found = list(_draw_stops(canvas, scene.stops, sight))
    if scene.me is not None:
        _draw_me(canvas, scene.me, sight)
    found += _draw_issues(canvas, scene.issues, sight)
    chosen = _chosen(found, sight, scene.looked_at if is_whole else None)
    if chosen is not None:
        canvas.restyle(chosen.column, chosen.row, "chip-ink")
    lines = tuple(Line(spans) for spans in canvas.rows())
    return Drawn(lines, tuple(found), chosen.target if chosen is not None else None)


def _chosen(found: Sequence[Placed], sight: Sight, looked_at: str | None) -> Placed | None:
    """Return what Enter chooses; a row is as high as two cells are wide."""

    def is_on(stop: MapStop) -> bool:
        return stop.id == looked_at if looked_at else stop.state in {"here", "next"}

    def rank(one: Placed) -> tuple[bool, float]:
        target = one.target
        is_meant = looked_at is not None and isinstance(target, MapStop) and is_on(target)
        across = one.column + one.width / 2 - sight.width / 2
        return not is_meant, across**2 + ((one.row - sight.height / 2) * 2) ** 2

    return min(found, key=rank, default=None)


def _dots(places: Sequence[LatLon], sight: Sight) -> list[Dot]:
    """Return where places are drawn, those in one dot once."""
    dots: list[Dot] = []
    for place in places:
        dot = sight.dot(place)
        if not dots or dots[-1] != dot:
            dots.append(dot)
    return dots


def _draw_me(canvas: Braille, me: Me, sight: Sight) -> None:
    """Draw the circle in which the officer is, and the word in its middle, or next to a stop."""
    radius = (me.accuracy_m or 0) / sight.metres
    column, row = sight.cell(me.place)
    if radius > DOWN:
        canvas.path(_circle(sight.dot(me.place), radius), "blue", (2, 2))
    word = _("map|me").rpartition("|")[2]
    style = "chip-blue" if me.is_sure else "tint-amber"
    left = column - cells(word) // 2
    any(canvas.word(left, row + down, word, style) for down in (0, -1, 1))


def _circle(middle: Dot, radius: float) -> list[Dot]:
    turns = (2 * pi * part / _FULL_TURN for part in range(_FULL_TURN + 1))
    return [
        (round(middle[0] + radius * cos(turn)), round(middle[1] + radius * sin(turn)))
        for turn in turns
    ]


def _draw_north(canvas: Braille) -> None:
    word = _("map|N").rpartition("|")[2]
    right = canvas.width - cells(word) - 1
    canvas.word(right, 0, word, "bold")
    canvas.word(right + (cells(word) - 1) // 2, 1, "┃", "bold")


def _draw_stops(canvas: Braille, stops: Sequence[MapStop], sight: Sight) -> Iterator[Placed]:
    urgent = {"here": 0, "next": 1, "missed": 2}
    for stop in sorted(stops, key=lambda stop: (urgent.get(stop.state, 3), stop.number)):
        sign, style = _STOPS[stop.state]
        word = f" {sign}{stop.number} " if not sign else f"{sign}{stop.number} "
        yield from _placed(canvas, stop, word, style, sight.cell(stop.place))


def _draw_issues(canvas: Braille, issues: Sequence[MapIssue], sight: Sight) -> Iterator[Placed]:
    for issue in issues:
        style = "chip-red" if issue.is_urgent else "amber bold"
        yield from _placed(canvas, issue, issue.mark, style, sight.cell(issue.place))


def _placed(
    canvas: Braille, target: Target, word: str, style: str, cell: tuple[int, int]
) -> Iterator[Placed]:
    """Lay a word where it belongs, or beside it where another lies there already."""
    width = cells(word)
    column, row = cell[0] - width // 2, cell[1]
    for right, down in ((0, 0), (width, 0), (-width, 0), (0, -1), (0, 1)):
        if canvas.word(column + right, row + down, word, style):
            yield Placed(target, column + right, row + down, width)
            return


def legend(scene: Scene, sight: Sight, width: int) -> Line:
    """Return the row under the map: scale, and what the lines mean, as far as there is room."""
    bar, length_m = sight.bar()
    spans: list[Span] = [(" ├" + "─" * max(0, bar - 2) + "┤ ", ""), (metres(length_m), "bold")]
    for sign, text, style in _meanings(scene):
        part: list[Span] = [("  ", ""), (sign, style), (f" {text}", "soft")]
        if spans_cells([*spans, *part]) < width:
            spans += part
    return Line(spans)


def _meanings(scene: Scene) -> Iterator[tuple[str, str, str]]:
    states = {stop.state for stop in scene.stops}
    if "next" in states:
        yield ">", _("next stop"), "blue bold"
    if "missed" in states:
        yield "!", _("map|not reached").rpartition("|")[2], "red bold"
    if scene.walked:
        said = _("walked") if scene.has_track else _("reached in turn")
        yield "⠤⠤", said, "green"
    if scene.ahead:
        yield "⠤ ⠤", _("to walk"), "soft"
    if "skipped" in states:
        yield "-", _("skipped"), "amber bold"
    if scene.lines:
        yield "⠄⠄", _("boundary"), "line"

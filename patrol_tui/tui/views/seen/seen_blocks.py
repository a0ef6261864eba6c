"""A conflict's history beside its sides: whoever wrote one, which of it lay before him."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.things.history import Event
from patrol_tui.services.things.witness import Witnessed
from patrol_tui.tui.cells import cells, cut, pad
from patrol_tui.tui.kit.blocks import Gap, Pair, Paragraph
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.wording.moments import moment_text
from patrol_tui.tui.views.wording.spoken import spoken

if TYPE_CHECKING:
    from patrol_tui.tui.kit.drawing.paint import Span

MOST_SIDES = 9
_SAID_CELLS, _WHEN_CELLS = 34, 7


def seen_blocks(
    desk: Desk, events: Mapping[bytes, Event], history: Sequence[Witnessed]
) -> list[Block]:
    """Return the history, the newest first; a column a side says what its author had seen."""
    sides = len(history[0].seen_by) if history else 0
    shown = range(min(sides, MOST_SIDES))
    heads: list[Span] = [(f" {side + 1} ", "bold") for side in shown]
    blocks: list[Block] = [
        Paragraph(
            _("A number under a side: its author wrote this, or had seen it. A dot: had not."),
            "soft",
        ),
        Gap(),
        Pair([(" ", "")], heads),
    ]
    return blocks + [
        block
        for one in history
        if (event := events.get(one.entry)) is not None
        for block in _rows(desk, event, one, shown)
    ]


def _rows(desk: Desk, event: Event, one: Witnessed, shown: range) -> list[Block]:
    is_side = one.wrote is not None
    spine: Span = ("┃", "red") if is_side else ("│", "line")
    when = moment_text(event.wall_us, desk.now_us, desk.zone)
    when_cells = max(_WHEN_CELLS, cells(when) + 1)
    said = cut(spoken(event.said), _SAID_CELLS)
    marks: list[Span] = []
    for side in shown:
        wrote = one.wrote == side
        mark = str(side + 1) if one.seen_by[side] else "."
        marks.append(
            (f" {mark} ", "chip-red" if wrote else "bold" if one.seen_by[side] else "soft")
        )
    left: list[Span] = [
        (f" {pad(when, when_cells)}", "soft"),
        spine,
        (" ", ""),
        (said, "bold" if is_side else ""),
    ]
    who = inert(event.author)
    rows: list[Block] = [Pair(left, marks)]
    if who:
        rows.append(Pair([(" " * (1 + when_cells), ""), spine, (" ", ""), (who, "soft")]))
    return rows

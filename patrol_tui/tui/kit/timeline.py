"""The line, standing: what happened to a case, newest on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from patrol_tui.language import _
from patrol_tui.tui.cells import cells, pad, wrap
from patrol_tui.tui.kit.drawing.paint import Line, Span

_WHEN_CELLS = 7


@dataclass(frozen=True)
class Happening:
    """One thing that happened.

    Attributes:
        when: a clock, or `昨天`, or `11-20`.
        fact: what happened.
        by: who, on which device, with which photos.
        state: in the ledger: 未入库, 在路上, 已入库.
        is_stored: whether the shared ledger has it.
        in_conflict: stands beside another fact written without knowing of it.
        corrected: a later entry put it right; it stays, and says so.
    """

    when: str
    fact: str
    by: str = ""
    state: str = ""
    is_stored: bool = True
    in_conflict: bool = False
    corrected: bool = False


@dataclass(frozen=True)
class Timeline:
    """Happenings along a spine, which is heavy and red beside those in conflict."""

    happenings: Sequence[Happening]

    def lines(self, width: int) -> Sequence[Line]:
        """Return the rows of all happenings."""
        when_cells = max([_WHEN_CELLS, *(cells(one.when) + 1 for one in self.happenings)])
        return [line for one in self.happenings for line in _rows(one, width, when_cells)]


def _rows(one: Happening, width: int, when_cells: int) -> list[Line]:
    spine: Span = ("┃", "red") if one.in_conflict else ("│", "line")
    mark = "  " + _("corrected") if one.corrected else ""
    text_at = when_cells + 3  # after the gutter, the spine and a space
    room = width - text_at - 2 - (cells(one.state) + 1 if one.state else 0)
    facts = wrap(one.fact + mark, max(8, room))
    style = "soft" if one.corrected else "bold"
    state = "green" if one.is_stored else "amber bold"
    when: list[Span] = [(" ", ""), (pad(one.when, when_cells), "soft")]
    blank: list[Span] = [(" " * (1 + when_cells), "")]
    rows = []
    for at, text in enumerate(facts):
        left = [*(blank if at else when), spine, (" ", ""), *_marked(text, mark.strip(), style)]
        right = [(one.state, state), (" ", "")] if one.state and not at else [(" ", "")]
        rows.append(Line(left, right))
    if one.by:
        rows.extend(
            Line([*blank, spine, (" ", ""), (text, "soft")])
            for text in wrap(one.by, max(8, width - text_at - 1))
        )
    return rows


def _marked(text: str, mark: str, style: str) -> list[Span]:
    """Return the text with the mark of a corrected fact in its own colour."""
    if not mark or not text.endswith(mark):
        return [(text, style)]
    return [(text.removesuffix(mark), style), (mark, "amber bold")]

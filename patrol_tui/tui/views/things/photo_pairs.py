"""What was found beside what became of it: photos from before and after, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from importlib import import_module
from typing import TYPE_CHECKING

from patrol_tui.domain.folding.pictures import Picture
from patrol_tui.domain.folding.sides import Pair as Photos
from patrol_tui.domain.folding.sides import sides_of
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import clock_or_day_text
from patrol_tui.language import _
from patrol_tui.tui.cells import cells, cut
from patrol_tui.tui.kit.blocks import Head, row
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, Span, pixel
from patrol_tui.tui.views.seen.seen import Seen

if TYPE_CHECKING:
    from patrol_tui.devices.raster import Cell

_GAP = 2
_LEAST_CELLS = 22
_ROWS = 11
_HALF = "▀"


def photo_pairs(seen: Seen) -> list[Block]:
    """Return the photos of a thing side by side; empty where none was taken after the work."""
    pairs = sides_of(seen.subject, seen.state).pairs
    if not pairs:
        return []
    return [
        Head(_("Before and after"), str(len(pairs))),
        PhotoPairs(pairs, seen.previews, seen.zone, seen.now_us),
    ]


@dataclass(frozen=True)
class PhotoPairs:
    """Two columns: small pictures where they are handed in and there is room, names and times.

    Attributes:
        pairs: what stands side by side.
        previews: a small copy of each photo that shall be drawn, by its hash.
        zone: in which times are shown.
        now_us: the present.
    """

    pairs: Sequence[Photos]
    previews: Mapping[str, bytes]
    zone: tzinfo
    now_us: int

    def lines(self, width: int) -> Sequence[Line]:
        """Return the rows of all pairs below the names of the sides."""
        column = (width - 2 - _GAP) // 2
        made = [_beside(column, [(_("Before the work"), "soft")], [(_("After it"), "soft")])]
        for at, pair in enumerate(self.pairs):
            drawn = self._pictures(pair, column) if column >= _LEAST_CELLS else []
            made += [_beside(column)] if drawn and at else []
            made += drawn
            for spans in zip(*(self._said(one, column) for one in pair), strict=True):
                made.append(_beside(column, *spans))
        return made

    def _pictures(self, pair: Photos, column: int) -> list[Line]:
        sides = [self._cells(one, column) for one in pair]
        height = max(map(len, sides))
        return [_beside(column, *(_drawn(side, at) for side in sides)) for at in range(height)]

    def _cells(self, picture: Picture | None, column: int) -> "Sequence[Sequence[Cell]]":
        small = self.previews.get(picture.name) if picture is not None else None
        if picture is None or small is None:
            return ()
        # What reads images is loaded when the first one is looked at.
        drawn: Sequence[Sequence[Cell]] = import_module("patrol_tui.devices.raster").halves(
            small, column, _ROWS, picture.turn
        )
        return drawn

    def _said(self, picture: Picture | None, column: int) -> tuple[list[Span], list[Span]]:
        """Return what a photo shows, and when it was taken."""
        if picture is None:
            return [(_("none"), "soft")], []
        caption = inert(str(picture.body.get("caption", ""))) or _("photo")
        at = clock_or_day_text(picture.taken_us, self.now_us, self.zone)
        return [(cut(caption, column), "")], [(f"{at}  {picture.name[:8]}", "soft")]


def _beside(column: int, left: Sequence[Span] = (), right: Sequence[Span] = ()) -> Line:
    used = sum(cells(text) for text, _style in left)
    return row([*left, (" " * (column + _GAP - used), ""), *right])


def _drawn(side: "Sequence[Sequence[Cell]]", at: int) -> list[Span]:
    """Return one row of a picture, like cells as one span."""
    spans: list[Span] = []
    for upper, lower in side[at] if at < len(side) else ():
        style = pixel(upper, lower)
        text = spans.pop()[0] if spans and spans[-1][1] == style else ""
        spans.append((text + _HALF, style))
    return spans

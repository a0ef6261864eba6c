"""Two columns of blocks in one pane where it is wide: nothing stands far from its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from patrol_tui.tui.cells import cells, cut, plain
from patrol_tui.tui.kit.blocks import Gap
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, Span, Spans

_BETWEEN = 2


@dataclass(frozen=True)
class Beside:
    """Blocks side by side in a wide pane, one below the other in any other.

    Attributes:
        main: read first: at the left, or above.
        aside: at the right, or below.
        least: cells from which there are two columns.
        share: of the width, in percent, that the right column takes.
    """

    main: Sequence[Block]
    aside: Sequence[Block]
    least: int = 110
    share: int = 42

    def lines(self, width: int) -> Sequence[Line]:
        """Return the rows."""
        if not self.main or not self.aside or width < self.least:
            gap = [Gap()] if self.main and self.aside else []
            return _drawn([*self.main, *gap, *self.aside], width)
        right_cells = width * self.share // 100
        left_cells = width - right_cells - _BETWEEN
        left, right = _drawn(self.main, left_cells), _drawn(self.aside, right_cells)
        made = []
        for at in range(max(len(left), len(right))):
            near = left[at] if at < len(left) else Line()
            far = right[at] if at < len(right) else Line()
            spans = [*_within(near, left_cells), (" " * _BETWEEN, ""), *_on(far.left, far.ground)]
            made.append(Line(spans, _on(far.right, far.ground)))
        return made


def _drawn(blocks: Sequence[Block], width: int) -> list[Line]:
    return [line for block in blocks for line in block.lines(width)]


def _within(line: Line, width: int) -> list[Span]:
    """Return a line as spans of exactly `width` cells, what is at its right edge included."""
    right = [(plain(text), style) for text, style in line.right]
    taken = sum(cells(text) for text, _style in right)
    is_said = any(not text.isspace() for text, _style in right)
    room = width - taken - (1 if is_said and line.left else 0)
    spans: list[Span] = []
    used = 0
    for text, style in line.left:
        shown = cut(plain(text), room - used)
        used += cells(shown)
        spans.append((shown, style))
        if used >= room:
            break
    return _on([*spans, (" " * max(0, width - used - taken), ""), *right], line.ground)


def _on(spans: Spans, ground: str) -> list[Span]:
    """Return spans on the ground that their line had."""
    if not ground:
        return list(spans)
    return [(text, style if "@" in style else f"{style}@{ground}") for text, style in spans]

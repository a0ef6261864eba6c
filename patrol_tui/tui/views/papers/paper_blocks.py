"""A paper as text: what every item says, and what is still to be filled by hand."""

from collections.abc import Sequence

from patrol_tui.domain.language.text import inert
from patrol_tui.domain.paper import TO_FILL, Item, Paper
from patrol_tui.language import current
from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.blocks import Fact, Gap, Head, Paragraph
from patrol_tui.tui.kit.drawing.drawn import Block

_MOST_LABEL_CELLS = 20


def paper_blocks(paper: Paper) -> list[Block]:
    """Return the preview of a paper."""
    blocks = _items(paper.items)
    for grid in paper.grids:
        blocks += [Gap(), Head(inert(grid.title))]
        for row in grid.rows:
            blocks.append(Paragraph(inert("  ".join(row)), most=60))
    blocks += [Gap(), *_items(paper.signatures)]
    blocks += [Paragraph(inert(note), "soft") for note in paper.notes]
    return blocks


def _items(items: Sequence[Item]) -> list[Block]:
    mark = TO_FILL.in_(current())
    column = min(max((cells(item.label) for item in items), default=0), _MOST_LABEL_CELLS) + 2
    blocks: list[Block] = []
    for item in items:
        style = "amber bold" if item.text == mark else ""
        for at, line in enumerate(item.text.split("\n")):
            label = inert(item.label) if at == 0 else ""
            blocks.append(Fact(label, inert(line), style=style, column=column))
    return blocks

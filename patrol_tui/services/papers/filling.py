"""What hands add to a paper before it is written: blanks that are filled, photos beside it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from patrol_tui.domain.folding.pictures import pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, NotFound, Usage
from patrol_tui.domain.language.text import is_blank
from patrol_tui.domain.paper import NONE, NOTHING_BELOW, TO_FILL, Grid, Item, Paper, Picture
from patrol_tui.services.exports.export import Speech

PHOTOS_LISTED = "photos"
PICTURED = frozenset(("site_record",))
"""Papers that the photos of their thing belong to."""

Rows = Sequence[Sequence[str]]
SEPARATOR = " | "
_BARS = re.compile(r"[|｜\t]")
NO_LIST = N_("{name} is no list of this paper that hands fill. Possible are: {known}.")
TOO_WIDE = N_("The row {row} has more cells than {list} has columns: {columns}.")


def blanks(paper: Paper, speech: Speech) -> tuple[Item, ...]:
    """Return the items that the ledger could not fill."""
    mark = speech.say(TO_FILL)
    return tuple(item for item in paper.items if item.text == mark)


def completed(paper: Paper, answers: Mapping[str, str], speech: Speech) -> Paper:
    """Return a paper with its blanks filled; what nobody answered stays marked.

    What the ledger says is not overwritten: that is corrected there.
    """
    open_items = {item.id for item in blanks(paper, speech)}
    given = {
        name: text.strip()
        for name, text in answers.items()
        if name in open_items and not is_blank(text)
    }
    items = tuple(replace(item, text=given.get(item.id, item.text)) for item in paper.items)
    return replace(paper, items=items)


def open_lists(paper: Paper) -> tuple[Grid, ...]:
    """Return the lists whose rows hands fill."""
    return tuple(grid for grid in paper.grids if grid.is_open)


def listed(paper: Paper, rows: Mapping[str, Rows], speech: Speech) -> Paper:
    """Return a paper with the rows that hands gave in place of those proposed.

    What is left out of a row is struck, or to be filled where rows are no count of things, such as
    an answer; a last row says that nothing is below. Where nothing was given the list stays as it
    is.

    Raises:
        Usage: the paper has no such list, or a row has more cells than the list has columns.
    """
    known = {grid.id: grid for grid in open_lists(paper)}
    for name in rows:
        if name not in known:
            raise Usage(NO_LIST, name=name, known=", ".join(known) or "-")
    return replace(
        paper,
        grids=tuple(_with_rows(grid, rows.get(grid.id, ()), speech) for grid in paper.grids),
    )


def _with_rows(grid: Grid, given: Rows, speech: Speech) -> Grid:
    rows = [row for row in given if not all(map(is_blank, row))]
    width, mark = len(grid.asked), speech.say(NONE if grid.is_counted else TO_FILL)
    for row in rows:
        if len(row) > width:
            asked = ", ".join(heading for _id, heading in grid.asked)
            raise Usage(TOO_WIDE, row=SEPARATOR.join(row), list=grid.title, columns=asked)
    made = [
        (
            *((str(place),) if grid.is_counted else ()),
            *(mark if is_blank(cell) else cell.strip() for cell in row),
            *(mark,) * (width - len(row)),
        )
        for place, row in enumerate(rows, 1)
    ]
    none, last = speech.say(NONE), speech.say(NOTHING_BELOW)
    closing = (*((none,) if grid.is_counted else ()), last, *(none,) * (width - 1))
    return replace(grid, rows=(*made, closing)) if made else grid


def cells_of(line: str) -> tuple[str, ...]:
    """Return the cells of a row as somebody typed it: apart by a bar, half or full width."""
    return tuple(part.strip() for part in _BARS.split(line))


def with_pictures(paper: Paper, state: State | None, photo_of: Callable[[bytes], bytes]) -> Paper:
    """Return a paper with the photos of its thing, where it has a place for them.

    A paper leaves the office: where parts of a photo are blackened in a copy, it has the copy. A
    photo that has not come here yet is left out; the list of photos names it all the same.
    """
    if paper.id not in PICTURED:
        return paper
    pictures, captions = [], _captions(paper)
    for number, photo in enumerate(pictures_of(state) if state else (), 1):
        body = photo.shared
        try:
            data = photo_of(bytes.fromhex(str(body.get("hash", ""))))
        except (NotFound, ValueError):
            continue
        caption = f"{number}  {captions.get(str(number), '')}".rstrip()
        pictures.append(Picture(caption, data, photo.turn))
    return replace(paper, pictures=tuple(pictures))


def _captions(paper: Paper) -> dict[str, str]:
    """Return what photos show as the paper's own list says it: stripped for its reader already."""
    listed = (grid.rows for grid in paper.grids if grid.id == PHOTOS_LISTED)
    return {row[0]: row[1] for rows in listed for row in rows if row[1] != NONE.zh}

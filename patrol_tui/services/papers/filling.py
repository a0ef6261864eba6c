"""What hands add to a paper before it is written: blanks that are filled, photos beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from patrol_tui.domain.folding.pictures import pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import NotFound
from patrol_tui.domain.language.text import is_blank
from patrol_tui.domain.paper import NONE, TO_FILL, Item, Paper, Picture
from patrol_tui.services.exports.export import Speech

PHOTOS_LISTED = "photos"
PICTURED = frozenset(("site_record",))
"""Papers that the photos of their thing belong to."""


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

"""How an entry of the handbook stands in its list."""

from collections.abc import Sequence

from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _
from patrol_tui.services.handbook import Entry, Shelf, Standing
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.rows import Record, RowLook, record_lines
from patrol_tui.tui.views.wording.spoken import bare, spoken

_MARKS = {
    Shelf.KIND: N_("shelf|LA"),
    Shelf.TOPIC: N_("shelf|HO"),
    Shelf.DUTY: N_("shelf|DU"),
    Shelf.CONTACT: N_("shelf|CO"),
    Shelf.LAW: N_("shelf|TX"),
}
_STANDINGS = {
    Standing.IN_FORCE: (N_("standing|valid"), "soft"),
    Standing.TO_CHECK: (N_("standing|check"), "amber"),
    Standing.REPEALED: (N_("standing|ended"), "red"),
    Standing.NOT_YET: (N_("standing|later"), "red"),
}
_CONTACT_WORDS = {
    Standing.IN_FORCE: N_("contact|called"),
    Standing.REPEALED: N_("contact|ended"),
}


def shelf_marks() -> str:
    """Return the signs of all shelves, as the title shows them."""
    return " ".join(bare(_(mark)) for mark in _MARKS.values())


def shelf_mark(shelf: Shelf) -> str:
    """Return the two cells that stand for a shelf."""
    return bare(_(_MARKS[shelf]))


def standing_word(entry: Entry) -> tuple[str, str]:
    """Return how far an entry can be relied on, in a word, and the style of that word."""
    word, style = _STANDINGS[entry.standing]
    if entry.shelf is Shelf.CONTACT:
        word = _CONTACT_WORDS.get(entry.standing, word)
    return bare(_(word)), style


def entry_lines(entry: Entry, look: RowLook) -> Sequence[Line]:
    """Return an entry's line: shelf, name, how far it can be relied on."""
    word, style = standing_word(entry)
    shown = "" if look.is_cursor and look.has_keys else style
    record = Record(shelf_mark(entry.shelf), spoken(entry.name), word, clock_style=shown)
    return record_lines(record, look)

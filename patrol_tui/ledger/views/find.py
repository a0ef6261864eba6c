"""Finds the one thing that a person names by number, UUID or the beginning of either."""

from itertools import islice
from uuid import UUID

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.language.text import folded
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection, Row
from patrol_tui.ledger.entries import Entries
from patrol_tui.ledger.views.lists import list_row
from patrol_tui.ledger.views.rows import code_of
from patrol_tui.ledger.views.search import Search

NOTHING = N_("Nothing is called {text}.")
SEVERAL = N_("{text} is the beginning of several: {some}. Write more of it.")
TWICE = N_(
    "{text} was given twice, by a laptop and its copy: {some}. Name the one you mean by its id."
)
_MOST_NAMED = 5
_MOST_LOOKED_AT = 500
_ID_DIGITS = 32
_HASH_DIGITS = 64
NO_ENTRY = N_(
    "No entry here is called {text}. Its name is its hash, as `issue history` and `verify` show it."
)


class Finder:
    """Looks things up by what people call them."""

    def __init__(self, connection: Connection, search: Search) -> None:
        self._connection = connection
        self._search = search

    def find(self, text: str, subject_type: str | None) -> bytes:
        """Return the thing that a text names.

        Raises:
            NotFound: nothing is called so.
            Refused: several are.
        """
        wanted = folded(text)
        with in_words():
            found = self._numbered(wanted, subject_type)
            if wanted not in map(folded, found.values()):
                found |= self._identified(wanted, subject_type)
        if not found:
            raise NotFound(NOTHING, text=wanted)
        if len(found) > 1:
            names = list(found.values())
            if len(set(names)) == 1:
                ids = [str(UUID(bytes=subject)) for subject in found]
                raise Refused(TWICE, text=names[0], some=", ".join(ids[:_MOST_NAMED]))
            raise Refused(SEVERAL, text=wanted, some=", ".join(names[:_MOST_NAMED]))
        return next(iter(found))

    def _numbered(self, wanted: str, subject_type: str | None) -> dict[bytes, str]:
        """Return things whose number begins so, with or without its station.

        Numbers are found through the search index: one of their own would be a page more to
        write in each save.
        """
        same: dict[bytes, str] = {}
        exact: dict[bytes, str] = {}
        begun: dict[bytes, str] = {}
        for columns in islice(self._search.numbered(wanted, subject_type), _MOST_LOOKED_AT):
            row = list_row(columns, "newest")
            plain = folded(row.number)
            rest = plain.partition("-")[2]
            if plain == wanted:
                same[row.subject] = row.number
            elif rest == wanted:
                exact[row.subject] = row.number
            elif plain.startswith(wanted) or rest.startswith(wanted):
                begun[row.subject] = row.number
        return same or exact or begun

    def _identified(self, wanted: str, subject_type: str | None) -> dict[bytes, str]:
        digits = wanted.replace("-", "")
        if not digits or len(digits) > _ID_DIGITS or set(digits) - set("0123456789abcdef"):
            return {}
        low = bytes.fromhex(digits.ljust(_ID_DIGITS, "0"))
        high = bytes.fromhex(digits.ljust(_ID_DIGITS, "f"))
        rows = self._connection.execute(
            "SELECT subject FROM view WHERE subject BETWEEN ? AND ?"
            " AND type = ifnull(?, type) LIMIT ?",
            (low, high, subject_type, _MOST_NAMED + 1),
        ).fetchall()
        if not rows and low == high:
            rows = self._without_row(low, subject_type)
        return {row[0]: str(UUID(bytes=row[0])) for row in rows}

    def _without_row(self, subject: bytes, subject_type: str | None) -> list[Row]:
        """Return a thing that is named in full and in which nothing has effect: no list has it."""
        code = None if subject_type is None else code_of(subject_type)
        return self._connection.execute(
            "SELECT subject FROM entry WHERE subject = ? AND kind >> 8 = ifnull(?, kind >> 8)"
            " LIMIT 1",
            (subject, code),
        ).fetchall()


def find_entry(connection: Connection, entries: Entries, text: str) -> Entry:
    """Return the entry that a hash or a unique beginning of one names.

    Raises:
        NotFound: none is called so.
        Refused: several are.
    """
    wanted = folded(text)
    if not wanted or len(wanted) > _HASH_DIGITS or set(wanted) - set("0123456789abcdef"):
        raise NotFound(NO_ENTRY, text=wanted)
    low, high = (bytes.fromhex(wanted.ljust(_HASH_DIGITS, end)) for end in "0f")
    rows = connection.execute(
        "SELECT hash FROM entry WHERE hash BETWEEN ? AND ? LIMIT ?", (low, high, _MOST_NAMED)
    ).fetchall()
    if len(rows) > 1:
        raise Refused(SEVERAL, text=wanted, some=", ".join(row[0].hex()[:12] for row in rows))
    found = entries.held(rows[0][0]) if rows else None
    if found is None:
        raise NotFound(NO_ENTRY, text=wanted)
    return found

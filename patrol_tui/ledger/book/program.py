"""Folds anew, when a ledger is opened, what another version of the program understood otherwise."""

from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.domain.subjects import BY_CODE
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.disk.errors import UNREADABLE, in_words

_KINDS = "program.kinds"
_ROWS = "program.rows"
_RECEIPTS = "program.receipts"
ROWS = "2"
"""Another one is given where a subject's row says otherwise of the same entries than before."""
_AT_ONCE = 200


def known_kinds() -> frozenset[int]:
    """Return the kinds of entries that this program understands."""
    return frozenset(subject.kind(fact) for subject in BY_CODE.values() for fact in subject.facts)


def refold_for_this_program(base: Base) -> int:
    """Fold things with entries that only one of both programs understands, and count them.

    All things are folded where rows say something else now. An entry of an unknown kind is kept
    as it came, so the newer program finds in it what the older one could not read. Where it is
    interrupted, the next start does it again.

    Raises:
        NotSaved: the disk refused.
        Corrupt: what the program before had understood cannot be read.
    """
    known = known_kinds()
    with in_words():
        kept: dict[str, str] = dict(
            base.connection.execute(
                "SELECT key, value FROM meta WHERE key IN (?, ?)", (_KINDS, _ROWS)
            ).fetchall()
        )
    stood = _kinds(str(kept[_KINDS])) if _KINDS in kept else None
    are_rows_alike = kept.get(_ROWS) == ROWS
    if stood == known and are_rows_alike:
        return 0
    otherwise = known ^ stood if stood is not None else frozenset[int]()
    done = _refold(base, otherwise if are_rows_alike else known | otherwise)
    with base.writing():
        base.connection.executemany(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            ((_KINDS, " ".join(map(str, sorted(known)))), (_ROWS, ROWS)),
        )
    return done


def recount_receipts(base: Base) -> None:
    """Count receipts once as this program does.

    An older one took what the other machine sent, after a clone, for the receipt of own entries
    that were never sent.

    Raises:
        NotSaved: the disk refused.
    """
    with in_words():
        found = base.connection.execute("SELECT 1 FROM meta WHERE key = ?", (_RECEIPTS,)).fetchone()
    if found is not None:
        return
    with base.writing():
        for station in sorted({stream.station for stream in base.streams.own()}):
            base.acked.count_anew(station)
        base.connection.execute("INSERT INTO meta (key, value) VALUES (?, '1')", (_RECEIPTS,))


def _kinds(kept: str) -> frozenset[int]:
    try:
        return frozenset(int(kind) for kind in kept.split())
    except ValueError as error:
        raise Corrupt(UNREADABLE, detail=_KINDS) from error


def _refold(base: Base, kinds: frozenset[int]) -> int:
    listed = ", ".join(map(str, sorted(kinds)))
    with in_words():
        rows = base.connection.execute(
            f"SELECT DISTINCT subject FROM entry WHERE kind IN ({listed})"  # noqa: S608 - numbers
        ).fetchall()
    for at in range(0, len(rows), _AT_ONCE):
        with base.writing():
            base.roster.refresh()
            for (subject,) in rows[at : at + _AT_ONCE]:
                base.views.refresh(subject)
    return len(rows)

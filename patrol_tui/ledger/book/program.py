"""Folds anew, when a ledger is opened, what another version of the program understood otherwise."""

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256

from patrol_tui.domain.folding.subject import PAPERS_NUMBERED
from patrol_tui.domain.language.errors import N_, Corrupt, Refused
from patrol_tui.domain.subjects import BY_CODE
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.seals import Seals
from patrol_tui.ledger.disk.errors import UNREADABLE, in_words
from patrol_tui.services.ports.ports import Progress

_KINDS = "program.kinds"
_ROWS = "program.rows"
_RECEIPTS = "program.receipts"
_AT = "program.at"
ROWS = 6
"""Another one is given where a subject's row says otherwise of the same entries than before."""
_NUMBERED = (one for one in BY_CODE.values() if one.closing and PAPERS_NUMBERED in one.fields)
_SINCE = {
    3: frozenset((DEVICE.code,)),
    4: frozenset(one.code for one in BY_CODE.values() if not one.rights),
    5: frozenset(one.code for one in _NUMBERED),
    6: frozenset((ISSUE.code,)),
}
"""Which subjects' rows a number is about; all of them where it is not named."""
STOPPED = N_(
    "Stopped. No entry is touched, but some lists are still those of the version before. They are "
    "brought up when the laptop is opened again; that goes on where it stopped."
)
_AT_ONCE = 200


def known_kinds() -> frozenset[int]:
    """Return the kinds of entries that this program understands."""
    return frozenset(subject.kind(fact) for subject in BY_CODE.values() for fact in subject.facts)


def refold_for_this_program(base: Base) -> int:
    """Fold things with entries that only one of both programs understands, and count them.

    All things are folded whose rows say something else now. An entry of an unknown kind is kept
    as it came, so the newer program finds in it what the older one could not read. Where it is
    interrupted, the next start goes on there. The machine is told how far it is.

    Raises:
        Refused: whoever was told wanted it to end.
        NotSaved: the disk refused.
        Corrupt: what the program before had understood cannot be read.
    """
    known = known_kinds()
    with in_words():
        kept: dict[str, str] = dict(
            base.connection.execute(
                "SELECT key, value FROM meta WHERE key IN (?, ?, ?)", (_KINDS, _ROWS, _AT)
            ).fetchall()
        )
    stood = _kinds(str(kept[_KINDS])) if _KINDS in kept else None
    wanted = _of_rows(kept.get(_ROWS), known)
    if stood == known and not wanted:
        return 0
    wanted |= known ^ stood if stood is not None else frozenset[int]()
    done = _refold(base, wanted, kept.get(_AT, ""))
    with base.writing():
        base.connection.executemany(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            ((_KINDS, " ".join(map(str, sorted(known)))), (_ROWS, str(ROWS))),
        )
        base.connection.execute("DELETE FROM meta WHERE key = ?", (_AT,))
    return done


def _of_rows(kept: str | None, known: frozenset[int]) -> frozenset[int]:
    """Return the kinds of entries whose things have other rows since a program's number."""
    if kept is None or not kept.isdecimal() or int(kept) > ROWS:
        return known
    since = [_SINCE.get(number) for number in range(int(kept) + 1, ROWS + 1)]
    codes = frozenset[int]().union(*(one for one in since if one is not None))
    return known if None in since else frozenset(kind for kind in known if kind >> 8 in codes)


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


def _refold(base: Base, kinds: frozenset[int], stood_at: str) -> int:
    progress = base.machine.progress
    listed = ", ".join(map(str, sorted(kinds)))
    _tell(progress, 0, 0)
    with in_words():
        rows = base.connection.execute(
            f"SELECT DISTINCT subject FROM entry WHERE kind IN ({listed})"  # noqa: S608 - numbers
        ).fetchall()
    subjects = sorted(row[0] for row in rows)
    # Where it was interrupted for the same reason, it goes on there.
    task = sha256(f"{ROWS} {listed}".encode()).hexdigest()
    at = bisect_right(subjects, _place(stood_at, task))
    while at < len(subjects):
        _tell(progress, at, len(subjects))
        some = subjects[at : at + _AT_ONCE]
        with base.writing():
            _fold(base, some)
            base.connection.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
                (_AT, f"{task} {some[-1].hex()}"),
            )
        at += len(some)
    if progress is not None:
        progress(at, at)
    return len(subjects)


def _fold(base: Base, subjects: Sequence[bytes]) -> None:
    base.roster.refresh()
    for subject in subjects:
        base.views.refresh(subject)
    # What a laptop is taken for says which seals are its own.
    for subject in Seals(base).recheck(subjects):
        base.views.refresh(subject)


def _place(stood_at: str, task: str) -> bytes:
    of, _, last = stood_at.partition(" ")
    try:
        return bytes.fromhex(last) if of == task else b""
    except ValueError:
        return b""


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and not progress(done, total):
        raise Refused(STOPPED)

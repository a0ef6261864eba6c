"""Checks a stretch of a log before anything of it is taken."""

from collections.abc import Iterable

from patrol_tui.domain.entries.entry import Entry, next_h
from patrol_tui.domain.entries.run import SEAL_BYTES, decode_run
from patrol_tui.domain.language.errors import N_, Corrupt, Lacking
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.base import Base
from patrol_tui.services.ports.shared import LogRow, Segment

BROKEN_LOG = N_("The shared log does not continue what this laptop holds of it.")
ALTERED_LOG = N_("The shared log was altered: its hashes do not match.")
STRAY_ENTRY = N_("The shared database sent an entry that its log does not name.")
LACKING_OWN = N_("The shared log names entries that this laptop lacks; they are asked for again.")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A checked stretch.

    Attributes:
        rows: those that are new here, in order.
        brought: entries that came with them, by hash.
    """

    station: bytes
    epoch: bytes
    rows: tuple[LogRow, ...]
    brought: dict[bytes, Entry]


class _Known:
    """What runs may refer to: what is held, and what came before them in the stretch."""

    def __init__(self, base: Base, segment: Segment) -> None:
        self._base = base
        self._station = segment.station
        self._numbers = {row.n: row.hash for row in segment.rows}
        self.brought: dict[bytes, Entry] = {}

    def hash_at(self, station: bytes, n: int) -> bytes | None:
        """Return the entry at a number of a station's log, if it is held or named here."""
        if station == self._station and n in self._numbers:
            return self._numbers[n]
        return self._base.logs.hash_at(station, n)

    def subject_of(self, entry_hash: bytes) -> bytes | None:
        """Return the subject of an entry, if it is held or came before."""
        brought = self.brought.get(entry_hash)
        return self._base.entries.subject_of(entry_hash) if brought is None else brought.subject


def check_arrival(base: Base, segment: Segment) -> Arrival:
    """Return what a stretch of a log brings.

    Raises:
        Lacking: a row names an entry that neither came nor is held.
        Corrupt: the log does not chain, or a run does not hash or belong here.
    """
    rows = _new_rows(base, segment)
    known = _Known(base, segment)
    for data in segment.runs:
        run, end = decode_run(data, 0, known)
        if end != len(data):
            raise Corrupt(STRAY_ENTRY)
        known.brought.update({entry.hash: entry for entry in run.entries})
    named = {row.hash for row in segment.rows}
    if known.brought.keys() - named:
        raise Corrupt(STRAY_ENTRY)
    for row in rows:
        if row.hash not in known.brought and base.entries.subject_of(row.hash) is None:
            raise Lacking(LACKING_OWN)
    return Arrival(segment.station, segment.epoch, rows, known.brought)


def _new_rows(base: Base, segment: Segment) -> tuple[LogRow, ...]:
    position = base.logs.position(segment.station)
    if position.n and segment.epoch != position.epoch:
        raise Corrupt(BROKEN_LOG)
    for row in segment.rows:
        if row.n <= position.n and base.logs.h_at(segment.station, row.n) != row.h:
            raise Corrupt(BROKEN_LOG)
    rows = tuple(row for row in segment.rows if row.n > position.n)
    _check_chain(rows, position.n, position.h)
    hashes = {row.hash for row in rows}
    if len(hashes) != len(rows) or base.logs.numbers(segment.station, hashes):
        raise Corrupt(BROKEN_LOG)
    return rows


def _check_chain(rows: Iterable[LogRow], n: int, h: bytes) -> None:
    for row in rows:
        n += 1
        if row.n != n:
            raise Corrupt(BROKEN_LOG)
        h = next_h(h, row.hash, row.seal)
        if h != row.h or (row.seal is not None and len(row.seal) != SEAL_BYTES):
            raise Corrupt(ALTERED_LOG)

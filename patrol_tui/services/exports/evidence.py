"""What proves a thing's entries to somebody without this program, as values.

Each entry is proven by its hash, a seal by a key that the district's log names, and its place in
a log that laptops of others had seen.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.shared import LogRow


@dataclass(frozen=True, slots=True)
class Sealed:
    """How a seal covers an entry.

    Attributes:
        entry: what is covered.
        links: the entries after it in its line up to the one that the seal stands at.
        seal: 64 bytes.
        key: public key that it verifies with.
    """

    entry: Entry
    links: tuple[Entry, ...]
    seal: bytes
    key: bytes

    @property
    def end(self) -> Entry:
        """Return the entry that the seal stands at."""
        return self.links[-1] if self.links else self.entry


@dataclass(frozen=True, slots=True)
class Stretch:
    """A gapless stretch of a log.

    Attributes:
        station: whose log.
        epoch: of the shared database that it came from.
        before: the chained hash before its first row.
        rows: in order.
        witness: an entry of another laptop that names the stretch's end as seen; None where
            none is held yet.
    """

    station: bytes
    epoch: bytes
    before: bytes
    rows: tuple[LogRow, ...]
    witness: Entry | None


class Proofs(Protocol):
    """Where the proofs are read; `ledger` fulfils it."""

    def thing(self, subject: bytes) -> tuple[Entry, ...]:
        """Return all held entries of a thing, as they came into the log."""
        ...

    def sealed(self, entry: Entry) -> Sealed | None:
        """Return the first valid seal that covers an entry, or None where none is held."""
        ...

    def row(self, entry: Entry) -> LogRow | None:
        """Return an entry's row in its own log, or None where it has none."""
        ...

    def stretch(self, station: bytes, from_n: int, device: bytes) -> Stretch:
        """Return a log from a row to the first place that another laptop had seen.

        Args:
            station: whose log.
            from_n: the first row.
            device: whose entries are to be proven; its own word does not count.
        """
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is exported of a thing.

    Attributes:
        subject: the thing.
        entries: what was written of it.
        certificates: entries that name laptops, officers and their keys.
        witnesses: entries of other laptops that had seen the log.
        sealed: entry to its seal; what lacks one is missing.
        rows: entry to its row in its log; what has none yet is missing.
        stretches: of the logs.
    """

    subject: bytes
    entries: tuple[Entry, ...]
    certificates: tuple[Entry, ...]
    witnesses: tuple[Entry, ...]
    sealed: Mapping[bytes, Sealed]
    rows: Mapping[bytes, LogRow]
    stretches: tuple[Stretch, ...]

    def links(self) -> tuple[Entry, ...]:
        """Return entries of which only the hashed bytes are shown, since seals reach over them."""
        shown = {entry.hash for entry in (*self.entries, *self.certificates)}
        found = {
            entry.hash: entry
            for sealed in self.sealed.values()
            for entry in sealed.links
            if entry.hash not in shown
        }
        found |= {entry.hash: entry for entry in self.witnesses if entry.hash not in shown}
        return tuple(found.values())


def gather(proofs: Proofs, subject: bytes) -> Evidence:
    """Return what proves a thing's entries, as far as it is held."""
    entries = proofs.thing(subject)
    rows = {entry.hash: row for entry in entries if (row := proofs.row(entry)) is not None}
    stretches = _stretches(proofs, entries, rows)
    witnesses = tuple(
        {one.witness.hash: one.witness for one in stretches if one.witness is not None}.values()
    )
    certificates = _certificates(proofs, (*entries, *witnesses))
    shown = (*entries, *certificates, *witnesses)
    rows |= {one.hash: row for one in certificates if (row := proofs.row(one)) is not None}
    sealed = {one.hash: found for one in shown if (found := proofs.sealed(one)) is not None}
    return Evidence(subject, entries, certificates, witnesses, sealed, rows, stretches)


def _stretches(
    proofs: Proofs, entries: Sequence[Entry], rows: Mapping[bytes, LogRow]
) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    placed = sorted(
        ((one.header.station, rows[one.hash].n, one) for one in entries if one.hash in rows),
        key=lambda place: place[:2],
    )
    for station, n, entry in placed:
        last = found[-1] if found else None
        if last is not None and last.station == station and n <= last.rows[-1].n:
            continue
        found.append(proofs.stretch(station, n, entry.header.device))
    return tuple(found)


def _certificates(proofs: Proofs, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return who is who, and who says so, back to the district's root of trust."""
    found: dict[bytes, Entry] = {}
    waiting = [part for entry in entries for part in (entry.header.device, entry.header.author)]
    known: set[bytes] = set()
    while waiting:
        subject = waiting.pop(0)
        if subject in known:
            continue
        known.add(subject)
        for entry in proofs.thing(subject):
            found[entry.hash] = entry
            waiting += [entry.header.device, entry.header.author]
    return tuple(found.values())

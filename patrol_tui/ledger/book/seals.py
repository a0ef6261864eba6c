"""Which received entries a device vouches for, and what becomes of the others."""

from collections.abc import Iterable, Sequence

from patrol_tui.domain.entries.entry import Entry, seal_message
from patrol_tui.domain.subjects.device import DEVICE, JOINED
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.entries import COLUMNS, WIDTH
from patrol_tui.ledger.keyring.signing import verify
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.quarantine import (
    BAD_SEAL,
    NO_SEAL,
    REVOKED,
    UNKNOWN_DEVICE,
    WRONG_STATION,
)

Keys = tuple[frozenset[bytes], frozenset[bytes]]


class Seals:
    """Checks seals, and keeps what lacks a valid one in quarantine; callers hold transactions."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._remembered: dict[bytes, Keys] | None = None
        self._stations: dict[bytes, frozenset[bytes]] = {}

    def begin(self, log: bytes) -> None:
        """Begin to take a stretch: only the district's log changes who seals by which key."""
        self._remembered = None if log == DISTRICT else {}
        self._stations.clear()

    def _keys(self, device: bytes, log: bytes) -> Keys:
        if self._remembered is None:
            return self._base.roster.keys(device, log)
        known = self._remembered.get(device)
        if known is None:
            known = self._remembered[device] = self._base.roster.keys(device, log)
        return known

    def problem(self, entry: Entry, seal: bytes, log: bytes) -> str | None:
        """Return what is wrong with the seal at an entry, or None."""
        signing, joining = self._keys(entry.header.device, log)
        keys = signing | joining if entry.kind == DEVICE.kind(JOINED) else signing
        message = seal_message(entry.hash)
        if any(verify(key, message, seal) for key in keys):
            return None if self._is_at_home(entry) else WRONG_STATION
        return BAD_SEAL if keys else UNKNOWN_DEVICE

    def _is_at_home(self, entry: Entry) -> bool:
        """Tell whether a device may write for the station that an entry says it is written for."""
        station, device = entry.header.station, entry.header.device
        if station == DISTRICT:
            return True
        known = self._stations.get(device)
        if known is None or self._remembered is None:
            known = self._stations[device] = self._base.roster.stations_of_device(device)
        return not known or station in known

    def unfounded(
        self, log: bytes, pushed: Sequence[Entry], seal: bytes | None, trusted: frozenset[bytes]
    ) -> dict[bytes, str]:
        """Return the entries of one push that no valid seal covers, and why.

        Args:
            log: the station in whose log they stand.
            pushed: entries up to the one that the seal stands at.
            seal: 64 bytes, or None where the stretch ends without.
            trusted: own entries, which need none.
        """
        # Copies out of another station's log have their seals there.
        suspects = [
            entry for entry in pushed if entry.header.station == log and entry.hash not in trusted
        ]
        if not suspects:
            return {}
        problem = NO_SEAL if seal is None else self.problem(pushed[-1], seal, log)
        if problem is not None:
            return {entry.hash: problem for entry in suspects}
        covered = _covered(pushed)
        return {entry.hash: NO_SEAL for entry in suspects if entry.hash not in covered}

    def bar(self, reasons: dict[bytes, str]) -> None:
        """Put entries into quarantine."""
        self._base.connection.executemany(
            "INSERT OR IGNORE INTO quarantine (hash, reason) VALUES (?, ?)", reasons.items()
        )

    def is_any_barred(self) -> bool:
        """Tell whether anything is in quarantine."""
        rows = self._base.connection.execute("SELECT 1 FROM quarantine LIMIT 1")
        return rows.fetchone() is not None

    def release(self, pushed: Sequence[Entry]) -> set[bytes]:
        """Release what a valid seal covers by `prev`, and return the subjects it speaks of.

        Args:
            pushed: entries up to the one that the seal stands at, held already or not.
        """
        released: set[bytes] = set()
        own: list[Entry] = []
        here = {entry.hash: entry for entry in pushed}
        entry: Entry | None = pushed[-1]
        while entry is not None:
            done = self._base.connection.execute(
                "DELETE FROM quarantine WHERE hash = ? AND reason <> ?", (entry.hash, REVOKED)
            )
            if done.rowcount:
                released.add(entry.subject)
                own += [entry] if entry.header.device == self._base.device else []
            elif entry.hash not in here:
                break
            entry = here.get(entry.prev) or self._base.entries.held(entry.prev)
        if released:
            self._base.roster.reconsider()
        self._base.acked.advance(own)
        return released

    def recheck(self, devices: Iterable[bytes]) -> set[bytes]:
        """Look again at what is barred of devices whose keys are known better now.

        Returns:
            The subjects of entries that were released.
        """
        released: set[bytes] = set()
        if not self.is_any_barred():
            return released
        for device in devices:
            rows = self._base.connection.execute(
                f"SELECT {COLUMNS}, l.seal, l.station FROM stream s"  # noqa: S608 - constant
                " JOIN quarantine q JOIN entry b ON b.hash = q.hash AND b.id >> 32 = s.no"
                " JOIN entry e ON e.id BETWEEN b.id AND (s.no << 32 | 4294967295)"
                " JOIN log l ON l.hash = e.hash AND l.seal IS NOT NULL WHERE s.device = ?",
                (device,),
            ).fetchall()
            for row in rows:
                entry = self._base.entries.entry(row)
                if self.problem(entry, row[WIDTH], row[WIDTH + 1]) is None:
                    released |= self.release([entry])
        return released


def _covered(pushed: Sequence[Entry]) -> set[bytes]:
    by_hash = {entry.hash: entry for entry in pushed}
    covered: set[bytes] = set()
    at: Entry | None = pushed[-1]
    while at is not None:
        covered.add(at.hash)
        at = by_hash.get(at.prev)
    return covered

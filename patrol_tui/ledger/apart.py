"""What a laptop gives and takes without the shared database: by stick, and as proof to others."""

from collections.abc import Iterable, Iterator

from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.domain.entries.run import Run
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.carried import Carrier, Taken
from patrol_tui.ledger.book.outgoing import Outgoing
from patrol_tui.ledger.book.unsent import Unsent
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.proofs import LedgerProofs
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Segment
from patrol_tui.services.syncing.package import Reader


class Apart:
    """The part of a ledger that other laptops and outsiders meet without a network."""

    def __init__(self, base: Base, unsent: Unsent, carrier: Carrier) -> None:
        """Take the parts of an opened ledger."""
        self._base, self._unsent, self._carrier = base, unsent, carrier
        self._outgoing = Outgoing(base)

    def loose_runs(self) -> Iterator[Run]:
        """Yield everything without a log row as sealed runs: own entries, then carried ones."""
        yield from self._unsent.all_runs()
        yield from self._carrier.all_runs()

    def take_loose(self, runs: Iterable[Run]) -> Taken:
        """Keep others' entries that have no log row yet; their seals are checked.

        Raises:
            NotSaved: the disk refused; what was committed before stays.
        """
        return self._carrier.take(runs)

    def segments(self, station: bytes, after_n: int) -> Iterator[Segment]:
        """Yield what is held of a log after a number, all entries in full, cut at seals."""
        return self._outgoing.segments(station, after_n)

    def h_at(self, station: bytes, n: int) -> bytes:
        """Return the chained hash at a number of a log; zeros where it is not held."""
        with in_words():
            return self._base.logs.h_at(station, n) or ZERO_HASH

    def readers(self) -> tuple[Reader, ...]:
        """Return the laptops of the district that were not revoked, as far as is known here."""
        return self._outgoing.readers()

    def district_secret(self) -> bytes:
        """Return what every laptop of the district knows and nobody outside it can guess.

        Raises:
            Corrupt: nothing of the district's log is here.
        """
        return self._outgoing.district_secret()

    def keys_of(self, device: bytes) -> frozenset[bytes]:
        """Return the keys that a laptop seals by, as far as is known here."""
        with in_words():
            self._base.roster.refresh()
            return self._base.roster.keys(device, DISTRICT)[0]

    def proofs(self) -> LedgerProofs:
        """Return what proves entries to others; own ones are sealed for it first."""
        for _run in self._unsent.all_runs():
            continue
        return LedgerProofs(self._base)

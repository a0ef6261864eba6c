"""How much one flight carries: as much as the link lets through before it breaks."""

from patrol_tui.domain.entries.run import MAX_RUN_BYTES
from patrol_tui.services.ports.ports import Ledger

MOST_BYTES = MAX_RUN_BYTES
MOST_ALONE_BYTES = 2 * MAX_RUN_BYTES
"""As much as a shared ledger takes at once; what comes back is a longer commit here."""
LEAST_BYTES = 1_024
_KEPT = "sync.flight_bytes"


class FlightSize:
    """Halved with each flight that is lost and doubled with each that comes back.

    It is kept beside the ledger, so that the next sync begins where this one ended.
    """

    def __init__(self, ledger: Ledger, most_bytes: int = MOST_BYTES) -> None:
        """Take the ledger that keeps it, and what it may grow to."""
        self._ledger = ledger
        self._most_bytes = most_bytes
        self._bytes = min(int(ledger.meta(_KEPT) or MOST_BYTES), most_bytes)

    @property
    def bytes(self) -> int:
        """Return how much the next flight shall carry, either way."""
        return self._bytes

    @property
    def is_small(self) -> bool:
        """Tell whether the link is thin: a push of another laptop may not fit into one flight."""
        return self._bytes < MOST_BYTES

    def came_back(self) -> None:
        """Note that a flight was answered."""
        self._become(min(2 * self._bytes, self._most_bytes))

    def was_lost(self) -> None:
        """Note that the link broke in a flight.

        Where even the smallest is lost it is not its size that matters, and it begins anew.
        """
        self._become(self._bytes // 2 if self._bytes > LEAST_BYTES else MOST_BYTES)

    def _become(self, size_bytes: int) -> None:
        if size_bytes != self._bytes:
            self._bytes = size_bytes
            self._ledger.set_meta(_KEPT, str(size_bytes))

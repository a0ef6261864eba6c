"""A connection to the shared database that outlives a sync: kept while the link lasts."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.services.ports.shared import Answer, Exchange, ShutsOut
from patrol_tui.services.syncing.photo_sync import SharedPhotos
from patrol_tui.services.syncing.photo_sync import Traffic as Counted
from patrol_tui.sync.reaching.link import Traffic

T = TypeVar("T")


class Linked(SharedPhotos, ShutsOut, Protocol):
    """An open shared database, as far as a sync needs it."""


class KeptLink:
    """Lends one connection to one sync after the other, and opens another when it breaks."""

    def __init__(self) -> None:
        """Begin without a connection."""
        self._shared: Linked | None = None
        self._name = ""

    def lend(self, name: str, connect: Callable[[], Linked]) -> "Lent":
        """Return the kept connection, or a new one.

        Args:
            name: where it leads; another name means another connection.
            connect: opens it.

        Raises:
            Unreachable, Refused: as `connect` does.
        """
        if name != self._name:
            self.close()
            self._name = name
        was_kept = self._shared is not None
        return Lent(self, connect, self._shared or self.opened(connect), was_kept=was_kept)

    def opened(self, connect: Callable[[], Linked]) -> Linked:
        """Open a connection in the place of the kept one."""
        self.close()
        self._shared = connect()
        return self._shared

    def close(self) -> None:
        """End the kept connection."""
        shared, self._shared = self._shared, None
        if shared is not None:
            shared.close()


class Lent:
    """A kept connection for the length of one sync; it fulfils `photo_sync.SharedPhotos`."""

    def __init__(
        self,
        kept: KeptLink,
        connect: Callable[[], Linked],
        shared: Linked,
        *,
        was_kept: bool,
    ) -> None:
        """Take a connection that may have broken since it was used last."""
        self._kept, self._connect, self._shared = kept, connect, shared
        self._is_doubtful = was_kept
        self._is_whole = True
        self._before = _copy(shared.traffic) if was_kept else Traffic()

    @property
    def traffic(self) -> Counted:
        """Return what went over the link in this sync."""
        now, before = self._shared.traffic, self._before
        return Traffic(
            now.round_trips - before.round_trips,
            now.bytes_sent - before.bytes_sent,
            now.bytes_received - before.bytes_received,
        )

    def exchange(self, flight: Exchange) -> Answer:
        """Push, then pull."""
        return self._ask(lambda shared: shared.exchange(flight))

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        """Put what the home log holds of a subject into another station's log, once."""
        self._ask(lambda shared: shared.share(subject, home, target))

    def blob_missing(self, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        """Return the chunks of a photo that are not there yet; empty when it is proven."""
        return self._ask(lambda shared: shared.blob_missing(station, blob, size_bytes))

    def put_chunk(self, station: bytes, blob: bytes, index: int, data: bytes) -> None:
        """Store one chunk of a photo; storing it twice changes nothing."""
        self._ask(lambda shared: shared.put_chunk(station, blob, index, data))

    def blob_size(self, station: bytes, blob: bytes) -> int | None:
        """Return how large a photo is, or None where it is not held whole."""
        return self._ask(lambda shared: shared.blob_size(station, blob))

    def get_chunk(self, station: bytes, blob: bytes, index: int) -> bytes | None:
        """Return one chunk of a photo, or None where it is not held."""
        return self._ask(lambda shared: shared.get_chunk(station, blob, index))

    def shut_out(self, device: bytes) -> None:
        """Let a laptop in no more; where it is connected, it is cut off."""
        self._ask(lambda shared: shared.shut_out(device))

    def close(self) -> None:
        """Give the connection back; one that broke is ended."""
        if not self._is_whole:
            self._kept.close()

    def _ask(self, question: Callable[[Linked], T]) -> T:
        """Ask; a connection that broke unseen between two syncs is replaced once.

        Asking twice is safe: whatever was pushed or put is there once however often it comes.
        """
        is_doubtful, self._is_doubtful = self._is_doubtful, False
        self._is_whole = False
        try:
            answer = question(self._shared)
        except Unreachable:
            if not is_doubtful:
                raise
            self._shared, self._before = self._kept.opened(self._connect), Traffic()
            answer = question(self._shared)
        self._is_whole = True
        return answer


def _copy(traffic: Counted) -> Traffic:
    return Traffic(traffic.round_trips, traffic.bytes_sent, traffic.bytes_received)

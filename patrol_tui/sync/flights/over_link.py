"""What a shared database does through its link alone, be it a file or a server."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from patrol_tui.sync.database.marks import in_words
from patrol_tui.sync.reaching.link import Connected, Traffic

LinkT = TypeVar("LinkT", bound=Connected)


class OverLink(Generic[LinkT]):
    """The part of `SharedLedger` and `SharedOffice` that asks no more than the link."""

    def __init__(self, link: LinkT, device: bytes, name: str) -> None:
        """Take an open link to a database that is shown by this name."""
        self._link = link
        self._device = device
        self._name = name

    @property
    def traffic(self) -> Traffic:
        """Return what went over the link since it was opened."""
        return self._link.traffic

    def admit(self, device: bytes, stations: Sequence[bytes], *, is_bureau: bool = False) -> str:
        """Make a laptop's own access and return the URL that its bundle shall carry."""
        with in_words(self._name):
            return self._link.admit(device, stations, is_bureau=is_bureau)

    def shut_out(self, device: bytes) -> None:
        """Let a laptop in no more; where it is connected, it is cut off."""
        with in_words(self._name):
            self._link.shut_out(device)

    def expunge(self, entries: Sequence[bytes], blobs: Sequence[bytes]) -> None:
        """Remove what entries say, and photos, from every station's log."""
        with in_words(self._name):
            self._link.expunge(entries, blobs)

    def close(self) -> None:
        """End the connection."""
        self._link.close()

    def _counted(self) -> tuple[int, int, int]:
        traffic = self._link.traffic
        return traffic.bytes_sent, traffic.bytes_received, traffic.round_trips

"""The shared ledger in a SQLite file: pushed to and pulled from by statements of this program."""

from patrol_tui.services.ports.shared import Answer, Exchange
from patrol_tui.sync.database.marks import Marks, in_words
from patrol_tui.sync.flights.over_link import OverLink
from patrol_tui.sync.logs import photos, sharing
from patrol_tui.sync.logs.pull import pull
from patrol_tui.sync.logs.push import push
from patrol_tui.sync.reaching.link import Link


class SharedFile(OverLink[Link]):
    """An open shared database; it fulfils `SharedLedger` and `SharedOffice`."""

    def __init__(self, link: Link, marks: Marks, device: bytes, name: str) -> None:
        """Take an open link to the database that has these marks and is shown by this name."""
        super().__init__(link, device, name)
        self.marks = marks

    def exchange(self, flight: Exchange) -> Answer:
        """Push, then pull."""
        before = self._counted()
        with in_words(self._name):
            refusal = push(self._link, flight.device, flight.runs) if flight.runs else None
            segments = pull(
                self._link,
                self.marks.epoch,
                flight.cursors,
                flight.own_streams,
                flight.limit_bytes,
                is_thin=flight.is_thin,
            )
        sent, received, trips = (
            now - then for now, then in zip(self._counted(), before, strict=True)
        )
        return Answer(refusal, segments, sent, received, trips)

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        """Put what the home log holds of a subject into another station's log, once."""
        with in_words(self._name):
            sharing.share(self._link, subject, home, target, self._device)

    def blob_missing(self, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        """Return the chunks of a photo that are not there yet; empty when it is proven."""
        with in_words(self._name):
            return photos.missing_chunks(self._link, station, blob, size_bytes)

    def put_chunk(self, station: bytes, blob: bytes, index: int, data: bytes) -> None:
        """Store one chunk of a photo; storing it twice changes nothing."""
        with in_words(self._name):
            photos.put_chunk(self._link, station, blob, index, data)

    def blob_size(self, station: bytes, blob: bytes) -> int | None:
        """Return how large a photo is, or None where it is not held whole."""
        with in_words(self._name):
            return photos.blob_size(self._link, station, blob)

    def get_chunk(self, station: bytes, blob: bytes, index: int) -> bytes | None:
        """Return one chunk of a photo, or None where it is not held."""
        with in_words(self._name):
            return photos.get_chunk(self._link, station, blob, index)

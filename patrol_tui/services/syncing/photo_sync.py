"""Photos on their way: sent in chunks until the shared database has proven each by its hash."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.ports import Ledger, PhotoNeed
from patrol_tui.services.ports.shared import SharedLedger

NOT_PROVEN = N_("The photo {hash} arrived damaged at the shared database. Sync again.")
USUAL_TYPE = "image/jpeg"
_GENERATION = "photos.generation"
_WANTED = "photos.wanted"
_TRIES = 2

Sent = Callable[[int], None]
"""Told how many further bytes were sent; raises to stop."""
Received = Callable[[], None]
"""Told that a further chunk came; raises to stop."""


class PhotoBox(Protocol):
    """The photos on this laptop, whole or arriving."""

    def has(self, name: bytes) -> bool:
        """Return whether a photo is here whole."""
        ...

    def size_bytes(self, name: bytes) -> int:
        """Return how large a photo is."""
        ...

    def chunk(self, name: bytes, n: int) -> bytes:
        """Return one 16 KiB chunk of a photo."""
        ...

    def announce(self, name: bytes, media_type: str, size_bytes: int) -> object:
        """Make a place for a photo that will arrive in chunks."""
        ...

    def missing_chunks(self, name: bytes) -> list[int]:
        """Return which chunks of an announced photo have not arrived."""
        ...

    def put_chunk(self, name: bytes, n: int, content: bytes) -> bool:
        """Keep one chunk, and tell whether the photo is whole now."""
        ...

    def drop(self, name: bytes) -> None:
        """Remove a photo that the bureau expunged; one that is not here is no mistake."""
        ...


class Traffic(Protocol):
    """What went over a link since it was opened."""

    @property
    def round_trips(self) -> int:
        """Return how often an answer was waited for."""
        ...

    @property
    def bytes_sent(self) -> int:
        """Return what went out."""
        ...

    @property
    def bytes_received(self) -> int:
        """Return what came in."""
        ...


class SharedPhotos(SharedLedger, Protocol):
    """The shared database, as far as photos are fetched from it too."""

    @property
    def traffic(self) -> Traffic:
        """Return what went over the link since it was opened."""
        ...

    def blob_size(self, station: bytes, blob: bytes) -> int | None:
        """Return how large a photo is, or None where it is not held whole."""
        ...


class PhotoMarks:
    """Which photos the shared database has confirmed, noted beside the ledger.

    A mark counts for the database that gave it: once another stands in its place, all are asked
    for again.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Take the ledger that keeps the marks."""
        self._ledger = ledger
        self._generation = ""
        self._confirmed: set[bytes] = set()

    def renew(self) -> None:
        """Forget all marks: the shared database was restored or replaced."""
        count = int(self._ledger.meta(_GENERATION) or "0") + 1
        self._ledger.set_meta(_GENERATION, str(count))

    def confirm(self, blob: bytes) -> None:
        """Note that the shared database holds a photo whole."""
        self._read_generation()
        self._ledger.set_meta(_key(blob), self._generation)
        self._confirmed.add(blob)

    def is_confirmed(self, blob: bytes) -> bool:
        """Tell whether the shared database holds a photo whole, as far as is known here."""
        self._read_generation()
        return self._is_confirmed(blob)

    def unconfirmed(self) -> Iterator[PhotoNeed]:
        """Yield photos that entries name and the shared database has not confirmed, once each."""
        self._read_generation()
        seen: set[bytes] = set()
        for need in self._ledger.photos_named():
            if need.blob not in seen and not self._is_confirmed(need.blob):
                seen.add(need.blob)
                yield need

    def want(self, blob: bytes, now_us: int) -> None:
        """Note that a photo which went away is needed here again."""
        self._note_wishes({**self.wanted(), blob: now_us})

    def wanted(self) -> Mapping[bytes, int]:
        """Return the photos that were asked for again, and when."""
        kept: dict[str, int] = json.loads(self._ledger.meta(_WANTED) or "{}")
        return {bytes.fromhex(name): at_us for name, at_us in kept.items()}

    def forget_wishes(self, before_us: int) -> None:
        """Forget which photos were asked for before a time."""
        wanted = self.wanted()
        left = {blob: at_us for blob, at_us in wanted.items() if at_us >= before_us}
        if left != wanted:
            self._note_wishes(left)

    def _note_wishes(self, wanted: Mapping[bytes, int]) -> None:
        said = {blob.hex(): at_us for blob, at_us in wanted.items()}
        self._ledger.set_meta(_WANTED, json.dumps(said))

    def asked_for(self) -> Iterator[PhotoNeed]:
        """Yield photos that the shared database has confirmed and this laptop needs again."""
        left = set(self.wanted())
        for need in self._ledger.photos_named() if left else ():
            if need.blob in left and self.is_confirmed(need.blob):
                left.discard(need.blob)
                yield need

    def _is_confirmed(self, blob: bytes) -> bool:
        if blob not in self._confirmed and self._ledger.meta(_key(blob)) == self._generation:
            self._confirmed.add(blob)
        return blob in self._confirmed

    def _read_generation(self) -> None:
        generation = self._ledger.meta(_GENERATION) or "0"
        if generation != self._generation:
            self._generation = generation
            self._confirmed.clear()


def _key(blob: bytes) -> str:
    return f"photo/{blob.hex()}"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A photo to be sent."""

    need: PhotoNeed
    size_bytes: int


def to_send(marks: PhotoMarks, box: PhotoBox) -> tuple[Outgoing, ...]:
    """Return the photos held here that the shared database has not confirmed, small ones first."""
    found = [
        Outgoing(need, box.size_bytes(need.blob))
        for need in marks.unconfirmed()
        if box.has(need.blob)
    ]
    return tuple(sorted(found, key=lambda photo: (photo.size_bytes, photo.need.blob)))


def to_fetch(marks: PhotoMarks, box: PhotoBox, station: bytes) -> tuple[PhotoNeed, ...]:
    """Return the photos of a station that entries name and this laptop lacks.

    What went away because it is old comes only if somebody asked for it.
    """
    return tuple(
        need
        for need in (*marks.unconfirmed(), *marks.asked_for())
        if need.station == station and not box.has(need.blob)
    )


def drop_expunged(ledger: Ledger, box: PhotoBox) -> None:
    """Remove what the bureau expunged beside the ledger; noted only once it is gone.

    Raises:
        NotSaved: the disk did not take it; the next sync tries again.
    """
    ledger.forget_expunged()
    for blob in sorted(ledger.expunged_photos()):
        box.drop(blob)
        ledger.photo_dropped(blob)


def send(shared: SharedLedger, box: PhotoBox, photo: Outgoing, sent: Sent) -> None:
    """Send the chunks that are missing there, until the shared database says the photo is whole.

    Raises:
        Refused: it did not arrive as it is, however often it was sent.
        Unreachable: the link is gone; what arrived stays there.
    """
    station, blob = photo.need.station, photo.need.blob
    missing = shared.blob_missing(station, blob, photo.size_bytes)
    for _ in range(_TRIES):
        for index in missing:
            data = box.chunk(blob, index)
            shared.put_chunk(station, blob, index, data)
            sent(len(data))
        missing = missing and shared.blob_missing(station, blob, photo.size_bytes)
    if missing:
        raise Refused(NOT_PROVEN, hash=blob.hex())


def fetch(
    shared: SharedPhotos, box: PhotoBox, need: PhotoNeed, media_type: str, received: Received
) -> bool:
    """Fetch a photo's missing chunks, and tell whether it is here whole now.

    Raises:
        Refused: the disk has no room for it.
        Corrupt: what came is not the photo; it is fetched anew next time.
        Unreachable: the link is gone; what came stays here.
    """
    size_bytes = shared.blob_size(need.station, need.blob)
    if size_bytes is None:
        return False
    box.announce(need.blob, media_type, size_bytes)
    for index in box.missing_chunks(need.blob):
        data = shared.get_chunk(need.station, need.blob, index)
        if data is None:
            return False
        received()
        if box.put_chunk(need.blob, index, data):
            return True
    return False

"""The photos of one sync, both ways: entries before any of them, then the small ones first.

A preview of each goes ahead, then the copies that fill a screen, the originals last. Where a link
is slow, others can see what a photo shows long before the photo itself is there.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.named import PREVIEW, SMALLER, bodies_of
from patrol_tui.domain.language.errors import Corrupt, PatrolError, Refused
from patrol_tui.services.ports.ports import Ledger, PhotoNeed
from patrol_tui.services.syncing.photo_sync import (
    USUAL_TYPE,
    Outgoing,
    PhotoBox,
    PhotoMarks,
    SharedPhotos,
    fetch,
    send,
    to_fetch,
    to_send,
)
from patrol_tui.services.syncing.sync_values import Step

PREVIEW_TYPE = "image/jpeg"
AHEAD = (PREVIEW, SMALLER)
"""The copies of a photo that go ahead of it, in this order."""


class Tell(Protocol):
    """Told how far it is; raises to stop."""

    def __call__(self, step: Step | None = None, **changed: int) -> None:
        """Say what changed."""
        ...


class PhotoTrip:
    """Sends what the shared database lacks, and fetches what this laptop lacks.

    Attributes:
        refusal: why a photo was not taken, or None; the others went all the same.
    """

    def __init__(self, ledger: Ledger, box: PhotoBox, marks: PhotoMarks, tell: Tell) -> None:
        """Take what the photos are known by.

        Args:
            ledger: names them.
            box: holds them.
            marks: tell which of them are confirmed.
            tell: told after every chunk.
        """
        self.refusal: PatrolError | None = None
        self._ledger, self._box, self._marks, self._tell = ledger, box, marks, tell
        self._sent_bytes = 0

    def send(self, shared: SharedPhotos, before_each: Callable[[], None]) -> None:
        """Send previews, then the copies that fill a screen, then originals.

        Args:
            shared: the shared database.
            before_each: called before every chunk, so that what is written meanwhile goes first.
        """
        photos = to_send(self._marks, self._box)
        ahead = [copy for name in AHEAD for copy in self._copies_to_send(photos, name)]
        total = sum(photo.size_bytes for photo in (*ahead, *photos))
        self._tell("photos", photos_total=len(photos), photo_bytes_total=total)
        done, confirmed = 0, 0

        def count(size_bytes: int) -> None:
            self._sent_bytes += size_bytes
            self._tell(photo_bytes_sent=min(self._sent_bytes, total))
            before_each()

        for photo in (*ahead, *photos):
            before_each()
            if self._is_sent(shared, photo, count):
                done += photo.size_bytes
                confirmed += photo not in ahead
                self._sent_bytes = done
                self._tell("photos", photos_confirmed=confirmed, photo_bytes_sent=done)

    def _is_sent(self, shared: SharedPhotos, photo: Outgoing, count: Callable[[int], None]) -> bool:
        try:
            send(shared, self._box, photo, count)
        except Refused as error:  # the others are sent all the same
            self.refusal = self.refusal or error
            return False
        self._marks.confirm(photo.need.blob)
        return True

    def fetch(self, shared: SharedPhotos) -> None:
        """Fetch what others of the own station attached: the small copies, then the originals."""
        wanted = to_fetch(self._marks, self._box, self._ledger.writer.station)
        ahead = {
            copy.blob: copy
            for name in AHEAD
            for need in wanted
            if (copy := self._copy_of(need, name)) and not self._box.has(copy.blob)
        }
        for need in (*ahead.values(), *wanted):
            media_type = PREVIEW_TYPE if need.blob in ahead else self._media_type(need)
            try:
                is_whole = fetch(shared, self._box, need, media_type, self._tell)
            except Corrupt:
                continue  # it came damaged, and comes again with the next sync
            except Refused:
                return  # no room here: nothing of ours waits for it
            if is_whole:
                self._marks.confirm(need.blob)

    def _copies_to_send(self, photos: Iterable[Outgoing], name: str) -> list[Outgoing]:
        """Return the copies of one size that the shared database lacks, each once."""
        needs = {copy.blob: copy for one in photos if (copy := self._copy_of(one.need, name))}
        return [
            Outgoing(need, self._box.size_bytes(blob))
            for blob, need in sorted(needs.items())
            if self._box.has(blob) and not self._marks.is_confirmed(blob)
        ]

    def _copy_of(self, need: PhotoNeed, name: str) -> PhotoNeed | None:
        blob = copy_hash(self._body(need), name)
        if blob is None or blob == need.blob:
            return None
        return PhotoNeed(blob, need.station, need.subject, need.caption)

    def _media_type(self, need: PhotoNeed) -> str:
        return str(self._body(need).get("type", USUAL_TYPE))

    def _body(self, need: PhotoNeed) -> dict[str, Json]:
        """Return what the entry says of a photo."""
        state = self._ledger.state(need.subject)
        for photo in bodies_of(state) if state else ():
            if isinstance(photo.value, dict) and photo.value.get("hash") == need.blob.hex():
                return photo.value
        return {}


def preview_hash(body: Mapping[str, Json]) -> bytes | None:
    """Return the name of a photo's preview, or None where its entry names none."""
    return copy_hash(body, PREVIEW)


def copy_hash(body: Mapping[str, Json], name: str) -> bytes | None:
    """Return the name of a smaller copy of a photo, or None where its entry names none."""
    text = body.get(name)
    try:
        return bytes.fromhex(text) if isinstance(text, str) else None
    except ValueError:
        return None

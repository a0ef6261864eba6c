"""The photos of one sync, both ways: previews first, small ones first, entries before any of them.

Where a link is slow, others can see what a photo shows long before the photo itself is there.
"""

from collections.abc import Callable
from typing import Protocol

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.named import bodies_of
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
        """Send previews, then originals.

        Args:
            shared: the shared database.
            before_each: called before every chunk, so that what is written meanwhile goes first.
        """
        photos = to_send(self._marks, self._box)
        previews = {one for photo in photos if (one := self._preview_to_send(photo.need))}
        total = sum(photo.size_bytes for photo in (*previews, *photos))
        self._tell("photos", photos_total=len(photos), photo_bytes_total=total)
        done, confirmed = 0, 0

        def count(size_bytes: int) -> None:
            self._sent_bytes += size_bytes
            self._tell(photo_bytes_sent=min(self._sent_bytes, total))
            before_each()

        for photo in (*sorted(previews, key=lambda one: one.need.blob), *photos):
            before_each()
            if self._is_sent(shared, photo, count):
                done += photo.size_bytes
                confirmed += photo not in previews
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
        """Fetch what others of the own station attached: all previews, then the originals."""
        wanted = to_fetch(self._marks, self._box, self._ledger.writer.station)
        named = {one.blob: one for need in wanted if (one := self._preview_of(need))}
        previews = {blob: one for blob, one in named.items() if not self._box.has(blob)}
        for need in (*previews.values(), *wanted):
            media_type = PREVIEW_TYPE if need.blob in previews else self._media_type(need)
            try:
                is_whole = fetch(shared, self._box, need, media_type, self._tell)
            except Corrupt:
                continue  # it came damaged, and comes again with the next sync
            except Refused:
                return  # no room here: nothing of ours waits for it
            if is_whole:
                self._marks.confirm(need.blob)

    def _preview_to_send(self, need: PhotoNeed) -> Outgoing | None:
        preview = self._preview_of(need)
        if preview is None or not self._box.has(preview.blob):
            return None
        if self._marks.is_confirmed(preview.blob):
            return None
        return Outgoing(preview, self._box.size_bytes(preview.blob))

    def _preview_of(self, need: PhotoNeed) -> PhotoNeed | None:
        blob = preview_hash(self._body(need))
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


def preview_hash(body: dict[str, Json]) -> bytes | None:
    """Return the name of a photo's preview, or None where its entry names none."""
    text = body.get("preview")
    try:
        return bytes.fromhex(text) if isinstance(text, str) else None
    except ValueError:
        return None

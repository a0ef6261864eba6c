"""Originals of old photos leave the laptop; the shared database keeps them, and gives them back.

The entries stay, and so do the small copies. An original goes when all things that name it have
ended, when the shared database has confirmed it, and when it took the entry that names it long
ago. What somebody needs again is asked for, and comes with the next sync.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Protocol

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.folding.named import bodies_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import NotFound
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import Ledger, PhotoNeed
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from patrol_tui.services.syncing.photo_trip import preview_hash

DAY_US = 86_400_000_000
NEEDED_DAYS = 30
"""So long stays here what was asked for again."""
_MOST_GONE, _MOST_LOOKED = 50, 2_000
"""A call that takes longer would keep the officer's next save waiting."""
_LOOKED = "photos.looked"
_EVERYTHING = "~"
_ROWS = ListQuery("")


class PhotoPlace(Protocol):
    """The photos on this laptop."""

    def has(self, name: bytes) -> bool:
        """Return whether a photo is here whole."""
        ...

    def get(self, name: bytes) -> bytes:
        """Return a whole photo, or raise NotFound."""
        ...

    def thumbnail(self, name: bytes) -> bytes | None:
        """Return the small copy that was kept with a photo, if there is one."""
        ...

    def put(self, content: bytes, media_type: str, thumbnail: bytes | None = None) -> bytes:
        """Keep a photo and return its SHA-256 once it is durable."""
        ...

    def drop(self, name: bytes) -> None:
        """Remove a photo."""
        ...


class Clock(Protocol):
    """Says what time it is."""

    def now_us(self) -> int:
        """Return the present in microseconds since 1970 UTC."""
        ...


class RecalledPhotos:
    """The photos as whoever uses them knows them: one that went away is asked for again."""

    def __init__(self, place: PhotoPlace, marks: PhotoMarks, clock: Clock) -> None:
        """Take where the photos lie, and what is known of them."""
        self._place, self._marks, self._clock = place, marks, clock

    def has(self, name: bytes) -> bool:
        """Return whether a photo is here whole."""
        return self._place.has(name)

    def get(self, name: bytes) -> bytes:
        """Return a whole photo.

        Raises:
            NotFound: it is not here; if the shared database has it, the next sync brings it.
        """
        try:
            return self._place.get(name)
        except NotFound:
            if self._marks.is_confirmed(name):
                self._marks.want(name, self._clock.now_us())
            raise

    def thumbnail(self, name: bytes) -> bytes | None:
        """Return the small copy that was kept with a photo, if there is one."""
        return self._place.thumbnail(name)

    def put(self, content: bytes, media_type: str, thumbnail: bytes | None = None) -> bytes:
        """Keep a photo and return its SHA-256 once it is durable."""
        return self._place.put(content, media_type, thumbnail)


@dataclass(frozen=True, slots=True)
class OldPhotos:
    """Lets originals go.

    Attributes:
        ledger: names the photos.
        place: holds them.
        marks: tell which of them are confirmed.
        keep_days: how long one stays at least; 0 keeps all.
    """

    ledger: Ledger
    place: PhotoPlace
    marks: PhotoMarks
    keep_days: int

    def let_go(self, now_us: int) -> int:
        """Remove some of those that may go, and return how many; to be called when idle.

        All are looked at once a day, some at each call.

        Raises:
            NotSaved: the disk did not take it; the next call tries again.
        """
        today = str(now_us // DAY_US)
        day, _, after = (self.ledger.meta(_LOOKED) or "").partition("/")
        if not self.keep_days or (day, after) == (today, _EVERYTHING):
            return 0
        if day != today:
            after = ""
            self.marks.forget_wishes(now_us - NEEDED_DAYS * DAY_US)
        gone, reached = 0, _EVERYTHING
        photos = self._looked_at(after, now_us - self.keep_days * DAY_US)
        for looked, (blob, is_leaving) in enumerate(photos, 1):
            if is_leaving:
                self.place.drop(blob)
                gone += 1
            if gone == _MOST_GONE or looked == _MOST_LOOKED:
                reached = blob.hex()
                break
        self.ledger.set_meta(_LOOKED, f"{today}/{reached}")
        return gone

    def _looked_at(self, after: str, before_us: int) -> Iterator[tuple[bytes, bool]]:
        """Yield photos in the order of their names, and whether each may go."""
        wanted = self.marks.wanted()
        for blob, needs in groupby(self.ledger.photos_named(), key=lambda need: need.blob):
            if blob.hex() > after:
                is_spare = self.marks.is_confirmed(blob) and self.place.has(blob)
                is_free = is_spare and blob not in wanted
                yield blob, is_free and all(self._is_over(one, before_us) for one in needs)

    def _is_over(self, need: PhotoNeed, before_us: int) -> bool:
        """Tell whether a thing that names a photo ended, and named it long ago."""
        row = self.ledger.row(need.subject, _ROWS)
        if row is None or row.is_open or row.begun_us >= before_us:
            return False
        state = self.ledger.state(need.subject)
        naming = list(_naming(state, need.blob)) if state is not None else []
        has_copy = any(copy is not None and self.place.has(copy) for copy, _ in naming)
        arrivals = self.ledger.brackets(entry for _, entry in naming).values()
        taken = [one.before_us for one in arrivals]
        return has_copy and all(at_us is not None and at_us < before_us for at_us in taken)


def _naming(state: State, blob: bytes) -> Iterable[tuple[bytes | None, Entry]]:
    """Yield the preview and the entry of each place where a thing names a photo."""
    entries = {fact.entry.hash: fact.entry for fact in state.facts}
    for said in bodies_of(state):
        if isinstance(said.value, dict) and said.value.get("hash") == blob.hex():
            yield preview_hash(said.value), entries[said.entry]

"""An opened home: all that a shell needs between unlocking and locking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.services.exports.receipt import Receipt
from patrol_tui.services.office import Clock, Office
from patrol_tui.services.patrol.tracks import Tracks
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger, Progress
from patrol_tui.services.syncing.package import PackageRead, PackageWritten
from patrol_tui.services.syncing.sync import Cancel, SyncProgress, SyncResult

T = TypeVar("T")


class SavedDraft(Protocol):
    """What was typed and is no entry yet."""

    @property
    def key(self) -> str:
        """Return the id of the thing that it will become."""
        ...

    @property
    def text(self) -> str:
        """Return JSON of the form's fields."""
        ...

    @property
    def saved_at_us(self) -> int:
        """Return when it was kept."""
        ...


class DraftStore(Protocol):
    """Where half-typed forms survive a power cut."""

    def save(self, key: str, text: str, saved_at_us: int) -> None:
        """Keep a draft; it is durable on return."""
        ...

    def load(self, key: str) -> SavedDraft | None:
        """Return the draft under a key, or None."""
        ...

    def kept(self) -> Sequence[SavedDraft]:
        """Return all drafts, what was typed last first."""
        ...

    def delete(self, key: str) -> None:
        """Drop a draft."""
        ...

    def settle(self, key: str, write_entry: Callable[[], T]) -> T:
        """Write a draft's entry, then drop the draft; if the entry fails, the draft stays."""
        ...


class BlobStore(Protocol):
    """Where photos lie."""

    def get(self, name: bytes) -> bytes:
        """Return a whole photo, or raise NotFound."""
        ...

    def has(self, name: bytes) -> bool:
        """Return whether a photo is here whole."""
        ...

    def thumbnail(self, name: bytes) -> bytes | None:
        """Return the small copy that was kept with a photo, if there is one."""
        ...


class SyncRunner(Protocol):
    """Carries out one sync over whatever link the settings name."""

    def __call__(
        self,
        progress: Callable[[SyncProgress], None],
        cancel: Cancel,
        *,
        with_photos: bool = True,
    ) -> SyncResult:
        """Sync once and say how it went; never raises for a link that is gone."""
        ...


class StickRunner(Protocol):
    """Carries out syncs by stick."""

    def write(self, path: Path, progress: Progress) -> PackageWritten:
        """Write a file; one that another laptop wrote is read first, so that nothing is lost."""
        ...

    def read(self, path: Path, progress: Progress) -> PackageRead:
        """Take what a file brings."""
        ...


@dataclass(slots=True)
class Session:
    """An opened home. One thread uses it; another thread opens its own.

    Attributes:
        ledger: entries and what they fold to.
        office: the one way to write.
        blobs: photos.
        drafts: half-typed forms.
        tracks: where patrols went.
        clock: what time it is.
        sync: carries out one sync.
        stick: makes what carries out syncs by stick.
        receipt: says what the shared ledger has confirmed.
        unsent_photos: how many photos the shared ledger has not confirmed.
        read_catalog: folds the catalogue anew.
        rest: does what waits until nobody types, such as the search index; tells whether a reader
            was open for so long that a log of writes has grown too large.
        close: closes every file.
        notices: what the officer must be told of the files, such as that they were put back.
    """

    ledger: Ledger
    office: Office
    blobs: BlobStore
    drafts: DraftStore
    tracks: Tracks
    clock: Clock
    sync: SyncRunner
    stick: Callable[[], StickRunner]
    receipt: Callable[[], Receipt]
    unsent_photos: Callable[[], int]
    read_catalog: Callable[[], Catalog]
    rest: Callable[[], bool]
    close: Callable[[], None]
    notices: Sequence[PatrolError] = ()
    _catalog: Catalog | None = field(default=None)

    @property
    def catalog(self) -> Catalog:
        """Return the catalogue, folded once until `refresh` is called."""
        if self._catalog is None:
            self._catalog = self.read_catalog()
        return self._catalog

    def refresh(self) -> None:
        """Forget the catalogue, since entries came in that may have changed it."""
        self._catalog = None

    def names_of(self, badges: Sequence[str]) -> tuple[str, ...]:
        """Return the officers behind badges; a badge that is not known here stays as it is."""
        people = self.ledger.people() if badges else {}
        return tuple(people.get(officer_id(badge), badge) for badge in badges)

    def desk(self) -> Desk:
        """Return who, where and when for a question that is asked now."""
        ledger = self.ledger
        return Desk(ledger.writer, self.catalog, self.clock.now_us(), ledger.roles())

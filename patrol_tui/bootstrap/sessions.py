"""An unlocked home's stores, joined to the services; the way to the shared database."""

import hashlib
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from platformdirs import PlatformDirs

from patrol_tui.bootstrap.homes import (
    DRAFTS_FILE,
    LEDGER_FILE,
    PHOTOS_FILE,
    SHARED_URL,
    Home,
    Unlocked,
)
from patrol_tui.bootstrap.shipped import LateSounds
from patrol_tui.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from patrol_tui.clock import Clock
    from patrol_tui.domain.folding.pictures import Region
    from patrol_tui.ledger.blobs import Blobs
    from patrol_tui.ledger.drafts import Drafts
    from patrol_tui.ledger.second.whereabouts import Marker
    from patrol_tui.ledger.store import LedgerStore
    from patrol_tui.services.photos.old_photos import RecalledPhotos
    from patrol_tui.services.photos.photos import Photos, TakenPhoto
    from patrol_tui.services.session import Session, StickRunner
    from patrol_tui.services.syncing.photo_sync import PhotoMarks
    from patrol_tui.services.syncing.sync_values import Cancel, SyncProgress, SyncResult
    from patrol_tui.settings import Places
    from patrol_tui.sync.flights.shared import Shared
    from patrol_tui.sync.reaching.kept import KeptLink


def marker_of(places: "Places") -> "Path":
    """Return the file outside the home that tells whether the home was put back from a backup."""
    named = hashlib.sha256(str(places.data.resolve()).encode("utf-8", "surrogateescape"))
    state = PlatformDirs("patrol-tui", appauthor=False).user_state_path
    return state / "homes" / named.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Stores:
    """The files of a home, opened together."""

    ledger: "LedgerStore"
    blobs: "Blobs"
    drafts: "Drafts"
    marker: "Marker"

    def rest(self, let_go: "Callable[[], int]") -> bool:
        """Do what waits until nobody types: index, old photos, checkpoints, ballast.

        Args:
            let_go: removes originals of old photos.

        Returns:
            Whether a reader was open for so long that a log of writes has grown too large.
        """
        from patrol_tui.ledger.disk.errors import NotSaved

        while self.ledger.index_some():
            pass
        with suppress(NotSaved):
            let_go()
        for store in (self.ledger, self.blobs, self.drafts):
            store.tidy()
        self.ledger.ballast.ensure()
        self.ledger.safeguard.note_place(self.marker)
        return self.ledger.is_wal_alarming() or self.blobs.is_wal_alarming()

    def close(self) -> None:
        """Close all of them."""
        for store in (self.drafts, self.blobs, self.ledger):
            store.close()


def open_session(unlocked: Unlocked, clock: "Clock", *, is_alone: bool = False) -> "Session":
    """Open ledger, photos and drafts for the thread that asks; it closes them.

    Where nobody types meanwhile (`is_alone`), its syncs go as fast as they can.

    Raises:
        PatrolError: a file is missing, damaged, or of a newer version; nothing was changed.
    """
    from patrol_tui.domain.catalog import Catalog
    from patrol_tui.services.exports.receipt import receipt
    from patrol_tui.services.office import Office
    from patrol_tui.services.patrol.tracks import Tracks
    from patrol_tui.services.session import Session
    from patrol_tui.services.syncing.photo_sync import PhotoMarks
    from patrol_tui.services.syncing.sync import unsent_photos

    stores = _open_stores(unlocked, clock, is_alone=is_alone)
    ledger, blobs = stores.ledger, stores.blobs
    syncs = _Syncs(unlocked.home, stores, clock, is_alone=is_alone)
    marks = PhotoMarks(ledger)
    tracks = Tracks(stores.drafts.tracks, blobs)
    recalled, photos = _photos(stores, marks, clock)
    session = Session(
        ledger=ledger,
        office=Office(ledger, lambda: session.catalog, photos, clock, tracks),
        blobs=recalled,
        drafts=stores.drafts,
        tracks=tracks,
        clock=clock,
        sync=syncs,
        stick=lambda: _stick(unlocked, stores, clock),
        receipt=lambda: receipt(ledger, blobs, marks),
        unsent_photos=lambda: unsent_photos(ledger, blobs, marks),
        read_catalog=lambda: Catalog.from_items(ledger.catalog_items()),
        rest=_rest(unlocked, stores, clock),
        close=syncs.close,
        notices=ledger.safeguard.notices,
    )
    return session


def _photos(
    stores: _Stores, marks: "PhotoMarks", clock: "Clock"
) -> "tuple[RecalledPhotos, Photos]":
    from patrol_tui.services.photos.old_photos import RecalledPhotos
    from patrol_tui.services.photos.photos import Photos

    recalled = RecalledPhotos(stores.blobs, marks, clock)
    return recalled, Photos(recalled, _read_photo, _blacken)


def _rest(unlocked: Unlocked, stores: _Stores, clock: "Clock") -> "Callable[[], bool]":
    from patrol_tui.services.photos.old_photos import OldPhotos
    from patrol_tui.services.syncing.photo_sync import PhotoMarks

    keep_days = unlocked.home.settings.keep_photos_days
    old = OldPhotos(stores.ledger, stores.blobs, PhotoMarks(stores.ledger), keep_days)
    return lambda: stores.rest(lambda: old.let_go(clock.now_us()))


def complete_keys(ledger: "LedgerStore", clock: "Clock") -> None:
    """Write what the bureau has to, so that every laptop has its station's key for contact data."""
    from patrol_tui.services.bureau.sealing import completed_keys

    drafts = completed_keys(ledger, ledger.station_keys)
    if drafts:
        ledger.append(drafts, clock.now_us())


def _read_photo(path: "Path") -> "TakenPhoto":
    from patrol_tui.devices.photos import read_photo

    return read_photo(path)


def _blacken(data: bytes, regions: "Sequence[Region]") -> "TakenPhoto":
    from patrol_tui.devices.photos import blackened

    return blackened(data, regions)


def _open_stores(unlocked: Unlocked, clock: "Clock", *, is_alone: bool) -> _Stores:
    from patrol_tui.ledger.blobs import Blobs
    from patrol_tui.ledger.drafts import Drafts
    from patrol_tui.ledger.second.whereabouts import Marker

    data, secret = unlocked.home.places.data, unlocked.key.secret
    with ExitStack() as opened:
        ledger = opened.enter_context(closing(open_store(unlocked, clock, is_alone=is_alone)))
        if ledger.station_keys.public(ledger.writer.station_code) is None:
            complete_keys(ledger, clock)  # a home that an earlier version set up
        blobs = opened.enter_context(closing(Blobs(data / PHOTOS_FILE, secret)))
        drafts = opened.enter_context(closing(Drafts(data / DRAFTS_FILE, secret)))
        opened.pop_all()
        return _Stores(ledger, blobs, drafts, Marker(marker_of(unlocked.home.places)))


class _Syncs:
    """The syncs of one session; where a server answers they share one connection."""

    def __init__(self, home: Home, stores: _Stores, clock: "Clock", *, is_alone: bool) -> None:
        self._home, self._stores, self._clock = home, stores, clock
        self._is_alone = is_alone
        self._kept: KeptLink | None = None

    def __call__(
        self,
        progress: "Callable[[SyncProgress], None]",
        cancel: "Cancel",
        *,
        with_photos: bool = True,
    ) -> "SyncResult":
        from patrol_tui.services.bureau.duties import do_duties
        from patrol_tui.services.syncing.flight_size import MOST_ALONE_BYTES, MOST_BYTES
        from patrol_tui.sync.reaching.kept import KeptLink
        from patrol_tui.sync.runner import Runner

        ledger, home, clock = self._stores.ledger, self._home, self._clock
        self._kept = self._kept or KeptLink()
        runner = Runner(
            home.places.data,
            "patrol-tui",
            ledger,
            self._stores.blobs,
            bytes.fromhex(ledger.meta("root_key") or ""),
            shared_url(home, ledger),
            clock,
            self._kept,
            lambda shut_out: do_duties(ledger, ledger.station_keys, shut_out, clock.now_us()),
            MOST_ALONE_BYTES if self._is_alone else MOST_BYTES,
        )
        return runner(progress, cancel, with_photos=with_photos)

    def close(self) -> None:
        """End the connection, and close all files."""
        if self._kept is not None:
            self._kept.close()
        self._stores.close()


def _stick(unlocked: Unlocked, stores: _Stores, clock: "Clock") -> "StickRunner":
    from patrol_tui.ledger.identity import read_identity
    from patrol_tui.sync.stick.runner import Packages

    data = unlocked.home.places.data
    identity = read_identity(data / LEDGER_FILE, unlocked.key)
    return Packages(data, "patrol-tui", stores.ledger, stores.blobs, identity, clock)


def open_store(unlocked: Unlocked, clock: "Clock", *, is_alone: bool = False) -> "LedgerStore":
    """Open the ledger alone, to write as the officer who unlocked it.

    Raises:
        RolledBack: it is older than what was saved last.
        PatrolError: it is missing, damaged, or of a newer version; nothing was changed.
    """
    from patrol_tui.ledger.second.whereabouts import Marker, machine_id

    store = open_unchecked(unlocked, clock, is_alone=is_alone)
    try:
        store.safeguard.refuse_rolled_back()
        store.safeguard.refuse_unfinished()
        store.safeguard.settle_in(Marker(marker_of(unlocked.home.places)), machine_id())
    except BaseException:
        store.close()
        raise
    return store


def open_unchecked(unlocked: Unlocked, clock: "Clock", *, is_alone: bool = False) -> "LedgerStore":
    """Open the ledger without asking whether it holds what was saved last."""
    from patrol_tui.domain.times import offset_min
    from patrol_tui.ledger.book.machine import ALONE, USUAL
    from patrol_tui.ledger.disk.space import Ballast
    from patrol_tui.ledger.identity import open_as, read_identity

    path = unlocked.home.places.data / LEDGER_FILE
    card = unlocked.card

    def opened() -> "LedgerStore":
        identity = read_identity(path, unlocked.key)
        writer = identity.writer(card.badge, card.name, offset_min(clock.now_us()))
        return open_as(
            path,
            unlocked.key,
            identity,
            writer,
            sounds=LateSounds(),
            machine=replace(ALONE if is_alone else USUAL, progress=unlocked.progress),
        )

    # Even reading takes a little room: a full disk must not lock anybody out.
    return Ballast(path.parent).save(opened)


def shared_url(home: Home, store: "LedgerStore") -> str:
    """Return the address of the shared database; empty where none is named."""
    return home.settings.shared_url or store.meta(SHARED_URL) or ""


def shown_url(url: str) -> str:
    """Return an address as people may see it, without a password.

    Raises:
        Usage: it is no address.
    """
    from patrol_tui.sync.reaching.address import read_address

    return read_address(url).shown


def connect_shared(home: Home, store: "LedgerStore", clock: "Clock") -> "Shared":
    """Open the shared database that the settings or the laptop's bundle name.

    Raises:
        Refused: none is named, or it is another district's.
        Unreachable: it does not answer.
    """
    from patrol_tui.domain.language.errors import Refused
    from patrol_tui.sync.flights.shared import open_shared
    from patrol_tui.sync.reaching.address import read_address
    from patrol_tui.sync.runner import NOT_CHOSEN

    url = shared_url(home, store)
    if not url:
        raise Refused(NOT_CHOSEN)
    root_key = bytes.fromhex(store.meta("root_key") or "")
    return open_shared(read_address(url), root_key, store.writer.device, clock)


def sync_once(unlocked: Unlocked, clock: "Clock", cancel: "Cancel" = lambda: False) -> "SyncResult":
    """Sync a home that nobody has open yet, without showing how it goes."""
    session = open_session(unlocked, clock, is_alone=True)
    try:
        return session.sync(lambda _progress: None, cancel)
    finally:
        session.close()

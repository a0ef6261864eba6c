"""Joins settings, catalogue, stores and services. The functions import what they need when called.

The shells import this module before the first frame, so it must stay cheap.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.settings import Places, Settings, load, locate

if TYPE_CHECKING:
    from patrol_tui.clock import Clock
    from patrol_tui.domain.catalog import Catalog
    from patrol_tui.domain.pinyin import Pinyin
    from patrol_tui.domain.problem import Problem
    from patrol_tui.domain.table import Format
    from patrol_tui.ledger.keyring.data_key import DataKey
    from patrol_tui.ledger.keyring.slots import Card
    from patrol_tui.ledger.store import LedgerStore
    from patrol_tui.services.photo_sync import SharedPhotos
    from patrol_tui.services.session import Session

LEDGER_FILE = "ledger.db"
PHOTOS_FILE = "photos.db"
DRAFTS_FILE = "drafts.db"
SHARED_URL = "shared_url"
"""Where the ledger keeps the address that a bundle brought."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one laptop's work, opened or not.

    Attributes:
        places: where its files are.
        settings: what the user chose.
        problems: what is wrong with the settings' file; defaults stand in.
    """

    places: Places
    settings: Settings
    problems: tuple["Problem", ...] = ()

    def is_set_up(self) -> bool:
        """Return whether somebody can unlock it."""
        from patrol_tui.ledger.keys import Keys

        return Keys(self.places.data).exist() and (self.places.data / LEDGER_FILE).exists()

    def cards(self) -> "list[Card]":
        """Return the officers who can unlock it."""
        from patrol_tui.ledger.keys import Keys

        return Keys(self.places.data).cards()


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A home with the key to its files.

    Attributes:
        home: the home.
        card: the officer who opened it.
        key: opens ledger, photos and drafts.
    """

    home: Home
    card: "Card"
    key: "DataKey"

    @property
    def has_pin(self) -> bool:
        """Return whether it can be locked again."""
        return not self.card.is_open


def open_home(home: Path | None, environ: Mapping[str, str]) -> Home:
    """Return the home that a path, the environment or the system names; nothing is created."""
    places = locate(home, environ)
    loaded = load(places.config)
    return Home(places, loaded.settings, tuple(loaded.problems))


def unlock(home: Home, badge: str | None, pin: str | None, clock: "Clock") -> Unlocked:
    """Open a home by an officer's PIN.

    Args:
        home: the home.
        badge: the officer; None takes the only one, or tries the first.
        pin: None where the home asks for none.
        clock: by which waits after wrong PINs are counted.

    Raises:
        Refused: the PIN is wrong; a home without the officer.
    """
    from patrol_tui.ledger.keys import Keys

    keys = Keys(home.places.data)
    cards = keys.cards()
    card = next((card for card in cards if card.badge == badge), cards[0])
    key = keys.unlock(badge or card.badge, pin or "", clock.now_us())
    return Unlocked(home, card, key)


def open_session(unlocked: Unlocked, clock: "Clock") -> "Session":
    """Open ledger, photos and drafts for the thread that asks; it closes them.

    Raises:
        PatrolError: a file is missing, damaged, or of a newer version; nothing was changed.
    """
    from patrol_tui.devices.photos import read_photo
    from patrol_tui.domain.catalog import Catalog
    from patrol_tui.ledger.blobs import Blobs
    from patrol_tui.ledger.drafts import Drafts
    from patrol_tui.services.office import Office
    from patrol_tui.services.photos import Photos
    from patrol_tui.services.receipt import receipt
    from patrol_tui.services.session import Session
    from patrol_tui.services.sync import run_sync, unsent_photos

    data, secret = unlocked.home.places.data, unlocked.key.secret
    ledger = open_store(unlocked, clock)
    blobs = Blobs(data / PHOTOS_FILE, secret)
    drafts = Drafts(data / DRAFTS_FILE, secret)

    def read_catalog() -> Catalog:
        return Catalog.from_items(ledger.catalog_items())

    def close() -> None:
        for store in (drafts, blobs, ledger):
            store.close()

    session = Session(
        ledger=ledger,
        office=Office(ledger, lambda: session.catalog, Photos(blobs, read_photo), clock),
        blobs=blobs,
        drafts=drafts,
        clock=clock,
        sync=lambda progress, cancel: run_sync(
            ledger,
            blobs,
            lambda: connect_shared(unlocked.home, ledger, clock),
            clock,
            progress,
            cancel,
        ),
        receipt=lambda: receipt(ledger, blobs),
        unsent_photos=lambda: unsent_photos(ledger, blobs),
        read_catalog=read_catalog,
        close=close,
    )
    return session


def open_store(unlocked: Unlocked, clock: "Clock") -> "LedgerStore":
    """Open the ledger alone, to write as the officer who unlocked it."""
    from patrol_tui.domain.ids import name_id
    from patrol_tui.domain.subjects.officer import officer_id
    from patrol_tui.domain.times import offset_min
    from patrol_tui.ledger.identity import read_identity
    from patrol_tui.ledger.store import open_ledger
    from patrol_tui.services.ports import Writer

    path, secret = unlocked.home.places.data / LEDGER_FILE, unlocked.key.secret
    identity = read_identity(path, secret)
    writer = Writer(
        device=identity.device,
        device_number=identity.number,
        station=name_id("station", identity.station),
        station_code=identity.station,
        officer=officer_id(unlocked.card.badge),
        badge=unlocked.card.badge,
        name=unlocked.card.name,
        tz_offset_min=offset_min(clock.now_us()),
    )
    return open_ledger(path, secret, writer, identity.signing.sign, sounds=pinyin())


def connect_shared(home: Home, store: "LedgerStore", clock: "Clock") -> "SharedPhotos":
    """Open the shared database that the settings or the laptop's bundle name.

    Raises:
        Refused: none is named, or it is another district's.
        Unreachable: it does not answer.
    """
    from patrol_tui.domain.errors import N_, Refused
    from patrol_tui.sync.address import read_address
    from patrol_tui.sync.shared import open_shared

    url = home.settings.shared_url or store.meta(SHARED_URL)
    if not url:
        raise Refused(
            N_("No shared database is named. Set shared_url in the settings; nothing is lost.")
        )
    root_key = bytes.fromhex(store.meta("root_key") or "")
    return open_shared(read_address(url), root_key, store.writer.device, clock)


def formats() -> "Mapping[str, Format]":
    """Return the kinds of files that tables can become, by what the user types."""
    from patrol_tui.documents.formats import FORMATS

    return {one.id: one for one in FORMATS}


def battery_percent() -> int | None:
    """Return what is left in the battery, or None where there is none."""
    from patrol_tui.devices.battery import read_battery

    battery = read_battery()
    return None if battery is None else battery.percent


def pinyin() -> "Pinyin":
    """Return how Chinese characters are read."""
    from patrol_tui.catalog_files import load_pinyin

    return load_pinyin()


def shipped_catalog() -> "tuple[Catalog, tuple[Problem, ...]]":
    """Return the catalogue that comes with the program, and what is wrong with its files."""
    from patrol_tui.catalog_files import load_catalog

    return load_catalog()


def keep_settings(home: Home, settings: Settings) -> Home:
    """Keep other settings and return the home that has them.

    Raises:
        Refused: the disk did not take them.
    """
    from patrol_tui.settings import save

    save(home.places.config, settings)
    return replace(home, settings=settings)

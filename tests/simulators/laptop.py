"""A laptop of the simulated fleet: real ledger files that can be copied, torn away and restored."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from patrol_tui.domain.catalog import Catalog
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.store import LedgerStore, open_ledger
from patrol_tui.services.office import Office
from patrol_tui.services.photo_sync import SharedPhotos
from patrol_tui.services.photos import Photos, TakenPhoto
from patrol_tui.services.ports import Writer
from patrol_tui.services.receipt import Receipt, receipt
from patrol_tui.services.sync import run_sync
from patrol_tui.services.sync_values import SyncResult
from tests.simulators.chance import Chance, JumpingClock

LEDGER = "ledger.db"
KEY = bytes(range(32))


class Crashed(Exception):
    """The process is gone."""


class NoPhotos:
    """The photos of a laptop without a camera."""

    def has(self, _name: bytes) -> bool:
        """Hold nothing."""
        return False

    def size_bytes(self, name: bytes) -> int:
        """Refuse: there is none."""
        raise AssertionError(name)

    def chunk(self, name: bytes, n: int) -> bytes:
        """Refuse: there is none."""
        raise AssertionError(name, n)

    def announce(self, name: bytes, media_type: str, size_bytes: int) -> object:
        """Refuse: there is none."""
        raise AssertionError(name, media_type, size_bytes)

    def missing_chunks(self, name: bytes) -> list[int]:
        """Refuse: there is none."""
        raise AssertionError(name)

    def put_chunk(self, name: bytes, n: int, content: bytes) -> bool:
        """Refuse: there is none."""
        raise AssertionError(name, n, content)

    def drop(self, name: bytes) -> None:
        """Refuse: there is none."""
        raise AssertionError(name)

    def put(self, content: bytes, media_type: str, thumbnail: bytes | None = None) -> bytes:
        """Refuse: there is none."""
        raise AssertionError(content, media_type, thumbnail)


def _no_camera(path: Path) -> TakenPhoto:
    raise AssertionError(path)


@dataclass
class Laptop:
    """One laptop.

    Attributes:
        name: what the trace calls it.
        home: where its folders lie; each crash leaves the old one behind.
        who: its officer.
        key: the key that it seals by.
        chance: its own dice.
        clock: its own clock.
        pauses_left: how many pauses of a sync it survives; None for all.
        screen: heads of things as they were shown a while ago.
    """

    name: str
    home: Path
    who: Writer
    key: SigningKey
    chance: Chance
    clock: JumpingClock
    pauses_left: int | None = None
    screen: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    store: LedgerStore = field(init=False)
    office: Office = field(init=False)
    _lives: int = 0

    @property
    def folder(self) -> Path:
        """Return where its files lie now."""
        return self.home / f"{self.name}.{self._lives}"

    @property
    def log(self) -> bytes:
        """Return the log of its station."""
        return self.who.station

    def open(self, *, create: bool = False) -> None:
        """Start the program."""
        if create:
            self.folder.mkdir(parents=True)
        self.store = open_ledger(
            self.folder / LEDGER,
            KEY,
            self.who,
            self.key.sign,
            machine=Machine(self._pause, self.chance.bytes),
            create=create,
        )
        self.office = Office(
            self.store,
            lambda: Catalog.from_items(self.store.catalog_items()),
            Photos(NoPhotos(), _no_camera),
            self.clock,
        )

    def _pause(self, _seconds: float) -> None:
        if self.pauses_left is not None:
            self.pauses_left -= 1
            if self.pauses_left < 0:
                raise Crashed

    def crash(self) -> None:
        """End the program without a word; what its files are at this moment is what is left."""
        self.replace_files(self.copy_files(self.home / f"{self.name}.crashed"))

    def copy_files(self, target: Path) -> Path:
        """Copy the files as they are, open or not, and return where to."""
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for path in (self.folder / LEDGER, self.folder / f"{LEDGER}-wal"):
            if path.exists():
                shutil.copyfile(path, target / path.name)
        return target

    def replace_files(self, source: Path) -> None:
        """Go on from a copy of files; what is here is lost."""
        self.store.close()
        shutil.rmtree(self.folder)
        self._lives += 1
        self.pauses_left = None
        self.screen.clear()
        shutil.copytree(source, self.folder)
        self.open()

    def sync(
        self, connect: Callable[[], SharedPhotos], cancel: Callable[[], bool] = lambda: False
    ) -> SyncResult:
        """Sync once."""
        return run_sync(self.store, NoPhotos(), connect, self.clock, lambda _told: None, cancel)

    def receipt(self) -> Receipt:
        """Return what the shared ledger has confirmed."""
        return receipt(self.store, NoPhotos())

    def held(self) -> set[bytes]:
        """Return all entries that it holds."""
        rows = self.store._connection.execute("SELECT hash FROM entry").fetchall()
        return {row[0] for row in rows}

    def things(self, kind: str = "issue") -> list[bytes]:
        """Return the things that it shows, in an order that repeats itself."""
        rows = self.store._connection.execute(
            "SELECT subject FROM view WHERE type = ? ORDER BY subject", (kind,)
        ).fetchall()
        return [row[0] for row in rows]

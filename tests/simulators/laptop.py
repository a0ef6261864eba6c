"""A laptop of the simulated fleet: a real ledger that can be copied, torn away and restored."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from patrol_tui.domain.catalog import Catalog, Station
from patrol_tui.domain.language.words import Words
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.exports.receipt import Receipt, receipt
from patrol_tui.services.office import Office
from patrol_tui.services.photos.photos import Photos, TakenPhoto
from patrol_tui.services.ports.ports import Writer
from patrol_tui.services.syncing.photo_sync import SharedPhotos
from patrol_tui.services.syncing.sync import run_sync
from patrol_tui.services.syncing.sync_values import SyncResult
from tests.domain.catalog import sample
from tests.simulators.chance import Chance, JumpingClock
from tests.simulators.disk import Disk

STATIONS = ("binhu", "nanhu")


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

    def get(self, name: bytes) -> bytes:
        """Refuse: there is none."""
        raise AssertionError(name)


def _catalog() -> Catalog:
    """Return a small catalogue of two stations."""
    small = sample.catalog(routes={})
    nanhu = replace(small.stations["binhu"], id="nanhu", code="NH", name=Words("南湖站", "Nanhu"))
    stations: dict[str, Station] = {**small.stations, "nanhu": nanhu}
    return replace(small, stations=stations)


CATALOG = _catalog()


def _no_darkroom(data: bytes, regions: object) -> TakenPhoto:
    raise AssertionError(data, regions)


def _no_camera(path: Path) -> TakenPhoto:
    raise AssertionError(path)


@dataclass
class Laptop:
    """One laptop.

    Attributes:
        name: what the trace calls it.
        disk: where its ledger lies.
        who: its officer.
        key: the key that it seals by.
        chance: its own dice.
        clock: its own clock.
        is_newer: its program is newer than the others', and writes what they do not know.
        pauses_left: how many pauses of a sync it survives; None for all.
        screen: heads of things as they were shown a while ago.
    """

    name: str
    disk: Disk
    who: Writer
    key: SigningKey
    chance: Chance
    clock: JumpingClock
    is_newer: bool = False
    pauses_left: int | None = None
    screen: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    store: LedgerStore = field(init=False)
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        """Start the program."""
        self.open()

    @property
    def log(self) -> bytes:
        """Return the log of its station."""
        return self.who.station

    def open(self) -> None:
        """Start the program."""
        self.store = self.disk.open(self.who, self.key.sign, Machine(self._pause, self._random))
        self.office = Office(
            self.store, lambda: CATALOG, Photos(NoPhotos(), _no_camera, _no_darkroom), self.clock
        )

    def _random(self, count: int) -> bytes:
        return self.chance.bytes(count)

    def _pause(self, _seconds: float) -> None:
        if self.pauses_left is not None:
            self.pauses_left -= 1
            if self.pauses_left < 0:
                raise Crashed

    def crash(self) -> None:
        """End the program without a word; what its files are at this moment is what is left."""
        self._go_on(self.disk.crash())

    def restore(self, backup: Disk) -> None:
        """Go on from a backup; what is here is lost."""
        self._go_on(backup.copy())

    def _go_on(self, disk: Disk) -> None:
        if disk is not self.disk:
            self.store.close()
        self.disk = disk
        self.pauses_left = None
        self.screen.clear()
        self.open()

    def twin(self, name: str, chance: Chance) -> "Laptop":
        """Return a second machine with a copy of this one's disk."""
        clock = JumpingClock(self.clock.now_us())
        return Laptop(name, self.disk.copy(), self.who, self.key, chance, clock, self.is_newer)

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

    def receipted(self) -> set[bytes]:
        """Return all entries that stood in a log here, also in one that was restored since."""
        rows = self.store._connection.execute(
            "SELECT hash FROM log UNION SELECT hash FROM log_past"
        ).fetchall()
        return {row[0] for row in rows}

    def things(self, kind: str = "issue") -> list[bytes]:
        """Return the things that it shows, in an order that repeats itself."""
        rows = self.store._connection.execute(
            "SELECT subject FROM view WHERE type = ? ORDER BY subject", (kind,)
        ).fetchall()
        return [row[0] for row in rows]

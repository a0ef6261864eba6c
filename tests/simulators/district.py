"""A simulated district: its shared database, its founder, and the laptops that were let in."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from patrol_tui.domain.catalog import Catalog, Station
from patrol_tui.domain.ids import ID_BYTES, name_id, new_id
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.domain.words import Words
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.services.enrol import (
    Enrolment,
    decide_enrolment,
    founding_drafts,
    joining_draft,
)
from patrol_tui.services.ports import DISTRICT, Writer
from patrol_tui.services.shared import Exchange
from patrol_tui.sync.address import FileAddress
from patrol_tui.sync.setup import set_up
from patrol_tui.sync.shared import Marks, Shared, open_shared
from tests.domain.catalog import sample
from tests.simulators.chance import BEGIN_US, Chance, JumpingClock
from tests.simulators.laptop import Laptop

STATIONS = ("binhu", "nanhu")


def catalog() -> Catalog:
    """Return a small catalogue of two stations."""
    small = sample.catalog(routes={})
    nanhu = replace(small.stations["binhu"], id="nanhu", code="NH", name=Words("南湖站", "Nanhu"))
    stations: dict[str, Station] = {**small.stations, "nanhu": nanhu}
    return replace(small, stations=stations)


@dataclass
class SharedFile:
    """The shared database's file, which somebody may put back to an earlier state."""

    path: Path
    backups: list[Path] = field(default_factory=list)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Open it as another program does."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            yield connection

    def held(self) -> set[bytes]:
        """Return all entries that it holds."""
        with self.read() as connection:
            return {row[0] for row in connection.execute("SELECT hash FROM entry")}

    def back_up(self) -> None:
        """Keep a copy; nobody has it open between two events."""
        copy = self.path.with_name(f"backup{len(self.backups)}.db")
        shutil.copyfile(self.path, copy)
        self.backups.append(copy)

    def restore(self, backup: Path, epoch: bytes | None) -> None:
        """Go back to a copy, with a new epoch or the old one."""
        for end in ("-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        shutil.copyfile(backup, self.path)
        if epoch is not None:
            with self.read() as connection:
                connection.execute(
                    "UPDATE shared_meta SET value = ? WHERE key = 'epoch'", (epoch.hex(),)
                )


@dataclass
class District:
    """The laptops and what they share."""

    folder: Path
    chance: Chance
    laptops: list[Laptop] = field(default_factory=list)
    shared: SharedFile = field(init=False)
    root: Laptop = field(init=False)

    def __post_init__(self) -> None:
        """Found it."""
        self.shared = SharedFile(self.folder / "shared.db")
        key = SigningKey(self.chance.bytes(32))
        device = new_id(BEGIN_US, self.chance.bytes(10))
        self.root = self._laptop("A", self._writer(device, 1, "binhu", "0001"), key)
        self._open_new(self.root)
        drafts = founding_drafts(self.root.who, key.public, catalog().items())
        self.root.store.append(drafts, self.root.clock.now_us())
        marks = Marks(key.public, self.root.who.officer, self.chance.bytes(ID_BYTES))
        set_up(self.address, marks, self.root.clock)
        self.sync(self.root)

    @property
    def address(self) -> FileAddress:
        """Return where the shared database is."""
        return FileAddress(self.shared.path)

    def connect(self, laptop: Laptop) -> Shared:
        """Open the shared database for a laptop."""
        return open_shared(self.address, self.root.key.public, laptop.who.device, laptop.clock)

    def sync(self, laptop: Laptop) -> None:
        """Sync a laptop in good weather."""
        result = laptop.sync(lambda: self.connect(laptop))
        assert result.state == "complete", result

    def enrol(self, station: str) -> Laptop:
        """Let a laptop in, as the bureau's `enrol` and the laptop's `init` do."""
        root, chance = self.root, self.chance
        number, enrol_key = len(self.laptops) + 1, SigningKey(chance.bytes(32))
        device = new_id(root.clock.now_us(), chance.bytes(10))
        badge = f"{number:04d}"
        wanted = Enrolment(station, f"队员{number}", badge)
        decided = decide_enrolment(root.store, catalog(), wanted, device, enrol_key.public)
        root.store.append(decided.drafts, root.clock.now_us())
        self.sync(root)
        key = SigningKey(chance.bytes(32))
        who = self._writer(device, decided.number, station, badge)
        laptop = self._laptop(chr(ord("A") + number - 1), who, key)
        self._open_new(laptop)
        self._join(laptop, enrol_key)
        return laptop

    def _join(self, laptop: Laptop, enrol_key: SigningKey) -> None:
        with closing(self.connect(laptop)) as shared:
            more = True
            while more:
                cursors = {DISTRICT: laptop.store.cursors()[DISTRICT]}
                flight = Exchange(laptop.who.device, (), cursors, frozenset())
                (segment,) = shared.exchange(flight).segments
                laptop.store.receive(segment)
                more = segment.more
        state = laptop.store.state(laptop.who.device)
        assert state is not None
        draft = joining_draft(laptop.who.device, state.heads, laptop.key.public)
        laptop.store.append((draft,), laptop.clock.now_us())
        laptop.store.seal_written(DISTRICT, enrol_key.sign)
        self.sync(laptop)

    def clone(self, laptop: Laptop, name: str) -> Laptop:
        """Put a copy of a laptop's disk into a second machine."""
        twin = self._laptop(name, laptop.who, laptop.key)
        laptop.copy_files(twin.folder)
        twin.open()
        return twin

    def _laptop(self, name: str, who: Writer, key: SigningKey) -> Laptop:
        clock = JumpingClock(BEGIN_US + self.chance.number(0, 5_000_000))
        chance = Chance(self.chance.bytes(16))
        laptop = Laptop(name, self.folder, who, key, chance, clock)
        self.laptops.append(laptop)
        return laptop

    def _open_new(self, laptop: Laptop) -> None:
        laptop.open(create=True)
        laptop.store.set_meta("root_key", self.root.key.public.hex())
        laptop.store.set_meta("root_officer", self.root.who.officer.hex())

    def _writer(self, device: bytes, number: int, station: str, badge: str) -> Writer:
        return Writer(
            device=device,
            device_number=number,
            station=name_id("station", station),
            station_code=station,
            officer=officer_id(badge),
            badge=badge,
            name=f"队员{number}",
            tz_offset_min=480,
        )

    def close(self) -> None:
        """Close all ledgers."""
        for laptop in self.laptops:
            laptop.store.close()

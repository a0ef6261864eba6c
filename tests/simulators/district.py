"""A simulated district: its shared database, its founder, and the laptops that were let in."""

import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from patrol_tui.domain.entries.ids import ID_BYTES, name_id, new_id
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.services.bureau.enrol import (
    Enrolment,
    decide_enrolment,
    founding_drafts,
    joining_draft,
)
from patrol_tui.services.ports.ports import DISTRICT, Writer
from patrol_tui.services.ports.shared import Exchange
from patrol_tui.sync.flights.shared import Marks, Shared
from tests.simulators.chance import BEGIN_US, Chance, JumpingClock
from tests.simulators.disk import Disk, Files, Memory
from tests.simulators.laptop import CATALOG, STATIONS, Laptop
from tests.simulators.shared_copy import NAME, SharedCopy, SharedFile, SharedMemory

FOUNDINGS = 12


@dataclass
class District:
    """The laptops and what they share; the first of them founded it.

    Attributes:
        laptops: all of them.
        shared: the database.
        shut_out: devices that the bureau has revoked.
        received: entries that stood in a log for the bureau when it did.
    """

    laptops: list[Laptop]
    shared: SharedCopy
    shut_out: set[bytes] = field(default_factory=set)
    received: set[bytes] = field(default_factory=set)

    @property
    def root(self) -> Laptop:
        """Return the founder's laptop."""
        return self.laptops[0]

    def is_shut_out(self, laptop: Laptop) -> bool:
        """Tell whether the bureau has revoked a laptop."""
        return laptop.who.device in self.shut_out

    def connect(self, laptop: Laptop) -> Shared:
        """Open the shared database for a laptop."""
        return self.shared.connect(self.root.key.public, laptop.who.device, laptop.clock)

    def sync(self, laptop: Laptop) -> None:
        """Sync a laptop in good weather."""
        result = laptop.sync(lambda: self.connect(laptop))
        assert result.state == "complete", result

    def clone(self, laptop: Laptop, name: str, chance: Chance) -> Laptop:
        """Put a copy of a laptop's disk into a second machine."""
        twin = laptop.twin(name, chance)
        self.laptops.append(twin)
        return twin

    def close(self) -> None:
        """Close all ledgers."""
        for laptop in self.laptops:
            laptop.store.close()


def in_files(founding: int, folder: Path, chance: Chance) -> District:
    """Found a district in real files, then give everybody new dice."""
    district = _Founder(Chance(f"founding {founding}"), folder, _files).district
    for laptop in district.laptops:
        laptop.chance = Chance(chance.bytes(16))
    return district


def in_memory(founding: int, chance: Chance) -> District:
    """Return a district that was founded once, copied, with new dice for everybody."""
    model = _model(founding)
    assert isinstance(model.shared, SharedMemory)
    laptops = []
    for one in model.laptops:
        clock, dice = JumpingClock(one.clock.now_us()), Chance(chance.bytes(16))
        laptops.append(replace(one, disk=one.disk.copy(), clock=clock, chance=dice, screen={}))
    return District(laptops, model.shared.copy())


@cache
def _model(founding: int) -> District:
    with tempfile.TemporaryDirectory(prefix="fleet-") as folder:
        made = _Founder(Chance(f"founding {founding}"), Path(folder), lambda *_: Memory()).district
        return District(made.laptops, SharedMemory.of_file(Path(folder, NAME)))


def _files(folder: Path, name: str) -> Disk:
    return Files(folder / name)


class _Founder:
    """Founds a district and lets one to three laptops in, of one station or of two."""

    def __init__(self, chance: Chance, folder: Path, new_disk: Callable[[Path, str], Disk]) -> None:
        self.chance, self.folder, self.new_disk = chance, folder, new_disk
        key = SigningKey(chance.bytes(32))
        device = new_id(BEGIN_US, chance.bytes(10))
        root = self._laptop("A", _writer(device, 1, "binhu", "0001"), key, key)
        root.store.set_meta("root_key", key.public.hex())
        drafts = founding_drafts(root.who, key.public, CATALOG.items())
        root.store.append(drafts, root.clock.now_us())
        marks = Marks(key.public, root.who.officer, chance.bytes(ID_BYTES))
        self.district = District([root], SharedFile(folder, marks, root.clock))
        self.district.sync(root)
        stations = STATIONS[: chance.number(1, 2)]
        for _ in range(chance.number(1, 3)):
            self._enrol(chance.one_of(stations))

    def _enrol(self, station: str) -> None:
        """Let a laptop in, as the bureau's `enrol` and the laptop's `init` do."""
        root, chance = self.district.root, self.chance
        number, enrol_key = len(self.district.laptops) + 1, SigningKey(chance.bytes(32))
        device = new_id(root.clock.now_us(), chance.bytes(10))
        badge = f"{number:04d}"
        wanted = Enrolment(station, f"队员{number}", badge)
        decided = decide_enrolment(root.store, CATALOG, wanted, device, enrol_key.public)
        root.store.append(decided.drafts, root.clock.now_us())
        self.district.sync(root)
        key = SigningKey(chance.bytes(32))
        who = _writer(device, decided.number, station, badge)
        laptop = self._laptop(chr(ord("A") + number - 1), who, key, root.key)
        self.district.laptops.append(laptop)
        self._join(laptop, enrol_key)

    def _join(self, laptop: Laptop, enrol_key: SigningKey) -> None:
        with closing(self.district.connect(laptop)) as shared:
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
        self.district.sync(laptop)

    def _laptop(self, name: str, who: Writer, key: SigningKey, root_key: SigningKey) -> Laptop:
        clock = JumpingClock(BEGIN_US + self.chance.number(0, 5_000_000))
        dice = Chance(self.chance.bytes(16))
        laptop = Laptop(name, self.new_disk(self.folder, name), who, key, dice, clock)
        laptop.store.set_meta("root_key", root_key.public.hex())
        laptop.store.set_meta("root_officer", officer_id("0001").hex())
        return laptop


def _writer(device: bytes, number: int, station: str, badge: str) -> Writer:
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

"""USB sticks that go about in a simulated fleet: written over, read twice, torn off, lost."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.ledger.identity import Identity
from patrol_tui.services.syncing.package import PackageRead
from patrol_tui.sync.stick.runner import Packages
from tests.simulators.chance import Chance
from tests.simulators.district import District
from tests.simulators.laptop import Crashed, Laptop, NoPhotos

STICKS = 2
MOST_READS = 3


def memory_folder(prefix: str) -> Path:
    """Make a folder in memory where there is one: durability is not what is tested here."""
    memory = Path("/dev/shm")  # noqa: S108 - a new folder of our own in it
    return Path(tempfile.mkdtemp(prefix=prefix, dir=memory if memory.is_dir() else None))


class Sticks:
    """The sticks of a district, by number; the real files, read and written by the real program."""

    def __init__(self, district: District, chance: Chance) -> None:
        """Take the district; no stick has a file yet."""
        self._district, self._chance = district, chance
        self._folder = memory_folder("sticks-")

    def close(self) -> None:
        """Throw them away."""
        shutil.rmtree(self._folder)

    def write(self, laptop: Laptop) -> tuple[object, ...]:
        """Write to a stick, over what another wrote there; now and then it is pulled out early."""
        stick = self._any()
        steps = self._chance.number(1, 8) if self._chance.happens(10) else None
        try:
            written = self._packages(laptop).write(self._file(stick), _for(steps))
        except Refused as error:
            return "stick", stick, "not written", error.template[:40]
        before = written.read_before
        return "stick", stick, "written", written.entries, written.rows, before and before.entries

    def read(self, laptop: Laptop) -> tuple[object, ...]:
        """Read a stick, perhaps again and again, perhaps not to its end."""
        stick = self._any()
        if not self._file(stick).exists():
            return "stick", stick, "is empty"
        found: list[object] = []
        for _ in range(self._chance.number(1, MOST_READS)):
            steps = self._chance.number(1, 12) if self._chance.happens(15) else None
            found.append(self._told(laptop, stick, steps))
        return "stick", stick, "read", *found

    def crash(self, laptop: Laptop) -> tuple[object, ...]:
        """End a program while it takes what a stick brings."""
        stick = self._any()
        laptop.pauses_left = self._chance.number(0, 3)
        try:
            found = self._told(laptop, stick, None) if self._file(stick).exists() else "empty"
        except Crashed:
            laptop.crash()
            found = "crashed"
        laptop.pauses_left = None
        return "stick", stick, "read", found

    def lose(self) -> tuple[object, ...]:
        """Lose a stick, or the end of its file."""
        stick = self._any()
        path = self._file(stick)
        if self._chance.happens(60):
            path.unlink(missing_ok=True)
            return "stick", stick, "lost"
        if path.exists():
            content = path.read_bytes()
            path.write_bytes(content[: len(content) * self._chance.number(0, 99) // 100])
        return "stick", stick, "torn off"

    def read_all(self) -> int:
        """Let everybody read every stick, and return how many entries were new to them."""
        return sum(
            found.entries
            for laptop in self._district.laptops
            for stick in range(STICKS)
            if self._file(stick).exists() and (found := self._read(laptop, stick, None)) is not None
        )

    def _told(self, laptop: Laptop, stick: int, steps: int | None) -> object:
        found = self._read(laptop, stick, steps)
        return "refused" if found is None else (found.entries, found.carried, found.left_out)

    def _read(self, laptop: Laptop, stick: int, steps: int | None) -> PackageRead | None:
        try:
            return self._packages(laptop).read(self._file(stick), _for(steps))
        except Refused:
            return None

    def _any(self) -> int:
        return self._chance.number(0, STICKS - 1)

    def _file(self, stick: int) -> Path:
        return self._folder / f"stick{stick}"

    def _packages(self, laptop: Laptop) -> Packages:
        home = self._folder / laptop.name
        home.mkdir(exist_ok=True)
        who = laptop.who
        root_key = self._district.root.key.public
        identity = Identity(
            who.device,
            who.device_number,
            who.station_code,
            root_key,
            officer_id("0001"),
            laptop.key,
        )
        blobs: Any = NoPhotos()
        return Packages(home, "fleet", laptop.store, blobs, identity, laptop.clock)


def _for(steps: int | None) -> Callable[[int, int], bool]:
    """Return progress that goes on for so many steps."""
    left = iter(range(steps)) if steps is not None else None
    return lambda _done, _total: left is None or next(left, None) is not None

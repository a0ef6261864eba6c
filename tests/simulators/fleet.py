"""A whole fleet, seeded: laptops, a shared database, and everything that goes wrong between them.

The real ledger, the real sync and the real shared tables; chance, clocks and identities come from
the seed, so that the same seed gives the same trace.

    python -m tests.simulators.fleet --seeds 10000 --seconds 3600 --jobs 2
    python -m tests.simulators.fleet --from 4711 --seeds 1 --trace
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from patrol_tui.domain.entries.ids import ID_BYTES
from patrol_tui.services.bureau.devices import find_device, revoke
from patrol_tui.services.ports.shared import Exchange
from patrol_tui.services.syncing.sync_values import SyncResult
from tests.simulators import many
from tests.simulators.chance import Chance
from tests.simulators.disk import Disk
from tests.simulators.district import FOUNDINGS, District, in_files, in_memory
from tests.simulators.healed import Broken, check_healed
from tests.simulators.laptop import Crashed, Laptop
from tests.simulators.network import Cut, Link, Weather
from tests.simulators.sticks import Sticks, memory_folder
from tests.simulators.writing import write

STEPS = 60
MOST_ROUNDS = 12
MOST_CLONES = 1
WEIGHTS = {
    "write": 46,
    "sync": 14,
    "cut sync": 11,
    "late flight": 4,
    "clock": 4,
    "upgrade": 1,
    "crash": 4,
    "crashed sync": 4,
    "back up": 4,
    "restore": 3,
    "clone": 1,
    "revoke": 1,
    "back up shared": 3,
    "restore shared": 2,
    "stick written": 6,
    "stick read": 7,
    "stick read, crashed": 1,
    "stick lost": 1,
}
CUTS: tuple[Cut, ...] = ("request", "answer", "late")


@dataclass
class Fleet:
    """One simulation.

    Attributes:
        folder: where real files are wanted; None for memory.
        trace: what happened, line by line.
        acknowledged: entries that were durable when the officer went on.
        destroyed: of these, those whose last copy was destroyed by a restore.
        may_fork: laptops that were restored or cloned without noticing it.
        cloned: laptops that were cloned, whether or not they noticed it.
        backups: copies of laptops' disks.
        shared_backups: how many copies of the shared database there are.
        late: flights still on their way.
    """

    seed: int
    folder: Path | None = None
    trace: list[str] = field(default_factory=list)
    acknowledged: set[bytes] = field(default_factory=set)
    destroyed: set[bytes] = field(default_factory=set)
    may_fork: set[bytes] = field(default_factory=set)
    cloned: set[bytes] = field(default_factory=set)
    backups: dict[str, list[Disk]] = field(default_factory=dict)
    shared_backups: int = 1
    late: list[Exchange] = field(default_factory=list)
    chance: Chance = field(init=False)
    district: District = field(init=False)
    sticks: Sticks = field(init=False)

    def __post_init__(self) -> None:
        """Let a district be founded."""
        self.chance = Chance(self.seed)
        founding = self.chance.number(0, FOUNDINGS - 1)
        if self.folder is None:
            self.district = in_memory(founding, self.chance)
        else:
            self.district = in_files(founding, self.folder, self.chance)
        for laptop in self.laptops:
            laptop.is_newer = self.chance.happens(10)
            age = "with a newer program" if laptop.is_newer else ""
            self.say(laptop.name, "of", laptop.who.station_code, age)
        self.district.shared.back_up()
        self.sticks = Sticks(self.district, self.chance)

    @property
    def laptops(self) -> list[Laptop]:
        """Return all laptops."""
        return self.district.laptops

    def say(self, *words: object) -> None:
        """Add a line to the trace."""
        self.trace.append(" ".join(map(str, words)).rstrip())

    def run(self, steps: int = STEPS) -> None:
        """Let things happen, then heal and check.

        Raises:
            Broken: a promise was not kept.
        """
        events: dict[str, Callable[[Laptop], None]] = {
            "write": self.write,
            "sync": self.sync,
            "cut sync": self.cut_sync,
            "late flight": self.late_flight,
            "clock": self.clock,
            "upgrade": self.upgrade,
            "crash": self.crash,
            "crashed sync": self.crashed_sync,
            "back up": self.back_up,
            "restore": self.restore,
            "clone": self.clone,
            "revoke": self.revoke,
            "back up shared": self.back_up_shared,
            "restore shared": self.restore_shared,
            "stick written": lambda laptop: self.say(laptop.name, *self.sticks.write(laptop)),
            "stick read": lambda laptop: self.say(laptop.name, *self.sticks.read(laptop)),
            "stick read, crashed": lambda lap: self.say(lap.name, *self.sticks.crash(lap)),
            "stick lost": lambda _laptop: self.say(*self.sticks.lose()),
        }
        for _ in range(steps):
            event = self.chance.weighted(WEIGHTS)
            events[event](self.chance.one_of(self.laptops))
        self.heal()
        self.say("sticks read by all", self.sticks.read_all())
        self.heal()
        check_healed(self.district, self.acknowledged - self.destroyed, self.may_fork, self.cloned)
        if again := self.sticks.read_all():
            raise Broken("read again, sticks bring", again)
        for laptop in self.laptops:
            self.say(laptop.name, len(laptop.held()), laptop.store.digest().hex()[:16])

    # What an officer does.

    def write(self, laptop: Laptop) -> None:
        """Write something."""
        what, entries = write(laptop)
        self.acknowledged |= {entry.hash for entry in entries}
        self.say(laptop.name, what, *(entry.hash.hex()[:8] for entry in entries))

    def sync(self, laptop: Laptop) -> None:
        """Sync in good weather."""
        self._sync(laptop, Weather(self.chance, self.late))

    def cut_sync(self, laptop: Laptop) -> None:
        """Sync in bad weather."""
        cut_at, cut = self.chance.number(1, 4), self.chance.one_of(CUTS)
        self._sync(laptop, Weather(self.chance, self.late, cut_at, cut, doubled=40))

    def _sync(self, laptop: Laptop, weather: Weather) -> SyncResult:
        result = laptop.sync(lambda: Link(self.district.connect(laptop), weather))
        done = (result.state, result.pushed, result.receipts, result.pulled, result.pending)
        at = f"{weather.cut} lost at {weather.cut_at}" if weather.cut_at else ""
        self.say(laptop.name, "sync", *done, result.reason or "", at)
        return result

    # What goes wrong.

    def late_flight(self, laptop: Laptop) -> None:
        """Let a flight arrive after all that nobody waits for any more."""
        if not self.late:
            return
        flight = self.late.pop(0)
        with closing(self.district.connect(laptop)) as shared:
            answer = shared.exchange(flight)
        self.say("late flight", len(flight.runs), answer.refusal or "taken")

    def clock(self, laptop: Laptop) -> None:
        """Set a clock wrong, or right again."""
        laptop.clock.jump(self.chance)
        self.say(laptop.name, "clock", laptop.clock.now_us())

    def upgrade(self, laptop: Laptop) -> None:
        """Install a newer program, which writes what the others do not know; or the older again."""
        laptop.is_newer = not laptop.is_newer
        self.say(laptop.name, "newer program" if laptop.is_newer else "older program again")

    def crash(self, laptop: Laptop) -> None:
        """End a program without a word."""
        laptop.crash()
        self.say(laptop.name, "crash")

    def crashed_sync(self, laptop: Laptop) -> None:
        """End a program in the middle of a sync: between two commits or at a step."""
        laptop.pauses_left = self.chance.number(0, 3)
        steps = iter(range(self.chance.number(1, 6)))

        def crash() -> bool:
            if next(steps, None) is None:
                raise Crashed
            return False

        try:
            laptop.sync(lambda: self.district.connect(laptop), crash)
        except Crashed:
            laptop.crash()
            self.say(laptop.name, "crashed in a sync")
        else:
            self.say(laptop.name, "sync, not crashed")
        laptop.pauses_left = None

    def back_up(self, laptop: Laptop) -> None:
        """Copy a laptop's disk while its program runs."""
        self.backups.setdefault(laptop.name, []).append(laptop.disk.copy())
        self.say(laptop.name, "backed up")

    def restore(self, laptop: Laptop) -> None:
        """Put an earlier copy of a laptop's files back; the program may notice, or not."""
        copies = self.backups.get(laptop.name)
        if not copies:
            return
        before = laptop.held()
        laptop.restore(self.chance.one_of(copies))
        self._destroyed(before)
        self._noticed(laptop, "restored")

    def clone(self, laptop: Laptop) -> None:
        """Copy a laptop's disk to a second machine; its program may notice, or not."""
        if sum("'" in other.name for other in self.laptops) >= MOST_CLONES:
            return
        twin = self.district.clone(laptop, laptop.name + "'", Chance(self.chance.bytes(16)))
        self.cloned.add(laptop.who.device)
        self._noticed(twin, "cloned")

    def revoke(self, laptop: Laptop) -> None:
        """Have the bureau shut a laptop out; what it wrote and did not send counts no more."""
        root, lost = self.district.root, laptop.who.device
        if self.district.shut_out or lost == root.who.device:
            return
        with closing(self.district.connect(root)) as shared:
            revoke(
                root.store,
                find_device(root.store, lost.hex()),
                shared.shut_out,
                lambda: self._sync(root, Weather(self.chance, self.late)),
                root.clock.now_us,
            )
        self.district.shut_out.add(lost)
        self.district.received |= root.receipted()
        self.say(laptop.name, "revoked")

    def _noticed(self, laptop: Laptop, what: str) -> None:
        is_noticed = self.chance.happens(50)
        if is_noticed:
            laptop.store.begin_streams()
        else:
            self.may_fork.add(laptop.who.device)
        self.say(laptop.name, what, "noticed" if is_noticed else "unnoticed")

    def back_up_shared(self, _laptop: Laptop) -> None:
        """Keep a copy of the shared database."""
        self.shared_backups = self.district.shared.back_up() + 1
        self.say("shared backed up")

    def restore_shared(self, _laptop: Laptop) -> None:
        """Put an earlier copy of the shared database back."""
        shared = self.district.shared
        before, backup = shared.held(), self.chance.number(0, self.shared_backups - 1)
        epoch = self.chance.bytes(ID_BYTES) if self.chance.happens(50) else None
        shared.restore(backup, epoch)
        self._destroyed(before)
        self.say("shared restored from", backup, "new epoch" if epoch else "old epoch")

    def _destroyed(self, before: set[bytes]) -> None:
        self.destroyed |= before - self.union()

    def union(self) -> set[bytes]:
        """Return all entries that some copy holds."""
        return self.district.shared.held().union(*(laptop.held() for laptop in self.laptops))

    # And how it ends.

    def heal(self) -> None:
        """Let everybody sync until nothing changes any more.

        Raises:
            Broken: it does not come to rest, or a sync is refused.
        """
        for _ in range(MOST_ROUNDS):
            ends = self.district.shared.ends()
            results = [self._sync(lap, Weather(self.chance, self.late)) for lap in self.laptops]
            refused = [
                str(result.reason)
                for laptop, result in zip(self.laptops, results, strict=True)
                if not _has_ended_well(result) and not self.district.is_shut_out(laptop)
            ]
            is_quiet = not any(result.pushed or result.pulled for result in results)
            if not refused and is_quiet and ends == self.district.shared.ends():
                return
        raise Broken("no rest", *refused)


def _has_ended_well(result: SyncResult) -> bool:
    """Tell whether all was sent, but for what nobody's log can take; `check_healed` sees why."""
    return result.is_gapped or result.state == "complete"


@contextmanager
def scratch() -> Iterator[Path]:
    """Return a folder that is gone afterwards."""
    folder = memory_folder("fleet-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def simulate(seed: int, steps: int = STEPS) -> list[str]:
    """Run one seed in memory and return its trace.

    Raises:
        AssertionError: a promise was not kept; it says how to see it again.
    """
    return _told(Fleet(seed), steps)


def simulate_in_files(seed: int, steps: int = STEPS) -> list[str]:
    """Run one seed on real, encrypted files; the trace is the same."""
    with scratch() as folder:
        return _told(Fleet(seed, folder), steps)


def _told(fleet: Fleet, steps: int) -> list[str]:
    try:
        fleet.run(steps)
    except Exception as error:
        again = f"python -m tests.simulators.fleet --from {fleet.seed} --seeds 1 --trace"
        again += "" if steps == STEPS else f" --steps {steps}"
        story = "\n".join(fleet.trace)
        raise AssertionError(f"{story}\nseed {fleet.seed}: {error!r}; replay: {again}") from error
    finally:
        fleet.district.close()
        fleet.sticks.close()
    return fleet.trace


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=1_000, help="how many at most")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first of them")
    parser.add_argument("--seconds", type=float, default=600, help="how long at most")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    parser.add_argument("--steps", type=int, default=STEPS, help="events before all is healed")
    parser.add_argument("--trace", action="store_true", help="tell what happened")
    given = parser.parse_args()
    if given.trace:
        for seed in range(given.first, given.first + given.seeds):
            sys.stdout.write("\n".join(simulate(seed, given.steps)) + "\n")
        return 0
    ran = many.run("fleet", given.first, given.seeds, given.seconds, given.jobs)
    sys.stdout.write("".join(f"{failure}\n\n" for failure in ran.failures) + ran.told + "\n")
    return 1 if ran.failures else 0


if __name__ == "__main__":
    sys.exit(main())

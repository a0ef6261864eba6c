"""Cuts the power at every place of a day's work, and looks at what is found afterwards.

The real program writes real files under strace; what it did is replayed up to each cut, with what
was not flushed dropped, kept, mixed or torn by sectors. What is found must open and hold all that
was called saved, in whole lines; every eighth state is verified whole and takes a further save.

    python -m tests.simulators.power_cut --states 100000 --seconds 1500 --seed 1
    python -m tests.simulators.power_cut --recording FILE --seed 1 --state 4711
"""

import argparse
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

from tests.simulators.cut_check import CHECKS, Told, store_of
from tests.simulators.fleet import scratch
from tests.simulators.strace_log import Op, record
from tests.simulators.torn_disk import MODES, Disk, Files, Mode

THOROUGHLY_EVERY = 8
WRITER = "tests.simulators.cut_writer"


@dataclass(frozen=True, slots=True)
class State:
    """What is found after a cut.

    Attributes:
        number: its place in the order of a seed.
        cut: how many operations were done before.
        mode: what became of what was not flushed.
        store: ledger, photos or drafts.
        files: its files.
        told: what the program had said.
    """

    number: int
    cut: int
    mode: Mode
    store: str
    files: Files
    told: Told


@dataclass
class Ran:
    """What a run came to.

    Attributes:
        states: how many states were looked at, all of them different.
        took_s: how long it took.
        failure: the first state that broke a promise, and how.
        kinds: how many there were of each kind.
    """

    states: int = 0
    took_s: float = 0.0
    failure: str = ""
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """Return it in one line."""
        rate = self.states / self.took_s if self.took_s else 0
        parts = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        return f"{self.states} states ({parts}), {self.took_s:.0f} s, {rate:.0f} states/s"


def day(folder: Path) -> list[Op]:
    """Return what a day's work does to its files.

    Raises:
        NotTraced: strace may not trace here.
    """
    return record(WRITER, folder / "day")


def states(ops: list[Op], seed: int, share: float = 1.0) -> Iterator[State]:
    """Yield states of a seed for ever: through the whole day, again and again.

    A state is one of ledger, photos or drafts as it was not found before: each is opened by
    itself, and a power cut in one leaves the others as they were.

    Args:
        ops: what was done.
        seed: what decides over all that was not flushed.
        share: of how many places the power fails, from 0 to 1.
    """
    numbers, seen = count(), set[int]()
    for turn in count():
        disk, told = Disk(), Told()
        place = Random(f"{seed}/{turn}")  # noqa: S311 - a simulation
        for cut, op in enumerate(ops, 1):
            _go_on(disk, told, op)
            is_new = turn == 0 or not disk.is_settled
            if told.is_apart or not is_new or place.random() >= share:
                continue
            for mode in MODES:
                chance = Random(f"{seed}/{turn}/{cut}/{mode}")  # noqa: S311 - a simulation
                for store, files in _by_store(disk.after_cut(mode, chance)).items():
                    name = hash((told.of(store), tuple(sorted(files.items()))))
                    if name not in seen:
                        seen.add(name)
                        yield State(next(numbers), cut, mode, store, files, told)


def _by_store(found: Files) -> dict[str, Files]:
    stores: dict[str, Files] = {store: {} for store in CHECKS}
    for name, content in found.items():
        if not name.endswith(("-shm", ".lock")):  # memory that programs share is gone
            stores[store_of(name)][name] = content
    return stores


def _go_on(disk: Disk, told: Told, op: Op) -> None:
    if op.what != "say":
        disk.do(op)
        return
    told.hear(op.name)
    if op.name == "again":
        disk.flush_all()


def look(state: State, folder: Path) -> str:
    """Put a state on the disk and check it; return what is wrong, or nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in state.files.items():
        (folder / name).write_bytes(content)
    try:
        thoroughly = state.number % THOROUGHLY_EVERY == 0
        CHECKS[state.store](folder, state.told, thoroughly=thoroughly)
    except Exception as error:  # noqa: BLE001 - whatever stops the program breaks the promise
        where = f"cut after {state.cut} operations, {state.mode}, {state.store}"
        return f"state {state.number}, {where}: {error!r}"
    return ""


def run(
    ops: list[Op], most: int, seconds: float, seed: int, share: float = 1.0, only: int | None = None
) -> Ran:
    """Look at states until there are enough of them, the time is up, or one is wrong."""
    ran, begun_s = Ran(), time.monotonic()
    with scratch() as folder:
        for state in states(ops, seed, share):
            if ran.states >= most or time.monotonic() - begun_s > seconds:
                break
            if only is not None and state.number != only:
                continue
            ran.failure = look(state, folder / "found")
            ran.states += 1
            for kind in (state.mode, state.store):
                ran.kinds[kind] = ran.kinds.get(kind, 0) + 1
            if ran.failure or only is not None:
                break
    ran.took_s = time.monotonic() - begun_s
    return ran


def _recorded(path: Path | None) -> tuple[list[Op], Path]:
    if path is not None:
        return pickle.loads(path.read_bytes()), path  # noqa: S301 - the file of an earlier run
    with scratch() as folder:
        ops = day(folder)
    handle, name = tempfile.mkstemp(prefix="power-cut-", suffix=".recording")
    with open(handle, "wb") as file:  # noqa: PTH123 - a handle has no path
        pickle.dump(ops, file)
    return ops, Path(name)


def main() -> int:
    """Run what the command line names; a failure is told with its replay."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--recording", type=Path, help="what an earlier run recorded")
    parser.add_argument("--state", type=int, help="this state alone")
    given = parser.parse_args()
    ops, recording = _recorded(given.recording)
    ran = run(ops, given.states, given.seconds, given.seed, only=given.state)
    sys.stdout.write(f"{len(ops)} operations recorded; {ran.told}\n")
    if ran.failure:
        number = ran.failure.split(",")[0].removeprefix("state ")
        again = f"--recording {recording} --seed {given.seed} --state {number}"
        sys.stdout.write(f"{ran.failure}\n")
        sys.stdout.write(f"replay: python -m tests.simulators.power_cut {again}\n")
        return 1
    if given.recording is None:
        recording.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""From exec to the first live screen, from the PIN to Today, and the memory that it takes."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from patrol_tui.clock import SystemClock
from patrol_tui.ledger.keys import Keys
from tests.benchmarks.bench import Bench
from tests.benchmarks.filled import BADGE, PIN
from tests.benchmarks.measure import (
    MS_A_SECOND,
    Figure,
    Taken,
    median,
    percentile,
    seconds,
    timed,
)
from tests.benchmarks.terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Label
class Bare(App[None]):
    def compose(self):
        yield Label("READY")
Bare().run()
"""
_OURS = [sys.executable, "-m", "patrol_tui"]
_BARE = [sys.executable, "-c", BARE]
TYPING_S = 1.0
"""Nobody types a PIN faster; the program loads meanwhile what it needs next."""
_FIRST, _ASKS_PIN, _TODAY = "城管", BADGE, "今日"


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of a home; as installed, modules come as bytecode for both sides."""
    environ = dict(os.environ)
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return environ | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "PATROL_HOME": str(folder),
        "PATROL_LANG": "zh",
        "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode"),
    }


def measure_start(bench: Bench) -> Iterator[Figure]:
    """Yield start, unlocking and memory on the filled home, beside a bare Textual app."""
    environ = surroundings(bench.large.folder)
    rounds = bench.few_rounds
    _bare(environ, Taken())  # the first of each writes the bytecode
    _ours(bench, environ, Taken())
    bare, ours = [], []
    bare_s, ours_s = Taken(), Taken()
    for _ in range(rounds):
        bare.append(_bare(environ, bare_s))
        ours.append(_ours(bench, environ, ours_s))
    note = f"120x40, {bench.large.issues:,} issues"
    yield timed(
        "start: exec to first frame",
        ours_s,
        bare_s,
        goal=1.15,
        note=note,
    )
    opened = [one.opened_s for one in ours]
    yield Figure(
        "unlock to Today, without key derivation",
        "ms",
        median(opened) * MS_A_SECOND,
        percentile(opened, 0.99) * MS_A_SECOND,
        goal=150.0,
        note=f"{note}, {rounds} rounds",
    )
    yield from _memory(bare, ours, note)


def _memory(bare: "list[float | None]", ours: "list[Opened]", note: str) -> Iterator[Figure]:
    floor = [size for size in bare if size is not None]
    held = [one.memory_mb for one in ours if one.memory_mb is not None]
    if floor and held:
        yield Figure(
            "memory: Today is shown", "MB", median(held), floor=median(floor), goal=1.5, note=note
        )


def _bare(environ: Mapping[str, str], taken: Taken) -> float | None:
    with Terminal(_BARE, environ) as terminal:
        _take(terminal, "READY", taken)
        return terminal.resident_mb()


def _take(terminal: Terminal, mark: str, taken: Taken) -> None:
    taken.append(terminal.shows_after_s(mark))
    taken.cpu.append(terminal.cpu_s())


class Opened:
    """How long one start took, and what it holds.

    Attributes:
        opened_s: from the last digit to Today, the key derivation left out.
        memory_mb: what the process holds then.
    """

    def __init__(self, opened_s: float, memory_mb: float | None) -> None:
        self.opened_s, self.memory_mb = opened_s, memory_mb


def _ours(bench: Bench, environ: Mapping[str, str], taken: Taken) -> Opened:
    keys = Keys(bench.large.unlocked.home.places.data)
    derived_s = seconds(lambda: keys.unlock(BADGE, PIN, SystemClock().now_us()))
    with Terminal(_OURS, environ) as terminal:
        _take(terminal, _FIRST, taken)
        terminal.shows_after_s(_ASKS_PIN)
        terminal.press(PIN.encode())
        time.sleep(TYPING_S)
        terminal.press(b"\r")
        opened_s = terminal.shows_after_s(_TODAY)
        return Opened(opened_s - derived_s, terminal.resident_mb())

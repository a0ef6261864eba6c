"""What the whole ledger costs to check and to fold anew, an entry each."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import closing

from patrol_tui.domain.entries import payload
from patrol_tui.ledger.checks.tasks import THINGS, carry_out, tasks
from patrol_tui.ledger.store import LedgerStore
from tests.benchmarks.bench import Bench
from tests.benchmarks.filled import FilledHome
from tests.benchmarks.measure import Figure

_US_A_SECOND = 1_000_000
_HEADER_BYTES = 139
VERIFIED_A_SECOND, REBUILT_A_SECOND = 100_000, 20_000


def measure_checks(bench: Bench) -> Iterator[Figure]:
    """Yield verify and rebuild; the note says entries a second."""
    with closing(bench.large.store()) as store:
        floor_us, entries = _floor_us(store)
        started = time.perf_counter()
        checked = store.verify().entries
        whole_us = _us_each(started, checked)
        verify_us = _ledger_us(store, checked)
    yield _each(
        "verify: an entry, its line, log and seals",
        verify_us,
        goal=_US_A_SECOND / VERIFIED_A_SECOND,
        entries=checked,
    )
    yield _each("verify: and all lists folded anew", whole_us, goal=None, entries=checked)
    yield Figure(
        "verify: the ledger beside hash and decoding",
        "µs",
        verify_us,
        floor=floor_us,
        note=f"{entries:,} entries",
    )
    small_us, _ = _rebuilt_us(bench.small)
    large_us, entries = _rebuilt_us(bench.large)
    goal = _US_A_SECOND / REBUILT_A_SECOND
    yield _each("rebuild: an entry", large_us, goal=goal, entries=entries)
    yield Figure(
        "rebuild: linear",
        "µs",
        large_us,
        floor=small_us,
        goal=1.2,
        note=f"beside {bench.small.issues:,} issues",
    )
    for name, home in (("small", bench.small), ("large", bench.large)):
        each_us = _US_A_SECOND / home.entries_per_s
        yield _each(f"filling the {name} home: an entry", each_us, goal=None, entries=home.issues)


def _each(name: str, each_us: float, *, goal: float | None, entries: int) -> Figure:
    rate = round(_US_A_SECOND / each_us)
    return Figure(name, "µs", each_us, goal=goal, note=f"{entries:,} of them, {rate:,} a second")


def _us_each(started: float, count: int) -> float:
    return (time.perf_counter() - started) * _US_A_SECOND / max(1, count)


def _floor_us(store: LedgerStore) -> tuple[float, int]:
    """Return what hashing and decoding the entries' bytes takes, an entry."""
    bodies = [entry.payload for entry in store.entries_written(0, 1 << 60) if entry.payload]
    header = bytes(_HEADER_BYTES)
    started = time.perf_counter()
    for body in bodies:
        inner = hashlib.sha256(body).digest()
        hashlib.sha256(header + inner).digest()
        payload.decode(body)
    return _us_each(started, len(bodies)), len(bodies)


def _ledger_us(store: LedgerStore, entries: int) -> float:
    """Return what an entry takes where the lists are left out, by as many processes as verify."""
    base, hands = store._base, store._hands
    started = time.perf_counter()
    parts = (part for part in tasks(base, with_pages=True) if part[0] != THINGS)
    if hands.are_worth(entries):
        found = [
            carry_out(base, part) if result is None else result
            for part, result in hands.each(parts, _go_on)
        ]
    else:
        found = [carry_out(base, part) for part in parts]
    problems = [one for one in found if (one if isinstance(one, tuple) else one.problems)]
    if problems:
        raise ValueError(problems)
    return _us_each(started, entries)


def _go_on() -> None:
    """Wait for the rest."""


def _rebuilt_us(home: FilledHome) -> tuple[float, int]:
    with closing(home.store()) as store:
        entries = store.counts().entries
        started = time.perf_counter()
        store.rebuild()
        return _us_each(started, entries), entries

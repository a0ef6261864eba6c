"""Whatever happens to a fleet, what was saved is there when it has healed.

`tests/simulators/fleet.py` says how to run more seeds, or one again. The long run takes
FLEET_SEEDS seeds from FLEET_FIRST on, or as many as FLEET_SECONDS allow.
"""

import os
import sys

import pytest

from tests.simulators import many
from tests.simulators.fleet import simulate, simulate_in_files

AT_ONCE, TIMES, FEW_STEPS = 20, 10, 30


@pytest.mark.parametrize("seed", [7])
def test_the_same_seed_gives_the_same_trace_in_memory_and_in_files(seed: int) -> None:
    trace = simulate(seed)
    assert simulate(seed) == trace
    assert simulate_in_files(seed) == trace
    assert simulate(seed + 1) != trace


@pytest.mark.no_cover
@pytest.mark.invariant("I2", "I3", "I4", "I7", "I8", "I11")
@pytest.mark.fault(1, 3, 4, 8, 12, 18, 20, 21, 23, 24, 25, 27, 29)
@pytest.mark.parametrize("first", range(0, AT_ONCE * TIMES, AT_ONCE))
def test_a_fleet_heals(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        simulate(seed, FEW_STEPS)


@pytest.mark.parametrize("seed", [5277, 100_674, 101_960, 102_466, 104_034])
def test_what_once_broke_a_fleet_breaks_it_no_more(seed: int) -> None:
    simulate(seed)


@pytest.mark.long
def test_many_fleets_heal() -> None:
    ran = many.run(
        "fleet",
        first=int(os.environ.get("FLEET_FIRST", "1000")),
        most=int(os.environ.get("FLEET_SEEDS", "1000000")),
        seconds=float(os.environ.get("FLEET_SECONDS", "600")),
        jobs=int(os.environ.get("FLEET_JOBS", "1")),
    )
    sys.stdout.write(ran.told + "\n")
    assert ran.failures == ()

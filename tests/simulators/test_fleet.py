"""Whatever happens to a fleet, what was saved is there when it has healed.

`tests/simulators/fleet.py` says how to run more seeds, or one again. The long run takes
FLEET_SEEDS seeds from FLEET_FIRST on, or as many as FLEET_SECONDS allow.
"""

import os
import sys

import pytest

from tests.simulators import many
from tests.simulators.fleet import simulate

SEEDS = 40


def test_the_same_seed_gives_the_same_trace() -> None:
    assert simulate(7) == simulate(7)
    assert simulate(7) != simulate(8)


@pytest.mark.invariant("I2", "I3", "I4", "I7", "I8")
@pytest.mark.fault(1, 3, 4, 8, 12, 18, 20, 21, 23, 24, 25)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_fleet_heals(seed: int) -> None:
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

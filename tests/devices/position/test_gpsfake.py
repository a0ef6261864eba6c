"""A real gpsd that hears several kinds of receivers, through the real client."""

import queue
from pathlib import Path

import pytest

from patrol_tui.devices.position.receiver import Heard, Receiver
from patrol_tui.devices.position.sources import source_named
from patrol_tui.domain.geo import LatLon, distance_m
from patrol_tui.domain.times import parse_time
from patrol_tui.domain.track.fix import Fix
from tests.devices.position.gpsfake import replayed
from tests.devices.position.receiver_logs import (
    AT6558,
    BEIDOU,
    BEIDOU_NEW,
    DAMAGED,
    FIVE_HZ,
    GLONASS,
    GPS,
    MANUAL,
    OLD_RMC,
    ROLLED_OVER,
    SEVERAL,
    SIMULATED,
    SIRF,
    TEN_HZ,
    UBLOX,
    Kind,
    at_rate,
    steps,
    walk_log,
)

BEGIN_US = parse_time("2026-11-23T09:02+08:00", 0)
GATE: LatLon = (369_700_000, 1_172_100_000)
END: LatLon = (369_705_000, 1_172_102_000)
NEAR_M = 4
TRIES = 600
TOLD = (
    *(GPS, SEVERAL, BEIDOU, BEIDOU_NEW, GLONASS, UBLOX, AT6558, SIRF, OLD_RMC),
    *(FIVE_HZ, TEN_HZ, DAMAGED, ROLLED_OVER, SIMULATED, MANUAL),
)
"""gpsd takes GGA or GLL alone for no whole receiver: those come in by the port directly."""


SHORT = (ROLLED_OVER,)
BY_TCP = (SIMULATED, MANUAL)
"""gpsd itself tells that these are made up; of the others the pseudo-terminal tells it."""


def places(kind: Kind) -> list[LatLon]:
    """Return a walk that stands still until somebody listens."""
    standing = [GATE] * 250 if kind is not TEN_HZ else [GATE] * 30
    return at_rate([*standing, *steps(GATE, END, wait=5)], kind)


def walked(told: "queue.Queue[Heard]") -> list[Fix]:
    """Return the fixes until the end of the walk, or until the receiver is gone for good."""
    found: list[Fix] = []
    for _try in range(TRIES):
        try:
            fix = told.get(timeout=10).fix
        except queue.Empty:
            break
        found += [fix] if fix is not None else []
        if fix is not None and distance_m(fix.place, END) <= NEAR_M:
            break
    return found


@pytest.mark.debian("gpsd", "gpsfake")
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, id=kind.name, marks=() if kind in SHORT else pytest.mark.long)
        for kind in TOLD
    ],
)
def test_gpsd_tells_the_walk_of_every_kind_of_receiver(kind: Kind, tmp_path: Path) -> None:
    told: queue.Queue[Heard] = queue.Queue()
    way = places(kind)
    lines = walk_log(kind, way, BEGIN_US)
    with replayed(kind, lines, tmp_path, by_tcp=kind in BY_TCP) as name:
        source = source_named(name)
        assert source is not None
        receiver = Receiver(source, lambda: BEGIN_US, told.put)
        receiver.start()
        try:
            fixes = walked(told)
        finally:
            receiver.stop()
            receiver.join()
    assert len(fixes) > 20
    last = fixes[-1]
    assert distance_m(last.place, END) <= NEAR_M
    length_us = len(way) * kind.step_us
    assert length_us * 0.8 < last.time_us - BEGIN_US <= length_us
    # Before the first round is over gpsd does not know yet how good a position is.
    assert all(fix.is_simulated for fix in fixes[1:])

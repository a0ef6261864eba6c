"""From what each kind of receiver says to the proposed arrival and a GPX that is valid."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from patrol_tui.devices.position.nmea import NmeaDecoder
from patrol_tui.devices.position.receiver import Heard
from patrol_tui.documents.maps.gpx import write_gpx
from patrol_tui.domain.track.file import PatrolTrack, TrackFile
from patrol_tui.services.patrol.nearness import proposal
from patrol_tui.tui.positioning import Positioning
from tests.devices.position.receiver_logs import (
    KINDS,
    MANUAL,
    SIMULATED,
    Kind,
    at_rate,
    steps,
    walk_log,
)
from tests.documents.maps.gpx_schema import faults
from tests.services.laptop import MONDAY_TEN
from tests.services.patrol.test_nearness import GATE, NORTH_E7_A_M, present, walking

if TYPE_CHECKING:
    from patrol_tui.domain.track.points import Point

SOUTH = (GATE[0] - 60 * NORTH_E7_A_M, GATE[1])
BEYOND = (GATE[0] + 20 * NORTH_E7_A_M, GATE[1])


class Silent:
    """A receiver whose bytes the test hands on by itself."""

    def start(self) -> None:
        """Say nothing."""

    def stop(self) -> None:
        """Have nothing to stop."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_a_receiver_says_proposes_an_arrival_and_becomes_a_valid_gpx(
    kind: Kind, tmp_path: Path
) -> None:
    laptop = walking()
    kept: list[Point] = []
    positioning = Positioning(lambda _patrol, points: kept.extend(points), lambda: None)
    positioning.begin(Silent())
    positioning.follow(laptop.patrol())
    decoder, proposed = NmeaDecoder(), set[tuple[str, str]]()
    for line in walk_log(kind, at_rate(steps(SOUTH, GATE, BEYOND), kind), MONDAY_TEN):
        for fix in decoder.feed(line.encode("latin-1"), MONDAY_TEN):
            positioning.hear(Heard(is_there=True, fix=fix))
            found = proposal(present(laptop), positioning.here(MONDAY_TEN))
            proposed |= {(found.does, found.stop.point.id)} if found is not None else set()
    positioning.flush()
    assert ("arrive", "gate") in proposed
    track = PatrolTrack("BH-p261123-07-01", "北线", "0417", (tuple(kept),))
    path = tmp_path / "walk.gpx"
    write_gpx(TrackFile("巡查轨迹", "队员甲", MONDAY_TEN, (track,)), path)
    assert faults(path.read_bytes()) == []
    text = path.read_text("utf-8")
    assert 5 <= text.count("<trkpt ") <= 12
    assert ("<pt:mark>mock</pt:mark>" in text) is (kind in {SIMULATED, MANUAL})

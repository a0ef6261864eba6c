"""What a file of tracks holds of each patrol."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from patrol_tui.domain.language.errors import NotFound, Usage
from patrol_tui.domain.track.file import PatrolTrack, TrackFile
from patrol_tui.domain.track.judge import Mark
from patrol_tui.domain.track.points import Point
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.export_track import track_file
from patrol_tui.services.keep_track import KeepTrack
from patrol_tui.services.requests import Arrive, Finish, StartPatrol
from tests.services.laptop import MONDAY_TEN, SMALL, Laptop, record

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger

PLAIN = Speech(lambda text: text, "en")
ALL = Wanted()
GATE = (369_700_000, 1_172_100_000)


def points(*marks: Mark) -> tuple[Point, ...]:
    return tuple(
        Point(MONDAY_TEN + at * 10_000_000, (GATE[0] + at * 900, GATE[1]), 3, mark)
        for at, mark in enumerate(marks)
    )


def made(laptop: Laptop, wanted: Wanted = ALL) -> TrackFile:
    ledger = cast("Ledger", laptop.ledger)
    return track_file(ledger, laptop.desk(), laptop.tracks, wanted, PLAIN)


def walked() -> tuple[Laptop, bytes]:
    """Return a laptop after a patrol with a track, an issue on it and one beside it."""
    laptop = Laptop()
    laptop.do(record(lat_e7=GATE[0], lon_e7=GATE[1]))  # before the patrol
    patrol = laptop.do(StartPatrol("north", ("0418",))).subject
    laptop.do(KeepTrack(patrol, points(Mark(0), Mark(0), Mark.JUMP, Mark(0))), Arrive("gate"))
    laptop.do(record(lat_e7=GATE[0], lon_e7=GATE[1]), record(place="无处"))
    laptop.do(Finish({"market": "未开市", "block": "下雨"}))
    return laptop, patrol


def only(found: TrackFile) -> PatrolTrack:
    (track,) = found.tracks
    return track


def test_a_patrol_has_its_way_its_stops_and_its_issues() -> None:
    laptop, _patrol = walked()
    found = made(laptop)
    track = only(found)
    assert (found.title, found.author, found.points) == ("Patrol tracks", "队员甲 0417", 4)
    assert (track.name, track.note) == ("North", "0417  0418")
    assert [len(run) for run in track.runs()] == [2, 1, 1]
    assert [(pin.name, pin.at_us is not None, pin.note) for pin in track.route] == [
        ("Point gate", True, ""),
        ("Point market", False, "未开市"),
        ("Point block", False, "下雨"),
    ]
    (issue,) = track.issues
    assert issue.kind == "issue"
    assert track.number not in issue.name
    assert track.facts["length_m"] == 30
    assert track.facts["officer"] == "0417"


def test_days_and_one_patrol_can_be_asked_for() -> None:
    laptop, patrol = walked()
    day = date(2026, 11, 23)
    assert len(made(laptop, Wanted(day, day)).tracks) == 1
    assert made(laptop, Wanted(day, day)).title.startswith("Patrol tracks  2026-11-23")
    assert made(laptop, Wanted(date(2026, 11, 24))).tracks == ()
    assert len(made(laptop, Wanted(subject=patrol)).tracks) == 1
    with pytest.raises(NotFound):
        made(laptop, Wanted(subject=bytes(16)))
    with pytest.raises(Usage):
        made(laptop, Wanted(date(2026, 11, 24), day))


def test_without_a_receiver_there_are_the_stops_and_what_is_not_here_is_counted() -> None:
    laptop, patrol = walked()
    laptop.album.kept.clear()
    found = made(laptop)
    assert (found.points, found.lacking) == (0, 1)
    assert only(found).runs() == ()
    assert len(only(found).route) == 3
    under_way = Laptop()
    under_way.do(StartPatrol("north"))
    assert only(made(under_way)).facts["finished_us"] is None
    assert patrol


def test_a_route_or_kind_that_is_not_known_here_is_called_by_its_id() -> None:
    laptop, _patrol = walked()
    laptop.catalog = replace(SMALL, routes={}, kinds={})
    track = only(made(laptop))
    assert (track.name, track.route) == ("north", ())
    assert track.issues[0].name.startswith("fire_lane ")


def test_a_patrol_that_cannot_be_folded_is_left_out() -> None:
    laptop, patrol = walked()
    state = laptop.ledger.state

    class Odd:
        def __getattr__(self, name: str) -> object:
            return getattr(laptop.ledger, name)

        def state(self, subject: bytes) -> object:
            return None if subject == patrol else state(subject)

    found = track_file(cast("Ledger", Odd()), laptop.desk(), laptop.tracks, ALL, PLAIN)
    assert found.tracks == ()

"""A track is durable as it is walked, named when a stretch ends, and lost by no crash."""

from dataclasses import replace

import pytest

from patrol_tui.domain.folding.named import bodies_in, bodies_of, tracks_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.track.judge import Mark
from patrol_tui.domain.track.points import Point, decode, length_m
from patrol_tui.domain.track.stretch import Stretch, added, marks_by_name, stretch_of, stretches
from patrol_tui.services.keep_track import KeepTrack
from patrol_tui.services.patrol.effort import effort
from patrol_tui.services.patrol.tracks import Tracks, unbroken
from patrol_tui.services.requests import (
    Arrive,
    Check,
    Finish,
    Leave,
    Pause,
    Resume,
    StartPatrol,
    UndoLast,
)
from tests.services.laptop import HOUR_US, MINUTE_US, MONDAY_TEN, Laptop

SKIPPED = {"gate": "施工", "market": "未开市", "block": "下雨"}


def points(first: int, count: int, **said: object) -> tuple[Point, ...]:
    """Return points ten metres and ten seconds apart."""
    return tuple(
        Point(MONDAY_TEN + at * 10_000_000, (369_700_000 + at * 900, 1_172_100_000), 3)
        if not said
        else Point(
            MONDAY_TEN + at * 10_000_000,
            (369_700_000 + at * 900, 1_172_100_000),
            3,
            **said,  # type: ignore[arg-type]
        )
        for at in range(first, first + count)
    )


def walking() -> tuple[Laptop, bytes]:
    laptop = Laptop()
    return laptop, laptop.do(StartPatrol("north", ("0418",))).subject


def walked(laptop: Laptop, patrol: bytes) -> list[Point]:
    return [point for part in laptop.tracks.walked(laptop.state(patrol)).parts for point in part]


def test_nothing_is_written_to_the_ledger_before_a_stretch_ends() -> None:
    laptop, patrol = walking()
    before = len(laptop.ledger.kept)
    done = laptop.do(KeepTrack(patrol, points(0, 3)), KeepTrack(patrol, points(3, 3)))
    assert (done.subject, done.entries, len(laptop.ledger.kept)) == (patrol, (), before)
    assert walked(laptop, patrol) == list(points(0, 6))
    laptop.do(KeepTrack(patrol, ()))
    assert laptop.tracks.length_m(laptop.state(patrol)) == 50


def test_arriving_leaving_pausing_and_finishing_end_a_stretch_and_nothing_else_does() -> None:
    laptop, patrol = walking()
    at = 0
    for request, ends in (
        (Arrive("gate"), True),
        (Check("gate", "clear", "ok"), False),
        (Leave("gate"), True),
        (Pause(), True),
        (Resume(), False),
        (Finish({"market": "未开市", "block": "下雨"}), True),
    ):
        before = len(stretches(laptop.state(patrol)))
        laptop.do(KeepTrack(patrol, points(at, 4)), request)
        at += 4
        assert len(stretches(laptop.state(patrol))) - before == int(ends)
    state = laptop.state(patrol)
    assert walked(laptop, patrol) == list(points(0, at))
    assert laptop.walked.held == []
    # What is open when a stretch ends goes with it: after the check, and after going on.
    assert [one.points for one in stretches(state)] == [4, 8, 4, 8]
    assert laptop.tracks.length_m(state) == 30 + 70 + 30 + 70


def test_a_stretch_says_what_is_known_without_its_points() -> None:
    laptop, patrol = walking()
    jumped = points(3, 2, marks=Mark.JUMP | Mark.MOCK)
    laptop.do(KeepTrack(patrol, (*points(0, 3), *jumped)), Arrive("gate"))
    (one,) = stretches(laptop.state(patrol))
    assert (one.from_us, one.to_us) == (MONDAY_TEN, MONDAY_TEN + 40_000_000)
    assert (one.points, one.length_m, one.size_bytes) == (
        5,
        20,
        len(laptop.album.kept[one.blob]),
    )
    assert decode(laptop.album.kept[one.blob]) == (*points(0, 3), *jumped)
    assert marks_by_name(one.marks) == {"jump": 2, "mock": 2}
    laptop.do(KeepTrack(patrol, points(9, 1, marks=Mark.MOCK)))
    marks = laptop.tracks.marks(laptop.state(patrol))
    assert marks_by_name(marks) == {"jump": 2, "mock": 3}
    assert added() == ()


def test_a_crash_between_entry_and_clean_up_names_no_point_twice() -> None:
    laptop, patrol = walking()
    laptop.walked.deaf = True
    laptop.do(KeepTrack(patrol, points(0, 4)), Arrive("gate"), KeepTrack(patrol, points(4, 4)))
    assert walked(laptop, patrol) == list(points(0, 8))
    laptop.do(Leave("gate"))
    assert [one.points for one in stretches(laptop.state(patrol))] == [4, 4]


def test_a_crash_before_the_entry_leaves_the_points_open() -> None:
    laptop, patrol = walking()
    laptop.do(KeepTrack(patrol, points(0, 4)))
    assert laptop.tracks.close(laptop.state(patrol)) is not None  # and no entry follows
    laptop.do(KeepTrack(patrol, points(4, 4)), Arrive("gate"))
    assert [one.points for one in stretches(laptop.state(patrol))] == [8]
    assert laptop.walked.held == []


def test_a_full_disk_stops_no_step() -> None:
    laptop, patrol = walking()

    class Full:
        def put(self, content: bytes, media_type: str) -> bytes:
            raise Refused(f"no room for {len(content)} of {media_type}")

        def get(self, name: bytes) -> bytes:
            raise AssertionError(name)

    tracks = Tracks(laptop.walked, Full())
    laptop.do(KeepTrack(patrol, points(0, 4)))
    laptop.office._tracks = tracks
    laptop.do(Arrive("gate"))
    assert stretches(laptop.state(patrol)) == ()
    laptop.office._tracks = laptop.tracks
    laptop.do(Leave("gate"))
    assert [one.points for one in stretches(laptop.state(patrol))] == [4]


def test_a_laptop_that_records_nothing_walks_as_well() -> None:
    laptop = Laptop()
    laptop.office._tracks = None
    patrol = laptop.do(StartPatrol("north")).subject
    laptop.do(KeepTrack(patrol, points(0, 4)), Arrive("gate"))
    assert stretches(laptop.state(patrol)) == ()
    assert laptop.tracks.close(laptop.state(patrol)) is None


def test_a_step_that_is_taken_back_leaves_the_way_that_was_walked() -> None:
    laptop, patrol = walking()
    laptop.do(KeepTrack(patrol, points(0, 4)), Arrive("gate"), UndoLast(patrol))
    assert laptop.state(patrol).integer("arrived/gate") is None
    assert walked(laptop, patrol) == list(points(0, 4))


def test_stretches_that_are_not_here_are_counted() -> None:
    laptop, patrol = walking()
    laptop.do(KeepTrack(patrol, points(0, 4)), Arrive("gate"))
    laptop.do(KeepTrack(patrol, points(4, 4)), Leave("gate"))
    laptop.do(KeepTrack(patrol, points(8, 4)), Pause())
    first, second, _third = (one.blob for one in stretches(laptop.state(patrol)))
    del laptop.album.kept[first]
    laptop.album.kept[second] = b"damage"
    found = laptop.tracks.walked(laptop.state(patrol))
    assert (found.lacking, [len(part) for part in found.parts]) == (2, [4])


def test_a_line_ends_where_a_position_leapt() -> None:
    parts = [(*points(0, 2), *points(2, 1, marks=Mark.JUMP), *points(3, 2)), points(5, 1)]
    assert [len(run) for run in unbroken(parts)] == [2, 2, 1]


@pytest.mark.parametrize(
    "body",
    [
        "no object",
        {},
        {"hash": "xyz"},
        {"hash": "00"},
    ],
)
def test_what_is_no_stretch_is_left_out(body: object) -> None:
    laptop, patrol = walking()
    assert stretches(with_record(laptop.state(patrol), [body])) == ()


def test_a_stretch_of_another_program_is_read_as_far_as_it_goes() -> None:
    laptop, patrol = walking()
    odd = {"hash": "ab" * 32, "points": True, "marks": {"jump": 3, "new": 1}, "length_m": 7}
    state = with_record(laptop.state(patrol), [odd])
    assert stretches(state) == (Stretch(b"\xab" * 32, 0, 0, 0, 0, 7, ((Mark.JUMP, 3),)),)
    assert [value.value for value in bodies_of(state)] == [odd]
    assert tracks_of(with_record(state, "none")) == ()
    assert bodies_in(None) == []


def with_record(state: State, said: object) -> State:
    """Return a patrol whose first entry says something of its track."""
    fact = state.facts[0]._replace(content={"record": {"tracks": said}})  # type: ignore[dict-item]
    return replace(state, facts=(fact, *state.facts[1:]))


def test_effort_is_time_way_and_people() -> None:
    laptop, patrol = walking()
    laptop.do(Check("gate", "clear", "problem", issue=bytes(16)))
    laptop.do(Check("market", "stalls", "problem", issue=bytes(16)), Check("block", "stairs", "ok"))
    laptop.do(KeepTrack(patrol, points(0, 51)), Finish({}))
    state = laptop.state(patrol)
    took = effort(state, laptop.tracks, MONDAY_TEN + 9 * HOUR_US)
    assert took.length_m == length_m(points(0, 51)) == 500
    assert (took.walked_us, took.people, took.issues) == (5 * MINUTE_US, 2, 1)
    assert (took.people_us, took.metres_an_hour, took.issues_a_km) == (10 * MINUTE_US, 6000, 2.0)
    nothing = replace(took, length_m=0)
    assert (nothing.metres_an_hour, nothing.issues_a_km) == (None, None)
    assert replace(took, walked_us=0).metres_an_hour is None


def test_a_stretch_of_one_point_has_no_length() -> None:
    one = stretch_of(bytes(32), 9, points(0, 1))
    assert (one.length_m, one.points) == (0, 1)
    assert "marks" not in one.body()

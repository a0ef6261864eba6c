"""What is kept of a track: little, and enough; what is stored comes back or is known as damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.geo import MAX_LAT_E7, MAX_LON_E7, LatLon, distance_m
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.domain.track.fix import SECOND_US, Fix
from patrol_tui.domain.track.judge import NO_MARK, Mark
from patrol_tui.domain.track.points import (
    Point,
    decode,
    encode,
    is_worth_keeping,
    length_m,
    point_of,
)

AT_US = 1_795_395_720 * SECOND_US
GATE = (369_700_000, 1_172_100_000)


def point(seconds: int, north_m: int = 0, **said: object) -> Point:
    place = GATE[0] + north_m * 90, GATE[1]
    return Point(AT_US + seconds * SECOND_US, place, **said)  # type: ignore[arg-type]


def walked(minutes: int, pace_m: float = 1.3) -> list[Point]:
    """Return what is kept of a walk north, with a position a second."""
    kept: list[Point] = []
    for second in range(minutes * 60):
        one = point(second, round(second * pace_m), accuracy_m=4)
        if is_worth_keeping(kept[-1] if kept else None, one):
            kept.append(one)
    return kept


def test_a_fix_is_kept_to_tenths() -> None:
    fix = Fix(AT_US + 123_456, (GATE[0] + 4, GATE[1] + 6), 3, AT_US)
    kept = point_of(fix, Mark.MOCK)
    assert kept == Point(AT_US + 100_000, (GATE[0], GATE[1] + 10), 3, Mark.MOCK)


def test_an_hour_of_walking_takes_less_than_a_kilobyte_a_minute() -> None:
    kept = walked(60)
    assert len(encode(kept)) < 60 * 100
    assert abs(length_m(kept) - 60 * 60 * 1.3) < 60


def test_a_car_takes_less_than_a_kilobyte_a_minute_too() -> None:
    assert len(encode(walked(10, 20.0))) < 10 * 1000


def test_somebody_who_stands_still_is_kept_once_a_minute() -> None:
    assert len(walked(10, 0)) == 10


def test_who_stands_still_has_not_walked() -> None:
    swaying = [point(at * 60, (0, 4, 8, 3)[at % 4]) for at in range(60)]
    assert length_m(swaying) == 0
    assert length_m([*swaying, point(4000, 30)]) == 30


def test_a_point_is_kept_for_its_distance_time_or_marks() -> None:
    assert is_worth_keeping(None, point(0))
    assert not is_worth_keeping(point(0), point(5, 9))
    assert is_worth_keeping(point(0), point(5, 11))
    assert is_worth_keeping(point(0), point(60))
    assert is_worth_keeping(point(0), point(1, marks=Mark.MOCK))
    assert not is_worth_keeping(point(0), point(9, 20, accuracy_m=25))
    assert is_worth_keeping(point(0), point(9, 31, accuracy_m=90))


def test_what_leapt_adds_nothing_to_the_way() -> None:
    points = [point(0), point(1, 900, marks=Mark.JUMP), point(9, 10), point(9, 20, marks=Mark.FAST)]
    assert length_m(points) == 20
    assert length_m([]) == 0
    assert not point(0, marks=Mark.POOR).counts


PLACES: st.SearchStrategy[LatLon] = st.tuples(
    st.integers(-MAX_LAT_E7 // 10, MAX_LAT_E7 // 10).map(lambda part: part * 10),
    st.integers(-MAX_LON_E7 // 10, MAX_LON_E7 // 10).map(lambda part: part * 10),
)
POINTS = st.builds(
    Point,
    st.integers(-(10**6), 10**12).map(lambda tick: tick * 100_000),
    PLACES,
    st.none() | st.integers(0, 10_000),
    st.integers(0, 15).map(Mark),
)


@given(st.lists(POINTS, max_size=20))
def test_what_is_stored_comes_back(points: list[Point]) -> None:
    assert decode(encode(points)) == tuple(points)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x02",
        encode([point(0)])[:-1],
        b"\x01\x80" + encode([point(0)])[2:],
        b"\x01\x00" + b"\xff" * 40,
        encode([Point(AT_US, (MAX_LAT_E7, 0)), Point(AT_US, (2 * MAX_LAT_E7, 0))]),
    ],
)
def test_damage_is_told(content: bytes) -> None:
    with pytest.raises(Corrupt):
        decode(content)


def test_ten_metres_are_ten_metres() -> None:
    assert distance_m(GATE, point(0, 10).place) == 10
    assert point(0).marks == NO_MARK

"""What the status line says of position and clock."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from patrol_tui.domain.track.fix import Fix
from patrol_tui.domain.track.judge import Mark
from patrol_tui.tui.positioning import Positioning
from patrol_tui.tui.views.wording.position_words import metres, position_parts

if TYPE_CHECKING:
    from patrol_tui.domain.track.points import Point

NOW_US = 1_795_395_720_000_000
FIX = Fix(NOW_US, (369_700_000, 1_172_100_000), 3, NOW_US)


class Listened:
    def __init__(self) -> None:
        self.is_heard = False

    def start(self) -> None:
        self.is_heard = True

    def stop(self) -> None:
        self.is_heard = False


class Said:
    def __init__(self, fix: Fix | None = None, *, is_there: bool = True) -> None:
        self.fix, self.is_there = fix, is_there


def positioning(*said: Said) -> Positioning:
    made = Positioning(lambda _patrol, _points: None, lambda: None)
    made.begin(Listened())
    for one in said:
        made.hear(one)
    return made


def words(made: Positioning, now_us: int = NOW_US) -> list[str]:
    return ["".join(text for text, _style in part) for part in position_parts(made, now_us)]


def test_without_a_receiver_nothing_is_said() -> None:
    made = Positioning(lambda _patrol, _points: None, lambda: None)
    assert words(made) == []
    made.hear(Said(FIX))  # too late: it was stopped
    assert made.fix is None
    assert words(positioning(Said(is_there=False))) == []


@pytest.mark.parametrize(
    ("fix", "said"),
    [
        (FIX, ["定位 3 米"]),
        (replace(FIX, accuracy_m=None), ["定位 正常"]),
        (replace(FIX, is_simulated=True), ["模拟定位"]),
        (replace(FIX, accuracy_m=80), ["定位 80 米"]),
        (replace(FIX, time_us=NOW_US - 130_000_000), ["定位 3 米", "电脑钟快 0:02"]),
        (replace(FIX, time_us=NOW_US + 3_700_000_000), ["定位 3 米", "电脑钟慢 1:01"]),
    ],
)
def test_a_fix_is_told_in_a_word(fix: Fix, said: list[str]) -> None:
    assert words(positioning(Said(fix))) == said


def test_a_receiver_that_is_gone_or_searches_is_told() -> None:
    assert words(positioning(Said())) == ["正在定位"]
    assert words(positioning(Said(FIX)), NOW_US + 60_000_000) == ["正在定位"]
    assert words(positioning(Said(FIX), Said(is_there=False))) == ["定位断了"]


def test_a_leap_is_told_and_is_no_place_to_be_at() -> None:
    leapt = replace(FIX, time_us=NOW_US + 1_000_000, place=(370_000_000, 1_172_100_000))
    made = positioning(Said(FIX), Said(leapt))
    assert made.marks == Mark.JUMP
    assert words(made) == ["定位在跳"]
    assert made.here(NOW_US) is None
    assert positioning(Said(FIX)).here(NOW_US) == FIX


def test_ways_are_told_as_people_say_them() -> None:
    assert [metres(way) for way in (0, 999, 1_900, 12_300)] == [
        "0 米",
        "999 米",
        "1.9 千米",
        "12 千米",
    ]


class Walking:
    """A patrol under way, as far as its track is concerned."""

    subject = bytes(16)
    status = "walking"

    def text(self, name: str) -> str:
        return "walk" if name == "travel" else ""


def test_while_the_home_is_locked_the_track_is_kept_in_memory() -> None:
    kept: list[Point] = []
    made = Positioning(lambda _patrol, points: kept.extend(points), lambda: None)
    made.begin(Listened())
    made.follow(cast("Any", Walking()))
    made.hear(Said(FIX))
    assert len(kept) == 1
    made.hold()
    for second in range(30, 90, 30):
        later_us = NOW_US + second * 1_000_000
        place = FIX.place[0] + second * 100, FIX.place[1]
        made.hear(Said(replace(FIX, time_us=later_us, heard_us=later_us, place=place)))
    assert (len(kept), made.is_listening) == (1, True)
    made.release()
    assert [point.time_us - NOW_US for point in kept] == [0, 30_000_000, 60_000_000]
    made.stop()
    assert not made.is_listening

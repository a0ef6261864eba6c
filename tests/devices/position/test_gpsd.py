"""What gpsd reports becomes fixes, whatever of it is missing."""

import json

import pytest

from patrol_tui.devices.position.gpsd import GpsdDecoder
from patrol_tui.domain.times import parse_time
from patrol_tui.domain.track.fix import Fix

AT_US = parse_time("2026-11-23T09:02+08:00", 0)
TPV: dict[str, object] = {
    "class": "TPV",
    "device": "/dev/ttyACM0",
    "mode": 3,
    "time": "2026-11-23T01:02:00.000Z",
    "lat": 36.97,
    "lon": 117.21,
    "eph": 3.4,
}


def fix_of(*reports: dict[str, object]) -> Fix | None:
    text = "".join(json.dumps(report) + "\r\n" for report in reports)
    found = GpsdDecoder().feed(text.encode(), AT_US + 2_000_000)
    return found[-1]


def test_a_report_is_a_fix() -> None:
    fix = fix_of({"class": "SKY", "uSat": 9, "hdop": 1.1}, TPV)
    assert fix == Fix(AT_US, (369_700_000, 1_172_100_000), 3, AT_US + 2_000_000, 9)
    assert fix.laptop_ahead_us == 2_000_000


@pytest.mark.parametrize(
    "lacking",
    [
        {"mode": 1},
        {"mode": 3, "lat": None},
        {"lon": "far"},
        {"lat": 99.0},
        {"lat": True},
        {"mode": None},
    ],
)
def test_without_a_position_it_is_none(lacking: dict[str, object]) -> None:
    assert fix_of({**TPV, **lacking}) is None


@pytest.mark.parametrize(
    ("said", "accuracy_m"),
    [
        ({"eph": None, "epx": 3.0, "epy": 4.0}, 5),
        ({"eph": None, "epx": 3.0}, 3),
        ({"eph": 0.2}, 1),
        ({"eph": None}, None),
    ],
)
def test_accuracy_is_taken_from_what_there_is(
    said: dict[str, object], accuracy_m: int | None
) -> None:
    fix = fix_of({**TPV, **said})
    assert fix is not None
    assert fix.accuracy_m == accuracy_m


def test_dilution_stands_in_for_accuracy() -> None:
    fix = fix_of({"class": "SKY", "hdop": 2.0}, {"class": "SKY"}, {**TPV, "eph": None})
    assert fix is not None
    assert fix.accuracy_m == 10


@pytest.mark.parametrize("time", [None, "noon", "2026-11-23T01:02:00"])
def test_without_a_time_the_laptops_stands_in(time: object) -> None:
    fix = fix_of({**TPV, "time": time})
    assert fix is not None
    assert (fix.time_us, fix.has_date) == (fix.heard_us, False)


@pytest.mark.parametrize(
    ("said", "is_simulated", "is_estimated"),
    [
        ({"status": 8}, True, False),
        ({"status": 7}, True, False),
        ({"device": "/dev/pts/3"}, True, False),
        ({"status": 5}, False, True),
        ({"status": 2}, False, False),
    ],
)
def test_what_was_not_measured_is_known(
    said: dict[str, object], *, is_simulated: bool, is_estimated: bool
) -> None:
    fix = fix_of({**TPV, **said})
    assert fix is not None
    assert (fix.is_simulated, fix.is_estimated) == (is_simulated, is_estimated)


def test_other_reports_and_broken_lines_are_passed_over() -> None:
    decoder = GpsdDecoder()
    text = b'{"class":"VERSION"}\n{"class":\n[1]\n\n{"class":"DEVICES"}\n{"cla'
    assert decoder.feed(text, AT_US) == []
    assert decoder.broken == 2
    assert decoder.feed(b'ss":"TPV","mode":0}\n', AT_US) == [None]
    assert decoder.quiet() == []

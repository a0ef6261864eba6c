"""NMEA of every kind of receiver becomes the same walk; what is void or damaged becomes none."""

import pytest

from patrol_tui.devices.position.nmea import MAX_LINE_BYTES, NmeaDecoder
from patrol_tui.domain.geo import distance_m
from patrol_tui.domain.times import parse_time
from patrol_tui.domain.track.fix import DAY_US, ROLL_OVER_US, Fix
from tests.devices.position.receiver_logs import (
    BEIDOU,
    DAMAGED,
    GGA_ALONE,
    GPS,
    KINDS,
    MANUAL,
    SEVERAL,
    SIMULATED,
    TEN_HZ,
    Kind,
    at_rate,
    round_of,
    sentence,
    steps,
    walk_log,
)

GATE, MARKET = (369_700_000, 1_172_100_000), (369_727_932, 1_172_102_249)
WALK = steps(GATE, MARKET)[:60]
BEGIN_US = parse_time("2026-11-23T09:02+08:00", 0)


def heard(lines: list[str], *, at_us: int = BEGIN_US, recording: bool = False) -> list[Fix | None]:
    decoder = NmeaDecoder(is_made_up=recording)
    found: list[Fix | None] = []
    for line in lines:
        found += decoder.feed(line.encode("latin-1"), at_us)
    return [*found, *decoder.quiet()]


def fixes(lines: list[str]) -> list[Fix]:
    return [fix for fix in heard(lines) if fix is not None]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_receiver_tells_the_walk(kind: Kind) -> None:
    places = at_rate(WALK, kind)
    found = fixes(walk_log(kind, places, BEGIN_US))
    begun_us = BEGIN_US + kind.void_first * kind.step_us
    tells_the_day = "ZDA" in kind.says or ("RMC" in kind.says and kind.is_dated)
    told = [at for at in range(len(places)) if at not in range(*kind.tunnel)]
    assert len(found) == len(told)
    for number, fix in zip(told, found, strict=True):
        assert distance_m(fix.place, places[number]) <= 1
        assert fix.time_us == begun_us + number * kind.step_us
        assert fix.is_simulated is (kind in {SIMULATED, MANUAL})
        assert fix.has_date is tells_the_day or kind is DAMAGED


def test_bytes_may_come_in_any_pieces() -> None:
    text = "".join(walk_log(GPS, WALK[:5], BEGIN_US)).encode()
    decoder = NmeaDecoder()
    found = [fix for byte in text for fix in decoder.feed(bytes((byte,)), BEGIN_US)]
    assert [*found, *decoder.quiet()] == heard(walk_log(GPS, WALK[:5], BEGIN_US))
    assert decoder.quiet() == []


def test_accuracy_and_satellites_come_from_gga() -> None:
    (fix,) = fixes(list(round_of(BEIDOU, GATE, BEGIN_US)))
    assert (fix.accuracy_m, fix.satellites) == (4, 8)


def test_without_a_position_there_is_a_moment_but_no_fix() -> None:
    found = heard(walk_log(SEVERAL, WALK[:2], BEGIN_US))
    assert found[:3] == [None] * 3
    assert all(found[3:])


def test_damaged_sentences_are_counted_and_left_out() -> None:
    decoder = NmeaDecoder()
    lines = walk_log(DAMAGED, WALK, BEGIN_US)
    for line in lines:
        decoder.feed(line.encode(), BEGIN_US)
    assert decoder.broken == len(lines) // DAMAGED.damaged


def test_the_day_of_a_receiver_that_tells_none_is_the_nearest() -> None:
    last_us = BEGIN_US // DAY_US * DAY_US + DAY_US - 2_000_000
    found = heard(walk_log(GGA_ALONE, WALK[:4], last_us), at_us=last_us + DAY_US // 1000)
    assert [fix.time_us for fix in found if fix] == [last_us + at * 1_000_000 for at in range(4)]


def test_lost_weeks_are_put_back_even_if_the_laptop_thinks_it_is_1970() -> None:
    lost = Kind("lost", lost_weeks=True)
    (fix,) = [one for one in heard(list(round_of(lost, GATE, BEGIN_US)), at_us=0) if one]
    assert fix.time_us == BEGIN_US
    twice = list(round_of(lost, GATE, BEGIN_US - ROLL_OVER_US))
    assert [one.time_us for one in heard(twice) if one] == [BEGIN_US]


def test_a_recording_is_no_measurement() -> None:
    lines = list(round_of(GPS, GATE, BEGIN_US))
    assert [fix and fix.is_simulated for fix in heard(lines, recording=True)] == [True]


@pytest.mark.parametrize(
    "body",
    [
        "GPRMC,010200.00,A,3658.2,N,11712.6,E,,,231126,,",
        "GPGLL,3658.2,N,11712.6,E,010200,A,E",
        "GPGGA,010200,3658.2,N,11712.6,E,6,05,,,M,,M,,",
        "GPZDA,010200,,,,00,00",
    ],
)
def test_fields_may_be_empty(body: str) -> None:
    found = heard([sentence(body)])
    assert len(found) == 1
    assert found[0] is None or found[0].accuracy_m is None
    assert found[0] is None or found[0].is_estimated is ("E,6" in body or body.endswith("E"))


@pytest.mark.parametrize(
    "body",
    [
        "GPRMC,010200,A,9958.2,N,11712.6,E,,,231126,,",
        "GPRMC,010200,A,3658.2,X,11712.6,E,,,231126,,",
        "GPRMC,010200,A,0000.0,N,00000.0,E,,,231126,,",
        "GPRMC,010200,A,,N,11712.6,E,,,231126,,,A",
        "GPRMC,010200,A,3658.2,,11712.6,E,,,231126,,,A",
        "GPRMC,010200,A,3658.2,N,11712.6,E,,,231126,,,N",
    ],
)
def test_what_is_no_place_on_earth_is_no_fix(body: str) -> None:
    assert heard([sentence(body)]) == [None]


@pytest.mark.parametrize(
    "line",
    [
        "$GPRMC,010200,A*00\r\n",
        "noise\r\n",
        sentence("GPRMC,noon,A,3658.2,N,11712.6,E,,,231126,,"),
        sentence("GPRMC,010200,A"),
        sentence("PUBX,00"),
        sentence("GPTXT,01,01,02,u-blox"),
        "\x00\xff" * MAX_LINE_BYTES,
    ],
)
def test_what_is_no_position_is_passed_over(line: str) -> None:
    decoder = NmeaDecoder()
    assert decoder.feed(line.encode("latin-1"), BEGIN_US) == []
    assert decoder.quiet() == []


def test_an_impossible_date_leaves_the_laptops_day() -> None:
    (fix,) = fixes([sentence("GPRMC,010200,A,3658.2,N,11712.6,E,,,311126,,")])
    assert (fix.time_us, fix.has_date) == (BEGIN_US, False)
    (old,) = fixes([sentence("GPRMC,010200,A,3658.2,N,11712.6,E,,,060480,,")])
    assert (old.time_us, old.has_date) == (BEGIN_US, False)


def test_ten_positions_a_second_all_have_their_time() -> None:
    found = fixes(walk_log(TEN_HZ, WALK[:10], BEGIN_US))
    assert found[9].time_us - found[0].time_us == 900_000

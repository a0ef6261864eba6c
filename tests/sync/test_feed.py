"""Which of many logs are asked for: none that has not grown, and each that has."""

from dataclasses import replace

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import LogRow, Position, Segment
from patrol_tui.sync.flights.feed import FEW, Asked, Changed, Feed
from tests.sync.pen import NOWHERE

STATIONS = [name_id("station", str(number)) for number in range(FEW)]
MANY = {DISTRICT: NOWHERE} | dict.fromkeys(STATIONS, NOWHERE)
FIRST, SECOND = sorted(STATIONS)[:2]


def answered(
    feed: Feed,
    asked: Asked,
    grown: dict[bytes, int],
    *news: bytes,
    more: bool = False,
    is_unknown: bool = False,
) -> dict[bytes, Position]:
    """Let a flight come back: with one row in some logs, and with what the server names."""
    row = LogRow(1, b"e" * 32, b"h" * 32, None, 0, b"d" * 16)
    empty = Segment(DISTRICT, b"E" * 16, (), (), more, is_unknown=is_unknown)
    segments = [replace(empty, station=one, rows=(row,) if one in news else ()) for one, _ in asked]
    feed.take(asked, segments, Changed(7, grown))
    return MANY | dict.fromkeys(news, Position(b"E" * 16, 1, row.h))


def stations(asked: Asked) -> list[bytes]:
    """Return whose logs are asked for."""
    return [station for station, _ in asked]


def test_few_logs_are_always_asked_for() -> None:
    few = dict(list(MANY.items())[:FEW])
    feed = Feed()
    for _ in range(2):
        asked = feed.wanted(few)
        assert stations(asked) == [DISTRICT, *sorted(set(few) - {DISTRICT})]
        feed.take(asked, [], None)


def test_of_many_only_the_district_is_asked_for_once_all_were_read() -> None:
    feed = Feed()
    cursors = answered(feed, feed.wanted(MANY), {}, FIRST)
    assert stations(feed.wanted(cursors)) == [DISTRICT]
    assert stations(feed.wanted(cursors, {SECOND})) == [DISTRICT, SECOND]


def test_what_has_grown_is_asked_for_until_it_was_read() -> None:
    feed = Feed()
    answered(feed, feed.wanted(MANY), {})
    answered(feed, feed.wanted(MANY), {FIRST: 1, SECOND: 0})
    asked = feed.wanted(MANY)
    assert stations(asked) == [DISTRICT, FIRST]
    cursors = answered(feed, asked, {FIRST: 1}, FIRST)
    answered(feed, feed.wanted(cursors), {FIRST: 1})  # still named, and known to that very row
    assert stations(feed.wanted(cursors)) == [DISTRICT]


def test_a_log_that_was_not_read_to_its_end_or_is_another_stays_asked_for() -> None:
    for is_unknown in (False, True):
        feed = Feed()
        answered(feed, feed.wanted(MANY), {}, more=not is_unknown, is_unknown=is_unknown)
        assert len(feed.wanted(MANY)) == len(MANY)


def test_a_laptop_that_did_not_keep_what_came_asks_again() -> None:
    feed = Feed()
    answered(feed, feed.wanted(MANY), {}, FIRST)
    assert stations(feed.wanted(MANY)) == [DISTRICT, FIRST]


def test_a_server_that_says_nothing_of_it_is_asked_for_everything() -> None:
    feed = Feed()
    answered(feed, feed.wanted(MANY), {})
    feed.take(feed.wanted(MANY), [], None)
    assert len(feed.wanted(MANY)) == len(MANY)

"""A claimed time stands beside what the shared ledger proves; a wrong clock is said."""

from dataclasses import replace

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.services.requests import Note, SetFields
from tests.cli.laptop import BEGIN_US, Laptop
from tests.faults.officer import record, session_of
from tests.faults.test_clock import HOUR_US, IN_1970, IN_2035, Two


@pytest.mark.fault(18)
@pytest.mark.parametrize(("at_us", "word"), [(IN_1970, "慢"), (IN_2035, "快")])
def test_a_time_outside_what_is_proven_is_warned_of(
    two_laptops: Two, at_us: int, word: str
) -> None:
    one, other = two_laptops
    one.record()
    one.ok("sync")
    with session_of(one.home, one.clock) as session:
        right = record(session)
    with session_of(one.home, FixedClock(at_us)) as session:
        wrong = record(session, "钟不准")
    one.ok("sync")
    other.ok("sync")
    for laptop in (one, other):
        (event,) = laptop.json("issue", "history", wrong.hex())["items"]
        assert word in event["warning"]
        assert event["not_before"] <= event["not_after"]
        (event,) = laptop.json("issue", "history", right.hex())["items"]
        assert event["warning"] is None
        assert event["not_before"] <= event["wall_time"] <= event["not_after"]


def test_before_the_first_sync_nothing_is_proven(laptop: Laptop) -> None:
    with session_of(laptop.home, FixedClock(IN_1970)) as session:
        subject = record(session)
    (event,) = laptop.json("issue", "history", subject.hex())["items"]
    assert (event["not_before"], event["not_after"], event["warning"]) == (None, None, None)


@pytest.mark.fault(19)
def test_an_hour_that_comes_twice_is_ordered_by_what_was_seen(laptop: Laptop) -> None:
    """The clock is put back an hour in the middle of a patrol, and its zone changes with it."""
    with session_of(laptop.home, FixedClock(BEGIN_US)) as session:
        writer = session.ledger.writer
        subject = record(session)
        session.ledger.writer = replace(writer, tz_offset_min=540)
        session.office.perform(SetFields(subject, {"note": "钟拨快一小时"}))
    with session_of(laptop.home, FixedClock(BEGIN_US - HOUR_US // 2)) as session:
        session.ledger.writer = replace(writer, tz_offset_min=420)
        session.office.perform(Note(subject, "同一小时又来一次"))
        session.office.perform(SetFields(subject, {"note": "最后写的"}))
        state = session.ledger.state(subject)
        assert state is not None
        assert (state.text("note"), state.conflicts) == ("最后写的", ())
        assert session.ledger.verify().problems == ()
    events = laptop.json("issue", "history", subject.hex())["items"]
    assert [event["wall_time"][-6:] for event in events] == ["+07:00", "+07:00", "+09:00", "+08:00"]
    assert "UTC+07:00" in events[0]["warning"]
    assert "08:00" in events[0]["warning"]
    assert "UTC+09:00" in events[2]["warning"]
    assert events[3]["warning"] is None

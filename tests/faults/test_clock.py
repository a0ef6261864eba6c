"""A clock that is wrong decides nothing: what an officer saw before writing does."""

from dataclasses import replace
from datetime import datetime

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.requests import Move, Note, Request, SetFields
from tests.cli.laptop import BEGIN_US, Laptop
from tests.faults.officer import record, session_of

Two = tuple[Laptop, Laptop]
HOUR_US = 3_600_000_000
IN_1970, IN_2035 = 1_000_000, 2_051_222_400_000_000


class ClockOf(FixedClock):
    """A clock that shows one time after the other."""

    def set(self, at_us: int) -> None:
        """Show another time."""
        self.advance(at_us - self.now_us())


@pytest.mark.fault(18)
@pytest.mark.parametrize(
    "times",
    [
        (IN_1970, BEGIN_US, IN_2035, BEGIN_US),
        (BEGIN_US, IN_1970, IN_1970, IN_1970),
        (BEGIN_US, BEGIN_US - HOUR_US, BEGIN_US - 2 * HOUR_US, BEGIN_US - 3 * HOUR_US),
        (IN_2035, BEGIN_US, IN_1970, BEGIN_US + HOUR_US),
    ],
    ids=["1970", "back to 1970", "stepping back", "2035"],
)
def test_what_was_written_last_holds_whatever_the_clock_said(
    two_laptops: Two, times: tuple[int, int, int, int]
) -> None:
    one, other = two_laptops
    clock = ClockOf(times[0])
    with session_of(one.home, clock) as session:
        subject = record(session)
        steps: tuple[Request, ...] = (
            SetFields(subject, {"note": "第二次"}),
            Move(subject, "verified"),
            SetFields(subject, {"note": "最后一次"}),
        )
        for at_us, request in zip(times[1:], steps, strict=True):
            clock.set(at_us)
            session.office.perform(request)
        mine = session.ledger.state(subject)
        assert session.ledger.verify().problems == ()
    assert mine is not None
    assert (mine.text("note"), mine.status, mine.conflicts) == ("最后一次", "verified", ())
    one.ok("sync")
    other.ok("sync")
    with session_of(other.home, other.clock) as session:
        theirs = session.ledger.state(subject)
        assert theirs is not None
        assert (theirs.text("note"), theirs.status) == ("最后一次", "verified")
        digest = session.ledger.digest()
    with session_of(one.home, one.clock) as session:
        assert session.ledger.digest() == digest
        assert session.ledger.rebuild() > 0
        assert session.ledger.digest() == digest


@pytest.mark.invariant("I12")
@pytest.mark.fault(18)
def test_two_officers_with_clocks_apart_conflict_all_the_same(two_laptops: Two) -> None:
    """A clock that is ahead does not win."""
    one, other = two_laptops
    with session_of(one.home, one.clock) as session:
        subject = record(session)
    one.ok("sync")
    other.ok("sync")
    for laptop, at_us in ((one, IN_2035), (other, IN_1970)):
        with session_of(laptop.home, FixedClock(at_us)) as session:
            session.office.perform(SetFields(subject, {"note": laptop.home.name}))
    for laptop in (one, other, one):
        laptop.ok("sync")
    for laptop in (one, other):
        with session_of(laptop.home, laptop.clock) as session:
            state = session.ledger.state(subject)
            assert state is not None
            conflict = state.conflict("note")
            assert conflict is not None
            assert {value.value for value in conflict.values} == {"one", "other"}


@pytest.mark.fault(19)
def test_an_hour_that_comes_twice_and_another_zone_keep_the_order(two_laptops: Two) -> None:
    """What was seen orders it; each entry keeps its offset, and each time is shown with one."""
    one, other = two_laptops
    offsets_min = (540, 480, 480, -120)
    clock = ClockOf(BEGIN_US)
    with session_of(one.home, clock) as session:
        subject = record(session)
        assert isinstance(session.ledger, LedgerStore)
        for number, offset_min in enumerate(offsets_min):
            writer = replace(session.ledger.writer, tz_offset_min=offset_min)
            session.ledger.written_by(writer)
            clock.set(BEGIN_US + (number + 1) * HOUR_US // 2)
            session.office.perform(SetFields(subject, {"note": f"第{number}次"}))
    one.ok("sync")
    other.ok("sync")
    with session_of(other.home, other.clock) as session:
        state = session.ledger.state(subject)
        assert state is not None
        assert (state.text("note"), state.conflicts) == ("第3次", ())
        kept = [fact.entry.header.tz_offset_min for fact in state.facts]
        assert kept[-len(offsets_min) :] == list(offsets_min)
    events = other.json("issue", "history", id_text(subject))["items"]
    times = [event["wall_time"] for event in events]
    moments = [datetime.fromisoformat(time) for time in times]
    assert moments == sorted(moments, reverse=True)
    assert [time[-6:] for time in times[:4]] == ["-02:00", "+08:00", "+08:00", "+09:00"]


@pytest.mark.fault(18)
def test_a_list_stands_in_order_though_the_clock_stepped_back(laptop: Laptop) -> None:
    """Things written under a wrong clock are listed, found and shown."""
    clock = ClockOf(IN_1970)
    with session_of(laptop.home, clock) as session:
        first = record(session, "一九七〇年的路口")
        clock.set(BEGIN_US)
        session.office.perform(Note(first, "时钟已校正"))
        record(session, "今天的路口")
    places = [row["place"] for row in laptop.json("issue", "list")["items"]]
    assert sorted(places) == sorted(["一九七〇年的路口", "今天的路口"])
    assert laptop.json("issue", "list", "--query", "一九七")["items"][0]["place"] == places[-1]
    assert laptop.json("verify")["ok"] is True

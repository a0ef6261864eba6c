"""Today in one look: the patrol, what is due, what came in, what this shift did."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.catalog.kinds import Deadline, Limit, TimeUnit
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.overview.today import Today, today
from patrol_tui.services.ports.ports import Received
from patrol_tui.services.requests import (
    AddThing,
    Arrive,
    Check,
    CheckIn,
    Move,
    Note,
    SetFields,
    StartPatrol,
    UndoLast,
)
from patrol_tui.services.things.history import history
from tests.services.laptop import HOUR_US, MINUTE_US, SMALL, Laptop, at, meet, record

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json
    from patrol_tui.services.ports.ports import Ledger


def seen(laptop: Laptop) -> Today:
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # nothing of a sync is asked for
    return today(ledger, laptop.desk(), laptop.office.patrol_under_way())


@pytest.mark.parametrize(
    ("now", "shift", "start", "end"),
    [
        ("2026-11-23T10:00", "early", "2026-11-23T08:00", "2026-11-23T17:00"),
        ("2026-11-23T08:00", "early", "2026-11-23T08:00", "2026-11-23T17:00"),
        ("2026-11-23T17:00", None, "2026-11-23T00:00", "2026-11-24T00:00"),
        ("2026-11-23T23:00", "night", "2026-11-23T22:00", "2026-11-24T06:00"),
        ("2026-11-24T00:00", "night", "2026-11-23T22:00", "2026-11-24T06:00"),
        ("2026-11-24T05:59", "night", "2026-11-23T22:00", "2026-11-24T06:00"),
    ],
)
def test_the_shift_that_runs_now(now: str, shift: str | None, start: str, end: str) -> None:
    view = seen(Laptop(now_us=at(now)))
    assert (view.shift.id if view.shift else None) == shift
    assert (view.shift_start_us, view.shift_end_us) == (at(start), at(end))


def test_an_empty_day() -> None:
    view = seen(Laptop())
    assert (view.patrol, view.due, view.due_count, view.news) == (None, (), 0, ())
    assert (view.summary.stops, view.summary.issues, view.summary.measures) == (0, 0, ())
    assert view.counts.unsent == 0


def test_what_is_due_today_stands_with_the_most_urgent_first() -> None:
    laptop = Laptop()
    due = ("2026-11-23T17:00", "2026-11-24T09:00", "2026-11-23T12:00")
    issues = [laptop.do(record(kind="vendor", deadline_us=at(text))).subject for text in due]
    laptop.clock.advance(3 * HOUR_US)
    view = seen(laptop)
    assert [row.subject for row in view.due] == [issues[2], issues[0]]
    assert view.due_count == 2
    laptop.do(SetFields(issues[2], {"flags": "suspended"}, "等方案"), Move(issues[0], "voided"))
    assert seen(laptop).due == ()


def test_a_hand_over_waits_on_the_next_shifts_today_until_another_officer_takes_it() -> None:
    limits = {
        id: Limit(id=id, span=Deadline(hours, TimeUnit.HOURS), name=Words("下一步", "Next step"))
        for id, hours in (("handover_written", 1), ("handover_taken", 24))
    }
    catalog = replace(SMALL, limits=limits)
    early, late = Laptop(catalog=catalog), Laptop(number=8, badge="0418", catalog=catalog)
    for one in (early, late):
        officers = (each.book.writer.officer for each in (early, late))
        one.ledger.granted.update(dict.fromkeys(officers, frozenset(("officer",))))
    written = early.do(AddThing("handover", {"title": "早班交夜班", "to": "0418"})).subject
    meet(early, late)
    assert [row.subject for row in seen(late).due] == [written]
    with pytest.raises(Refused, match="Nobody judges their own work"):
        early.do(Move(written, "taken"))
    late.do(Move(written, "taken"))
    meet(early, late)
    assert (seen(early).due, seen(late).due) == ((), ())
    newest, *_earlier = history(late.book, catalog, late.state(written))
    assert newest.author == "队员乙"


def test_in_a_night_shift_the_day_is_not_over_at_midnight() -> None:
    laptop = Laptop(now_us=at("2026-11-23T23:00"))
    due = laptop.do(record(kind="vendor", deadline_us=at("2026-11-24T05:00"))).subject
    laptop.do(record(kind="vendor", deadline_us=at("2026-11-24T06:30")))
    assert [row.subject for row in seen(laptop).due] == [due]


def test_a_shift_counts_each_checkpoint_each_item_and_what_was_done() -> None:
    laptop = Laptop()
    laptop.do(
        StartPatrol("north"),
        Arrive("gate"),
        Check("gate", "posters", "ok"),
        Check("gate", "posters", "problem"),
        Check("market", "stalls", "ok"),
        Arrive("gate"),
        record(measures=("persuaded", "handed_over"), answers=("gate", "clear")),
        record(measures=("persuaded",)),
        record(),
    )
    view = seen(laptop)
    assert (view.summary.stops, view.summary.answers, view.summary.issues) == (2, 3, 3)
    assert view.summary.measures == (("persuaded", 2), ("handed_over", 1))
    assert view.patrol is not None
    assert view.patrol.done == 2


def test_what_was_taken_back_is_not_counted() -> None:
    laptop = Laptop()
    issue = laptop.do(record(measures=("persuaded",))).subject
    laptop.do(UndoLast(issue))
    summary = seen(laptop).summary
    assert (summary.issues, summary.measures) == (0, ())


def test_the_shift_before_and_other_officers_at_the_laptop_are_not_counted() -> None:
    laptop = Laptop(now_us=at("2026-11-23T07:00"))
    laptop.do(record())
    laptop.clock.advance(3 * HOUR_US)
    mine = laptop.ledger.writer
    laptop.ledger.writer = Laptop(badge="0418").ledger.writer
    laptop.do(record())
    laptop.ledger.writer = mine
    laptop.do(record())
    assert seen(laptop).summary.issues == 1


def test_a_patrol_that_began_before_the_shift_counts_whole() -> None:
    laptop = Laptop(now_us=at("2026-11-23T07:40"))
    laptop.do(StartPatrol("north"), Arrive("gate"), Check("gate", "clear", "ok"))
    laptop.clock.advance(HOUR_US)
    assert seen(laptop).summary.stops == 1


def test_a_shift_past_midnight_counts_the_evening_too() -> None:
    laptop = Laptop(now_us=at("2026-11-23T23:00"))
    laptop.do(record())
    laptop.clock.advance(3 * HOUR_US)
    laptop.do(record())
    assert seen(laptop).summary.issues == 2


def test_the_day_shows_although_the_route_cannot_be_read() -> None:
    laptop = Laptop()
    laptop.do(StartPatrol("north"))
    laptop.catalog = replace(SMALL, routes={})
    assert seen(laptop).patrol is None


def test_news_are_what_others_wrote_of_issues_since_yesterday() -> None:
    one, other = Laptop(7), Laptop(8, "0418")
    first = other.do(record()).subject
    second = other.do(record()).subject
    other.do(StartPatrol("north"))
    for status in ("verified", "filed", "dispatched", "handling", "responded"):
        other.do(Move(first, status))
    other.do(Move(second, "verified"), Note(second, "x"))
    newest_us = other.clock.now_us()
    one.do(record())
    meet(one, other)
    news = {one.what: (one.count, one.newest_us) for one in seen(one).news}
    assert news == {
        "edited": (2, newest_us),
        "replied": (1, newest_us - 2 * MINUTE_US),
        "assigned": (1, newest_us - 4 * MINUTE_US),
        "new": (2, newest_us - 8 * MINUTE_US),
    }
    assert seen(one).news[0].what == "edited"


@pytest.mark.parametrize(("silent_min", "news"), [(40, ["silent"]), (0, [])])
def test_an_officer_who_checks_in_late_is_news(silent_min: int, news: list[str]) -> None:
    mine, theirs = Laptop(), Laptop(8, "0418")
    theirs.do(StartPatrol("north"), CheckIn(silent_min=silent_min))
    meet(mine, theirs)
    assert [one.what for one in seen(mine).news] == news


def test_news_of_the_day_before_yesterday_are_none() -> None:
    one, other = Laptop(7), Laptop(8, "0418", now_us=at("2026-11-21T23:58"))
    other.do(record())
    meet(one, other)
    assert seen(one).news == ()
    other.do(record())
    meet(one, other)
    assert [news.what for news in seen(one).news] == ["new"]


def unreadable(entry: Entry, stored: bytes | None) -> Entry:
    return entry._replace(payload=stored)


@pytest.mark.parametrize("stored", [None, b"", bytes(40)])
def test_what_cannot_be_read_does_no_harm(stored: bytes | None) -> None:
    laptop = Laptop()
    laptop.do(record(measures=("persuaded",)), StartPatrol("north"), Arrive("gate"))
    issue = laptop.ledger.kept[0].subject
    laptop.do(Move(issue, "verified"))
    kept = laptop.ledger.kept
    laptop.ledger.received = [Received(unreadable(kept[-1], stored), laptop.clock.now_us())]
    laptop.ledger.kept = [kept[0], kept[1], unreadable(kept[2], stored), kept[3]]
    view = seen(laptop)
    assert [news.what for news in view.news] == ["edited"]
    assert (view.summary.stops, view.summary.issues) == (0, 1)


def test_odd_content_of_a_record_does_no_harm() -> None:
    laptop = Laptop()
    content: dict[str, Json] = {"set": [], "add": {"measures": "x"}, "move": "reported"}
    laptop.ledger.append((Draft(bytes(16), ISSUE.kind(1), content),), laptop.clock.now_us())
    assert (seen(laptop).summary.issues, seen(laptop).summary.measures) == (1, ())


def test_a_measure_that_the_catalogue_lost_is_still_counted() -> None:
    laptop = Laptop()
    laptop.do(record(measures=("persuaded",)))
    laptop.catalog = replace(SMALL, measures={})
    assert seen(laptop).summary.measures == (("persuaded", 1),)

"""Deadlines that stand still, go on, are put off, or begin with a step."""

from dataclasses import replace

import pytest

from patrol_tui.domain.catalog import Deadline, Limit, TimeUnit, Words
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.folding.subject import Role
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.figures import residents
from patrol_tui.services.requests import (
    AddThing,
    Move,
    SetFields,
    UndoLast,
    Urge,
)
from patrol_tui.services.things import whistles
from patrol_tui.services.things.pauses import held_since
from tests.services.laptop import HOUR_US, SMALL, Laptop, at, meet, record

OFFICER: frozenset[Role] = frozenset(("officer",))
HOLD, GO_ON = {"flags": "suspended"}, {"flags": ""}


def limit(name: str, amount: int, unit: TimeUnit) -> Limit:
    """Return a rule."""
    return Limit(id=name, span=Deadline(amount, unit), name=Words("下一步", "Next"))


RULES = {
    one.id: one
    for one in (
        limit("issue_responded", 1, TimeUnit.WORKING_DAYS),
        limit("issue_reworked", 8, TimeUnit.WORKING_HOURS),
        limit("request_registered", 2, TimeUnit.WORKING_DAYS),
    )
}
RULED = replace(SMALL, limits={**SMALL.limits, **RULES})


def laptop() -> Laptop:
    """Return a laptop on Monday at ten, in a district with rules."""
    return Laptop(catalog=RULED)


def due(laptop: Laptop, thing: bytes, name: str = "deadline_us") -> int | None:
    """Return a deadline."""
    return laptop.state(thing).integer(name)


def shown(laptop: Laptop, thing: bytes) -> int | None:
    """Return by when lists say that a thing is due."""
    state = laptop.state(thing)
    return BY_TYPE[state.type].row(state).due_us


def walked(laptop: Laptop, *steps: str, **changes: object) -> bytes:
    """Record an issue and move it on."""
    issue = laptop.do(record(**changes)).subject
    for step in steps:
        laptop.do(Move(issue, step, "核过"))
    return issue


def test_what_is_on_hold_is_due_nowhere_and_has_as_much_time_left_afterwards() -> None:
    one = laptop()
    issue = one.do(record(recheck_us=at("2026-11-25T10:00"))).subject
    before = due(one, issue)
    one.do(SetFields(issue, HOLD, "等方案"))
    assert (shown(one, issue), held_since(one.state(issue))) == (None, one.clock.now_us())
    one.clock.advance(24 * HOUR_US)
    one.do(SetFields(issue, GO_ON))
    assert held_since(one.state(issue)) is None
    assert due(one, issue) == (before or 0) + 24 * HOUR_US + MINUTE_US
    one.do(SetFields(issue, HOLD, "再等"))
    one.clock.advance(HOUR_US)
    one.do(SetFields(issue, GO_ON))
    assert due(one, issue) == (before or 0) + 25 * HOUR_US + 2 * MINUTE_US


def test_what_was_overdue_on_hold_stays_overdue() -> None:
    one = laptop()
    issue = one.do(record(kind="vendor", deadline_us=one.clock.now_us() + 3 * MINUTE_US)).subject
    one.clock.advance(HOUR_US)
    before = due(one, issue)
    one.do(SetFields(issue, HOLD, "等方案"))
    one.clock.advance(HOUR_US)
    one.do(SetFields(issue, GO_ON))
    assert shown(one, issue) == before


def test_a_day_that_is_given_with_going_on_holds() -> None:
    one = laptop()
    issue = walked(one)
    one.do(SetFields(issue, HOLD, "等方案"))
    one.clock.advance(HOUR_US)
    one.do(SetFields(issue, {**GO_ON, "deadline_us": "2026-12-01T10:00"}))
    assert due(one, issue) == at("2026-12-01T10:00")


def test_holding_twice_at_once_counts_from_the_first_and_undoing_brings_the_hold_back() -> None:
    one, other = laptop(), Laptop(8, "0418", catalog=RULED)
    issue = walked(one)
    meet(one, other)
    first = one.do(SetFields(issue, HOLD, "等方案")).entries[0]
    other.clock.advance(HOUR_US)
    other.do(SetFields(issue, HOLD, "等材料"))
    meet(one, other)
    assert held_since(one.state(issue)) == first.wall_us
    one.clock.advance(5 * HOUR_US)
    before = due(one, issue)
    one.do(SetFields(issue, GO_ON), UndoLast(issue))
    assert held_since(one.state(issue)) == first.wall_us
    assert (due(one, issue), shown(one, issue)) == (before, None)
    one.do(SetFields(issue, GO_ON))
    other.do(SetFields(issue, {"flags": "suspended extended", "deadline_us": "+9d"}, "再等"))
    meet(one, other)
    assert held_since(one.state(issue)) is None


def test_who_lets_it_go_on_without_having_seen_a_hold_does_not_lift_it() -> None:
    one, other = laptop(), Laptop(8, "0418", catalog=RULED)
    issue = walked(one)
    meet(one, other)
    mine = one.do(SetFields(issue, HOLD, "等方案")).entries[0]
    theirs = other.do(SetFields(issue, HOLD, "等材料")).entries[0]
    one.do(SetFields(issue, GO_ON))
    meet(one, other)
    assert held_since(one.state(issue)) in {mine.wall_us, theirs.wall_us}


def test_requests_stand_still_by_their_own_rule() -> None:
    one = laptop()
    request = one.do(AddThing("request", {"title": "井盖响", "channel": "call"})).subject
    assert due(one, request, "due_us") == at("2026-11-25T17:30")
    one.do(SetFields(request, HOLD, "等产权单位"))
    assert shown(one, request) is None
    one.clock.advance(48 * HOUR_US)
    one.do(SetFields(request, GO_ON))
    assert shown(one, request) == at("2026-11-26T17:30")


def test_a_deadline_by_no_rule_stands_still_in_working_time() -> None:
    one = laptop()
    letter = one.do(
        AddThing("letter", {"title": "污水", "addressee": "水务", "due_us": "2026-11-23T12:00"})
    ).subject
    one.do(SetFields(letter, HOLD, "等回音"))
    one.clock.at_us = at("2026-11-24T16:30")
    one.do(SetFields(letter, GO_ON))
    assert shown(one, letter) == at("2026-11-25T09:29")


def test_what_has_no_deadline_has_none_after_a_hold() -> None:
    one = laptop()
    promise = one.do(AddThing("commitment", {"title": "清运", "party": "物业"})).subject
    one.do(SetFields(promise, HOLD, "等方案"), SetFields(promise, GO_ON))
    assert shown(one, promise) is None
    bare = Laptop(catalog=replace(RULED, kinds={**RULED.kinds}))
    issue = walked(bare)
    bare.do(SetFields(issue, HOLD, "等方案"))
    bare.catalog = replace(RULED, kinds={})
    bare.do(SetFields(issue, GO_ON))
    assert held_since(bare.state(issue)) is None


def test_putting_off_needs_a_reason_and_a_later_day_or_takes_the_span_again() -> None:
    one = laptop()
    issue = walked(one)
    before = due(one, issue)
    request = one.do(AddThing("request", {"title": "井盖响", "channel": "call"})).subject
    with pytest.raises(Refused, match="needs a reason"):
        one.do(SetFields(request, {"flags": "extended"}))
    with pytest.raises(Refused, match="later deadline"):
        one.do(SetFields(issue, {"flags": "extended", "deadline_us": "+1h"}, "雨天"))
    one.do(SetFields(issue, {"flags": "extended"}, "雨天"))
    assert before == at("2026-11-23T15:31")
    assert due(one, issue) == at("2026-11-24T10:31")
    other = walked(one)
    one.do(SetFields(other, {"flags": "extended", "deadline_us": "2026-12-01T10:00"}, "雨天"))
    assert due(one, other) == at("2026-12-01T10:00")
    one.do(SetFields(other, {"deadline_us": "2026-12-02T10:00"}, "还在下雨"))
    assert due(one, other) == at("2026-12-02T10:00")


def test_going_on_and_being_put_off_at_once_counts_both() -> None:
    one = laptop()
    issue = walked(one)
    one.do(SetFields(issue, HOLD, "等方案"), SetFields(issue, {"flags": "extended"}, "雨天"))
    assert due(one, issue) == at("2026-11-24T10:32")


@pytest.mark.parametrize("thing_type", ["commitment", "campaign"])
def test_without_rule_or_deadline_somebody_says_until_when(thing_type: str) -> None:
    one = laptop()
    values = {"title": "清运", "party": "物业", "due_us": "+3d"}
    given = values if thing_type == "commitment" else {"title": "清运"}
    thing = one.do(AddThing(thing_type, given)).subject
    with pytest.raises(Refused, match="due="):
        one.do(SetFields(thing, {"flags": "extended"}, "雨天"))
    one.do(SetFields(thing, {"flags": "extended", "due_us": "+9d"}, "雨天"))
    assert shown(one, thing) == one.clock.now_us() + 9 * 24 * HOUR_US


def test_an_officer_changes_no_deadline_that_stands_without_the_mark_for_it() -> None:
    one = laptop()
    issue, free = walked(one), walked(one)
    given = {"title": "清运", "party": "物业", "due_us": "+3d"}
    promise = one.do(AddThing("commitment", given)).subject
    extended = walked(one)
    one.do(SetFields(free, {"deadline_us": ""}), SetFields(extended, {"flags": "extended"}, "雨天"))
    one.ledger.granted[one.ledger.writer.officer] = OFFICER
    for thing, name in ((issue, "deadline_us"), (extended, "deadline_us"), (promise, "due_us")):
        for typed in ("+9d", "+1h", ""):
            with pytest.raises(Refused, match=r"with Extend .flags=extended."):
                one.do(SetFields(thing, {name: typed}, "来不及"))
    one.do(SetFields(free, {"deadline_us": "+1h"}), SetFields(issue, {"recheck_us": "+1h"}))
    assert due(one, free) is not None
    assert one.state(issue).integer("recheck_us") is not None


def test_holding_and_putting_off_are_for_whoever_answers_for_it() -> None:
    one = laptop()
    issue = walked(one)
    asked = {"title": "井盖响", "channel": "call"}
    request = one.do(AddThing("request", asked)).subject
    held = one.do(AddThing("request", {**asked, **HOLD})).subject
    one.ledger.granted[one.ledger.writer.officer] = OFFICER
    for flag in ("suspended", "extended"):
        for attempt in (
            SetFields(request, {"flags": flag}, "雨天"),
            SetFields(issue, {"flags": flag}, "雨天"),
            AddThing("request", {**asked, "flags": flag}),
            Move(request, "handling", values={"flags": flag}),
            SetFields(held, GO_ON),
        ):
            with pytest.raises(Refused, match="for others to do"):
                one.do(attempt)
    one.do(SetFields(issue, {"flags": "settled_on_spot"}))
    one.do(Move(held, "handling", values={"flags": "suspended"}))  # as it is already
    assert one.state(held).sets["flags"] == ("suspended",)
    assert {fact.flag for fact in one.state(held).facts} == {None}


def test_the_time_for_handling_begins_when_a_department_is_told() -> None:
    one = laptop()
    issue = walked(one, "verified", "filed")
    one.clock.advance(2 * HOUR_US)
    one.do(Move(issue, "dispatched"))
    assert due(one, issue) == at("2026-11-23T17:30")
    told = walked(one, "verified", "filed", deadline_us=at("2026-12-01T10:00"))
    one.do(Move(told, "dispatched"))
    assert due(one, told) == at("2026-12-01T10:00")
    named = walked(one, "verified", "filed")
    one.do(Move(named, "dispatched", values={"deadline_us": "2026-12-02T10:00"}))
    assert due(one, named) == at("2026-12-02T10:00")
    open_ended = walked(one, "verified", "filed")
    one.do(SetFields(open_ended, {"deadline_us": ""}), Move(open_ended, "dispatched"))
    assert due(one, open_ended) is not None


def test_what_was_handled_waits_for_a_look_and_not_for_its_deadline() -> None:
    one = laptop()
    issue = walked(one, "responded", kind="vendor")
    assert shown(one, issue) == due(one, issue, "recheck_us") == at("2026-11-24T17:30")
    one.ledger.writer = replace(one.ledger.writer, officer=b"o" * 16)
    one.do(Move(issue, "checked"))
    assert (shown(one, issue), due(one, issue, "recheck_us")) == (None, None)
    one.do(Move(issue, "reworked", "还堆着"))
    assert shown(one, issue) == at("2026-11-24T10:34")
    kept = walked(one, "responded", recheck_us=at("2026-11-25T10:00"))
    assert shown(one, kept) == at("2026-11-25T10:00")
    settled = walked(one, "responded", measures=("settled",))
    assert shown(one, settled) is None
    one.do(
        Move(settled, "checked"), Move(settled, "reworked", "又占", values={"deadline_us": "+2h"})
    )


def test_lists_tell_how_often_a_thing_was_pressed_for() -> None:
    one = laptop()
    issue = walked(one)
    one.do(Urge(issue, "", "居民又来电"), Urge(issue, "物业", ""))
    assert BY_TYPE["issue"].row(one.state(issue)).extra["urged"] == 2


def whistle(laptop: Laptop) -> bytes:
    """Blow a whistle for two departments."""
    thing = laptop.do(AddThing("whistle", {"title": "污水外溢", "called": "水务、119"})).subject
    laptop.do(Move(thing, "submitted"), Move(thing, "blown"))
    return thing


def first_clocks(laptop: Laptop, thing: bytes) -> list[int | None]:
    """Return when the departments' clocks are due that run, the next one of each."""
    rows = whistles.clocks(laptop.desk(), laptop.state(thing)).values()
    return [next(one.due_us for one in row if one.done_us is None) for row in rows]


def test_the_clocks_of_departments_stand_with_the_whistle_and_go_on_with_it() -> None:
    one = laptop()
    thing = whistle(one)
    begun = shown(one, thing)
    assert begun is not None
    assert first_clocks(one, thing) == [begun, begun]
    one.do(SetFields(thing, HOLD, "等方案"))
    one.clock.advance(3 * HOUR_US)
    assert first_clocks(one, thing) == [begun + 3 * HOUR_US] * 2
    one.do(Move(thing, "signed", values={"department": "水务"}))
    one.clock.advance(HOUR_US)
    one.do(SetFields(thing, GO_ON))
    stood_us = 4 * HOUR_US + 2 * MINUTE_US
    assert shown(one, thing) == begun + stood_us
    assert begun + stood_us in first_clocks(one, thing)
    assert not any(one.denominator for one in residents.rates(one.desk(), [one.state(thing)]))
    one.do(SetFields(thing, HOLD, "再等"), SetFields(thing, GO_ON), Move(thing, "signed"))
    assert one.state(thing).status == "signed"
    signed = whistles.clocks(one.desk(), one.state(thing))
    lasted = {3 * HOUR_US + MINUTE_US, stood_us + MINUTE_US}  # what was signed on hold stood less
    assert {row[0].due_us for row in signed.values()} == {begun + one_us for one_us in lasted}


def test_a_whistle_that_is_put_off_puts_off_the_clocks_that_run() -> None:
    one = laptop()
    thing = whistle(one)
    one.do(Move(thing, "signed", values={"department": "水务"}))
    one.do(SetFields(thing, {"flags": "extended", "due_us": "+9h"}, "雨天"))
    later = one.clock.now_us() + 9 * HOUR_US
    assert first_clocks(one, thing) == [later, later]
    one.do(SetFields(thing, {"flags": "suspended extended"}, "等方案"))
    one.clock.advance(HOUR_US)
    one.do(SetFields(thing, {"flags": "extended"}))
    assert shown(one, thing) == later + HOUR_US + MINUTE_US
    row = whistles.clocks(one.desk(), one.state(thing))["water"]
    assert row[0].due_us is not None
    assert row[0].due_us < later  # what was done before keeps its own


def test_a_whistle_that_was_held_before_it_was_blown_has_its_whole_time() -> None:
    one = laptop()
    thing = one.do(AddThing("whistle", {"title": "污水外溢", "called": "水务"})).subject
    one.do(SetFields(thing, HOLD, "等方案"), SetFields(thing, {"due_us": "+2h"}))
    one.do(SetFields(thing, GO_ON), Move(thing, "submitted"), Move(thing, "blown"))
    assert first_clocks(one, thing) == [one.clock.now_us() + HOUR_US]


def test_what_is_set_on_hold_runs_from_then() -> None:
    one = laptop()
    issue = walked(one, kind="vendor")
    one.do(SetFields(issue, HOLD, "等方案"))
    one.clock.advance(5 * HOUR_US)
    one.do(SetFields(issue, {"deadline_us": "2026-11-23T16:00"}, "说好了"))
    one.do(SetFields(issue, GO_ON))
    assert shown(one, issue) == at("2026-11-23T16:01")

"""Rates of issues: who is counted, and who counts as kept."""

from dataclasses import replace

from patrol_tui.services.requests import Retract, SetFields
from tests.services.figures.scene import HANDLED, TO_CHECK, counted, gone, rates, seen, station
from tests.services.laptop import HOUR_US, Laptop


def test_only_what_was_due_is_asked_whether_it_was_handled_on_time() -> None:
    laptop = station()
    seen(laptop, *HANDLED, place="甲")
    seen(laptop, place="乙")
    assert rates(counted(laptop))["handled_on_time"] == (1, 1)
    laptop.clock.advance(5 * HOUR_US)
    assert rates(counted(laptop))["handled_on_time"] == (1, 2)
    late = seen(laptop, place="丙")
    laptop.clock.advance(5 * HOUR_US)
    gone(laptop, late, *HANDLED)
    assert rates(counted(laptop))["handled_on_time"] == (1, 3)


def test_a_clock_that_stands_still_is_not_late_and_one_without_deadline_never() -> None:
    laptop = station()
    held = seen(laptop, place="甲")
    laptop.do(SetFields(held, {"flags": "suspended"}, "等方案"))
    free = seen(laptop, *HANDLED, place="乙")
    laptop.do(SetFields(free, {"deadline_us": ""}))
    laptop.clock.advance(9 * HOUR_US)
    assert rates(counted(laptop))["handled_on_time"] == (0, 0)


def test_closing_has_a_limit_of_its_own_that_begins_with_the_handling() -> None:
    laptop = station()
    seen(laptop, *TO_CHECK, place="甲")
    waits = seen(laptop, *HANDLED, place="乙")
    assert rates(counted(laptop))["closed_on_time"] == (1, 1)
    laptop.clock.advance(9 * HOUR_US)
    assert rates(counted(laptop))["closed_on_time"] == (1, 2)
    gone(laptop, waits, "checked", "closed", "archived")
    found = rates(counted(laptop))
    assert found["closed_on_time"] == (1, 2)
    assert found["closed"] == (2, 2)
    laptop.catalog = replace(laptop.catalog, limits={})
    assert rates(counted(laptop))["closed_on_time"] == (0, 0)


def test_filing_has_a_limit_of_its_own_that_begins_with_the_report() -> None:
    laptop = station()
    seen(laptop, "verified", "filed", place="甲")
    late = seen(laptop, "verified", place="乙")
    seen(laptop, "declined", place="丙")
    held = seen(laptop, place="丁")
    laptop.do(SetFields(held, {"flags": "suspended"}, "等方案"))
    assert rates(counted(laptop))["filed_on_time"] == (1, 1)
    laptop.clock.advance(3 * HOUR_US)
    assert rates(counted(laptop))["filed_on_time"] == (1, 2)
    gone(laptop, late, "filed", "voided")
    assert rates(counted(laptop))["filed_on_time"] == (1, 2)
    laptop.catalog = replace(laptop.catalog, limits={})
    assert rates(counted(laptop))["filed_on_time"] == (0, 0)


def test_declined_and_void_ones_need_no_closing() -> None:
    laptop = station()
    seen(laptop, "declined", place="甲")
    seen(laptop, "declined", "archived", place="乙")
    seen(laptop, "verified", "filed", "voided", place="丙")
    seen(laptop, *TO_CHECK, place="丁")
    found = counted(laptop)
    assert rates(found)["closed"] == (1, 1)
    assert rates(found)["filed_right"] == (1, 2)
    assert found.whole.new == 4


def test_rework_opens_an_issue_again_and_is_remembered() -> None:
    laptop = station()
    issue = seen(laptop, *HANDLED, "reworked")
    laptop.clock.advance(5 * HOUR_US)
    assert rates(counted(laptop))["handled_on_time"] == (0, 1)
    gone(laptop, issue, "handling", "responded", "checked", "closed")
    found = rates(counted(laptop))
    assert (found["handled_on_time"], found["reworked"]) == ((0, 1), (1, 1))


def test_what_was_taken_back_does_not_count() -> None:
    laptop = station()
    laptop.do(Retract(seen(laptop), "记错了"))
    found = counted(laptop)
    assert (found.whole.new, rates(found)["closed"]) == (0, (0, 0))


def test_an_issue_is_overdue_while_it_is_open() -> None:
    laptop: Laptop = station()
    seen(laptop, place="甲")
    seen(laptop, *TO_CHECK, place="乙")
    laptop.clock.advance(5 * HOUR_US)
    whole = counted(laptop).whole
    assert (whole.new, whole.open, whole.overdue) == (2, 1, 1)

"""What campaigns struck off and what came back, by kind, department, station, community, week."""

from dataclasses import replace
from datetime import date

from patrol_tui.services.figures.campaigns import on_lists
from patrol_tui.services.figures.gather import Group
from patrol_tui.services.figures.period import Period
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import AddThing, Move
from tests.services.figures.scene import counted, rates, seen, station
from tests.services.laptop import HOUR_US, Laptop

WAY = ("surveying", "listed", "correcting")


def against(laptop: Laptop, issues: list[bytes], struck: list[bytes]) -> bytes:
    """Begin a campaign against issues, of which some are struck off."""
    listed, done = (" ".join(one.hex() for one in some) for some in (issues, struck))
    campaign = laptop.do(AddThing("campaign", {"title": "整治", "issues": listed})).subject
    laptop.do(*(Move(campaign, state) for state in WAY))
    laptop.do(Move(campaign, "striking", values={"struck": done}))
    return campaign


def both(group: Group) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the rates of what is struck off, and of what came back."""
    found = rates(group)
    return found["struck_off"], found["relapsed"]


def test_each_issue_on_a_list_counts_for_its_kind_and_department_and_where_the_campaign_is() -> (
    None
):
    laptop = station()
    one = seen(laptop, kind="vendor", place="东街")
    other = seen(laptop, kind="vendor", place="西街", measures=("handed_over",), handed_to="水务")
    lane = seen(laptop, kind="fire_lane", place="北街")
    against(laptop, [one, other, lane], [one, other])
    laptop.clock.advance(HOUR_US)
    seen(laptop, kind="vendor", place="东街")
    found = counted(laptop)
    assert both(found.whole) == ((2, 3), (1, 2))
    assert (rates(found)["struck_off"], rates(found)["relapsed"]) == ((2, 3), (1, 2))
    assert {group.id: both(group) for group in found.by_kind} == {
        "vendor": ((2, 2), (1, 2)),
        "fire_lane": ((0, 1), (0, 0)),
    }
    assert {group.id: both(group) for group in found.by_department} == {
        "": ((1, 2), (1, 1)),
        "water": ((1, 1), (0, 1)),
    }
    assert both(found.by_station[0]) == both(found.by_community[0]) == ((2, 3), (1, 2))
    assert both(next(week for week in found.by_week if week.new)) == ((2, 3), (1, 2))


def test_a_campaign_of_these_days_counts_though_its_issues_are_older() -> None:
    laptop = station()
    one = seen(laptop, kind="vendor", place="东街")
    laptop.clock.advance(24 * HOUR_US)
    against(laptop, [one], [one])
    days = Period(date(2026, 11, 24), date(2026, 11, 30))
    (group,) = counted(laptop, days).by_kind
    assert (group.id, group.new, both(group)) == ("vendor", 0, ((1, 1), (0, 1)))
    assert counted(laptop, Period(date(2026, 11, 1), date(2026, 11, 23))).by_kind[0].new == 1


def test_a_campaign_that_was_never_approved_counts_for_nothing() -> None:
    laptop = station()
    one = seen(laptop, kind="vendor", place="东街")
    asked = {"title": "整治", "issues": one.hex()}
    waits = laptop.do(AddThing("campaign", asked)).subject
    assert both(counted(laptop).whole) == ((0, 0), (0, 0))
    laptop.do(Move(waits, "declined", "已有安排"))
    assert both(counted(laptop).whole) == ((0, 0), (0, 0))


def test_an_issue_that_is_not_held_here_counts_for_the_campaigns_kind() -> None:
    laptop = station()
    one = seen(laptop, kind="vendor", place="东街")
    campaign = against(laptop, [one], [one])
    row = laptop.book.row(campaign, ListQuery(""))
    assert row is not None
    state = laptop.state(campaign)
    lost = replace(state, sets={"struck": ("00" * 16,)}, fields={**state.fields, "kind": "noise"})
    (found,) = on_lists(laptop.book, [(row, lost)])
    assert (found.row.kind, found.department, found.is_struck) == ("noise", "", True)
    assert not found.came_back

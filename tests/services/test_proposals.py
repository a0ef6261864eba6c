"""What is proposed about an issue: departments by the duty list, a campaign where it comes back."""

from dataclasses import replace
from typing import TYPE_CHECKING

from patrol_tui.domain.catalog import CampaignRule
from patrol_tui.services.overview.proposals import repeat, repeats
from patrol_tui.services.requests import AddThing, Move
from patrol_tui.services.things.assigning import Duty, duty
from tests.services.laptop import SMALL, Laptop, record

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger


def laptop_with_duties() -> Laptop:
    """Return a laptop whose departments have duties, and a kind that may propose a campaign."""
    fire, water = SMALL.departments["fire"], SMALL.departments["water"]
    kind = replace(SMALL.kinds["vendor"], campaign_after=CampaignRule(3, 30), authority=("fire",))
    catalog = replace(
        SMALL,
        departments={
            "fire": replace(fire, duties=("vendor",)),
            "water": replace(water, duties=("vendor", "fire_lane")),
            "gone": replace(water, id="gone", duties=("vendor",), retired=True),
        },
        kinds={**SMALL.kinds, "vendor": kind},
    )
    return Laptop(catalog=catalog)


def vend(laptop: Laptop, place: str) -> bytes:
    """Record street vending."""
    return laptop.do(record(kind="vendor", place=place)).subject


def test_the_lead_is_who_is_in_charge_and_others_support_by_the_duty_list() -> None:
    laptop = laptop_with_duties()
    state = laptop.state(vend(laptop, "东街"))
    assert duty(laptop.catalog, state) == Duty("fire", ("water",))
    assert duty(replace(laptop.catalog, kinds={}), state) == Duty("", ())
    nobody = replace(laptop.catalog.kinds["vendor"], authority=())
    bare = replace(laptop.catalog, departments={}, kinds={"vendor": nobody})
    assert duty(bare, state) == Duty("", ())


def test_dispatching_takes_the_departments_with_it() -> None:
    laptop = laptop_with_duties()
    issue = vend(laptop, "东街")
    laptop.do(Move(issue, "verified"), Move(issue, "filed"))
    laptop.do(Move(issue, "dispatched", values={"lead": "119", "support": "水务"}))
    state = laptop.state(issue)
    assert (state.text("lead"), state.sets["support"]) == ("fire", ("water",))


def test_the_third_time_at_one_place_proposes_a_campaign() -> None:
    laptop = laptop_with_duties()
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # what a sync needs is not asked
    first = vend(laptop, "东街 12号")
    vend(laptop, "东街12号门口")
    vend(laptop, "西街")
    gone = vend(laptop, "东街 12号")
    laptop.do(Move(gone, "voided"))
    now_us = laptop.clock.now_us()
    assert repeat(ledger, laptop.catalog, laptop.state(first), now_us) is None
    vend(laptop, "东街 12号")
    found = repeat(ledger, laptop.catalog, laptop.state(first), now_us)
    assert found is not None
    assert (len(found.rows), found.days) == (3, 30)
    (again,) = repeats(ledger, laptop.catalog, now_us)
    assert again == found
    listed = " ".join(row.number for row in again.rows)
    laptop.do(AddThing("campaign", {"title": "东街占道", "issues": listed}))
    assert repeats(ledger, laptop.catalog, now_us) == ()
    later = now_us + 40 * 86_400_000_000
    assert repeat(ledger, laptop.catalog, laptop.state(first), later) is None
    lane = laptop.do(record()).subject
    assert repeat(ledger, laptop.catalog, laptop.state(lane), now_us) is None

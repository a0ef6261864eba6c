"""The fortnight as it is made up, at every hour at which somebody may ask for it."""

from itertools import pairwise
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.times import day_of
from patrol_tui.sample.act import Act, Sync
from patrol_tui.sample.duty import JIA, YI, Duty, at
from patrol_tui.sample.story import Story
from patrol_tui.services.requests import (
    AddPhotos,
    Check,
    Finish,
    Pause,
    RecordIssue,
    Share,
    StartPatrol,
)
from tests.sample.plan import moment, told, unknown_to_author

HOURS = (
    "2026-11-23T10:32:00",  # a Monday
    "2026-11-23T08:15:00",
    "2026-11-24T17:45:00",
    "2026-11-25T21:59:59",
    "2026-11-26T23:57:30",
    "2026-11-27T00:00:01",
    "2026-11-28T14:20:00",  # a Saturday
    "2026-11-29T03:10:00",
    "2026-10-01T09:00:00",
    "2027-03-01T06:30:00",
    "2028-02-29T12:00:00",
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return bootstrap.shipped_catalog()[0]


def story(now: str, catalog: Catalog) -> list[Act]:
    return Story(Duty(moment(now)), catalog, Path("camera")).acts()


@pytest.mark.parametrize("now", HOURS)
def test_nothing_happens_after_the_present_and_all_in_order(now: str, catalog: Catalog) -> None:
    acts = story(now, catalog)
    assert all(one.at_us <= other.at_us for one, other in pairwise(acts))
    assert acts[-1].at_us <= moment(now)
    assert (day_of(moment(now)) - day_of(acts[0].at_us)).days <= 17


@pytest.mark.parametrize("now", HOURS)
def test_two_things_are_due_today_and_nothing_is_overdue(now: str, catalog: Catalog) -> None:
    now_us = moment(now)
    due = sorted(one.due_us for one in told(story(now, catalog)).values() if one.due_us)
    midnight_us, morning_us = (at(day_of(now_us), hour * 60) for hour in (24, 30))
    assert now_us < due[0] < due[1] < midnight_us
    assert due[2] > morning_us  # when the night shift ends


@pytest.mark.parametrize("now", HOURS)
def test_every_state_and_flag_is_there(now: str, catalog: Catalog) -> None:
    issues = told(story(now, catalog)).values()
    assert {one.status for one in issues} == set(ISSUE.statuses)
    flags = set().union(*(one.flags for one in issues))
    assert flags == {"extended", "suspended", "settled_on_spot", "retracted"}
    assert {one.kind for one in issues} == set(catalog.kinds)
    assert 160 <= len(issues) <= 240


@pytest.mark.parametrize("now", HOURS)
def test_two_people_write_past_each_other_once(now: str, catalog: Catalog) -> None:
    pairs = list(unknown_to_author(story(now, catalog)))
    authors = {(earlier.badge, later.badge) for earlier, later in pairs}
    assert authors == {(YI, JIA)}
    assert len({later.what for _, later in pairs}) == 1


@pytest.mark.parametrize("now", HOURS)
def test_the_first_laptop_has_sent_all_and_the_second_still_has_news(
    now: str, catalog: Catalog
) -> None:
    acts = story(now, catalog)
    last_own = [act.what for act in acts if act.badge == JIA][-1]
    assert isinstance(last_own, Sync)
    place = max(
        number for number, act in enumerate(acts) if act.badge == JIA and isinstance(act.what, Sync)
    )
    waiting = [act for act in acts[place + 1 :] if not isinstance(act.what, Sync)]
    assert {act.badge for act in waiting} == {YI}
    assert 5 <= len(waiting) <= 10
    assert sum(bool(act.drawings) for act in waiting) == 1


@pytest.mark.parametrize("now", HOURS)
def test_every_patrol_that_begins_ends(now: str, catalog: Catalog) -> None:
    walking: set[str] = set()
    patrols = 0
    for act in story(now, catalog):
        if isinstance(act.what, StartPatrol):
            assert act.badge not in walking
            walking.add(act.badge)
            patrols += 1
        elif isinstance(act.what, Finish):
            walking.remove(act.badge)
    assert walking == set()
    assert 15 <= patrols <= 30


def test_a_fortnight_has_what_patrols_bring(catalog: Catalog) -> None:
    acts = [act.what for act in story(HOURS[0], catalog)]
    routes = {what.route for what in acts if isinstance(what, StartPatrol)}
    assert routes == {"binhu_north", "binhu_south"}
    assert any(isinstance(what, Pause) for what in acts)
    assert any(isinstance(what, Finish) and what.skipped for what in acts)
    assert any(isinstance(what, Check) and what.result == "unchecked" for what in acts)
    assert sum(isinstance(what, Share) for what in acts) == 1
    photos = [len(what.photos) for what in acts if isinstance(what, RecordIssue | AddPhotos)]
    assert 30 <= sum(photos) <= 60


def test_the_same_present_tells_the_same_story(catalog: Catalog) -> None:
    assert story(HOURS[0], catalog) == story(HOURS[0], catalog)


def test_texts_name_no_real_plate(catalog: Catalog) -> None:
    records = [act.what for act in story(HOURS[0], catalog) if isinstance(act.what, RecordIssue)]
    plates = {record.fields["plate"] for record in records if "plate" in record.fields}
    assert plates
    assert all(plate.startswith("鲁A0000") or "?" in plate for plate in plates)
    assert not any("{" in f"{record.note}{record.place}" for record in records)

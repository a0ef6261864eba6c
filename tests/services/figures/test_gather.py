"""Figures by kind, station, community, department, day and week."""

from dataclasses import replace
from datetime import date

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.services.figures.coverage import mondays
from patrol_tui.services.figures.naming import (
    OWN,
    UNKNOWN,
    base_words,
    community_name,
    department_name,
    kind_name,
    station_name,
)
from patrol_tui.services.figures.period import Period
from patrol_tui.services.figures.rate import COVERAGE
from patrol_tui.services.requests import AddThing, Arrive, Finish, Move, StartPatrol
from tests.services.figures.scene import HANDLED, counted, rates, seen, station
from tests.services.laptop import SMALL, Laptop, at


def elsewhere(laptop: Laptop, log: str) -> None:
    """Write into another station's log from now on."""
    laptop.ledger.writer = replace(laptop.ledger.writer, station=name_id("station", log))


def test_groups_come_with_the_most_first_and_their_own_rates() -> None:
    laptop = station()
    seen(laptop, place="甲")
    seen(laptop, *HANDLED, kind="vendor", place="乙", measures=("handed_over",), handed_to="水务")
    seen(laptop, kind="vendor", place="丙")
    found = counted(laptop)
    assert [(one.id, one.new) for one in found.by_kind] == [("vendor", 2), ("fire_lane", 1)]
    assert rates(found.by_kind[0])["handled_on_time"] == (1, 1)
    assert [(one.id, one.new) for one in found.by_department] == [("", 2), ("water", 1)]
    assert found.by_day[22] == (date(2026, 11, 23), 3)
    assert len(found.by_day) == 30


def test_the_district_has_all_stations_and_a_station_only_its_own() -> None:
    laptop = station()
    seen(laptop, place="甲")
    elsewhere(laptop, "nanhu")
    seen(laptop, place="乙")
    elsewhere(laptop, "nowhere")
    seen(laptop, place="丙")
    assert counted(laptop).whole.new == 1
    elsewhere(laptop, "binhu")
    assert {week.route.id for week in counted(laptop, of=None).weeks} == {"north", "bare"}
    laptop.ledger.follow((name_id("station", "nanhu"),))
    found = counted(laptop, of=None)
    assert {one.id: one.new for one in found.by_station} == {"binhu": 1, "nanhu": 1, "": 1}
    assert {one.id: one.new for one in found.by_community} == {"滨湖站": 1, "南湖站": 1, "": 1}
    assert {week.route.id for week in found.weeks} == {"north", "bare", "south"}


def test_a_station_with_nothing_in_these_days_is_in_the_table_all_the_same() -> None:
    laptop = station()
    laptop.ledger.follow((name_id("station", "nanhu"),))
    assert [(one.id, one.new) for one in counted(laptop, of=None).by_station] == [
        ("binhu", 0),
        ("nanhu", 0),
    ]
    assert [one.id for one in counted(laptop).by_station] == ["binhu"]


def test_the_table_of_stations_has_their_requests_and_routes_too() -> None:
    laptop = station()
    laptop.ledger.follow((name_id("station", "nanhu"),))
    elsewhere(laptop, "nanhu")
    request = laptop.do(AddThing("request", {"title": "噪声", "channel": "call"})).subject
    laptop.do(Move(request, "settled", values={"reply": "已关"}))
    elsewhere(laptop, "binhu")
    laptop.do(StartPatrol("north"), Arrive("gate"), Finish({"market": "修路", "block": "修路"}))
    by_id = {one.id: rates(one) for one in counted(laptop, of=None).by_station}
    assert (by_id["nanhu"]["called_back"], by_id["binhu"]["called_back"]) == ((0, 1), (0, 0))
    assert by_id["binhu"]["coverage"][0] == 1
    assert by_id["nanhu"]["coverage"][0] == 0


def test_weeks_stand_in_their_order_and_end_with_the_present_one() -> None:
    laptop = station()
    seen(laptop, *HANDLED, place="甲")
    found = counted(laptop, Period(date(2026, 11, 11), date(2026, 12, 31)))
    weeks = [(one.id, one.new) for one in found.by_week]
    assert weeks == [("2026-11-09", 0), ("2026-11-16", 0), ("2026-11-23", 1)]
    assert (found.by_week[2].on_time.numerator, found.by_week[2].on_time.denominator) == (1, 1)


def test_each_checkpoint_is_counted_in_each_whole_week() -> None:
    laptop = station()
    laptop.do(StartPatrol("north"), Arrive("gate"), Finish({"market": "修路", "block": "修路"}))
    found = counted(laptop, Period(date(2026, 11, 18), date(2026, 11, 30)))
    weeks = {(one.monday.day, one.route.id): one for one in found.weeks}
    assert set(weeks) == {(16, "north"), (16, "bare"), (23, "north"), (23, "bare")}
    walked = weeks[23, "north"]
    assert (walked.patrols, dict(walked.visits)) == (1, {"gate": 1, "market": 0, "block": 0})
    assert rates(found)["coverage"] == (1, 6)
    assert mondays(date(2026, 11, 1), date(2026, 11, 2)) == (date(2026, 10, 26), date(2026, 11, 2))


def test_days_to_come_have_no_weeks() -> None:
    laptop = station()
    laptop.clock.at_us = at("2026-11-02T10:00")
    assert {one.monday.day for one in counted(laptop).weeks} == {26, 2}


def test_what_the_catalogue_lacks_is_called_by_its_id_or_others() -> None:
    assert kind_name(SMALL, "vendor") == SMALL.kinds["vendor"].name
    assert kind_name(SMALL, "gone").zh == "gone"
    assert (station_name(SMALL, "binhu").zh, station_name(SMALL, "")) == ("滨湖站", UNKNOWN)
    assert (community_name(SMALL, "滨湖站").en, community_name(SMALL, "")) == ("Binhu", UNKNOWN)
    assert department_name(SMALL, "") == OWN
    assert department_name(SMALL, "water").zh == "水务"
    assert department_name(SMALL, "gone").zh == "gone"
    assert base_words(COVERAGE, str) == "places a week"

"""Mistakes that the catalogue's own rules find."""

import dataclasses

import pytest

from patrol_tui.domain.catalog import (
    CalendarYear,
    Catalog,
    Choice,
    Deadline,
    Department,
    FieldType,
    LawRef,
    LawRole,
    Shift,
    TimeUnit,
    Words,
    WorkPeriod,
)
from patrol_tui.domain.catalog.faults import faults
from tests.domain.catalog import sample

WORDS = Words("某", "some")


def paths(book: Catalog) -> list[str]:
    return [f"{fault.section}/{fault.id}/{fault.path}" for fault in faults(book)]


def with_kind(**changes: object) -> Catalog:
    return sample.catalog(kinds={"fire_lane": sample.kind(**changes)})


def with_route(**changes: object) -> Catalog:
    return sample.catalog(routes={"north": sample.route(**changes)})


def with_point(**changes: object) -> Catalog:
    return with_route(checkpoints=(sample.checkpoint(**changes),))


def test_a_sound_catalogue_has_none() -> None:
    assert paths(sample.catalog()) == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"group": "lost"}, "group"),
        ({"authority": ("lost",)}, "authority"),
        ({"authority": ()}, "authority"),
        ({"measures": ("lost",)}, "measures"),
        ({"glyph": "消防"}, "glyph"),
        ({"glyph": "x"}, "glyph"),
        ({"letters": "F1"}, "letters"),
        ({"deadline": Deadline(0, TimeUnit.HOURS)}, "deadline"),
        ({"recheck": Deadline(-1, TimeUnit.HOURS)}, "recheck"),
        ({"law": (LawRef(law="lost", role=LawRole.BAN),)}, "law.1"),
        ({"law": (LawRef(law="fire_law", articles=("x",), role=LawRole.BAN),)}, "law.1.articles"),
        ({"fields": (sample.LANE, sample.LANE)}, "fields.lane"),
    ],
)
def test_a_kind_with_a_mistake_is_told_where(changes: dict[str, object], path: str) -> None:
    assert paths(with_kind(**changes)) == [f"kinds/fire_lane/{path}"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"id": "Lane"}, "fields.Lane"),
        ({"default": "lost"}, "fields.lane.default"),
        ({"choices": (), "default": None}, "fields.lane"),
        ({"type": FieldType.TEXT}, "fields.lane"),
        (
            {"default": None, "choices": (Choice(id="x", name=WORDS, authority=("lost",)),)},
            "fields.lane.choices.x.authority",
        ),
        (
            {"default": None, "choices": (Choice(id="x", name=WORDS),) * 2},
            "fields.lane.choices.x",
        ),
    ],
)
def test_a_field_with_a_mistake_is_told_where(changes: dict[str, object], path: str) -> None:
    field = dataclasses.replace(sample.LANE, **changes)  # type: ignore[arg-type]
    assert paths(with_kind(fields=(field,))) == [f"kinds/fire_lane/{path}"]


@pytest.mark.parametrize(
    ("book", "path"),
    [
        (with_route(station="lost"), "station"),
        (with_route(shift="lost"), "shift"),
        (with_route(checkpoints=()), "checkpoints"),
        (with_route(grace_min=-1), "grace_min"),
        (with_route(checkpoints=(sample.checkpoint(),) * 2), "checkpoints.gate"),
        (
            with_route(
                checkpoints=(sample.checkpoint(planned_min=9), sample.checkpoint(id="next"))
            ),
            "checkpoints.next.planned_min",
        ),
        (with_point(lat_e7=900_000_001), "checkpoints.gate.lat_e7"),
        (with_point(lon_e7=-1_800_000_001), "checkpoints.gate.lat_e7"),
        (with_point(radius_m=0), "checkpoints.gate.radius_m"),
        (
            with_point(items=(dataclasses.replace(sample.checkpoint().items[0], kind="lost"),)),
            "checkpoints.gate.items.clear.kind",
        ),
        (with_point(items=sample.checkpoint().items[:1] * 2), "checkpoints.gate.items.clear"),
    ],
)
def test_a_route_with_a_mistake_is_told_where(book: Catalog, path: str) -> None:
    assert paths(book) == [f"routes/north/{path}"]


def test_two_kinds_cannot_have_the_same_letters() -> None:
    book = sample.catalog(
        kinds={"fire_lane": sample.kind(), "other": sample.kind(id="other", glyph="他")}
    )
    assert paths(book) == ["kinds/other/letters"]


def test_a_law_has_real_days_and_ends_after_it_begins() -> None:
    sound = sample.catalog().law("fire_law")
    odd = dataclasses.replace(sound, valid_from="2026-02-30", valid_to="20260101")
    backwards = dataclasses.replace(sound, valid_from="2026-02-02", valid_to="2026-01-01")
    assert paths(sample.catalog(laws={"fire_law": odd})) == [
        "laws/fire_law/valid_from",
        "laws/fire_law/valid_to",
    ]
    assert paths(sample.catalog(laws={"fire_law": backwards})) == ["laws/fire_law/valid_to"]


def test_topics_and_contacts_name_what_there_is() -> None:
    topic = sample.catalog().topics["service"]
    law = dataclasses.replace(topic.refs[0], law="none", articles=("x",))
    odd = dataclasses.replace(topic, refs=(law,))
    assert paths(sample.catalog(topics={"service": odd})) == [
        "topics/service/refs.1",
        "topics/service/refs.1.articles",
    ]
    contact = sample.catalog().contacts["fire_duty"]
    lost = dataclasses.replace(
        contact, department="none", station="none", valid_to="soon", checked_on="once"
    )
    assert paths(sample.catalog(contacts={"fire_duty": lost})) == [
        f"contacts/fire_duty/{path}" for path in ("department", "station", "valid_to", "checked_on")
    ]


def test_a_law_is_replaced_by_one_that_there_is() -> None:
    sound = sample.catalog().laws["fire_law"]
    odd = dataclasses.replace(sound, valid_to="2026-01-01", replaced_by="none")
    assert paths(sample.catalog(laws={"fire_law": odd})) == ["laws/fire_law/replaced_by"]


def test_a_district_works_on_real_days_in_hours_that_follow_each_other() -> None:
    sound = sample.catalog().district
    odd = dataclasses.replace(
        sound, work_days=(0, 8), work_periods=(WorkPeriod(600, 700), WorkPeriod(650, 800))
    )
    assert paths(sample.catalog(districts={"jiyang": odd})) == [
        "districts/jiyang/work_days",
        "districts/jiyang/work_periods",
    ]


def test_a_day_is_free_or_worked_and_is_a_day() -> None:
    odd = dataclasses.replace(
        sample.catalog().district,
        days_off=("2026-02-17", "2026-02-30"),
        make_up_days=("soon", "2026-02-17"),
    )
    assert paths(sample.catalog(districts={"jiyang": odd})) == [
        "districts/jiyang/days_off",
        "districts/jiyang/make_up_days",
        "districts/jiyang/make_up_days",
    ]


def test_a_year_has_days_of_its_own_each_once() -> None:
    odd = CalendarYear(
        id="2027",
        days_off=("2027-01-01", "2027-02-30", "2026-12-31", "2027-01-01"),
        make_up_days=("2027-01-03", "2027-01-01"),
    )
    wrong = CalendarYear(id="next", days_off=())
    found = list(faults(sample.catalog(years={"2027": odd, "next": wrong})))
    assert [f"{one.id} {one.path}" for one in found] == [
        "2027 days_off.2",
        "2027 days_off.3",
        "2027 days_off.4",
        "2027 make_up_days.2",
        "next id",
    ]


def test_departments_and_stations_refer_to_what_exists() -> None:
    book = sample.catalog()
    office = Department(id="fire", name=WORDS, full_name=WORDS, duties=("lost",))
    station = dataclasses.replace(book.station("binhu"), town="lost")
    bad = sample.catalog(
        departments={**book.departments, "fire": office}, stations={"binhu": station}
    )
    assert paths(bad) == ["departments/fire/duties", "stations/binhu/town"]
    unknown = dataclasses.replace(station, town=None)
    assert paths(sample.catalog(stations={"binhu": unknown})) == []


def test_an_id_is_small_letters_digits_and_underscores() -> None:
    shift = Shift(id="Früh-1", name=WORDS, start_min=0, end_min=1)
    book = sample.catalog(shifts={**sample.catalog().shifts, "Früh-1": shift})
    assert paths(book) == ["shifts/Früh-1/id"]


def test_a_dangling_reference_says_what_it_wanted() -> None:
    (fault,) = faults(with_kind(group="lost"))
    assert fault.wants == ("groups", "lost")
    assert fault.template.format(**fault.params) == "group names lost, which groups do not have."

"""The catalogue as a whole: look-ups, publishing, reading back."""

import json
from dataclasses import replace

import pytest

from patrol_tui.domain.catalog import (
    SECTIONS,
    Catalog,
    FieldType,
    Item,
    LawRef,
    LawRole,
    Words,
)
from patrol_tui.domain.language.errors import NotFound
from tests.domain.catalog import sample

BOOK = sample.catalog()


def test_what_is_published_reads_back_equal() -> None:
    assert Catalog.from_items(BOOK.items()) == BOOK


def test_published_items_survive_canonical_json_and_hold_no_floats() -> None:
    items = [
        Item(item.section, item.id, json.loads(json.dumps(item.body), parse_float=_no_float))
        for item in BOOK.items()
    ]
    assert Catalog.from_items(items) == BOOK


def _no_float(text: str) -> None:
    raise AssertionError(text)


def test_every_section_is_published() -> None:
    assert {item.section for item in BOOK.items()} == set(SECTIONS)


def test_a_limit_of_a_choice_comes_before_that_of_the_state() -> None:
    general, special = (
        BOOK.limit("request", "answered"),
        BOOK.limit("request", "answered", ("pass_on", "hotline")),
    )
    assert general is not None
    assert special is not None
    assert (general.binding, special.binding) == (False, True)
    assert BOOK.limit("request", "answered", ("visit",)) == general
    assert BOOK.limit("request", "closed") is None


def test_a_later_item_replaces_the_earlier_one_of_its_id() -> None:
    renamed = replace(BOOK.kind("fire_lane"), name=Words("通道", "Lane"))
    body = next(iter(Catalog(kinds={"fire_lane": renamed}).items()))
    merged = BOOK.merged([body])
    assert merged.kind("fire_lane") == renamed
    assert replace(merged, kinds=BOOK.kinds) == BOOK


def test_keys_and_sections_of_a_newer_version_are_passed_over() -> None:
    newer = [Item(item.section, item.id, {**item.body, "colour": "red"}) for item in BOOK.items()]
    assert Catalog.from_items([*newer, Item("drones", "one", {})]) == BOOK


def test_an_item_that_cannot_be_read_leaves_the_earlier_one() -> None:
    broken = [
        Item("kinds", "fire_lane", {"glyph": "消"}),
        Item("measures", "persuaded", {"name": "劝导"}),
        Item("routes", "north", {**_body("routes"), "grace_min": "15"}),
        Item("towns", "jibei", {**_body("towns"), "kind": "hamlet"}),
        Item("stations", "binhu", {**_body("stations"), "brands": "one"}),
        Item("stations", "binhu", {**_body("stations"), "name": "one"}),
    ]
    merged = BOOK.merged(broken)
    assert merged == BOOK
    assert merged.unreadable == tuple((item.section, item.id) for item in broken)


def test_what_may_be_absent_may_be_null() -> None:
    null = Item("stations", "binhu", {**_body("stations"), "town": None, "squadron": None})
    station = BOOK.merged([null]).station("binhu")
    assert (station.town, station.squadron) == (None, None)


def _body(section: str) -> dict[str, object]:
    return next(dict(item.body) for item in BOOK.items() if item.section == section)


def test_a_field_of_a_newer_type_opens_as_text() -> None:
    body = _body("kinds")
    body["fields"] = [{"id": "iris", "label": {"zh": "虹膜", "en": "Iris"}, "type": "iris_scan"}]
    kind = Catalog.from_items([Item("kinds", "fire_lane", body)]).kind("fire_lane")
    assert kind.fields[0].type is FieldType.TEXT


def test_a_flag_is_not_taken_for_a_number() -> None:
    body = {**_body("routes"), "grace_min": True}
    assert Catalog.from_items([Item("routes", "north", body)]).unreadable == (("routes", "north"),)


@pytest.mark.parametrize(
    "look_up", ["kind", "measure", "department", "town", "shift", "law", "station", "route"]
)
def test_looking_up_what_does_not_exist_names_it(look_up: str) -> None:
    with pytest.raises(NotFound) as refused:
        getattr(BOOK, look_up)("nothing")
    assert "nothing" in str(refused.value)


def test_a_station_is_found_by_id_or_code_in_any_case() -> None:
    assert BOOK.station("Binhu") is BOOK.station("bh") is BOOK.stations["binhu"]


def test_things_are_found_by_id() -> None:
    assert BOOK.town("jibei").code == "370115002"
    assert BOOK.shift("early").start_min == 1
    assert BOOK.law("fire_law").short.zh == "消防法"
    assert BOOK.measure("ordered").retired
    assert BOOK.department("fire").duties == ("fire_lane",)
    assert BOOK.district.zone == "Asia/Shanghai"


def test_an_empty_catalogue_has_no_district() -> None:
    with pytest.raises(NotFound):
        _ = Catalog().district


def test_a_route_gives_its_checkpoints_and_they_their_items() -> None:
    assert BOOK.checkpoint("north", "gate").item("clear") is not None
    assert BOOK.checkpoint("north", "gate").item("other") is None
    with pytest.raises(NotFound):
        BOOK.checkpoint("north", "nowhere")


def test_a_station_walks_its_own_routes_that_are_not_retired() -> None:
    others = {
        "north": sample.route(),
        "old": sample.route(id="old", retired=True),
        "far": sample.route(id="far", station="nanhu"),
    }
    assert [route.id for route in sample.catalog(routes=others).routes_of("binhu")] == ["north"]


def test_a_kind_offers_its_measures_without_retired_and_unknown_ones() -> None:
    kind = sample.kind(measures=("ordered", "persuaded", "unheard_of"))
    assert [measure.id for measure in BOOK.measures_of(kind)] == ["persuaded"]


def test_law_is_cited_as_lawyers_do() -> None:
    ref = LawRef(law="fire_law", articles=("28", "75(1)"), role=LawRole.BAN)
    assert BOOK.cited(ref, "zh") == "消防法 第28条、第75条第1项"
    assert BOOK.cited(ref, "en") == "Fire Law arts. 28, 75(1)"
    assert BOOK.cited(replace(ref, articles=("28",)), "en") == "Fire Law art. 28"
    assert BOOK.cited(replace(ref, articles=()), "en") == "Fire Law"
    assert BOOK.cited(replace(ref, law="lost_law", articles=("x",)), "zh") == "lost_law x"

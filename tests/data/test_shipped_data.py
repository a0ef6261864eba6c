"""The shipped data: whole, bilingual, honest about what is not known."""

import itertools
import re
from pathlib import Path

import pytest

from patrol_tui.catalog_files import data_folder, load_catalog, load_pinyin
from patrol_tui.domain.catalog import Catalog, FieldType, LawRole, StationState
from patrol_tui.domain.geo import distance_m

CATALOG, PROBLEMS = load_catalog()
FILES = sorted(data_folder().iterdir())
GLYPHS = set("消摊垃店分渣油烤噪工烧建贴绿堆犬车飞污抛物他")
REPEALED = ("大气污染防治法", "环境噪声污染防治法", "噪声污染防治法", "固体废物污染环境防治法")


def test_it_loads_without_a_problem() -> None:
    assert PROBLEMS == ()


def test_it_is_published_and_read_back_equal() -> None:
    assert Catalog.from_items(CATALOG.items()) == CATALOG
    assert CATALOG.merged(()) == CATALOG


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_opens_with_its_source_licence_and_units(path: Path) -> None:
    head = path.read_text(encoding="utf-8").splitlines()[:20]
    assert head[0].startswith("#")
    for key in ("source:", "licence:", "units:", "sample:"):
        assert any(line.removeprefix("# ").startswith(key) for line in head), key


def test_the_four_stations_of_the_article_are_there_with_their_brands() -> None:
    brands = {
        station.id: [brand.zh for brand in station.brands] for station in CATALOG.stations.values()
    }
    assert brands == {
        "binhu": ["解忧格子铺", "诸葛议事会"],
        "nanhu": ["周五圆桌会"],
        "kaiyuan": ["橘暖网格"],
        "anda": ["行走中的微实事议事厅"],
    }
    assert all(one.state is StationState.ACTIVE for one in CATALOG.stations.values())


def test_only_the_street_of_binhu_is_certain() -> None:
    certain = {one.id: one.town for one in CATALOG.stations.values() if one.town_verified}
    assert certain == {"binhu": "jibei"}
    assert CATALOG.town("jibei").name.zh == "济北街道"


def test_ten_towns_and_eleven_departments_of_which_six_are_certain() -> None:
    assert len(CATALOG.towns) == 10
    notes = {one.id: one.note.zh for one in CATALOG.towns.values() if one.note}
    assert sum("待本区确认" in note for note in notes.values()) == 9
    assert sum("七个镇街" in note for note in notes.values()) == 7
    assert all(town.code.startswith("370115") for town in CATALOG.towns.values())
    certain = {one.name.zh for one in CATALOG.departments.values() if not one.to_confirm}
    assert len(CATALOG.departments) == 11
    assert certain == {"住建", "城管", "公安", "水务", "园林", "交警"}


def test_every_kind_has_a_known_glyph_and_something_to_say() -> None:
    assert len(CATALOG.kinds) == 26
    assert {kind.glyph for kind in CATALOG.kinds.values()} == GLYPHS
    for kind in CATALOG.kinds.values():
        assert kind.say.zh
        assert kind.measures
        assert kind.deadline.sample


def test_labels_fit_the_label_column() -> None:
    for kind in CATALOG.kinds.values():
        for field in kind.fields:
            assert len(field.label.zh) <= 3, (kind.id, field.id)


def test_no_kind_uses_the_letters_of_a_mark() -> None:
    marks = {mark.letters for mark in CATALOG.marks.values()}
    assert not marks & {kind.letters for kind in CATALOG.kinds.values()}


def test_urban_management_cannot_penalise_where_another_is_in_charge() -> None:
    for kind in CATALOG.kinds.values():
        if kind.can_penalise:
            assert kind.authority[0] == "urban_management", kind.id
            assert kind.authority_verified, kind.id
        else:
            assert "ordered" not in kind.measures, kind.id


def test_whoever_is_in_charge_has_the_kind_among_its_duties() -> None:
    for kind in CATALOG.kinds.values():
        for office in kind.authority:
            assert kind.id in CATALOG.department(office).duties, (kind.id, office)


def test_no_repealed_law_is_cited() -> None:
    cited = {ref.law for kind in CATALOG.kinds.values() for ref in kind.law}
    cited |= {ref.law for topic in CATALOG.topics.values() for ref in topic.refs}
    for law in CATALOG.laws.values():
        if any(law.name.zh.endswith(f"国{old}") for old in REPEALED):
            assert law.valid_to == "2026-08-14", law.id
        assert law.valid_to is None or law.id not in cited, law.id
    assert not CATALOG.law("eco_code").in_force("2026-08-14")
    assert CATALOG.law("eco_code").in_force("2026-08-15")


def test_what_was_not_read_is_not_called_verified() -> None:
    for law_id in ("sd_fire", "public_security", "highrise_fire", "sd_noise"):
        assert not CATALOG.law(law_id).verified
    for kind in CATALOG.kinds.values():
        for ref in kind.law:
            assert not ref.verified or CATALOG.law(ref.law).verified, (kind.id, ref)


def test_no_category_code_is_called_confirmed() -> None:
    codes = [code for kind in CATALOG.kinds.values() for code in kind.codes]
    assert {code.generation for code in codes} == {1, 2, 3}
    assert not any(code.confirmed for code in codes)
    for code in codes:
        form = r"\d{5}" if code.generation == 3 else r"\d\d-\d\d"
        assert re.fullmatch(form, code.code), code


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (
            "fire_lane",
            """lane blocked_by plate occupied_min width_m building area spot owner_called moved
            moved_min""",
        ),
        (
            "street_vending",
            "site zone hours card goods form stall_length_m stall_depth_m stalls moved directed_to",
        ),
        (
            "garbage_room",
            "place_kind room_no found property_company emptied property_told rebuild_plan",
        ),
    ],
)
def test_the_three_named_kinds_have_their_full_forms(kind: str, fields: str) -> None:
    assert [field.id for field in CATALOG.kind(kind).form()] == fields.split()


def test_a_fire_lane_is_looked_at_again_within_the_hour() -> None:
    kind = CATALOG.kind("fire_lane")
    assert kind.recheck is not None
    assert (kind.recheck.amount, kind.recheck.unit.value) == (1, "hours")
    assert kind.photo_pair
    assert kind.life_risk
    assert not kind.can_penalise
    width = kind.field("width_m")
    assert width is not None
    assert width.type is FieldType.DECIMAL


def test_vending_asks_first_and_comes_back_as_a_campaign() -> None:
    kind = CATALOG.kind("street_vending")
    assert len(kind.ask_first) == 3
    assert kind.order_first
    assert kind.campaign_after is not None
    assert (kind.campaign_after.times, kind.campaign_after.days) == (3, 30)


def test_rebuilding_a_garbage_room_is_a_matter_to_deliberate() -> None:
    kind = CATALOG.kind("garbage_room")
    assert kind.goes_to_agenda({"found": ["overflow", "rebuild"]})
    assert not kind.may_penalise({"found": ["rebuild"]})
    assert kind.may_penalise({"found": ["mixed"]})


def test_dogs_without_a_leash_are_for_the_police() -> None:
    kind = CATALOG.kind("dogs")
    assert kind.authority_for({"what": "leash"}) == ("police",)
    assert not kind.may_penalise({"what": "leash"})
    assert kind.may_penalise({"what": "waste"})


def test_every_kind_but_the_last_rests_on_some_law() -> None:
    without = [kind.id for kind in CATALOG.kinds.values() if not kind.law]
    assert without == ["other"]
    for kind in CATALOG.kinds.values():
        for ref in kind.law:
            assert ref.note is not None or ref.role is not LawRole.CONSEQUENCE, (kind.id, ref)


def test_binhu_has_two_long_routes_and_every_station_has_one() -> None:
    assert [len(route.checkpoints) for route in CATALOG.routes_of("binhu")] == [11, 11]
    assert all(CATALOG.routes_of(station) for station in CATALOG.stations)


def test_routes_are_samples_that_can_be_walked() -> None:
    for route in CATALOG.routes.values():
        assert route.sample
        spots = [(point.lat_e7, point.lon_e7) for point in route.checkpoints]
        for here, there in itertools.pairwise(spots):
            assert 20 < distance_m(here, there) < 600, route.id
        for point in route.checkpoints:
            assert 3 <= len(point.items) <= 5, point.id


def test_checkpoint_ids_are_unique_across_routes() -> None:
    ids = [point.id for route in CATALOG.routes.values() for point in route.checkpoints]
    assert len(set(ids)) == len(ids)


def test_the_pinyin_of_every_shipped_name_is_known() -> None:
    pinyin = load_pinyin()
    for kind in CATALOG.kinds.values():
        assert pinyin.full(kind.name.zh).isascii(), kind.id
    assert pinyin.initials("占道经营") == "zdjy"
    assert pinyin.full("济阳区滨湖社区") == "jiyangqubinhushequ"

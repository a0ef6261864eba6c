"""Every article that the facts name stands in the handbook, with what was and was not read."""

import pytest

from patrol_tui.catalog_files import load_catalog
from patrol_tui.domain.catalog import IssueKind, LawRef, Topic

CATALOG, PROBLEMS = load_catalog()

KINDS = {
    "fire_lane": "fire_law:28 fire_law:60 fire_law:16 fire_law:18 fire_law:70 fire_law:53",
    "street_vending": "jn_appearance:31 jn_appearance:57 jn_facilities:75(1) jn_facilities:74 "
    "sd_urban:39 city_roads:27 city_roads:42",
    "shopfront_trading": "jn_appearance:32 jn_appearance:61(3)",
    "convenience_stall": "sd_food_stalls:27 sd_food_stalls:28 unlicensed:3",
    "waste_sorting": "eco_code:506 eco_code:1174 jn_waste_sorting:50 sd_waste:43 "
    "jn_waste_sorting:51 jn_waste_sorting:21 jn_waste_sorting:3 jn_waste_sorting:20",
    "waste_dumping": "eco_code:1169 jn_civility:36",
    "garbage_room": "eco_code:512 eco_code:1174 appearance_national:22 appearance_national:36 "
    "civil_code:278",
    "construction_waste": "eco_code:518 eco_code:520 eco_code:1174 jn_construction_waste:29 "
    "jn_construction_waste:52",
    "cooking_fumes": "eco_code:250 eco_code:1132 sd_air:60 sd_air:61 sd_air:79 sd_air:80",
    "open_barbecue": "eco_code:1132",
    "community_noise": "eco_code:592 eco_code:595 eco_code:599 eco_code:1189 eco_code:1190 "
    "eco_code:1192 public_security sd_noise:33 sd_noise:38",
    "construction_site": "eco_code:572 eco_code:1185 eco_code:240 eco_code:1128 eco_code:241 "
    "eco_code:1129",
    "open_burning": "eco_code:251 eco_code:1131",
    "illegal_building": "planning_law:40 planning_law:64 planning_law:65 planning_law:66 "
    "jn_planning:5 jn_planning:81 jn_planning:90 jn_planning:94 jn_planning:86 enforcement_law:44",
    "outdoor_advertising": "jn_appearance:19 jn_appearance:60 jn_appearance:61 jn_ads:14 "
    "jn_ads:16 jn_ads:18",
    "balcony_facade": "jn_appearance:21 jn_appearance:59 jn_appearance:18 jn_appearance:60",
    "green_space": "greening_national:19 greening_national:20 greening_national:26 "
    "greening_national:27 jn_greening:36 jn_greening:42 jn_greening:54 jn_greening:55 "
    "jn_greening:56 jn_greening:53 jn_greening:47",
    "clutter_planting": "jn_civility:18(10) jn_civility:39",
    "dogs": "jn_dogs:6 jn_dogs animal_epidemics:30 animal_epidemics:92 public_security:89",
    "vehicle_on_pavement": "road_traffic:56 road_traffic:93",
    "bike_parking": "road_traffic:59 road_traffic:89",
    "ebike_charging": "highrise_fire:37 highrise_fire:47 fire_law:28 fire_law:60 sd_fire",
    "property_dispute": "civil_code:944 civil_code:942 civil_code:274 civil_code:275 "
    "civil_code:282 civil_code:286 sd_property:64 sd_property:74 sd_property:75 "
    "property_national:63 property_national:42",
    "sewage": "drainage:20 drainage:49",
    "falling_objects": "sd_property:36(9) civil_code",
}
PROCEDURE = {
    "penalty_law": "24 28 29 30 33 36 37 42 43 44 45 46 47 51 52 55 56 59 60 61 64 67 68 70 72 85",
    "reconsideration_law": "20 23",
    "litigation_law": "46",
    "enforcement_law": "10 17 18 19 22 23 24 25 26 43 44 52 69",
    "privacy_law": "6 19 28 34 36 47 51 57",
    "data_law": "38 39 40",
    "jn_hotline": "10 24 25 27 29 32",
    "jn_appearance": "2 52 54 59 60 61 62 68",
    "appearance_national": "14 17 34 36 40",
    "eco_code": "1242",
    "planning_law": "65",
    "civil_code": "278 944",
    "sd_property": "64 74 75",
}
NOT_READ = ("sd_fire", "highrise_fire", "sd_air", "sd_noise", "public_security")


def members(refs: tuple[LawRef, ...]) -> set[str]:
    return {one.member for ref in refs for one in ref.apart()}


def test_the_catalogue_has_no_mistakes() -> None:
    assert PROBLEMS == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_rests_on_every_article_that_the_facts_name(kind: str) -> None:
    assert set(KINDS[kind].split()) - members(CATALOG.kinds[kind].law) == set()


@pytest.mark.parametrize("law", PROCEDURE)
def test_procedure_rests_on_every_article_that_the_facts_name(law: str) -> None:
    refs = tuple(ref for topic in CATALOG.topics.values() for ref in topic.refs)
    assert {f"{law}:{one}" for one in PROCEDURE[law].split()} - members(refs) == set()


def test_what_nobody_has_read_is_not_given_as_read() -> None:
    for kind in CATALOG.kinds.values():
        for ref in kind.law:
            law = CATALOG.laws[ref.law]
            assert not (ref.law in NOT_READ and ref.verified and law.verified), (kind.id, ref)


def test_laws_that_were_repealed_name_what_holds_since() -> None:
    ended = {law.id: law for law in CATALOG.laws.values() if law.valid_to is not None}
    assert {"air_law_old", "noise_law_old", "waste_law_old", "sd_fire_old"} <= set(ended)
    assert all(law.replaced_by in CATALOG.laws for law in ended.values())


def test_nothing_is_signed_off_before_the_legal_review_does_it() -> None:
    shown: list[IssueKind | Topic] = [*CATALOG.kinds.values(), *CATALOG.topics.values()]
    assert not [one.id for one in shown if one.reviewed_by]


def test_every_law_and_every_topic_says_where_it_was_found() -> None:
    assert not [law.id for law in CATALOG.laws.values() if not law.source]
    assert not [one.id for one in CATALOG.topics.values() if not (one.source or one.refs)]


def test_every_article_is_told_in_own_words() -> None:
    for kind in CATALOG.kinds.values():
        assert not [ref.member for ref in kind.law if ref.note is None], kind.id


def test_what_the_code_rules_names_the_law_that_ruled_it_before() -> None:
    refs = [ref for kind in CATALOG.kinds.values() for ref in kind.law if ref.law == "eco_code"]
    assert refs
    assert all(ref.before for ref in refs)

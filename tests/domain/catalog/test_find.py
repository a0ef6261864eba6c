"""What an officer types into a coded field, and what it finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.catalog_files import load_catalog, load_pinyin
from patrol_tui.domain.catalog.find import Candidate, candidates, choice_candidates, find
from tests.domain.catalog import sample

PINYIN = load_pinyin()
SHIPPED = list(candidates(load_catalog()[0]))
KINDS = [one for one in SHIPPED if one.section == "kinds"]


def best(typed: str, section: str = "kinds") -> str:
    offered = [one for one in SHIPPED if one.section == section]
    found = find(offered, typed, PINYIN)
    return found[0].id if found else ""


@pytest.mark.parametrize(
    "typed",
    [
        "zdjy",
        "ZDJY",
        "\uff5a\uff44\uff4a\uff59",
        "占道",
        "占道经营",
        "zhandao",
        "zhandaojingying",
        "zhandjy",
        "zhdjy",
        "sv",
        "street_vending",
        "09006",
        "0406",
        "游商",
        "vending",
        "摆摊",
        "baitan",
    ],
)
def test_street_vending_is_found_by(typed: str) -> None:
    assert best(typed) == "street_vending"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("xf", "fire_lane"),
        ("xftd", "fire_lane"),
        ("消", "fire_lane"),
        ("09012", "fire_lane"),
        ("ljf", "garbage_room"),
        ("垃圾房", "garbage_room"),
        ("fxcd", "ebike_charging"),
        ("wfjs", "illegal_building"),
        ("gkpw", "falling_objects"),
        ("dog", "dogs"),
        ("fumes", "cooking_fumes"),
        ("umes", "cooking_fumes"),
        ("osh", ""),
    ],
)
def test_kinds_are_found_by_sound_sign_and_english(typed: str, kind: str) -> None:
    assert best(typed) == kind


@pytest.mark.parametrize(
    ("section", "typed", "thing"),
    [
        ("departments", "xf", "fire"),
        ("departments", "消防", "fire"),
        ("departments", "pcs", "police"),
        ("departments", "jj", "traffic_police"),
        ("measures", "yj", "handed_over"),
        ("measures", "劝导", "persuaded"),
        ("stations", "bh", "binhu"),
        ("stations", "zgysh", "binhu"),
        ("towns", "370115002", "jibei"),
        ("routes", "bx", "binhu_north"),
        ("checkpoints", "2hljf", "north_room2"),
        ("checkpoints", "bmsc", "north_market"),
        ("checkpoints", "school", "north_school"),
    ],
)
def test_everything_coded_is_found_the_same_way(section: str, typed: str, thing: str) -> None:
    assert best(typed, section) == thing


def test_checkpoints_answer_to_their_number_on_the_route() -> None:
    offered = [one for one in SHIPPED if one.of == "binhu_north"]
    assert find(offered, "5", PINYIN)[0].id == "north_lane5"


def test_choices_answer_to_their_digit_name_and_sound() -> None:
    offered = list(choice_candidates(sample.LANE))
    for typed in ("2", "aqck", "安全", "exit"):
        assert find(offered, typed, PINYIN)[0].id == "exit"
    assert [one.id for one in find(offered, "", PINYIN)] == ["access", "exit"]


def test_retired_things_are_not_offered() -> None:
    book = sample.catalog(
        kinds={"fire_lane": sample.kind(retired=True)},
        routes={"north": sample.route(), "old": sample.route(id="old", retired=True)},
        departments={},
    )
    offered = {(one.section, one.id) for one in candidates(book)}
    assert ("kinds", "fire_lane") not in offered
    assert ("measures", "ordered") not in offered
    assert ("routes", "old") not in offered
    assert ("checkpoints", "market") not in offered
    assert ("checkpoints", "gate") in offered


def test_a_retired_department_is_not_offered() -> None:
    office = sample.catalog().department("fire")
    gone = type(office)(id="fire", name=office.name, full_name=office.full_name, retired=True)
    book = sample.catalog(departments={"fire": gone})
    assert not any(one.section == "departments" for one in candidates(book))


def test_an_exact_code_ranks_before_a_beginning_and_that_before_a_middle() -> None:
    found = [one.id for one in find(KINDS, "dg", PINYIN)]
    assert found[0] == "dogs"
    found = [one.id for one in find(KINDS, "垃圾", PINYIN)]
    assert found[0] == "garbage_room"
    assert found.index("garbage_room") < found.index("construction_waste")


def test_nothing_typed_finds_everything_in_its_own_order() -> None:
    assert find(KINDS, "  ", PINYIN) == KINDS


@given(st.text(max_size=30))
def test_any_text_finds_a_part_of_what_is_offered(typed: str) -> None:
    found = find(KINDS, typed, PINYIN)
    assert len({one.id for one in found}) == len(found)
    assert all(one in KINDS for one in found)


@given(st.sampled_from(SHIPPED))
@pytest.mark.no_cover
def test_everything_is_found_by_its_own_name_id_and_initials(one: Candidate) -> None:
    for typed in (one.name.zh, one.id, PINYIN.initials(one.name.zh), one.name.en):
        assert one in find(SHIPPED, typed, PINYIN)

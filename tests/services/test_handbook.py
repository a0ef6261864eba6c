"""The handbook: found by anything, honest about what was read, and by the law of the day."""

from dataclasses import replace

import pytest

from patrol_tui.catalog_files import load_catalog, load_pinyin
from patrol_tui.domain.catalog import LawRef, LawRole
from patrol_tui.domain.catalog.earlier import EARLIER, laws_without_earlier, refs_of_day
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.services.handbook import (
    Shelf,
    Standing,
    cite,
    contacts_to_check,
    directory,
    entries,
    entry_named,
    is_called_long_ago,
    kinds_citing,
    procedure_of,
    search,
    standing_of,
)
from patrol_tui.services.handbook_links import linked

CATALOG, PINYIN = load_catalog()[0], load_pinyin()
TODAY = "2026-11-23"


def found(typed: str, day: str = TODAY) -> list[str]:
    return [entry.id for entry in search(entries(CATALOG, day), typed, PINYIN)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("zdjy", "street_vending"),
        ("占道", "street_vending"),
        ("消防法 第28条", "fire_lane"),
        ("jycx", "summary_procedure"),
        ("复议前置", "remedy_on_spot"),
        ("pcssqmj", "police_post"),
        ("kkxyqzx", None),
    ],
)
def test_an_entry_is_found_by_chinese_pinyin_and_article(typed: str, first: str | None) -> None:
    assert next(iter(found(typed)), None) == first


def test_an_article_is_found_by_its_number_alone() -> None:
    assert "street_vending" in found("第31条")
    assert "case_periods" in found("72")


@pytest.mark.parametrize("typed", ["第三十一条", "31条", "art. 31", "article 31", "Art. 31"])
def test_an_article_is_found_however_it_is_written(typed: str) -> None:
    assert found(typed) == found("第31条")
    assert {"street_vending", "jn_appearance"} <= set(found(typed))
    assert "fire_lane" not in found(typed)


@pytest.mark.parametrize(
    "typed",
    ["消防法第二十八条", "《消防法》28条", "xff 28", "Fire Law art. 28", "art. 28 of the Fire Law"],
)
def test_an_article_of_one_law_is_found_by_both(typed: str) -> None:
    assert set(found(typed)) == {"fire_lane", "ebike_charging", "fire_law"}


def test_a_law_whose_article_nobody_entered_is_found_alone() -> None:
    assert found("消防法第九十九条") == ["fire_law"]
    assert found("第九百九十九条") == []
    assert found("东街 99") == []
    assert "garbage_room" in found("垃圾房")


def test_an_act_before_the_code_is_shown_the_law_of_its_day() -> None:
    kind = CATALOG.kind("open_barbecue")
    shown = refs_of_day(CATALOG, kind.law, "2026-08-14")
    assert [(one.law, one.verified) for one in shown] == [
        ("air_law_old", False),
        ("eco_code", True),
    ]
    assert refs_of_day(CATALOG, kind.law, TODAY) == kind.law
    assert laws_without_earlier(CATALOG, kind.law, "2026-08-14") == ()
    noisy = refs_of_day(CATALOG, CATALOG.kind("community_noise").law, "2025-12-01")
    assert [one.law for one in noisy if one.note == EARLIER] == [
        "noise_law_old",
        *["noise_law_old", "public_security_old"],
    ]
    stray = LawRef(law="eco_code", role=LawRole.BAN, before=("nosuch", "sd_fire_old"))
    assert refs_of_day(CATALOG, [stray, ref("nosuch")], "2026-08-14") == (stray, ref("nosuch"))


def test_where_no_earlier_law_is_known_that_is_said() -> None:
    dogs = CATALOG.kind("dogs").law
    lacking = laws_without_earlier(CATALOG, dogs, "2021-08-31")
    assert [law.id for law in lacking] == ["jn_dogs"]
    assert laws_without_earlier(CATALOG, dogs, TODAY) == ()


def test_a_text_that_is_younger_than_the_act_is_to_be_checked() -> None:
    law = CATALOG.law("jn_appearance")
    assert standing_of(law, "2015-09-24") is Standing.IN_FORCE
    assert standing_of(law, "2015-09-23") is Standing.TO_CHECK
    assert standing_of(CATALOG.law("civil_code"), "2020-01-01") is Standing.IN_FORCE


def test_nothing_typed_finds_everything_in_the_order_of_the_shelves() -> None:
    shelves = [entry.shelf for entry in entries(CATALOG, TODAY)]
    assert sorted(found("")) == sorted(entry.id for entry in entries(CATALOG, TODAY))
    assert list(dict.fromkeys(shelves)) == list(Shelf)


def test_ids_of_the_handbook_name_one_entry_each() -> None:
    ids = [entry.id for entry in entries(CATALOG, TODAY)]
    assert len(ids) == len(set(ids))


def test_an_entry_is_named_by_a_beginning_that_only_it_has() -> None:
    assert entry_named(CATALOG, "street_v", TODAY).shelf is Shelf.KIND
    assert entry_named(CATALOG, "remedy_usual", TODAY).shelf is Shelf.TOPIC
    with pytest.raises(Refused):
        entry_named(CATALOG, "remedy_", TODAY)
    with pytest.raises(NotFound):
        entry_named(CATALOG, "nothing", TODAY)


def test_a_law_that_was_not_read_is_to_be_checked_whatever_cites_it() -> None:
    assert standing_of(CATALOG.law("sd_fire"), TODAY) is Standing.TO_CHECK
    assert standing_of(CATALOG.law("fire_law"), TODAY) is Standing.IN_FORCE
    assert standing_of(CATALOG.law("fire_law"), TODAY, is_read=False) is Standing.TO_CHECK
    assert standing_of(None, TODAY) is Standing.TO_CHECK
    assert entry_named(CATALOG, "filling_forms", TODAY).standing is Standing.TO_CHECK
    assert entry_named(CATALOG, "ebike_charging", TODAY).standing is Standing.TO_CHECK
    assert entry_named(CATALOG, "open_burning", TODAY).standing is Standing.TO_CHECK


def test_the_code_holds_from_its_day_and_the_old_laws_till_the_day_before() -> None:
    for day, old, new in (
        ("2026-08-14", Standing.TO_CHECK, Standing.NOT_YET),
        ("2026-08-15", Standing.REPEALED, Standing.IN_FORCE),
    ):
        assert standing_of(CATALOG.law("noise_law_old"), day) is old
        assert standing_of(CATALOG.law("eco_code"), day) is new
    assert entry_named(CATALOG, "waste_sorting", "2026-08-01").standing is Standing.TO_CHECK
    assert entry_named(CATALOG, "law_of_the_day", "2026-08-01").standing is Standing.NOT_YET


def ref(law: str) -> LawRef:
    return LawRef(law=law, articles=("1",), role=LawRole.BAN, verified=True)


def test_citing_refuses_a_repealed_law_and_names_the_one_that_holds() -> None:
    with pytest.raises(Refused) as refused:
        cite(CATALOG, ref("noise_law_old"), TODAY)
    assert refused.value.params["after"] == CATALOG.law("eco_code").short
    ended = replace(CATALOG.law("noise_law_old"), replaced_by="")
    alone = replace(CATALOG, laws={**CATALOG.laws, "noise_law_old": ended})
    with pytest.raises(Refused) as refused:
        cite(alone, ref("noise_law_old"), TODAY)
    assert "after" not in refused.value.params


def test_citing_takes_the_law_of_the_day_of_the_act() -> None:
    with pytest.raises(Refused):
        cite(CATALOG, ref("eco_code"), "2026-08-14")
    assert cite(CATALOG, ref("noise_law_old"), "2026-08-14").id == "noise_law_old"
    assert cite(CATALOG, ref("eco_code"), "2026-08-15").id == "eco_code"
    assert cite(CATALOG, ref("sd_fire"), TODAY).id == "sd_fire"


def test_links_lead_both_ways() -> None:
    lane = CATALOG.kind("fire_lane")
    assert lane in kinds_citing(CATALOG, "fire_law")
    assert all(
        any(one.law == "fire_law" for one in k.law) for k in kinds_citing(CATALOG, "fire_law")
    )


def test_whatever_leads_somewhere_is_led_back_to() -> None:
    shown = entries(CATALOG, TODAY)
    for one in shown:
        for other in linked(CATALOG, one, shown):
            assert one in linked(CATALOG, other, shown), (one.id, other.id)
    lane = entry_named(CATALOG, "fire_lane", TODAY)
    assert {one.id for one in linked(CATALOG, lane, shown)} == {
        *("fire_law", "sd_fire", "fire", "police"),
    }
    desk = entry_named(CATALOG, "housing_desk", TODAY)
    assert [one.id for one in linked(CATALOG, desk, shown)] == ["housing"]


def test_the_procedure_of_a_kind_tells_order_and_remedies() -> None:
    ids = [topic.id for topic in procedure_of(CATALOG, CATALOG.kind("waste_sorting"))]
    assert ids == ["order_first", "remedy_on_spot", "remedy_usual"]
    assert procedure_of(CATALOG, CATALOG.kind("fire_lane")) == ()
    ids = [topic.id for topic in procedure_of(CATALOG, CATALOG.kind("shopfront_trading"))]
    assert ids == ["order_first", "remedy_usual"]


def test_a_contact_is_found_by_department_and_says_how_old_it_is() -> None:
    assert [one.id for one in directory(CATALOG, "gongan", PINYIN, TODAY)] == ["police_post"]
    assert [one.id for one in directory(CATALOG, "滨湖站", PINYIN, TODAY)] == [
        "binhu_market",
        "binhu_property",
    ]
    desk = CATALOG.contacts["housing_desk"]
    assert is_called_long_ago(desk, TODAY)
    assert not is_called_long_ago(desk, "2026-06-01")
    assert is_called_long_ago(CATALOG.contacts["binhu_property"], TODAY)
    to_call = {one.id for one in contacts_to_check(CATALOG, TODAY, "binhu")}
    assert to_call == {"housing_desk", "greening_desk", "binhu_property"}
    assert "binhu_property" not in {one.id for one in contacts_to_check(CATALOG, TODAY, "nanhu")}


def test_nobody_has_to_call_a_contact_that_is_no_longer_offered() -> None:
    gone = replace(CATALOG.contacts["housing_desk"], retired=True)
    catalog = replace(CATALOG, contacts={"housing_desk": gone})
    assert contacts_to_check(catalog, TODAY, "binhu") == ()


def test_a_contact_that_was_called_of_late_can_be_relied_on() -> None:
    desk = replace(CATALOG.contacts["housing_desk"], sample=False, checked_on="2026-11-20")
    named = replace(desk, id="person", department="", name="王某", post=Words("网格", "Grid"))
    catalog = replace(CATALOG, contacts={"housing_desk": desk, "person": named})
    standings = {one.id: one.standing for one in entries(catalog, TODAY) if one.shelf == "contact"}
    assert standings == {"housing_desk": Standing.IN_FORCE, "person": Standing.IN_FORCE}
    later = {one.id: one.standing for one in entries(catalog, "2027-11-20")}
    assert later["person"] is Standing.TO_CHECK
    assert [one.id for one in directory(catalog, "王某", PINYIN, TODAY)] == ["person"]


def test_what_is_retired_is_in_no_handbook() -> None:
    def without(section: str, name: str) -> list[str]:
        things = dict(CATALOG.section(section))
        things[name] = replace(things[name], retired=True)  # type: ignore[type-var]
        return [one.id for one in entries(replace(CATALOG, **{section: things}), TODAY)]  # type: ignore[arg-type]

    for section, name in (
        ("kinds", "dogs"),
        ("topics", "service"),
        ("departments", "justice"),
        ("contacts", "water_duty"),
    ):
        assert name not in without(section, name)


def test_the_directory_stands_by_the_sound_of_its_names() -> None:
    listed = [PINYIN.full(one.post.zh) for one in directory(CATALOG, " ", PINYIN, TODAY)]
    assert len(listed) > 2
    assert listed == sorted(listed)

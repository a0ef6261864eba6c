"""The handbook: found by anything, honest about what was read, and by the law of the day."""

from dataclasses import replace

import pytest

from patrol_tui.catalog_files import load_catalog, load_pinyin
from patrol_tui.domain.catalog import LawRef, LawRole
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


def test_nothing_typed_finds_everything_in_the_order_of_the_shelves() -> None:
    shelves = [entry.shelf for entry in entries(CATALOG, TODAY)]
    assert found("") == [entry.id for entry in entries(CATALOG, TODAY)]
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
    assert entry_named(CATALOG, "waste_sorting", "2026-08-01").standing is Standing.NOT_YET


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

"""What facts, states, fields and values are called, in columns and in sentences."""

import pytest

from patrol_tui.domain.catalog import Words
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.subjects import SUBJECTS
from patrol_tui.domain.subjects.issue import FLAGS as ISSUE_FLAGS
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL, RESULTS
from patrol_tui.language import _
from patrol_tui.services import wording
from patrol_tui.services.requests import StartPatrol
from patrol_tui.services.wording import (
    FACTS,
    FLAGS,
    SETS,
    STATUSES,
    field_label,
    listing,
    spot_words,
    value_words,
)
from tests.services.laptop import SMALL, Laptop, at, record


def of_issue(**changes: object) -> State:
    """Return an issue as it was just recorded."""
    laptop = Laptop()
    return laptop.state(laptop.do(record(**changes)).subject)


def of_patrol() -> State:
    """Return a patrol that has just begun."""
    laptop = Laptop()
    laptop.do(StartPatrol("north"))
    return laptop.patrol()


def spoken(words: Words | Phrase, lang: str = "zh") -> str:
    if isinstance(words, Words):
        return words.in_(lang)
    return words.text(_ if lang == "zh" else str, lang)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.type)
def test_all_that_a_subject_declares_has_words(subject: Subject) -> None:
    for name in subject.facts.values():
        template = FACTS[f"{subject.type}.{name}" if f"{subject.type}.{name}" in FACTS else name]
        assert _(template) != template
    for field in subject.fields:
        assert isinstance(field.label, Words) or _(field.label) != field.label
    declared = {field.name for field in subject.fields if field.is_set}
    assert subject.sets - declared <= SETS.keys()


def test_states_and_results_have_two_characters_or_six_letters() -> None:
    issue_and_patrol = {*ISSUE.statuses, *ISSUE_FLAGS, *PATROL.statuses}
    assert issue_and_patrol <= STATUSES.keys()
    assert {*RESULTS, ""} == wording.RESULTS.keys()
    for words in (*STATUSES.values(), *wording.RESULTS.values()):
        assert len(words.zh) == 2
        assert len(words.en) <= 6


def test_everything_that_stands_in_a_sentence_is_translated() -> None:
    for template in (*FACTS.values(), *FLAGS.values(), *SETS.values()):
        assert _(template) != template


def test_ids_are_offered_with_their_names() -> None:
    known = {"fire": Words("消防", "Fire"), "police": Words("公安", "Police")}
    assert listing(known) == Words("fire（消防）、police（公安）", "fire, police")
    assert listing({}) == Words("-", "-")


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        ("party", None, "空", "empty"),
        ("party", {"expunged": True}, "已清除", "expunged"),
        ("width_m", {"sealed": {"box": ""}}, "已封存", "sealed"),
        ("moved", True, "是", "yes"),
        ("moved", False, "否", "no"),
        ("status", "reported", "上报", "Report"),
        ("status", "filed", "立案", "Filed"),
        ("status", "burning", "burning", "burning"),
        ("kind", "vendor", "占道经营", "Street vending"),
        ("kind", "ufo", "ufo", "ufo"),
        ("lane", "exit", "安全出口", "Exit"),
        ("lane", "old", "旧项", "Old"),
        ("lane", "unknown", "unknown", "unknown"),
        ("found", ["smell", "full"], "异味、满溢", "Smell, Full"),
        ("width_m", "2.1", "2.1 米", "2.1 m"),
        ("since_min", 30, "30 分钟", "30 min"),
        ("stalls", 3, "3", "3"),
        ("heard_at", at("2026-11-22T23:50"), "2026-11-22 23:50", "2026-11-22 23:50"),
        ("heard_at", "23:50", "23:50", "23:50"),
        ("office", "fire", "消防救援", "Fire"),
        ("office", "居委会", "居委会", "居委会"),
        ("deadline_us", at("2026-11-24T09:00"), "2026-11-24 09:00", "2026-11-24 09:00"),
        ("deadline_us", "soon", "soon", "soon"),
        ("lat_e7", 369_700_000, "36.9700000", "36.9700000"),
        ("handed_to", "fire", "消防救援", "Fire"),
        ("lead", "警务室", "警务室", "警务室"),
        ("support", ["fire", "x"], "消防救援、x", "Fire, x"),
        ("flags", ["suspended"], "挂账", "Held"),
        ("measures", ["persuaded", "prayed"], "劝导、prayed", "Persuaded, prayed"),
        ("stations", ["nanhu", "moon"], "南湖站、moon", "Nanhu, moon"),
        ("note", "{0} [/red]", "{0} [/red]", "{0} [/red]"),
        ("code", {"code": "09012", "name": "占用"}, "09012 占用", "09012 占用"),
        ("code", {}, "", ""),
        ("checkpoint", "gate", "gate号点", "Point gate"),
        ("checkpoint", "moon", "moon", "moon"),
        ("drone", 7, "7", "7"),
    ],
)
def test_a_value_of_an_issue_reads_in_both_languages(
    name: str, value: Json, zh: str, en: str
) -> None:
    words = value_words(SMALL, ISSUE, of_issue(), name, value)
    assert (spoken(words), spoken(words, "en")) == (zh, en)


def test_a_time_says_its_year_unless_it_is_the_present_one() -> None:
    for year, said in ((2026, "11-22 23:50"), (2027, "27-11-22 23:50")):
        heard = at(f"{year}-11-22T23:50")
        for name in ("heard_at", "deadline_us"):
            words = value_words(SMALL, ISSUE, of_issue(), name, heard, at("2026-11-23T09:00"))
            assert spoken(words) == said


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        ("route", "north", "北线", "North"),
        ("route", "gone", "gone", "gone"),
        ("shift", "night", "夜班", "Night"),
        ("shift", "noon", "noon", "noon"),
        ("check/gate/clear", None, "待查", "To do"),
        ("check/gate/clear", {"result": "ok"}, "正常", "OK"),
        ("check/gate/clear", {"result": "odd"}, "odd", "odd"),
        (
            "check/gate/clear",
            {"result": "unchecked", "reason": "落叶"},
            "未查，落叶",
            "Unseen, 落叶",
        ),
        ("arrived/gate", at("2026-11-23T10:05"), "2026-11-23 10:05", "2026-11-23 10:05"),
        ("skipped/gate", "施工", "施工", "施工"),
    ],
)
def test_a_value_of_a_patrol_reads_in_both_languages(
    name: str, value: Json, zh: str, en: str
) -> None:
    words = value_words(SMALL, PATROL, of_patrol(), name, value)
    assert (spoken(words), spoken(words, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("lane", "通道"),
        ("place", "地点"),
        ("status", "状态"),
        ("retracted", "已撤回"),
        ("flags", "标记"),
        ("drone", "drone"),
    ],
)
def test_a_field_of_an_issue_has_a_label(name: str, label: str) -> None:
    assert spoken(field_label(SMALL, ISSUE, of_issue(), name)) == label


def test_a_field_of_another_kinds_form_keeps_its_label() -> None:
    vendor = of_issue(kind="vendor")
    assert spoken(field_label(SMALL, ISSUE, vendor, "width_m")) == "余宽"
    gone = type(SMALL)(districts=SMALL.districts)
    assert spoken(field_label(gone, ISSUE, of_issue(), "width_m")) == "width_m"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("check/gate/clear", "检查 gate号点，看clear"),
        ("check/gate/roof", "检查 gate号点"),
        ("arrived/market", "到站 market号点"),
        ("left/moon", "离站 moon"),
        ("width_m", "width_m"),
    ],
)
def test_a_field_of_a_patrol_names_its_checkpoint(name: str, label: str) -> None:
    assert spoken(field_label(SMALL, PATROL, of_patrol(), name)) == label


def test_a_checkpoint_of_a_route_that_is_gone_is_called_by_its_id() -> None:
    gone = type(SMALL)(districts=SMALL.districts)
    assert spot_words(gone, of_patrol(), "arrived/gate") == Words("gate", "gate")

"""Answers to a form: what is typed, in Chinese or English, and what is stored."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.catalog_files import load_catalog
from patrol_tui.domain.catalog import FieldType, FormField
from patrol_tui.domain.entries import payload
from patrol_tui.domain.language.errors import PatrolError, Usage
from patrol_tui.services.things.answers import Unfit, department_id, flag, form_value
from tests.services.laptop import FORM, LANE, Laptop, at

FIELDS = {field.id: field for field in FORM}
DESK = Laptop(now_us=at("2026-11-23T00:10")).desk()


def answer(name: str, typed: str) -> payload.Json:
    return form_value(DESK, FIELDS[name], typed)


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("area", "  ５号楼 [/red] ", "５号楼 [/red]"),
        ("area", "一\n二", "一\n二"),
        ("area", " \u3000 ", None),
        ("width_m", "2.10", "2.1"),
        ("width_m", "２．１", "2.1"),
        ("width_m", "２。１", "2.1"),
        ("width_m", "2.1米", "2.1"),
        ("width_m", " 2.1 m ", "2.1"),
        ("width_m", "100", "100"),
        ("width_m", "0", "0"),
        ("stalls", "１２", 12),
        ("since_min", "30", 30),
        ("since_min", "30分钟", 30),
        ("since_min", "1：30", 90),
        ("moved", "有", True),
        ("moved", "１", True),
        ("moved", "No", False),
        ("moved", "没有", False),
        ("plate", "鲁a·１２３４５", "鲁A12345"),
        ("plate", " 鲁A 12?4* ", "鲁A12?4*"),
        ("plate", "无牌", "无牌"),
        ("phone", "+86 138-0000-0000", "+8613800000000"),
        ("phone", "（0531）８４２３", "05318423"),
        ("office", "119", "fire"),
        ("office", " 居委会 ", "居委会"),
        ("lane", "2", "exit"),
        ("lane", "２", "exit"),
        ("lane", "EXIT", "exit"),
        ("lane", "安全出口", "exit"),
        ("lane", "fire access", "access"),
        ("found", "smell，满溢、1", ["smell", "full"]),
        ("found", " 2 ; 1 ", ["full", "smell"]),
        ("found", "，、", []),
        ("found", "1 smell", ["smell"]),
        ("heard_at", "23:50", at("2026-11-22T23:50")),
        ("heard_at", "0005", at("2026-11-23T00:05")),
        ("heard_at", "0：10", at("2026-11-23T00:10")),
        ("heard_at", "2026-11-20T21:00", at("2026-11-20T21:00")),
    ],
)
def test_what_is_typed_is_stored_in_one_form(name: str, typed: str, stored: payload.Json) -> None:
    assert answer(name, typed) == stored


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("width_m", "two", "Width_M wants a number such as 2.1, not two."),
        ("width_m", "米", "Width_M wants a number such as 2.1, not 米."),
        ("width_m", "-1", "Width_M wants a number such as 2.1, not -1."),
        ("width_m", "1e9", "Width_M wants a number such as 2.1, not 1e9."),
        ("stalls", "1.5", "Stalls wants a whole number, not 1.5."),
        ("stalls", "9" * 12, f"Stalls wants a whole number, not {'9' * 12}."),
        (
            "since_min",
            "soon",
            "Since_Min wants minutes such as 30, or hours such as 1:30, not soon.",
        ),
        ("moved", "perhaps", "Moved wants yes or no, not perhaps."),
        (
            "plate",
            "鲁A 1234567890123",
            "Plate wants a plate such as 鲁A12345, with ? for what cannot be read.",
        ),
        ("phone", "call me", "Phone wants a phone number, not call me."),
        ("lane", "3", "3 is no answer to Lane. Possible are: access, exit."),
        ("lane", "0", "0 is no answer to Lane. Possible are: access, exit."),
        ("lane", "旧项", "旧项 is no answer to Lane. Possible are: access, exit."),
        ("found", "smell burnt", "burnt is no answer to Found. Possible are: smell, full."),
    ],
)
def test_what_does_not_fit_is_refused_and_names_the_field(name: str, typed: str, said: str) -> None:
    with pytest.raises(Unfit) as refused:
        answer(name, typed)
    assert str(refused.value) == said
    assert refused.value.field == name


def test_a_refusal_names_field_and_choices_in_chinese_too() -> None:
    with pytest.raises(Unfit) as refused:
        answer("lane", "3")
    possible = "access（消防车通道）、exit（安全出口）"
    assert refused.value.text(str) == f"3 is no answer to 通道. Possible are: {possible}."


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(Usage, match="is no time"):
        answer("heard_at", "yesterday")


@given(st.sampled_from(FieldType), st.text(max_size=40))
def test_whatever_is_typed_is_stored_or_refused(kind: FieldType, typed: str) -> None:
    field = FormField(id="x", label=LANE.label, type=kind, choices=LANE.choices)
    with suppress(PatrolError):
        stored: payload.Json = {"set": {"x": form_value(DESK, field, typed)}}
        assert payload.decode(payload.encode(stored)) == stored


def test_every_choice_that_is_shipped_can_be_typed_in_four_ways() -> None:
    for kind in load_catalog()[0].kinds.values():
        for field in kind.form():
            for number, choice in enumerate(field.offered(), 1):
                ways = (choice.id, choice.name.zh, choice.name.en, str(number))
                stored = [form_value(DESK, field, typed) for typed in ways]
                wanted = [choice.id] if field.type is FieldType.CHOICES else choice.id
                assert stored == [wanted] * 4, (kind.id, field.id, choice.id)


def test_every_department_that_is_shipped_is_known_by_its_names() -> None:
    catalog = load_catalog()[0]
    desk = Laptop(catalog=catalog).desk()
    for department in catalog.departments.values():
        for typed in (department.id, department.name.zh, department.full_name.zh):
            assert department_id(desk, typed) == department.id


@pytest.mark.parametrize(("typed", "meant"), [("是", True), ("否", False), ("maybe", None)])
def test_yes_and_no_have_many_spellings(typed: str, *, meant: bool | None) -> None:
    assert flag(typed) is meant

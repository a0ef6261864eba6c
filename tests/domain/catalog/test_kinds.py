"""Kinds of issue, their fields, and the law behind them."""

import pytest

from patrol_tui.domain.catalog import Law, Words
from patrol_tui.domain.catalog.items import shape_of
from tests.domain.catalog import sample


def test_a_form_leaves_out_retired_fields_but_still_knows_them() -> None:
    kind = sample.kind()
    assert [field.id for field in kind.form()] == ["lane", "found"]
    assert kind.field("gone") is sample.GONE
    assert kind.field("never") is None


def test_a_field_offers_no_retired_choice_but_still_knows_it() -> None:
    assert [choice.id for choice in sample.LANE.offered()] == ["access", "exit"]
    old = sample.LANE.choice("old")
    assert old is not None
    assert old.name.zh == "旧项"
    assert sample.LANE.choice("never") is None


def test_the_first_code_of_a_generation_is_the_best() -> None:
    code = sample.kind().code(3)
    assert code is not None
    assert (code.code, code.confirmed) == ("09012", False)
    assert sample.kind().code(1) is None


def test_a_proposal_goes_to_the_agenda_and_is_no_violation() -> None:
    kind = sample.kind()
    proposal = {"found": ["smell", "rebuild"]}
    assert kind.goes_to_agenda(proposal)
    assert not kind.may_penalise(proposal)
    assert not kind.goes_to_agenda({"found": ["smell"]})


def test_an_answer_can_name_another_department_in_charge() -> None:
    kind = sample.kind(authority=("urban",))
    assert kind.authority_for({"lane": "exit"}) == ("fire",)
    assert not kind.may_penalise({"lane": "exit"})
    assert kind.authority_for({"lane": "access"}) == ("urban",)
    assert kind.may_penalise({"lane": "access"})
    assert not sample.kind(can_penalise=False).may_penalise({})


@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2026-08-14", False), ("2026-08-15", True), ("2030-01-01", True), ("2030-01-02", False)],
)
def test_law_is_in_force_from_its_first_day_to_its_last(day: str, *, in_force: bool) -> None:
    words = Words("法", "Law")
    law = Law(id="l", name=words, short=words, valid_from="2026-08-15", valid_to="2030-01-01")
    assert law.in_force(day) is in_force


def test_words_are_chinese_unless_english_is_asked_for() -> None:
    words = Words("北线", "North")
    assert [words.in_(lang) for lang in ("zh", "en", "fr")] == ["北线", "North", "北线"]


def test_only_types_that_json_knows_have_a_shape() -> None:
    with pytest.raises(KeyError):
        shape_of(float)

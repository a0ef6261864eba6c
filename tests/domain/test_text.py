"""Typed text does nothing to a terminal, and compares as people read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.language.text import folded, inert, is_blank


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("车停在消防车道上。", "车停在消防车道上。"),
        ("[/red] [bold]{0}", "[/red] [bold]{0}"),
        ("\x1b[31m红\x1b[0m", "红"),
        ("\x1b]0;title\x07门\x1b]8;;x\x1b\\", "门"),
        ("\x1bM\x1b7\x9b31m", "731m"),
        ("a\tb", "a b"),
        ("一\r\n二\r三\x0b四\x0c五\x85六\u2028七\u2029八", "一 二 三 四 五 六 七 八"),
        ("a\x00b\x07c\x7fd", "abcd"),
        ("\u202egpj.exe\u202c", "gpj.exe"),
        ("\u2066a\u2069\u200f\u061cb", "ab"),
        ("零\u200b宽\ufeff\u00ad\u2060", "零宽"),
        ("⚠\ufe0f", "⚠"),
        ("葛\U000e0100", "葛"),
        ("半\ud83d个\udcff", "半\ufffd个\ufffd"),
        ("👍", "👍"),
        ("", ""),
    ],
)
def test_nothing_is_left_that_a_terminal_would_obey(typed: str, shown: str) -> None:
    assert inert(typed) == shown


def test_lines_stay_where_they_are_wanted() -> None:
    assert inert("一\r\n二\x1b[2J\n\u2028三", lines=True) == "一\n二\n\n三"


def test_ten_thousand_characters_stay_ten_thousand() -> None:
    assert len(inert("长" * 10_000)) == 10_000


@given(st.text(st.characters()))
def test_what_is_inert_can_be_written_anywhere(typed: str) -> None:
    shown = inert(typed)
    shown.encode()
    assert "\x1b" not in shown
    assert len(shown.splitlines()) <= 1
    assert inert(shown) == shown


@pytest.mark.parametrize("typed", ["", " \u3000\t\n", "\x00\x1b[31m", "\u200b\ufeff"])
def test_a_text_of_which_nothing_can_be_seen_is_blank(typed: str) -> None:
    assert is_blank(typed)


def test_a_text_of_which_something_can_be_seen_is_not_blank() -> None:
    assert not is_blank(" . ")


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("  zdJY　１２\n", "zdjy 12"),
        ("Straße", "strasse"),
        ("５号楼  西侧", "5号楼 西侧"),
        ("\x1b[1m鲁A", "鲁a"),
    ],
)
def test_search_compares_half_width_and_lower_case(typed: str, compared: str) -> None:
    assert folded(typed) == compared

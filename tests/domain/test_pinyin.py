"""Chinese text by its sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.language.pinyin import Fit, Pinyin

TABLE = """\
# source: for tests
a 阿
che 车
chang 长
dao 道
hao 号
jing 经
ying 营
zhan 占
= second
ju 车
zhang 长
"""
PINYIN = Pinyin(TABLE)


def test_syllables_and_initials_of_a_text() -> None:
    assert PINYIN.full("占道经营") == "zhandaojingying"
    assert PINYIN.initials("占道经营") == "zdjy"
    assert PINYIN.syllables("占道 B12号，ok") == ["zhan", "dao", "b12", "hao", "ok"]


def test_full_width_letters_and_digits_count_as_half_width() -> None:
    assert PINYIN.initials("Ａ１２号") == "a12h"
    assert PINYIN.full("Ａ１２号") == "a12hao"


def test_characters_without_a_reading_stay_and_signs_vanish() -> None:
    assert PINYIN.full("占𠀀！ ") == "zhan𠀀"


def test_texts_sort_by_sound() -> None:
    assert sorted(["占道", "车", "阿"], key=PINYIN.sort_key) == ["阿", "车", "占道"]


@pytest.mark.parametrize(
    ("typed", "fit"),
    [
        ("zdjy", Fit(0, 0)),
        ("zhdj", Fit(0, 1)),
        ("zhandao", Fit(0, 2)),
        ("zhand", Fit(0, 2)),
        ("zhan dao", Fit(0, 2)),
        ("zdjing", Fit(0, 1)),
        ("占dao经", Fit(0, 1)),
        ("jy", Fit(2, 0)),
        ("ZD", Fit(0, 2)),
        ("zj", None),
        ("zdjyx", None),
        ("", None),
    ],
)
def test_typed_letters_fit_in_any_mixture(typed: str, fit: Fit | None) -> None:
    assert PINYIN.fit(typed, "占道经营") == fit


def test_a_character_of_two_readings_answers_to_both() -> None:
    for typed in ("chedao", "judao", "cd", "jd"):
        assert PINYIN.fit(typed, "车道") == Fit(0, 0)
    assert PINYIN.initials("车道") == "cd"
    assert PINYIN.fit("zhangdao", "长道") == Fit(0, 0)


def test_signs_in_the_text_are_passed_over() -> None:
    assert PINYIN.fit("5hcd", "5号-车道") == Fit(0, 0)


@given(st.text(alphabet="占道经营车长号a5 ，", max_size=30))
def test_a_text_fits_its_own_initials_and_syllables(text: str) -> None:
    for typed in (PINYIN.initials(text), PINYIN.full(text)):
        fit = PINYIN.fit(typed, text)
        assert fit is not None if typed else fit is None
        assert fit is None or fit.start == 0


@given(st.text(max_size=60))
def test_any_text_has_a_sound(text: str) -> None:
    assert "".join(PINYIN.syllables(text)) == PINYIN.full(text)
    assert len(PINYIN.initials(text)) <= len(PINYIN.full(text))

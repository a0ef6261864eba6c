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
= surnames
yu chi 尉迟
qiu 仇

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


def test_numbers_sort_by_value_and_before_letters_which_stand_among_the_syllables() -> None:
    texts = ["占道", "12号", "车B", "\uff21TM", "3号", "车a", "号", "９号", "阿", ""]
    assert sorted(texts, key=PINYIN.sort_key) == [
        *("", "3号", "９号", "12号", "阿", "\uff21TM", "车a", "车B", "号", "占道"),
    ]


def test_a_syllable_ends_where_it_ends() -> None:
    table = Pinyin("an 安\nxi 西\nxian 先\nxing 星\n")
    assert sorted(["先星", "西安", "西星"], key=table.sort_key) == ["西安", "西星", "先星"]


def test_people_sort_by_their_surname_as_it_is_read() -> None:
    assert PINYIN.name_key("仇 道")[0] == "qiu dao"
    assert PINYIN.name_key("尉迟 长")[0] == "yu chi chang"
    assert PINYIN.name_key("占道")[0] == "zhan dao"
    assert PINYIN.name_key("")[0] == ""
    assert PINYIN.fit("qd", "仇道") == Fit(0, 0)


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

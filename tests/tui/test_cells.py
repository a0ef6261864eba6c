"""Text in terminal cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.tui.cells import cells, centred, cut, head, pad, pad_left, plain, wrap


def test_what_does_not_fit_ends_in_two_dots() -> None:
    assert cut("5号楼消防车道", 10) == "5号楼消.."
    assert cells(cut("消防车道占用", 9)) <= 9
    assert cut("消防", 4) == "消防"
    assert cut("消防车道", 1) == "."
    assert head("消防", 0) == ""


def test_padding_counts_cells() -> None:
    assert pad("消防", 6) == "消防  "
    assert pad_left("余0:46", 8) == "  余0:46"
    assert centred("正常", 9) == "  正常   "


def test_no_line_begins_with_closing_punctuation() -> None:
    lines = wrap("您的车停在消防车道上，请马上开走。我在这里等（五分钟）。", 12)
    assert all(line[0] not in "，。（）" or line[0] == "（" for line in lines)
    assert not any(line.endswith("（") for line in lines)
    assert "".join(lines) == "您的车停在消防车道上，请马上开走。我在这里等（五分钟）。"


def test_words_of_letters_stay_whole_unless_a_line_cannot_hold_them() -> None:
    assert wrap("第 5 站 checkpoint", 10) == ["第 5 站", "checkpoint"]
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_line_breaks_stay_and_long_lines_end_at_36_characters() -> None:
    assert wrap("一\n二", 20) == ["一", "二"]
    assert cells(wrap("字" * 60, 200)[0]) == 72


@pytest.mark.parametrize("text", ["\x1b[31m红", "a\u202eb", "a\tb", "\udcff"])
def test_nothing_shown_is_obeyed_by_the_terminal(text: str) -> None:
    assert plain(text).isprintable()
    plain(text).encode()


def test_a_path_breaks_behind_its_slashes() -> None:
    assert wrap("/srv/patrol/home/config", 20) == ["/srv/patrol/home/", "config"]
    assert wrap(r"C:\\patrol\\a_long_folder", 20)[0].endswith("\\")
    assert wrap("/a_very_long_name_of_one", 10) == ["/a_very_lo", "ng_name_of", "_one"]


@given(st.text(alphabet="消防车道，。abc 12", max_size=60), st.integers(min_value=4, max_value=40))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")

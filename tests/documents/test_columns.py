"""Lines end between words, and columns are so wide that times and numbers stay whole."""

from itertools import pairwise

import pytest

from patrol_tui.documents.breaking import lines_of, pieces
from patrol_tui.documents.columns import fitted, in_cells
from patrol_tui.domain.table import width_in_cells as cells


def broken(text: str, width: int) -> list[str]:
    """Return the lines of a text in a column of so many cells."""
    return list(lines_of(text, width, cells))


@pytest.mark.parametrize(
    "marked",
    [
        "到|达|08:51，|离|开",
        "2026年3月2日| |08时51分",
        "见|BH-责改2026-01-02|号",
        "按|BH-p261112-01-01|查",
        "约|2.5|米",
        "（一）、|王|看|见",
        "葛\U000e0100|城",
        "队员甲| |王𠮷㛃",
    ],
)
def test_what_belongs_together_is_one_piece(marked: str) -> None:
    assert pieces(marked.replace("|", "")) == marked.split("|")


def test_a_line_ends_before_what_does_not_fit() -> None:
    assert broken("到达时间08:51以后", 10) == ["到达时间", "08:51以后"]
    assert broken("看过。很好", 4) == ["看", "过。", "很好"]
    assert broken("  另有 三件", 8) == ["  另有", "三件"]
    assert broken("", 4) == [""]


def test_what_is_wider_than_its_column_is_torn_after_a_dash_first() -> None:
    assert broken("BH-p261112-01-01", 12) == ["BH-p261112-", "01-01"]
    assert broken("370112198001011234", 8) == ["37011219", "80010112", "34"]
    assert broken("甲" * 5, 1) == ["甲"] * 5


def test_a_narrow_column_keeps_its_times_beside_a_long_text() -> None:
    times = ("到达", "08:51", "23:05")
    numbers = ("巡查编号", "BH-p261112-01-01")
    texts = ("检查项", "看看通道是否畅通" * 40)
    widths = fitted((times, numbers, texts), 60, cells)
    assert sum(widths) == pytest.approx(60)
    assert widths[0] >= cells("08:51")
    assert widths[1] >= cells("BH-p261112-01-01")
    assert widths[2] > 30


def test_one_long_remark_does_not_narrow_what_each_row_says() -> None:
    people, remarks = ("队员", *["队员甲 队员丙"] * 20), ("备注", *[""] * 19, "看" * 60)
    widths = fitted((people, remarks), 60, cells)
    assert widths[0] >= cells("队员甲 队员丙")


def test_columns_that_all_fit_share_what_is_left() -> None:
    widths = fitted((("序号", "1"), ("内容", "车头")), 40, cells)
    assert widths == [20, 20]
    assert sum(fitted((("短", "1"), ("长一些", "x" * 12)), 40, cells)) == pytest.approx(40)


def test_where_nothing_else_helps_dashes_give_way_before_words() -> None:
    columns = (("编号", "BH-p261112-01-01"), ("到达", "08:51"))
    widths = fitted(columns, 15, cells)
    assert sum(widths) == pytest.approx(15)
    assert widths[1] >= cells("08:51")
    crowded = fitted(columns, 6, cells)
    assert sum(crowded) == pytest.approx(6)


def test_a_wider_page_makes_no_column_narrower() -> None:
    columns = (("时间", "08:51"), ("地点", "甲小区5号楼西侧"), ("情况", "楼道无杂物" * 9))
    found = [fitted(columns, width, cells) for width in range(20, 140, 7)]
    for narrow, wide in pairwise(found):
        assert all(one <= other + 1e-9 for one, other in zip(narrow, wide, strict=True))


def test_where_fonts_are_not_known_digits_get_room_to_spare() -> None:
    measure = in_cells(1.5, 2)
    assert measure("王某") == pytest.approx(8)
    assert measure("08:51") == pytest.approx(5 * 1.8 + 2)

"""Two columns in a wide pane, one in any other."""

from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.beside import Beside
from patrol_tui.tui.kit.blocks import Fact, Head, Pair
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line

MAIN: list[Block] = [Head("经过", "2 条", "新的在上"), Fact("昨天", "现场记录", "已入库")]
ASIDE: list[Block] = [
    Head("依据"),
    Fact("禁止", "消防法 第28条", "待核"),
    Fact("罚则", "消防法 第60条"),
]


def text(line: Line, width: int) -> str:
    left = "".join(one for one, _style in line.left)
    right = "".join(one for one, _style in line.right)
    return left + " " * (width - cells(left) - cells(right)) + right


def test_in_a_narrow_pane_they_stand_one_below_the_other() -> None:
    rows = [text(line, 49).strip() for line in Beside(MAIN, ASIDE).lines(49)]
    assert [row[:2] for row in rows] == ["经过", "昨天", "", "依据", "禁止", "罚则"]


def test_in_a_wide_pane_each_column_has_its_own_right_edge() -> None:
    rows = [text(line, 120) for line in Beside(MAIN, ASIDE).lines(120)]
    assert len(rows) == 3
    assert {cells(row) for row in rows} == {120}
    assert {cells(row[: row.index(word)]) for row, word in zip(rows, "依禁罚", strict=True)} == {71}
    assert cells(rows[1][: rows[1].index("已入库")]) + cells("已入库") == 67
    assert rows[1].rstrip().endswith("待核")


def test_a_column_without_anything_leaves_the_width_to_the_other() -> None:
    assert Beside(MAIN, []).lines(120) == [line for one in MAIN for line in one.lines(120)]
    assert Beside([], ASIDE).lines(120) == [line for one in ASIDE for line in one.lines(120)]


def test_a_tinted_row_keeps_its_tint_within_its_column() -> None:
    tinted = Pair([("该复查了" * 20, "bold")], [("F4", "")], "tint-amber")
    (line,) = Beside([tinted], [Head("依据")]).lines(120)
    grounds = [style.partition("@")[2] for _text, style in line.left]
    assert set(grounds[:-3]) == {"tint-amber"}
    assert ".." in text(line, 120)
    assert not any(grounds[-2:])

"""Blocks and lines as text."""

from collections.abc import Sequence

import pytest
from rich.color import Color

from patrol_tui.language import set_language
from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.blocks import (
    Banner,
    Chips,
    Columns,
    Empty,
    Fact,
    Gap,
    Head,
    Keys,
    Lines,
    Pair,
    Paragraph,
    Rule,
    Title,
)
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.glyphs import HEIGHT, WIDTH, ReceiptWords, Seal
from patrol_tui.tui.kit.drawing.paint import Line, chip, indented, key, line, paint_for, tint
from patrol_tui.tui.kit.progress import (
    Checkpoint,
    Due,
    Procedure,
    ProgressRow,
    RouteLine,
    ShiftLine,
    bar,
    checkpoint_lines,
)
from patrol_tui.tui.kit.timeline import Happening, Timeline
from patrol_tui.tui.themes import THEMES, Depth, Look

PAINT = paint_for(Look())


def shown(block: Block, width: int = 49) -> list[str]:
    """Return a block's rows; each fills the width exactly."""
    strips = PAINT.strips(block.lines(width), width)
    assert all(strip.cell_length == width for strip in strips)
    return [strip.text.rstrip() for strip in strips]


def text_of(lines: Sequence[Line], width: int = 30) -> list[str]:
    return [strip.text.rstrip() for strip in PAINT.strips(lines, width)]


def test_the_left_is_cut_the_clock_never() -> None:
    strip = PAINT.strip(Line([("5号楼消防车道西侧", "")], [("余0:18", "red bold")]), 20)
    assert strip.text == "5号楼消防..   余0:18" or strip.text.endswith("余0:18")
    assert strip.cell_length == 20


def test_user_text_is_never_markup_nor_control() -> None:
    strip = PAINT.strip(line("[red]红[/red]\x1b[31m\n"), 30)
    assert strip.text.startswith("[red]红[/red]")
    assert strip.text.isprintable()


def test_chips_keep_their_colour_in_an_inverse_row() -> None:
    strip = PAINT.strip(Line([("消", "chip-red"), ("东侧", "soft")], ground="cursor"), 10)
    palette = Look().palette
    kind, text, *_rest = strip
    assert kind.style is not None
    assert text.style is not None
    assert kind.style.bgcolor == Color.parse(palette.red)
    assert text.style.color == Color.parse(palette.cursor_ink)
    assert text.style.bgcolor == Color.parse(palette.cursor)


def test_lines_can_be_drawn_in_ascii() -> None:
    paint = paint_for(Look(ascii_lines=True))
    assert paint.strip(Line([("─│━┃╍┬▌", "line")]), 7).text == "-|=#++#"


def test_with_few_colours_the_band_carries_ink_only() -> None:
    look = Look("day", Depth.BASIC)
    style = paint_for(look).style("red", "band")
    assert style.color == Color.parse(look.palette.ink)


@pytest.mark.parametrize("theme", THEMES)
def test_every_style_can_be_made_in_every_theme(theme: str) -> None:
    for depth in Depth:
        paint = paint_for(Look(theme, depth))
        for name in ("", "bold", "soft", "chip-ink", "tint-green", "caret", "line@focus"):
            for ground in ("paper", "band", "cursor", "selection", "red", "tint-red"):
                assert paint.style(name, ground).bgcolor is not None


def test_spans_are_chips_keys_and_tints() -> None:
    assert chip("断网", "amber") == (" 断网 ", "chip-amber")
    assert key("F7") == (" F7 ", "chip-ink")
    assert tint("正常", "green") == (" 正常 ", "tint-green")
    assert indented(line("甲", right="1"), 2, 1).left[0] == ("  ", "")


def test_a_title_stands_as_in_the_wireframe() -> None:
    title = Title("消防车道占用", "261122-07-02", "余 0:18", "red bold", ("消", "chip-red"))
    assert shown(title) == [" 消  消防车道占用  261122-07-02          余 0:18"]
    assert shown(Head("经过", "5 条", "新的在上")) == [
        " 经过  5 条                             新的在上"
    ]


def test_a_banner_has_chip_sentence_key_and_verb() -> None:
    (text,) = shown(Banner("冲突", "复查结果，两人各写各的", "F4", "定夺"))
    assert text.startswith("  冲突   复查结果")
    assert text.endswith("F4  定夺")
    assert Banner("该你了", "打电话", "Enter", "回访", "blue").lines(49)[0].ground == "tint-blue"


def test_facts_wrap_beside_their_label() -> None:
    rows = shown(Fact("职权", "消防救援机构，按消防法第七十条处理，城管只劝导、记录、通报"), 30)
    assert rows[0].startswith(" 职权  消防")
    assert all(row.startswith("       ") for row in rows[1:])
    assert shown(Fact("诉求人", "电话只给承办人", chip=tint("已封存")))[0].startswith(
        " 诉求人  已封存 "
    )


def test_an_empty_list_names_the_key_that_fills_it() -> None:
    assert shown(Empty("还没有问题。按{key}记第一件。", "F7")) == [" 还没有问题。按 F7 记第一件。"]
    assert shown(Empty("没有。")) == [" 没有。"]
    assert len(shown(Empty("还没有问题。按{key}记第一件。", "F7"), 20)) == 2


def test_the_plain_blocks_fill_their_width() -> None:
    assert shown(Rule(), 10) == ["─" * 10]
    assert shown(Gap(2), 10) == ["", ""]
    assert shown(Pair([("左", "")], [("右", "")]), 10) == [" 左    右"]
    assert shown(Paragraph("一二三四五", most=6), 20) == [" 一二三", " 四五"]
    assert shown(Lines([line("甲")]), 10) == ["甲"]
    assert shown(Chips([("先责令改正", "amber")], [("现行", "green")])) == ["  先责令改正    现行"]
    assert shown(Keys([("F2", "采用"), ("Esc", "先放着")])) == ["  F2  采用    Esc  先放着"]
    assert len(shown(Keys([("F2", "采用"), ("Esc", "先放着")]), 16)) == 1
    sides = Columns([line("左")], [line("右"), line("二")], at=8)
    assert shown(sides, 12) == ["左      右", "        二"]


def test_a_procedure_joins_its_steps() -> None:
    names = ["上报", "核实", "立案", "派遣", "处置", "反馈", "核查", "结案"]
    assert shown(Procedure(names, 4)) == [" 上报━核实━立案━派遣━处置─反馈─核查─结案"]
    assert shown(Procedure(names, 4), 36) == [" 派遣━处置─反馈   第 5 步，共 8 步"]
    assert shown(Procedure(names, 4), 26) == [" 处置   第 5 步，共 8 步"]


def test_a_shift_shows_hours_what_was_walked_now_and_what_is_due() -> None:
    shift = ShiftLine(
        480,
        1040,
        632,
        ((540, 632),),
        "巡查 4/9",
        "现在",
        (Due(685, "复查"), Due(690, "重叠"), Due(840, "回访")),
    )
    hours, axis, labels = shown(shift, 80)
    assert hours.startswith("  08      09      10      11")
    assert axis.count("┃") == 1
    assert axis.count("┬") == 3
    assert "━━━━━━━━━━━" in axis
    assert labels.split() == ["巡查", "4/9", "现在", "复查", "回访"]


def test_a_shift_that_is_over_has_no_now() -> None:
    shift = ShiftLine(480, 1040, 1200, now_label="现在", due=(Due(1039, "交班"),))
    _hours, axis, labels = shown(shift, 60)
    assert "┃" not in axis
    assert labels.endswith("交班")
    assert cells(labels) <= 58


def test_a_bar_never_looks_done_before_it_is() -> None:
    assert bar(0, 0, 0, 4) == (("━━━━", "green"),)
    assert bar(12, 0, 12, 4) == (("━━━━", "green"),)
    assert bar(999, 0, 1000, 4) == (("━━━", "green"), ("─", "line"))
    assert bar(1, 0, 1000, 4) == (("━", "green"), ("───", "line"))
    assert bar(3, 1, 5, 10) == (("━" * 6, "green"), ("╍╍", "amber"), ("──", "line"))
    assert bar(9, 1, 10, 4) == (("━━━", "green"), ("╍", "amber"))
    (text,) = shown(ProgressRow("照片", "3/5", 3, 1, 5, "3 张已入库", 10), 60)
    assert text.startswith("  照片      3/5  ━━━━━━╍╍──")


def test_a_stop_stands_with_its_chip_and_the_way_on() -> None:
    stop = Checkpoint(5, "5号楼消防车道", "10:12", "here", [("在此", "blue bold")])
    assert text_of(checkpoint_lines(stop, is_last=False), 29) == [
        " 5  5号楼消防车道      10:12",
        " ┃   在此",
    ]
    last = Checkpoint(9, "工作站", "12:00")
    assert len(checkpoint_lines(last, is_last=True)) == 1
    assert len(checkpoint_lines(last, is_last=True, touch=True)) == 3
    assert Checkpoint(1, "甲", state="skipped").chip == (" 1 ", "tint-amber")


def test_a_route_lies_with_its_names_below_or_shows_what_is_near() -> None:
    states = ["done", "done", "here", "ahead", "ahead"]
    stops = [Checkpoint(at, f"第{at}站", state=one) for at, one in enumerate(states, 1)]
    upper, lower = shown(RouteLine(stops), 120)
    assert upper.startswith("   1 ━━━━━━━━━━━━━ 2 ━")
    assert lower.split() == ["第1站", "第2站", "第3站", "第4站", "第5站"]
    assert shown(RouteLine(stops), 30)[1].split() == ["第2站", "第3站", "第4站"]


def test_a_timeline_marks_conflicts_corrections_and_the_ledger_state() -> None:
    rows = shown(
        Timeline(
            (
                Happening(
                    "10:01",
                    "复查：车已驶离",
                    "队员甲  本机",
                    "未入库",
                    is_stored=False,
                    in_conflict=True,
                ),
                Happening("昨天", "余宽 2.4 米", "队员甲", "已入库", corrected=True),
            )
        )
    )
    assert rows == [
        " 10:01  ┃ 复查：车已驶离                  未入库",
        "        ┃ 队员甲  本机",
        " 昨天   │ 余宽 2.4 米  已更正             已入库",
        "        │ 队员甲",
    ]


def test_a_day_of_another_year_moves_the_spine_instead_of_touching_it() -> None:
    spines = [
        shown(Timeline((Happening(when, "巡查"),)), 40)[0].index("│")
        for when in ("10:01", "11-20", "25-11-20")
    ]
    assert spines == [8, 8, 10]


def test_a_long_fact_wraps_along_the_spine() -> None:
    rows = shown(Timeline((Happening("10:01", "字" * 40),)), 40)
    assert len(rows) == 3
    assert all("│" in row for row in rows)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("may_close", [True, False])
def test_the_receipts_words_fill_68_by_8_cells(language: str, *, may_close: bool) -> None:
    lines = ReceiptWords(may_close, language).lines(80)
    assert len(lines) == HEIGHT
    assert {cells(text) for one in lines for text, _style in one.left} == {WIDTH + 6}
    assert {style for one in lines for _text, style in one.left} == {
        "green" if may_close else "red"
    }


def test_the_seal_stands_beside_its_words() -> None:
    assert (
        shown(Seal((Line(), Line([("城管巡查", "bold")])), indent=2))[1] == "    城管     城管巡查"
    )


def test_english_steps_are_counted_in_english() -> None:
    set_language("en")
    names = ["Report", "Check", "Filed", "Sent"]
    assert shown(Procedure(names, 1), 24) == [" Check   step 2 of 4"]

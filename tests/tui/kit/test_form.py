"""Forms: what is typed, chosen, missing."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from patrol_tui.tui.kit.blocks import Title
from patrol_tui.tui.kit.form.buffer import Buffer, char_cells, half_width
from patrol_tui.tui.kit.form.coded_box import CodedBox
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind, clock
from patrol_tui.tui.kit.form.form import Form, FormPane
from patrol_tui.tui.kit.form.text_box import TextBox

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.tui.kit.conftest import Host

OFFICES = (
    Choice("fire", "消防救援", "xf"),
    Choice("police", "公安", "ga"),
    Choice("water", "水务", "sw"),
)


def offices(text: str) -> list[Choice]:
    return [one for one in OFFICES if text in one.text or one.note.startswith(text)]


FIELDS = (
    Field("place", "地点", required=True, hint="在哪里", unit="巡查点 5", cells=29),
    Field(
        "lane",
        "通道",
        FieldKind.ONE_OF,
        required=True,
        choices=[Choice("a", "消防车通道"), Choice("b", "疏散通道"), Choice("c", "安全出口")],
    ),
    Field(
        "what",
        "占用物",
        FieldKind.SOME_OF,
        choices=[Choice("v", "车辆"), Choice("g", "杂物")],
        starts_group=True,
    ),
    Field("width", "余宽", FieldKind.NUMBER, cells=14, unit="米"),
    Field("block", "楼栋", cells=7, unit="号楼", beside=True),
    Field("seen", "看到", FieldKind.LONG),
    Field("photos", "照片", FieldKind.SHOWN, placeholder="还没有"),
    Field("to", "移交给", FieldKind.CODED, required=True, choices=OFFICES, match=offices),
    Field("again", "复查", FieldKind.TIME),
)


def pane() -> FormPane:
    title = Title("消防车道占用", "现场记录", kind=("消", "chip-red"))
    return FormPane(title, FIELDS, {"block": "5"})


async def go_to(app: "Host", pilot: "Pilot[object]", field: str) -> None:
    app.query_one(Form).box(field).focus()
    await pilot.pause()


def text_box(app: "Host", field: str) -> TextBox:
    box = app.query_one(Form).box(field)
    assert isinstance(box, TextBox)
    return box


async def test_a_form_stands_as_in_the_wireframe(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(FormPane).show_draft("草稿已存 10:17:05")
        await go_to(app, pilot, "place")
        await pilot.press(*"甲小区")
        await pilot.pause()
        shown = app.screen_text()
        assert shown[0].startswith(" 消  消防车道占用  现场记录")
        assert shown[0].endswith("草稿已存 10:17:05")
        assert set(shown[1]) == {"─"}
        assert shown[2] == " *地点   ▌甲小区                     │ 巡查点 5"
        assert shown[3].split() == ["*通道", "1消防车通道", "2疏散通道", "3安全出口"]
        assert shown[4] == ""
        assert shown[6].startswith("  余宽   │            │ 米")
        assert "楼栋  │5    │ 号楼" in shown[6]
        assert shown[22] == " 地点  在哪里"


async def test_digits_belong_to_the_field(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(app, pilot, "lane")
        await pilot.press("2")
        await go_to(app, pilot, "what")
        await pilot.press("１", "2", "1", "9")
        await go_to(app, pilot, "place")
        await pilot.press("3", "号")
        values = app.query_one(Form).values
        assert (values["lane"], values["what"], values["place"]) == ("b", ("g",), "3号")


async def test_choices_answer_to_arrows_space_and_mouse(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        await go_to(app, pilot, "lane")
        await pilot.press("right", "right", "left")
        assert form.values["lane"] == "b"
        await pilot.click(form.box("lane"), offset=(12, 0))
        assert form.values["lane"] == "a"
        await go_to(app, pilot, "what")
        await pilot.press("right", "space")
        assert form.values["what"] == ("g",)
        await pilot.press("delete")
        assert not form.values["what"]


async def test_enter_and_arrows_go_from_field_to_field(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        await go_to(app, pilot, "place")
        await pilot.press("enter")
        assert app.focused is form.box("lane")
        await pilot.press("down", "up", "up", "up")
        assert app.focused is form.box("place")
        await pilot.press("tab")
        assert app.focused is form.box("lane")


async def test_all_pasted_lines_stay_and_long_commits_arrive_whole(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(app, pilot, "place")
        box = text_box(app, "place")
        box.on_paste(events.Paste("甲小区\r\n5号楼\n西侧\x1b[31m"))
        box.type_text("车道横停一辆黑色轿车")
        assert box.value == "甲小区 5号楼 西侧车道横停一辆黑色轿车"
        box.set_value("")
        box.type_text("字" * 10_000)
        await pilot.pause()
        assert len(box.value) == 10_000


async def test_a_long_text_grows_to_four_rows_and_keeps_its_lines(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(app, pilot, "seen")
        box = text_box(app, "seen")
        assert box.size.height == 1
        box.on_paste(events.Paste("一\n二"))
        await pilot.pause()
        assert box.size.height == 2
        assert box.value == "一\n二"
        box.type_text("字" * 300)
        await pilot.pause()
        assert box.size.height == 4
        await pilot.press("up", "up", "home", "X")
        assert str(box.value).startswith("X")
        await pilot.press("ctrl+z", "ctrl+j")
        assert str(box.value).startswith("\n一")


async def test_numbers_and_times_are_typed_with_any_input_method(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        await go_to(app, pilot, "width")
        text_box(app, "width").type_text("２。１")
        await go_to(app, pilot, "again")
        text_box(app, "again").type_text("9：05")
        await go_to(app, pilot, "place")
        assert form.values["width"] == "2.1"
        assert form.values["again"] == "09:05"


async def test_a_coded_field_is_typed_by_initials_and_picked_by_digit(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        await go_to(app, pilot, "to")
        await pilot.press("x", "f")
        await pilot.pause()
        assert any("1 消防救援  xf" in row for row in app.screen_text())
        assert form.values["to"] == ""
        await pilot.press("1")
        assert form.values["to"] == "fire"
        await pilot.pause()
        assert not any("1 消防救援  xf" in row for row in app.screen_text())
        await pilot.press("backspace")
        assert form.values["to"] == ""


async def test_suggestions_answer_to_arrows_enter_and_escape(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        box = form.box("to")
        assert isinstance(box, CodedBox)
        await go_to(app, pilot, "to")
        box.type_text("安")
        await pilot.press("escape")
        assert not box.suggested
        await pilot.press("backspace", "务", "enter")
        assert form.values["to"] == "water"
        assert app.focused is form.box("again")
        form.set_value("to", "police")
        assert box.buffer.text == "公安"


async def test_the_one_thing_that_can_be_meant_is_taken_on_saving_too(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        await go_to(app, pilot, "to")
        await pilot.press("x", "f")
        form.complete()
        assert form.values["to"] == "fire"


async def test_the_one_thing_that_can_be_meant_is_taken_on_leaving(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        await go_to(app, pilot, "to")
        await pilot.press("g")
        await go_to(app, pilot, "place")
        assert form.values["to"] == "police"
        await go_to(app, pilot, "to")
        text_box(app, "to").buffer.set("")
        await pilot.press("z")
        await go_to(app, pilot, "place")
        assert form.box("to").problem == "没有叫这个的"


async def test_only_stars_block_saving_and_the_first_fault_is_named(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        form.set_value("place", "甲小区")
        form.set_value("lane", "a")
        assert not form.complete()
        await pilot.pause()
        assert app.focused is form.box("to")
        shown = app.screen_text()
        assert shown[23] == "  缺 1 项   移交给：填了才能存档，草稿不受影响"
        assert any(row.startswith(" *移交给 ▌") and row.endswith(" 缺") for row in shown)
        form.set_value("to", "fire")
        assert form.complete()


async def test_what_is_not_a_number_is_said_once_the_field_was_left(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(Form).set_value("place", "甲小区")
        await go_to(app, pilot, "width")
        await pilot.press("x")
        await pilot.pause()
        assert app.screen_text()[23] == ""
        await go_to(app, pilot, "block")
        assert app.screen_text()[23] == "  错   余宽：请填数字"


async def test_what_the_service_refused_stands_at_its_field_until_it_changes(
    host: "type[Host]",
) -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        form.set_value("place", "甲小区")
        form.set_problem("block", "没有这栋楼")
        await pilot.pause()
        assert app.screen_text()[23] == "  错   楼栋：没有这栋楼"
        await go_to(app, pilot, "block")
        await pilot.press("6")
        assert form.problems(marked_only=True) == []
        assert ("block", "56") in app.heard


async def test_a_field_filled_elsewhere_asks_for_it(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(app, pilot, "photos")
        await pilot.press("enter")
        await pilot.click(app.query_one(Form).box("photos"))
        assert app.heard == ["photos", "photos"]
        await pilot.press("down")
        assert app.focused is app.query_one(Form).box("to")


async def test_the_input_methods_window_opens_at_the_caret(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(app, pilot, "place")
        await pilot.pause()
        assert tuple(app.cursor_position) == (10, 2)
        await pilot.press(*"甲小")
        await pilot.pause()
        assert tuple(app.cursor_position) == (14, 2)
        await pilot.press("left")
        await pilot.pause()
        assert tuple(app.cursor_position) == (12, 2)


async def test_focus_selects_nothing_and_editing_keys_work(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(app, pilot, "block")
        await pilot.press("6", "home", "delete", "end", "x", "backspace")
        assert app.query_one(Form).values["block"] == "6"
        await pilot.press(*"ab 楼", "ctrl+w", "ctrl+w", "ctrl+a", "ctrl+k")
        assert app.query_one(Form).values["block"] == ""
        await pilot.press(*"abc", "left", "ctrl+u", "ctrl+e", "ctrl+z", "ctrl+z")
        assert app.query_one(Form).values["block"] == "ab"


async def test_a_click_puts_the_caret_where_the_mouse_is(host: "type[Host]") -> None:
    app = host(pane)
    async with app.run_test(size=(80, 24)) as pilot:
        form = app.query_one(Form)
        form.set_value("place", "甲小区西")
        await pilot.click(form.box("place"), offset=(14, 0))
        await pilot.press("X")
        assert form.values["place"] == "甲小X区西"


async def test_rows_stand_apart_from_30_rows_and_groups_close_up_in_small_windows(
    host: "type[Host]",
) -> None:
    app = host(pane)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.query_one(Form).has_class("-apart")
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert not app.query_one(Form).has_class("-grouped")


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9:05", "09:05"),
        ("0905", "09:05"),
        ("23:59", "23:59"),
        ("24:00", ""),
        ("x", ""),
        ("905", "09:05"),
    ],
)
def test_a_time_is_understood_with_or_without_its_colon(typed: str, time: str) -> None:
    assert clock(typed) == time


def test_a_fields_own_check_is_asked_last() -> None:
    field = Field("plate", "车牌", check=lambda text: "" if len(text) > 2 else "太短")
    assert field.problem("鲁A") == "太短"
    assert field.problem("") == ""
    assert Field("when", "时间", FieldKind.TIME).problem("99") == "请填时间，如 14:30"


def test_half_width_folds_what_input_methods_commit() -> None:
    assert half_width("１２。５") == "12.5"


@given(st.text(alphabet="消防a b", max_size=40), st.integers(min_value=3, max_value=20))
def test_the_caret_is_always_in_the_part_of_a_line_that_shows(text: str, width: int) -> None:
    buffer = Buffer(text)
    for caret in range(len(text) + 1):
        buffer.caret = caret
        start, end = buffer.stretch(width)
        assert start <= caret <= end
        assert sum(char_cells(char) for char in text[start:end]) <= width


@given(st.text(alphabet="消防a b\n", max_size=60), st.integers(min_value=3, max_value=20))
def test_rows_of_a_long_text_hold_every_character_once(text: str, width: int) -> None:
    buffer = Buffer(text, keeps_lines=True)
    rows = buffer.rows(width)
    shown = "".join(buffer.text[start:end] for start, end in rows)
    assert shown == buffer.text.replace("\n", "")


async def test_phrases_for_fingers_are_three_rows_high(host: "type[Host]") -> None:
    phrases = [Choice("near", "近处"), Choice("far", "远处")]
    app = host(lambda: Form([Field("seen", "看到", FieldKind.LONG, choices=phrases)]))
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.add_class("-touch")
        app.query_one(Form).focus_first()
        await pilot.pause()
        await pilot.click("Suggestions", offset=(4, 3))
        assert app.query_one(Form).values["seen"] == "远处"

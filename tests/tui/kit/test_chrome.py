"""Navigation, status line, footer and the smallest window."""

import pytest
from textual.app import ComposeResult

from patrol_tui.language import set_language
from patrol_tui.tui.commands import KeyVerb
from patrol_tui.tui.kit.blocks import Paragraph
from patrol_tui.tui.kit.chrome import Footer, Header, StatusLine, StatusState, words
from patrol_tui.tui.kit.drawing.drawn import Blocks, Sheet
from patrol_tui.tui.kit.frame import FramedScreen, KitApp, Panes
from patrol_tui.tui.themes import Depth

STATUS = StatusState(
    "断网",
    "amber",
    (words("未入库", "12", "条"), words("定位", "3米"), words("电量", "64%")),
    "队员甲+队员乙",
)


class Sample(FramedScreen[None]):
    """Two panes in the frame."""

    NAME = "patrol"

    def compose_body(self) -> ComposeResult:
        with Panes():
            yield Sheet(Paragraph("左"), id="left", classes="pane list")
            yield Sheet(*[Paragraph(f"第 {at} 行") for at in range(40)], classes="pane detail")

    def on_mount(self) -> None:
        self.show_header(station="滨湖站", clock="10:32", date="11月23日 周一")
        self.show_status(STATUS)


class Host(KitApp[None]):
    """Shows the sample and keeps what was asked of it."""

    def __init__(self) -> None:
        super().__init__(depth=Depth.TRUE)
        self.asked: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(Sample())

    def action_go(self, screen: str) -> None:
        self.asked.append(screen)

    def on_header_tab_chosen(self, message: Header.TabChosen) -> None:
        self.asked.append(message.screen)

    def action_help(self) -> None:
        self.asked.append("help")


def rows(app: KitApp[None]) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


async def test_the_frame_stands_as_in_the_wireframe() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = rows(app)
        assert shown[0] == (
            " 1今日  2巡查  3问题  4诉求  5会商  6手册  7统计  8同步  9设置    滨湖站  10:32"
        )
        assert shown[1].startswith(" 左")
        assert shown[1][29] == "│" or "│" in shown[1]
        assert shown[22].startswith(" 断网   未入库 12 条   定位 3米   电量 64%")
        assert shown[22].endswith("队员甲+队员乙")
        assert (
            shown[23] == " 空格  正常   Enter  有问题   Del  未查   F2  离站   F6  换栏   F1  帮助"
        )


async def test_from_30_rows_a_row_stays_free_and_from_100_columns_the_date_shows() -> None:
    app = Host()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = rows(app)
        assert "11月23日 周一" in shown[0]
        assert shown[1] == ""
        assert shown[2].startswith(" 左")


async def test_a_window_too_small_says_so_and_keeps_what_is_behind() -> None:
    app = Host()
    async with app.run_test(size=(72, 20)) as pilot:
        await pilot.pause()
        assert [row.strip() for row in rows(app) if row] == ["窗口 72×20，请放大到 80×24"]
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert rows(app)[1].startswith(" 左")
        assert app.focused is not None


async def test_what_had_the_keys_has_them_again_after_the_window_was_too_small() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        detail = app.screen.query_one(".detail")
        detail.focus()
        for size in ((72, 20), (20, 5), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.focused is detail


async def test_digits_tabs_and_keys_answer_to_keyboard_and_mouse() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("3")
        await pilot.press("８")
        await pilot.click(Header, offset=(9, 0))
        await pilot.click(Footer, offset=(70, 0))
        await pilot.pause()
        assert app.asked == ["issues", "sync", "patrol", "help"]


async def test_f6_goes_round_the_panes() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.screen.query_one("#left").focus()
        await pilot.pause()
        await pilot.press("f6")
        assert app.focused is app.screen.query_one(".detail")
        await pilot.press("end")
        assert app.screen.query_one(".detail").scroll_offset.y > 0
        await pilot.press("f6")
        assert app.focused is app.screen.query_one("#left")


async def test_a_message_takes_the_status_lines_place_and_an_error_stays_until_a_key() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Sample)
        screen.say("已存档 261123-07-05")
        await pilot.pause()
        assert rows(app)[22] == " 已存档 261123-07-05"
        screen.warn("存不下，草稿还在。")
        await pilot.pause()
        assert rows(app)[22] == " 没成   存不下，草稿还在。"
        await pilot.press("f12")
        await pilot.pause()
        assert screen.query_one(StatusLine).message == ""
        assert rows(app)[22].startswith(" 断网")


@pytest.mark.parametrize(("width", "last"), [(80, "F1"), (40, "F1"), (20, "F1")])
def test_keys_give_way_from_the_right_and_help_stays(width: int, last: str) -> None:
    keys = [KeyVerb(f"x.{at}", f"F{at}", "做这件事") for at in range(2, 9)]
    footer = Footer([*keys, KeyVerb("app.help", "F1", "帮助")])
    spans = footer.draw(width)[0].left
    assert [text.strip() for text, style in spans if style == "chip-ink"][-1] == last
    assert sum(len(text.encode("gbk")) for text, _style in spans) <= width + 2


def test_the_status_line_drops_officers_first_then_parts_from_the_right() -> None:
    line = StatusLine(STATUS)
    whole = "".join(text for text, _style in line.draw(80)[0].left)
    assert "电量" in whole
    assert not line.draw(50)[0].right
    narrow = "".join(text for text, _style in line.draw(34)[0].left)
    assert "定位" in narrow
    assert "电量" not in narrow


def test_a_touch_footer_has_five_blocks_three_rows_high() -> None:
    footer = Footer([KeyVerb(f"x.{at}", f"F{at}", "做") for at in range(1, 9)])
    footer.add_class("-touch")
    lines = footer.draw(80)
    assert len(lines) == 3
    assert sum(1 for _text, style in lines[1].left if style == "chip-ink") == 5


def test_english_tabs_leave_room_for_the_clock() -> None:
    set_language("en")
    header = Header()
    header.state = type(header.state)("today", "Binhu", "10:32")
    line = header.draw(80)[0]
    assert "".join(text for text, _style in line.right).strip() == "10:32"
    assert "".join(text for text, _style in line.left).startswith(" 1Today  2Patrol  3Issue ")


async def test_a_sheet_scrolls_by_line_and_page_and_shows_other_blocks_from_their_top() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        sheet = app.screen.query_one(".detail", Sheet)
        sheet.focus()
        await pilot.pause()
        await pilot.press("down", "pagedown")
        assert sheet.scroll_offset.y == 19
        sheet.show(*[Paragraph("新")] * 50, keep_place=True)
        assert sheet.scroll_offset.y == 19
        sheet.show(Paragraph("短"))
        await pilot.pause()
        assert sheet.scroll_offset.y == 0
        assert "短" in rows(app)[1]


async def test_blocks_are_as_high_as_what_they_show() -> None:
    class Page(FramedScreen[None]):
        def compose_body(self) -> ComposeResult:
            yield Blocks(Paragraph("一"))
            yield Blocks(Paragraph("二"))

    class PageHost(KitApp[None]):
        def on_mount(self) -> None:
            self.push_screen(Page())

    app = PageHost(depth=Depth.TRUE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert [row.strip() for row in rows(app)[1:3]] == ["一", "二"]
        app.screen.query(Blocks).first().show(Paragraph("一"), Paragraph("一半"))
        await pilot.pause()
        assert [row.strip() for row in rows(app)[1:4]] == ["一", "一半", "二"]


async def test_a_theme_can_be_changed_while_the_program_runs() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.choose_theme("night")
        await pilot.pause()
        assert app.look.theme == "night"
        style = app.screen._compositor.render_strips()[1]._segments[0].style
        assert style is not None
        assert style.bgcolor is not None
        assert style.bgcolor.get_truecolor().hex == "#000000"

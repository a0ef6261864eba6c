"""Shows the kit's widgets with made-up data, to be looked at: `python -m tests.tui.gallery PAGE`.

Pages: today, patrol, issues, record, sync, receipt, missing, unlock, conflict, help, finder, touch.
"""

import sys
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.tui.kit.blocks import Banner, Chips, Empty, Fact, Gap, Head, Pair, Rule, Title
from patrol_tui.tui.kit.chrome import Footer, StatusLine, StatusState, words
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option
from patrol_tui.tui.kit.dialogs.finder import FinderDialog
from patrol_tui.tui.kit.dialogs.help import HelpDialog
from patrol_tui.tui.kit.drawing.drawn import Block, Blocks, Sheet
from patrol_tui.tui.kit.drawing.glyphs import ReceiptWords, Seal
from patrol_tui.tui.kit.drawing.paint import Line, chip, key, tint
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind
from patrol_tui.tui.kit.form.form import FormPane
from patrol_tui.tui.kit.frame import FramedScreen, KitApp, Panes
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource, Record, RowLook, record_lines
from patrol_tui.tui.kit.pin import PinBoxes
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

STATUS = StatusState(
    "断网",
    "amber",
    (
        words("未入库", "12", "条", "5", "照片"),
        words("定位", "3米"),
        words("电量", "64%"),
        words("巡查", "1:30"),
    ),
    "队员甲+队员乙",
)

ISSUES = (
    Record("污", "南门雨水井", "超1:10", "chip-red", "red bold", state="派遣"),
    Record("消", "3号楼东侧", "余0:18", "chip-red", "red bold", "冲", "red bold", "处置"),
    Record("消", "5号楼西侧", "余0:46", "chip-red", "amber bold", "未", state="上报"),
    Record("摊", "东街 16号", "余2:05", mark="未", state="立案"),
    Record("垃", "2号垃圾房", "余3:40", state="核查"),
    Record("油", "东街 9号", "余6:00", state="核实"),
    Record("噪", "7号楼 402", "明日", state="反馈"),
    Record("建", "11号楼顶", "2日", state="派遣"),
    Record("绿", "中心花坛", "2日", state="处置"),
    Record("摊", "便民市场口", "3日", mark="未", state="核实"),
    Record("车", "小学门口", "3日", state="立案"),
    Record("犬", "湖边步道", "挂账", clock_style="soft", state="挂账"),
)

DUE = (
    Record("复", "10:50 甲小区 3号楼  消防车道", "余 0:18", "chip-red", "red bold"),
    Record("复", "11:18 甲小区 5号楼  消防车道", "余 0:46", "chip-red", "amber bold"),
    Record("访", "14:00 诉求 0119  夜间噪声", "余 3:28"),
    Record("诺", "15:30 物业  垃圾房清运", "余 4:58"),
    Record("签", "16:00 吹哨 07  污水外溢", "余 5:28"),
    Record("复", "17:00 东街 12号  店外经营", "余 6:28"),
)

STOPS = (
    Checkpoint(1, "小区正门", "09:02", "done", [("正常 4", "soft")]),
    Checkpoint(2, "便民市场", "09:20", "done", [("问题 1", "red bold")]),
    Checkpoint(3, "3号楼", "09:48", "done", [("正常 3", "soft")]),
    Checkpoint(4, "2号垃圾房", "10:02", "done", [("正常 5", "soft")]),
    Checkpoint(
        5,
        "5号楼消防车道",
        "10:12",
        "here",
        [("在此", "blue bold"), (" 12米  已查 3/5", "soft")],
    ),
    Checkpoint(6, "充电棚", "10:55"),
    Checkpoint(7, "东街 8-30号", "11:10"),
    Checkpoint(8, "小学门口", "11:35", "ahead", [("放学 11:40", "soft")]),
    Checkpoint(9, "工作站", "12:00"),
)

ITEMS = (
    ("1", "车道上无车辆、杂物", chip("问题"), "10:18  问题 261123-07-04  照片 2"),
    ("2", "无地锁、栏杆、石墩", tint("正常", "green"), "10:20"),
    ("3", "楼道口疏散门开得动", (" 待查 ", "soft"), ""),
    ("4", "楼道内无电动车充电", (" 待查 ", "soft"), ""),
    ("5", "消防车道标线看得清", tint("未查", "amber"), "落叶盖住"),
)

DEPARTMENTS = (
    Choice("fire", "消防救援", "xf"),
    Choice("police", "公安", "ga"),
    Choice("water", "水务", "sw"),
)

FIELDS = (
    Field("place", "地点", required=True, cells=29, unit="巡查点 5", hint="在哪里"),
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
        required=True,
        choices=[
            Choice("v", "车辆"),
            Choice("g", "杂物"),
            Choice("l", "上锁"),
            Choice("b", "搭建"),
        ],
    ),
    Field("plate", "车牌", cells=14, starts_group=True),
    Field("minutes", "已占", FieldKind.NUMBER, cells=7, unit="分钟", beside=True),
    Field(
        "width",
        "余宽",
        FieldKind.NUMBER,
        required=True,
        cells=14,
        unit="米",
        hint="车道最窄处还剩多宽，用卷尺或步量",
    ),
    Field("block", "楼栋", cells=7, unit="号楼", beside=True),
    Field("seen", "看到", FieldKind.LONG, required=True, starts_group=True),
    Field("photos", "照片", FieldKind.SHOWN, cells=29, unit="F4 加照片"),
    Field(
        "measure",
        "处理",
        FieldKind.ONE_OF,
        required=True,
        starts_group=True,
        choices=[
            Choice("p", "劝导"),
            Choice("w", "口头警告"),
            Choice("s", "当场处置"),
            Choice("h", "移交"),
        ],
    ),
    Field(
        "to",
        "移交给",
        FieldKind.CODED,
        required=True,
        choices=DEPARTMENTS,
        placeholder="打 xf 或 消防",
        match=lambda text: [one for one in DEPARTMENTS if text in one.text or text in one.note],
    ),
    Field("again", "复查", FieldKind.TIME, required=True, cells=29, unit="1 小时内"),
)

VALUES: dict[str, str | tuple[str, ...]] = {
    "place": "甲小区 5号楼西侧",
    "lane": "a",
    "what": ("v",),
    "plate": "鲁A0000X",
    "minutes": "30",
    "width": "2.1",
    "block": "5",
    "seen": "黑色轿车横停车道，车内无人",
    "photos": "2 张：车头、标线",
    "measure": "h",
    "again": "11:18",
}


def issue_list() -> "PagedList[Record]":
    return PagedList(lambda record: record.text, record_lines, empty=Empty("没有", "F7"))


def stop_lines(stop: Checkpoint, look: RowLook) -> list[Line]:
    return checkpoint_lines(stop, is_last=stop.number == len(STOPS), touch=look.touch)


Item = tuple[str, str, tuple[str, str], str]


def item_lines(item: Item, look: RowLook) -> list[Line]:
    number, text, state, note = item
    bold = "bold" if look.is_cursor else ""
    first = Line([(f"{number}  ", ""), (text, bold)], [state, (" ", "")])
    if look.touch:
        return [first]
    second = Line([("   ", ""), (note, "soft")])
    if look.has_keys:
        spans = [("   ", ""), key("空格"), (" 正常   ", ""), key("Enter"), (" 有问题   ", "")]
        second = Line([*spans, key("Del"), (" 未查", "")], ground="focus")
    return [first, second, Line()]


class Page(FramedScreen[None]):
    """One page of the gallery."""

    def on_mount(self) -> None:
        self.show_header(station="滨湖站", clock="10:32", date="11月23日 周一")
        self.show_status(STATUS)


class TodayPage(Page):
    NAME = "today"

    def compose_body(self) -> ComposeResult:
        with Vertical():
            yield Blocks(
                Gap(),
                Pair(
                    [
                        ("下一步   ", "bold"),
                        ("5号楼消防车道", "bold"),
                        ("  第 5 站，还有 2 项没查", ""),
                    ],
                    [("10:45 前   ", ""), ("Enter 继续巡查", "bold")],
                    ground="cursor",
                ),
                Gap(),
                ShiftLine(
                    480,
                    17 * 60 + 20,
                    632,
                    ((540, 632),),
                    "巡查 4/9",
                    "现在",
                    (
                        Due(11 * 60 + 25, "复查", "amber bold"),
                        Due(840, "回访"),
                        Due(930, "承诺到期"),
                        Due(1013, "交班", "soft"),
                    ),
                ),
                Gap(),
            )
            with Panes():
                with Vertical(classes="pane work"):
                    yield Blocks(Head("今天到期", "6"))
                    yield issue_list()
                with Vertical(classes="pane aside"):
                    yield Sheet(
                        Head("昨天以来", "4"),
                        Pair([("派", "blue bold"), (" 区里派来 2 件", "")], [("08:05", "soft")]),
                        Pair(
                            [("改", "blue bold"), (" 复查日期被改 1 件", "")], [("08:05", "soft")]
                        ),
                        Gap(),
                        Head("未入库", "12", "上次 08:05"),
                    )
            if self.app.size.height >= 30:
                yield Blocks(
                    Rule(),
                    Title("北线", "4/9  已走 1.9 千米", "12:00 回站", "soft"),
                    RouteLine(STOPS),
                )

    def on_mount(self) -> None:
        rows = self.query_one(PagedList)
        rows.show(ListSource(DUE, lambda record: record.text))
        rows.focus()


class PatrolPage(Page):
    NAME = "patrol"

    def compose_body(self) -> ComposeResult:
        with Panes():
            with Vertical(classes="pane list"):
                yield Blocks(Title("北线", "早班", "4/9"), Rule())
                yield PagedList(lambda stop: stop.number, stop_lines, id="stops")
            with Vertical(classes="pane detail"):
                yield Blocks(Title("5号楼消防车道", "", "10:12 到  宽限到 10:45", "soft"), Rule())
                yield PagedList(lambda item: item[0], item_lines, id="items")

    def on_mount(self) -> None:
        stops = self.query_one("#stops", PagedList)
        stops.show(ListSource(STOPS, lambda stop: stop.number))
        stops.go_to(5)
        items = self.query_one("#items", PagedList)
        items.show(ListSource(ITEMS, lambda item: item[0]))
        items.go_to("3")
        items.focus()


class TouchPage(PatrolPage):
    def on_mount(self) -> None:
        for rows in self.query(PagedList).results():
            rows.touch = True
        self.query_one(Footer).touch = True


class IssuesPage(Page):
    NAME = "issues"

    def compose_body(self) -> ComposeResult:
        with Panes():
            with Vertical(classes="pane list"):
                yield Blocks(Title("问题", "本站在办", "14"), Rule())
                yield issue_list()
            yield Sheet(
                Title("消防车道占用", "261122-07-02", "余 0:18", "red bold", ("消", "chip-red")),
                Pair([("甲小区 3号楼东侧", "")], [("未入库", "amber bold")]),
                Procedure(["上报", "核实", "立案", "派遣", "处置", "反馈", "核查", "结案"], 4),
                Gap(),
                Banner("冲突", "复查结果，两人各写各的", "F4", "定夺"),
                Gap(),
                Head("经过", "5 条", "新的在上"),
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
                        Happening(
                            "09:58",
                            "复查：还占着",
                            "队员乙  电脑 2，经 U 盘  照片 1",
                            "未入库",
                            is_stored=False,
                            in_conflict=True,
                        ),
                        Happening("昨天", "派遣，消防救援主办", "街道值班", "已入库"),
                        Happening("昨天", "立案，今天 10:50 前复查", "街道值班", "已入库"),
                        Happening(
                            "昨天",
                            "现场记录，余宽 2.4 米",
                            "队员甲  照片 2：车头、标线",
                            "已入库",
                            corrected=True,
                        ),
                    )
                ),
                classes="pane detail",
            )

    def on_mount(self) -> None:
        rows = self.query_one(PagedList)
        rows.show(ListSource(ISSUES, lambda record: record.text))
        rows.go_to("3号楼东侧")
        rows.focus()


class RecordPage(Page):
    NAME = "record"

    def compose_body(self) -> ComposeResult:
        with Panes():
            yield FormPane(
                Title("消防车道占用", "现场记录", kind=("消", "chip-red")),
                FIELDS,
                VALUES,
                classes="pane work",
            )
            yield Sheet(
                Title("依据与职权", "", "11-23 有效", "soft"),
                Rule(),
                Chips([("城管不能处罚", "amber")]),
                Pair([("可以：劝导、记录、通报", "")]),
                Gap(),
                Fact("职权", "消防救援机构 消防法 第70条"),
                Fact("禁止", "消防法 第28条"),
                classes="pane aside",
            )

    def on_mount(self) -> None:
        pane = self.query_one(FormPane)
        pane.show_draft("草稿已存 10:17:05")
        pane.form.box("to").mark()
        pane.form.box("width").focus()


class SyncPage(Page):
    NAME = "sync"

    def compose_body(self) -> ComposeResult:
        yield Sheet(
            Gap(),
            Pair(
                [(" 正在同步", "bold"), ("   第 2 步，共 3 步：传照片", "")],
                [("约 40 秒", "bold"), ("  可照常录入 ", "soft")],
            ),
            Gap(),
            Pair([(" 本机 ", "bold"), *bar(61, 12, 100, 66)], [(" 区库 ", "bold")]),
            Gap(),
            Pair(
                [
                    ("         送出   ", "soft"),
                    ("━", "green"),
                    (" 已入库   ", "soft"),
                    ("╍", "amber"),
                    (" 在路上   ", "soft"),
                    ("─", "line"),
                    (" 没送", "soft"),
                ],
                [("区库确认 ", "soft")],
            ),
            ProgressRow("记录", "12/12", 12, 0, 12, "12 条已入库"),
            ProgressRow("照片", " 3/5", 3, 1, 5, " 3 张已入库"),
            ProgressRow("收来", "31", 31, 0, 31, "31 条已验签"),
            Gap(),
            Banner("冲突", "1 处等你定：261122-07-02 复查结果", "F4", "定夺"),
        )


class ReceiptPage(Page):
    NAME = "receipt"
    TAB = "sync"
    MAY_CLOSE = True

    def compose_body(self) -> ComposeResult:
        counts: list[Block] = [
            Pair(
                [
                    ("      ", ""),
                    (f"{name}       ", "bold"),
                    ("1      1    ", "bold"),
                    ("一致", "green bold"),
                ]
            )
            for name in ("巡查", "问题", "诉求")
        ]
        yield Sheet(Gap(), ReceiptWords(self.MAY_CLOSE), Gap(), Rule(6), *counts, Rule(6))

    def on_mount(self) -> None:
        self.query_one(StatusLine).warn("没成", "存不下，磁盘只剩 40 MB。草稿还在。[F9] 清理旧导出")


class MissingPage(ReceiptPage):
    MAY_CLOSE = False


class UnlockPage(Page):
    NAME = "unlock"
    HAS_CHROME = False

    def compose_body(self) -> ComposeResult:
        yield Blocks(
            Gap(4),
            Seal(
                (
                    Line(),
                    Line([("城管巡查", "bold"), ("   滨湖站", "soft")]),
                    Line([("11月23日 周一  早班", "soft")]),
                ),
                indent=18,
            ),
            Gap(2),
        )
        boxes = PinBoxes()
        boxes.styles.margin = (0, 0, 0, 18)
        yield boxes

    def on_mount(self) -> None:
        self.query_one(PinBoxes).focus()


def conflict() -> ChooseDialog:
    return ChooseDialog(
        "冲突",
        [
            Option("1", "车已驶离", "队员甲  本机，未入库", "10:01"),
            Option("2", "还占着", "队员乙  电脑 2，经 U 盘，未入库", "09:58"),
            Option("3", "都不对，另写"),
        ],
        question="两人写的时候都没看到对方的。哪个对？",
        fields=[Field("reason", "理由", FieldKind.LONG)],
        remark="定夺是一条新记录；两个旧值都留着，谁都能查。",
        verb="采用 1",
        note="复查结果",
        right="261122-07-02  甲小区 3号楼东侧",
        colour="red",
    )


def finder() -> FinderDialog:
    options = [Option(str(at), f"命令 {at}", "做这件事", "F7") for at in range(30)]
    return FinderDialog("命令", lambda text: [one for one in options if text in one.text])


DIALOGS: dict[str, Callable[[], ChooseDialog | FinderDialog | HelpDialog]] = {
    "conflict": conflict,
    "finder": finder,
    "help": lambda: HelpDialog("patrol", "巡查"),
}
PAGES: dict[str, type[Page]] = {
    "today": TodayPage,
    "patrol": PatrolPage,
    "touch": TouchPage,
    "issues": IssuesPage,
    "record": RecordPage,
    "sync": SyncPage,
    "receipt": ReceiptPage,
    "missing": MissingPage,
    "unlock": UnlockPage,
}


class Gallery(KitApp[None]):
    """Shows one page."""

    def __init__(self, page: str, theme: str = "day") -> None:
        super().__init__(theme=theme)
        self.page = page

    def on_mount(self) -> None:
        self.push_screen(PAGES.get(self.page, IssuesPage)())
        if self.page in DIALOGS:
            self.push_screen(DIALOGS[self.page]())

    def action_leave(self) -> None:
        self.exit()


if __name__ == "__main__":
    Gallery(*sys.argv[1:]).run()

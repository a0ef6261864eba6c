"""Dialogs and the boxes for a PIN."""

from typing import TYPE_CHECKING, TypeVar

from textual import events

from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked, ReasonDialog
from patrol_tui.tui.kit.dialogs.dialog import ConfirmDialog, Dialog
from patrol_tui.tui.kit.dialogs.finder import FileDialog, FinderDialog, FolderEntry
from patrol_tui.tui.kit.dialogs.help import HelpDialog
from patrol_tui.tui.kit.form.fields import Field, FieldKind
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.pin import PinBoxes

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tests.tui.kit.conftest import Host

T = TypeVar("T")
OPTIONS = (
    Option("gone", "车已驶离", "队员甲  本机，未入库", "10:01"),
    Option("there", "还占着", "队员乙  电脑 2", "09:58"),
    Option("other", "都不对，另写"),
)


async def shown(app: "Host", pilot: "Pilot[object]", dialog: Dialog[T]) -> list[T | None]:
    """Open a dialog; what it answers comes into the list."""
    answers: list[T | None] = []
    app.push_screen(dialog, answers.append)
    await pilot.pause()
    return answers


def conflict(note: str = "", right: str = "") -> ChooseDialog:
    return ChooseDialog(
        "冲突",
        OPTIONS,
        question="哪个对？",
        fields=[Field("reason", "理由", FieldKind.LONG)],
        needs=lambda option: ["reason"] if option == "other" else [],
        remark="定夺是一条新记录。",
        colour="red",
        note=note,
        right=right,
    )


async def test_a_dialog_stands_in_its_frame(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(app, pilot, conflict(note="复查结果", right="261122-07-02"))
        rows = [row.strip() for row in app.screen_text() if row.strip()]
        assert rows[0].startswith("▌  冲突  复查结果")
        assert rows[0].endswith("261122-07-02  ▐")
        assert any(row.startswith("▌  >  1  车已驶离") or "> 1  车已驶离" in row for row in rows)
        assert any("F2  选定   Esc  取消" in row for row in rows)
        assert set(rows[-1]) == set("▙▄▟")


async def test_a_choice_is_taken_by_digit_or_enter(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, ChooseDialog("选", OPTIONS))
        await pilot.press("2")
        assert answers == [Picked("there", {})]
        answers = await shown(app, pilot, ChooseDialog("选", OPTIONS))
        await pilot.press("down", "down", "enter")
        assert answers == [Picked("other", {})]


async def test_with_words_to_give_a_digit_moves_and_f2_takes(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, conflict())
        await pilot.press("3", "f2")
        assert answers == []
        await pilot.press(*"走了3", "f2")
        assert answers == [Picked("other", {"reason": "走了3"})]


async def test_escape_changes_nothing(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, conflict())
        await pilot.press("escape")
        assert answers == [None]


async def test_a_double_click_takes_a_choice(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, ChooseDialog("选", OPTIONS))
        await pilot.click(PagedList, offset=(5, 0))
        await pilot.pause()
        assert answers == [Picked("gone", {})]


async def test_a_reason_must_be_given(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, ReasonDialog("未查", question="为什么没查？"))
        await pilot.press("f2")
        assert answers == []
        await pilot.press(*"落叶盖住", "enter")
        await pilot.pause()
        assert answers == ["落叶盖住"]


async def test_what_cannot_be_undone_is_asked(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, ConfirmDialog("清除", "清除旧导出，不能撤销。"))
        assert any("清除旧导出，不能撤销。" in row for row in app.screen_text())
        await pilot.click("Footer", offset=(2, 0))
        await pilot.pause()
        assert answers == [True]


async def test_a_finder_searches_as_one_types(host: "type[Host]") -> None:
    app = host()
    found = [Option(str(at), f"命令 {at}", "说明", "F7") for at in range(30)]

    def search(text: str) -> list[Option]:
        return [one for one in found if text in one.text]

    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, FinderDialog("命令", search))
        await pilot.press("1", "down", "down", "up", "enter")
        assert answers == ["10"]
        answers = await shown(app, pilot, FinderDialog("命令", search))
        await pilot.press("x", "enter")
        assert answers == []
        assert any("没有叫这个的。" in row for row in app.screen_text())
        await pilot.press("escape")


def folder(path: str) -> list[FolderEntry]:
    if path == "/u":
        return [
            FolderEntry("/u/d", "d", is_folder=True),
            FolderEntry("/u/a.jpg", "a.jpg", note="2 MB"),
        ]
    if path == "/u/d":
        up = FolderEntry("/u", "..", is_folder=True)
        return [up, FolderEntry("/u/d/1.jpg", "1.jpg"), FolderEntry("/u/d/2.jpg", "2.jpg")]
    return []


async def test_files_are_marked_in_folders(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, FileDialog("照片", "/u", folder))
        await pilot.press("enter", "down", "space", "space", "up", "up", "down", "space", "space")
        await pilot.press("f2")
        assert answers == [("/u/d/2.jpg",)]


async def test_one_file_is_taken_with_enter_and_a_path_can_be_typed(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, FileDialog("照片", "/u", folder, several=False))
        await pilot.press("down", "enter")
        assert answers == [("/u/a.jpg",)]
        answers = await shown(app, pilot, FileDialog("照片", "/u", folder))
        await pilot.press("shift+tab", *"/d", "enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        assert answers == [("/u/d/1.jpg",)]
        answers = await shown(app, pilot, FileDialog("照片", "/u", folder))
        await pilot.press("shift+tab", *"/x.jpg", "enter")
        await pilot.pause()
        assert answers == [("/u/x.jpg",)]


async def test_help_shows_the_screens_keys_and_closes(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await shown(app, pilot, HelpDialog("patrol", "巡查"))
        rows = app.screen_text()
        assert any("空格       正常           这一项没有问题" in row for row in rows)
        assert any("F2         离站" in row for row in rows)
        await pilot.press("down", "escape")
        assert answers == [None]


async def test_a_dialog_in_a_small_window_waits(host: "type[Host]") -> None:
    app = host()
    async with app.run_test(size=(70, 20)) as pilot:
        await shown(app, pilot, conflict())
        assert app.screen_text()[10].strip() == "窗口 70×20，请放大到 80×24"


async def test_a_pin_is_never_shown(host: "type[Host]") -> None:
    app = host(PinBoxes)
    async with app.run_test(size=(80, 24)) as pilot:
        boxes = app.query_one(PinBoxes)
        boxes.focus()
        await pilot.press("1", "２", "x", "3", "backspace")
        await pilot.pause()
        assert boxes.pin == "12"
        assert not boxes.is_long_enough
        assert app.screen_text()[0].split() == ["PIN", "*", "*", "▌", "_", "_", "_", "_"]
        boxes.on_paste(events.Paste("3456 7"))
        await pilot.pause()
        assert boxes.pin == "1234567"
        assert boxes.is_long_enough
        boxes.clear()
        assert boxes.pin == ""

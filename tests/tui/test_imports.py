"""Importing a table on the screens: look first, then write all of it."""

from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.imports.plan import STOPPED
from patrol_tui.settings import Settings
from patrol_tui.tui.screens.exchange.imports import ImportScreen
from tests.tui.stage import Stage

TABLE = """工单编号,诉求内容,事发地址,联系电话,受理时间,办理状态,序号
JY-01,小区东门夜间烧烤油烟大，影响休息,东门,13800001111,2026-11-20 16:40,处理中,1
JY-02,路灯不亮,东街 8 号,,2026年11月21日 上午9时,处理中,2
JY-03,楼道堆物,3号楼,不详,昨天,处理中,3
JY-04,井盖响,南门,,2026/11/1,已办结,4
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table in GBK with a mistake in its fourth line."""
    path = tmp_path / "工单.csv"
    path.write_bytes(TABLE.replace(",", "\t").encode("gbk"))
    return path


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80", "120"])
async def test_the_preview_looks_as_designed(
    size: tuple[int, int], table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(table.parent)
    stage = Stage()
    async with stage.opened("imports", size=size) as pilot:
        stage.matches(f"imports_empty_{size[0]}")
        await stage.type(pilot, table.name)
        await stage.press(pilot, "f2", "down", "down")
        stage.matches(f"imports_{size[0]}")


async def test_the_preview_speaks_english_too(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(table.parent)
    stage = Stage(settings=Settings(language="en"))
    async with stage.opened("imports") as pilot:
        await stage.type(pilot, table.name)
        await stage.press(pilot, "f2", "down", "down")
        stage.matches("imports_en")


def choose(stage: Stage, path: Path) -> ImportScreen:
    """Take a file as the dialog of folders would, and return the screen."""
    screen = stage.front.screen
    assert isinstance(screen, ImportScreen)
    screen._take_file("file", (str(path),))
    return screen


async def test_a_table_is_looked_at_then_written_once(table: Path) -> None:
    stage = Stage()
    async with stage.opened() as pilot:
        await stage.front.run_command("app.imports")
        await stage.front.run_command("app.imports")
        choose(stage, table)
        await stage.press(pilot, "enter", "enter")
        assert "新增 2  略过 1  有错 1" in stage.text()
        await stage.press(pilot, "f2")
        assert "一次写入 2 条。 有错的 1 行先不要" in stage.text()
        await stage.press(pilot, "escape")
        assert stage.ledger.kept == []
        await stage.press(pilot, "f2", "f2")
        assert "已写入 2 条" in stage.text()
        assert "已有 2  略过 1  有错 1" in stage.text()
        await stage.press(pilot, "f2")
        assert "没有要写的" in stage.text()
        assert len(stage.ledger.kept) == 2
        await stage.press(pilot, "escape")
        assert stage.front.place == "today"


async def test_a_file_is_looked_for_in_folders_and_what_is_wrong_is_told(
    table: Path, tmp_path: Path
) -> None:
    columns = tmp_path / "map.yaml"
    columns.write_text("columns: {title: 没有}\n", encoding="utf-8")
    stage = Stage()
    async with stage.opened("imports") as pilot:
        await stage.press(pilot, "f2")
        assert "表格：请填写" in stage.text()
        screen = choose(stage, tmp_path / "nothing.doc")
        await stage.press(pilot, "f3")
        assert table.name in stage.text()
        await stage.press(pilot, "escape", "f2")
        assert "nothing.doc" in stage.text()
        choose(stage, table)
        screen._take_file("map", None)
        screen._take_file("map", (str(columns),))
        await stage.press(pilot, "f2")
        assert "没有叫 没有 的列" in stage.text()


async def test_a_check_can_be_stopped(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    async with stage.opened("imports") as pilot:
        screen = choose(stage, table)

        async def stopped(_question: object) -> None:
            assert screen._told(1, 2)
            screen._show_progress()
            screen.action_go_on()  # nothing begins twice
            await screen.action_back()
            assert not screen._told(2, 2)
            raise Refused(STOPPED)

        monkeypatch.setattr(stage.front, "ask", stopped)
        await stage.press(pilot, "f2")
        assert "已停下，什么都没有写" in stage.text()
        assert stage.front.place == "imports"

"""Lists to files, from whatever screen is in front."""

from pathlib import Path

from openpyxl import load_workbook

from patrol_tui.settings import Places
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.screens.exchange.exporting import ExportScreen
from tests.tui.stage import Stage, StageDoor


def keeping(stage: Stage, folder: Path) -> Path:
    """Have the stage's home write into a folder; return that of its exports."""
    door = stage.front.door
    assert isinstance(door, StageDoor)
    door.places = Places(folder, folder / "data", folder)
    return folder / "data" / "exports"


async def asked_for(stage: Stage, typed: str, *, golden: bool = True) -> ExportScreen:
    """Ask for a list by name or pinyin; return the dialog that asks how."""
    await stage.front.run_command("app.export")
    await stage.settle(stage.pilot)
    if golden:
        stage.matches("export_lists_80")
    await stage.type(stage.pilot, typed)
    await stage.press(stage.pilot, "enter")
    screen = stage.front.screen
    assert isinstance(screen, ExportScreen)
    return screen


async def test_a_list_is_chosen_by_pinyin_and_written_for_the_days_asked(tmp_path: Path) -> None:
    stage = Stage()
    async with stage.opened("issues") as pilot:
        exports = keeping(stage, tmp_path)
        form = (await asked_for(stage, "tz")).query_one(Form)
        stage.matches("export_80")
        form.set_value("last", "昨天")
        await stage.press(pilot, "f2")
        assert "错" in stage.text()
        form.set_value("last", "2026-10-01")
        await stage.press(pilot, "f2")
        assert "第一天" in stage.text()
        assert not list(exports.glob("*"))
        form.set_value("last", "2026-11-23")
        await stage.press(pilot, "f2")
        assert "已写入 0 行" in stage.text()
        await stage.press(pilot, "escape")
        assert stage.front.place == "issues"
    (path,) = exports.iterdir()
    assert path.name == "ledger-20261101-20261123-anyone.xlsx"
    assert load_workbook(path).active is not None


async def test_tracks_are_written_without_days(tmp_path: Path) -> None:
    stage = Stage()
    async with stage.opened("issues") as pilot:
        exports = keeping(stage, tmp_path)
        form = (await asked_for(stage, "轨迹")).query_one(Form)
        form.set_value("first", "")
        form.set_value("last", "")
        await stage.press(pilot, "f2")
    (path,) = exports.iterdir()
    assert path.name == "track-anyone.gpx"
    assert path.read_text(encoding="utf-8").startswith("<?xml")

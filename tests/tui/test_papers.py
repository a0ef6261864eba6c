"""Papers on the screens: which, what hands fill, a look at it, then Word and PDF."""

from pathlib import Path

import pytest

from patrol_tui.tui.exports.paper_files import PaperKept
from tests.documents.paper_files import needs_font, texts_of
from tests.tui.scenes import before_the_patrol
from tests.tui.stage import Stage
from tests.tui.work_scenes import add


async def offer(stage: Stage, command: str) -> None:
    """Run a command as the menu does."""
    await stage.front.run_command(command)
    await stage.settle(stage.pilot)


@needs_font
async def test_a_paper_is_filled_looked_at_and_written_with_its_number(tmp_path: Path) -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        stage.home_in(tmp_path)
        await stage.press(pilot, "3")
        await offer(stage, "issues.papers")
        await stage.press(pilot, "1")
        stage.matches("paper_fill_80")
        await stage.type(pilot, "赵某")
        await stage.press(pilot, "escape")
        await offer(stage, "issues.papers")
        await stage.press(pilot, "1")
        assert "赵某" in stage.text()
        await stage.press(pilot, "f2")
        stage.matches("paper_look_80")
        before = len(stage.ledger.kept)
        await stage.press(pilot, "escape")
        assert len(stage.ledger.kept) == before
        await offer(stage, "issues.papers")
        await stage.press(pilot, "1", "f2", "f2")
        assert "BH-责改2026-07-01 已写成 Word 和 PDF" in stage.text()
        assert "文书号 责令限期改正" in stage.text()
        await offer(stage, "issues.papers")
        await stage.press(pilot, "1")
        assert "赵某" in stage.text()
        await stage.press(pilot, "escape")
    folder = tmp_path / "data" / "exports"
    assert {path.suffix for path in folder.iterdir()} == {".docx", ".pdf"}
    assert "赵某" in texts_of(next(folder.glob("*.docx")))


@needs_font
async def test_a_rare_name_survives_and_a_full_disk_is_told(tmp_path: Path) -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        stage.home_in(tmp_path)
        await stage.press(pilot, "3")
        await offer(stage, "issues.papers")
        await stage.press(pilot, "4")
        await stage.type(pilot, "王𬱖")
        await stage.press(pilot, "f2")
        await stage.type(pilot, "电子秤")
        stage.matches("paper_row_80")
        await stage.press(pilot, "f2")
        assert "第 2 行" in stage.text()
        await stage.press(pilot, "f2")
        assert "1  电子秤" in stage.text()
        await stage.press(pilot, "f2")
        folder = tmp_path / "data" / "exports"
        (word,) = folder.glob("物品清单*.docx")
        assert {"王𬱖", "电子秤"} <= set(texts_of(word))
        folder.rename(tmp_path / "gone")
        folder.write_text("no folder")
        await offer(stage, "issues.papers")
        await stage.press(pilot, "1", "f2", "f2")
        assert "没有写成" in stage.text()


async def test_characters_that_no_font_has_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "3")
        await offer(stage, "issues.papers")
        await stage.press(pilot, "1", "f2")

        async def kept(_question: object) -> PaperKept:
            return PaperKept("BH-1", (tmp_path / "x.docx",), ("㛃",))

        monkeypatch.setattr(stage.front, "ask", kept)
        await stage.press(pilot, "f2")
        assert "BH-1 已写好，字体缺 㛃，印的是字码" in stage.text()


async def test_a_meeting_has_its_minutes_and_what_has_no_paper_says_so(tmp_path: Path) -> None:
    stage = before_the_patrol()
    add(stage, "meeting", "周五圆桌会")
    async with stage.opened() as pilot:
        stage.home_in(tmp_path)
        await stage.press(pilot, "5")
        await offer(stage, "meetings.papers")
        await stage.press(pilot, "1")
        assert "会议纪要" in stage.text()
        await stage.press(pilot, "f2", "escape")
    stage = before_the_patrol()
    add(stage, "consultation", "11号楼顶加建", trigger="several")
    async with stage.opened() as pilot:
        await stage.press(pilot, "5")
        await offer(stage, "meetings.papers")
        assert "没有要开的文书" in stage.text()

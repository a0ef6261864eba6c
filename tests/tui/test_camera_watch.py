"""New photos of the camera are offered, and go only where somebody says so."""

import os
from pathlib import Path

from textual.pilot import Pilot

from patrol_tui.domain.folding.pictures import photo_count
from patrol_tui.settings import Settings
from patrol_tui.tui.host.camera_watch import EVERY_US
from patrol_tui.tui.screens.walking.record import RecordScreen
from tests.tui.issue_scenes import CASE, subject_at
from tests.tui.scenes import before_the_patrol
from tests.tui.stage import Stage
from tests.tui.test_album import small_photo


def camera(folder: Path) -> Stage:
    """Return the morning with a camera folder that has nothing in it."""
    return before_the_patrol(Settings(camera_folder=str(folder)))


def shoot(stage: Stage, folder: Path, name: str = "a.jpg") -> Path:
    """Put a photo into the folder, now by the stage's clock."""
    path = small_photo(folder).rename(folder / name)
    path.write_bytes(path.read_bytes() + name.encode())
    os.utime(path, ns=(0, stage.clock.now_us() * 1000))
    return path


async def look(stage: Stage, pilot: Pilot[int], times: int = 2) -> None:
    """Let the program look into the folder so often."""
    for _ in range(times):
        stage.clock.advance(EVERY_US)
        await stage.front.tick()
        await stage.settle(pilot)


async def test_new_photos_are_offered_and_attached_to_what_is_in_front(tmp_path: Path) -> None:
    stage = camera(tmp_path)
    async with stage.opened() as pilot:
        shoot(stage, tmp_path)
        shoot(stage, tmp_path, "b.jpg")
        shoot(stage, tmp_path, "c.heic")
        await look(stage, pilot)
        assert "3 张新照片，要附上吗？Ctrl+T" in stage.text()
        await stage.press(pilot, "ctrl+t")
        assert "先打开一件问题" in stage.text()
        subject = subject_at(stage, CASE)
        await stage.front.go("issues", subject=subject)
        await stage.press(pilot, "ctrl+t")
        assert "c.heic 是 HEIC 图片" in stage.text()
        await stage.press(pilot, "space", "up", "space")
        assert "附上 1 张" in stage.text()
        assert "最大 40 MB" in stage.text()
        await stage.press(pilot, "f2")
        state = stage.ledger.state(subject)
        assert state is not None
        assert photo_count(state) == 1
        await stage.press(pilot, "f7", *"gg", "enter", "ctrl+t", "f2")
        record = stage.front.screen
        assert isinstance(record, RecordScreen)
        assert [one.path.name for one in record.draft.photos] == ["b.jpg"]


async def test_photos_that_are_attached_or_left_out_are_not_offered(tmp_path: Path) -> None:
    stage = camera(tmp_path)
    async with stage.opened("issues") as pilot:
        known = shoot(stage, tmp_path)
        stage.blobs.put(known.read_bytes(), "image/jpeg")
        await look(stage, pilot)
        await stage.press(pilot, "ctrl+t")
        assert "没有新照片" in stage.text()
        shoot(stage, tmp_path, "b.jpg")
        await look(stage, pilot)
        await stage.press(pilot, "ctrl+t", "space")
        assert "F2  都不要" in stage.text()
        await stage.press(pilot, "f2", "ctrl+t")
        assert "没有新照片" in stage.text()


async def test_a_folder_that_is_not_there_is_spoken_of_once(tmp_path: Path) -> None:
    folder = tmp_path / "card"
    stage = camera(folder)
    async with stage.opened("issues") as pilot:
        await look(stage, pilot, 1)
        assert "相机文件夹不在" in stage.text()
        await stage.press(pilot, "down")
        await look(stage, pilot)
        assert "相机文件夹不在" not in stage.text()
        folder.mkdir()
        await look(stage, pilot, 1)
        folder.rmdir()
        await look(stage, pilot, 1)
        assert "相机文件夹不在" in stage.text()

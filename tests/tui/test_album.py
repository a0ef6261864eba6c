"""Photos on their screen: looked at, turned, blackened in a copy, from wherever one is."""

from pathlib import Path

import pytest
from PIL import Image
from rich.color import ColorSystem
from textual.pilot import Pilot

from patrol_tui.domain.folding.pictures import Picture, pictures_of
from patrol_tui.services.requests import PhotoFile, RecordIssue
from patrol_tui.settings import Settings
from patrol_tui.tui.album.picture_view import PictureView
from patrol_tui.tui.record.drafted_screen import DraftedScreen
from patrol_tui.tui.themes import Depth
from patrol_tui.tui.views.recording.record_draft import read_draft
from tests.tui.every_screen import faint_texts
from tests.tui.issue_scenes import subject_at
from tests.tui.stage import Stage

PLACE = "7号楼门前"


def small_photo(folder: Path) -> Path:
    """Return a photo that takes no time: dark above, bright below."""
    path = folder / "front.jpg"
    image = Image.new("RGB", (120, 90), (200, 190, 160))
    image.paste((30, 40, 50), (0, 0, 120, 40))
    image.save(path, "JPEG")
    return path


def photographed(folder: Path, settings: Settings | None = None) -> Stage:
    """Return a station with one issue that has two photos."""
    stage = Stage(settings=settings)
    photo = PhotoFile(small_photo(folder), "车头")
    stage.do(RecordIssue("clutter_planting", PLACE, "占着", photos=(photo,)))
    return stage


def picture(stage: Stage) -> Picture:
    state = stage.ledger.state(subject_at(stage, PLACE))
    assert state is not None
    return pictures_of(state)[0]


def drawn(stage: Stage) -> str:
    """Return the rows of the picture alone."""
    return "\n".join(row[:49] for row in stage.text().splitlines()[1:22])


async def show_in(stage: Stage, depth: Depth) -> None:
    """Show everything as a terminal of so many colours does."""
    stage.front._depth = depth
    stage.front.choose_theme(stage.settings.theme)
    await stage.pilot.pause()


async def test_a_photo_is_looked_at_and_turned_by_keys(tmp_path: Path) -> None:
    stage = photographed(tmp_path)
    async with stage.opened() as pilot:
        await show_in(stage, Depth.TRUE)
        await stage.press(pilot, "3", "space")
        assert stage.front.place == "album"
        assert "照片 1/1" in stage.text()
        assert drawn(stage).count("▀") > 700
        for said in ("车头", PLACE, "拍摄  照片里没写时间", "位置  照片里没写位置"):
            assert said in stage.text()
        assert faint_texts(stage, 4.5, ColorSystem.TRUECOLOR) == []
        await stage.press(pilot, "right")
        assert picture(stage).turn == 90
        await stage.press(pilot, "left", "left")
        assert picture(stage).turn == 270
        await stage.press(pilot, "enter")
        assert "照片 1/1" not in stage.text()
        await stage.press(pilot, "escape", "escape")
        assert stage.front.place == "issues"


async def test_few_colours_draw_it_in_dots(tmp_path: Path) -> None:
    stage = photographed(tmp_path, Settings(theme="night"))
    async with stage.opened("album", subject=subject_at(stage, PLACE)) as pilot:
        for depth in (Depth.BASIC, Depth.NONE):
            await show_in(stage, depth)
            assert "▀" not in drawn(stage)
            assert "\u28ff" in drawn(stage)
        await stage.press(pilot, "f4", "space", "left", "left")
        assert {"█", "┏", "┛"} <= set(drawn(stage))


async def choose(stage: Stage, pilot: Pilot[int]) -> PictureView:
    """Choose one part that is laid and one that is framed."""
    await stage.press(pilot, "f4")
    view = stage.front.screen.query_one(PictureView)
    first = view.frame
    assert first is not None
    await stage.press(
        pilot, "left", "shift+right", "f6", "down", "space", "up", "f6", "up", "pageup"
    )
    assert view.part.width == 500
    assert len(view.laid) == 1
    assert view.laid[0].x < first.x
    assert view.laid[0].height > first.height
    await stage.press(pilot, "pagedown")
    return view


async def test_parts_are_blackened_in_a_copy_and_the_page_says_of_what(tmp_path: Path) -> None:
    stage = photographed(tmp_path)
    subject = subject_at(stage, PLACE)
    async with stage.opened("album", subject=subject) as pilot:
        original = picture(stage)
        await choose(stage, pilot)
        assert "2 块" in stage.text()
        await stage.press(pilot, "f2")
        assert stage.front.place == "album"
        found = picture(stage)
        assert found.body == original.body
        assert found.copy is not None
        assert len(found.regions) == 2
        assert "照片 1 的副本，涂黑 2 处" in stage.text()
        assert f"原件  {original.name[:16]}" in stage.text()
        await stage.press(pilot, "up")
        assert f"副本  {str(found.copy['hash'])[:16]}" in stage.text()
        assert "照片 1/1" in stage.text()
        await stage.press(pilot, "f4", "escape", "f4")
        assert "2 块" in stage.text()  # what the copy has stays black in the next


async def test_escape_takes_back_step_by_step_and_writes_nothing(tmp_path: Path) -> None:
    stage = photographed(tmp_path)
    async with stage.opened("album", subject=subject_at(stage, PLACE)) as pilot:
        kept = len(stage.ledger.kept)
        view = await choose(stage, pilot)
        await stage.press(pilot, "escape")
        assert (view.frame, len(view.laid)) == (None, 1)
        await stage.press(pilot, "escape")
        assert len(view.laid) == 0
        await pilot.mouse_down(PictureView, offset=(10, 5))
        await pilot.hover(PictureView, offset=(20, 9))
        await pilot.mouse_up(PictureView, offset=(20, 9))
        assert view.frame is not None
        spot = view.sight.spot(view.frame)
        assert (spot.right - spot.left, spot.bottom - spot.top) == (11, 5)
        await stage.press(pilot, "escape")
        assert stage.front.place == "album"
        assert len(stage.ledger.kept) == kept


async def test_what_is_not_here_whole_cannot_be_blackened(tmp_path: Path) -> None:
    stage = photographed(tmp_path)
    async with stage.opened("album", subject=subject_at(stage, PLACE)) as pilot:
        stage.blobs.held.pop(bytes.fromhex(picture(stage).name))
        await stage.press(pilot, "f4")
        assert "照片还没传全" in stage.text()


async def test_files_are_looked_at_before_they_are_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage()
    path = small_photo(tmp_path)
    monkeypatch.chdir(tmp_path)
    async with stage.opened("record", kind="clutter_planting") as pilot:
        await stage.press(pilot, "ctrl+o")
        assert stage.front.place == "record"
        await stage.press(pilot, "f4")
        await stage.type(pilot, path.name)
        await stage.press(pilot, "f6")
        assert "没存档" in stage.text()
        assert "\u28ff" in drawn(stage)
        await stage.press(pilot, "right", "escape", "f2", "ctrl+o")
        assert stage.front.place == "album"
        assert "照片 1/1" in stage.text()
        path.unlink()
        await stage.press(pilot, "escape", "ctrl+o")
        assert "没有照片" in stage.text()
        assert "front.jpg" in stage.text()


async def test_photos_of_a_form_are_turned_and_blackened_before_it_is_saved(
    tmp_path: Path,
) -> None:
    stage = Stage()
    path = small_photo(tmp_path)
    async with stage.opened("record", kind="clutter_planting") as pilot:
        await stage.press(pilot, "f4")
        await stage.type(pilot, str(path))
        await stage.press(pilot, "f2", "escape", "ctrl+o", "right", "f4", "left", "f2")
        assert stage.front.place == "album"
        assert "记下了" in stage.text()
        assert "照片 1 的副本，涂黑 1 处" in stage.text()
        await stage.press(pilot, "escape")
        await stage.type(pilot, PLACE)
        screen = stage.front.screen
        assert isinstance(screen, DraftedScreen)
        screen.keep()
        (kept,) = [read_draft(one.key, one.text) for one in stage.drafts.kept()]
        assert kept is not None
        assert kept.photos == screen.draft.photos
        (file,) = kept.photos
        assert (file.turn, len(file.regions)) == (90, 1)
        stage.do(RecordIssue("clutter_planting", PLACE, "占着", photos=kept.photos))
    found = picture(stage)
    assert (found.turn, found.regions) == (90, file.regions)
    assert found.copy is not None


async def test_a_photo_that_was_only_looked_at_in_a_folder_cannot_be_changed(
    tmp_path: Path,
) -> None:
    stage = Stage()
    files = (PhotoFile(small_photo(tmp_path)),)
    async with stage.opened("album_files", files=files) as pilot:
        await stage.press(pilot, "right")
        assert "存档以后才能转。" in stage.text()
        assert "F4  涂黑" not in stage.text()

"""Filters of one's own: kept under a name, chosen again, renamed, deleted, each officer's alone."""

from patrol_tui.domain.language.errors import Refused
from patrol_tui.settings import Settings, as_toml
from patrol_tui.tui.host.filtering import filters_text, keep_filters, kept_filters, read_filters
from patrol_tui.tui.lists.sliced_screen import SlicedScreen
from patrol_tui.tui.screen_table import SCREENS, make_screen
from patrol_tui.tui.views.finding.own_filters import (
    PLACES,
    OwnFilter,
    filter_options,
    own_filters,
    renamed,
    with_filter,
    without_filter,
)
from tests.tui.stage import Stage
from tests.tui.test_boards import press, write
from tests.tui.work_scenes import busy

EAST, GATE = OwnFilter("东街", "open", "dj 摊"), OwnFilter("门 口", "all", "门口")


def test_each_officer_and_each_screen_has_filters_of_its_own() -> None:
    kept = with_filter({}, "0417", "issues", EAST)
    kept = with_filter(kept, "0417", "requests", GATE)
    kept = with_filter(kept, "0418", "issues", GATE)
    assert own_filters(kept, "0417", "issues") == (EAST,)
    assert own_filters(kept, "0417", "requests") == (GATE,)
    assert own_filters(kept, "041", "issues") == ()
    assert [one.id for one in filter_options(kept, "0417")] == [
        "filter:issues/东街",
        "filter:requests/门 口",
    ]


def test_a_filter_kept_twice_has_one_name_and_a_name_means_one_filter() -> None:
    kept = with_filter({}, "7", "issues", EAST)
    kept = with_filter(kept, "7", "issues", OwnFilter("又名", "open", "dj 摊"))
    assert [one.name for one in own_filters(kept, "7", "issues")] == ["又名"]
    kept = with_filter(kept, "7", "issues", OwnFilter("又名", "all", "x"))
    assert own_filters(kept, "7", "issues") == (OwnFilter("又名", "all", "x"),)


def test_a_renamed_filter_stays_where_it_stood_and_a_deleted_one_is_gone() -> None:
    kept = with_filter(with_filter({}, "7", "issues", EAST), "7", "issues", GATE)
    kept = renamed(kept, "7", "issues", "东街", "西街")
    assert [one.name for one in own_filters(kept, "7", "issues")] == ["西街", "门 口"]
    assert renamed(kept, "7", "issues", "西街", "西街") == kept
    over = renamed(kept, "7", "issues", "西街", "门 口")
    assert own_filters(over, "7", "issues") == (OwnFilter("门 口", "open", "dj 摊"),)
    assert own_filters(without_filter(over, "7", "issues", "门 口"), "7", "issues") == ()


def test_every_screen_with_saved_filters_can_keep_more() -> None:
    sliced = [name for name in SCREENS if name in PLACES]
    assert all(isinstance(make_screen(name), SlicedScreen) for name in sliced)
    assert len(sliced) == len(PLACES)


def front(stage: Stage) -> SlicedScreen:
    """Return the list that is in front."""
    screen = stage.front.screen
    assert isinstance(screen, SlicedScreen)
    return screen


def test_what_was_kept_is_read_and_what_cannot_be_read_is_left_out() -> None:
    kept = with_filter(with_filter({}, "7", "issues", EAST), "7", "issues", GATE)
    assert list(read_filters(filters_text(kept)).items()) == list(kept.items())
    assert read_filters('{"a": 1, "b": "open x"}') == {"b": "open x"}
    assert read_filters("[]") == read_filters("{") == {}


async def test_filters_of_older_settings_move_to_the_encrypted_drafts() -> None:
    stage = busy(Settings(filters={"0417 issues 旧": "open 张某", "0417 issues 东街": "all x"}))
    keep_filters(stage.drafts, {"0417 issues 东街": "open dj"}, 1)
    async with stage.opened():
        assert stage.front.filters["0417 issues 旧"] == "open 张某"
        assert stage.front.filters["0417 issues 东街"] == "open dj"
        assert kept_filters(stage.drafts) == stage.front.filters
        assert "张某" not in as_toml(stage.front.settings)
        assert not stage.front.settings.filters
        stage.drafts.fails = Refused("The disk is full.")
        await press(stage, "3", "slash")
        await write(stage, "南门")
        await press(stage, "ctrl+s")
        await write(stage, "南门")
        await press(stage, "f2")
        assert "已存为" not in stage.text()
        assert front(stage).own_now is None


async def test_filters_that_the_disk_does_not_take_stay_in_the_settings() -> None:
    stage = busy(Settings(filters={"0417 issues 旧": "open 张某"}))
    stage.drafts.fails = Refused("The disk is full.")
    async with stage.opened():
        assert stage.front.settings.filters == stage.front.filters
        await press(stage, "3", "ctrl+f")
        assert "旧" in stage.text()


async def test_a_filter_is_kept_chosen_renamed_and_deleted_by_keys() -> None:
    stage = busy(Settings(filters={"0418 issues 别人的": "all x", "0417 issues 旧": "gone x"}))
    async with stage.opened():
        await press(stage, "3", "ctrl+s")
        assert "还没打字" in stage.text()
        await press(stage, "right", "slash")
        await write(stage, "南门")
        await press(stage, "ctrl+s")
        await write(stage, "一二三四五六七八")
        await press(stage, "f2")
        assert "最多七个字" in stage.text()
        await press(stage, "backspace", "f2")
        assert kept_filters(stage.drafts)["0417 issues 一二三四五六七"] == "due 南门"
        assert "一二三四五六七" in stage.text().splitlines()[1]
        await press(stage, "escape", "right", "right", "right")
        assert front(stage).own_now is None
        await press(stage, "right")
        assert (front(stage).slice_id, front(stage).list.text) == ("due", "南门")
        await press(stage, "right")
        assert (front(stage).slice_id, front(stage).list.text) == ("open", "")
        await press(stage, "ctrl+f", "f4", "end")
        assert "> 6  一二三四五六七" in stage.text()
        assert "F4  改名   F8  删掉" in stage.text()
        await press(stage, "f4")
        await press(stage, "ctrl+u")
        await write(stage, "南门")
        await press(stage, "f2", "1", "ctrl+p")
        await write(stage, "南门")
        stage.matches("own_filters_palette_80")
        await press(stage, "enter")
        assert stage.front.place == "issues"
        own = front(stage).own_now
        assert own is not None
        assert own.name == "南门"
        await press(stage, "ctrl+f", "end", "f8", "f2")
        assert front(stage).own_now is None
        assert set(kept_filters(stage.drafts)) == {"0418 issues 别人的", "0417 issues 旧"}
        await press(stage, "ctrl+f", "4", "4")
        assert front(stage).own_now is None


async def test_boards_keep_filters_too_and_begin_with_one() -> None:
    stage = busy(Settings(filters={"0417 requests 噪声": "station 夜间"}))
    async with stage.opened():
        await press(stage, "4", "left")
        own = front(stage).own_now
        assert own is not None
        assert own.name == "噪声"
        await press(stage, "ctrl+f", "end", "enter")
        await stage.front.go("requests", own="噪声")
        await stage.settle(stage.pilot)
        assert "噪声" in stage.text().splitlines()[1]
        await press(stage, "space", "ctrl+f", "escape")
        assert not front(stage).is_full

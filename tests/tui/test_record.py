"""Record: kind, form, draft, law beside it, issues near by."""

import os
from pathlib import Path

import pytest
from textual import events

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.track.datum import Datum, to_wgs84
from patrol_tui.services.requests import PhotoFile
from patrol_tui.settings import Settings
from patrol_tui.tui.kit.form.field_box import FieldBox
from patrol_tui.tui.screens.walking.record import RecordScreen
from tests.tui.issue_scenes import in_two_minds, photo_file, subject_at
from tests.tui.scenes import before_the_patrol, on_patrol
from tests.tui.stage import Stage

SIZES = {"80": (80, 24), "120": (120, 40)}
LANE = {"kind": "fire_lane", "place": "乙小区 1号楼"}


def screen(stage: Stage) -> RecordScreen:
    found = stage.front.screen
    assert isinstance(found, RecordScreen)
    return found


async def fill(stage: Stage, field: str, text: str) -> None:
    """Put the keys into a field and type."""
    pane = screen(stage).pane
    assert pane is not None
    pane.form.box(field).focus()
    await stage.type(stage.pilot, text)


async def paste(stage: Stage, field: str, text: str) -> None:
    """Put the keys into a field and paste."""
    pane = screen(stage).pane
    assert pane is not None
    box = pane.form.box(field)
    box.focus()
    await stage.pilot.pause()
    box.post_message(events.Paste(text))
    await stage.settle(stage.pilot)


async def kept(stage: Stage) -> str:
    """Return the one draft, once it is written."""
    drafting = screen(stage).drafting
    assert drafting is not None
    await drafting.settled()
    await stage.pilot.pause()
    (draft,) = stage.drafts.held.values()
    return draft.text


def issues(stage: Stage) -> list[State]:
    states = [stage.ledger.state(one) for one in {entry.subject for entry in stage.ledger.kept}]
    return [state for state in states if state is not None and state.type == "issue"]


async def test_the_kind_is_chosen_by_initials_and_its_form_appears() -> None:
    stage = on_patrol()
    async with stage.opened("record") as pilot:
        stage.matches("record_kinds")
        await stage.type(pilot, "zdjy")
        assert "先责令改正" in stage.text()
        await stage.press(pilot, "enter")
        assert "占道经营  现场记录" in stage.text()
        assert "*疏导区" in stage.text()


@pytest.mark.parametrize("typed", ["消防", "xf", "fl", "FL", "fire_lane", "09012"])
async def test_a_kind_answers_to_chinese_pinyin_letters_id_and_code(typed: str) -> None:
    stage = on_patrol()
    async with stage.opened("record") as pilot:
        await stage.type(pilot, typed)
        await stage.press(pilot, "enter")
        assert "消防通道占用  现场记录" in stage.text()


async def test_escape_clears_what_was_typed_then_goes_back() -> None:
    stage = on_patrol()
    async with stage.opened("record") as pilot:
        await stage.type(pilot, "qqq")
        assert "没有这样的种类" in stage.text()
        await stage.press(pilot, "escape")
        assert "没有这样的种类" not in stage.text()
        assert stage.front.place == "record"
        await stage.type(pilot, "/zdjy")
        assert "占道经营" in stage.text()
        await stage.press(pilot, "escape", "escape")
        assert stage.front.place == "today"


@pytest.mark.parametrize("size", SIZES)
async def test_the_form_looks_as_designed(size: str) -> None:
    stage = on_patrol()
    async with stage.opened("record", SIZES[size], kind="fire_lane") as pilot:
        await stage.type(pilot, "2.1")
        await fill(stage, "note", "黑色轿车横停车道，车内无人")
        await fill(stage, "measures", "4")
        await stage.press(pilot, "f2")
        await kept(stage)
        stage.matches(f"record_{size}")


async def test_it_speaks_english_too() -> None:
    stage = on_patrol(Settings(language="en"))
    async with stage.opened("record", kind="street_vending"):
        stage.matches("record_en")


async def test_saving_waits_for_what_is_required_and_goes_there() -> None:
    stage = on_patrol()
    async with stage.opened("record", **LANE) as pilot:
        before = len(stage.ledger.kept)
        await stage.press(pilot, "f2")
        assert len(stage.ledger.kept) == before
        assert "余宽：填了才能存档，草稿不受影响" in stage.text()
        focused = stage.front.screen.focused
        assert isinstance(focused, FieldBox)
        assert focused.spec.id == "kind.width_m"


async def test_a_record_is_saved_and_one_is_back_where_one_was() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await stage.type(pilot, "２.１")
        await fill(stage, "note", "黑色轿车横停车道")
        await fill(stage, "measures", "1")
        await kept(stage)
        await stage.press(pilot, "f2")
        assert stage.front.place == "today"
        assert "已存档 261123-07-01" in stage.text()
        state = stage.ledger.state(subject_at(stage, "乙小区 1号楼"))
        assert state is not None
        assert state.fields["width_m"] == "2.1"
        assert state.sets["measures"] == ("persuaded",)
        assert stage.drafts.held == {}


@pytest.mark.parametrize("keys", [("enter", "f2"), ("f2",)])
async def test_a_department_that_takes_over_means_handing_over(keys: tuple[str, ...]) -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await stage.type(pilot, "2")
        await fill(stage, "note", "挪不走")
        await fill(stage, "handed_to", "xf")
        await stage.press(pilot, *keys)
        state = stage.ledger.state(subject_at(stage, "乙小区 1号楼"))
        assert state is not None
        assert state.sets["measures"] == ("handed_over",)
        assert state.text("handed_to") == "fire"


async def test_a_recheck_follows_the_clock_until_it_is_typed() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await stage.type(pilot, "2")
        await fill(stage, "note", "车")
        await fill(stage, "measures", "1")
        stage.clock.advance(30 * 60_000_000)
        await stage.press(pilot, "f2")
        state = stage.ledger.state(subject_at(stage, "乙小区 1号楼"))
        assert state is not None
        assert state.integer("recheck_us") == stage.clock.at_us + 60 * 60_000_000


async def test_what_is_settled_on_the_spot_needs_no_second_look() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        assert "*复查   │09:05" in stage.text()
        await fill(stage, "measures", "3")
        assert "*复查" not in stage.text()
        await stage.press(pilot, "3", "1")
        assert "*复查   │09:05" in stage.text()


async def test_a_proposal_to_rebuild_is_for_a_meeting_and_needs_no_measure() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", kind="garbage_room", place="2号垃圾房"):
        assert "*处理" in stage.text()
        await fill(stage, "kind.found", "9")
        assert "是议题，不是违法" in stage.text()
        assert "*处理" not in stage.text()


async def test_the_checklist_item_gets_its_answer() -> None:
    stage = on_patrol()
    given = {"answers": ("north_lane5", "exit_opens"), "checkpoint": "north_lane5"}
    async with stage.opened("record", kind="fire_lane", place="5号楼", **given) as pilot:
        await stage.type(pilot, "2")
        await fill(stage, "note", "门锁着")
        await fill(stage, "measures", "1")
        await stage.press(pilot, "f2")
        patrol = stage.office().patrol_under_way()
        assert patrol is not None
        answer = patrol.fields["check/north_lane5/exit_opens"]
        assert isinstance(answer, dict)
        assert answer["result"] == "problem"
        assert answer["issue"] == subject_at(stage, "5号楼").hex()


# Drafts.


async def test_what_is_typed_is_kept_within_a_second_and_says_so() -> None:
    stage = on_patrol()
    async with stage.opened("record", **LANE):
        await fill(stage, "note", "黑色轿车")
        assert "\\u9ed1\\u8272\\u8f7f\\u8f66" in await kept(stage)
        assert "草稿已存 10:32:00" in stage.text()


async def test_a_draft_that_the_disk_refuses_is_told_in_red_and_asked_about() -> None:
    stage = on_patrol()
    stage.drafts.fails = Refused("The disk is full.")
    async with stage.opened("record", **LANE) as pilot:
        await fill(stage, "note", "黑色轿车")
        await stage.press(pilot, "escape")
        assert "草稿存不下" in stage.text()
        await stage.press(pilot, "escape")
        assert "黑色轿车" in stage.text()
        assert "草稿未存" in stage.text()
        stage.drafts.fails = None
        await stage.press(pilot, "escape")
        assert stage.front.place == "today"
        assert len(stage.drafts.held) == 1


async def test_putting_down_keeps_the_draft_and_f7_goes_on_with_it() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await fill(stage, "note", "黑色轿车")
        await stage.press(pilot, "escape")
        assert "草稿还在" in stage.text()
        await stage.press(pilot, "f7")
        assert "没写完的" in stage.text()
        assert "黑色轿车" in stage.text()
        await stage.press(pilot, "enter")
        pane = screen(stage).pane
        assert pane is not None
        assert "草稿已存 08:05:00" in stage.text()
        assert pane.values["note"] == "黑色轿车"
        assert pane.values["place"] == "乙小区 1号楼"
        assert len(stage.drafts.held) == 1


async def test_on_patrol_too_a_draft_is_told_on_today_and_f7_goes_on_with_it() -> None:
    stage = on_patrol()
    async with stage.opened("record", kind="garbage_room") as pilot:
        await fill(stage, "note", "大件堆在门口")
        await stage.press(pilot, "escape")
        assert "F7 接着写" in stage.text()
        await stage.press(pilot, "f7")
        assert "没写完的" in stage.text()
        await stage.press(pilot, "enter")
        await fill(stage, "note", "还有异味")
        pane = screen(stage).pane
        assert pane is not None
        assert pane.values["note"] == "大件堆在门口还有异味"
        await stage.press(pilot, "f8", "f2")
        await stage.until(pilot, lambda: "F7 接着写" not in stage.text())
        assert "F7 接着写" not in stage.text()


async def test_leaving_the_program_keeps_what_was_typed_a_moment_ago() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await fill(stage, "note", "刚写的")
        await pilot.press("f10")
    (draft,) = stage.drafts.held.values()
    assert "\\u521a\\u5199\\u7684" in draft.text


async def test_the_problem_of_an_item_goes_on_with_the_draft_of_that_item() -> None:
    stage = on_patrol()
    given = {"kind": "fire_lane", "answers": ("north_lane5", "exit_opens")}
    async with stage.opened("record", **given) as pilot:
        await fill(stage, "note", "写到一半")
        await stage.press(pilot, "escape")
        await stage.front.over("record", **given)
        await stage.settle(pilot)
        assert "写到一半" in stage.text()


async def test_a_draft_can_be_thrown_away_after_asking() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await fill(stage, "note", "没用的")
        await kept(stage)
        await stage.press(pilot, "f8")
        assert "扔掉草稿" in stage.text()
        await stage.press(pilot, "f2")
        assert stage.front.place == "today"
        assert stage.drafts.held == {}


async def test_another_kind_keeps_what_fits_it() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await fill(stage, "note", "车停在人行道")
        await stage.front.run_command("record.kind")
        await stage.settle(pilot)
        await stage.type(pilot, "jdczrxd")
        await stage.press(pilot, "enter")
        assert "机动车占人行道" in stage.text()
        assert "车停在人行道" in stage.text()


async def test_another_language_keeps_what_was_typed() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await fill(stage, "note", "黑色轿车")
        await stage.front.speak("en")
        await stage.settle(pilot)
        assert "Fire lane blocked" in stage.text()
        assert "黑色轿车" in stage.text()


async def test_a_refused_record_stays_with_everything_typed() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await stage.type(pilot, "2")
        await fill(stage, "note", "黑色轿车")
        await fill(stage, "measures", "1")
        gone = screen(stage)
        gone._photos_chosen((photo_of("/nowhere/gone.jpg"),))
        await stage.press(pilot, "f2")
        assert stage.front.place == "record"
        assert "gone.jpg" in stage.text()
        assert "黑色轿车" in stage.text()
        assert "\\u9ed1\\u8272" in await kept(stage)


def photo_of(path: str) -> PhotoFile:
    return PhotoFile(Path(path))


# Photos.


async def test_a_photo_is_added_by_its_path_and_what_it_shows(tmp_path: Path) -> None:
    stage = before_the_patrol()
    path = photo_file(tmp_path)
    async with stage.opened("record", **LANE) as pilot:
        await stage.press(pilot, "f4")
        await stage.type(pilot, str(path))
        await stage.press(pilot, "tab")
        await stage.type(pilot, "车头")
        await stage.press(pilot, "f2", "escape")
        assert "1 张：车头" in stage.text()
        assert "front.jpg" in await kept(stage)


async def test_a_file_that_is_no_photo_is_refused_at_once(tmp_path: Path) -> None:
    stage = before_the_patrol()
    path = tmp_path / "notes.jpg"
    path.write_text("no picture")
    async with stage.opened("record", **LANE) as pilot:
        await stage.press(pilot, "f4")
        await stage.type(pilot, str(path))
        await stage.press(pilot, "f2")
        assert "还没有照片" in stage.text()
        assert "错" in stage.text()


async def test_the_newest_of_the_camera_is_there_already(tmp_path: Path) -> None:
    stage = before_the_patrol(Settings(camera_folder=str(tmp_path)))
    path = photo_file(tmp_path, "DSC_0007.jpg")
    os.utime(path, ns=(stage.clock.at_us * 1000, stage.clock.at_us * 1000))
    async with stage.opened("record", **LANE) as pilot:
        await stage.press(pilot, "f4")
        assert "DSC_0007.jpg" in stage.text()


# The position.


async def test_degrees_from_a_chinese_map_are_kept_where_they_truly_lie() -> None:
    stage = before_the_patrol()
    typed = (369_705_000, 1_172_159_000)
    async with stage.opened("record", **LANE) as pilot:
        await stage.type(pilot, "2.1")
        await fill(stage, "note", "停了一辆")
        await fill(stage, "measures", "1")
        await fill(stage, "position", "门口")
        await stage.press(pilot, "f2")
        assert "请写两个数，如 36.9705, 117.2159" in stage.text()
        await stage.press(pilot, *["backspace"] * 2)
        await paste(stage, "position", "117.2159,36.9705")
        await stage.press(pilot, "f2")
        state = stage.ledger.state(subject_at(stage, "乙小区 1号楼"))
        assert state is not None
        place = state.fields["lat_e7"], state.fields["lon_e7"]
        assert place == to_wgs84(typed, Datum.GCJ02)
        assert place != typed


# The aside.


async def test_law_that_was_not_read_is_never_shown_as_certain() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", (120, 40), **LANE):
        rows = [line for line in stage.text().splitlines() if "省消防条例" in line]
        assert rows
        assert "待核" in rows[0]
        assert "城管不能处罚" in stage.text()


async def test_f3_shows_all_that_the_catalogue_says() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await stage.press(pilot, "f3")
        assert "处罚由消防救援机构决定" in stage.text()
        await stage.press(pilot, "escape")
        assert stage.front.place == "record"


async def test_what_was_seen_is_added_to_an_open_issue_near_by(tmp_path: Path) -> None:
    stage = in_two_minds()
    path = photo_file(tmp_path)
    given: dict[str, object] = {"kind": "fire_lane", "place": "甲小区3号楼东侧"}
    given["answers"] = ("north_lane5", "exit_opens")
    async with stage.opened("record", **given) as pilot:
        await stage.type(pilot, "1.9")
        await fill(stage, "note", "又停了一辆")
        screen(stage)._photos_chosen((photo_of(str(path)),))
        before = len(issues(stage))
        assert "附近未结" in stage.text()
        await stage.press(pilot, "f6", "enter")
        assert "并入未结的一件" in stage.text()
        await stage.press(pilot, "f2")
        assert stage.front.place == "today"
        assert len(issues(stage)) == before
        state = stage.ledger.state(subject_at(stage, "甲小区 3号楼东侧"))
        assert state is not None
        assert [one.value for one in state.records["notes"]] == [
            "又停了一辆；地点 甲小区3号楼东侧；余宽 1.9 米"
        ]
        assert len(state.records["photos"]) == 1
        patrol = stage.office().patrol_under_way()
        assert patrol is not None
        answer = patrol.fields["check/north_lane5/exit_opens"]
        assert isinstance(answer, dict)
        assert answer["issue"] == state.subject.hex()


# What people type.


async def test_ten_thousand_characters_are_pasted_kept_and_saved_whole() -> None:
    stage = before_the_patrol()
    long = "占道经营" * 2_500
    async with stage.opened("record", **LANE) as pilot:
        await stage.type(pilot, "2")
        await paste(stage, "note", long)
        await fill(stage, "measures", "1")
        assert "\\u5360\\u9053" in await kept(stage)
        await stage.press(pilot, "f2")
        state = stage.ledger.state(subject_at(stage, "乙小区 1号楼"))
        assert state is not None
        assert state.text("note") == long


async def test_markup_and_escape_codes_are_only_text() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE):
        await paste(stage, "note", "[/red][@click=app.leave]点[/] \x1b[2J\x1b]0;x\x07完")
        assert "[/red][@click=app.leave]点[/] 完" in stage.text()
        assert "\x1b" not in stage.text()


async def test_a_small_window_keeps_the_form_behind_one_sentence() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", **LANE) as pilot:
        await fill(stage, "note", "还在")
        await pilot.resize_terminal(72, 20)
        await stage.settle(pilot)
        assert "72×20" in stage.text()
        await pilot.resize_terminal(80, 24)
        await stage.settle(pilot)
        assert "还在" in stage.text()

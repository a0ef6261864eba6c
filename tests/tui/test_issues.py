"""Issues: the list by deadline, its filter, the detail, and all that can be done to an issue."""

from pathlib import Path

import pytest
from textual import events

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.requests import Move, Note, Recheck, SetFields, Settle
from patrol_tui.settings import Settings
from patrol_tui.tui.kit.form.field_box import FieldBox
from patrol_tui.tui.screens.matters.issues import IssuesScreen
from tests.services.laptop import at
from tests.tui.issue_scenes import CASE, SecondLaptop, in_two_minds, photo_file, subject_at
from tests.tui.scenes import before_the_patrol, issue, on_patrol
from tests.tui.stage import Stage

SIZES = {"80": (80, 24), "120": (120, 40)}


def screen(stage: Stage) -> IssuesScreen:
    found = stage.front.screen
    assert isinstance(found, IssuesScreen)
    return found


def case(stage: Stage, place: str = CASE) -> State:
    state = stage.ledger.state(subject_at(stage, place))
    assert state is not None
    return state


async def show(stage: Stage, place: str = CASE) -> None:
    """Put the cursor on an issue."""
    await stage.front.go("issues", subject=subject_at(stage, place))
    await stage.settle(stage.pilot)


async def paste(stage: Stage, text: str) -> None:
    """Paste into the field that has the keys."""
    box = stage.front.screen.focused
    assert isinstance(box, FieldBox)
    box.post_message(events.Paste(text))
    await stage.settle(stage.pilot)


# The list.


@pytest.mark.parametrize("size", SIZES)
async def test_list_and_detail_look_as_designed(size: str) -> None:
    stage = in_two_minds()
    async with stage.opened(size=SIZES[size]):
        await show(stage)
        stage.matches(f"issues_{size}")


async def test_it_speaks_english_too() -> None:
    stage = in_two_minds(Settings(language="en"))
    async with stage.opened():
        await show(stage)
        stage.matches("issues_en")


async def test_large_targets_make_rows_three_high() -> None:
    stage = in_two_minds(Settings(touch=True))
    async with stage.opened():
        await show(stage)
        stage.matches("issues_touch")


async def test_the_filter_narrows_down_while_one_types() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await stage.press(pilot, "3", "/")
        await stage.type(pilot, "垃圾房")
        rows = [line[:30] for line in stage.text().splitlines()]
        assert any("2号垃圾房" in row for row in rows)
        assert not any("甲小区" in row for row in rows)
        await stage.press(pilot, "enter")
        assert stage.front.screen.focused is screen(stage).list.rows
        await stage.press(pilot, "/", "escape")
        assert "甲小区" in stage.text()
        assert stage.front.place == "issues"
        assert stage.front.screen.focused is screen(stage).list.rows
        await stage.press(pilot, "escape")
        assert stage.front.place == "today"


async def test_a_filter_that_finds_nothing_says_how_to_get_rid_of_it() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await stage.press(pilot, "3", "、")
        await stage.type(pilot, "没有这样的")
        assert "没有符合「没有这样的」的" in stage.text()
        await stage.press(pilot, "escape")
        assert "甲小区" in stage.text()


async def test_markup_in_the_filter_is_only_text() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await stage.press(pilot, "3", "/")
        await paste(stage, "[/red]{key}")
        assert "「[/red]" in stage.text()


async def test_arrows_move_the_rows_while_the_filter_has_the_keys() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await stage.press(pilot, "3", "/", "down", "down")
        assert stage.front.screen.focused is screen(stage).list.box
        row = screen(stage).list.rows.row
        assert row is not None
        assert row is screen(stage).list.rows.rows_at_hand[2]


async def test_saved_filters_are_a_key_apart_and_in_a_list() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await stage.press(pilot, "3")
        assert "问题  本站在办" in stage.text()
        titles = []
        for _ in range(4):
            await stage.press(pilot, "right")
            titles.append(stage.text().splitlines()[1][:30].split())
        assert [title[1] for title in titles] == ["今天到期", "未入库", "有冲突", "全部"]
        assert titles[2][2] == "1"
        await stage.press(pilot, "left")
        assert "有冲突" in stage.text().splitlines()[1]
        await stage.front.run_command("issues.saved")
        await stage.settle(pilot)
        await stage.press(pilot, "2")
        assert "今天到期" in stage.text().splitlines()[1]


async def test_what_is_mine_and_unsent_is_found_by_text_too() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await stage.front.go("issues", saved="mine")
        await stage.settle(pilot)
        assert "便民市场口" in stage.text()
        await stage.press(pilot, "/")
        await stage.type(pilot, "便民")
        assert "便民市场口" in stage.text()
        assert CASE not in stage.text()[:200]


async def test_an_ended_issue_is_shown_among_all() -> None:
    stage = in_two_minds()
    done = subject_at(stage, "中心花坛")
    stage.do(SetFields(done, {"place": "花坛"}))
    stage.do(Move(done, "declined", "看错了"))
    async with stage.opened():
        await show(stage, "花坛")
        assert "问题  全部" in stage.text()
        assert "不立" in stage.text()


async def test_an_empty_list_names_the_key_that_fills_it() -> None:
    stage = Stage()
    async with stage.opened() as pilot:
        await stage.press(pilot, "3")
        assert "没有在办的" in stage.text()
        assert "F7" in stage.text()


async def test_a_long_list_is_read_by_pages() -> None:
    stage = before_the_patrol()
    stage.do(*(issue("street_vending", f"东街 {number}号", 600) for number in range(90)))
    async with stage.opened() as pilot:
        await stage.press(pilot, "3")
        assert stage.text().splitlines()[1].startswith(" 问题  本站在办            96")
        await stage.press(pilot, "end")
        assert "中心花坛" in stage.text()


async def test_clocks_of_rows_go_on_by_themselves() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await stage.press(pilot, "3")
        assert "余0:46" in stage.text()
        stage.clock.advance(60_000_000)
        await stage.front.tick()
        await stage.settle(pilot)
        assert "余0:45" in stage.text()


# The detail.


async def test_enter_gives_the_detail_the_whole_width_and_escape_takes_it_back() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.press(pilot, "enter")
        assert stage.text().splitlines()[1].startswith(" 消  消防通道占用")
        await stage.press(pilot, "end")
        assert "消防法" in stage.text()
        await stage.press(pilot, "right")
        assert CASE not in stage.text()
        await stage.press(pilot, "escape")
        assert "问题  本站在办" in stage.text()


async def test_photos_are_named_with_hash_and_whether_they_are_safe(tmp_path: Path) -> None:
    stage = in_two_minds()
    path = photo_file(tmp_path)
    async with stage.opened(size=(120, 60)) as pilot:
        await show(stage)
        await stage.front.run_command("issues.photo")
        await stage.settle(pilot)
        await stage.type(pilot, str(path))
        await stage.press(pilot, "f2", "escape")
        body = case(stage).records["photos"][0].value
        assert isinstance(body, dict)
        assert str(body["hash"])[:12] in stage.text()
        rows = stage.text().splitlines()
        (at,) = (at for at, row in enumerate(rows) if str(body["hash"])[:12] in row)
        assert "未入库" in rows[at - 1]
        stage.ledger.set_meta(f"photo/{body['hash']}", "0")
        stage.front.changed()
        await stage.settle(pilot)
        assert "已入库" in stage.text().splitlines()[at - 1]


async def test_a_corrected_fact_stays_and_says_so() -> None:
    stage = on_patrol()
    stage.do(SetFields(subject_at(stage, CASE), {"place": "3号楼西侧"}, "看错了"))
    async with stage.opened():
        await show(stage, "3号楼西侧")
        assert "已更正" in stage.text()
        assert "理由：看错了" in stage.text()


# Acting.


async def test_the_next_step_is_chosen_among_those_that_are_allowed() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.press(pilot, "f2")
        assert "情况属实，可以立案" in stage.text()
        assert "结案" not in stage.text().partition("下一步")[2]
        await stage.press(pilot, "1", "f2")
        assert case(stage).status == "verified"


async def test_a_step_off_the_way_asks_why_first() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.press(pilot, "f2", "end", "f2")
        assert case(stage).status == "reported"
        await paste(stage, "重复上报")
        await stage.press(pilot, "f2")
        assert case(stage).status == "voided"
        content = case(stage).facts[-1].content
        assert content is not None
        assert content["reason"] == "重复上报"


async def test_a_request_carries_the_heads_that_were_on_the_screen() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.front.run_command("issues.correct")
        await stage.settle(pilot)
        await stage.press(pilot, "enter")
        other = SecondLaptop(stage)
        other.office.perform(SetFields(subject_at(stage, CASE), {"place": "东侧"}))
        other.brings()
        await stage.press(pilot, "ctrl+u")
        await paste(stage, "西侧")
        await stage.press(pilot, "f2")
        state = case(stage, "西侧") if case_is(stage, "西侧") else case(stage, "东侧")
        conflict = state.conflict("place")
        assert conflict is not None
        assert {value.value for value in conflict.values} == {"东侧", "西侧"}
        assert "冲突" in stage.text()


def case_is(stage: Stage, place: str) -> bool:
    states = (stage.ledger.state(entry.subject) for entry in stage.ledger.kept)
    return any(state is not None and state.text("place") == place for state in states)


async def test_a_conflict_is_settled_by_taking_a_side() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.press(pilot, "f4")
        stage.matches("conflict")
        await stage.press(pilot, "2")
        assert "采用 2" in stage.text()
        await stage.press(pilot, "enter")
        await paste(stage, "我又看了一眼")
        await stage.press(pilot, "f2")
        state = case(stage)
        assert state.text("recheck_result") == "还占着"
        assert state.conflicts == ()
        assert "我又看了一眼" in stage.text()
        assert "各写各的" not in stage.text()


async def test_a_conflict_is_settled_by_another_value() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.press(pilot, "f4", "3", "f2")
        assert case(stage).conflicts
        await paste(stage, "挪了一半")
        await stage.press(pilot, "f2")
        assert case(stage).conflicts  # an own value needs its reason
        await paste(stage, "两人说的都过时了")
        await stage.press(pilot, "f2")
        assert case(stage).text("recheck_result") == "挪了一半"
        assert case(stage).conflicts == ()


async def test_escape_leaves_a_conflict_as_it_is_and_keeps_the_words() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.press(pilot, "f4", "enter")
        await paste(stage, "还没想好")
        await stage.press(pilot, "escape")
        assert case(stage).conflicts
        await stage.press(pilot, "f4")
        assert "还没想好" in stage.text()


async def test_three_values_and_more_can_be_settled() -> None:
    stage = in_two_minds()
    third = SecondLaptop(stage)
    heads = case(stage).heads[:1]
    third.office.perform(Recheck(subject_at(stage, CASE), "又来一辆", heads))
    third.brings()
    async with stage.opened() as pilot:
        await show(stage)
        assert "各写各的" in stage.text()
        await stage.press(pilot, "f4")
        assert stage.text().count("队员乙") >= 1
        await stage.press(pilot, "1", "f2")
        assert case(stage).conflict("recheck_result") is None


async def test_f4_offers_all_changes_where_there_is_no_conflict() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.front.run_command("issues.change")
        await stage.settle(pilot)
        stage.matches("issues_change")
        await stage.press(pilot, "3")
        await paste(stage, "物业说下午清")
        await stage.press(pilot, "f2")
        assert "物业说下午清" in stage.text()
        assert "备注写上了" in stage.text()


async def test_words_that_were_refused_are_there_again() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        append = stage.ledger.append

        def full(*_args: object) -> object:
            raise Refused("The disk is full.")

        stage.ledger.append = full  # type: ignore[method-assign, assignment]
        await stage.front.run_command("issues.note")
        await stage.settle(pilot)
        await paste(stage, "写了很久的话")
        await stage.press(pilot, "f2")
        assert "The disk is full." in stage.text()
        stage.ledger.append = append  # type: ignore[method-assign]
        await stage.front.run_command("issues.note")
        await stage.settle(pilot)
        assert "写了很久的话" in stage.text()
        await stage.press(pilot, "f2")
        assert [one.value for one in case(stage).records["notes"]] == ["写了很久的话"]


async def test_words_are_there_again_after_escape() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.press(pilot, "f8")
        await paste(stage, "记错了地方")
        await stage.press(pilot, "escape", "f8")
        assert "记错了地方" in stage.text()
        await stage.press(pilot, "f2")
        assert case(stage).is_retracted
        assert "撤回了，内容都还在" in stage.text()


async def test_a_field_of_the_form_is_corrected_with_a_reason() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.front.run_command("issues.correct")
        await stage.settle(pilot)
        await stage.type(pilot, "yk")
        await stage.press(pilot, "enter", "ctrl+u")
        await stage.type(pilot, "1.8")
        await stage.press(pilot, "f2")
        assert case(stage).fields["width_m"] == "1.8"


@pytest.mark.parametrize(
    ("field", "keys", "value"),
    [("deadline_us", "11:40", None), ("handed_to", "xf", "fire"), ("kind", "zdjy", None)],
)
async def test_times_departments_and_kinds_are_corrected_by_what_one_types(
    field: str, keys: str, value: str | None
) -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        acts = screen(stage).acts
        acts._correct_field(case(stage), field)
        await stage.settle(pilot)
        await stage.press(pilot, "ctrl+u")
        await stage.type(pilot, keys)
        await stage.press(pilot, "tab", "f2")
        before = {"deadline_us": None, "kind": "fire_lane", "handed_to": None}[field]
        assert case(stage).fields.get(field) != before
        assert value is None or case(stage).fields[field] == value


async def test_a_recheck_is_written_down() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.front.run_command("issues.recheck")
        await stage.settle(pilot)
        await stage.press(pilot, "1", "enter")
        await paste(stage, "车走了")
        await stage.press(pilot, "f2")
        assert case(stage).text("recheck_result") == "已改好：车走了"
        assert "再拍一张" in stage.text()


async def test_f4_looks_again_where_that_is_due() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        assert "该复查了" in stage.text()
        await stage.press(pilot, "f4", "3", "f2")
        assert case(stage).text("recheck_result") == "还没改"


async def change(stage: Stage, number: str) -> None:
    """Choose among all that can be done to the issue."""
    await stage.front.run_command("issues.change")
    await stage.settle(stage.pilot)
    await stage.press(stage.pilot, number)


async def test_the_deadline_is_put_off_with_a_reason() -> None:
    stage = before_the_patrol()
    before = case(stage).integer("deadline_us")
    async with stage.opened() as pilot:
        await show(stage)
        await change(stage, "7")
        await stage.press(pilot, "ctrl+u")
        await stage.type(pilot, "12-01 17:00")
        await stage.press(pilot, "f2")
        assert case(stage).integer("deadline_us") == before  # no reason yet
        await paste(stage, "等材料")
        await stage.press(pilot, "f2")
        assert "extended" in case(stage).sets["flags"]
        assert case(stage).integer("deadline_us") == at("2026-12-01T17:00")


async def test_clocks_stand_still_and_go_on() -> None:
    stage = before_the_patrol()
    before = case(stage).integer("deadline_us")
    async with stage.opened(size=SIZES["80"]) as pilot:
        await show(stage)
        await change(stage, "8")
        await paste(stage, "等鉴定")
        await stage.press(pilot, "f2")
        assert case(stage).sets["flags"] == ("suspended",)
        await show(stage)
        await change(stage, "8")
        stage.matches("issues_clocks_go_on")
        await paste(stage, "鉴定来了")
        await stage.press(pilot, "f2")
        assert case(stage).sets["flags"] == ()
        assert (case(stage).integer("deadline_us"), before) != (None, None)
        stage.ledger.granted[stage.ledger.writer.officer] = frozenset(("officer",))
        for number in ("7", "8"):
            await show(stage)
            await change(stage, number)
            assert "站长" in stage.text()
        assert case(stage).sets["flags"] == ()


async def test_who_has_to_act_is_urged() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        await change(stage, "9")
        await paste(stage, "消防救援")
        await stage.press(pilot, "tab")
        await paste(stage, "今天下班前到场")
        await stage.press(pilot, "f2")
        assert case(stage).records["notes"][-1].value == "消防救援: 今天下班前到场"


async def test_another_station_takes_part() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await show(stage)
        await stage.front.run_command("issues.share")
        await stage.settle(pilot)
        await stage.type(pilot, "nh")
        await stage.press(pilot, "enter")
        assert case(stage).sets["stations"] == ("nanhu",)


async def test_the_last_step_is_taken_back() -> None:
    stage = before_the_patrol()
    stage.do(Note(subject_at(stage, CASE), "多余的"))
    async with stage.opened() as pilot:
        await show(stage)
        await change(stage, "end")
        await stage.press(pilot, "enter")
        assert not case(stage).records.get("notes")


async def test_what_sync_brings_is_shown_without_moving_the_cursor() -> None:
    stage = in_two_minds()
    async with stage.opened() as pilot:
        await show(stage)
        other = SecondLaptop(stage)
        other.office.perform(Note(subject_at(stage, CASE), "区里来过电话"))
        conflict = case(stage).conflicts[0]
        take = conflict.values[0].entry
        other.office.perform(Settle(subject_at(stage, CASE), "recheck_result", take))
        other.brings()
        stage.front.changed()
        await stage.settle(pilot)
        assert "区里来过电话" in stage.text()
        row = screen(stage).list.rows.row
        assert row is not None
        assert row.subject == subject_at(stage, CASE)

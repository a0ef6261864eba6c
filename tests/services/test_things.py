"""Correcting, moving, noting, sharing and retracting, and the conflicts that come of it."""

from pathlib import Path
from typing import TYPE_CHECKING, cast
from unittest.mock import ANY

import pytest

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM, item_id
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.requests import (
    AddPhotos,
    Arrive,
    Check,
    Move,
    Note,
    PhotoFile,
    Recheck,
    Retract,
    SetFields,
    Share,
    StartPatrol,
    UndoLast,
    Urge,
)
from patrol_tui.services.things.history import history
from tests.services.laptop import Album, Laptop, Taken, at, meet, record

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger


def chinese(text: str) -> str:
    """Stand for a translation that the message has."""
    return text


def recorded(laptop: Laptop, **changes: object) -> bytes:
    return laptop.do(record(**changes)).subject


def last_content(laptop: Laptop) -> dict[str, payload.Json]:
    stored = laptop.ledger.kept[-1].payload
    assert stored is not None
    return payload.decode(stored)


def test_a_correction_names_only_what_changes() -> None:
    laptop = Laptop()
    issue = recorded(laptop, fields={"width_m": "2.1"})
    laptop.do(SetFields(issue, {"width_m": "２。５米", "place": "5号楼西侧"}, reason=" 重新量过 "))
    assert last_content(laptop) == {"set": {"width_m": "2.5"}, "reason": "重新量过"}


def test_an_empty_value_clears_a_field() -> None:
    laptop = Laptop()
    issue = recorded(laptop, fields={"width_m": "2.1", "party": "王某"})
    laptop.do(SetFields(issue, {"width_m": "", "party": " \u200b "}))
    state = laptop.state(issue)
    assert (state.fields["width_m"], state.fields["party"]) == (None, None)


def test_a_correction_that_changes_nothing_is_refused() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    for values in ({}, {"place": "5号楼西侧"}, {"party": ""}, {"flags": ""}):
        with pytest.raises(Refused, match="Nothing would change"):
            laptop.do(SetFields(issue, values))


@pytest.mark.parametrize(
    "name", ["colour", "number", "patrol", "code", "rechecked_us", "status", "stations", "photos"]
)
def test_what_nobody_types_cannot_be_set(name: str) -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    with pytest.raises(Refused, match=f"There is no field {name} to set"):
        laptop.do(SetFields(issue, {name: "x"}))


def test_another_kind_brings_its_own_code_and_form() -> None:
    laptop = Laptop()
    issue = recorded(laptop, kind="vendor")
    with pytest.raises(Refused, match="no field width_m"):
        laptop.do(SetFields(issue, {"width_m": "2"}))
    laptop.do(SetFields(issue, {"kind": " fire_lane ", "width_m": "2"}))
    state = laptop.state(issue)
    assert "消防通道占用" in ISSUE.row(state).search
    code = state.fields["code"]
    assert isinstance(code, dict)
    assert (state.text("kind"), state.text("width_m"), code["code"]) == ("fire_lane", "2", "09012")
    laptop.do(SetFields(issue, {"kind": "vendor"}))
    assert laptop.state(issue).fields["code"] is None
    with pytest.raises(NotFound, match="No kind"):
        laptop.do(SetFields(issue, {"kind": "ufo"}))


def test_times_positions_and_departments_are_understood() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.do(
        SetFields(issue, {"deadline_us": "2026-11-24T09:00", "lead": "119", "lat_e7": "36.97"})
    )
    fields = laptop.state(issue).fields
    assert fields["deadline_us"] == at("2026-11-24T09:00")
    assert (fields["lead"], fields["lat_e7"]) == ("fire", 369_700_000)
    for wrong in ("91", "north", "-90.1"):
        with pytest.raises(Refused, match="is no position"):
            laptop.do(SetFields(issue, {"lat_e7": wrong}))


def test_members_are_added_and_taken_away() -> None:
    laptop = Laptop()
    issue = recorded(laptop, measures=("persuaded",))
    laptop.do(
        SetFields(
            issue, {"flags": "挂账， extended", "tags": "学校、放学", "support": "119"}, "等方案"
        )
    )
    state = laptop.state(issue)
    assert state.sets == {
        "flags": ("extended", "suspended"),
        "measures": ("persuaded",),
        "support": ("fire",),
        "tags": ("学校", "放学"),
    }
    laptop.do(SetFields(issue, {"flags": "extended", "measures": "settled"}))
    assert last_content(laptop) == {
        "add": {"measures": ["settled"]},
        "remove": {"flags": ["suspended"], "measures": ["persuaded"]},
        "set": ANY,  # what is due, now that the clocks go on
    }
    for name in ("flags", "measures"):
        with pytest.raises(Refused, match="burning is no answer"):
            laptop.do(SetFields(issue, {name: "burning"}))


def test_what_is_put_off_is_due_no_more() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.do(SetFields(issue, {"flags": "suspended"}, "等方案"))
    assert ISSUE.row(laptop.state(issue)).due_us is None


def test_a_case_moves_step_by_step_to_the_archive() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    for status in (
        "核实",
        "filed",
        "Dispatched",
        "handling",
        "反馈",
        "checked",
        "closed",
        "archived",
    ):
        laptop.do(Move(issue, status, reason="核过"))
    state = laptop.state(issue)
    assert state.status == "archived"
    assert not ISSUE.row(state).is_open


def test_a_step_that_leads_nowhere_names_those_that_do() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    with pytest.raises(Refused) as refused:
        laptop.do(Move(issue, "closed"))
    assert str(refused.value) == (
        "It is reported and cannot become closed. "
        "It can become: verified, responded, declined, voided."
    )
    assert "reported（上报）" in refused.value.text(chinese)
    laptop.do(Move(issue, "voided"))
    with pytest.raises(Refused, match="It can become: -"):
        laptop.do(Move(issue, "reported"))
    with pytest.raises(NotFound, match="no status burnt"):
        laptop.do(Move(issue, "burnt"))


def test_a_note_is_added_even_to_what_was_retracted() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.do(Retract(issue, "记错"), Note(issue, " [/red] 车主来电\n"))
    assert [value.value for value in laptop.state(issue).records["notes"]] == ["[/red] 车主来电"]
    assert laptop.state(issue).is_retracted
    with pytest.raises(Refused, match="The note is empty"):
        laptop.do(Note(issue, " \n\t"))


def test_photos_are_added_and_each_only_once() -> None:
    laptop = Laptop(album=Album(a=Taken(b"one"), b=Taken(b"one"), c=Taken(b"two")))
    issue = recorded(laptop)
    files = [PhotoFile(Path(name), name) for name in "abc"]
    laptop.do(AddPhotos(issue, tuple(files)))
    photos = [value.value for value in laptop.state(issue).records["photos"]]
    assert [photo["caption"] for photo in photos if isinstance(photo, dict)] == ["a", "c"]
    with pytest.raises(Refused, match="at least one photo"):
        laptop.do(AddPhotos(issue, ()))


def test_a_caption_that_cannot_be_kept_keeps_no_photo() -> None:
    laptop = Laptop(album=Album(a=Taken(b"one")))
    issue = recorded(laptop)
    with pytest.raises(Refused, match="broken character"):
        laptop.do(AddPhotos(issue, (PhotoFile(Path("a"), "\udc80"),)))
    assert laptop.album.kept == {}


def test_a_recheck_is_written_down_and_no_longer_due() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    assert ISSUE.row(laptop.state(issue)).extra["due"] == "recheck"
    laptop.do(Recheck(issue, " 车已驶离 "))
    state = laptop.state(issue)
    assert state.text("recheck_result") == "车已驶离"
    assert state.fields["rechecked_us"] == laptop.clock.now_us()
    assert ISSUE.row(state).extra["due"] == "deadline"
    with pytest.raises(Refused, match="what the re-check found"):
        laptop.do(Recheck(issue, ""))


def test_only_an_issue_is_rechecked() -> None:
    laptop = Laptop()
    patrol = laptop.do(StartPatrol("north")).subject
    with pytest.raises(Refused, match="Only an issue"):
        laptop.do(Recheck(patrol, "没事"))


def test_another_station_takes_part_once() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.do(Share(issue, " nh "))
    assert laptop.state(issue).sets["stations"] == ("nanhu",)
    for station, said in (("nanhu", "Nanhu"), ("BH", "Binhu")):
        with pytest.raises(Refused, match=f"{said} has it already"):
            laptop.do(Share(issue, station))
    with pytest.raises(NotFound, match="No station is called atlantis"):
        laptop.do(Share(issue, "atlantis"))


def test_a_message_speaks_the_readers_language() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    with pytest.raises(Refused) as refused:
        laptop.do(Share(issue, "binhu"))
    assert refused.value.text(chinese) == "滨湖站 has it already."
    assert refused.value.text(chinese, "en") == "Binhu has it already."


def test_an_item_of_the_catalogue_is_not_shared() -> None:
    laptop = Laptop()
    subject = item_id("routes", "x")
    draft = Draft(subject, CATALOG_ITEM.kind(1), {"set": {"section": "routes", "item": "x"}})
    laptop.ledger.append((draft,), laptop.clock.now_us())
    with pytest.raises(Refused, match="Only issues and patrols"):
        laptop.do(Share(subject, "nanhu"))
    laptop.do(SetFields(subject, {"item": "y"}))
    assert laptop.state(subject).text("item") == "y"


def test_what_was_retracted_stays_as_it_is() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    with pytest.raises(Refused, match="Say why"):
        laptop.do(Retract(issue, "  "))
    laptop.do(Retract(issue, "重复"))
    assert last_content(laptop) == {"retract": True, "reason": "重复"}
    for request in (
        SetFields(issue, {"place": "x"}),
        Move(issue, "verified"),
        Recheck(issue, "x"),
        Retract(issue, "x"),
    ):
        with pytest.raises(Refused, match="was retracted"):
            laptop.do(request)


def newer_program_writes(laptop: Laptop, issue: bytes) -> None:
    """Append an entry of a kind that this program does not know and must not pass over."""
    draft = Draft(issue, ISSUE.kind(0xEE), {}, laptop.state(issue).heads, critical=True)
    laptop.ledger.append((draft,), laptop.clock.now_us())


def test_what_a_newer_program_changed_is_only_read() -> None:
    laptop = Laptop(album=Album(a=Taken(b"one")))
    issue = recorded(laptop)
    newer_program_writes(laptop, issue)
    for request in (Note(issue, "x"), AddPhotos(issue, (PhotoFile(Path("a")),)), UndoLast(issue)):
        with pytest.raises(Refused, match="newer version"):
            laptop.do(request)
    assert laptop.album.kept == {}


def test_a_thing_that_is_not_held_is_not_found() -> None:
    with pytest.raises(NotFound, match="no such thing"):
        Laptop().do(Note(name_id("issue", "none"), "x"))


def test_an_empty_correction_says_so_before_it_reads_the_screen() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    heads = laptop.state(issue).heads
    laptop.do(SetFields(issue, {"place": "东门"}))
    laptop.do(SetFields(issue, {"place": "东门"}, heads=heads))
    assert laptop.state(issue).conflicts == ()


# What was on the screen.


def two_laptops() -> tuple[Laptop, Laptop, bytes]:
    one, other = Laptop(7), Laptop(8, "0418")
    issue = recorded(one)
    meet(one, other)
    return one, other, issue


def sides(state: State, name: str) -> list[payload.Json]:
    conflict = state.conflict(name)
    return [value.value for value in conflict.values] if conflict else []


def test_a_change_from_an_old_screen_is_a_conflict_to_see() -> None:
    one, other, issue = two_laptops()
    screen = one.state(issue).heads
    other.do(SetFields(issue, {"place": "西门"}))
    meet(one, other)
    one.do(SetFields(issue, {"place": "东门"}, heads=screen))
    assert sorted(map(str, sides(one.state(issue), "place"))) == ["东门", "西门"]


def test_a_step_is_judged_by_what_was_on_the_screen() -> None:
    one, other, issue = two_laptops()
    screen = one.state(issue).heads
    other.do(Move(issue, "verified"), Move(issue, "filed"))
    meet(one, other)
    with pytest.raises(Refused, match="It is filed"):
        one.do(Move(issue, "declined"))
    one.do(Move(issue, "declined", heads=screen))
    assert set(map(str, sides(one.state(issue), "status"))) == {"filed", "declined"}


def test_a_retraction_that_was_not_on_the_screen_does_not_stop_an_edit() -> None:
    one, other, issue = two_laptops()
    screen = one.state(issue).heads
    other.do(Retract(issue, "重复"))
    meet(one, other)
    one.do(SetFields(issue, {"place": "东门"}, heads=screen))
    assert set(map(str, sides(one.state(issue), "retracted"))) == {"True", "False"}


def test_heads_that_nobody_holds_count_as_all_that_is_held() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.do(Note(issue, "一", heads=(bytes(32),)), Note(issue, "二", heads=()))
    state = laptop.state(issue)
    assert len(state.heads) == 1
    assert not state.is_incomplete


# Taking back one's last step.


def test_the_last_step_is_taken_back_once() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.do(SetFields(issue, {"place": "东门"}), UndoLast(issue))
    assert laptop.state(issue).text("place") == "5号楼西侧"
    with pytest.raises(Refused, match="nothing of yours"):
        laptop.do(UndoLast(issue))


def test_without_its_first_step_a_thing_is_retracted() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.do(UndoLast(issue))
    assert laptop.state(issue).is_retracted
    assert "reason" not in last_content(laptop)
    with pytest.raises(Refused, match="nothing of yours"):
        laptop.do(UndoLast(issue))


def test_what_was_sent_is_not_taken_back() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.ledger.shared.add(laptop.ledger.kept[-1].hash)
    with pytest.raises(Refused, match="in the shared ledger already"):
        laptop.do(UndoLast(issue))


def test_what_somebody_else_did_is_not_taken_back() -> None:
    one, other, issue = two_laptops()
    with pytest.raises(Refused, match="nothing of yours"):
        other.do(UndoLast(issue))
    other.do(Note(issue, "看到了"))
    meet(one, other)
    with pytest.raises(Refused, match="nothing of yours"):
        one.do(UndoLast(issue))


def test_one_side_of_a_conflict_is_taken_back_by_its_author() -> None:
    one, other, issue = two_laptops()
    one.do(SetFields(issue, {"place": "东门"}))
    other.do(SetFields(issue, {"place": "西门"}))
    meet(one, other)
    one.do(UndoLast(issue))
    assert one.state(issue).conflicts == ()
    assert one.state(issue).text("place") == "西门"


def test_a_record_taken_back_opens_its_item_again_and_leaves_the_officer_there() -> None:
    laptop = Laptop()
    patrol = laptop.do(StartPatrol("north"), Arrive("gate"), Check("gate", "posters", "ok")).subject
    issue = recorded(laptop, answers=("gate", "clear"))
    done = laptop.do(UndoLast(issue))
    state = laptop.state(patrol)
    assert len(done.entries) == 2
    assert state.fields["check/gate/clear"] is None
    assert state.fields["check/gate/posters"] is not None
    assert state.fields["arrived/gate"] is not None


def test_a_record_taken_back_leaves_a_patrol_that_it_did_not_answer() -> None:
    laptop = Laptop()
    laptop.do(StartPatrol("north"), Check("gate", "posters", "ok"))
    assert len(laptop.do(UndoLast(recorded(laptop))).entries) == 1


def test_facts_of_an_issue_carry_its_own_numbers() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.do(SetFields(issue, {"place": "东门"}))
    assert laptop.ledger.kept[-1].kind == ISSUE.kind(CHANGED)


def test_whoever_has_to_act_is_urged_while_work_is_left() -> None:
    laptop = Laptop()
    issue = recorded(laptop)
    laptop.do(Urge(issue, "water", "今天到场"))
    (event, *_) = history(cast("Ledger", laptop.ledger), laptop.catalog, laptop.state(issue))
    assert event.fact == "issue.urged"
    assert laptop.state(issue).records["notes"][-1].value == "水务: 今天到场"
    laptop.do(Urge(issue, "物业", ""))
    assert laptop.state(issue).records["notes"][-1].value == "物业"
    with pytest.raises(Refused, match="who is urged"):
        laptop.do(Urge(issue, " ", ""))
    laptop.do(Move(issue, "voided"))
    with pytest.raises(Refused, match="has ended"):
        laptop.do(Urge(issue, "water", "今天到场"))

"""What grows out of things: lines within them, others begun out of them, texts from the ledger."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from patrol_tui.domain.entries import payload
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.usual import lines
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.known import EXPORTS
from patrol_tui.services.growing.follow_ups import begun_of, follow_ups
from patrol_tui.services.growing.lines import add_line, lines_of, tally
from patrol_tui.services.overview.campaigns import Standing, standing_of
from patrol_tui.services.papers.handing_over import begun_by, handed_over
from patrol_tui.services.papers.minuting import minutes_of
from patrol_tui.services.papers.still_open import MOST_LINKED, still_open
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import AddThing, Move, Note, SetFields, StartPatrol
from patrol_tui.services.things.adding import decide_add
from patrol_tui.services.things.history import history
from patrol_tui.services.things.relations import related
from patrol_tui.services.wording import times_words
from tests.services.laptop import HOUR_US, Laptop, meet, record

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger

DAY_US = 24 * HOUR_US
CHINESE = Speech(lambda text: text, "zh")
ENGLISH = Speech(lambda text: text, "en")


def books(laptop: Laptop) -> "Ledger":
    """Return the laptop's ledger."""
    return cast("Ledger", laptop.ledger)


def add(laptop: Laptop, thing_type: str, title: str = "甲", **values: str) -> bytes:
    """Add a thing."""
    return laptop.do(AddThing(thing_type, {"title": title, **values})).subject


def sort(thing_type: str, verb: str) -> Field:
    """Return the list that a verb adds lines to."""
    return next(one for one in BY_TYPE[thing_type].lines() if one.line and one.line.verb == verb)


def write(laptop: Laptop, thing: bytes, verb: str, key: str, value: str) -> None:
    """Add a line."""
    state = laptop.state(thing)
    laptop.do(add_line(laptop.desk(), state, sort(state.type, verb), key, value))


def shown(laptop: Laptop, thing: bytes, verb: str) -> list[tuple[str, str]]:
    """Return the lines of a list as they are read."""
    state = laptop.state(thing)
    found = lines_of(laptop.catalog, BY_TYPE[state.type], state, sort(state.type, verb))
    return [(CHINESE.say(who), CHINESE.say(what)) for who, what in found]


def test_people_sign_in_say_their_view_and_vote_each_in_a_line_of_their_own() -> None:
    laptop = Laptop()
    meeting = add(laptop, "meeting")
    write(laptop, meeting, "sign-in", " 王女士 ", "业主")
    write(laptop, meeting, "sign-in", "刘/经理", "物业")
    write(laptop, meeting, "view", "王女士", "不该捆绑")
    write(laptop, meeting, "vote", "王女士", "同意")
    write(laptop, meeting, "vote", "刘经理", "against")
    write(laptop, meeting, "vote", "刘经理", "1")
    assert shown(laptop, meeting, "sign-in") == [("刘 经理", "物业"), ("王女士", "业主")]
    assert shown(laptop, meeting, "vote") == [("刘经理", "同意"), ("王女士", "同意")]
    counted = tally(laptop.state(meeting), sort("meeting", "vote"))
    assert {one.id: count for one, count in counted.items()} == {"for": 2}
    said = CHINESE.say(history(books(laptop), laptop.catalog, laptop.state(meeting))[0].said)
    assert said == "表决 刘经理 同意"
    laptop.do(SetFields(meeting, {"vote/刘经理": ""}))
    assert shown(laptop, meeting, "vote") == [("王女士", "同意")]


def test_a_line_needs_whose_it_is_what_it_says_and_an_answer_that_is_offered() -> None:
    laptop = Laptop()
    meeting = add(laptop, "meeting")
    for key, value in ((" ", "业主"), ("王女士", " ")):
        with pytest.raises(Refused):
            write(laptop, meeting, "sign-in", key, value)
    with pytest.raises(Refused, match="也许"):
        write(laptop, meeting, "vote", "王女士", "也许")
    for name in ("vote/", "vote/a/b", f"vote/{'长' * 41}"):
        with pytest.raises(Refused, match="whose line"):
            laptop.do(SetFields(meeting, {name: "for"}))


def test_a_day_without_a_date_is_today_and_a_department_is_known_by_its_names() -> None:
    laptop = Laptop()
    campaign = add(laptop, "campaign")
    write(laptop, campaign, "progress", "", "清了 3 处")
    write(laptop, campaign, "progress", "2026-11-22", "摸排 5 处")
    assert shown(laptop, campaign, "progress") == [
        ("2026-11-22", "摸排 5 处"),
        ("2026-11-23", "清了 3 处"),
    ]
    whistle = add(laptop, "whistle", called="119")
    write(laptop, whistle, "came", "119", "刘某")
    assert shown(laptop, whistle, "came") == [("消防救援", "刘某")]
    assert "who/fire" in laptop.state(whistle).fields
    assert tally(laptop.state(whistle), Field("signed/", "time", "x")) == {}


def test_what_was_signed_stands_and_a_note_may_be_added() -> None:
    laptop = Laptop()
    handover = add(laptop, "handover", note="两件未完")
    laptop.do(SetFields(handover, {"note": "三件未完"}))
    other = Laptop(8, "0418")
    other.ledger.take(laptop.ledger)
    other.do(Move(handover, "taken"))
    with pytest.raises(Refused, match="what was signed stands"):
        other.do(SetFields(handover, {"note": "没有未完"}))
    other.do(Note(handover, "钥匙少一把"))
    assert other.state(handover).text("note") == "三件未完"


def test_a_request_becomes_an_issue_a_promise_is_made_and_all_know_of_each_other() -> None:
    laptop = Laptop()
    request = add(laptop, "request", "收费捆绑", channel="community", place="世茂云湖")
    assert {one.type for one in follow_ups("request")} >= {"issue", "letter", "whistle", "meeting"}
    given = begun_of(books(laptop), laptop.state(request), BY_TYPE["issue"])
    assert given == {"origin": "BH-q261123-07-01", "place": "世茂云湖"}
    issue = laptop.do(record(place=given["place"], fields={"origin": given["origin"]})).subject
    given = begun_of(books(laptop), laptop.state(issue), BY_TYPE["meeting"])
    assert given == {"agenda": "BH-261123-07-01", "title": "世茂云湖", "place": "世茂云湖"}
    meeting = laptop.do(AddThing("meeting", given)).subject
    given = begun_of(books(laptop), laptop.state(meeting), BY_TYPE["commitment"])
    assert (given["meeting"], given["about"]) == ("BH-m261123-07-01", "BH-261123-07-01")
    promise = laptop.do(AddThing("commitment", {**given, "party": "物业"})).subject
    seen = {(one.field.name, one.subject) for one in related(books(laptop), laptop.state(issue))}
    assert seen == {("origin", request), ("agenda", meeting), ("about", promise)}
    with pytest.raises(NotFound):
        laptop.do(record(fields={"origin": "BH-q261123-07-09"}))
    with pytest.raises(Refused, match="does not belong there"):
        laptop.do(record(fields={"origin": "BH-261123-07-01"}))


def test_what_became_of_a_thing_stands_in_the_order_in_which_it_began() -> None:
    laptop = Laptop()
    issue = laptop.do(record()).subject
    number, later = laptop.state(issue).text("number"), []
    for stall_no in ("A01", "A02", "A03"):
        laptop.clock.advance(-HOUR_US)  # what others began earlier comes with a later sync
        stall = {"title": stall_no, "stall_no": stall_no, "about": number}
        later.append(laptop.do(AddThing("stall", stall)).subject)
    found = related(books(laptop), laptop.state(issue))
    assert [one.subject for one in found] == later[::-1]


def test_what_is_not_held_here_is_named_by_its_identity() -> None:
    laptop = Laptop()
    unknown = bytes(15) + b"\1"
    meeting = add(laptop, "meeting")
    state = replace(laptop.state(meeting), sets={"agenda": (unknown.hex(),)})
    given = begun_of(books(laptop), state, BY_TYPE["commitment"])
    assert "about" not in given
    nameless = replace(laptop.state(meeting), fields={})
    given = begun_of(books(laptop), replace(nameless, subject=unknown), BY_TYPE["commitment"])
    assert given == {"meeting": unknown.hex()}


def test_a_campaign_tells_what_is_struck_off_and_what_came_back() -> None:
    laptop = Laptop()
    one, other = (
        laptop.do(record(kind="vendor", place=place)).subject for place in ("东街", "西街")
    )
    campaign = add(laptop, "campaign", issues=f"{one.hex()} {other.hex()}")
    assert standing_of(books(laptop), laptop.state(campaign)) == Standing(2, 0, 0)
    laptop.clock.advance(DAY_US)
    laptop.do(Move(campaign, "surveying"), Move(campaign, "listed"), Move(campaign, "correcting"))
    both = f"{one.hex()} {other.hex()}"
    laptop.do(Move(campaign, "striking", values={"struck": both}))
    assert standing_of(books(laptop), laptop.state(campaign)) == Standing(2, 2, 0)
    again = laptop.do(record(kind="vendor", place="东街")).subject
    assert standing_of(books(laptop), laptop.state(campaign)) == Standing(2, 2, 1)
    laptop.do(Move(again, "voided"))
    assert standing_of(books(laptop), laptop.state(campaign)) == Standing(2, 2, 0)
    begun = add(laptop, "campaign", "从头", struck=one.hex())
    lost = replace(laptop.state(begun), sets={"struck": ("00" * 16,)})
    assert standing_of(books(laptop), lost) == Standing(1, 1, 0)


def told(laptop: Laptop, speech: Speech, under_way: State | None = None, photos: int = 0) -> str:
    """Return what a hand-over would say."""
    return handed_over(books(laptop), laptop.desk(), speech, under_way, photos)["note"]


def test_a_hand_over_is_written_from_the_ledger_and_names_no_resident() -> None:
    laptop = Laptop()
    late = laptop.do(record(measures=("persuaded",))).subject
    request = add(laptop, "request", "三楼王女士说吵", channel="visit", phone="13800001111")
    laptop.do(Move(request, "settled", values={"reply": "已劝"}))
    add(laptop, "commitment", "清运", party="物业", due_us="+2h")
    laptop.do(StartPatrol("north"))
    laptop.clock.advance(2 * DAY_US)
    patrol = laptop.patrol()
    text = told(laptop, CHINESE, patrol, 5)
    assert "王女士" not in text
    assert f"巡查 {patrol.text('number')} 没有结束。" in text
    assert "未完问题 1 件，超时 1 件。" in text
    assert "BH-261123-07-01  5号楼西侧 消防通道占用" in text
    assert "已超时" in text
    assert "待回访" in text
    assert "照片 5 张没传" in text
    laptop.ledger.shared |= {entry.hash for entry in laptop.ledger.kept}
    assert "未入库" not in told(laptop, CHINESE)
    assert "Issue: 1 open, 1 overdue." in told(laptop, ENGLISH)
    written = handed_over(books(laptop), laptop.desk(), CHINESE, None, 0)
    assert written["shift"] == "早班交夜班"
    assert laptop.state(late).text("number") in written["open"]
    assert begun_by({"note": " ", "title": "我写的"}, written)["note"] == written["note"]
    assert begun_by({"note": " ", "title": "我写的"}, written)["title"] == "我写的"


def test_a_hand_over_of_a_quiet_evening_is_short_and_one_of_a_full_day_is_cut() -> None:
    laptop = Laptop()
    laptop.clock.advance(9 * HOUR_US)
    written = handed_over(books(laptop), laptop.desk(), CHINESE, None, 0)
    assert written == {
        "title": "11-23 交班",
        "shift": "",
        "note": "本班走 0 站，记问题 0 件。",
        "open": "",
    }
    for place in range(11):
        laptop.do(record(place=f"{place}号楼", measures=("settled",)))
    add(laptop, "request", channel="visit")
    add(laptop, "whistle", "污水", called="水务")
    text = told(laptop, CHINESE)
    assert "当场处置 11" in text
    assert "另有 3 件" in text


def test_a_hand_over_names_what_was_promised_before_what_was_found_and_says_what_is_left() -> None:
    laptop = Laptop()
    issues = [laptop.do(record(place=f"{place}号楼")).subject for place in range(3)]
    request = add(laptop, "request", channel="visit", due_us="+9h")
    whistle = add(laptop, "whistle", "污水", called="水务", due_us="+3h")
    promise = add(laptop, "commitment", "清运", party="物业", due_us="+2h")
    station = laptop.book.writer.station
    named = [one.subject for one in still_open(books(laptop), station).rows]
    assert named == [promise, whistle, request, *issues]
    cut = still_open(books(laptop), station, most=2)
    assert [one.subject for one in cut.rows] == [promise, whistle]
    assert cut.in_all == 6


def test_a_hand_over_of_eight_hundred_things_fits_into_one_entry() -> None:
    many = " ".join(os.urandom(16).hex() for _each in range(MOST_LINKED))
    said = "".join(chr(0x4E00 + place * 7) for place in range(2_000))
    values = {"title": "交班", "note": said, "open": many}
    draft = decide_add(Laptop().desk(), BY_TYPE["handover"], values, os.urandom(16), ())
    assert len(payload.encode({**draft.content})) < payload.MAX_STORED_BYTES


@pytest.mark.parametrize(
    ("speech", "said"),
    [
        (CHINESE, "清单列 1 件，另有 2 件未列，见各列表。"),
        (ENGLISH, "1 are listed, 2 more are not: see the lists."),
    ],
)
def test_a_hand_over_says_how_much_it_does_not_list(speech: Speech, said: str) -> None:
    laptop = Laptop()
    for each in ("甲", "乙", "丙"):
        add(laptop, "request", each, channel="visit")
    written = handed_over(books(laptop), laptop.desk(), speech, None, 0, most=1)
    assert said in written["note"].splitlines()
    assert len(written["open"].split()) == 1
    assert said not in told(laptop, speech)


def test_minutes_are_written_from_what_was_recorded() -> None:
    laptop = Laptop()
    issue = laptop.do(record()).subject
    meeting = add(laptop, "meeting", agenda=issue.hex(), held_us="15:00", place="工作站")
    write(laptop, meeting, "sign-in", "王女士", "业主")
    write(laptop, meeting, "vote", "王女士", "for")
    laptop.do(SetFields(meeting, {"conclusion": "分开收费"}))
    promise = add(laptop, "commitment", "分开收费", party="物业", meeting=meeting.hex())
    text = minutes_of(books(laptop), laptop.desk(), CHINESE, laptop.state(meeting))
    assert text.splitlines() == [
        "时间地点：2026年11月23日 15时00分，工作站",
        "议题：问题 BH-261123-07-01 消防通道占用 5号楼西侧",
        "签到：王女士（业主）",
        "表决：同意 1",
        "议定：分开收费",
        "承诺：物业 分开收费",
    ]
    laptop.do(Move(promise, "withdrawn", "写错了"))
    text = minutes_of(books(laptop), laptop.desk(), ENGLISH, laptop.state(meeting))
    assert "vote: For 1" in text
    assert "Promises" not in text
    empty = add(laptop, "meeting")
    assert minutes_of(books(laptop), laptop.desk(), CHINESE, laptop.state(empty)) == ""


def test_each_persuasion_of_a_stall_is_an_entry_and_its_list_counts_them() -> None:
    one, other = Laptop(), Laptop(8, "0418")
    stall = add(one, "stall", stall_no="12", place="东街市场")
    subject, bare = BY_TYPE["stall"], add(one, "activity", sort="law")
    assert subject.times(one.state(stall)) == 0
    write(one, stall, "persuade", "", "越线，当场收回")
    write(one, stall, "persuade", "2026-11-22T09:15", "占用盲道")
    meet(one, other)
    other.clock.advance(2 * HOUR_US)
    write(other, stall, "persuade", "", "又越线")
    meet(one, other)
    one.do(SetFields(stall, {"persuaded": "4"}))
    state = one.state(stall)
    assert subject.times(state) == 7
    assert state.conflicts == ()
    assert [who for who, _what in shown(one, stall, "persuade")][:2] == [
        "2026-11-22 09:15",
        "2026-11-23 10:02",
    ]
    row = one.book.row(stall, ListQuery(""))
    assert row is not None
    assert times_words(row) == Words("劝导 7", "persuasions 7")
    plain = one.book.row(bare, ListQuery(""))
    assert plain is not None
    assert times_words(plain) == Words("", "")
    assert times_words(plain._replace(extra={"times": 3})) == Words("", "")
    assert BY_TYPE["activity"].times(one.state(bare)) == 0
    one.do(SetFields(stall, {"persuasion/2026-11-22 09:15": ""}))
    assert subject.times(one.state(stall)) == 6
    table = EXPORTS["stall"].make(books(one), one.desk(), Wanted(), CHINESE)
    at = [column.id for column in table.columns].index("times")
    assert [line[at] for line in table.rows] == [6]


def test_a_list_says_how_its_lines_are_asked_for() -> None:
    plain = Field("x", "text", Words("甲", "A"))
    with pytest.raises(ValueError, match="x/"):
        lines("x/", Words("甲", "A"), "x", Words("甲", "A"), plain, plain)

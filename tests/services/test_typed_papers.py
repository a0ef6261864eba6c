"""What is typed into a paper is evidence: it is in the ledger, and there when it is made again."""

from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.case_file import Chapter
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json, canonical
from patrol_tui.domain.folding.paper_blanks import paper_of, typed_field
from patrol_tui.domain.folding.subject import CHANGED
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.paper import Paper
from patrol_tui.domain.subjects.commitment import COMMITMENT
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.cases.case_file import make_case_file
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.services.papers.filling import open_lists
from patrol_tui.services.papers.kinds import PAPERS
from patrol_tui.services.papers.making import PaperAsked, begun, drafted, made_out
from patrol_tui.services.requests import AddThing, Move, SetFields
from patrol_tui.services.things.history import history
from tests.services.laptop import Laptop, record
from tests.services.test_case_file import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

CHINESE = Speech(str, "zh")
TALK = (("几点摆的？", "早上七点"), ("卖什么？", "煎饼"))


class Station:
    """An officer who types papers of one issue."""

    def __init__(self) -> None:
        self.laptop = Laptop()
        self.issue = self.laptop.do(record()).subject

    def make(self, kind: str, *, reason: str = "", **typed: str) -> Paper:
        """Make a paper out with some blanks filled, and two questions of an inquiry."""
        wanted = Wanted(subject=self.issue, recipient="handler", reason=reason)
        rows = {"talk": TALK} if kind == "inquiry_record" and typed else {}
        asked = PaperAsked(PAPERS[kind], wanted, typed, rows)
        return made_out(self.laptop.book, self.laptop.desk(), CHINESE, asked, bytes)

    def said(self) -> "Mapping[str, Json]":
        """Return the fields of the issue."""
        return self.laptop.state(self.issue).fields

    def chapter(self, *, reader: str = "handler", reason: str = "") -> Chapter:
        """Return the paper as the case file has it."""
        wanted = Wanted(subject=self.issue, recipient=reader, reason=reason)
        case = make_case_file(self.laptop.book, Box({}), self.laptop.desk(), wanted, CHINESE)
        return next(one for one in case.chapters if one.starts_page)


def texts(items: "Paper | Chapter") -> dict[str, str]:
    """Return what the lines of a paper say."""
    return {item.id: item.text for item in items.items}


def test_the_entry_that_numbers_a_paper_says_what_was_typed_into_it() -> None:
    station = Station()
    before = len(station.laptop.state(station.issue).facts)
    station.make("inquiry_record", place=" 街道二楼 ", pages="2", rights="已告知", ended="十点")
    state = station.laptop.state(station.issue)
    assert len(state.facts) == before + 1
    assert state.text("paper/inquiry_record") == "BH-询问2026-07-01"
    assert state.fields["blank/inquiry_record/place"] == "街道二楼"
    assert state.fields["blank/inquiry_record/talk"] == [[*row] for row in TALK]
    told = history(station.laptop.book, station.laptop.desk().catalog, state)[0].said
    for typed in ("BH-询问2026-07-01", "早上七点", "街道二楼", "已告知", "十点"):
        assert typed in CHINESE.say(told)


def test_a_paper_made_again_has_what_was_typed_and_writes_nothing() -> None:
    station = Station()
    first = station.make("inquiry_record", place="街道二楼", person_phone="13900002222")
    count = len(station.laptop.ledger.kept)
    again = station.make("inquiry_record")
    assert again == first
    assert texts(again)["person_phone"] == "13900002222"
    assert open_lists(again)[0].rows[:2] == TALK
    assert station.make("inquiry_record", place="街道二楼") == first
    assert len(station.laptop.ledger.kept) == count
    asked = PaperAsked(PAPERS["inquiry_record"], Wanted(subject=station.issue))
    first_look = begun(station.laptop.book, station.laptop.desk(), CHINESE, asked)
    assert first_look.typed.answers["place"] == "街道二楼"
    assert first_look.seen == station.laptop.state(station.issue).heads


def test_what_is_typed_over_replaces_it_and_what_is_emptied_is_to_be_filled() -> None:
    station = Station()
    station.make("inquiry_record", place="街道二楼", pages="2")
    again = texts(station.make("inquiry_record", place="", pages="3"))
    assert (again["place"], again["pages"]) == ("待填", "3")
    assert station.said()["blank/inquiry_record/place"] is None


def test_two_who_typed_beside_each_other_are_both_shown() -> None:
    station = Station()
    laptop = station.laptop
    station.make("inquiry_record", place="街道二楼")
    seen = laptop.state(station.issue).heads
    wanted = Wanted(subject=station.issue)
    for place in ("派出所", "店里"):
        asked = PaperAsked(PAPERS["inquiry_record"], wanted, {"place": place}, seen=seen)
        made_out(laptop.book, laptop.desk(), CHINESE, asked, bytes)
    (found,) = laptop.state(station.issue).conflicts
    assert found.field == "blank/inquiry_record/place"
    assert {value.value for value in found.values} == {"派出所", "店里"}


def test_the_case_file_prints_the_paper_as_it_was_typed() -> None:
    station = Station()
    station.make("inquiry_record", place="街道二楼", pages="2")
    chapter = station.chapter()
    assert texts(chapter)["place"] == "街道二楼"
    assert "询问地点" not in texts(chapter)["by_hand"]
    station.make("inquiry_record", pages="3")
    asked = {"talk": (("几点摆的？", "七点"),)}
    wanted = Wanted(subject=station.issue)
    again = PaperAsked(PAPERS["inquiry_record"], wanted, rows=asked)
    made_out(station.laptop.book, station.laptop.desk(), CHINESE, again, bytes)
    (talk,) = station.chapter().grids
    assert talk.rows == (("几点摆的？", "七点"), ("以下空白", "/"))


def test_who_somebody_is_stays_sealed_until_a_reason_is_given() -> None:
    station = Station()
    sealed: Json = {"sealed": {"key": "00"}}
    field = typed_field(ISSUE, "inquiry_record", "person_phone")
    assert field == "person/inquiry_record/person_phone"
    station.make("inquiry_record", place="街道二楼")
    heads = station.laptop.state(station.issue).heads
    draft = Draft(station.issue, ISSUE.kind(CHANGED), {"set": {field: sealed}}, heads)
    station.laptop.book.append((draft,), station.laptop.clock.now_us())
    station.laptop.ledger.unsealed[canonical(sealed)] = "13900002222"
    assert texts(station.make("inquiry_record"))["person_phone"] == "待填"
    assert "person_phone" not in texts(station.chapter())
    opened = station.make("inquiry_record", reason="复核")
    assert texts(opened)["person_phone"] == "13900002222"
    assert texts(station.chapter(reason="归档"))["person_phone"] == "13900002222"
    assert station.laptop.state(station.issue).facts[-1].content == {
        "opened": [field],
        "reason": "归档",
    }
    count = len(station.laptop.ledger.kept)
    typed = station.make("inquiry_record", reason="复核", person_phone="13800001111")
    assert texts(typed)["person_phone"] == "13800001111"
    assert len(station.laptop.ledger.kept) == count + 1


def test_a_list_that_this_program_does_not_know_hinders_no_paper() -> None:
    station = Station()
    heads = station.laptop.state(station.issue).heads
    newer: Json = {"blank/inquiry_record/later": [["x"]], "blank/inquiry_record/odd": {"a": 1}}
    draft = Draft(station.issue, ISSUE.kind(CHANGED), {"set": newer}, heads)
    station.laptop.book.append((draft,), station.laptop.clock.now_us())
    assert station.make("inquiry_record").number == "BH-询问2026-07-01"


def test_papers_without_numbers_of_their_own_keep_what_was_typed_too() -> None:
    laptop = Laptop()
    meeting = laptop.do(AddThing("meeting", {"title": "圆桌会"})).subject
    asked = PaperAsked(PAPERS["minutes"], Wanted(subject=meeting), {"chair": "王主任"})
    made_out(laptop.book, laptop.desk(), CHINESE, asked, bytes)
    state = laptop.state(meeting)
    assert (state.text("paper/minutes"), state.text("blank/minutes/chair")) == ("", "王主任")
    assert texts(drafted(laptop.book, laptop.desk(), CHINESE, asked))["chair"] == "王主任"


def test_what_was_signed_at_a_hand_over_is_printed_but_not_changed() -> None:
    laptop = Laptop()
    handover = laptop.do(AddThing("handover", {"title": "交班", "to": "7"})).subject
    laptop.do(Move(handover, "taken"))
    count = len(laptop.ledger.kept)
    asked = PaperAsked(PAPERS["handover"], Wanted(subject=handover), {"keys": "三把"})
    made = made_out(laptop.book, laptop.desk(), CHINESE, asked, bytes)
    assert texts(made)["keys"] == "三把"
    assert len(laptop.ledger.kept) == count


def test_owners_who_agreed_are_named_to_those_who_handle_it_alone() -> None:
    laptop = Laptop()
    promise = laptop.do(AddThing("commitment", {"title": "分开收费", "party": "物业"})).subject
    kind = PAPERS["correction_opinion"]
    asked = PaperAsked(kind, Wanted(subject=promise), {"consent": "业主代表甲"})
    made = made_out(laptop.book, laptop.desk(), CHINESE, asked, bytes)
    assert texts(made)["consent"] == "已同意"
    told = Discretion(laptop.book, Recipient.ANYONE).content(
        COMMITMENT, laptop.state(promise), {"set": {"blank/correction_opinion/consent": "甲"}}
    )
    assert told == {"set": {}}
    handler = PaperAsked(kind, Wanted(subject=promise, recipient="handler"))
    again = made_out(laptop.book, laptop.desk(), CHINESE, handler, bytes)
    assert texts(again)["consent"] == "业主代表甲"


def test_what_papers_say_is_typed_into_papers_alone() -> None:
    station = Station()
    with pytest.raises(Refused, match="blank/site_record/pages"):
        station.laptop.do(SetFields(station.issue, {"blank/site_record/pages": "2"}))
    assert paper_of("place") == ""
    assert typed_field(COMMITMENT, "correction_opinion", "party").startswith("blank/")

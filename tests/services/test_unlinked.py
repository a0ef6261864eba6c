"""Who complained stays out of what the other side reads, also where nobody linked the request."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from patrol_tui.services.cases.case_file import make_case_file
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.known import EXPORTS
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.services.exports.stripped_evidence import telling_of
from patrol_tui.services.papers.kinds import PAPERS
from patrol_tui.services.papers.making import PaperAsked, drafted
from patrol_tui.services.requests import AddThing, Move, Note, SetFields
from tests.services.laptop import Laptop, record
from tests.services.test_case_file import Box

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

NAME, OTHER = "李建国", "王大有"
SAID = f"{NAME}在门口拦住队员"
CHINESE = Speech(str, "zh")


class Unlinked:
    """An issue and a promise whose words name somebody who asked in a request of its own."""

    def __init__(self) -> None:
        self.laptop = Laptop()
        do = self.laptop.do
        for name in (NAME, OTHER):
            asked = {"title": "噪声", "channel": "visit", "requester": name}
            self.request = do(AddThing("request", asked)).subject
        self.issue = do(record(place=f"东门{NAME}家", note=SAID)).subject
        self.bare = do(record()).subject
        do(Note(self.issue, SAID), SetFields(self.issue, {"recheck_result": SAID}, SAID))
        do(SetFields(self.issue, {"party": f"{OTHER}的小店"}))
        do(Move(self.issue, "verified", SAID))
        about = {"title": SAID, "party": OTHER, "about": self.issue.hex(), "place": SAID}
        self.promise = do(AddThing("commitment", about)).subject
        shift = {"title": "交班", "note": SAID, "open": f"{self.promise.hex()} {self.issue.hex()}"}
        self.handover = do(AddThing("handover", shift)).subject

    def paper(self, kind: str, thing: bytes, reader: str = "", **answers: str) -> str:
        """Return all that a paper says."""
        wanted = Wanted(subject=thing, recipient=reader)
        asked = PaperAsked(PAPERS[kind], wanted, answers)
        return str(drafted(self.laptop.book, self.laptop.desk(), CHINESE, asked))

    def case(self, thing: bytes, reader: str) -> str:
        """Return all that a case file says."""
        wanted = Wanted(subject=thing, recipient=reader)
        box = Box(self.laptop.album.kept)
        return str(make_case_file(self.laptop.book, box, self.laptop.desk(), wanted, CHINESE))


@cache
def unlinked() -> Unlinked:
    """Return the one station of these tests; making papers out changes no text of it."""
    return Unlinked()


@pytest.mark.parametrize(
    ("paper", "thing"),
    [
        ("order_to_correct", "issue"),
        ("site_record", "issue"),
        ("correction_opinion", "promise"),
    ],
)
def test_papers_for_the_other_side_name_nobody_who_complained(paper: str, thing: str) -> None:
    here = unlinked()
    assert NAME not in here.paper(paper, getattr(here, thing))
    assert NAME in here.paper(paper, getattr(here, thing), Recipient.HANDLER)


@pytest.mark.parametrize("thing", ["issue", "promise"])
def test_a_case_file_for_the_other_side_names_nobody_who_complained(thing: str) -> None:
    here = unlinked()
    assert NAME not in here.case(getattr(here, thing), Recipient.ACCUSED)
    assert NAME in here.case(getattr(here, thing), Recipient.HANDLER)


def test_a_hand_over_that_the_other_side_reads_names_nobody_who_complained() -> None:
    here = unlinked()
    assert NAME not in here.paper("handover", here.handover, Recipient.ACCUSED)
    assert NAME in here.paper("handover", here.handover, Recipient.HANDLER)


@pytest.mark.parametrize("what", ["issues", "commitment"])
def test_lists_and_evidence_for_the_other_side_name_nobody_who_complained(what: str) -> None:
    here = unlinked()
    book, desk = here.laptop.book, here.laptop.desk()
    table = EXPORTS[what].make(book, desk, Wanted(recipient=Recipient.ACCUSED), CHINESE)
    assert NAME not in str([*table.rows])
    state = here.laptop.state(here.issue)
    told = telling_of(Discretion(book, Recipient.ACCUSED), state)
    assert told is not None
    assert NAME not in str([told(fact.content or {}) for fact in state.facts])


def test_the_other_side_keeps_its_own_name_though_it_complained_of_something_else() -> None:
    here = unlinked()
    told = Discretion(here.laptop.book, Recipient.ACCUSED)
    about = here.laptop.state(here.issue)
    assert told.text(f"{OTHER}和{NAME}", about) == f"{OTHER}和***"
    assert told.text(f"{OTHER}和{NAME}") == "***和***"
    clears = f"{NAME}清走"
    assert clears in here.paper("order_to_correct", here.bare, party=NAME, to_correct=clears)
    assert NAME not in here.paper("order_to_correct", here.bare, to_correct=clears)


def test_where_the_other_side_is_sealed_to_another_key_no_name_is_spared() -> None:
    laptop = Laptop()
    asked = {"title": "噪声", "channel": "visit", "requester": NAME}
    laptop.do(AddThing("request", asked))
    issue = laptop.do(record(note=SAID)).subject
    state = laptop.state(issue)
    sealed: Json = {"sealed": {"key": "00"}}
    hidden = replace(state, fields={**state.fields, "party": sealed})
    assert Discretion(laptop.book, Recipient.ACCUSED).text(SAID, hidden).startswith("***")


def test_a_letter_to_the_very_department_that_is_complained_about_is_stripped_for_it() -> None:
    laptop = Laptop()
    asked = {"title": "消防车道没人管", "channel": "visit", "requester": NAME}
    against = laptop.do(AddThing("request", {**asked, "accused": "消防救援大队"})).subject
    for_whom = {"fire": False, "water": True}
    for office, names_it in for_whom.items():
        said = {"title": "请派员", "addressee": office, "about": against.hex()}
        letter = laptop.do(AddThing("letter", said)).subject
        asked_paper = PaperAsked(PAPERS["letter"], Wanted(subject=letter))
        paper = drafted(laptop.book, laptop.desk(), CHINESE, asked_paper)
        number = laptop.state(against).text("number")
        assert (number in str(paper)) is names_it

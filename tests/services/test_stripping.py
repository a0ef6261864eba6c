"""Who complained reaches nobody but those who handle it: by no list, paper, case file or evidence.

Every text that somebody can type names the resident who complained, by name, phone and dwelling.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from patrol_tui.domain.catalog import FieldType
from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.pictures import Region
from patrol_tui.domain.folding.subject import ANYONE, CHANGED, Field, Subject
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.paper import Paper
from patrol_tui.domain.subjects import BY_TYPE, RECORDS_OF_WORK
from patrol_tui.services.cases.case_file import OF, make_case_file
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.export_track import track_file
from patrol_tui.services.exports.known import EXPORTS
from patrol_tui.services.exports.recipients import FOR_ACCUSED, Recipient
from patrol_tui.services.exports.stripped_evidence import telling_of, withheld_of
from patrol_tui.services.papers.filling import blanks, open_lists
from patrol_tui.services.papers.form import Form
from patrol_tui.services.papers.handing_over import handed_over
from patrol_tui.services.papers.kinds import KINDS, PAPERS, PaperKind
from patrol_tui.services.papers.making import PaperAsked, drafted, made_out
from patrol_tui.services.requests import (
    AddPhotos,
    AddThing,
    Arrive,
    BlackenPhoto,
    Check,
    Finish,
    Leave,
    Move,
    Note,
    PhotoFile,
    SetFields,
    StartPatrol,
)
from tests.services.laptop import Album, Laptop, Taken, record
from tests.services.test_case_file import Box

NAME, PHONE, HOME = "李建国", "13900002222", "滨湖小区3号楼2单元501室"
SAID = f"李先生（{NAME}）住3号楼2单元 501室，电话139 0000 2222，建国说："
SECRET = re.compile(r"李建国|李先生|建国|139[\s-]*0000[\s-]*2222|单元\s*501|501室|湖小区")
CHINESE = Speech(str, "zh")
TYPED = frozenset((FieldType.TEXT, FieldType.LONG_TEXT, FieldType.PERSON))
UNRELATED = ("document", "roster")
"""What hangs on the wall and who is on duty have to do with no request."""
REQUIRED = {FieldType.DEPARTMENT: "fire", FieldType.TIME: "+1h"}


class Told:
    """A station where every text tells who complained."""

    def __init__(self) -> None:
        self.laptop = Laptop(album=Album(a=Taken(b"a"), b=Taken(b"b")))
        self.things: dict[str, bytes] = {}
        private = {"requester": NAME, "phone": PHONE, "address": HOME}
        asked = {"title": f"{SAID}不让进", "channel": "visit", "accused": f"物业，{SAID}"}
        self._keep("request", self.laptop.do(AddThing("request", {**asked, **private})).subject)
        self._patrol()
        self._issue()
        for subject in (one for one in RECORDS_OF_WORK[1:] if one.type not in UNRELATED):
            values = {field.name: text for field in subject.fields if (text := self._said(field))}
            self._keep(subject.type, self.laptop.do(AddThing(subject.type, values)).subject)
            self._lines(subject)

    def _keep(self, thing_type: str, subject: bytes) -> None:
        self.things[thing_type] = subject
        self.laptop.do(Note(subject, SAID))

    def _patrol(self) -> None:
        do = self.laptop.do
        self.things["patrol"] = do(
            StartPatrol("north", weather="晴"),
            Arrive("gate"),
            Check("gate", "clear", "unchecked", SAID),
            Check("gate", "posters", "problem"),
        ).subject

    def _issue(self) -> None:
        about, photos = self.things["request"].hex(), (PhotoFile(Path("a"), SAID),)
        issue = self.laptop.do(
            record(
                place=f"东门，{SAID}",
                note=SAID,
                photos=photos,
                fields={"origin": about, "party": f"小店，{SAID}", "width_m": "2.1"},
                lat_e7=369_000_000,
                lon_e7=1_172_000_000,
            )
        ).subject
        self._keep("issue", issue)
        self.laptop.do(Move(issue, "verified", SAID), Move(issue, "filed"), Move(issue, "handling"))
        self.laptop.do(AddPhotos(issue, (PhotoFile(Path("b"), SAID),)))
        self.laptop.do(BlackenPhoto(issue, "1", (Region(1, 2, 3, 4),)))
        self.laptop.do(SetFields(issue, {"recheck_result": SAID}, SAID))
        self.laptop.do(Leave("gate"), Finish(skipped={"market": SAID, "block": SAID}))

    def _said(self, field: Field) -> str:
        """Return what is typed into a field of a new thing."""
        if field.type == "thing":
            known = [self.things[one].hex() for one in field.of if one in self.things]
            return " ".join(known if field.is_set else known[:1])
        form = field.form
        if form is None or field.guard is not ANYONE or field.line is not None:
            return ""
        if form.choices:
            return form.choices[0].id if form.required else ""
        return SAID if form.type in TYPED else REQUIRED.get(form.type, "") if form.required else ""

    def _lines(self, subject: Subject) -> None:
        thing = self.things[subject.type]
        said = {f"{field.name}{SAID}": SAID for field in subject.lines() if field.line}
        draft = Draft(
            thing,
            subject.kind(CHANGED),
            {"set": {**said}},
            self.laptop.state(thing).heads,
        )
        self.laptop.book.append((draft,), self.laptop.clock.now_us())

    def paper(self, kind: PaperKind, thing: bytes, reader: str) -> Paper:
        """Return a paper whose blanks and rows were filled by somebody who did not think."""
        book, desk = self.laptop.book, self.laptop.desk()
        asked = PaperAsked(kind, Wanted(subject=thing, recipient=reader))
        draft = drafted(book, desk, CHINESE, asked)
        answers = {item.id: SAID for item in blanks(draft, CHINESE)}
        rows = {grid.id: [[SAID] * len(grid.asked)] for grid in open_lists(draft)}
        asked = PaperAsked(kind, asked.wanted, answers, rows)
        return made_out(book, desk, CHINESE, asked, lambda _name: b"photo")

    def written(self, reader: str) -> Iterator[tuple[str, str]]:
        """Yield everything that can leave the station: what it is, and all that it says."""
        book, desk = self.laptop.book, self.laptop.desk()
        wanted = Wanted(recipient=reader)
        for name, export in EXPORTS.items():
            table = export.make(book, desk, wanted, CHINESE)
            yield f"list {name}", "\n".join(str(row) for row in table.rows)
        yield "track", str(track_file(book, desk, self.laptop.tracks, wanted, CHINESE))
        for kind in KINDS:
            for thing_type in kind.of:
                yield (
                    f"{kind.id} {thing_type}",
                    str(self.paper(kind, self.things[thing_type], reader)),
                )
        yield "handed over", str(handed_over(book, desk, CHINESE, None, 0))
        for thing_type in FOR_ACCUSED if reader == Recipient.ACCUSED else OF:
            yield f"case {thing_type}", self._case(thing_type, reader)
            yield f"evidence {thing_type}", self._evidence(thing_type, reader)

    def _case(self, thing_type: str, reader: str) -> str:
        wanted = Wanted(subject=self.things[thing_type], recipient=reader)
        box = Box(self.laptop.album.kept)
        case = make_case_file(self.laptop.book, box, self.laptop.desk(), wanted, CHINESE)
        return str(case) + "".join(
            picture.caption
            for chapter in case.chapters
            for picture in (*chapter.pictures, *(one for pair in chapter.pairs for one in pair))
            if picture is not None
        )

    def _evidence(self, thing_type: str, reader: str) -> str:
        state = self.laptop.state(self.things[thing_type])
        told = telling_of(Discretion(self.laptop.book, Recipient(reader)), state)
        said = [fact.content or {} for fact in state.facts]
        return json.dumps([told(one) if told else one for one in said], ensure_ascii=False)


@cache
def told() -> Told:
    """Return the one station of these tests; nothing that is written of it changes a text."""
    return Told()


@cache
def texts(reader: Recipient) -> dict[str, str]:
    """Return everything that can leave the station for one reader."""
    return dict(told().written(reader))


@pytest.mark.parametrize("reader", [Recipient.ACCUSED, Recipient.ANYONE])
def test_nothing_that_leaves_the_station_tells_who_complained(reader: Recipient) -> None:
    found = {name: SECRET.findall(text) for name, text in texts(reader).items()}
    assert {name: secrets for name, secrets in found.items() if secrets} == {}
    assert len(found) >= 30


def test_those_who_handle_it_read_all_of_it() -> None:
    silent = {name for name, text in texts(Recipient.HANDLER).items() if not SECRET.search(text)}
    assert silent == {"handed over", "list document", "list roster"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.id)
def test_where_no_reader_is_named_a_paper_is_safe_for_whoever_is_handed_it(
    kind: PaperKind,
) -> None:
    for thing_type in kind.of:
        assert not SECRET.search(str(told().paper(kind, told().things[thing_type], "")))


def test_the_other_side_does_not_learn_that_there_is_a_request() -> None:
    texts = dict(told().written(Recipient.ACCUSED))
    number = told().laptop.state(told().things["request"]).text("number")
    naming = {
        name
        for name, text in texts.items()
        if number in text or told().things["request"].hex() in text
    }
    assert naming == {"list request", "handed over"}
    with pytest.raises(Refused, match="issue, commitment"):
        told()._case("request", Recipient.ACCUSED)
    with pytest.raises(Refused, match="issue, commitment"):
        told()._evidence("meeting", Recipient.ACCUSED)


def test_no_paper_can_ask_for_who_complained() -> None:
    laptop, request = told().laptop, told().laptop.state(told().things["request"])
    for reader, said in ((Recipient.ANYONE, ""), (Recipient.HANDLER, NAME)):
        discretion = Discretion(laptop.book, reader)
        form = Form(laptop.book, laptop.desk(), CHINESE, discretion, request)
        assert form.text("requester") == said


def test_photos_of_evidence_are_those_that_the_reader_may_see() -> None:
    book, state = told().laptop.book, told().laptop.state(told().things["issue"])
    count = [len(withheld_of(Discretion(book, one), state)) for one in Recipient]
    assert count == [1, 0, 3]


def test_where_who_complained_cannot_be_read_here_nothing_of_what_was_typed_goes_out() -> None:
    laptop = Laptop()
    asked = {"title": "噪声", "channel": "visit"}
    request = laptop.do(AddThing("request", asked)).subject
    issue = laptop.do(record(note="陈先生家门口", fields={"origin": request.hex()})).subject
    sealed: payload.Json = {"sealed": {"key": "00"}}
    heads = laptop.state(request).heads
    draft = Draft(request, BY_TYPE["request"].kind(CHANGED), {"set": {"phone": sealed}}, heads)
    laptop.book.append((draft,), laptop.clock.now_us())
    state = laptop.state(issue)
    for reader, said in (("accused", "***"), ("anyone", "***"), ("handler", "陈先生家门口")):
        assert Discretion(laptop.book, Recipient(reader)).text("陈先生家门口", state) == said
    asked_paper = PaperAsked(PAPERS["order_to_correct"], Wanted(subject=issue))
    paper = drafted(laptop.book, laptop.desk(), CHINESE, asked_paper)
    assert {item.id: item.text for item in paper.items}["act"] == "消防通道占用\n***"
    laptop.ledger.unsealed[payload.canonical(sealed)] = "13700000000"
    assert Discretion(laptop.book, Recipient.ACCUSED).text("黑车", state) == "黑车"
    content: dict[str, payload.Json] = {"set": {"phone": sealed}, "reason": "陈先生", "undo": "00"}
    subject, anyone = BY_TYPE["request"], Discretion(laptop.book, Recipient.ANYONE)
    shown = anyone.content(subject, laptop.state(request), content)
    assert shown == {"set": {"phone": sealed}, "reason": "***", "undo": "00"}


def test_what_two_officers_wrote_of_one_name_is_struck_out_both() -> None:
    one, other = Laptop(), Laptop(number=8, badge="0418")
    request = one.do(AddThing("request", {"title": "噪声", "channel": "visit"})).subject
    other.ledger.take(one.ledger)
    one.do(SetFields(request, {"requester": "陈默"}))
    other.do(SetFields(request, {"requester": "程默"}))
    one.ledger.take(other.ledger)
    told_to = Discretion(one.book, Recipient.ACCUSED)
    assert told_to.text("陈默和程默", one.state(request)) == "***和***"

"""A case as one file: what belongs to it, in which order, and what each reader may see of it."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from patrol_tui.domain.case_file import CaseFile
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.pictures import Region
from patrol_tui.domain.folding.subject import OPENED, PHOTO_ADDED
from patrol_tui.domain.language.errors import NotFound, Refused, Usage
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.request import REQUEST
from patrol_tui.services.cases.case_file import make_case_file
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.recipients import known_reader
from patrol_tui.services.papers.kinds import PAPERS, make_paper
from patrol_tui.services.requests import (
    AddPhotos,
    AddThing,
    BlackenPhoto,
    Move,
    PhotoFile,
    Retract,
    SetFields,
    TurnPhoto,
    UndoLast,
)
from tests.services.laptop import MINUTE_US, Album, Laptop, Taken, record

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json
    from patrol_tui.services.ports.ports import Ledger

CHINESE = Speech(lambda text: text, "zh")
NAMES = ("李先生", "孙经理", "13900002222", "业主代表甲")


class Box:
    """Photos by name."""

    def __init__(self, held: dict[bytes, bytes]) -> None:
        self.held = held

    def has(self, name: bytes) -> bool:
        """Return whether a photo is here."""
        return name in self.held

    def get(self, name: bytes) -> bytes:
        """Return a photo."""
        return self.held[name]

    def thumbnail(self, name: bytes) -> bytes | None:
        """Have none."""
        del name
        return None


class Case:
    """The property fee: request, issue, letter, meeting, promise, campaign."""

    def __init__(self) -> None:
        self.laptop = Laptop(album=Album(gate=Taken(b"gate")))
        do = self.laptop.do
        asked = {"title": "不让车进", "channel": "community", "phone": "13900002222"}
        self.request = do(AddThing("request", {**asked, "requester": "李先生"})).subject
        about = self.request.hex()
        photo = (PhotoFile(Path("gate"), "道闸"),)
        self.issue = do(record(fields={"origin": about}, photos=photo, place="东门")).subject
        do(AddThing("letter", {"title": "函", "addressee": "119", "about": about}))
        given = {"title": "圆桌会", "agenda": self.issue.hex(), "held_us": "+1h"}
        self.meeting = do(AddThing("meeting", given)).subject
        do(SetFields(self.meeting, {"present/李先生": "业主", "vote/孙经理": "for"}))
        for status in ("graded", "preparing", "held"):
            do(Move(self.meeting, status, values={"grade": "instant"}))
        agreed = {"conclusion": "分开", "minutes": "李先生说，孙经理答应"}
        do(Move(self.meeting, "minuted", values=agreed))
        promise = {"title": "分开收费", "party": "物业", "consent": "业主代表甲"}
        linked = {"meeting": self.meeting.hex(), "about": self.issue.hex()}
        self.promise = do(AddThing("commitment", {**promise, **linked})).subject
        self.other = do(record(place="西街", kind="vendor")).subject
        listed = f"{self.issue.hex()} {self.other.hex()}"
        do(AddThing("campaign", {"title": "专项", "issues": listed}))
        wrong = do(AddThing("letter", {"title": "错", "addressee": "119", "about": about})).subject
        do(Retract(wrong, "写错"))

    @property
    def ledger(self) -> "Ledger":
        """Return the laptop's ledger."""
        return cast("Ledger", self.laptop.ledger)

    def paper(self, thing: bytes, kind: str) -> None:
        """Make a paper out."""
        desk, wanted = self.laptop.desk(), Wanted(subject=thing)
        make_paper(self.ledger, desk, wanted, CHINESE, PAPERS[kind])

    def made(self, reader: str = "anyone", thing: bytes | None = None) -> CaseFile:
        """Return the file for a reader."""
        wanted = Wanted(subject=thing or self.issue, recipient=reader)
        box = Box(self.laptop.album.kept)
        return make_case_file(self.ledger, box, self.laptop.desk(), wanted, CHINESE)


def texts(case: CaseFile) -> str:
    """Return all that a file says."""
    said = [case.title, case.unit, *case.notes]
    for chapter in case.chapters:
        said += [chapter.title, *(picture.caption for picture in chapter.pictures)]
        said += [text for item in chapter.items for text in (item.label, item.text)]
        said += [grid.title for grid in chapter.grids]
        said += [text for grid in chapter.grids for row in grid.rows for text in row]
    return "\n".join(said)


def test_a_case_is_all_that_began_out_of_each_other() -> None:
    case = Case().made()
    relations = case.chapters[0].grids[0].rows
    assert [row[1].split()[0] for row in relations] == [
        "诉求",
        "问题",
        "函告",
        "会议",
        "承诺",
        "攻坚",
    ]
    assert relations[1][3] == "出自 BH-q261123-07-01"
    assert (case.things, case.photos) == (6, 1)
    assert case.chapters[-1].pictures[0].image == b"gate"
    assert case.unit == "滨湖站"
    assert "西街" not in texts(case)


def test_the_course_tells_everything_oldest_first_and_nothing_that_was_taken_back() -> None:
    case = Case()
    case.laptop.do(SetFields(case.issue, {"note": "写错的话"}), UndoLast(case.issue))
    case.laptop.do(SetFields(case.issue, {"width_m": "2.1"}))
    opened = Draft(
        case.request,
        REQUEST.kind(OPENED),
        {"opened": ["phone"], "reason": "李先生的电话"},
        parents=case.laptop.state(case.request).heads,
    )
    case.ledger.append((opened,), case.laptop.clock.now_us())
    rows = case.made().chapters[1].grids[0].rows
    assert "余宽 2.1 米" in "".join(row[2] for row in rows)
    assert "电话" not in "".join(row[2] for row in rows)
    assert rows[0][1:3] == ("诉求 BH-q261123-07-01", "Created: 不让车进")
    assert "写错的话" not in "".join(row[2] for row in rows)


def test_each_thing_says_what_it_came_from_and_what_it_led_to() -> None:
    case = Case().made()
    said = {chapter.title.split()[0]: chapter for chapter in case.chapters[2:]}
    links = {
        name: {one.id: one.text for one in chapter.items if one.id in {"came_from", "led_to"}}
        for name, chapter in said.items()
    }
    assert links["诉求"].keys() == {"led_to"}
    assert links["问题"]["came_from"] == "诉求 BH-q261123-07-01  不让车进"
    led_to = links["问题"]["led_to"].splitlines()
    assert [line.split()[0] for line in sorted(led_to)] == ["会议", "承诺", "攻坚"]
    assert links["承诺"].keys() == {"came_from"}


@pytest.mark.parametrize(("lang", "said"), [("zh", "开始时间、结束时间"), ("en", "Begun, Ended")])
def test_what_hands_wrote_on_a_paper_is_said_to_stand_on_the_original(lang: str, said: str) -> None:
    case = Case()
    case.paper(case.issue, "inquiry_record")
    wanted = Wanted(subject=case.issue, recipient="handler")
    made = make_case_file(
        case.ledger, Box({}), case.laptop.desk(), wanted, Speech(lambda text: text, lang)
    )
    paper = next(one for one in made.chapters if one.starts_page and one.items)
    assert {item.text for item in paper.items}.isdisjoint({"待填", "待签", "to be filled"})
    (by_hand,) = [item.text for item in paper.items if item.id == "by_hand"]
    assert by_hand.startswith(said)
    assert not paper.grids


def test_only_those_who_handle_it_read_names() -> None:
    case = Case()
    case.paper(case.meeting, "minutes")
    case.paper(case.promise, "correction_opinion")
    plain, handler = texts(case.made()), texts(case.made("handler"))
    assert not [name for name in NAMES if name in plain]
    assert {name for name in NAMES if name in handler} == set(NAMES)
    assert "同意 1" in plain
    assert "会议纪要" in handler
    assert "会议纪要" not in plain.replace("会议纪要 BH", "")
    assert "整改意见书 BH-整改2026-07-01" in plain


def test_the_other_side_learns_neither_who_asked_nor_that_somebody_did() -> None:
    case = Case()
    case.paper(case.promise, "correction_opinion")
    case.paper(case.issue, "site_record")
    case.laptop.do(Move(case.issue, "verified", "李先生带看"))
    file = case.made("accused")
    said = texts(file)
    assert file.things == 2
    assert not [name for name in (*NAMES, "诉求", "不让车进", "圆桌会", "BH-q") if name in said]
    assert "整改意见书" in said
    assert "已同意" in said
    assert "勘验" not in said
    assert file.photos == 0
    with pytest.raises(Refused, match="issue, commitment"):
        case.made("accused", case.request)


def test_a_handler_with_a_reason_reads_what_is_sealed() -> None:
    case = Case()
    wanted = Wanted(subject=case.request, recipient="handler", reason="回访")
    box = Box({})
    file = make_case_file(case.ledger, box, case.laptop.desk(), wanted, CHINESE)
    assert file.chapters[-1].pictures[0].image is None
    assert "not on this laptop" in file.chapters[-1].pictures[0].caption


def test_photos_that_are_named_wrongly_are_told_by_their_captions() -> None:
    case = Case()
    odd: Json = {"hash": "no hash", "caption": "怪照片", "taken_us": MINUTE_US}
    content: dict[str, Json] = {"record": {"photos": [odd, "no photo at all"]}}
    heads = case.laptop.state(case.issue).heads
    draft = Draft(case.issue, ISSUE.kind(PHOTO_ADDED), content, parents=heads)
    case.ledger.append((draft,), case.laptop.clock.now_us())
    pictures = case.made().chapters[-1].pictures
    assert [picture.image for picture in pictures] == [b"gate", None]
    assert "怪照片" in pictures[1].caption


def test_who_does_not_handle_the_case_sees_the_copy_with_parts_blackened() -> None:
    case = Case()
    parts = (Region(1, 2, 3, 4),)
    case.laptop.do(BlackenPhoto(case.issue, "1", parts), TurnPhoto(case.issue, "1", 180))
    (shown,) = case.made().chapters[-1].pictures
    assert (shown.image, shown.turn) == (b"gate[1, 2, 3, 4]", 180)
    assert "parts blackened" in shown.caption
    (whole,) = case.made("handler").chapters[-1].pictures
    assert (whole.image, whole.turn) == (b"gate", 180)
    assert "blackened" not in whole.caption


def test_what_was_found_stands_beside_what_became_of_it() -> None:
    case = Case()
    for status in ("verified", "filed", "handling"):
        case.laptop.do(Move(case.issue, status))
    case.laptop.do(AddPhotos(case.issue, (PhotoFile(Path("gate"), "道闸已开"),)))
    file = case.made()
    (chapter,) = (one for one in file.chapters if one.pairs)
    ((before, after),) = chapter.pairs
    assert chapter.title.startswith("前后对比  问题 BH-")
    assert before is not None
    assert after is not None
    assert before.caption.startswith("处置前  道闸  2026年")
    assert after.caption.startswith("处置后  道闸已开  2026年")
    assert (before.image, after.image, file.photos) == (b"gate", b"gate", 2)
    assert not [one for one in file.chapters if one.pictures]
    assert not [one for one in case.made("accused").chapters if one.pairs]
    handled = case.laptop.do(record(place="北门")).subject
    for status in ("verified", "filed", "handling"):
        case.laptop.do(Move(handled, status))
    case.laptop.do(AddPhotos(handled, (PhotoFile(Path("gate"), ""),)))
    (alone,) = (one for one in case.made(thing=handled).chapters if one.pairs)
    assert alone.pairs[0][0] is None


def test_without_photos_papers_or_moves_the_file_is_short() -> None:
    laptop = Laptop()
    stall = laptop.do(AddThing("stall", {"title": "A01", "stall_no": "A01"})).subject
    ledger = cast("Ledger", laptop.ledger)
    wanted = Wanted(subject=stall)
    case = make_case_file(ledger, Box({}), laptop.desk(), wanted, CHINESE)
    assert [chapter.title for chapter in case.chapters][:2] == ["来龙去脉", "经过"]
    assert len(case.chapters) == 3
    issue = laptop.do(record(place="东街")).subject
    told = make_case_file(
        ledger, Box({}), laptop.desk(), Wanted(subject=issue, recipient="accused"), CHINESE
    )
    assert len(told.chapters[1].grids[0].rows) == 1


def test_what_is_no_case_is_refused() -> None:
    case = Case()
    with pytest.raises(NotFound):
        case.made(thing=bytes(16))
    with pytest.raises(Refused, match="issue, request"):
        case.made(thing=case.laptop.do(AddThing("handover", {"title": "交"})).subject)
    assert known_reader("handler") == "handler"
    with pytest.raises(Usage, match="nobody"):
        known_reader("nobody")

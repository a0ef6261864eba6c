"""Papers made out of what the ledger holds: nothing empty, nothing made up, nobody's secret."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from patrol_tui.domain.catalog import Catalog, Law, LawRef, LawRole, Topic, Words
from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.subject import CHANGED
from patrol_tui.domain.language.errors import NotFound, Refused, Usage
from patrol_tui.domain.paper import Paper
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.services.papers.form import Form
from patrol_tui.services.papers.kinds import KINDS, PAPERS, PaperKind, make_paper
from patrol_tui.services.papers.making import number_of
from patrol_tui.services.requests import (
    AddThing,
    Arrive,
    Check,
    Finish,
    Leave,
    Move,
    PhotoFile,
    SetFields,
    StartPatrol,
)
from tests.services.laptop import MINUTE_US, MONDAY_TEN, SMALL, Album, Laptop, Taken, meet, record
from tests.services.laptop import kind as issue_kind

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json
    from patrol_tui.services.ports.ports import Ledger

YEAR_US = 366 * 24 * 60 * MINUTE_US
SECRETS = ("王女士", "13800001111", "我姓王", "3号楼的")


def law(name: str, **changes: object) -> Law:
    """Return a law that was read."""
    values: dict[str, object] = {
        "id": name,
        "name": Words(f"{name}条例", name),
        "short": Words(name, name),
        "verified": True,
    }
    return Law(**(values | changes))  # type: ignore[arg-type] # plain values of a test


def ref(name: str, role: LawRole, *articles: str, verified: bool = True) -> LawRef:
    """Return a reference to a law."""
    return LawRef(law=name, articles=articles, role=role, verified=verified)


LAWS = (
    law("市容"),
    law("旧法", valid_to="2026-01-01"),
    law("新法", valid_from="2026-12-01"),
    law("未读", verified=False),
)
CITED = (
    ref("市容", LawRole.BAN, "31"),
    ref("未读", LawRole.BAN, "5"),
    ref("旧法", LawRole.BAN, "9"),
    ref("新法", LawRole.DUTY, "8"),
    ref("市容", LawRole.CONSEQUENCE, "60"),
    ref("市容", LawRole.AUTHORITY, "4", verified=False),
)
VENDOR = issue_kind(
    "vendor",
    Words("占道经营", "Street vending"),
    can_penalise=True,
    order_first=True,
    law=CITED,
    ask_first=(Words("在疏导区吗", "In the area?"),),
)
PLAIN = issue_kind("plain", Words("其他", "Other"), can_penalise=True, law=CITED[:1])
FIRST = Topic(
    id="order_first",
    title=Words("先责令", "Order first"),
    text=Words("先责令", "Order first"),
    refs=(ref("市容", LawRole.PROCEDURE, "59"),),
)
CATALOG = replace(
    SMALL,
    laws={one.id: one for one in LAWS},
    topics={"order_first": FIRST},
    kinds={**SMALL.kinds, "vendor": VENDOR, "plain": PLAIN},
)


def made(
    laptop: Laptop,
    paper: str,
    thing: bytes | None,
    *,
    reason: str = "",
    lang: str = "zh",
    reader: str = "",
) -> Paper:
    """Return a paper that the officer at a laptop makes out."""
    ledger = cast("Ledger", laptop.ledger)
    wanted = Wanted(subject=thing, reason=reason, recipient=reader)
    return make_paper(ledger, laptop.desk(), wanted, Speech(str, lang), PAPERS[paper])


def texts(paper: Paper) -> dict[str, str]:
    """Return what stands in each item."""
    return {item.id: item.text for item in paper.items}


def everything(paper: Paper) -> str:
    """Return all that a paper says."""
    cells = [text for grid in paper.grids for row in grid.rows for text in row]
    items = [item.text for item in (*paper.items, *paper.signatures)]
    return "\n".join((paper.number, *items, *cells, *paper.notes))


def laptop_with(catalog: Catalog = CATALOG, **more: object) -> Laptop:
    """Return a laptop with the laws of these tests."""
    return Laptop(catalog=catalog, **more)  # type: ignore[arg-type] # as its own arguments


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.id)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_item_of_any_paper_is_left_empty(kind: PaperKind, lang: str) -> None:
    laptop = laptop_with()
    request = laptop.do(
        AddThing("request", {"title": "我姓王", "channel": "visit", "note": "3号楼的"})
    ).subject
    issue = laptop.do(record()).subject
    things: dict[str, dict[str, str]] = {
        "meeting": {"title": "周五圆桌会", "agenda": f"{issue.hex()} {request.hex()}"},
        "letter": {"title": "请派员", "addressee": "fire", "about": request.hex()},
        "commitment": {"title": "清走", "party": "物业"},
        "handover": {"title": "早班交晚班", "open": f"{issue.hex()} {request.hex()}"},
    }
    for thing_type in kind.of:
        subject = issue
        if thing_type == "patrol":
            subject = laptop.do(StartPatrol("north")).subject
        elif thing_type != "issue":
            subject = laptop.do(AddThing(thing_type, things[thing_type])).subject
        paper = made(laptop, kind.id, subject, lang=lang)
        assert paper.items
        assert paper.signatures
        assert all(item.text.strip() for item in (*paper.items, *paper.signatures))
        assert all(grid.rows for grid in paper.grids)
        assert all(text.strip() for grid in paper.grids for row in grid.rows for text in row)
        assert len({item.id for item in (*paper.items, *paper.signatures)}) == len(
            (*paper.items, *paper.signatures)
        )
        assert not [one for one in SECRETS if one in everything(paper)]


def test_an_order_to_correct_says_what_the_ledger_says_and_no_more() -> None:
    laptop = laptop_with()
    deadline = MONDAY_TEN + 60 * MINUTE_US
    issue = laptop.do(record(kind="vendor", deadline_us=deadline)).subject
    paper = made(laptop, "order_to_correct", issue)
    said = texts(paper)
    assert paper.title == "责令限期改正通知书"
    assert paper.unit == "滨湖站"
    assert said["act_at"] == "2026年11月23日 10时01分"
    assert said["place"] == "5号楼西侧"
    assert said["act"] == "占道经营\n黑色轿车横停"
    assert said["deadline"] == "2026年11月23日 11时00分"
    assert (said["party"], said["to_correct"], said["seal"]) == ("待填", "待填", "待填")
    assert "处罚" in paper.notes[0]
    assert len(paper.notes) == 1


def test_law_is_that_of_the_day_and_what_nobody_read_is_marked() -> None:
    laptop = laptop_with()
    said = texts(made(laptop, "order_to_correct", laptop.do(record(kind="vendor")).subject))
    mark = "〔待核实，不得直接引用〕"
    assert said["breached"] == f"《市容条例》第31条\n{mark}《未读条例》第5条"
    assert said["basis"] == f"{mark}《市容条例》第4条\n《市容条例》第59条"
    english = made(laptop, "order_to_correct", laptop.do(record(kind="vendor")).subject, lang="en")
    assert texts(english)["breached"].startswith("市容 art. 31\n[not checked")


def test_what_the_officer_cited_stands_for_all_that_the_kind_names() -> None:
    laptop = laptop_with()
    issue = laptop.do(record(kind="vendor", cited=("未读:5", "市容:4"))).subject
    said = texts(made(laptop, "order_to_correct", issue))
    mark = "〔待核实，不得直接引用〕"
    assert said["breached"] == f"{mark}《未读条例》第5条"
    assert said["basis"] == f"{mark}《市容条例》第4条\n《市容条例》第59条"


def test_no_fine_is_printed() -> None:
    laptop = laptop_with()
    issue = laptop.do(record(kind="vendor")).subject
    for kind in (one for one in KINDS if "issue" in one.of):
        assert "60" not in everything(made(laptop, kind.id, issue))
        assert "元" not in everything(made(laptop, kind.id, issue))


def test_where_others_are_in_charge_the_paper_says_so() -> None:
    laptop = laptop_with()
    paper = made(laptop, "order_to_correct", laptop.do(record()).subject)
    assert texts(paper)["basis"] == "待填"
    assert "消防救援" in paper.notes[1]


def test_a_kind_without_an_order_first_or_that_nobody_knows_still_makes_a_paper() -> None:
    laptop = laptop_with()
    issue = laptop.do(record(kind="plain")).subject
    assert texts(made(laptop, "order_to_correct", issue))["basis"] == "待填"
    laptop.catalog = replace(CATALOG, kinds={}, topics={}, stations={})
    paper = made(laptop, "order_to_correct", issue)
    assert (texts(paper)["breached"], paper.unit) == ("待填", "binhu")
    assert paper.number.startswith("BH-")
    assert made(laptop, "item_list", issue).number == "binhu-清单2026-07-01"
    assert texts(made(laptop, "inquiry_record", issue))["cause"] == "待填"
    without_topic = replace(CATALOG, topics={})
    laptop.catalog = without_topic
    vendor = laptop.do(record(kind="vendor")).subject
    assert "第59条" not in texts(made(laptop, "order_to_correct", vendor))["basis"]


def test_a_sealed_party_is_filled_by_hand_or_opened_for_a_recorded_reason() -> None:
    laptop = laptop_with()
    issue = laptop.do(record()).subject
    sealed: Json = {"sealed": {"key": "00"}}
    laptop.ledger.unsealed[payload.canonical(sealed)] = "张三"
    draft = Draft(
        issue, BY_TYPE["issue"].kind(CHANGED), {"set": {"party": sealed}}, laptop.state(issue).heads
    )
    laptop.ledger.append([draft], laptop.clock.now_us())
    assert texts(made(laptop, "service_receipt", issue))["recipient"] == "待填"
    paper = made(laptop, "service_receipt", issue, reason="送达")
    assert texts(paper)["recipient"] == "张三"
    opened = [fact for fact in laptop.state(issue).facts if "opened" in (fact.content or {})]
    assert len(opened) == 1


def test_a_record_of_the_scene_names_two_officers_weather_and_photos() -> None:
    laptop = laptop_with(album=Album(**{"a.jpg": Taken(b"a")}))
    laptop.do(StartPatrol("north", weather="晴", partners=("0418",)))
    photos = (PhotoFile(path=Path("a.jpg"), caption="全景"),)
    issue = laptop.do(record(photos=photos, fields={"lane": "exit"})).subject
    paper = made(laptop, "site_record", issue)
    said = texts(paper)
    assert said["weather"] == "晴"
    assert said["officer_2"] == "队员乙 0418"
    assert "通道：安全出口" in said["findings"]
    assert paper.grids[0].rows == (("1", "全景"),)


def test_numbers_are_consecutive_and_unique_on_two_laptops_without_a_network() -> None:
    one, other = laptop_with(), laptop_with(number=8, badge="0418")
    numbers = []
    for laptop in (one, other):
        for _each in range(3):
            issue = laptop.do(record()).subject
            numbers.append(made(laptop, "order_to_correct", issue).number)
    assert numbers == [
        *(f"BH-责改2026-07-0{serial}" for serial in (1, 2, 3)),
        *(f"BH-责改2026-08-0{serial}" for serial in (1, 2, 3)),
    ]
    issue = one.do(record()).subject
    assert made(one, "item_list", issue).number == "BH-清单2026-07-01"


def test_a_paper_made_again_keeps_its_number_on_every_laptop() -> None:
    one, other = laptop_with(), laptop_with(number=8, badge="0418")
    issue = one.do(record()).subject
    number = made(one, "order_to_correct", issue).number
    assert made(one, "order_to_correct", issue).number == number
    meet(one, other)
    assert made(other, "order_to_correct", issue).number == number
    served = texts(made(other, "service_receipt", issue))["served"]
    assert served == f"责令限期改正通知书 {number}"


def test_one_paper_made_out_on_two_laptops_at_once_is_a_conflict_to_see() -> None:
    one, other = laptop_with(), laptop_with(number=8, badge="0418")
    issue = one.do(record()).subject
    meet(one, other)
    for laptop in (one, other):
        made(laptop, "order_to_correct", issue)
    meet(one, other)
    assert [found.field for found in one.state(issue).conflicts] == ["paper/order_to_correct"]


def test_numbers_begin_anew_with_the_year() -> None:
    laptop = laptop_with()
    assert made(laptop, "order_to_correct", laptop.do(record()).subject).number.endswith(
        "2026-07-01"
    )
    laptop.clock.advance(YEAR_US)
    assert made(laptop, "order_to_correct", laptop.do(record()).subject).number.endswith(
        "2027-07-01"
    )


def test_an_auditor_makes_no_paper_out_but_reads_those_that_are() -> None:
    laptop = laptop_with()
    issue = laptop.do(record()).subject
    desk = replace(laptop.desk(), roles=frozenset(("auditor",)))
    ledger, kind = cast("Ledger", laptop.ledger), PAPERS["order_to_correct"]
    wanted, speech = Wanted(subject=issue), Speech(str, "zh")
    with pytest.raises(Refused):
        make_paper(ledger, desk, wanted, speech, kind)
    number = made(laptop, "order_to_correct", issue).number
    assert make_paper(ledger, desk, wanted, speech, kind).number == number


def test_a_template_takes_no_number() -> None:
    laptop = laptop_with()
    issue = laptop.do(record()).subject
    ledger, kind = cast("Ledger", laptop.ledger), PAPERS["order_to_correct"]
    wanted, speech = Wanted(subject=issue), Speech(str, "zh")
    paper = make_paper(ledger, laptop.desk(), wanted, speech, kind, as_template=True)
    assert paper.number == "待填"
    assert laptop.state(issue).text("paper/order_to_correct") == ""


def test_a_paper_says_what_it_is_made_of() -> None:
    laptop = laptop_with()
    with pytest.raises(Usage):
        made(laptop, "minutes", None)
    with pytest.raises(NotFound):
        made(laptop, "minutes", bytes(16))
    with pytest.raises(Refused):
        made(laptop, "minutes", laptop.do(record()).subject)


def test_an_opinion_on_correction_takes_the_latest_promise_about_the_issue() -> None:
    laptop = laptop_with()
    issue = laptop.do(record()).subject
    before = made(laptop, "correction_opinion", issue)
    assert texts(before)["matter"].startswith("问题 ")
    assert texts(before)["responsible"] == "待填"
    values = {"title": "清走杂物", "party": "某物业", "about": issue.hex(), "consent": "李、赵"}
    promise = laptop.do(AddThing("commitment", values | {"note": "电线老化"})).subject
    given = texts(made(laptop, "correction_opinion", promise))["consent"]
    assert given == "已同意"
    for thing in (issue, promise):
        said = texts(made(laptop, "correction_opinion", thing, reader="handler"))
        assert (said["matter"], said["responsible"]) == ("清走杂物", "某物业")
        assert (said["facts"], said["consent"]) == ("电线老化", "李、赵")


def test_an_opinion_on_correction_holds_what_the_meeting_agreed() -> None:
    laptop = laptop_with()
    meeting = laptop.do(AddThing("meeting", {"title": "圆桌会", "held_us": "+1h"})).subject
    laptop.do(SetFields(meeting, {"facts": "进不了门", "conclusion": "缴费与通行分开"}))
    given = {"title": "分开", "party": "某物业", "meeting": meeting.hex()}
    promise = laptop.do(AddThing("commitment", given)).subject
    said = texts(made(laptop, "correction_opinion", promise))
    assert (said["facts"], said["measures"]) == ("进不了门", "缴费与通行分开")


def test_minutes_hold_decisions_with_owners_and_who_was_there() -> None:
    laptop = laptop_with()
    issue = laptop.do(record()).subject
    values = {"title": "圆桌会", "place": "居委会", "agenda": issue.hex()}
    meeting = laptop.do(AddThing("meeting", values)).subject
    said: dict[str, Json] = {
        "present/01": "业主代表 李",
        "view/01": "同意整改",
        "view/02": "",
        "conclusion": "十日内整改",
    }
    draft = Draft(
        meeting, BY_TYPE["meeting"].kind(CHANGED), {"set": said}, laptop.state(meeting).heads
    )
    laptop.ledger.append([draft], laptop.clock.now_us())
    work = {"title": "换电线", "party": "物业", "meeting": meeting.hex()}
    laptop.do(AddThing("commitment", work))
    gone = laptop.do(AddThing("commitment", work | {"title": "作罢"})).subject
    laptop.do(Move(gone, "withdrawn", reason="重复"))
    paper = made(laptop, "minutes", meeting)
    found = texts(paper)
    assert found["present"] == "01：业主代表 李"
    assert found["views"] == "01：同意整改"
    assert found["decisions"] == "十日内整改"
    assert found["agenda"].startswith("问题 BH-")
    assert [row[:2] for row in paper.grids[0].rows] == [("换电线", "物业")]


def test_minutes_of_a_meeting_that_was_not_held_get_no_number() -> None:
    laptop = laptop_with()
    meeting = laptop.do(AddThing("meeting", {"title": "圆桌会"})).subject
    held = len(laptop.ledger.kept)
    steps: tuple[tuple[str, dict[str, str]], ...] = (
        ("graded", {"grade": "即时议"}),
        ("preparing", {}),
        ("cancelled", {}),
        ("collecting", {}),
        ("graded", {}),
        ("preparing", {}),
        ("held", {"held_us": "2026-11-23T10:00"}),
    )
    speech = Speech(str, "zh")
    for to, values in steps:
        assert number_of(made(laptop, "minutes", meeting), speech) == ""
        assert len(laptop.ledger.kept) == held
        laptop.do(Move(meeting, to, "人没到", values=values))
        held += 1
    number = made(laptop, "minutes", meeting).number
    assert number.endswith("07-01")
    assert made(laptop, "minutes", meeting).number == number


def test_a_hand_over_lists_what_it_names_or_else_all_that_is_open() -> None:
    laptop = laptop_with()
    first, second = (laptop.do(record(place=place)).subject for place in ("一号楼", "二号楼"))
    bare = made(laptop, "handover", None)
    assert bare.number == "待填"
    assert [row[3:] for row in bare.grids[0].rows] == [
        (f"消防通道占用 {place}", "上报", f"2026-11-23 11:0{at}", "队员甲")
        for at, place in enumerate(("一号楼", "二号楼"), 1)
    ]
    assert texts(bare)["from"] == "队员甲 0417"
    values = {"title": "交班", "open": second.hex(), "to": "0418", "keys": "两把"}
    thing = laptop.do(AddThing("handover", values)).subject
    for paper in (made(laptop, "handover", one) for one in (None, thing)):
        assert paper.number == laptop.state(thing).text("number")
        assert len(paper.grids[0].rows) == 1
        assert "二号楼" in paper.grids[0].rows[0][3]
        assert (texts(paper)["to"], texts(paper)["keys"]) == ("队员乙 0418", "两把")
    assert first != second


def test_a_hand_over_lists_by_group_what_is_where_by_when_and_with_whom() -> None:
    laptop = laptop_with()
    issue = laptop.do(record(measures=("handed_over",), handed_to="fire")).subject
    asked = {"title": "三楼王女士说吵", "channel": "visit"}
    request = laptop.do(AddThing("request", asked)).subject
    whistle = laptop.do(AddThing("whistle", {"title": "污水", "called": "水务"})).subject
    late = {"title": "清运", "party": "物业", "due_us": "+2h", "place": "东门"}
    promise = laptop.do(AddThing("commitment", late)).subject
    named = " ".join(one.hex() for one in (issue, promise, whistle, request))
    thing = laptop.do(AddThing("handover", {"title": "交班", "open": named})).subject
    rows = made(laptop, "handover", thing).grids[0].rows
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert [row[1] for row in rows] == ["诉求", "吹哨", "承诺", "问题"]
    assert rows[0][3] == "/"  # its words may tell who complained
    assert (rows[0][4], rows[0][6]) == ("登记", "队员甲")
    assert (rows[2][3], rows[2][6]) == ("清运 东门", "物业")
    assert rows[2][5] == "2026-11-23 12:04"
    assert [row[6] for row in rows[1::2]] == ["水务", "消防救援"]
    accused = made(laptop, "handover", thing, reader="accused").grids[0].rows
    assert [row[1] for row in accused] == ["吹哨", "承诺", "问题"]
    assert accused[0][0] == "1"


def test_a_letter_lists_what_is_attached_with_its_hash() -> None:
    laptop = laptop_with(album=Album(a=Taken(b"a")))
    asked = {"title": "请派员", "addressee": "fire"}
    letter = laptop.do(AddThing("letter", asked, (PhotoFile(Path("a"), "堆物"),))).subject
    bare = laptop.do(AddThing("letter", asked)).subject
    digest, other = "ab" * 32, "cd" * 32
    values = {"attachment/责改通知书": digest, "attachment/李先生的来信": other}
    laptop.do(SetFields(letter, values))
    rows = made(laptop, "letter", letter).grids[0].rows
    photo = hashlib.sha256(b"a").hexdigest()
    assert rows == (
        ("1", "***的来信", other),
        ("2", "责改通知书", digest),
        ("3", "堆物", photo),
    )
    laptop.do(SetFields(letter, {"attachment/责改通知书": ""}))
    assert len(made(laptop, "letter", letter).grids[0].rows) == 2
    laptop.do(SetFields(letter, {"attachment/另纸": "李先生手写"}))
    assert made(laptop, "letter", letter).grids[0].rows[0][1:] == ("另纸", "***手写")
    laptop.do(SetFields(letter, {"attachment/另纸": ""}))
    assert len(made(laptop, "letter", letter, reader="accused").grids[0].rows) == 1
    assert made(laptop, "letter", bare).grids[0].rows == (("/",) * 3,)


def test_a_patrol_log_tells_each_stop() -> None:
    laptop = laptop_with()
    patrol = laptop.do(
        StartPatrol("north", weather="晴"), Arrive("gate"), Check("gate", "clear", "ok")
    ).subject
    laptop.do(record(checkpoint="gate", answers=("gate", "posters"), measures=("persuaded",)))
    laptop.do(Leave("gate"), Finish(skipped={"market": "下雨", "block": "下雨"}))
    paper = made(laptop, "patrol_log", patrol)
    assert paper.number == laptop.state(patrol).text("number")
    gate, market, *_rest = paper.grids[0].rows
    assert gate[1] == "gate号点"
    assert gate[2] == "看clear：正常\n看posters：问题"
    assert gate[3].startswith("BH-261123-07-01 劝导")
    assert market[2:] == ("未到", "下雨")
    laptop.catalog = replace(CATALOG, routes={})
    assert made(laptop, "patrol_log", patrol).grids[0].rows == (("/",) * 4,)


def test_english_papers_write_times_as_english_readers_do() -> None:
    laptop = laptop_with()
    paper = made(laptop, "order_to_correct", laptop.do(record()).subject, lang="en")
    assert texts(paper)["act_at"] == "2026-11-23 10:01"
    assert paper.title == "Order to correct"


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.id)
def test_a_form_that_is_filled_by_hand_alone_has_every_item_marked(kind: PaperKind) -> None:
    laptop = laptop_with()
    own = Discretion(laptop.book, Recipient.HANDLER)
    form = Form(laptop.book, laptop.desk(), Speech(str, "zh"), own, None)
    kind.fill(form)
    assert all(item.text.strip() for item in form.items)
    assert all(text for grid in form.grids for row in grid.rows for text in row)
    assert form.moment(None) == form.clock(None) == ""
    assert form.found("no such number") is None

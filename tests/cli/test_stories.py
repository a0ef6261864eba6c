"""The two stories of the source article, lived through on the command line, step by step."""

from pathlib import Path
from typing import Any

import pytest

from patrol_tui.devices.sample_photo import sample_photo
from tests.cli.laptop import Laptop

HOUR_US = 3_600_000_000
ESTATE = "世茂云湖小区"


class Pair:
    """Two officers of one station; who is not told apart works at the first laptop."""

    def __init__(self, one: Laptop, other: Laptop) -> None:
        self.one, self.other = one, other

    def meet(self) -> None:
        """Let both laptops send and fetch."""
        for laptop in (self.one, self.other, self.one):
            assert laptop.json("sync")["state"] == "complete"

    def wait(self, hours: int) -> None:
        """Let time pass."""
        self.one.clock.advance(hours * HOUR_US)


@pytest.fixture
def pair(two_laptops: tuple[Laptop, Laptop]) -> Pair:
    return Pair(*two_laptops)


def number(laptop: Laptop, *words: str) -> str:
    """Add or begin a thing and return its number."""
    made: str = laptop.json(*words)["number"]
    return made


def moved(laptop: Laptop, thing: str, what: str, status: str, *given: str) -> None:
    """Take a step."""
    done = laptop.json(what, "move", thing, status, *given)
    assert (done["number"], done["status"]) == (thing, status)


def shown(laptop: Laptop, what: str, thing: str) -> dict[str, Any]:
    """Return all that is known of a thing."""
    found: dict[str, Any] = laptop.json(what, "show", thing)
    return found


def related(laptop: Laptop, what: str, thing: str) -> set[tuple[str, bool]]:
    """Return what a thing has to do with, and whether that names it."""
    found = laptop.json(what, "show", thing)["related"]
    return {(one["type"], one["names_this"]) for one in found}


def test_the_market_by_the_lake(pair: Pair) -> None:
    jia, yi = pair.one, pair.other
    asked = (
        "--title",
        "便民市场乱摆",
        "--channel",
        "visit",
        "--place",
        "便民市场",
        "--way",
        "on_spot",
    )
    person = ("--requester", "王女士", "--phone", "13800001111", "--wants-reply", "yes")
    request = number(jia, "request", "add", *asked, *person)
    begun = shown(jia, "request", request)
    assert (begun["status"], begun["fields"]["receiver"]) == ("registered", "0412")
    assert begun["fields"]["phone"] == {"sealed": True}
    moved(jia, request, "request", "handling")

    # on the spot: what stands outside its lines is an issue, out of the request
    issue = number(jia, "request", "follow", request, "issue", "kind=zdjy", "note=摊位占到路上")
    assert related(jia, "issue", issue) == {("request", False)}
    assert related(jia, "request", request) == {("issue", True)}
    for status in ("verified", "filed", "handling"):
        moved(jia, issue, "issue", status)

    # the stalls in order: three of them trade at their places, with their cards on show
    stalls = []
    for no, line in (("A01", "蔬菜"), ("A02", "水果"), ("A03", "早点")):
        given = (f"title={no} {line}", f"stall_no={no}", f"line={line}", "card=yes", "persuaded=1")
        stalls.append(number(jia, "issue", "follow", issue, "stall", *given))
    for stall in stalls:
        moved(jia, stall, "stall", "trading")
    assert shown(jia, "stall", stalls[0])["fields"]["card"] is True
    assert len(jia.json("stall", "list", "--status", "trading")["items"]) == 3
    moved(jia, issue, "issue", "responded", "--reason", "三个摊位归位，路通了")
    pair.meet()
    moved(yi, issue, "issue", "checked", "--reason", "看过，路不堵")
    pair.meet()
    for status in ("closed", "archived"):
        moved(jia, issue, "issue", status)

    # reply, then somebody else asks how satisfied she is
    moved(yi, request, "request", "answered", "--set", "reply=摊位已归位，买菜的路通了")
    assert shown(yi, "request", request)["due"]
    satisfied = ("--set", "satisfaction=satisfied", "--set", "called_back=路不堵了，心情舒畅")
    assert yi.call("request", "move", request, "called_back", *satisfied).code == 1
    pair.meet()
    moved(jia, request, "request", "called_back", *satisfied)
    moved(jia, request, "request", "closed")
    assert shown(jia, "request", request)["fields"]["satisfaction"] == "satisfied"
    rates = {one["id"]: one for one in jia.json("report")["rates"]}
    pleased = rates["request_satisfaction"]
    assert (pleased["numerator"], pleased["denominator"]) == (1, 1)


def complaint(pair: Pair) -> tuple[str, str]:
    """Take the complaint in, pass it on by letter, and return request and issue."""
    jia = pair.one
    asked = ("--title", "不交物业费不让车进", "--channel", "community", "--place", ESTATE)
    person = ("--requester", "李先生", "--phone", "13900002222", "--accused", "小区物业公司")
    request = number(jia, "request", "add", *asked, *person, "--way", "on_behalf")

    # the community writes to the bureau and asks it to coordinate
    given = ("addressee=城管", "note=物业费与车辆进出捆绑，请协调处理")
    letter = number(jia, "request", "follow", request, "letter", *given)
    for status in ("issued", "delivered"):
        moved(jia, letter, "letter", status)
    assert shown(jia, "letter", letter)["due"]
    assert letter in jia.ok("request", "show", request).out
    reply = ("--set", "reply=济北中队牵头，今天开圆桌会")
    moved(jia, letter, "letter", "replied", *reply)
    moved(jia, letter, "letter", "closed")
    handlers = ("--set", "handler=城管", "--set", "support=住建")
    moved(jia, request, "request", "transferred", *handlers)
    moved(jia, request, "request", "handling")
    note = "note=东门道闸，欠费车辆抬不起杆"
    issue = number(jia, "request", "follow", request, "issue", "kind=property_dispute", note)
    return request, issue


def departments_called(pair: Pair, issue: str) -> str:
    """Blow the whistle for the departments and return its number."""
    jia = pair.one
    given = ("title=物业捆绑收费", "called=住建 公安", "urgency=urgent")
    whistle = number(jia, "issue", "follow", issue, "whistle", *given)
    for status in ("submitted", "blown"):
        moved(jia, whistle, "whistle", status)
    for department in ("住建", "公安"):
        jia.ok("whistle", "move", whistle, "signed", "--set", f"department={department}")
    for status in ("contacted", "arrived"):
        moved(jia, whistle, "whistle", status)
    jia.ok("whistle", "came", whistle, "住建", "物业科 刘科长")
    there = shown(jia, "whistle", whistle)
    assert (there["status"], there["lines"]["came"][0]["key"]) == ("arrived", "housing")
    return whistle


def round_table(pair: Pair, issue: str, tmp_path: Path) -> tuple[str, str]:
    """Hold the round table while others are at the scene; return meeting and promise."""
    jia, yi = pair.one, pair.other
    given = ("title=物业捆绑收费圆桌会", "brand=周五圆桌会", "invited=住建 城管", "held=+1h")
    meeting = number(jia, "issue", "follow", issue, "meeting", *given)
    moved(jia, meeting, "meeting", "graded", "--set", "grade=instant")
    moved(jia, meeting, "meeting", "preparing")
    pair.meet()
    # in parallel, on the other laptop: the inquiry at the gate
    for status in ("verified", "filed", "handling"):
        moved(yi, issue, "issue", status, "--reason", "现场两人，已亮证")
    photo = tmp_path / "gate.jpg"
    photo.write_bytes(sample_photo(7, "2026-03-02 09:40", (480, 360), "street"))
    yi.ok("issue", "photo", issue, str(photo), "--caption", "东门道闸")
    yi.ok("issue", "note", issue, "门岗承认按物业要求，欠费的不抬杆")
    statement = ("--format", "docx", "--id", issue, "-o", str(tmp_path / "statement.docx"))
    said = ("--set", "person_name=门岗 周某", "--row", "talk=为什么不抬杆？|物业让的")
    assert "询问" in yi.json("export", "inquiry_record", *statement, *said)["number"]
    pair.wait(1)
    present = (("李先生", "业主"), ("赵书记", "社区"), ("孙经理", "物业"), ("刘科长", "住建"))
    for who, unit in (*present, ("王某", "城管")):
        jia.ok("meeting", "sign-in", meeting, who, unit)
    jia.ok("meeting", "view", meeting, "李先生", "物业费该交，但不能拦车")
    jia.ok("meeting", "view", meeting, "孙经理", "承认捆绑不对，当场改")
    for who, vote in (
        ("李先生", "for"),
        ("赵书记", "for"),
        ("孙经理", "for"),
        ("刘科长", "abstains"),
    ):
        jia.ok("meeting", "vote", meeting, who, vote)
    moved(jia, meeting, "meeting", "held")
    agreed = ("facts=欠费车辆进不了门", "conclusion=即日起缴费与通行分开")
    jia.ok("meeting", "set", meeting, *agreed)
    promise = number(
        jia,
        *("meeting", "follow", meeting, "commitment", "title=缴费与车辆通行分开"),
        *("party=小区物业公司", "due=+3d", "note=欠费不影响车辆进出"),
    )
    drafted = jia.json("meeting", "draft", meeting)["minutes"]
    assert "表决：同意 3；弃权 1" in drafted
    assert "小区物业公司 缴费与车辆通行分开" in drafted
    moved(jia, meeting, "meeting", "minuted", "--set", f"minutes={drafted}")
    moved(jia, meeting, "meeting", "executing")
    assert related(jia, "commitment", promise) == {("meeting", False), ("issue", False)}
    pair.meet()
    assert not jia.json("conflict", "list")["items"]
    return meeting, promise


def put_right(pair: Pair, promise: str, tmp_path: Path) -> None:
    """Have the owners agree, write the opinion, look again."""
    jia, yi = pair.one, pair.other
    consent = ("--set", "consent=业主代表李先生等三人同意")
    moved(jia, promise, "commitment", "correcting", *consent)
    opinion = tmp_path / "opinion.docx"
    made = jia.json(
        "export", "correction_opinion", "--format", "docx", "--id", promise, "-o", str(opinion)
    )
    assert "整改" in made["number"]
    pair.wait(48)
    pair.meet()
    moved(yi, promise, "commitment", "awaiting")
    assert yi.call("commitment", "move", promise, "passed", "--set", "result=好了").code == 1
    pair.meet()
    moved(jia, promise, "commitment", "passed", "--set", "result=三辆欠费车都进得去")


def test_the_property_fee_by_the_southern_lake(pair: Pair, tmp_path: Path) -> None:
    jia, yi = pair.one, pair.other
    request, issue = complaint(pair)
    whistle = departments_called(pair, issue)
    meeting, promise = round_table(pair, issue, tmp_path)
    put_right(pair, promise, tmp_path)
    moved(yi, issue, "issue", "responded", "--reason", "道闸已改，缴费与通行分开")
    pair.meet()
    for status in ("checked", "closed"):
        moved(jia, issue, "issue", status)
    moved(jia, whistle, "whistle", "handling")
    pair.meet()
    rated = ("--set", "result=物业当场改", "--set", "rating=satisfied")
    moved(yi, whistle, "whistle", "rated", *rated)
    pair.meet()
    moved(jia, whistle, "whistle", "closed")
    moved(jia, meeting, "meeting", "published", "--set", "published=小区公告栏")
    reviewed = ("--set", "review=回头看，没有反弹", "--set", "satisfaction=satisfied")
    moved(jia, meeting, "meeting", "reviewed", *reviewed)

    # the one who heard it first calls back: the departments did the work
    moved(jia, request, "request", "answered", "--set", "reply=物业已改，车辆照常进出")
    called = ("--set", "satisfaction=satisfied", "--set", "called_back=能进门了，谢谢")
    moved(jia, request, "request", "called_back", *called)
    moved(jia, request, "request", "closed")
    assert related(jia, "issue", issue) == {
        ("request", False),
        ("whistle", True),
        ("meeting", True),
        ("commitment", True),
    }
    check_case_file(jia, issue, tmp_path)


def check_case_file(jia: Laptop, issue: str, tmp_path: Path) -> None:
    """Write the file of the case."""
    path = tmp_path / "case.pdf"
    given = ("--for", "handler", "--format", "pdf", "-o", str(path))
    made = jia.json("export", "case_file", "--id", issue, *given)
    assert (made["things"], made["photos"], made["lacking"]) == (6, 1, [])
    assert path.read_bytes().startswith(b"%PDF")
    assert jia.call("export", "case_file", "-o", str(tmp_path / "no.pdf")).code == 2
    no_word = ("--id", issue, "--format", "docx", "-o", str(tmp_path / "no.docx"))
    assert jia.call("export", "case_file", *no_word).code == 2

"""The verbs that every subject of the usual form has."""

import hashlib
from pathlib import Path

import pytest

from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.subjects import RECORDS_OF_WORK
from tests.cli.laptop import Laptop

REQUEST = ("request", "add", "--title", "夜间噪声", "--channel", "来访")
PHONE = "13800001111"


def added(laptop: Laptop, *words: str) -> str:
    """Add a thing and return its number."""
    number: str = laptop.json(*words)["number"]
    return number


def first_of(name: str) -> str:
    """Return a value that a required field takes."""
    return {"channel": "visit", "trigger": "several", "sort": "law", "from_us": "+1h"}.get(
        name, "+2h" if name.endswith("_us") else "甲"
    )


@pytest.mark.parametrize("subject", RECORDS_OF_WORK, ids=lambda one: one.type)
def test_every_subject_has_the_same_verbs(laptop: Laptop, subject: Subject) -> None:
    required = [one.name for one in subject.fields if one.form is not None and one.form.required]
    values = [f"{name}={first_of(name)}" for name in required]
    made = laptop.json(subject.type, "add", *values)
    number = made["number"]
    assert f"-{subject.letter}" in number
    assert [one["id"] for one in laptop.json(subject.type, "list")["items"]] == [made["id"]]
    shown = laptop.json(subject.type, "show", number)
    assert (shown["status"], shown["title"], shown["related"]) == (subject.first, "甲", [])
    assert set(shown["next_statuses"]) == subject.moves[subject.first]
    laptop.ok(subject.type, "set", number, "title=乙", "--reason", "写错了")
    facts = [one["fact"] for one in laptop.json(subject.type, "history", number)["items"]]
    assert facts == [f"{subject.type}.{name}" for name in ("changed", "created")]
    assert subject.name.zh in laptop.ok(subject.type, "show", number).out


def test_what_was_added_is_noted_undone_and_retracted(laptop: Laptop) -> None:
    number = added(laptop, *REQUEST)
    laptop.ok("request", "note", number, "看过了")
    laptop.ok("request", "undo", number)
    laptop.ok("request", "share", number, "nanhu")
    laptop.ok("request", "retract", number, "--reason", "重复")
    assert laptop.json("request", "show", number)["retracted"] is True
    assert laptop.json("request", "list", "--due")["items"] == []


def test_a_request_goes_its_way_and_hides_who_asked(laptop: Laptop) -> None:
    number = added(laptop, *REQUEST, "--phone", PHONE, "--requester", "王女士")
    assert "夜间噪声" in laptop.ok("request", "list", "--query", "yjzs").out
    said = laptop.ok("request", "move", number, "转办", "--set", "handler=公安")
    assert "转办" in said.err
    shown = laptop.ok("request", "show", number)
    assert PHONE not in shown.out
    assert PHONE not in laptop.ok("request", "show", number, "--json").out
    assert "已封存" in shown.out
    refused = laptop.call("request", "move", number, "closed")
    assert (refused.code, refused.out) == (1, "")
    assert laptop.call("request", "move", number, "nowhere").code == 1
    lacking = laptop.call("request", "move", number, "answered")
    assert "reply=" in lacking.err


def test_a_field_is_given_once(laptop: Laptop) -> None:
    assert laptop.call(*REQUEST, "title=又一次").code == 2
    assert laptop.call("request", "add", "title").code == 2
    assert "channel" in laptop.call("request", "add", "--title", "无").err
    said = laptop.call("request", "list", "--after", "x")
    assert said.code == 1


def test_pages_of_a_list_go_on(laptop: Laptop) -> None:
    for title in "甲乙丙":
        added(laptop, "activity", "add", f"title={title}", "sort=law")
    page = laptop.json("activity", "list", "--limit", "2")
    rest = laptop.json("activity", "list", "--limit", "2", "--after", page["next"])
    assert [one["title"] for one in (*page["items"], *rest["items"])] == list("丙乙甲")
    assert "--after" in laptop.ok("activity", "list", "--limit", "2").err
    assert laptop.json("activity", "list", "--status", "held", "--station", "BH")["items"] == []


def test_what_things_have_to_do_with_each_other_is_shown_on_both(laptop: Laptop) -> None:
    issue = laptop.record()
    whistle = added(laptop, "whistle", "add", "title=污水", "called=水务", f"about={issue}")
    (related,) = laptop.json("issue", "show", issue)["related"]
    assert (related["type"], related["number"], related["names_this"]) == ("whistle", whistle, True)
    assert whistle in laptop.ok("issue", "show", issue).out
    assert issue in laptop.ok("whistle", "show", whistle).out
    laptop.ok("whistle", "move", whistle, "submitted")
    laptop.ok("whistle", "move", whistle, "吹哨")
    laptop.ok("whistle", "move", whistle, "签收", "--set", "department=水务")
    assert laptop.json("whistle", "show", whistle)["status"] == "signed"
    assert laptop.call("whistle", "set", whistle, "about=0000").code == 1
    assert laptop.json("verify")["ok"] is True


def test_help_offers_an_option_for_each_field(laptop: Laptop) -> None:
    said = laptop.ok("request", "add", "--help").out
    assert "--satisfaction" in said
    assert "visit, call" in said
    assert "诉求" in laptop.ok("--help").out


def test_a_list_is_written_for_those_who_are_to_read_it(laptop: Laptop) -> None:
    added(laptop, *REQUEST, "--phone", PHONE)
    path = laptop.home.parent / "requests.json"
    words = ("export", "request", "--format", "json", "-o", str(path))
    laptop.ok(*words)
    assert PHONE not in path.read_text(encoding="utf-8")
    path.unlink()
    laptop.ok(*words, "--for", "handler")
    assert "已封存" in path.read_text(encoding="utf-8")
    path.unlink()
    laptop.ok(*words, "--for", "handler", "--reason", "交公安承办")
    assert PHONE in path.read_text(encoding="utf-8")
    number = laptop.json("request", "list")["items"][0]["number"]
    assert "交公安承办" in laptop.ok("request", "history", number).out
    assert laptop.call(*words, "--for", "everybody").code == 2


def test_a_meeting_grows_by_verbs_and_its_promise_knows_where_it_was_made(laptop: Laptop) -> None:
    asked = added(laptop, *REQUEST, "--place", "世茂云湖")
    fields = ("kind=其他", "note=不交物业费就不让车进", "place=世茂云湖东门")
    issue = laptop.json("request", "follow", asked, "issue", *fields)["number"]
    met = laptop.json("issue", "follow", issue, "meeting", "title=圆桌会")["number"]
    laptop.ok("meeting", "sign-in", met, "王女士", "业主")
    laptop.ok("meeting", "view", met, "王女士", "两件事不能捆在一起")
    laptop.ok("meeting", "vote", met, "王女士", "同意")
    shown = laptop.json("meeting", "show", met)
    assert shown["lines"]["vote"] == [{"key": "王女士", "value": "for"}]
    drafted = laptop.json("meeting", "draft", met)["minutes"]
    assert "表决：同意 1" in drafted
    given = ("title=分开收费", "party=物业", "due=+3d")
    promise = laptop.json("meeting", "follow", met, "commitment", *given)
    related = laptop.json("issue", "show", issue)["related"]
    assert {(one["type"], one["names_this"]) for one in related} == {
        ("request", False),
        ("meeting", True),
        ("commitment", True),
    }
    assert promise["number"] in laptop.ok("meeting", "show", met).out
    assert laptop.call("request", "follow", asked, "handover").code == 2
    assert laptop.call("meeting", "vote", met, "王女士", "也许").code == 1


def test_a_letter_names_its_attachments_and_a_stall_counts_persuasions(
    laptop: Laptop, tmp_path: Path
) -> None:
    paper = tmp_path / "order.pdf"
    paper.write_bytes(b"%PDF")
    letter = added(laptop, "letter", "add", "title=请派员", "addressee=消防救援")
    laptop.ok("letter", "attach", letter, "责改通知书", str(paper))
    (line,) = laptop.json("letter", "show", letter)["lines"]["attach"]
    assert line == {"key": "责改通知书", "value": hashlib.sha256(b"%PDF").hexdigest()}
    assert laptop.call("letter", "attach", letter, "没有", str(tmp_path / "no")).code == 1
    stall = added(laptop, "stall", "add", "title=12号摊", "stall_no=12", "persuaded=2")
    laptop.ok("stall", "persuade", stall, "", "越线")
    assert laptop.json("stall", "show", stall)["times"] == 3
    assert [one["times"] for one in laptop.json("stall", "list")["items"]] == [3]
    assert "劝导 3" in laptop.ok("stall", "list").out
    assert "times" not in laptop.json("letter", "show", letter)


def test_a_hand_over_writes_itself_and_stands_once_it_is_signed(laptop: Laptop) -> None:
    issue = laptop.record()
    drafted = laptop.json("handover", "draft")
    assert issue in drafted["note"]
    number = added(laptop, "handover", "add", "--keys", "三把")
    shown = laptop.json("handover", "show", number)
    assert shown["fields"]["note"] == drafted["note"]
    assert [one["number"] for one in shown["related"]] == [issue]
    laptop.ok("handover", "set", number, "note=改过的话")
    own = added(laptop, "handover", "add", "--title", "自己写", "--note", "没有未完")
    assert laptop.json("handover", "show", own)["fields"]["note"] == "没有未完"


def test_a_campaign_tells_its_days_and_how_it_stands(laptop: Laptop) -> None:
    issue = laptop.record()
    number = laptop.json("issue", "follow", issue, "campaign")["number"]
    laptop.ok("campaign", "progress", number, "", "摸排一遍")
    shown = laptop.json("campaign", "show", number)
    assert shown["lines"]["progress"] == [{"key": "2026-03-02", "value": "摸排一遍"}]
    assert shown["standing"] == {"listed": 1, "struck": 0, "came_back": 0}

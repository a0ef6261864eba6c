"""The bureau's side, told through the real program: shut out, quarantined, released, expunged."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.cli.laptop import Laptop

Two = tuple[Laptop, Laptop]


def number_of(laptop: Laptop) -> str:
    """Return the short number of a laptop."""
    number: str = laptop.json("status")["device"]
    return number


@pytest.mark.fault(29)
def test_a_stolen_laptop_is_shut_out_and_what_it_sent_before_stays(two_laptops: Two) -> None:
    bureau, lost = two_laptops
    before = lost.record()
    assert lost.json("sync")["state"] == "complete"
    said = bureau.json("admin", "revoke", number_of(lost), "--reason", "被盗")
    assert (said["number"], said["status"]) == (number_of(lost), "revoked")
    lost.record()
    refused = lost.call("sync", "--json")
    assert refused.code == 1
    assert json.loads(refused.out)["state"] == "refused"
    assert bureau.json("sync")["state"] == "complete"
    assert bureau.json("issue", "show", before)["number"] == before
    assert bureau.json("admin", "quarantine")["items"] == []
    row = next(
        one for one in bureau.json("admin", "devices")["items"] if one["number"] == number_of(lost)
    )
    assert (row["status"], row["reason"]) == ("revoked", "被盗")
    assert row["seen"]["district"] > 0
    assert row["forked"] is False
    again = bureau.json("admin", "revoke", number_of(lost))
    assert again["status"] == "revoked"
    assert bureau.call("verify").code == 0
    assert bureau.call("admin", "revoke", number_of(bureau)).code == 1
    assert bureau.call("admin", "revoke", "77").code == 1


@pytest.mark.fault(20)
def test_a_laptop_copied_right_after_set_up_is_named_with_the_numbers_that_both_gave(
    two_laptops: Two,
) -> None:
    bureau, one = two_laptops
    twin = replace(one, home=one.home.parent / "twin")
    shutil.copytree(one.home, twin.home)
    number = one.record()
    assert twin.record() == number
    for laptop in (one, twin, one, bureau):
        assert laptop.json("sync")["state"] == "complete"
    for laptop in (one, twin):
        assert laptop.json("status")["forked"] is True
        assert "tell the bureau" in laptop.ok("--lang", "en", "status").out
    assert bureau.json("status")["forked"] is False
    row, own = bureau.json("admin", "devices")["items"]
    assert (own["forked"], own["numbers_twice"]) == (False, [])
    assert (row["forked"], row["numbers_twice"]) == (True, [number])
    assert f"both gave {number}" in bureau.ok("--lang", "en", "admin", "devices").out
    refused = bureau.call("issue", "show", number)
    assert refused.code == 1
    ids = [one["id"] for one in bureau.json("issue", "list")["items"]]
    assert all(one in refused.err for one in ids)
    assert bureau.json("issue", "show", ids[0])["number"] == number
    assert bureau.call("verify").code == 0


@pytest.mark.fault(29)
def test_what_others_bring_of_a_shut_out_laptop_is_in_quarantine_until_it_is_released(
    two_laptops: Two, new_laptop: Callable[[str], Laptop]
) -> None:
    bureau, lost = two_laptops
    third, bundle = new_laptop("third"), bureau.home.parent / "third.bundle"
    given = ("--station", "binhu", "--officer", "赵某", "--badge", "0419", "-o", str(bundle))
    code = bureau.json("admin", "enrol", *given)["code"]
    third.environ = {"PATROL_BUNDLE_CODE": code, "PATROL_PIN": "271828"}
    third.clock = bureau.clock
    third.ok("init", "--bundle", str(bundle))
    lost.ok("sync")
    late, stick = lost.record(), bureau.home.parent / "stick.patrol"
    lost.ok("package", "write", str(stick))
    bureau.ok("admin", "revoke", number_of(lost))
    third.ok("package", "read", str(stick))
    third.ok("sync")
    bureau.ok("sync")
    kept = bureau.json("admin", "quarantine")["items"]
    assert [one["reason"] for one in kept] == ["revoked"]
    shown = bureau.ok("admin", "quarantine").out
    assert "停用" in shown
    (event,) = bureau.json("issue", "history", kept[0]["id"])["items"]
    assert event["warning"]
    done = bureau.json("admin", "release", kept[0]["entry"][:20], "--reason", "本人送回")
    assert done["entry"] == kept[0]["entry"]
    assert bureau.json("admin", "quarantine")["items"] == []
    assert bureau.json("issue", "show", late)["place"] == "小吃街口"
    third.ok("sync")
    assert third.json("admin", "quarantine")["items"] == []
    assert bureau.call("admin", "release", kept[0]["entry"]).code == 1
    assert "没有被隔离" in bureau.ok("admin", "quarantine").err


@pytest.mark.fault(39)
def test_an_expunged_entry_is_gone_on_both_laptops_and_both_verify(two_laptops: Two) -> None:
    bureau, other = two_laptops
    issue = other.record()
    other.ok("issue", "set", issue, "place=张三家")
    other.ok("sync")
    bureau.ok("sync")
    events = bureau.json("issue", "history", issue)["items"]
    entry = next(one["entry"] for one in events if one["fact"] == "issue.changed")
    assert bureau.call("admin", "expunge", entry, "--reason", " ").code == 1
    said = bureau.json("admin", "expunge", entry, "--reason", "当事人要求")
    assert said["entries"] == [entry]
    assert bureau.json("admin", "expunge", entry, "--reason", "再来一次")["entries"] == [entry]
    other.ok("sync")
    for laptop in (bureau, other):
        shown = laptop.json("issue", "show", issue)
        assert shown["fields"]["place"] == {"expunged": True}
        assert "已清除" in laptop.ok("issue", "show", issue).out
        listed = laptop.json("issue", "list", "--query", "张三")["items"]
        assert listed == []
        assert laptop.json("verify")["ok"]
        assert "张三" not in laptop.ok("issue", "history", issue).out
    assert bureau.json("verify")["digest"] == other.json("verify")["digest"]
    assert other.call("admin", "expunge", entry, "--reason", "x").code == 1


def test_a_laptop_whose_login_is_lost_gets_another_unless_it_was_shut_out(
    two_laptops: Two,
) -> None:
    bureau, other = two_laptops
    said = bureau.json("admin", "readmit", number_of(other))
    assert said["url"] == f"sqlite:///{bureau.home.parent / 'shared.db'}"
    assert "shared_url" in bureau.ok("admin", "readmit", number_of(other)).err
    assert other.call("admin", "readmit", number_of(bureau)).code == 1
    bureau.ok("admin", "revoke", number_of(other))
    assert bureau.call("admin", "readmit", number_of(other)).code == 1


def test_an_entry_of_another_station_is_expunged_once_that_is_followed(
    two_laptops: Two, new_laptop: Callable[[str], Laptop]
) -> None:
    bureau, _ = two_laptops
    south, bundle = new_laptop("south"), bureau.home.parent / "south.bundle"
    given = ("--station", "nanhu", "--officer", "钱某", "--badge", "0421", "-o", str(bundle))
    south.environ = {"PATROL_BUNDLE_CODE": bureau.json("admin", "enrol", *given)["code"]}
    south.environ["PATROL_PIN"], south.clock = "271828", bureau.clock
    south.ok("init", "--bundle", str(bundle))
    issue = south.record()
    south.ok("sync")
    (event,) = south.json("issue", "history", issue)["items"]
    asked = ("admin", "expunge", event["entry"], "--reason", "当事人要求")
    said = bureau.call(*asked)
    assert (said.code, "admin follow" in said.err) == (1, True)
    assert bureau.json("admin", "follow", "南湖")["followed"] == ["binhu", "nanhu"]
    assert bureau.json(*asked)["entries"] == [event["entry"]]
    assert bureau.call("admin", "release", event["entry"]).code == 1
    assert south.call("admin", "follow", "binhu").code == 1
    south.ok("sync")
    assert south.json("issue", "show", issue)["fields"]["place"] == {"expunged": True}


def test_contact_data_are_sealed_and_opening_them_is_recorded(two_laptops: Two) -> None:
    bureau, other = two_laptops
    issue = other.record()
    other.ok("issue", "set", issue, "party=张三 13800000000")
    other.ok("sync")
    bureau.ok("sync")
    for laptop in (bureau, other):
        assert laptop.json("issue", "show", issue)["fields"]["party"] == {"sealed": True}
        assert "已封存" in laptop.ok("issue", "show", issue).out
        exported = laptop.home.parent / f"{laptop.home.name}.json"
        laptop.ok("export", "issues", "--format", "json", "-o", str(exported))
        assert "张三" not in exported.read_text(encoding="utf-8")
    opened = other.json("issue", "open", issue, "party", "--reason", "回访")
    assert opened["value"] == "张三 13800000000"
    events = other.json("issue", "history", issue)["items"]
    assert (events[0]["fact"], events[0]["reason"]) == ("issue.opened", "回访")
    assert "张三" not in json.dumps(events, ensure_ascii=False)
    assert other.ok("issue", "open", issue, "party", "--reason", "回访").out.startswith("张三")
    assert other.call("issue", "open", issue, "note", "--reason", "回访").code == 1

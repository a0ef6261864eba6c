"""Two laptops, one shared database."""

import io
import json
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from patrol_tui import bootstrap
from patrol_tui.cli.arguments import Given
from patrol_tui.cli.call import Call
from patrol_tui.cli.output import Output
from patrol_tui.cli.program import run_verb
from tests.cli.laptop import Laptop, Said

Two = tuple[Laptop, Laptop]


def entries(said: Said) -> set[str]:
    return {value["entry"] for field in said.body["fields"] for value in field["values"]}


def disputed(laptops: Two) -> str:
    """Let two people correct one field without seeing each other; return the number."""
    one, other = laptops
    number = one.record()
    one.ok("sync")
    other.ok("sync")
    one.ok("issue", "set", number, "place=东侧")
    other.ok("issue", "set", number, "place=西侧")
    one.ok("sync")
    other.ok("sync")
    one.ok("sync")
    return number


def test_a_sync_brings_both_to_the_same(two_laptops: Two) -> None:
    one, other = two_laptops
    number = one.record()
    sent = one.json("sync")
    assert set(sent) == {
        "state",
        "pushed",
        "receipts",
        "pulled",
        "pending",
        "photos_sent",
        "photos_pending",
        "conflicts",
        "quarantined",
        "round_trips",
        "bytes_sent",
        "bytes_received",
        "seconds",
        "reason",
    }
    assert (sent["state"], sent["pushed"], sent["pending"]) == ("complete", 1, 0)
    assert other.json("sync")["pulled"] >= 1
    assert other.json("issue", "show", number)["in_shared"] is True
    one.ok("sync")
    digests = {laptop.json("verify", "--shared")["digest"] for laptop in two_laptops}
    assert len(digests) == 1


def test_a_conflict_shows_on_both_and_is_settled_once(two_laptops: Two) -> None:
    number = disputed(two_laptops)
    one, other = two_laptops
    (listed,) = other.json("conflict", "list")["items"]
    assert (listed["number"], listed["fields"]) == (number, ["place"])
    assert f"{number}  地点" in other.ok("conflict", "list").out
    shown = other.ok("conflict", "show", number, "--json").body
    assert set(shown) == {"id", "fields"}
    (field,) = shown["fields"]
    assert {value["value"] for value in field["values"]} == {"东侧", "西侧"}
    assert {value["author"] for value in field["values"]} == {"王某", "李某"}
    assert set(field["values"][0]) == {"value", "author", "wall_time", "entry"}
    assert "冲突" in other.ok("issue", "list").out
    assert "冲突：地点（place）" in other.ok("issue", "show", number).out
    assert "冲突" in other.ok("issue", "history", number).out
    told = other.ok("conflict", "show", number).out
    assert "西侧" in told
    seen = [line for line in told.splitlines() if "看到" in line or " - " in line]
    assert len(seen) == 3  # each had seen the record and its own change, not the other's
    west = next(one["entry"] for one in field["values"] if one["value"] == "西侧")
    settled = other.ok("conflict", "settle", number, "place", "--take", west[:12])
    assert settled.err == f"{number} 的冲突已裁定。\n"
    other.ok("sync")
    one.ok("sync")
    assert one.json("issue", "show", number)["place"] == "西侧"
    assert one.json("status")["conflicts"] == 0
    assert one.ok("conflict", "list").err == "没有冲突。\n"


def test_a_conflict_may_be_settled_by_a_third_value(two_laptops: Two) -> None:
    number = disputed(two_laptops)
    one, _other = two_laptops
    one.ok("conflict", "settle", number, "place", "--value", "正中", "--reason", "现场看过")
    assert one.json("issue", "show", number)["place"] == "正中"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["place"], 2),
        (["place", "--value", "a", "--take", "b"], 2),
        (["place", "--take", "zz"], 1),
        (["place", "--take", ""], 1),
        (["note", "--value", "a"], 1),
        (["note", "--take", "a"], 1),
    ],
)
def test_a_conflict_is_not_settled_by_what_does_not_fit(
    two_laptops: Two, words: list[str], code: int
) -> None:
    number = disputed(two_laptops)
    assert two_laptops[0].call("conflict", "settle", number, *words).code == code
    assert len(two_laptops[0].json("conflict", "list")["items"]) == 1


def test_conflicts_are_listed_a_page_at_a_time(two_laptops: Two) -> None:
    numbers = {disputed(two_laptops) for _ in range(2)}
    one = two_laptops[0]
    first = one.json("conflict", "list", "--limit", "1")
    second = one.json("conflict", "list", "--limit", "1", "--after", first["next"])
    rest = one.json("conflict", "list", "--after", second["next"])
    assert {row["number"] for row in first["items"] + second["items"]} == numbers
    assert rest == {"items": [], "next": None}
    assert one.call("conflict", "list", "--after", "moon:1").code == 2


def test_what_is_in_no_conflict_has_none_to_show(laptop: Laptop) -> None:
    assert laptop.call("conflict", "show", laptop.record()).code == 1


def test_the_receipt_is_five_until_all_is_confirmed(two_laptops: Two) -> None:
    one, _other = two_laptops
    number = one.record()
    said = one.call("receipt", "--json")
    assert said.code == 5
    assert said.body["complete"] is False
    assert said.body["counts"]["issue"] == {"here": 1, "shared": 0}
    assert said.body["photos"] == {"here": 0, "shared": 0}
    assert [missing["id"] for missing in said.body["missing"]] == [number]
    people = one.call("receipt")
    assert number in people.out
    assert "还没有全部入库" in people.err
    one.ok("sync")
    assert one.json("receipt")["complete"] is True
    assert "可以合盖" in one.ok("receipt").err
    assert one.json("status")["last_receipt"].startswith("2026-03-02T09:30:")


def test_a_receipt_without_a_shared_database_counts_the_catalogue(laptop: Laptop) -> None:
    laptop.record()
    out = laptop.call("receipt").out
    assert "目录条目" in out
    assert "BH-260302-01-01" in out
    assert "garbage_room" not in out


def test_a_link_that_is_gone_is_three_and_loses_nothing(two_laptops: Two) -> None:
    one, other = two_laptops
    shared = one.home.parent / "shared.db"
    other.record()
    shared.rename(shared.with_suffix(".away"))
    said = other.call("sync", "--json")
    assert said.code == 3
    assert (said.body["state"], said.body["pending"]) == ("unreachable", 1)
    told = other.call("sync").err
    assert "找不到区库" in told
    assert told.count("没有丢失任何东西") == 1
    shared.with_suffix(".away").rename(shared)
    assert other.json("sync")["state"] == "complete"


def test_without_a_shared_database_a_sync_is_refused(laptop: Laptop) -> None:
    said = laptop.call("sync", "--json")
    assert said.code == 1
    assert said.body["state"] == "refused"


def test_watching_goes_on_until_it_is_interrupted(two_laptops: Two) -> None:
    one, _other = two_laptops
    one.record()
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            raise KeyboardInterrupt

    for as_json in (False, True):
        waits.clear()
        out = io.StringIO()
        given = Given(("sync", "--watch"), home=one.home)
        output = Output(out, io.StringIO(), json_wanted=as_json)
        with pytest.raises(KeyboardInterrupt):
            run_verb(Call(given, output, {}, one.clock, wait))
        lines = out.getvalue().splitlines()
        assert len(lines) == 2
        assert all(30 <= seconds <= 90 for seconds in waits)
        assert (json.loads(lines[0])["state"] == "complete") if as_json else "入库" in lines[0]


@pytest.mark.fault(5)
def test_a_server_that_takes_the_call_and_says_nothing_does_not_hold_the_watch_up(
    laptop: Laptop,
) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            raise KeyboardInterrupt

    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        home = bootstrap.open_home(laptop.home, {})
        url = f"postgresql://somebody@127.0.0.1:{port}/patrol?connect_timeout=2"
        bootstrap.keep_settings(home, replace(home.settings, shared_url=url))
        out = io.StringIO()
        given = Given(("sync", "--watch"), home=laptop.home)
        output = Output(out, io.StringIO(), json_wanted=True)
        with pytest.raises(KeyboardInterrupt):
            run_verb(Call(given, output, {}, laptop.clock, wait))
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [one["state"] for one in told] == ["unreachable", "unreachable"]
    assert all("没有按时应答" in one["reason"] for one in told)
    assert 7 <= waits[0] <= 23
    assert 15 <= waits[1] <= 45  # more patient with each failure


def test_photos_wait_when_that_is_asked_for(two_laptops: Two, tmp_path: Path) -> None:
    one, _other = two_laptops
    photo = tmp_path / "lane.png"
    Image.new("RGB", (40, 30), "red").save(photo)
    one.record("--photo", str(photo))
    said = one.call("sync", "--photos-later", "--json")
    assert (said.code, said.body["pending"], said.body["photos_pending"]) == (5, 0, 1)
    assert one.json("sync")["photos_sent"] == 1


def test_a_foreign_shared_database_is_refused(two_laptops: Two, laptop: Laptop) -> None:
    url = f"sqlite:///{two_laptops[0].home.parent / 'shared.db'}"
    stranger = Laptop(laptop.home.parent / "stranger", laptop.streams, laptop.clock)
    stranger.environ["PATROL_PIN"] = "246810"
    words = ("--station", "binhu", "--officer", "陌生人", "--badge", "9")
    assert stranger.call("init", *words, "--shared", url).code == 1
    assert stranger.call("admin", "init-shared", url).code == 1
    assert not (stranger.home / "data" / "ledger.db").exists()


def test_altered_bytes_in_the_shared_database_are_found(two_laptops: Two) -> None:
    import sqlite3

    one, other = two_laptops
    one.record()
    one.ok("sync")
    other.ok("sync")
    with sqlite3.connect(one.home.parent / "shared.db") as shared:
        (entry,) = shared.execute(
            "SELECT hash FROM entry WHERE kind = 257 AND payload IS NOT NULL"
        ).fetchone()
        shared.execute(
            "UPDATE entry SET payload = CAST(payload || x'00' AS BLOB) WHERE hash = ?", (entry,)
        )
    shared.close()
    said = other.call("verify", "--shared", "--json")
    assert said.code == 4
    assert said.body["ok"] is False
    assert entry.hex() in [problem["entry"] for problem in said.body["problems"]]
    assert entry.hex() in other.call("verify", "--shared").out
    assert other.ok("verify").err == "核验全部通过。\n"


def test_the_views_are_made_anew(laptop: Laptop) -> None:
    number = laptop.record()
    assert laptop.json("rebuild")["things"] > 100
    assert laptop.json("issue", "list")["items"][0]["number"] == number


def test_the_devices_of_the_district_are_listed(two_laptops: Two) -> None:
    two_laptops[1].ok("sync")
    two_laptops[0].ok("sync")
    rows = two_laptops[0].json("admin", "devices")["items"]
    assert {(row["number"], row["officer"], row["own"]) for row in rows} == {
        ("01", "王某", True),
        ("02", "李某", False),
    }
    assert all(row["arrived_at"] for row in rows)
    assert "李某" in two_laptops[0].ok("admin", "devices").out


def test_the_bundle_is_for_its_owner_alone(two_laptops: Two) -> None:
    bundle = two_laptops[0].home.parent / "bundle"
    words = ("--station", "binhu", "--officer", "张某", "-o", str(bundle))
    assert set(two_laptops[0].json("admin", "enrol", *words)) == {"device", "code", "path"}
    assert bundle.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--station", "moon", "--officer", "a", "-o", "b"],
        ["--station", "binhu", "--officer", " ", "-o", "b"],
        ["--station", "binhu", "--officer", "a", "--role", "king", "-o", "b"],
        ["--station", "binhu", "--officer", "a", "-o", "/dev/null/b"],
    ],
)
def test_a_laptop_that_does_not_fit_is_not_enrolled(two_laptops: Two, words: list[str]) -> None:
    said = two_laptops[0].call("admin", "enrol", *words)
    assert (said.code, said.out) == (1, "")


def test_only_the_bureau_enrols(two_laptops: Two) -> None:
    words = ("--station", "binhu", "--officer", "a", "-o", "b")
    assert two_laptops[1].call("admin", "enrol", *words).code == 1


def test_a_home_with_an_officer_takes_no_other_by_init_shared(laptop: Laptop) -> None:
    assert laptop.call("admin", "init-shared", "sqlite:///x.db", "--badge", "1").code == 2


def test_the_list_has_a_column_of_signs_only_where_there_are_some(two_laptops: Two) -> None:
    one, _other = two_laptops
    one.record()
    assert "未入库" in one.ok("issue", "list").out
    one.ok("sync")
    assert one.ok("issue", "list").out.startswith("编号")


def test_nobody_is_let_in_by_a_bundle_that_cannot_be_written(
    two_laptops: Two, tmp_path: Path
) -> None:
    words = ("--station", "binhu", "--officer", "赵某", "-o")
    before = two_laptops[0].json("admin", "devices")["items"]
    for path in ("", str(tmp_path), "/dev/null/bundle"):
        said = two_laptops[0].call("admin", "enrol", *words, path)
        assert (said.code, said.out) == (1, "")
    assert two_laptops[0].json("admin", "devices")["items"] == before

import pytest

from tests.cli.laptop import Laptop

OTHERS = [word for number in range(3, 12) for word in ("--skip", f"{number}=时间不够")]


def start(laptop: Laptop) -> str:
    number: str = laptop.json("patrol", "start", "--route", "南线", "--partner", "0418")["number"]
    return number


def test_a_patrol_is_walked_from_start_to_end(laptop: Laptop) -> None:
    number = start(laptop)
    assert laptop.json("patrol", "arrive", "1")["checkpoint"] == "south_station"
    checked = laptop.json("patrol", "check", "1", "desk_handbook", "正常")
    assert (checked["item"], checked["result"]) == ("desk_handbook", "ok")
    laptop.ok("patrol", "check", "1", "2", "unchecked", "--reason", "人不在")
    laptop.ok("patrol", "leave", "工作站")
    laptop.ok("patrol", "arrive", "xqnm")
    assert laptop.json("patrol", "pause")["status"] == "paused"
    assert laptop.json("patrol", "resume")["status"] == "walking"
    shown = laptop.json("patrol", "show")
    assert shown["number"] == number
    assert (shown["route"], shown["partners"], shown["done"]) == ("binhu_south", ["0418"], 2)
    first = shown["checkpoints"][0]
    assert first["arrived"] == "2026-03-02T09:30:02+08:00"
    assert [item["result"] for item in first["items"]] == ["ok", "unchecked", None]
    assert shown["checkpoints"][1]["here"] is True
    finished = laptop.json("patrol", "finish", *OTHERS)
    assert finished["status"] == "finished"
    assert laptop.json("patrol", "show", number)["checkpoints"][2]["skipped"] == "时间不够"
    (listed,) = laptop.json("patrol", "list")["items"]
    assert (listed["number"], listed["status"]) == (number, "finished")


def test_people_read_the_same_as_a_table(laptop: Laptop) -> None:
    said = laptop.ok("patrol", "start", "--route", "binhu_south", "--weather", "晴")
    assert len(said.out.strip()) == 36
    assert "已开始，路线：南线。" in said.err
    assert laptop.ok("patrol", "arrive", "2").err == "已到达小区南门。\n"
    told = laptop.ok("patrol", "check", "2", "1", "problem").err
    assert told == "小区南门，大门口无车辆堵塞：问题。\n"
    laptop.ok("patrol", "leave", "2")
    lines = laptop.ok("patrol", "show").out.splitlines()
    assert lines[0].endswith("南线  在巡")
    assert "天气    晴" in lines
    laptop.ok("patrol", "arrive", "3")
    laptop.clock.advance(4 * 3_600_000_000)
    out = laptop.ok("patrol", "show").out
    assert "在此" in out
    assert "迟到" in out
    laptop.ok("patrol", "finish", "--skip", "1=x", *OTHERS[2:])
    out = laptop.ok("patrol", "show", "BH-p").out
    assert "跳过：x" in out
    assert "南线" in laptop.ok("patrol", "list").out


def test_an_early_end_needs_a_reason_for_each_checkpoint(laptop: Laptop) -> None:
    start(laptop)
    said = laptop.call("patrol", "finish", "--skip", "1=x")
    assert said.code == 1
    assert "south_gate（小区南门）" in said.err
    assert "--skip" in said.err
    assert laptop.call("patrol", "finish", "--skip", "1").code == 2
    assert laptop.call("patrol", "finish", "--skip", "99=x").code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["arrive", "1"], 1),
        (["finish"], 1),
        (["show"], 1),
        (["show", "BH-p-none"], 1),
        (["start", "--route", "月球"], 1),
        (["start", "--route", "nanhu_ring"], 1),
        (["list", "--limit", "0"], 2),
    ],
)
def test_what_does_not_fit_is_refused(laptop: Laptop, words: list[str], code: int) -> None:
    said = laptop.call("patrol", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err


def test_answers_that_do_not_exist_are_refused(laptop: Laptop) -> None:
    start(laptop)
    laptop.ok("patrol", "arrive", "1")
    assert laptop.call("patrol", "check", "1", "1", "maybe").code == 2
    assert laptop.call("patrol", "check", "1", "ghost", "ok").code == 1
    assert laptop.call("patrol", "check", "1", "1", "unchecked").code == 1
    assert laptop.call("patrol", "arrive", "99").code == 1
    assert laptop.call("patrol", "start", "--route", "南线").code == 1


def test_no_patrol_yet_is_said(laptop: Laptop) -> None:
    said = laptop.ok("patrol", "list")
    assert said.out == ""
    assert "还没有巡查" in said.err


def test_a_sign_of_life_and_an_sos_are_entries(laptop: Laptop) -> None:
    laptop.ok("patrol", "start", "--route", "binhu_north")
    assert laptop.json("patrol", "safe", "--note", "在东门")["status"] == "walking"
    number = laptop.json("patrol", "sos", "SOS 东门 受伤")["number"]
    assert laptop.call("patrol", "sos", " ").code == 1
    assert number

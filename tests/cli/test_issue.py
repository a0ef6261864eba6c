from pathlib import Path

import pytest
from PIL import Image

from tests.cli.laptop import Laptop

ESCAPES = "[/red] \x1b[31m红\x1b]0;x\x07"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "现场.jpg"
    Image.new("RGB", (64, 48), "orange").save(path)
    return path


def test_an_issue_is_recorded_with_all_that_belongs_to_it(laptop: Laptop, photo: Path) -> None:
    laptop.ok("patrol", "start", "--route", "南线")
    made = laptop.json(
        "issue",
        "record",
        "--kind",
        "xftdzy",
        "--place",
        "5号楼北侧",
        "--note",
        "白色轿车",
        "--photo",
        str(photo),
        "--checkpoint",
        "2",
        "--item",
        "1",
        "--lat",
        "36.9712",
        "--lon",
        "117.2101",
        "--measure",
        "劝导",
        "--measure",
        "yj",
        "--to",
        "消防",
        "--deadline",
        "+2h",
        "--set",
        "width_m=2.10",
        "--set",
        "plate=鲁a12345",
    )
    assert set(made) == {"id", "number"}
    assert made["number"] == "BH-260302-01-01"
    shown = laptop.json("issue", "show", made["id"])
    assert shown["kind"] == "fire_lane"
    assert (shown["lat"], shown["lon"]) == (36.9712, 117.2101)
    assert shown["measures"] == ["handed_over", "persuaded"]
    assert shown["deadline"] == "2026-03-02T11:30:02+08:00"
    assert shown["fields"]["width_m"] == "2.1"
    assert shown["fields"]["plate"] == "鲁A12345"
    assert shown["fields"]["deadline"] == shown["deadline"]
    assert shown["fields"]["patrol"] == laptop.json("patrol", "show")["number"]
    assert [one["type"] for one in shown["photos"]] == ["image/jpeg"]
    (item, *_others) = laptop.json("patrol", "show")["checkpoints"][1]["items"]
    assert (item["result"], item["issue"]) == ("problem", made["id"])


def test_people_read_an_issue_as_a_page(laptop: Laptop, photo: Path) -> None:
    number = laptop.record("--photo", str(photo), "--lat", "36.9", "--lon", "117.2")
    laptop.ok("issue", "note", number, "第二天又来")
    out = laptop.ok("issue", "show", number).out
    assert out.splitlines()[0] == f"{number}  占道经营  上报"
    assert "位置  36.9000000, 117.2000000" in out
    assert "照片  1" in out
    assert "第二天又来" in out
    assert "尚未全部入库" in out


def test_recording_prints_the_id_as_data_and_the_rest_as_message(laptop: Laptop) -> None:
    words = ("--kind", "SV", "--place", "小吃街口", "--note", "占道")
    said = laptop.ok("issue", "record", *words)
    assert len(said.out.strip()) == 36
    assert said.err == "已记录 BH-260302-01-01：占道经营，小吃街口。\n"


def test_the_list_is_found_by_chinese_pinyin_and_initials(laptop: Laptop) -> None:
    number = laptop.record()
    laptop.record(kind="garbage_room")
    for typed in ("小吃街", "xiaochijie", "xcjk", number):
        found = laptop.json("issue", "list", "--query", typed)["items"]
        assert number in [row["number"] for row in found]
    assert len(laptop.json("issue", "list", "--kind", "占道经营")["items"]) == 1
    assert laptop.json("issue", "list", "--query", "没有的")["items"] == []


def test_the_list_says_what_scripts_need(laptop: Laptop) -> None:
    number = laptop.record()
    (row,) = laptop.json("issue", "list", "--status", "上报", "--station", "BH")["items"]
    assert (row["number"], row["kind"], row["status"]) == (number, "street_vending", "reported")
    assert (row["place"], row["station"]) == ("小吃街口", "binhu")
    assert row["recorded_at"] == "2026-03-02T09:30:01+08:00"
    assert (row["conflict"], row["in_shared"], row["open"]) == (False, False, True)
    assert laptop.json("issue", "list", "--station", "nanhu")["items"] == []


def test_a_list_goes_on_where_it_stopped(laptop: Laptop) -> None:
    numbers = [laptop.record() for _ in range(5)]
    first = laptop.json("issue", "list", "--limit", "2")
    second = laptop.json("issue", "list", "--limit", "2", "--after", first["next"])
    third = laptop.json("issue", "list", "--limit", "2", "--after", second["next"])
    found = [row["number"] for page in (first, second, third) for row in page["items"]]
    assert found == numbers[::-1]
    assert third["next"] is None
    said = laptop.ok("issue", "list", "--limit", "2")
    assert f"--after {first['next']}" in said.err
    assert len(said.out.splitlines()) == 3


def test_what_is_due_today_comes_most_urgent_first(laptop: Laptop) -> None:
    late = laptop.record("--deadline", "2026-03-02T18:00")
    laptop.record("--deadline", "+5d")
    soon = laptop.record("--deadline", "10:00")
    found = [row["number"] for row in laptop.json("issue", "list", "--due")["items"]]
    assert soon in found
    assert late in found
    assert found.index(soon) < found.index(late)
    assert len(found) == 2


def test_an_empty_list_says_so(laptop: Laptop) -> None:
    said = laptop.ok("issue", "list")
    assert (said.out, said.err) == ("", "没有符合的问题。\n")


def test_fields_are_corrected_by_further_entries(laptop: Laptop) -> None:
    number = laptop.record()
    words = ("place=夜市", "deadline=+3h", "lat=36.95", "lon=117.1", "kind=FL")
    laptop.ok("issue", "set", number, *words, "--reason", "看错了")
    shown = laptop.json("issue", "show", number)
    assert (shown["place"], shown["lat"], shown["kind"]) == ("夜市", 36.95, "fire_lane")
    assert shown["deadline"] == "2026-03-02T12:30:02+08:00"
    laptop.ok("issue", "set", number, "width_m=1.5")
    newest, corrected, first = laptop.json("issue", "history", number)["items"]
    assert (newest["fact"], first["fact"]) == ("issue.changed", "issue.created")
    assert (corrected["reason"], corrected["author"], corrected["device"]) == ("看错了", "王某", 1)
    assert corrected["in_shared"] is False
    assert "看错了" in laptop.ok("issue", "history", number).out


def test_an_issue_goes_its_way(laptop: Laptop, photo: Path) -> None:
    number = laptop.record()
    assert laptop.json("issue", "move", number, "核实")["status"] == "verified"
    laptop.ok("issue", "move", number, "filed")
    assert laptop.ok("issue", "photo", number, str(photo)).err == f"{number} 新增 1 张照片。\n"
    laptop.ok("issue", "recheck", number, "已撤走")
    assert laptop.ok("issue", "share", number, "南湖站").err == f"{number} 已共享给南湖站。\n"
    laptop.ok("issue", "undo", number)
    history = laptop.json("issue", "history", number)["items"]
    assert history[1]["undone"] is True
    assert "已撤销" in laptop.ok("issue", "history", number).out
    laptop.ok("issue", "retract", number, "--reason", "重复")
    shown = laptop.json("issue", "show", number)
    assert (shown["retracted"], shown["status"]) == (True, "filed")
    assert "已撤回" in laptop.ok("issue", "show", number).out
    assert laptop.call("issue", "note", number, "还在").code in {0, 1}


def test_a_step_off_the_way_is_taken_without_a_reason_which_is_then_missed(laptop: Laptop) -> None:
    number = laptop.record()
    for to, reason, is_missed in (
        ("declined", "", True),
        ("reported", "", False),
        ("voided", "重复", False),
    ):
        done = laptop.ok("issue", "move", number, to, "--reason", reason)
        assert ("没写理由" in done.err, done.out) == (is_missed, "")


def test_every_kind_says_what_its_form_asks(laptop: Laptop) -> None:
    kinds = {one["id"]: one for one in laptop.json("issue", "kinds")["items"]}
    assert {"fire_lane", "street_vending", "garbage_room"} <= set(kinds)
    asked = {field["id"]: field for field in kinds["fire_lane"]["fields"]}
    assert asked["width_m"]["required"] is True
    assert "消防通道占用" in laptop.ok("issue", "kinds").out


def test_english_is_spoken_on_request(laptop: Laptop) -> None:
    number = laptop.record()
    out = laptop.ok("--lang", "en", "issue", "show", number).out
    assert "Street vending" in out
    assert "not all in the shared ledger" in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--kind", "ufo", "--place", "a", "--note", "b"], 1),
        (["--kind", "FL", "--place", " ", "--note", "b"], 1),
        (["--kind", "FL", "--place", "a", "--note", ""], 1),
        (["--kind", "FL", "--place", "a", "--note", "b", "--set", "width_m"], 2),
        (["--kind", "FL", "--place", "a", "--note", "b", "--set", "width_m=wide"], 1),
        (["--kind", "FL", "--place", "a", "--note", "b", "--set", "ghost=1"], 1),
        (["--kind", "FL", "--place", "a", "--note", "b", "--lat", "north"], 2),
        (["--kind", "FL", "--place", "a", "--note", "b", "--lat", "36"], 1),
        (["--kind", "FL", "--place", "a", "--note", "b", "--lat", "99", "--lon", "1"], 1),
        (["--kind", "FL", "--place", "a", "--note", "b", "--deadline", "soon"], 2),
        (["--kind", "FL", "--place", "a", "--note", "b", "--deadline", "2020-01-01T00:00"], 1),
        (["--kind", "FL", "--place", "a", "--note", "b", "--measure", "fined"], 1),
        (["--kind", "FL", "--place", "a", "--note", "b", "--checkpoint", "2"], 1),
        (["--kind", "FL", "--place", "a", "--note", "b", "--item", "2"], 2),
        (["--kind", "FL", "--place", "a", "--note", "b", "--photo", "/nowhere/x.jpg"], 1),
    ],
)
def test_a_form_that_does_not_fit_leaves_nothing(
    laptop: Laptop, words: list[str], code: int
) -> None:
    said = laptop.call("issue", "record", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err
    assert laptop.json("issue", "list")["items"] == []


def test_what_of_a_photo_does_not_fit_is_a_hint(laptop: Laptop, tmp_path: Path) -> None:
    path, receiver = tmp_path / "现场.jpg", {7: (1.0, 20.0, 0.0), 29: "2026:03:02"}
    place = {1: "N", 2: (30.0, 36.0, 45.72), 3: "E", 4: (114.0, 18.0, 18.36)}
    words = ("--place", "a", "--note", "b", "--lat", "36.97", "--lon", "117.2")
    for taken, gps, doubts in (
        ("2026:03:02 09:20:00", {}, []),
        ("2026:02:27 08:00:00", {}, ["已经拍了 3 天"]),
        ("2026:03:02 07:15:00", {}, ["已经拍了 2:15"]),
        ("2026:03:02 11:00:00", {}, ["比本机的钟快 1:29"]),
        ("2026:03:02 09:40:00", {**place, **receiver}, ["相机的钟快 0:20", "拍摄处离这里"]),
        ("2026:03:02 09:05:00", receiver, ["相机的钟慢 0:15"]),
    ):
        exif = Image.Exif()
        exif.get_ifd(0x8769).update({0x9003: taken})
        exif.get_ifd(0x8825).update(gps)
        Image.new("RGB", (64, 48), "red").save(path, exif=exif)
        said = laptop.ok("issue", "record", "--kind", "FL", *words, "--photo", str(path))
        hints = [line for line in said.err.splitlines() if line.startswith("现场.jpg: ")]
        assert [doubt in hint for doubt, hint in zip(doubts, hints, strict=True)] == [True] * len(
            doubts
        )


def test_a_photo_that_is_none_is_refused_and_nothing_kept(laptop: Laptop, tmp_path: Path) -> None:
    false = tmp_path / "false.jpg"
    false.write_bytes(b"no photo at all")
    words = ("--kind", "FL", "--place", "a", "--note", "b", "--photo", str(false))
    assert laptop.call("issue", "record", *words).code == 1
    assert laptop.json("issue", "list")["items"] == []
    assert laptop.json("status")["unsent_photos"] == 0


def test_markup_and_escape_codes_are_shown_inert_and_kept_whole(laptop: Laptop) -> None:
    words = ("--kind", "SV", "--place", ESCAPES, "--note", ESCAPES)
    number = laptop.json("issue", "record", *words)["number"]
    for verb in (("list",), ("show", number), ("history", number)):
        said = laptop.ok("issue", *verb)
        assert "\x1b" not in said.out + said.err
        assert "[/red]" in said.out
    said = laptop.ok("issue", "show", number, "--json")
    assert "\x1b" not in said.out
    assert said.body["note"] == ESCAPES


def test_ten_thousand_characters_fit_into_a_note(laptop: Laptop) -> None:
    number = laptop.record()
    text = "城" * 10_000
    laptop.ok("issue", "note", number, text)
    assert laptop.json("issue", "show", number)["notes"][0]["text"] == text


def test_a_number_may_be_shortened_while_it_is_unique(laptop: Laptop) -> None:
    first, second = laptop.record(), laptop.record()
    assert laptop.json("issue", "show", second)["number"] == second
    assert laptop.call("issue", "show", first[:-1]).code == 1
    identity = laptop.json("issue", "show", first)["id"]
    assert laptop.json("issue", "show", identity)["number"] == first
    assert laptop.call("issue", "show", "XX-1").code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["set", "{number}", "ghost=1"], 1),
        (["set", "{number}", "place"], 2),
        (["set", "{number}", "place=小吃街口"], 1),
        (["set", "{number}", "kind=ufo"], 1),
        (["move", "{number}", "archived"], 1),
        (["move", "{number}", "gone"], 1),
        (["note", "{number}", " "], 1),
        (["share", "{number}", "binhu"], 1),
        (["share", "{number}", "moon"], 1),
        (["retract", "{number}", "--reason", ""], 1),
        (["photo", "{number}", "/nowhere/x.jpg"], 1),
        (["list", "--limit", "0"], 2),
        (["list", "--status", "gone"], 1),
        (["list", "--kind", "ufo"], 1),
    ],
)
def test_changes_that_do_not_fit_are_refused(laptop: Laptop, words: list[str], code: int) -> None:
    number = laptop.record()
    said = laptop.call("issue", *(word.format(number=number) for word in words))
    assert (said.code, said.out) == (code, "")
    assert len(laptop.json("issue", "history", number)["items"]) == 1


def test_lists_say_what_is_due_today_overdue_and_on_hold(laptop: Laptop) -> None:
    given = ("--kind", "street_vending", "--place", "东街", "--note", "摊")
    issue = laptop.json("issue", "record", *given)["id"]
    before = laptop.json("issue", "show", issue)
    assert (before["overdue"], before["on_hold"], before["urged"]) == (False, False, 0)
    assert laptop.call("issue", "hold", issue).code == 1
    laptop.ok("issue", "hold", issue, "--reason", "等方案")
    laptop.ok("issue", "urge", issue, "居民又来电")
    assert "挂账 催办" in laptop.ok("issue", "list").out
    assert laptop.ok("issue", "show", issue).out.count("挂账") == 3
    (row,) = laptop.json("issue", "list")["items"]
    assert (row["due"], row["overdue"], row["due_today"]) == (None, False, False)
    assert (row["on_hold"], row["urged"], row["holidays_unknown"]) == (True, 1, None)
    laptop.ok("issue", "resume", issue)
    assert laptop.call("issue", "resume", issue).code == 1
    assert laptop.json("issue", "show", issue)["deadline"] >= before["deadline"]
    laptop.ok("issue", "extend", issue, "--reason", "雨天")
    far = "2029-03-02T10:00:00+08:00"
    laptop.ok("issue", "extend", issue, "--until", far, "--reason", "还在下雨")
    laptop.ok("issue", "set", issue, "recheck=")
    row = laptop.json("issue", "show", issue)
    assert (row["deadline"], row["due"], row["flags"]) == (far, far, ["extended"])
    assert row["holidays_unknown"] == 2027
    assert "2027 年的节假日还没公布" in laptop.ok("issue", "show", issue).out
    laptop.clock.advance(4 * 365 * 86_400_000_000)
    assert "超时" in laptop.ok("issue", "list", "--due").out
    assert laptop.json("issue", "list", "--due")["items"][0]["overdue"]


def test_what_is_open_near_by_is_named_and_what_comes_back_proposed(laptop: Laptop) -> None:
    first = laptop.record()
    said = laptop.ok(
        "issue", "record", "--kind", "street_vending", "--place", "小吃街口", "--note", "又来"
    )
    assert first in said.err
    laptop.record()
    (near, *_others) = laptop.json("issue", "near", "--kind", "zdjy", "--place", "小吃街口")[
        "items"
    ]
    assert (near["kind"], near["distance_m"]) == ("street_vending", None)
    (found,) = laptop.json("campaign", "proposals")["items"]
    assert (found["place"], found["times"], found["days"]) == ("小吃街口", 3, 30)
    assert first in laptop.ok("campaign", "proposals").out
    laptop.ok("campaign", "add", "--title", "小吃街口占道", "--issues", " ".join(found["issues"]))
    assert laptop.json("campaign", "proposals")["items"] == []
    assert "没有" in laptop.ok("campaign", "proposals").err
    elsewhere = ("--kind", "zdjy", "--place", "公园", "--lat", "30", "--lon", "110")
    assert laptop.json("issue", "near", *elsewhere)["items"] == []


def test_an_issue_tells_which_departments_help(laptop: Laptop) -> None:
    number = laptop.record(kind="fire_lane")
    for status in ("verified", "filed"):
        laptop.ok("issue", "move", number, status)
    laptop.ok("issue", "move", number, "dispatched")
    assert laptop.json("issue", "show", number)["support"] == ["police"]
    assert "协办      公安" in laptop.ok("issue", "show", number).out

import re

from tests.cli.laptop import Laptop


def test_the_handbook_is_searched_by_initials_and_by_article(laptop: Laptop) -> None:
    first = laptop.json("handbook", "search", "zdjy")["items"][0]
    assert first == {
        "id": "street_vending",
        "shelf": "kind",
        "title": "占道经营",
        "standing": "in_force",
    }
    asked = [laptop.ok("handbook", "search", typed).out for typed in ("第三十一条", "art. 31")]
    assert asked[0] == asked[1]
    assert "street_vending" in asked[0]
    assert "手册里没有符合的" in laptop.ok("handbook", "search", "qqqqqq").err


def test_an_entry_tells_authority_law_and_what_to_say(laptop: Laptop) -> None:
    shown = laptop.json("handbook", "show", "fire_lane")
    assert shown["can_penalise"] is False
    assert shown["authority"][0] == "fire"
    assert {"citation", "standing", "verified", "version"} <= set(shown["law"][0])
    out = laptop.ok("handbook", "show", "street_vending").out
    assert "济南市城市市容管理条例 第31条" in out
    assert "[现行]" in out
    assert "法制审核岗待确认" in out


def test_an_entry_tells_the_order_first_the_remedy_and_which_text_was_read(laptop: Laptop) -> None:
    out = laptop.ok("handbook", "show", "balcony_facade").out
    assert re.search("先责令改正 +是\n", out)
    for topic in ("remedy_on_spot", "remedy_usual"):
        assert laptop.json("handbook", "show", topic)["text"] in out
    assert "文本 2015-09-24  来源 LawRefBook/Laws" in out
    assert "先责令改正" not in laptop.ok("handbook", "show", "fire_lane").out


def test_the_law_is_that_of_the_day_asked_for(laptop: Laptop) -> None:
    law = laptop.json("handbook", "show", "waste_sorting", "--on", "2026-08-14")["law"]
    assert {one["standing"] for one in law if one["law"] == "eco_code"} == {"not_yet"}
    assert {one["standing"] for one in law if one["law"] == "waste_law_old"} == {"to_check"}
    said = laptop.ok("handbook", "show", "dogs", "--on", "2021-08-01").out
    assert "手册里没有那天的法" in said
    assert (
        laptop.json("handbook", "show", "noise_law_old", "--on", "2026-11-23")["standing"]
        == "repealed"
    )
    assert laptop.call("handbook", "show", "waste_sorting", "--on", "soon").code == 2


def test_duties_topics_and_contacts_are_entries_too(laptop: Laptop) -> None:
    assert "street_vending" in laptop.json("handbook", "show", "urban_management")["kinds"]
    assert laptop.json("handbook", "show", "remedy_on_spot")["verified"] is True
    assert laptop.json("handbook", "show", "binhu_market")["station"] == "滨湖站"
    assert laptop.call("handbook", "show", "nothing").code == 1


def test_the_directory_says_how_old_a_number_is(laptop: Laptop) -> None:
    items = laptop.json("directory")["items"]
    assert {one["id"] for one in items} >= {"police_post", "binhu_market"}
    assert all(one["sample"] for one in items)
    shown = laptop.ok("directory", "滨湖").out
    assert "没核对过" in shown
    assert shown.splitlines()[0].split()[2:4] == ["联系人", "电话"]
    assert "没有符合的" in laptop.ok("directory", "qqqqq").err


def test_an_issue_cites_the_law_of_its_day(laptop: Laptop) -> None:
    number = laptop.record("--cite", "jn_appearance:31")
    (cited,) = laptop.json("issue", "show", number)["cited"]
    assert (cited["citation"], cited["standing"]) == ("济南市城市市容管理条例 第31条", "in_force")
    said = laptop.call("issue", "set", number, "cited=jn_appearance:31 eco_code:1189")
    assert said.code == 1
    assert "2026-03-02 的行为" in said.err
    assert "噪声污染防治法" in said.err
    laptop.ok("issue", "set", number, "cited=jn_appearance:31 sd_noise:33")
    assert "省噪声条例 第33条  [待核]" in laptop.ok("issue", "show", number).out


def test_a_repealed_law_is_refused_when_it_is_recorded(laptop: Laptop) -> None:
    words = ("--kind", "street_vending", "--place", "东街", "--note", "卖水果")
    said = laptop.call("issue", "record", *words, "--cite", "public_security_old")
    assert said.code == 1
    assert "废止" in said.err
    assert laptop.json("issue", "list")["items"] == []

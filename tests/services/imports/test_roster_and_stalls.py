import pytest

from patrol_tui.services.imports.cells import names_in
from tests.services.imports.table import notes, outcomes, plan, take
from tests.services.laptop import Laptop, at


def fields_of(laptop: Laptop, what: str, *lines: str) -> dict[str, object]:
    take(laptop, what, *lines)
    return dict(laptop.state(plan(laptop, what, *lines).rows[0].thing).fields)


def test_a_day_and_a_shift_become_a_duty() -> None:
    laptop = Laptop()
    lines = ("日期|班次|带班领导|值班人员|联系电话", "2026-11-23|夜班|王 某|张三、李 四|1")
    fields = fields_of(laptop, "roster", *lines)
    assert fields["title"] == "11月23日夜班值班"
    assert (fields["from_us"], fields["to_us"]) == (at("2026-11-23T22:00"), at("2026-11-24T06:00"))
    assert fields["lead"] == "王某"
    thing = plan(laptop, "roster", *lines).rows[0].thing
    assert laptop.state(thing).sets["on_duty"] == ("张三", "李四")
    assert outcomes(plan(laptop, "roster", *lines)) == ["held"]


@pytest.mark.parametrize(
    ("titles", "row", "begin", "end"),
    [
        ("日期|值班人员|班次", "2026-11-23|甲|早", "23T08:00", "23T17:00"),
        ("日期|值班人员", "2026-11-23|甲", "23T00:00", "24T00:00"),
        ("日期|值班人员|时段", "2026-11-23|甲|20:00-次日8:00", "23T20:00", "24T08:00"),
        ("日期|值班人员|开始|结束", "2026-11-23|甲|08:30|17:30", "23T08:30", "23T17:30"),
        ("日期|值班人员|开始|结束", "2026-11-23|甲|20:00|8:00", "23T20:00", "24T08:00"),
        ("值班人员|开始|结束", "甲|2026-11-23 8:00|2026-11-24 8:00", "23T08:00", "24T08:00"),
    ],
)
def test_from_when_to_when_is_read_in_every_way(
    titles: str, row: str, begin: str, end: str
) -> None:
    fields = fields_of(Laptop(), "roster", titles, row)
    assert (fields["from_us"], fields["to_us"]) == (at(f"2026-11-{begin}"), at(f"2026-11-{end}"))


def test_a_duty_that_says_no_time_or_a_wrong_one_is_a_bad_row() -> None:
    titles = "日期|值班人员|班次|开始|结束|事项"
    found = plan(
        Laptop(),
        "roster",
        titles,
        "|甲||||防汛",
        "2026-11-23|甲|中班|||",
        "2026-11-23|甲||2026-11-23 9:00|2026-11-22 9:00|",
        "2026-11-23|甲||9:00|25:99|",
        "哪天|甲||||",
    )
    assert outcomes(found) == ["bad"] * 5
    assert "Missing: From, To" in notes(found)[0]
    assert "There is no shift 中班. Known are: 早班、夜班." in notes(found)[1]
    assert notes(found)[2] == "结束: It ends before it begins."
    assert [row.problems[0].column for row in found.rows[3:]] == ["结束", "日期"]


def test_two_groups_of_one_day_need_a_name_each() -> None:
    titles, row = "日期|值班人员", "2026-11-23|甲"
    found = plan(Laptop(), "roster", titles, row, "2026-11-23|乙")
    assert outcomes(found) == ["new", "bad"]
    named = plan(Laptop(), "roster", f"{titles}|事项", f"{row}|一组", "2026-11-23|乙|二组")
    assert outcomes(named) == ["new", "new"]


def test_stalls_are_known_by_market_and_number() -> None:
    laptop = Laptop()
    lines = (
        "摊位号|摊主姓名|联系电话|经营范围|经营时间|所在市场|信息公示卡|劝导次数|备注",
        "\uff211|刘某|13800001111|蔬菜|5:30-9:00|东街市场|已挂|2|老摊",
        "A1|陈某||水果||西街市场|未挂||",
        "|周某|||||||",
    )
    found = plan(laptop, "stalls", *lines)
    assert outcomes(found) == ["new", "new", "bad"]
    fields = found.drafts[0].content["set"]
    assert isinstance(fields, dict)
    assert (fields["stall_no"], fields["title"]) == ("A1", "东街市场 A1")
    assert (fields["card"], fields["persuaded"], fields["hours"]) == (True, 2, "5:30-9:00")
    assert fields["number"] != found.rows[1].number
    assert "Missing: Stall" in notes(found)[2]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("张三，李四/王五;赵六\n钱七", ("张三", "李四", "王五", "赵六", "钱七")),
        ("张 三、John Smith", ("张三", "John Smith")),
        ("张三 李四", ("张三", "李四")),
        ("张 三", ("张三",)),
        ("John Smith", ("John Smith",)),
        ("", ()),
    ],
)
def test_names_are_told_apart_as_offices_write_them(typed: str, names: tuple[str, ...]) -> None:
    assert names_in(typed) == names

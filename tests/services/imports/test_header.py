import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.sheet import ColumnMap
from patrol_tui.services.imports.header import Header, find_header
from patrol_tui.services.imports.targets import REQUESTS, ROSTER
from tests.services.imports.table import sheet


def found(*lines: str, given: ColumnMap | None = None) -> Header:
    return find_header([sheet(*lines)], REQUESTS, given or ColumnMap())


def refusal(*lines: str, given: ColumnMap | None = None) -> str:
    with pytest.raises(Refused) as caught:
        found(*lines, given=given)
    return str(caught.value)


def test_titles_are_found_below_a_heading_whatever_stands_around_them() -> None:
    header = found("济阳区工单|济阳区工单", "*诉求内容（必填）：| 工单 编号 |序号", "路灯不亮|7|1")
    assert dict(header.places) == {"note": (0,), "external": (1,)}
    assert (header.title("note"), header.title("place")) == ("*诉求内容（必填）：", "")
    assert header.unread() == ("序号",)
    assert [row.line for row in header.rest] == [3]


def test_titles_under_a_joint_heading_are_found_in_two_lines() -> None:
    header = found("诉求内容|诉求人信息||处理", "|姓名|联系电话|", "路灯不亮|刘某|1")
    assert header.places == {"note": (0,), "requester": (1,), "phone": (2,)}
    assert header.titles == ("诉求内容", "诉求人信息/姓名", "诉求人信息/联系电话", "处理")
    assert header.place("诉求人信息/姓名") == header.place("姓名") == 1


def test_of_several_sheets_the_first_that_fits_is_taken() -> None:
    sheets = [sheet("说明", name="说明"), sheet("标题", "路灯不亮", name="三月")]
    assert find_header(sheets, REQUESTS, ColumnMap()).sheet.name == "三月"
    with pytest.raises(Refused, match="说明、三月"):
        find_header(sheets, REQUESTS, ColumnMap(sheet="四月"))
    with pytest.raises(Refused, match="事项/内容"):
        find_header(sheets, REQUESTS, ColumnMap(sheet="说明"))


def test_what_a_mapping_says_comes_before_what_is_recognised() -> None:
    given = ColumnMap(columns={"title": ("主题词",), "note": ("诉求", "要求"), "phone": ()})
    header = found("标题|主题词|诉求|要求|电话|电话", "a|b|c|d|1|2", given=given)
    assert header.places == {"title": (1,), "note": (2, 3)}
    assert header.title("note") == "诉求、要求"
    assert header.unread() == ("标题", "电话", "电话")


def test_the_line_of_the_titles_may_be_said() -> None:
    given = ColumnMap(header=2)
    header = found("标题|地点", "标题|位置", "路灯不亮|东街", given=given)
    assert header.titles == ("标题", "位置")
    assert refusal("标题", given=ColumnMap(header=7)) == "There is no line 7 with titles in it."


def test_what_is_fixed_needs_no_column() -> None:
    given = ColumnMap(fixed={"title": "热线来件"})
    assert "place" in found("地点", "东街", given=given).places
    assert "事项/内容" in refusal("地点", "东街")


def test_a_mapping_that_names_what_is_not_there_is_refused() -> None:
    assert "No column is called 诉求" in refusal(
        "标题", "a", given=ColumnMap(columns={"note": ("诉求",)})
    )
    assert "No column is called 状态" in refusal("标题", given=ColumnMap(skip={"状态": ("x",)}))
    assert "There is no field nosuch" in refusal("标题", given=ColumnMap(fixed={"nosuch": "x"}))


def test_an_empty_table_and_one_without_known_titles_say_what_is_needed() -> None:
    assert refusal() == "There is no line 1 with titles in it."
    assert "The file has: 甲、乙." in refusal("甲|乙", "1|2")
    with pytest.raises(Refused, match="日期/从、带班/值班"):
        find_header([sheet("日期", "")], ROSTER, ColumnMap())

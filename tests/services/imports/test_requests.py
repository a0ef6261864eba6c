import pytest

from patrol_tui.domain.sheet import ColumnMap
from tests.services.imports.table import notes, outcomes, plan, take
from tests.services.laptop import HOUR_US, Laptop, at, meet

TITLES = "工单编号|诉求内容|事发地址|诉求人|联系电话|受理时间|办理时限|办理状态|协办单位"
LAMP = "JY-01|路灯不亮|东街8号|刘某|13800001111|2026-11-20 16:00||处理中|水务"
SMOKE = "JY-02|夜间烧烤油烟|小区东门|陈某|１３８００００２２２２|2026/11/20|2026-11-27|处理中|"


def test_an_export_of_the_hotline_becomes_requests() -> None:
    laptop = Laptop()
    assert take(laptop, "requests", "热线工单", TITLES, LAMP, SMOKE) == 2
    row = plan(laptop, "requests", TITLES, LAMP).rows[0]
    state = laptop.state(row.thing)
    fields = dict(state.fields)
    assert state.status == "registered"
    assert fields["number"] == "BH-q-JY-01"
    assert (fields["external"], fields["title"], fields["place"]) == (
        "JY-01",
        "路灯不亮",
        "东街8号",
    )
    assert (fields["channel"], fields["receiver"]) == ("hotline", "0417")
    assert fields["received_us"] == at("2026-11-20T16:00")
    assert fields["due_us"] == at("2026-11-20T20:00")  # hours from when it came in
    assert state.sets["support"] == ("water",)
    other = laptop.state(plan(laptop, "requests", TITLES, SMOKE).rows[0].thing)
    assert other.fields["due_us"] == at("2026-11-27T17:30")  # the end of work on that day
    assert other.fields["phone"] == "13800002222"


def test_the_hotlines_deadline_becomes_the_requests_whatever_its_column_is_called() -> None:
    for title in ("办结期限", "办理期限", "答复期限", "办结截止时间"):
        laptop = Laptop()
        titles = TITLES.replace("办理时限", title)
        assert take(laptop, "requests", titles, SMOKE) == 1
        found = plan(laptop, "requests", titles, SMOKE)
        assert outcomes(found) == ["held"]
        assert laptop.state(found.rows[0].thing).fields["due_us"] == at("2026-11-27T17:30")
        assert take(laptop, "requests", titles, SMOKE) == 0


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("5个工作日", "2026-11-27T17:30"),
        ("３天内", "2026-11-23T16:00"),
        ("24小时", "2026-11-21T16:00"),
        ("2026-11-25 12:00", "2026-11-25T12:00"),
    ],
)
def test_a_deadline_may_be_a_span_from_when_it_came_in(said: str, due: str) -> None:
    laptop = Laptop()
    line = LAMP.replace("||", f"|{said}|")
    take(laptop, "requests", TITLES, line)
    thing = plan(laptop, "requests", TITLES, line).rows[0].thing
    assert laptop.state(thing).fields["due_us"] == at(due)


def test_without_a_day_of_receipt_a_span_runs_from_the_import() -> None:
    laptop = Laptop()
    thing = plan(laptop, "requests", "诉求内容|办结期限", "路灯不亮|2小时").rows[0].thing
    take(laptop, "requests", "诉求内容|办结期限", "路灯不亮|2小时")
    assert laptop.state(thing).fields["due_us"] == laptop.clock.now_us() + 2 * HOUR_US


def test_a_deadline_that_is_none_is_told_with_its_line_and_nothing_is_taken() -> None:
    laptop = Laptop()
    bad = LAMP.replace("||", "|下周|")
    found = plan(laptop, "requests", TITLES, SMOKE, bad)
    assert outcomes(found) == ["new", "bad"]
    assert [(row.line, row.problems[0].column) for row in found.bad] == [(3, "办理时限")]
    assert "下周" in notes(found)[1]


def test_importing_again_adds_nothing_here_or_on_another_laptop() -> None:
    one, other = Laptop(7), Laptop(8)
    take(one, "requests", TITLES, LAMP, SMOKE)
    assert take(one, "requests", TITLES, LAMP, SMOKE) == 0
    assert outcomes(plan(one, "requests", TITLES, LAMP)) == ["held"]
    take(other, "requests", TITLES, LAMP)
    meet(one, other)
    thing = plan(one, "requests", TITLES, LAMP).rows[0].thing
    assert one.state(thing).fields["number"] == "BH-q-JY-01"
    assert {conflict.field for conflict in one.state(thing).conflicts} == set()


def test_rows_without_a_number_are_known_by_what_they_say() -> None:
    titles, row = "诉求内容|地点|诉求人", "路灯不亮|东街|刘某"
    laptop = Laptop()
    take(laptop, "requests", titles, row)
    again = plan(laptop, "requests", titles, row.replace("刘某", "陈某"), "路灯不亮|西街|刘某")
    assert outcomes(again) == ["differs", "new"]
    assert notes(again)[0] == ("Here already; the file now says otherwise: Name. Correct it there.")
    number = again.rows[1].number
    assert number.startswith("BH-q-")
    assert len(number) == len("BH-q-") + 8


def test_what_the_file_says_otherwise_now_is_told_and_not_written() -> None:
    laptop = Laptop()
    take(laptop, "requests", TITLES, LAMP)
    changed = plan(
        laptop, "requests", TITLES, LAMP.replace("8号", "9号").replace("水务", "消防救援")
    )
    assert outcomes(changed) == ["differs"]
    assert "Place, Support" in notes(changed)[0]
    assert changed.drafts == ()
    bare = plan(laptop, "requests", TITLES, LAMP.replace("水务", ""))
    assert "Support" in notes(bare)[0]


def test_a_row_that_comes_twice_is_taken_once_and_two_that_disagree_stop_it() -> None:
    laptop = Laptop()
    found = plan(laptop, "requests", TITLES, LAMP, LAMP, LAMP.replace("东街", "西街"))
    assert outcomes(found) == ["new", "repeated", "bad"]
    assert notes(found)[1:] == [
        "as line 2",
        "It repeats line 2 but says something else. Keep one of the two.",
    ]
    assert len(found.drafts) == 1


def test_all_that_is_wrong_with_a_row_is_told_at_once_with_its_column() -> None:
    laptop = Laptop()
    found = plan(laptop, "requests", TITLES, "JY-03||3号楼|孙某|不详|昨天||处理中|")
    (row,) = found.bad
    assert (row.line, [problem.column for problem in row.problems]) == (
        2,
        ["受理时间", "联系电话", ""],
    )
    assert "Missing: Matter" in notes(found)[0]


def test_orders_that_are_done_and_blank_rows_are_passed_over() -> None:
    laptop = Laptop()
    found = plan(laptop, "requests", TITLES, "|" * 8, LAMP.replace("处理中", "已办结"), LAMP)
    assert outcomes(found) == ["skipped", "new"]
    assert notes(found)[0] == "The file says: 已办结."
    given = ColumnMap(skip={"办理状态": ("处理中",)})
    done = LAMP.replace("JY-01", "JY-09").replace("处理中", "已办结")
    assert outcomes(plan(laptop, "requests", TITLES, LAMP, done, given=given)) == ["skipped", "new"]


def test_words_of_the_file_can_be_given_a_meaning() -> None:
    laptop = Laptop()
    given = ColumnMap(
        columns={"channel": ("渠道",), "note": ("诉求", "要求")},
        words={"channel": {"群众上门": "visit"}},
    )
    lines = ("诉求|要求|渠道|是否回复", "路灯不亮|尽快修|群众上门|需要", "井盖响||12345|√")
    found = plan(laptop, "requests", *lines, given=given)
    assert outcomes(found) == ["new", "bad"]
    fields = found.drafts[0].content["set"]
    assert isinstance(fields, dict)
    assert (fields["channel"], fields["note"]) == ("visit", "路灯不亮\n尽快修")
    assert fields["wants_reply"] is True
    assert "12345" in notes(found)[1]


def test_what_no_entry_can_hold_is_a_bad_row() -> None:
    long = "长" * 40_000
    found = plan(Laptop(), "requests", "标题|内容", f"a|{long}{long}{long}", "b|c")
    assert outcomes(found) == ["bad", "new"]

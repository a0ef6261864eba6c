import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.sheet import ColumnMap
from patrol_tui.domain.table import Cancelled
from patrol_tui.services.imports import plan as planning
from patrol_tui.services.imports.telling import columns_of, counted
from patrol_tui.services.requests import ImportRows
from tests.services.imports.table import ENGLISH, plan, sheet, take
from tests.services.laptop import Laptop

TITLES = "标题|电话"


def test_one_bad_row_stops_the_whole_import_unless_it_is_left_out() -> None:
    laptop = Laptop()
    lines = (TITLES, "路灯不亮|1380000", "井盖响|不详")
    with pytest.raises(Refused, match="1 rows cannot be taken; nothing was written"):
        take(laptop, "requests", *lines)
    assert laptop.ledger.kept == []
    assert take(laptop, "requests", *lines, without_bad=True) == 1
    request = ImportRows("requests", (sheet(*lines),), ColumnMap(), without_bad=True)
    assert laptop.do(request).subject == b""


def test_what_came_in_since_the_preview_is_not_written_again() -> None:
    laptop = Laptop()
    lines = (TITLES, "路灯不亮|", "井盖响|")
    shown = plan(laptop, "requests", *lines)
    take(laptop, "requests", TITLES, "路灯不亮|")
    assert len(shown.drafts) == 2
    assert take(laptop, "requests", *lines) == 1


def test_a_preview_says_how_columns_and_rows_are_understood() -> None:
    found = plan(Laptop(), "requests", f"{TITLES}|序号", "路灯不亮||1", "路灯不亮||1", "井盖响|x|2")
    assert [(name, label.en, ENGLISH.say(source)) for name, label, source in columns_of(found)] == [
        ("title", "Matter", "标题"),
        ("channel", "Channel", "Hotline"),
        ("phone", "Phone", "电话"),
    ]
    assert counted(found, ENGLISH) == "new 1  twice 1  wrong 1"
    assert [(row.line, row.problems[0].column) for row in found.bad] == [(4, "电话")]


def test_a_value_that_was_laid_down_is_shown_as_it_is_called() -> None:
    given = ColumnMap(fixed={"channel": "visit", "place": "东街"})
    said = {
        name: ENGLISH.say(source)
        for name, _label, source in columns_of(
            plan(Laptop(), "requests", "标题", "路灯不亮", given=given)
        )
    }
    assert said == {"title": "标题", "place": "东街", "channel": "Visit"}


def test_the_check_can_be_watched_and_stopped() -> None:
    laptop, seen = Laptop(), []

    def watch(done: int, of: int) -> bool:
        seen.append((done, of))
        return done < 1

    lines = (sheet(TITLES, "a|", "b|", "c|"),)
    with pytest.raises(Cancelled):
        planning.plan_import(laptop.book, laptop.desk(), "requests", lines, ColumnMap(), watch)
    assert seen == [(0, 3), (1, 3)]


def test_a_table_without_rows_or_with_too_many_or_of_an_unknown_kind_is_refused() -> None:
    laptop = Laptop()
    with pytest.raises(Refused, match="no row below"):
        plan(laptop, "requests", TITLES, "|")
    with pytest.raises(Refused, match="2001 rows"):
        plan(laptop, "requests", TITLES, *(f"{at}|" for at in range(2001)))
    with pytest.raises(Refused, match="requests, roster, contacts, stalls"):
        plan(laptop, "whistles", TITLES)

"""What Figures says of days, and its rows where there is little room."""

from datetime import date

import pytest

from patrol_tui.language import set_language
from patrol_tui.services.figures.gather import Group
from patrol_tui.services.figures.period import Period
from patrol_tui.services.figures.rate import HANDLED_ON_TIME, Rate
from patrol_tui.services.requests import AddThing, Move
from patrol_tui.tui.kit.blocks import Fact
from patrol_tui.tui.kit.lists.rows import RowLook
from patrol_tui.tui.views.figures.figures_blocks import FiguresSeen, period_text
from patrol_tui.tui.views.figures.figures_page import all_blocks
from patrol_tui.tui.views.figures.figures_rows import GroupRow, group_lines
from tests.services.figures.scene import counted, station


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        (date(2026, 11, 1), date(2026, 11, 23), "11月1日至23日", "01 - 23 Nov 2026"),
        (date(2026, 11, 1), date(2026, 11, 1), "11月1日", "01 - 01 Nov 2026"),
        (date(2026, 10, 30), date(2026, 11, 2), "10月30日至11月2日", "30 Oct - 02 Nov 2026"),
        (
            date(2025, 12, 31),
            date(2026, 1, 2),
            "2025年12月31日至2026年1月2日",
            "31 Dec - 02 Jan 2026",
        ),
    ],
)
def test_days_are_said_as_people_say_them(first: date, last: date, zh: str, en: str) -> None:
    set_language("zh")
    assert period_text(Period(first, last)) == zh
    set_language("en")
    assert period_text(Period(first, last)) == en
    set_language("zh")


def test_a_narrow_row_has_no_line() -> None:
    group = Group("a", (), (Rate(HANDLED_ON_TIME, 1, 2),))
    row = GroupRow("a", "消", "消防车道占用", group, 3)
    (wide,) = group_lines(row, RowLook(80))
    (narrow,) = group_lines(row, RowLook(50))
    assert len(narrow.left) < len(wide.left)
    assert [text.strip() for text, _style in narrow.right] == ["1/2", "0", "0", "0", "0", ""]


def test_the_whole_page_tells_what_was_done_in_the_communities() -> None:
    laptop = station()
    for number in ("40", "2"):
        made = laptop.do(AddThing("activity", {"title": "进社区", "sort": "law"})).subject
        laptop.do(Move(made, "held", values={"people": number}))
    seen = FiguresSeen(counted(laptop), laptop.desk(), "滨湖站", None, "kind", is_tall=True)
    facts = [(one.label, one.value) for one in all_blocks(seen, None) if isinstance(one, Fact)]
    assert facts == [("法律", "2 场，42 人，接诉求 0 件")]

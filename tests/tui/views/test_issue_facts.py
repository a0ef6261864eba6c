"""What an issue's pane says of its deadlines."""

from dataclasses import replace

import pytest

from patrol_tui.catalog_files import load_catalog
from patrol_tui.domain.times import DISTRICT_ZONE, parse_time
from patrol_tui.tui.kit.blocks import Fact, Paragraph
from patrol_tui.tui.views.issues.issue_facts import law_rows, tasks
from tests.tui.issue_scenes import CASE, subject_at
from tests.tui.scenes import before_the_patrol


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2027-01-06T17:30", ["2027 年的节假日还没公布，只按星期推算。"]),
        ("2026-12-31T17:30", []),
    ],
)
def test_a_deadline_in_a_year_whose_holidays_are_unknown_says_so(due: str, said: list[str]) -> None:
    stage = before_the_patrol()
    state = stage.ledger.state(subject_at(stage, CASE))
    assert state is not None
    catalog = load_catalog()[0]
    fields = {**state.fields, "kind": "garbage_room", "deadline_us": parse_time(due, 0)}
    blocks = tasks(replace(state, fields=fields), catalog, stage.clock.now_us(), DISTRICT_ZONE)
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == said


def cited(kind: str, *, notes: bool = False) -> list[tuple[str, str, str]]:
    """Return label, articles and mark of each row of a kind's law."""
    catalog = load_catalog()[0]
    rows = law_rows(catalog, catalog.kinds[kind], "2026-11-23", notes=notes)
    return [(row.label, row.value, row.right) for row in rows if isinstance(row, Fact)]


def test_articles_of_one_law_stand_together_where_room_is_short() -> None:
    assert cited("fire_lane")[0] == ("职权", "消防法 第70条、第53条", "")
    assert [value for _label, value, _mark in cited("fire_lane", notes=True)][:2] == [
        "消防法 第70条",
        "消防法 第53条",
    ]


def test_what_is_not_certain_never_stands_with_what_was_read() -> None:
    rows = cited("garbage_room")
    assert ("罚则", "生态环境法典 第512条、第1174条", " 待核 ") in rows
    assert ("", "市容环卫条例 第22条、第36条", "") in rows

"""What an issue's pane says of its deadlines."""

from dataclasses import replace

import pytest

from patrol_tui.catalog_files import load_catalog
from patrol_tui.domain.times import DISTRICT_ZONE, parse_time
from patrol_tui.tui.kit.blocks import Paragraph
from patrol_tui.tui.views.issue_facts import tasks
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

"""What stands still looks so wherever it is shown, and what was pressed for too."""

from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.requests import SetFields, Urge
from patrol_tui.tui.kit.blocks import Fact, Pair
from patrol_tui.tui.kit.lists.rows import RowLook
from patrol_tui.tui.views.issues.issue_facts import tasks
from patrol_tui.tui.views.issues.issue_rows import Sight, issue_lines
from patrol_tui.tui.views.seen.seen import Seen
from patrol_tui.tui.views.station.today_blocks import DueRow, due_lines
from patrol_tui.tui.views.things.thing_detail import thing_blocks
from patrol_tui.tui.views.things.thing_rows import thing_lines
from tests.tui.issue_scenes import CASE, subject_at
from tests.tui.stage import Stage
from tests.tui.work_scenes import WHISTLE, busy

WIDE, NARROW = RowLook(44), RowLook(29)


def subject_of(stage: Stage, title: str) -> bytes:
    """Return a thing by its title."""
    states = (stage.ledger.state(entry.subject) for entry in stage.ledger.kept)
    return next(one.subject for one in states if one and one.text("title") == title)


def row_of(stage: Stage, thing_type: str, subject: bytes) -> Row:
    """Return a row of a list."""
    row = stage.ledger.row(subject, ListQuery(thing_type))
    assert row is not None
    return row


def drawn(stage: Stage, thing_type: str, subject: bytes, look: RowLook) -> str:
    """Return a row as its list shows it."""
    sight = Sight(stage.catalog, stage.clock.now_us(), of_desk(stage).zone)
    draw = issue_lines if thing_type == "issue" else thing_lines
    (line,) = draw(row_of(stage, thing_type, subject), look, sight)
    return "".join(text for text, _style in (*line.left, *line.right))


def of_desk(stage: Stage) -> Desk:
    """Return who looks, and when."""
    return Desk(stage.ledger.writer, stage.catalog, stage.clock.now_us())


def test_a_whistle_on_hold_shows_no_running_clock() -> None:
    stage = busy()
    whistle = subject_of(stage, WHISTLE)
    assert "挂账" not in drawn(stage, "whistle", whistle, WIDE)
    stage.do(SetFields(whistle, {"flags": "suspended"}, "等方案"))
    for look in (WIDE, NARROW):
        assert drawn(stage, "whistle", whistle, look).rstrip().endswith("挂账")
    state = stage.ledger.state(whistle)
    assert state is not None
    desk = of_desk(stage)
    seen = Seen(state, (), stage.catalog, desk.now_us, desk.zone, "01")
    rows = [
        "".join(text for text, _style in block.left)
        for block in thing_blocks(seen, desk, ())
        if isinstance(block, Pair)
    ]
    clocks = " ".join(row for row in rows if row.startswith(("水务", "住建", "城管")))
    assert clocks.count("挂账") == 3
    assert not set("余超") & set(clocks)
    assert seen.due_us is None


def test_the_deadline_of_a_case_on_hold_is_not_urgent() -> None:
    stage = busy()
    case = subject_at(stage, CASE)
    stage.do(SetFields(case, {"flags": "suspended"}))
    state, desk = stage.ledger.state(case), of_desk(stage)
    assert state is not None
    blocks = tasks(state, stage.catalog, desk.now_us, desk.zone)
    facts = [(one.value, one.style) for one in blocks if isinstance(one, Fact)]
    assert ("10:50  挂账", "soft") in facts


def test_what_was_pressed_for_is_marked_in_its_list_and_on_today() -> None:
    stage = busy()
    whistle, case = subject_of(stage, WHISTLE), subject_at(stage, CASE)
    for thing_type, subject in (("whistle", whistle), ("issue", case)):
        before = drawn(stage, thing_type, subject, NARROW)
        stage.do(Urge(subject, "住建", "居民又来电"))
        marked = drawn(stage, thing_type, subject, NARROW)
        assert "催" not in before
        assert marked.startswith(f"{before[0]} 催 {before.split()[1][:3]}")
        row = row_of(stage, thing_type, subject)
        (line,) = due_lines(DueRow(row, of_desk(stage)), WIDE)
        assert ("催", "amber bold") in line.left
        (ended,) = due_lines(DueRow(row._replace(is_open=False), of_desk(stage)), WIDE)
        assert ("催", "amber bold") not in ended.left

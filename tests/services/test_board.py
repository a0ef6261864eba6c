"""The work of several subjects in one list."""

from dataclasses import replace

from patrol_tui.domain.catalog import Deadline, Level, TimeUnit, Words
from patrol_tui.domain.folding.subject import Role
from patrol_tui.services.overview.board import (
    Placed,
    Wanted,
    board,
    concerns,
    due_of_all,
    is_overdue,
)
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.requests import AddThing, Move, SetFields
from tests.services.laptop import HOUR_US, Laptop

WORK = ("request", "letter", "commitment", "campaign")


def shown(laptop: Laptop, wanted: Wanted) -> list[tuple[str, str]]:
    """Return group and title of each row."""
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # what a sync needs is not asked
    return [(one.group, one.row.title) for one in placed(laptop, ledger, wanted)]


def placed(laptop: Laptop, ledger: Ledger, wanted: Wanted) -> tuple[Placed, ...]:
    """Return the rows of a board."""
    return board(ledger, laptop.desk(), wanted)


def add(laptop: Laptop, thing_type: str, title: str, **values: str) -> bytes:
    """Add a thing."""
    return laptop.do(AddThing(thing_type, {"title": title, **values})).subject


def full() -> Laptop:
    """Return a laptop with a little of everything."""
    laptop = Laptop()
    add(laptop, "request", "路灯", channel="call")
    noise = add(laptop, "request", "噪声", channel="call")
    laptop.do(Move(noise, "settled", values={"reply": "已散"}))
    add(laptop, "letter", "污水", addressee="水务")
    add(laptop, "commitment", "清运", party="物业", due_us="+4h")
    add(laptop, "commitment", "标线", party="物业", due_us="+3d")
    add(laptop, "commitment", "围挡", party="物业", due_us="+20d")
    add(laptop, "commitment", "绿化", party="物业")
    kept = add(laptop, "commitment", "树池", party="物业", due_us="+4h")
    laptop.do(SetFields(kept, {"flags": "suspended"}, "等方案"))
    gone = add(laptop, "commitment", "作罢", party="物业")
    laptop.do(Move(gone, "withdrawn", "搬走了"))
    return laptop


def test_groups_say_what_is_waited_for_and_when_it_is_due() -> None:
    laptop = full()
    assert shown(laptop, Wanted(WORK)) == [
        ("call_back", "噪声"),
        ("today", "清运"),
        ("work", "路灯"),
        ("letters", "污水"),
        ("week", "标线"),
        ("later", "围挡"),
        ("undated", "绿化"),
        ("held", "树池"),
    ]
    assert shown(laptop, Wanted(WORK, is_open=False)) == [("ended", "作罢")]
    assert shown(laptop, Wanted(WORK, text="标线")) == [("week", "标线")]


def test_mine_are_those_that_i_received_first_and_those_that_nobody_receives() -> None:
    laptop = full()
    laptop.ledger.writer = replace(laptop.ledger.writer, badge="0418")
    titles = [title for _group, title in shown(laptop, Wanted(WORK, only_mine=True))]
    assert "路灯" not in titles
    assert "清运" in titles


def test_overdue_is_reckoned_when_it_is_shown() -> None:
    laptop = full()
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # as above
    row = next(one.row for one in placed(laptop, ledger, Wanted(WORK)) if one.row.title == "清运")
    assert not is_overdue(row, laptop.clock.now_us())
    assert is_overdue(row, laptop.clock.now_us() + 5 * HOUR_US)
    assert not is_overdue(row._replace(is_open=False), laptop.clock.now_us() + 5 * HOUR_US)


def rows_of(laptop: Laptop) -> dict[str, Row]:
    """Return the rows of all work by title."""
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # as above
    return {one.row.title: one.row for one in placed(laptop, ledger, Wanted((*WORK, "whistle")))}


def level(name: str, hours: int, *roles: str) -> Level:
    """Return a step of the chain."""
    span = Deadline(hours, TimeUnit.HOURS)
    return Level(id=name, name=Words(name, name), roles=roles, rises_after=span)


CHAIN = (
    level("station", 0, "officer", "lead"),
    level("subdistrict", 24, "subdistrict"),
    level("district", 24, "bureau"),
)


def sees(laptop: Laptop, row: Row, role: Role, after_us: int = 0) -> bool:
    """Tell whether a thing concerns somebody some time from now."""
    desk = laptop.desk()
    return concerns(row, replace(desk, roles=frozenset((role,)), now_us=desk.now_us + after_us))


def test_what_is_overdue_shows_one_level_up_and_then_the_next() -> None:
    laptop = full()
    laptop.catalog = replace(laptop.catalog, levels={one.id: one for one in CHAIN})
    whistle = add(laptop, "whistle", "外溢", called="水务", due_us="+1h")
    laptop.do(Move(whistle, "submitted"))
    rows = rows_of(laptop)
    waste, late_us = rows["清运"], 5 * HOUR_US
    assert sees(laptop, waste, "officer")
    assert sees(laptop, waste, "lead")
    assert not sees(laptop, waste, "subdistrict")
    assert sees(laptop, waste, "subdistrict", late_us)
    assert sees(laptop, waste, "officer", late_us)
    assert not sees(laptop, waste, "bureau", late_us)
    assert sees(laptop, waste, "bureau", late_us + 30 * HOUR_US)
    assert sees(laptop, waste._replace(type="gone"), "officer")
    assert sees(laptop, rows["外溢"], "subdistrict")
    assert not sees(laptop, rows["外溢"], "officer")
    assert not sees(laptop, rows["外溢"], "bureau", 2 * HOUR_US)
    assert sees(laptop, rows["外溢"], "bureau", 30 * HOUR_US)
    assert not sees(laptop, waste._replace(due_us=None), "bureau", late_us)


def test_a_district_without_a_chain_hides_nothing_that_is_due() -> None:
    laptop = full()
    assert sees(laptop, rows_of(laptop)["清运"], "auditor")


def test_what_is_due_today_is_of_all_subjects_the_most_urgent_first() -> None:
    laptop = full()
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # as above
    rows, count = due_of_all(ledger, laptop.desk(), laptop.clock.now_us() + 9 * HOUR_US, 50)
    assert [row.title for row in rows] == ["清运", "路灯", "噪声"]
    assert count == 3
    rows, count = due_of_all(ledger, laptop.desk(), laptop.clock.now_us() + 99 * HOUR_US, 1)
    assert ([row.title for row in rows], count) == (["清运"], 4)

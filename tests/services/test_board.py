"""The work of several subjects in one list."""

from dataclasses import replace

from patrol_tui.domain.subject import Role
from patrol_tui.services.board import Placed, Wanted, board, is_overdue, page_of
from patrol_tui.services.ports import Ledger
from patrol_tui.services.requests import AddThing, Move
from tests.services.laptop import HOUR_US, Laptop

WORK = ("request", "letter", "commitment", "campaign")
OFFICER: frozenset[Role] = frozenset(("officer",))


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
    assert not is_overdue(replace(row, is_open=False), laptop.clock.now_us() + 5 * HOUR_US)


def test_every_type_has_its_page() -> None:
    assert [page_of(one) for one in ("issue", "request", "letter", "whistle", "gone")] == [
        "issues",
        "requests",
        "requests",
        "meetings",
        "issues",
    ]

"""A thing as it stood on a screen, although more is held by now."""

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.seen import as_seen
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CREATED, MOVED
from patrol_tui.domain.subjects.issue import ISSUE
from tests.domain.pen import Pen, every_role


def held(*entries: Entry, barred: frozenset[bytes] = frozenset()) -> State:
    return fold(ISSUE, entries, every_role, barred)


def story() -> tuple[Entry, Entry, Entry]:
    """Return a record, a step that follows it, and a further step."""
    one, other = Pen("one"), Pen("other")
    first = one.write({"move": "reported", "set": {"place": "东门"}}, kind=ISSUE.kind(CREATED))
    second = other.write({"move": "verified"}, first, kind=ISSUE.kind(MOVED))
    third = other.write({"move": "filed", "set": {"place": "西门"}}, second)
    return first, second, third


def test_what_came_in_since_is_left_out() -> None:
    first, second, third = story()
    now = held(first, second, third)
    then = as_seen(ISSUE, now, (second.hash,))
    assert (now.status, now.text("place")) == ("filed", "西门")
    assert (then.status, then.text("place"), then.heads) == ("verified", "东门", (second.hash,))
    assert len(as_seen(ISSUE, now, (first.hash,)).facts) == 1


def test_a_screen_that_shows_all_is_as_it_is() -> None:
    now = held(*story())
    assert as_seen(ISSUE, now, now.heads) is now
    assert as_seen(ISSUE, now, ()) is now
    assert as_seen(ISSUE, now, (bytes(32),)) is now


def test_heads_that_are_not_held_are_passed_over() -> None:
    first, second, third = story()
    then = as_seen(ISSUE, held(first, second, third), (first.hash, bytes(32)))
    assert then.heads == (first.hash,)
    assert not then.is_incomplete


def test_both_sides_of_a_conflict_are_seen() -> None:
    first, second, _ = story()
    other = Pen("third").write({"move": "declined"}, first)
    last = Pen("fourth").write({"move": "filed"}, second)
    then = as_seen(ISSUE, held(first, second, other, last), (second.hash, other.hash))
    assert [conflict.field for conflict in then.conflicts] == ["status"]


def test_what_had_no_effect_has_none_then_either() -> None:
    first, second, third = story()
    now = held(first, second, third, barred=frozenset((second.hash,)))
    then = as_seen(ISSUE, now, (second.hash,))
    assert then.status == "reported"
    assert [fact.flag for fact in then.facts] == [None, "barred"]

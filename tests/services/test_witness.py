"""Who had seen what before writing one side of a conflict."""

from patrol_tui.services.requests import Note, SetFields, Settle
from patrol_tui.services.things.witness import sides_of, witnessed
from tests.services.laptop import MINUTE_US, Laptop, meet, record


def test_each_side_had_seen_what_came_before_and_not_the_other() -> None:
    one, other = Laptop(7), Laptop(8, "0418")
    issue = one.do(record()).subject
    meet(one, other)
    one.do(Note(issue, "只有甲看到"))
    one.do(SetFields(issue, {"place": "东门"}))
    other.clock.advance(10 * MINUTE_US)
    other.do(SetFields(issue, {"place": "西门"}))
    meet(one, other)
    state = one.state(issue)
    conflict = state.conflict("place")
    assert conflict is not None
    sides = sides_of(conflict)
    said = {value.entry: value.value for value in conflict.values}
    assert [said[entry] for entry in sides] == ["西门", "东门"]
    found = {seen.entry: seen for seen in witnessed(state, sides)}
    assert [found[entry].wrote for entry in sides] == [0, 1]
    assert [found[entry].seen_by for entry in sides] == [(True, False), (False, True)]
    rest = [seen.seen_by for seen in found.values() if seen.wrote is None]
    assert rest == [(False, True), (True, True)]  # the note, then what began it
    assert list(found)[-1] == state.facts[0].entry.hash
    one.do(Settle(issue, "place", take=sides[0]))
    later = witnessed(one.state(issue), sides)
    assert later[0].seen_by == (False, False)

"""What the bureau decides about single entries: released from quarantine, or expunged."""

from itertools import permutations

import pytest

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.hidden import TAKEN_AWAY, instead_of, is_sealed, is_taken_away
from patrol_tui.domain.folding.state import State, digest
from patrol_tui.domain.folding.subject import CHANGED, CREATED, EXPUNGED, NOTED, RELEASED, Role
from patrol_tui.domain.subjects.issue import ISSUE
from tests.domain.pen import THING, Pen, every_role, expunged

BUREAU = Pen("bureau")


def judge(author: bytes, _n: int) -> frozenset[Role] | None:
    """Know the bureau, and officers."""
    is_bureau = author == BUREAU.write({}).header.author
    return frozenset(("bureau",)) if is_bureau else frozenset(("officer",))


def folded(*entries: Entry, barred: tuple[Entry, ...] = ()) -> State:
    """Fold entries, some of them in quarantine."""
    return fold(ISSUE, entries, judge, frozenset(entry.hash for entry in barred))


def created(pen: Pen) -> Entry:
    """Begin an issue."""
    said: dict[str, Json] = {"kind": "fire_lane", "number": "BH-1", "place": "南门"}
    return pen.write({"set": said, "move": "reported"}, kind=ISSUE.kind(CREATED))


def release(pen: Pen, target: Entry, *parents: Entry) -> Entry:
    """Let an entry out of quarantine."""
    said: dict[str, Json] = {"release": target.hash.hex(), "reason": "查实"}
    return pen.write(said, *parents, kind=ISSUE.kind(RELEASED))


def expunge(pen: Pen, target: Entry, instead: Json, *parents: Entry) -> Entry:
    """Take the content of an entry away."""
    said: dict[str, Json] = {"expunge": target.hash.hex(), "instead": instead}
    return pen.write(said, *parents, kind=ISSUE.kind(EXPUNGED), critical=True)


@pytest.mark.fault(39)
def test_an_expunged_field_shows_so_and_never_an_older_value() -> None:
    a = Pen("a")
    first = created(a)
    second = a.write({"set": {"place": "张三家"}}, first)
    instead: Json = {"set": {"place": TAKEN_AWAY}}
    ruling = expunge(Pen("bureau"), second, instead, second)
    state = folded(first, second, ruling)
    assert state.fields["place"] == TAKEN_AWAY
    assert state.facts[1].flag == "expunged"
    assert not state.is_incomplete
    assert ISSUE.row(state).title == "已清除 expunged"
    assert "张三" not in ISSUE.row(state).search


@pytest.mark.fault(39)
def test_a_copy_that_still_has_the_content_folds_as_one_that_has_not() -> None:
    a = Pen("a")
    first = created(a)
    second = a.write({"set": {"place": "张三家", "note": "x"}}, first)
    ruling = expunge(Pen("bureau"), second, {"set": {"place": TAKEN_AWAY}}, second)
    for entries in permutations((first, second, ruling)):
        whole = digest(folded(*entries))
        cut = digest(folded(*(expunged(one) if one is second else one for one in entries)))
        assert whole == cut
    barred = (second,)
    assert digest(folded(first, second, ruling, barred=barred)) == digest(
        folded(first, expunged(second), ruling, barred=barred)
    )
    freed = release(Pen("bureau"), second, ruling)
    entries = (first, second, ruling, freed)
    state = folded(*entries, barred=barred)
    assert state.fields["place"] == TAKEN_AWAY
    assert digest(state) == digest(folded(first, expunged(second), ruling, freed, barred=barred))


@pytest.mark.fault(39)
def test_a_thing_keeps_state_and_number_when_its_first_entry_is_expunged() -> None:
    a = Pen("a")
    first = created(a)
    moved = a.write({"move": "verified"}, first, kind=ISSUE.kind(3))
    content: dict[str, Json] = {
        "set": {"kind": "fire_lane", "number": "BH-1", "place": "南门", "width_m": "2"},
        "move": "reported",
        "record": {"notes": ["x"]},
    }
    ruling = expunge(Pen("bureau"), first, instead_of(ISSUE, content), moved)
    state = folded(expunged(first), moved, ruling)
    assert state.status == "verified"
    assert state.fields == {
        "kind": "fire_lane",
        "number": "BH-1",
        "place": TAKEN_AWAY,
        "width_m": TAKEN_AWAY,
    }
    assert state.records == {}


def test_without_the_bureaus_entry_a_missing_content_makes_the_thing_incomplete() -> None:
    a = Pen("a")
    first = created(a)
    second = a.write({"set": {"place": "张三家"}}, first)
    assert folded(first, expunged(second)).is_incomplete
    officer = expunge(Pen("b"), second, {}, second)
    state = folded(first, second, officer)
    assert state.text("place") == "张三家"
    assert state.facts[2].flag == "no_right"


def test_a_released_entry_has_effect_again() -> None:
    a = Pen("a")
    first = created(a)
    late = a.write({"set": {"place": "北门"}}, first)
    assert folded(first, late, barred=(late,)).text("place") == "南门"
    freed = release(Pen("bureau"), late, late)
    for entries in permutations((first, late, freed)):
        assert folded(*entries, barred=(late,)).text("place") == "北门"
    officer = release(Pen("b"), late, late)
    assert folded(first, late, officer, barred=(late,)).text("place") == "南门"
    assert folded(first, late, freed).text("place") == "北门"


def test_a_ruling_in_quarantine_counts_once_it_is_released_itself() -> None:
    a, bureau = Pen("a"), Pen("bureau")
    first = created(a)
    late = a.write({"set": {"place": "北门"}}, first)
    freed = release(bureau, late, late)
    assert folded(first, late, freed, barred=(late, freed)).text("place") == "南门"
    again = release(bureau, freed, freed)
    assert folded(first, late, freed, again, barred=(late, freed)).text("place") == "北门"


def test_a_ruling_whose_reason_is_expunged_still_counts() -> None:
    a, bureau = Pen("a"), Pen("bureau")
    first = created(a)
    second = a.write({"set": {"place": "张三家"}}, first)
    said: dict[str, Json] = {
        "expunge": second.hash.hex(),
        "instead": {"set": {"place": TAKEN_AWAY}},
        "reason": "张三要求",
    }
    ruling = bureau.write(said, second, kind=ISSUE.kind(EXPUNGED))
    later = expunge(bureau, ruling, instead_of(ISSUE, said), ruling)
    state = folded(first, expunged(second), expunged(ruling), later)
    assert state.fields["place"] == TAKEN_AWAY
    assert not state.is_incomplete


def test_a_ruling_about_nothing_here_or_about_itself_does_nothing() -> None:
    a, bureau = Pen("a"), Pen("bureau")
    first = created(a)
    stray = bureau.write({"expunge": "00" * 32}, first, kind=ISSUE.kind(EXPUNGED))
    empty = bureau.write({}, stray, kind=ISSUE.kind(RELEASED))
    odd = bureau.write({"expunge": first.hash.hex(), "instead": 1}, kind=ISSUE.kind(EXPUNGED))
    state = folded(first, stray, empty)
    assert state.text("place") == "南门"
    assert folded(first, odd).fields == {}


def test_what_an_expunged_entry_leaves_is_told_by_its_form() -> None:
    assert instead_of(ISSUE, {"record": {"notes": ["x"]}, "reason": "y"}) == {}
    assert instead_of(ISSUE, {"set": {}, "undo": "ab", "add": {"tags": ["x"]}}) == {"undo": "ab"}
    assert is_taken_away(TAKEN_AWAY)
    assert not is_taken_away({"expunged": 1, "x": 2})
    assert is_sealed({"sealed": {"box": ""}})
    assert not is_sealed({"sealed": True})
    assert not is_sealed("sealed")


def test_what_was_undone_stays_so_when_it_is_expunged() -> None:
    a = Pen("a")
    first = created(a)
    note = a.write({"record": {"notes": ["x"]}}, first, kind=ISSUE.kind(NOTED))
    undo = a.write({"undo": note.hash.hex()}, note, kind=ISSUE.kind(9))
    change = a.write({"set": {"place": "b"}}, undo, kind=ISSUE.kind(CHANGED))
    state = fold(ISSUE, (first, note, undo, change), every_role)
    assert state.records == {}
    assert state.subject == THING

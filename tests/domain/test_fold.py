import random
from itertools import permutations

import pytest

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.state import State, digest
from patrol_tui.domain.folding.subject import RETRACTED, Role
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.officer import OFFICER
from tests.domain.pen import Pen, every_role, expunged

NOBODY: frozenset[bytes] = frozenset()


def folded(*entries: Entry, barred: frozenset[bytes] = NOBODY) -> State:
    """Fold an issue that everybody may write."""
    return fold(ISSUE, entries, every_role, barred)


def created(pen: Pen, **fields: Json) -> Entry:
    """Write an issue's first entry."""
    return pen.write({"move": "reported", "set": {"kind": "fire_lane", **fields}})


def test_a_single_entry_says_everything() -> None:
    first = created(Pen("a"), place="南门")
    state = folded(first)
    assert state.status == "reported"
    assert state.fields == {"kind": "fire_lane", "place": "南门"}
    assert state.heads == (first.hash,)
    assert state.conflicts == ()
    assert not state.is_incomplete
    assert not state.is_retracted
    assert not state.is_read_only


def test_order_and_repetition_do_not_matter() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a, place="南门")
    one = a.write({"set": {"place": "北门"}, "record": {"notes": ["一"]}}, first)
    other = b.write({"set": {"place": "东门"}, "add": {"tags": ["x"]}, "move": "verified"}, first)
    states = {
        digest(folded(*order, order[0], order[-1])) for order in permutations([first, one, other])
    }
    assert len(states) == 1


def test_a_later_value_overrides_what_its_author_saw() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a, place="南门")
    second = b.write({"set": {"place": "北门"}}, first)
    state = folded(first, second)
    assert state.text("place") == "北门"
    assert state.conflicts == ()


@pytest.mark.fault(25)
def test_concurrent_values_are_both_visible_until_settled() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a, place="南门")
    one = a.write({"set": {"place": "北门"}}, first)
    other = b.write({"set": {"place": "东门"}}, first)
    conflict = folded(first, one, other).conflict("place")
    assert conflict is not None
    assert {value.value for value in conflict.values} == {"北门", "东门"}
    assert {value.author for value in conflict.values} == {
        one.header.author,
        other.header.author,
    }
    note = a.write({"record": {"notes": ["还没有定"]}}, one, other)
    assert folded(first, one, other, note).conflict("place") is not None
    settled = a.write({"set": {"place": "东门"}}, note)
    state = folded(first, one, other, note, settled)
    assert state.conflicts == ()
    assert state.text("place") == "东门"


def test_equal_concurrent_values_agree() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a)
    one, other = (pen.write({"set": {"code": {"b": 1, "a": 2}}}, first) for pen in (a, b))
    state = folded(first, one, other)
    assert state.conflicts == ()
    assert state.fields["code"] == {"a": 2, "b": 1}


def test_the_deepest_value_is_shown_for_the_time_being() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a)
    shallow = b.write({"set": {"place": "shallow"}}, first)
    note = a.write({"record": {"notes": ["x"]}}, first)
    deep = a.write({"set": {"place": "deep"}}, note)
    assert folded(first, shallow, note, deep).text("place") == "deep"


def test_a_removal_takes_away_only_what_its_author_saw() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a)
    one = a.write({"add": {"tags": ["雨", "夜"]}}, first)
    removed = a.write({"remove": {"tags": ["雨"]}}, one)
    again = b.write({"add": {"tags": ["雨"]}}, one)
    assert folded(first, one, removed).sets["tags"] == ("夜",)
    assert folded(first, one, removed, again).sets["tags"] == ("夜", "雨")


def test_records_only_grow() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a)
    one = a.write({"record": {"notes": ["一", "二"]}}, first)
    other = b.write({"record": {"notes": ["三"]}}, one)
    notes = folded(other, one, first).records["notes"]
    assert [note.value for note in notes] == ["一", "二", "三"]
    assert notes[2].entry == other.hash


def test_a_retracted_thing_is_gone_and_can_come_back() -> None:
    a = Pen("a")
    first = created(a)
    gone = a.write({"retract": True, "reason": "重复"}, first)
    back = a.write({"retract": False}, gone)
    assert folded(first, gone).is_retracted
    assert not folded(first, gone, back).is_retracted


@pytest.mark.fault(26)
def test_a_retraction_against_an_edit_is_a_conflict_until_settled() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a)
    gone = a.write({"retract": True}, first)
    edit = b.write({"set": {"place": "北门"}}, first)
    state = folded(first, gone, edit)
    assert not state.is_retracted
    conflict = state.conflict("retracted")
    assert conflict is not None
    assert [value.value for value in conflict.values] in ([True, False], [False, True])
    settled = a.write({"retract": True}, gone, edit)
    assert folded(first, gone, edit, settled).is_retracted
    assert folded(first, gone, edit, settled).conflicts == ()


def test_two_who_retract_agree_and_one_who_brings_back_does_not() -> None:
    a, b, c = Pen("a"), Pen("b"), Pen("c")
    first = created(a)
    one, other = (pen.write({"retract": True}, first) for pen in (a, b))
    assert folded(first, one, other).is_retracted
    back = c.write({"retract": False}, one)
    assert folded(first, one, other, back).conflict("retracted") is not None


def test_an_entry_without_effect_is_no_edit() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a)
    gone = a.write({"retract": True}, first)
    remark = b.write({"reason": "nothing"}, first)
    assert folded(first, gone, remark).is_retracted


def test_an_own_step_can_be_undone_by_who_saw_it() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a, place="南门")
    wrong = a.write({"set": {"place": "错"}}, first)
    undo = a.write({"undo": wrong.hash.hex()}, wrong)
    state = folded(first, wrong, undo)
    assert state.text("place") == "南门"
    assert [fact.is_undone for fact in state.facts] == [False, True, False]
    foreign = b.write({"undo": wrong.hash.hex()}, wrong)
    assert folded(first, wrong, foreign).text("place") == "错"
    blind = a.write({"undo": wrong.hash.hex()}, first)
    assert folded(first, wrong, blind).text("place") == "错"
    lost = a.write({"undo": "00"}, wrong)
    assert folded(first, wrong, lost).text("place") == "错"


def test_a_missing_parent_makes_a_thing_incomplete() -> None:
    a = Pen("a")
    first = created(a)
    second = a.write({"move": "verified", "set": {"place": "x"}}, first)
    state = folded(second)
    assert state.is_incomplete
    assert state.status == "verified"
    assert state.text("place") == "x"


def test_an_expunged_entry_has_no_effect_and_keeps_its_place() -> None:
    a = Pen("a")
    first = created(a, place="南门")
    second = a.write({"set": {"place": "张三家"}}, first)
    state = folded(first, expunged(second))
    assert state.text("place") == "南门"
    assert state.facts[1].flag == "expunged"
    assert state.heads == (second.hash,)


def test_what_cannot_be_read_is_shown_as_such() -> None:
    a = Pen("a")
    first = created(a)
    broken = a.write({}, first, stored=b"no payload at all")
    assert folded(first, broken).facts[1].flag == "unreadable"


@pytest.mark.fault(27)
@pytest.mark.parametrize("critical", [False, True])
def test_an_unknown_critical_fact_forbids_editing(critical: bool) -> None:  # noqa: FBT001
    a = Pen("a")
    first = created(a)
    newer = a.write({"set": {"place": "x"}}, first, kind=ISSUE.kind(0xEE), critical=critical)
    state = folded(first, newer)
    assert state.is_read_only == critical
    assert state.facts[1].flag == "unknown"
    assert state.text("place") == ""
    foreign = a.write({}, newer, kind=OFFICER.kind(1))
    assert folded(first, newer, foreign).facts[2].flag == "unknown"


def test_a_barred_entry_is_kept_without_effect() -> None:
    a = Pen("a")
    first = created(a, place="南门")
    bad = a.write({"set": {"place": "x"}}, first)
    state = folded(first, bad, barred=frozenset((bad.hash,)))
    assert state.text("place") == "南门"
    assert state.facts[1].flag == "barred"


def test_authors_are_judged_by_their_roles() -> None:
    a, b, c = Pen("a"), Pen("b"), Pen("c")
    first = created(a)
    one = b.write({"set": {"place": "b"}}, first)
    other = c.write({"set": {"place": "c"}}, first)

    def judge(author: bytes, _n: int) -> frozenset[Role] | None:
        if author == first.header.author:
            return frozenset(("officer",))
        return None if author == one.header.author else frozenset(("auditor",))

    state = fold(ISSUE, [first, one, other], judge)
    flags = {fact.entry.hash: fact.flag for fact in state.facts}
    assert flags == {first.hash: None, one.hash: "not_judgeable", other.hash: "no_right"}
    assert state.text("place") == ""


def test_a_kind_may_ask_for_a_role() -> None:
    a = Pen("a")
    entry = a.write({"set": {"name": "甲"}}, kind=OFFICER.kind(1))
    assert (
        fold(OFFICER, [entry], lambda _a, _n: frozenset(("officer",))).facts[0].flag == "no_right"
    )
    assert fold(OFFICER, [entry], lambda _a, _n: frozenset(("bureau",))).text("name") == "甲"


def test_effects_of_the_wrong_form_are_passed_over() -> None:
    a = Pen("a")
    first = created(a)
    odd = a.write({"set": ["x"], "add": {"tags": "x"}, "record": {"notes": "y"}}, first)
    members = a.write({"add": {"tags": [1, None, {"a": 1}]}}, odd)
    state = folded(first, odd, members)
    assert state.fields == {"kind": "fire_lane"}
    assert state.records == {}
    assert state.sets == {"tags": ("1", "None", "{'a': 1}")}


def test_a_reader_may_remember_what_it_decoded() -> None:
    first = created(Pen("a"))
    state = fold(ISSUE, [first], every_role, NOBODY, lambda _: {"set": {"place": "x"}})
    assert state.fields == {"place": "x"}


def test_numbers_and_texts_are_read_by_what_they_are() -> None:
    state = folded(created(Pen("a"), place=5, lat_e7=True, lon_e7=7))
    assert state.text("place") == ""
    assert state.text("nothing") == ""
    assert state.integer("lat_e7") is None
    assert state.integer("lon_e7") == 7


def test_the_digest_tells_every_difference() -> None:
    a, b = Pen("a"), Pen("b")
    first = created(a)
    variants = [
        [first],
        [first, a.write({"set": {"place": "x"}}, first)],
        [first, b.write({"set": {"place": "x"}}, first)],
        [first, b.write({"add": {"tags": ["x"]}}, first)],
        [first, b.write({"record": {"notes": ["x"]}}, first)],
        [first, b.write({"retract": True}, first, kind=ISSUE.kind(RETRACTED))],
    ]
    assert len({digest(folded(*entries)) for entries in variants}) == len(variants)


def test_a_long_history_folds_the_same_in_any_order() -> None:
    pens = [Pen(name) for name in "abc"]
    entries = [created(pens[0])]
    dice = random.Random(7)  # noqa: S311 - chance that repeats itself
    for number in range(60):
        parents = dice.sample(entries, min(len(entries), dice.randint(1, 3)))
        content: dict[str, Json] = {
            "set": {f"f{number % 5}": number},
            "add": {"tags": [str(number % 7)]},
        }
        entries.append(dice.choice(pens).write(content, *parents))
    expected = digest(folded(*entries))
    for _ in range(10):
        dice.shuffle(entries)
        assert digest(folded(*entries)) == expected

from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.entries.causality import arrange, places_in
from tests.domain.pen import Pen


def test_parents_stand_before_children() -> None:
    a, b = Pen("a"), Pen("b")
    first = a.write({})
    left, right = a.write({}, first), b.write({}, first)
    last = b.write({}, left, right)
    graph = arrange([last, right, first, left])
    assert graph.entries[0] == first
    assert graph.entries[3] == last
    assert set(graph.entries[1:3]) == {left, right}
    assert graph.are_concurrent(1, 2)
    assert graph.has_seen(3, 0)
    assert not graph.has_seen(0, 3)
    assert not graph.are_concurrent(1, 1)
    assert graph.newest(range(4)) == [3]
    assert graph.newest([0, 1, 2]) == [1, 2]
    assert not graph.is_incomplete


def test_equals_stand_in_the_order_of_their_hashes() -> None:
    entries = [Pen(name).write({}) for name in "abcdef"]
    assert list(arrange(entries).entries) == sorted(entries, key=lambda entry: entry.hash)


def test_a_missing_parent_is_noticed() -> None:
    pen = Pen("a")
    first = pen.write({})
    graph = arrange([pen.write({}, first)])
    assert graph.is_incomplete
    assert graph.before == (0,)


def test_a_long_line_needs_no_stack() -> None:
    pen = Pen("a")
    line = [pen.write({})]
    for _ in range(2_000):
        line.append(pen.write({}, line[-1]))
    graph = arrange(reversed(line))
    assert list(graph.entries) == line
    assert graph.before[-1] == (1 << 2_000) - 1


def test_layers_that_all_know_each_other_are_quick() -> None:
    pens = [Pen(str(number)) for number in range(20)]
    layer = [pen.write({}) for pen in pens]
    entries = list(layer)
    for _ in range(20):
        layer = [pen.write({}, *layer) for pen in pens]
        entries += layer
    assert len(arrange(entries).entries) == 420


@given(st.sets(st.integers(0, 200)))
def test_a_mask_holds_its_places(places: set[int]) -> None:
    assert list(places_in(sum(1 << place for place in places))) == sorted(places)

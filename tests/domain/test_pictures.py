"""How a photo is turned, and which copy others see, follow from the entries alone."""

import pytest

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.pictures import (
    Picture,
    Region,
    photo_count,
    pictures_of,
    regions_of,
)
from patrol_tui.domain.folding.subject import PHOTO_ADDED
from patrol_tui.domain.subjects.issue import ISSUE
from tests.domain.pen import Pen
from tests.domain.test_fold import created, folded

ONE, TWO, COPY, LATER = ("01" * 32, "02" * 32, "03" * 32, "04" * 32)


def photos(pen: Pen, after: Entry, *bodies: Json) -> Entry:
    kind = ISSUE.kind(PHOTO_ADDED)
    return pen.write({"record": {"photos": [*bodies]}}, after, kind=kind)


def turned(pen: Pen, after: Entry, *bodies: Json) -> Entry:
    return pen.write({"record": {"turned": [*bodies]}}, after)


def pictures(*bodies: Json, turns: tuple[Json, ...] = ()) -> tuple[Picture, ...]:
    pen = Pen("a")
    first = created(pen)
    added = photos(pen, first, *bodies)
    return pictures_of(folded(first, added, turned(pen, added, *turns)))


def test_photos_stand_in_their_order_and_what_is_none_is_left_out() -> None:
    found = pictures({"hash": ONE}, "no photo", {"hash": TWO}, {"caption": "without a hash"})
    assert [one.name for one in found] == [ONE, TWO, ""]
    assert [one.turn for one in found] == [0, 0, 0]
    assert [one.copy for one in found] == [None, None, None]
    assert found[0].shared == found[0].body == {"hash": ONE}
    assert found[0].regions == ()


def test_a_copy_stands_with_its_original_and_the_newest_counts() -> None:
    pen = Pen("a")
    first = created(pen)
    added = photos(pen, first, {"hash": ONE}, {"hash": TWO})
    copied = photos(pen, added, {"hash": COPY, "of": ONE, "blackened": [[1, 2, 3, 4]]})
    again = photos(pen, copied, {"hash": LATER, "of": ONE, "blackened": [[5, 6, 7, 8]]})
    state = folded(first, added, copied, again)
    one, two = pictures_of(state)
    assert (one.name, one.shared["hash"], two.copy) == (ONE, LATER, None)
    assert one.regions == (Region(5, 6, 7, 8),)
    assert photo_count(state) == 2


def test_a_copy_whose_original_was_expunged_stands_alone() -> None:
    (found,) = pictures({"hash": COPY, "of": ONE}, turns=({"of": ONE, "turn": 90},))
    assert (found.name, found.turn, found.copy) == (COPY, 90, None)


def test_the_last_turn_counts_and_what_is_no_turn_does_not() -> None:
    turns: tuple[Json, ...] = (
        {"of": ONE, "turn": 90},
        {"of": ONE, "turn": 270},
        {"of": ONE, "turn": 45},
        {"of": ONE, "turn": "180"},
        "round",
        {"turn": 180},
    )
    one, two = pictures({"hash": ONE}, {"hash": TWO}, turns=turns)
    assert (one.turn, two.turn) == (270, 0)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ([[0, 0, 1000, 1000], [10, 20, 30, 40]], 2),
        ([[0, 0, 1001, 10], [-1, 0, 5, 5], [0, 0, 0, 5], [0, 0, 5, -5], [990, 0, 20, 5]], 0),
        ([[1, 2, 3], ["1", 2, 3, 4], [True, 2, 3, 4], 7], 0),
        ("all", 0),
        (None, 0),
    ],
)
def test_only_what_lies_in_the_picture_is_a_region(said: Json, count: int) -> None:
    assert len(regions_of({"blackened": said})) == count


def test_a_region_turns_with_its_picture() -> None:
    corner = Region(0, 0, 100, 300)
    assert corner.turned(0) == corner
    assert corner.turned(90) == Region(700, 0, 300, 100)
    assert corner.turned(180) == Region(900, 700, 100, 300)
    assert corner.turned(90).turned(270) == corner

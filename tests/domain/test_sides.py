"""Photos from before and after: judged by what their authors knew of the work, by nothing else."""

from itertools import islice, permutations

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.folding.sides import Sides, sides_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CREATED, MOVED, PHOTO_ADDED
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.request import REQUEST
from tests.domain.pen import Pen
from tests.domain.test_fold import created, folded


def photo(pen: Pen, name: str, after: Entry) -> Entry:
    """Attach a photo."""
    content = {"record": {"photos": [{"hash": name * 32}]}}
    return pen.write(content, after, kind=ISSUE.kind(PHOTO_ADDED))  # type: ignore[arg-type]


def moved(pen: Pen, status: str, after: Entry) -> Entry:
    """Move the issue on."""
    return pen.write({"move": status}, after, kind=ISSUE.kind(MOVED))


def names(state: State) -> tuple[list[str], list[str]]:
    """Return the first byte of each photo's hash, before and after."""
    sides = sides_of(ISSUE, state)
    return [one.name[:2] for one in sides.before], [one.name[:2] for one in sides.after]


def test_a_photo_attached_while_the_work_is_done_shows_what_became_of_it() -> None:
    pen = Pen("a")
    first = created(pen)
    found = photo(pen, "01", first)
    verified = moved(pen, "verified", found)
    near = photo(pen, "02", verified)
    handled = moved(pen, "responded", near)
    done = photo(pen, "03", handled)
    every = (first, found, verified, near, handled, done)
    assert names(folded(*every)) == (["01", "02"], ["03"])
    shuffled = islice(permutations(every), 0, None, 97)
    assert all(names(folded(*some)) == (["01", "02"], ["03"]) for some in shuffled)
    pairs = sides_of(ISSUE, folded(*every)).pairs
    assert [(one and one.name[:2], other and other.name[:2]) for one, other in pairs] == [
        ("01", "03"),
        ("02", None),
    ]


def test_what_is_found_when_it_is_sent_back_is_before_again() -> None:
    pen = Pen("a")
    first = created(pen)
    handled = moved(pen, "responded", first)
    done = photo(pen, "01", handled)
    again = moved(pen, "reworked", done)
    still = photo(pen, "02", again)
    assert names(folded(first, handled, done, again, still)) == (["02"], ["01"])


def test_who_did_not_know_that_the_work_began_shows_what_was_found() -> None:
    one, other = Pen("a"), Pen("b")
    first = created(one)
    handled = moved(one, "responded", first)
    unaware = photo(other, "01", first)
    assert names(folded(first, handled, unaware)) == (["01"], [])
    assert sides_of(ISSUE, folded(first, handled, unaware)).pairs == ()


def test_a_move_that_was_taken_back_does_not_count() -> None:
    pen = Pen("a")
    first = created(pen)
    handled = moved(pen, "responded", first)
    undone = pen.write({"undo": handled.hash.hex()}, handled)
    late = photo(pen, "01", undone)
    assert names(folded(first, handled, undone, late)) == (["01"], [])


def test_photos_that_came_with_the_first_entry_or_without_any_move_are_before() -> None:
    pen = Pen("a")
    content = {"move": "reported", "record": {"photos": [{"hash": "01" * 32}]}}
    assert names(folded(pen.write(content, kind=ISSUE.kind(CREATED)))) == (["01"], [])  # type: ignore[arg-type]
    assert names(folded(photo(pen, "02", created(pen)))) == (["02"], [])
    alone = pen.write({"record": {"photos": [{"hash": "03" * 32}]}}, kind=ISSUE.kind(PHOTO_ADDED))
    assert names(folded(alone)) == (["03"], [])
    assert sides_of(ISSUE, folded(created(pen))) == Sides()


def test_where_no_work_is_declared_all_photos_stand_on_one_side() -> None:
    pen = Pen("a")
    first = created(pen)
    state = folded(first, photo(pen, "01", first))
    assert len(sides_of(REQUEST, state).before) == 1

"""What the bureau ruled about entries, carried out in real files."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.folding.hidden import TAKEN_AWAY
from patrol_tui.domain.folding.subject import EXPUNGED, PHOTO_ADDED
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.blobs import Blobs
from patrol_tui.ledger.second.own_copy import SecondCopy
from patrol_tui.services.bureau.rulings import decide_expunge, decide_release
from patrol_tui.services.ports.lists import ListQuery
from tests.ledger.book.test_seals import STRANGER, flags, pushed_with
from tests.ledger.town import KEY, Laptop, Town

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

PHOTO = bytes(range(32))


def expunge(laptop: Laptop, entry: Entry) -> None:
    """Rule that an entry's content goes."""
    laptop.write(*decide_expunge(laptop.store, entry, "当事人要求").drafts)


def stored(laptop: Laptop, entry: Entry) -> object:
    """Return what the file keeps of an entry's content."""
    row = laptop.store._connection.execute(
        "SELECT payload FROM entry WHERE hash = ?", (entry.hash,)
    ).fetchone()
    return row[0] if row else "no such entry"


@pytest.mark.fault(39)
@pytest.mark.invariant("I3")
def test_an_expunged_content_goes_from_every_copy_and_the_chain_verifies(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    entry = one.change(subject, place="张三家")
    one.sync(town.shared)
    for laptop in (town.root, other):
        laptop.sync(town.shared)
    expunge(town.root, entry)
    town.root.sync(town.shared)
    for laptop in (one, other):
        laptop.sync(town.shared)
    for laptop in (town.root, one, other):
        state = laptop.store.state(subject)
        assert state is not None
        assert state.fields["place"] == TAKEN_AWAY
        assert stored(laptop, entry) is None
        assert laptop.store.verify().problems == ()
        laptop.store.index_some()
        assert laptop.store.count(ListQuery("issue", text="张三")) == 0
        assert laptop.store.digest() == town.root.store.digest()
    one.store.rebuild()
    assert one.store.digest() == other.store.digest()


@pytest.mark.fault(39)
def test_a_photo_goes_with_the_entry_that_names_it(town: Town, tmp_path: Path) -> None:
    one = town.enrol(7, "0417")
    blobs = Blobs(tmp_path / "photos.db", KEY)
    photo = blobs.put(b"a face", "image/jpeg")
    subject = one.issue("南门")
    body: Json = {"hash": photo.hex(), "size": 6, "type": "image/jpeg"}
    (entry,) = one.write(one.draft(subject, PHOTO_ADDED, {"record": {"photos": [body]}}))
    one.sync(town.shared)
    town.root.sync(town.shared)
    assert town.root.store.photo_users(photo) == {subject}
    expunge(town.root, entry)
    town.root.sync(town.shared)
    one.sync(town.shared)
    assert list(one.store.photos_named()) == []
    assert one.store.expunged_photos() == {photo}
    blobs.drop(photo)
    blobs.drop(photo)
    one.store.photo_dropped(photo)
    assert not blobs.has(photo)
    assert one.store.expunged_photos() == frozenset()
    one.store.rebuild()
    assert one.store.expunged_photos() == frozenset()
    blobs.close()


@pytest.mark.fault(39)
def test_the_second_copy_forgets_too(town: Town, tmp_path: Path) -> None:
    one = town.enrol(7, "0417")
    copy = SecondCopy(tmp_path / "ledger.copy", KEY)
    one.store.safeguard.copied_to(copy)
    entry = one.change(one.issue("南门"), place="张三家")
    one.sync(town.shared)
    one.store.tidy()
    assert copy.entries()[entry.hash].payload is not None
    town.root.sync(town.shared)
    expunge(town.root, entry)
    town.root.sync(town.shared)
    town.root.store.forget_expunged()
    one.sync(town.shared)
    one.store.forget_expunged()
    assert copy.entries()[entry.hash].payload is None
    one.store.forget_expunged()
    one.store.tidy()
    assert copy.entries()[entry.hash].payload is None
    assert one.store.verify().problems == ()


def test_names_of_photos_that_are_none_are_passed_over(town: Town) -> None:
    subject = town.root.issue("南门")
    entry = town.root.change(subject, place="张三家")
    said: dict[str, Json] = {
        "expunge": entry.hash.hex(),
        "instead": {},
        "blobs": ["zz", "00", PHOTO.hex()],
    }
    town.root.write(town.root.draft(subject, EXPUNGED, said))
    town.root.write(town.root.draft(subject, EXPUNGED, {**said, "blobs": 7}))
    assert town.root.store.expunged_photos() == {PHOTO}


@pytest.mark.fault(31)
def test_a_content_that_vanished_without_the_bureaus_word_is_found(town: Town) -> None:
    one = town.enrol(7, "0417")
    subject = one.issue("南门")
    entry = one.change(subject, place="张三家")
    one.store._connection.execute("UPDATE entry SET payload = NULL WHERE hash = ?", (entry.hash,))
    one.store.rebuild()
    (problem,) = one.store.verify().problems
    assert problem.entry == entry.hash
    assert "no entry of the bureau" in problem.what


@pytest.mark.fault(32)
def test_the_bureau_lets_an_entry_out_of_quarantine(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.sync(town.shared)
    entry = one.change(subject, place="北门")
    pushed_with(one, town.shared, STRANGER)
    for laptop in (town.root, other):
        laptop.sync(town.shared)
        assert flags(laptop, subject) == [None, "barred"]
    town.root.write(decide_release(town.root.store, entry, "查实"))
    town.root.sync(town.shared)
    other.sync(town.shared)
    for laptop in (town.root, other):
        assert laptop.store.quarantined() == {}
        assert flags(laptop, subject)[:2] == [None, None]
        assert laptop.store.verify().problems == ()
    assert town.root.store.digest() == other.store.digest()


def test_an_officer_neither_releases_nor_expunges(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.sync(town.shared)
    entry = one.change(subject, place="北门")
    pushed_with(one, town.shared, STRANGER)
    other.sync(town.shared)
    claims: tuple[tuple[int, dict[str, Json]], ...] = (
        (11, {"release": entry.hash.hex()}),
        (EXPUNGED, {"expunge": entry.hash.hex(), "instead": {}}),
    )
    for fact, content in claims:
        other.write(Draft(subject, ISSUE.kind(fact), content, parents=other.heads(subject)))
    assert set(flags(other, subject)) == {None, "barred", "no_right"}
    assert stored(other, entry) is not None


def test_an_entry_is_named_by_the_beginning_of_its_hash(town: Town) -> None:
    entry = town.root.change(town.root.issue("南门"), place="北门")
    assert town.root.store.find_entry(entry.hash.hex()[:20].upper()).hash == entry.hash
    for unknown in ("", "xyz", "0" * 65, "f" * 64):
        with pytest.raises(NotFound):
            town.root.store.find_entry(unknown)
    for place in range(40):
        town.root.change(entry.subject, place=str(place))
    digits = [one.hash.hex()[0] for one in town.root.store.entries(entry.subject)]
    often = next(digit for digit in digits if digits.count(digit) > 1)
    with pytest.raises(Refused, match="several"):
        town.root.store.find_entry(often)

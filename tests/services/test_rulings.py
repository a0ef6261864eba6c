"""The bureau's decisions about single entries."""

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import TAKEN_AWAY
from patrol_tui.domain.folding.subject import CREATED, NOTED, PHOTO_ADDED
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.bureau.rulings import decide_expunge, decide_release
from patrol_tui.services.syncing.photo_sync import drop_expunged
from tests.services.syncing import Box, SyncedLedger

NOW_US = 1_764_000_000_000_000
THING = name_id("thing", "1")
PHOTO, OTHER = bytes(32), bytes(31) + b"\1"


def bureau() -> SyncedLedger:
    """Return the founder's ledger."""
    ledger = SyncedLedger()
    ledger.set_meta("root_officer", ledger.writer.officer.hex())
    return ledger


def write(ledger: SyncedLedger, fact: int, content: dict[str, Json]) -> Entry:
    """Write about the thing."""
    state = ledger.state(THING)
    draft = Draft(THING, ISSUE.kind(fact), content, parents=state.heads if state else ())
    return ledger.append((draft,), NOW_US)[0]


def begun(ledger: SyncedLedger) -> Entry:
    """Begin the thing."""
    said: dict[str, Json] = {"kind": "fire_lane", "number": "BH-1", "place": "南门"}
    return write(ledger, CREATED, {"set": said, "move": "reported"})


def photo(*names: Json) -> dict[str, Json]:
    """Return what names photos."""
    return {"record": {"photos": [{"hash": name} for name in names]}}


@pytest.mark.fault(39)
def test_an_entry_is_expunged_with_the_photos_that_it_alone_names() -> None:
    ledger = bureau()
    begun(ledger)
    entry = write(ledger, PHOTO_ADDED, photo(PHOTO.hex(), OTHER.hex(), "odd", 7))
    again = write(ledger, PHOTO_ADDED, photo(OTHER.hex()))
    ledger.users[PHOTO] = frozenset((THING,))
    wanted = decide_expunge(ledger, entry, " 当事人要求 ")
    assert (wanted.entries, wanted.blobs) == ((entry.hash,), (PHOTO,))
    (draft,) = wanted.drafts
    assert draft.critical
    assert draft.content["reason"] == "当事人要求"
    ledger.append(wanted.drafts, NOW_US)
    state = ledger.state(THING)
    assert state is not None
    assert [value.entry for value in state.records["photos"]] == [again.hash]
    repeated = decide_expunge(ledger, entry, "x")
    assert repeated.drafts == ()
    assert repeated.blobs == (PHOTO,)
    ledger.users[OTHER] = frozenset((THING, name_id("thing", "2")))
    assert decide_expunge(ledger, again, "x").blobs == ()


@pytest.mark.fault(39)
def test_what_was_said_before_does_not_come_back() -> None:
    ledger = bureau()
    begun(ledger)
    entry = write(ledger, 2, {"set": {"place": "张三家"}})
    ledger.append(decide_expunge(ledger, entry, "x").drafts, NOW_US)
    state = ledger.state(THING)
    assert state is not None
    assert state.fields["place"] == TAKEN_AWAY


def test_expunging_needs_the_bureau_a_reason_and_an_entry_that_is_no_ruling() -> None:
    ledger = bureau()
    first = begun(ledger)
    with pytest.raises(Refused, match="give a reason"):
        decide_expunge(ledger, first, "  ")
    (ruling,) = ledger.append(decide_expunge(ledger, first, "x").drafts, NOW_US)
    with pytest.raises(Refused, match="itself a decision"):
        decide_expunge(ledger, ruling, "y")
    ledger.set_meta("root_officer", "")
    with pytest.raises(Refused, match="Only the bureau"):
        decide_expunge(ledger, first, "x")


def test_an_entry_leaves_quarantine_by_the_bureaus_word() -> None:
    ledger = bureau()
    begun(ledger)
    note = write(ledger, NOTED, {"record": {"notes": ["x"]}})
    with pytest.raises(Refused, match="not in quarantine"):
        decide_release(ledger, note, "")
    ledger.in_quarantine.add(note.hash)
    assert "reason" not in decide_release(ledger, note, " ").content
    ledger.append((decide_release(ledger, note, "查实"),), NOW_US)
    state = ledger.state(THING)
    assert state is not None
    assert [value.value for value in state.records["notes"]] == ["x"]


def test_what_is_not_held_or_not_known_is_not_ruled_on() -> None:
    ledger, other = bureau(), bureau()
    entry = begun(other)
    with pytest.raises(NotFound):
        decide_expunge(ledger, entry, "x")
    first = begun(ledger)
    newer = ledger.append((Draft(THING, 0x7E01, {}, parents=(first.hash,)),), NOW_US)[0]
    with pytest.raises(Refused, match="newer version"):
        decide_release(ledger, newer, "x")


@pytest.mark.fault(39)
def test_expunged_photos_are_dropped_once() -> None:
    ledger, box = bureau(), Box(b"abc")
    (name,) = box.whole
    ledger.to_drop = {name, PHOTO}
    drop_expunged(ledger, box)
    assert box.whole == {}
    assert ledger.expunged_photos() == frozenset()

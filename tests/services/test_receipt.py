"""The receipt names what is missing, and says 'complete' only when nothing is."""

from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import id_text, name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.subject import CREATED, NOTED, PHOTO_ADDED
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL
from patrol_tui.services.exports.receipt import Tally, receipt, short_code
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from patrol_tui.services.syncing.sync import run_sync
from tests.services.syncing import Box, ScriptedShared, SyncedLedger, needs

NOW_US = 1_764_000_000_000_000
LANE, WALK = name_id("thing", "lane"), name_id("thing", "walk")


def wrote(ledger: SyncedLedger, subject: bytes, kind: int, **content: Json) -> Entry:
    """Write one entry."""
    return ledger.append((Draft(subject, kind, content),), NOW_US)[0]


def recorded(ledger: SyncedLedger) -> None:
    """Record an issue with a note, on a patrol."""
    wrote(ledger, WALK, PATROL.kind(CREATED))
    fields: dict[str, Json] = {"number": "BH-251124-07-01", "place": "gate 3"}
    wrote(ledger, LANE, ISSUE.kind(CREATED), set=fields)
    wrote(ledger, LANE, ISSUE.kind(NOTED), record={"notes": ["seen"]})


def test_nothing_written_is_complete() -> None:
    found = receipt(SyncedLedger(), Box())
    assert found.is_complete
    assert (found.confirmed_at_us, found.reached_at_us, found.oldest_unsent_us) == (None,) * 3


def test_what_is_not_sent_is_named() -> None:
    ledger = SyncedLedger()
    recorded(ledger)
    found = receipt(ledger, Box())
    assert not found.is_complete
    assert found.as_json() == {
        "complete": False,
        "counts": {"issue": {"here": 1, "shared": 0}, "patrol": {"here": 1, "shared": 0}},
        "entries": {"here": 3, "shared": 0},
        "photos": {"here": 0, "shared": 0},
        "missing": [
            {"id": id_text(WALK), "what": "patrol"},
            {"id": "BH-251124-07-01", "what": "issue"},
        ],
        "digest": "0001 0203 0405",
    }
    assert found.missing[1].title == "gate 3"
    assert found.oldest_unsent_us == NOW_US


def test_the_work_of_the_day_is_named_before_what_set_the_laptop_up() -> None:
    ledger = SyncedLedger()
    wrote(ledger, name_id("thing", "laptop"), DEVICE.kind(CREATED))
    recorded(ledger)
    found = [missing.type for missing in receipt(ledger, Box()).missing]
    assert found == ["patrol", "issue", "device"]


def test_a_record_counts_once_all_its_entries_do() -> None:
    ledger = SyncedLedger()
    recorded(ledger)
    ledger.shared = {entry.hash for entry in ledger.kept[:2]}
    found = receipt(ledger, Box())
    assert found.counts == {"issue": Tally(1, 0), "patrol": Tally(1, 1)}
    assert found.entries == Tally(3, 2)
    assert [missing.subject for missing in found.missing] == [LANE]


def test_after_a_sync_it_is_complete_and_says_when() -> None:
    ledger, box = SyncedLedger(), Box(b"x" * 100)
    recorded(ledger)
    needs(ledger, LANE, list(box.whole))
    assert [missing.type for missing in receipt(ledger, box).missing] == [
        "patrol",
        "issue",
        "photo",
    ]
    run_sync(ledger, box, ScriptedShared, FixedClock(NOW_US + 5), lambda _: None, lambda: False)
    found = receipt(ledger, box, PhotoMarks(ledger))
    assert found.is_complete
    assert found.photos == Tally(1, 1)
    assert found.confirmed_at_us == found.reached_at_us == NOW_US + 5


def test_an_own_photo_that_vanished_is_missing_and_anothers_is_not() -> None:
    ledger = SyncedLedger()
    own, theirs = name_id("photo", "own"), name_id("photo", "theirs")
    entry = wrote(ledger, LANE, ISSUE.kind(PHOTO_ADDED), record={"photos": [{"hash": own.hex()}]})
    wrote(ledger, LANE, ISSUE.kind(NOTED))
    ledger.shared = {one.hash for one in ledger.kept}
    needs(ledger, LANE, [own, theirs])
    found = receipt(ledger, Box())
    assert [(missing.type, missing.title) for missing in found.missing] == [("photo", "front")]
    assert found.photos == Tally(1, 0)
    for payload in (None, b"broken"):
        ledger.kept[0] = entry._replace(payload=payload)
        assert receipt(ledger, Box()).is_complete


def test_a_kind_that_this_program_does_not_know_is_named_by_its_id() -> None:
    ledger = SyncedLedger()
    wrote(ledger, LANE, 0x7F01)
    (missing,) = receipt(ledger, Box()).missing
    assert (missing.id, missing.type) == (id_text(LANE), "")


def test_the_code_is_read_in_groups() -> None:
    assert short_code(bytes.fromhex("7f3a91c05be2ffff")) == "7f3a 91c0 5be2"

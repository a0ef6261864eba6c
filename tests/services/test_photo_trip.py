"""Photos on their way: previews ahead, entries before any of them, each on its own."""

import json

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.subject import CHANGED, PHOTO_ADDED
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from patrol_tui.services.syncing.photo_trip import preview_hash
from patrol_tui.services.syncing.sync import run_sync
from patrol_tui.services.syncing.sync_values import SyncProgress, SyncResult
from patrol_tui.services.things.issues import PhotoRef
from tests.services.syncing import CHUNK_BYTES, Box, ScriptedShared, SyncedLedger, answer, needs

NOW_US = 1_764_000_000_000_000
LANE = name_id("thing", "lane")
LARGE, SMALL = b"L" * (3 * CHUNK_BYTES), b"s" * 900


def write(ledger: SyncedLedger, fact: int, **content: object) -> None:
    said = json.loads(json.dumps(content))
    ledger.append((Draft(LANE, ISSUE.kind(fact), said),), NOW_US)


def with_preview() -> tuple[SyncedLedger, Box, bytes, bytes]:
    """Return a ledger that names a large photo and its preview, and the box that holds both."""
    ledger, box = SyncedLedger(), Box(LARGE, SMALL)
    large, small = box.whole
    body = {"hash": large.hex(), "preview": small.hex(), "type": "image/png"}
    write(ledger, PHOTO_ADDED, record={"photos": [body]})
    needs(ledger, LANE, [large])
    return ledger, box, large, small


def synced(
    ledger: SyncedLedger, box: Box, shared: ScriptedShared, told: list[SyncProgress] | None = None
) -> SyncResult:
    heard: list[SyncProgress] = [] if told is None else told
    clock = FixedClock(NOW_US)
    return run_sync(ledger, box, lambda: shared, clock, heard.append, lambda: False)


def test_the_preview_goes_before_the_photo_and_is_not_counted() -> None:
    ledger, box, large, small = with_preview()
    shared, told = ScriptedShared(), list[SyncProgress]()
    result = synced(ledger, box, shared, told)
    assert list(shared.chunks) == [small, large]
    assert (result.state, result.photos_sent, result.photos_pending) == ("complete", 1, 0)
    assert {one.photos_total for one in told if one.step == "photos"} == {1}
    assert told[-1].photo_bytes_sent == told[-1].photo_bytes_total == len(LARGE) + len(SMALL)
    again = ScriptedShared()
    assert synced(ledger, box, again).photos_sent == 0
    assert again.chunks == {}


def test_previews_go_first_then_what_fills_a_screen_then_the_photos() -> None:
    ledger, box = SyncedLedger(), Box(LARGE, b"M" * 2000, SMALL, b"l" * 99)
    large, middle, small, little = box.whole
    body = {"hash": large.hex(), "preview": small.hex(), "smaller": middle.hex()}
    other = {"hash": little.hex(), "preview": small.hex(), "smaller": 5}
    write(ledger, PHOTO_ADDED, record={"photos": [body, other]})
    needs(ledger, LANE, [large, little])
    shared = ScriptedShared()
    assert synced(ledger, box, shared).photos_sent == 2
    assert list(shared.chunks) == [small, middle, little, large]


def test_a_preview_that_is_there_is_not_sent_again() -> None:
    ledger, box, large, small = with_preview()
    shared = ScriptedShared()
    PhotoMarks(ledger).confirm(small)
    assert synced(ledger, box, shared).photos_sent == 1
    assert list(shared.chunks) == [large]


@pytest.mark.parametrize("said", [None, 7, "no hash", "self"])
def test_a_photo_without_a_preview_goes_alone(said: object) -> None:
    ledger, box = SyncedLedger(), Box(LARGE)
    (large,) = box.whole
    preview = large.hex() if said == "self" else said
    write(ledger, PHOTO_ADDED, record={"photos": [{"hash": large.hex(), "preview": preview}]})
    needs(ledger, LANE, [large])
    shared = ScriptedShared()
    assert synced(ledger, box, shared).photos_sent == 1
    assert list(shared.chunks) == [large]
    assert preview_hash({}) is None


def test_others_see_the_preview_while_the_photo_is_not_there_yet() -> None:
    ledger, box, large, small = with_preview()
    shared = ScriptedShared(sizes={small: len(SMALL)}, chunks={small: {0: SMALL}})
    box.whole.clear()
    assert synced(ledger, box, shared).state == "complete"
    assert box.whole == {small: SMALL}
    shared.sizes[large] = len(LARGE)
    parts = {n: LARGE[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES] for n in range(3)}
    shared.chunks[large] = parts
    synced(ledger, box, shared)
    assert box.whole[large] == LARGE
    assert box.arriving[large][0] == "image/png"


@pytest.mark.fault(36)
def test_a_photo_that_came_damaged_does_not_hold_up_the_others() -> None:
    ledger, box = SyncedLedger(), Box()
    bad, good = sorted((name_id("photo", "a"), name_id("photo", "b")))
    needs(ledger, LANE, [bad, good])
    shared = ScriptedShared(sizes={bad: 1, good: 1}, chunks={bad: {0: b"x"}, good: {0: b"y"}})
    keep = box.put_chunk

    def put_chunk(name: bytes, n: int, content: bytes) -> bool:
        if name == bad:
            raise Corrupt("damaged")
        return keep(name, n, content)

    box.put_chunk = put_chunk  # type: ignore[method-assign]
    assert synced(ledger, box, shared).state == "complete"
    assert list(box.whole) == [good]


def test_what_is_written_meanwhile_goes_before_the_rest_of_a_photo() -> None:
    ledger, box = SyncedLedger(), Box(LARGE)
    needs(ledger, LANE, list(box.whole))
    shared = ScriptedShared()
    held: list[int] = []
    written = [False]

    def write_once() -> None:
        held.append(len(shared.log))
        if not written[0]:
            written[0] = True
            write(ledger, CHANGED, set={"place": "gate"})

    shared.before_chunk = write_once
    told: list[SyncProgress] = []
    result = synced(ledger, box, shared, told)
    assert held == [0, 1, 1]
    assert (result.state, result.receipts, result.photos_sent) == ("complete", 1, 1)
    assert [one.entries_total for one in told][-1] == 1
    assert told[-2].step == "photos"


def test_a_refused_entry_is_not_sent_again_before_each_photo() -> None:
    ledger, box, _large, _small = with_preview()
    shared = ScriptedShared(script=[lambda _: answer(refusal="denied")] * 3)
    result = synced(ledger, box, shared)
    assert (result.state, result.photos_sent, len(shared.flights)) == ("refused", 1, 1)


def test_without_photos_only_entries_go() -> None:
    ledger, box, _large, _small = with_preview()
    shared, clock = ScriptedShared(), FixedClock(NOW_US)
    result = run_sync(
        ledger, box, lambda: shared, clock, lambda _: None, lambda: False, with_photos=False
    )
    assert (result.state, result.pending, result.photos_pending) == ("partial", 0, 1)
    assert shared.chunks == {}


def test_a_photo_may_be_named_without_a_preview() -> None:
    assert "preview" not in PhotoRef(b"\x01" * 32, 3, "image/png").body()

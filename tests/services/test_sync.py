"""A sync as the shells see it: what it does in which order, and what it says."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from random import Random
from typing import NoReturn

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.subject import CREATED, PHOTO_ADDED, SHARED
from patrol_tui.domain.language.errors import Corrupt, Lacking, Refused, Unreachable
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Answer, Exchange, Segment
from patrol_tui.services.syncing.sync import RESTORED, run_sync, unsent_photos
from patrol_tui.services.syncing.sync_log import confirmed_at_us, past_syncs, reached_at_us
from patrol_tui.services.syncing.sync_values import SyncProgress, SyncResult
from tests.services.syncing import (
    BINHU,
    CHUNK_BYTES,
    Box,
    ScriptedShared,
    SyncedLedger,
    answer,
    needs,
    row,
    segment,
)

NOW_US = 1_764_000_000_000_000
LANE = name_id("thing", "lane")


def wrote(ledger: SyncedLedger, fact: int = CREATED, **content: object) -> Entry:
    """Write one entry about the fire lane."""
    said = json.loads(json.dumps(content))
    return ledger.append((Draft(LANE, ISSUE.kind(fact), said),), NOW_US)[0]


def synced(
    ledger: SyncedLedger,
    shared: ScriptedShared | Callable[[], ScriptedShared],
    box: Box | None = None,
    told: list[SyncProgress] | None = None,
    cancel: Callable[[], bool] = lambda: False,
) -> SyncResult:
    """Sync once."""
    connect = shared if callable(shared) else lambda: shared
    heard: list[SyncProgress] = [] if told is None else told
    return run_sync(ledger, box or Box(), connect, FixedClock(NOW_US), heard.append, cancel)


def failing(error: Exception) -> Callable[..., NoReturn]:
    """Return a function that fails."""

    def fail(*_: object) -> NoReturn:
        raise error

    return fail


def test_all_that_was_written_is_sent_and_receipted() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    for number in range(3):
        wrote(ledger, record={"notes": [str(number)]})
    result = synced(ledger, shared)
    assert result.as_json(str) == {
        "state": "complete",
        "pushed": 3,
        "receipts": 3,
        "pulled": 0,
        "pending": 0,
        "photos_sent": 0,
        "photos_pending": 0,
        "conflicts": 0,
        "quarantined": 0,
        "round_trips": 1,
        "bytes_sent": 100,
        "bytes_received": 50,
        "seconds": 0.0,
        "reason": None,
    }
    assert shared.is_closed
    assert shared.flights[0].own_streams == {ledger.stream}
    assert shared.flights[0].device == ledger.writer.device


def test_a_receipt_is_looked_for_once_however_much_is_sent() -> None:
    asked: list[bytes] = []

    class Asked(SyncedLedger):
        def in_shared(self, hashes: Iterable[bytes]) -> frozenset[bytes]:
            wanted = list(hashes)
            asked.extend(wanted)
            return super().in_shared(wanted)

    ledger = Asked()
    for number in range(40):
        wrote(ledger, record={"notes": [Random(number).randbytes(2_000).hex()]})  # noqa: S311
    shared = ScriptedShared()
    assert synced(ledger, shared).receipts == 40
    assert len(shared.flights) > 2
    assert len(asked) == 40


def test_without_anything_new_one_flight_asks_what_others_wrote() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared(log=[b"1" * 32, b"2" * 32])
    assert synced(ledger, shared).pulled == 2
    assert len(shared.flights) == 1


def test_progress_tells_each_step() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    wrote(ledger)
    box = Box(b"x" * 20_000)
    needs(ledger, LANE, list(box.whole))
    told: list[SyncProgress] = []
    synced(ledger, shared, box, told)
    assert [(progress.step, progress.done, progress.total) for progress in told] == [
        ("connecting", 0, 1),
        ("entries", 1, 1),
        ("photos", 0, 20_000),
        ("photos", 16_384, 20_000),
        ("photos", 20_000, 20_000),
        ("photos", 20_000, 20_000),
        ("done", 1, 1),
    ]
    assert told[-1].photos_confirmed == told[-1].photos_total == 1
    assert SyncProgress.begun().step == "connecting"


def test_while_more_waits_nothing_is_pushed_again() -> None:
    ledger = SyncedLedger()
    entry = wrote(ledger)
    shared = ScriptedShared(
        script=[
            lambda _: answer(segment((row(1, b"1" * 32),), more=True)),
            lambda _: answer(segment((row(2, entry.hash),))),
        ]
    )
    assert synced(ledger, shared).state == "complete"
    assert [len(flight.runs) for flight in shared.flights] == [1, 0]


def test_what_does_not_fit_into_one_flight_goes_with_the_next() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    for number in range(200):
        wrote(ledger, set={"note": str(number)})
    assert synced(ledger, shared).receipts == 200
    assert len(shared.flights) > 1


def test_a_database_out_of_reach_is_a_result() -> None:
    ledger = SyncedLedger()
    wrote(ledger)
    result = synced(ledger, failing(Unreachable("no link to {host}", host="h")))
    assert (result.state, result.pending, str(result.reason)) == ("unreachable", 1, "no link to h")
    assert reached_at_us(ledger) is None


def test_a_foreign_database_is_a_result() -> None:
    result = synced(SyncedLedger(), failing(Refused("another district's")))
    assert (result.state, str(result.reason)) == ("refused", "another district's")


def test_a_link_that_breaks_half_way_keeps_what_was_done() -> None:
    ledger = SyncedLedger()
    first, _ = wrote(ledger), wrote(ledger)
    shared = ScriptedShared(
        script=[
            lambda _: answer(segment((row(1, first.hash),), more=True)),
            failing(Unreachable("gone")),
        ]
    )
    result = synced(ledger, shared)
    assert (result.state, result.receipts, result.pending) == ("partial", 1, 1)
    assert shared.is_closed
    assert reached_at_us(ledger) == NOW_US
    assert confirmed_at_us(ledger) is None


def test_a_log_that_does_not_fit_is_refused() -> None:
    ledger = SyncedLedger()
    shared = ScriptedShared(script=[failing(Corrupt("the chain breaks"))])
    assert synced(ledger, shared).state == "refused"


def test_stopping_keeps_what_was_done() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    wrote(ledger)
    box = Box(b"x" * (3 * CHUNK_BYTES))
    needs(ledger, LANE, list(box.whole))
    told: list[SyncProgress] = []
    result = synced(
        ledger, shared, box, told, cancel=lambda: told[-1].photo_bytes_sent > CHUNK_BYTES
    )
    assert (result.state, result.receipts, result.photos_pending) == ("partial", 1, 1)
    assert "stopped" in str(result.reason)
    (chunks,) = shared.chunks.values()
    assert sorted(chunks) == [0, 1]


@pytest.mark.parametrize("code", ["denied", "oversize", "something new"])
def test_a_refused_push_still_pulls_the_rest(code: str) -> None:
    ledger = SyncedLedger()
    wrote(ledger)
    shared = ScriptedShared(
        script=[
            lambda _: answer(segment((row(1, b"1" * 32),), more=True), refusal=code),
            lambda _: answer(segment((row(2, b"2" * 32),))),
        ]
    )
    result = synced(ledger, shared)
    assert (result.state, result.pulled, result.pending, result.pushed) == ("refused", 2, 1, 0)
    assert [len(flight.runs) for flight in shared.flights] == [1, 0]


def test_a_push_that_what_came_may_have_cured_is_tried_again() -> None:
    ledger = SyncedLedger()
    wrote(ledger)
    restored = Segment(BINHU, b"E" * 16, (), (), more=True, is_unknown=True)
    shared = ScriptedShared(
        script=[lambda _: answer(restored, refusal="unknown_prev"), None],
    )
    assert synced(ledger, shared).state == "complete"
    assert [len(flight.runs) for flight in shared.flights] == [1, 0, 1]


def test_a_push_that_stays_refused_is_given_up() -> None:
    ledger = SyncedLedger()
    wrote(ledger)

    def refuse(_: Exchange) -> Answer:
        return answer(segment((), more=True), refusal="altered")

    def nothing(_: Exchange) -> Answer:
        return answer(segment(()))

    shared = ScriptedShared(script=[refuse, nothing, refuse, nothing, refuse, nothing, refuse])
    result = synced(ledger, shared)
    assert (result.state, len(shared.script)) == ("refused", 0)
    assert "altered" in str(result.reason)


def test_a_database_that_takes_entries_and_does_not_show_them_is_not_asked_for_ever() -> None:
    ledger = SyncedLedger()
    wrote(ledger)
    shared = ScriptedShared(script=[lambda _: answer(segment(()))] * 2)
    result = synced(ledger, shared)
    assert (result.state, len(shared.flights)) == ("refused", 1)


def test_own_entries_that_this_laptop_lost_are_asked_for_in_full() -> None:
    ledger = SyncedLedger()
    ledger.lost = {b"1" * 32}
    shared = ScriptedShared(
        script=[
            None,
            lambda _: answer(segment((row(1, b"1" * 32),), runs=(b"the run",))),
        ],
        log=[b"1" * 32],
    )
    result = synced(ledger, shared)
    assert (result.state, result.pulled) == ("complete", 1)
    assert [len(flight.own_streams) for flight in shared.flights] == [1, 0]


def test_shares_of_a_restored_laptop_are_carried_out_again() -> None:
    """It forgot that they were still to be done, and gets the entries back."""
    ledger = SyncedLedger()
    shared = ScriptedShared(
        script=[
            None,
            lambda _: answer(segment((row(1, b"1" * 32),), runs=(b"the run",))),
        ],
        log=[b"1" * 32],
    )
    wrote(ledger, SHARED, add={"stations": ["nanhu"]})
    ledger.shared.update(entry.hash for entry in ledger.kept)
    ledger.lost = {b"1" * 32}
    synced(ledger, shared)
    assert shared.shares == [(LANE, BINHU, name_id("station", "nanhu"))]


def test_a_database_that_never_sends_what_is_lost_is_given_up() -> None:
    ledger = SyncedLedger()
    ledger.lost = {b"1" * 32}
    result = synced(ledger, ScriptedShared(log=[b"1" * 32]))
    assert (result.state, type(result.reason)) == ("refused", Lacking)


def test_a_shared_thing_is_put_into_the_other_log_after_its_entry() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    wrote(ledger)
    wrote(ledger, SHARED, add={"stations": ["nanhu"]})
    wrote(ledger, SHARED, add={"stations": "odd"})
    wrote(ledger, SHARED, set={})
    assert synced(ledger, shared).state == "complete"
    assert shared.shares == [(LANE, BINHU, name_id("station", "nanhu"))]
    synced(ledger, shared)
    assert len(shared.shares) == 1


def test_a_share_that_the_link_cut_off_is_made_up_for() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    wrote(ledger, SHARED, add={"stations": ["nanhu", "anda"]})
    calls = []

    class Cut(ScriptedShared):
        def share(self, subject: bytes, home: bytes, target: bytes) -> None:
            calls.append((subject, home, target))
            if len(calls) > 1:
                raise Unreachable("gone")

    assert synced(ledger, Cut()).state == "partial"
    synced(ledger, shared)
    assert [share[2] for share in shared.shares] == [name_id("station", "anda")]


def test_a_share_waits_for_its_entry() -> None:
    ledger = SyncedLedger()
    wrote(ledger, SHARED, add={"stations": ["nanhu"]})
    refused = ScriptedShared(script=[lambda _: answer(segment(()), refusal="denied")])
    assert synced(ledger, refused).state == "refused"
    assert refused.shares == []
    later = ScriptedShared()
    synced(ledger, later)
    assert len(later.shares) == 1


@pytest.mark.fault(23, 24)
def test_shares_are_carried_out_again_in_a_database_that_was_restored() -> None:
    """Its backup may be of the moment when the entry was there and the copies were not."""
    ledger, shared = SyncedLedger(), ScriptedShared()
    wrote(ledger, SHARED, add={"stations": ["nanhu"]})
    synced(ledger, shared)
    restored = Segment(BINHU, b"F" * 16, (), (), more=True, is_unknown=True)
    after = ScriptedShared(script=[lambda _: answer(restored)])
    synced(ledger, after)
    assert after.shares == shared.shares != []


def test_small_photos_go_first_and_count_once_they_are_proven() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    box = Box(b"x" * 40_000, b"y" * 100)
    needs(ledger, LANE, list(box.whole) * 2)
    assert unsent_photos(ledger, box) == 2
    result = synced(ledger, shared, box)
    assert (result.photos_sent, result.photos_pending, result.state) == (2, 0, "complete")
    assert [sum(map(len, part.values())) for part in shared.chunks.values()] == [100, 40_000]
    assert unsent_photos(ledger, box) == 0
    assert result.bytes_sent == 40_200
    asked = len(shared.chunks)
    shared.chunks.clear()
    synced(ledger, shared, box)
    assert (asked, len(shared.chunks)) == (2, 0)


def test_a_photo_that_arrived_damaged_is_sent_again() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared(spoils=1)
    box = Box(b"x" * 20_000)
    needs(ledger, LANE, list(box.whole))
    assert synced(ledger, shared, box).state == "complete"


def test_a_photo_that_never_arrives_whole_does_not_hold_up_the_others() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared(spoils=2)
    box = Box(b"x" * 10, b"y" * 20_000)
    needs(ledger, LANE, list(box.whole))
    result = synced(ledger, shared, box)
    assert (result.state, result.photos_sent, result.photos_pending) == ("refused", 1, 1)


def test_a_photo_goes_on_where_the_link_broke() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    box = Box(b"x" * (4 * CHUNK_BYTES))
    needs(ledger, LANE, list(box.whole))
    left = [2]

    def cut() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Unreachable("gone")

    shared.before_chunk = cut
    assert synced(ledger, shared, box).state == "partial"
    shared.before_chunk = lambda: None
    told: list[SyncProgress] = []
    assert synced(ledger, shared, box, told).photos_sent == 1
    assert sum(progress.step == "photos" for progress in told) == 1 + 2 + 1


def test_what_the_pull_calls_for_leaves_in_the_same_sync() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    owed = [True, False]

    def after_pull() -> bool:
        if owed[0]:
            wrote(ledger)
        return owed.pop(0)

    for flights in (2, 3):  # nothing is sent for its own sake
        result = run_sync(
            *(ledger, Box(), lambda: shared, FixedClock(NOW_US), lambda _: None, lambda: False),
            after_pull=after_pull,
        )
        assert (result.state, result.pending) == ("complete", 0)
        assert len(shared.flights) == flights


def _given(said: Answer, _flight: Exchange) -> Answer:
    return said


def test_a_district_whose_database_was_restored_is_remembered_for_the_bureau() -> None:
    ledger = SyncedLedger()
    for station, noted in ((BINHU, None), (DISTRICT, "1")):
        restored = answer(Segment(station, b"F" * 16, (), (), more=True, is_unknown=True))
        synced(ledger, ScriptedShared(script=[partial(_given, restored)]))
        assert ledger.meta(RESTORED) == noted


def test_photos_are_sent_again_to_a_database_that_was_restored() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    box = Box(b"x" * 100)
    needs(ledger, LANE, list(box.whole))
    synced(ledger, shared, box)
    restored = Segment(BINHU, b"F" * 16, (), (), more=True, is_unknown=True)
    after = ScriptedShared(script=[lambda _: answer(restored)])
    assert synced(ledger, after, box).photos_sent == 1


def test_photos_of_others_in_the_own_station_are_fetched() -> None:
    ledger, shared, box = SyncedLedger(), ScriptedShared(), Box()
    photo = name_id("photo", "theirs")
    wrote(
        ledger, PHOTO_ADDED, record={"photos": ["odd", {"hash": photo.hex(), "type": "image/webp"}]}
    )
    needs(ledger, LANE, [photo])
    shared.sizes[photo] = CHUNK_BYTES + 1
    shared.chunks[photo] = {0: b"x" * CHUNK_BYTES, 1: b"y"}
    result = synced(ledger, shared, box)
    assert (result.state, result.photos_pending) == ("complete", 0)
    assert box.arriving[photo][0] == "image/webp"
    assert box.whole[photo] == b"x" * CHUNK_BYTES + b"y"
    assert unsent_photos(ledger, box) == 0


def test_a_photo_that_is_not_there_yet_is_waited_for() -> None:
    ledger, shared, box = SyncedLedger(), ScriptedShared(), Box()
    absent, cut, whole = (name_id("photo", name) for name in ("absent", "cut", "whole"))
    needs(ledger, LANE, [absent, cut, whole])
    shared.sizes = {cut: 5, whole: 0}
    assert synced(ledger, shared, box).state == "complete"
    assert sorted(box.arriving) == sorted((cut, whole))
    assert box.whole == {}


def test_no_room_for_others_photos_is_no_failure() -> None:
    ledger, shared, box = SyncedLedger(), ScriptedShared(), Box()
    photo = name_id("photo", "theirs")
    needs(ledger, LANE, [photo])
    shared.sizes[photo] = 5
    shared.before_chunk = failing(Refused("no room"))
    assert synced(ledger, shared, box).state == "complete"


def test_the_log_of_syncs_keeps_the_last_ones() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    wrote(ledger)
    synced(ledger, failing(Unreachable("no link to {host}", host="h")))
    synced(ledger, shared)
    newest, oldest = past_syncs(ledger)
    assert (newest.state, newest.sent, newest.at_us) == ("complete", 1, NOW_US)
    assert newest.reason_text(str) == ""
    assert (oldest.state, oldest.reason_text(str)) == ("unreachable", "no link to h")
    assert confirmed_at_us(ledger) == NOW_US
    for _ in range(60):
        synced(ledger, shared)
    assert len(past_syncs(ledger)) == 50


def test_entries_of_unreadable_content_are_sent_like_others() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()
    entry = wrote(ledger, SHARED, add={"stations": ["nanhu"]})

    ledger.kept[0] = entry._replace(payload=None)
    wrote(ledger, SHARED)
    broken = ledger.kept[1]._replace(payload=b"broken")
    ledger.kept[1] = broken
    assert synced(ledger, shared).pushed == 2
    assert shared.shares == []


def test_what_is_written_while_it_runs_makes_it_partial() -> None:
    ledger, shared = SyncedLedger(), ScriptedShared()

    def write_on(progress: SyncProgress) -> None:
        if progress.step == "photos":
            wrote(ledger)

    result = run_sync(ledger, Box(), lambda: shared, FixedClock(NOW_US), write_on, lambda: False)
    assert (result.state, result.pending, result.reason) == ("partial", 1, None)


def test_what_follows_from_a_lost_entry_does_not_hold_up_the_rest() -> None:
    ledger = SyncedLedger()
    first = wrote(ledger)
    wrote(ledger)

    def lacks(_: Exchange) -> Answer:
        return answer(segment(()), refusal="unknown_prev")

    shared = ScriptedShared(script=[lacks, None, lacks])
    result = synced(ledger, shared)
    assert [len(flight.runs) for flight in shared.flights] == [2, 1, 1]
    assert ledger.shared == {first.hash}
    assert (result.state, result.receipts, result.pending) == ("partial", 1, 1)
    assert "lacks what was written before" in str(result.reason)


def test_lists_that_a_first_fetch_left_are_made_before_photos_go() -> None:
    ledger, told = SyncedLedger(), list[SyncProgress]()
    ledger.owed = 3
    assert synced(ledger, ScriptedShared(), told=told).state == "complete"
    assert ledger.owed == 0


def test_making_lists_can_be_stopped() -> None:
    ledger = SyncedLedger()
    ledger.owed = 3
    told = list[SyncProgress]()
    result = synced(ledger, ScriptedShared(), told=told, cancel=lambda: len(told) > 3)
    assert result.state == "partial"

"""Carries out a sync: entries first, then photos; says how it goes; can be stopped anywhere.

It touches no database itself. Everything that it has done is done for good: a sync that stops
half-way leaves both sides whole, and the next one goes on from there.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from patrol_tui.clock import Clock
from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import HEADER_BYTES, Entry, unpack_header
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.run import Run
from patrol_tui.domain.folding.subject import SHARED
from patrol_tui.domain.language.errors import (
    N_,
    Corrupt,
    Lacking,
    PatrolError,
    Refused,
    Unreachable,
    Usage,
)
from patrol_tui.services.ports.ports import DISTRICT, Ledger
from patrol_tui.services.ports.shared import Answer, Exchange, Segment
from patrol_tui.services.syncing.flight_size import MOST_BYTES, FlightSize
from patrol_tui.services.syncing.photo_sync import (
    PhotoBox,
    PhotoMarks,
    SharedPhotos,
    drop_expunged,
)
from patrol_tui.services.syncing.photo_trip import PhotoTrip
from patrol_tui.services.syncing.sync_log import note_outcome
from patrol_tui.services.syncing.sync_values import (
    Cancel,
    Outcome,
    Step,
    SyncProgress,
    SyncResult,
)

__all__ = ["Cancel", "SyncProgress", "SyncResult", "run_sync", "unsent_photos"]

STOPPED = N_("The sync was stopped. What was sent stays sent; the next one goes on from there.")
NOT_SHOWN = N_(
    "The shared database took entries but does not show them. Nothing is lost; tell the bureau."
)
REFUSALS = {
    "unknown_prev": N_(
        "The shared database refused entries, since it lacks what was written before them. "
        "Nothing is lost; tell the bureau."
    ),
    "altered": N_(
        "The shared database refused entries as altered on the way. Nothing is lost; sync again, "
        "and tell the bureau if that does not help."
    ),
    "denied": N_(
        "The shared database does not take entries from this laptop. Nothing is lost; ask the "
        "bureau."
    ),
    "oversize": N_("The shared database refused entries as too long. Nothing is lost."),
}
_GAP = "unknown_prev"
_HEALING = frozenset((_GAP, "altered"))
_MOST_HEALINGS = 3
_SHARES = "sync.shares"
RESTORED = "sync.restored"
"""Kept where another database stands in the place of the one that this laptop knew."""


AfterPull = Callable[[], bool]
"""Called once all entries have come; tells whether it wrote something that is to be sent."""


def _owes_nothing() -> bool:
    return False


class _Stopped(Exception):
    """Somebody wants the sync to end."""


def unsent_photos(ledger: Ledger, box: PhotoBox, marks: PhotoMarks | None = None) -> int:
    """Return how many photos of this laptop the shared database has not confirmed."""
    kept = marks or PhotoMarks(ledger)
    return sum(box.has(need.blob) for need in kept.unconfirmed())


def run_sync(  # noqa: PLR0913 - three are wishes of whoever asks
    ledger: Ledger,
    box: PhotoBox,
    connect: Callable[[], SharedPhotos],
    clock: Clock,
    progress: Callable[[SyncProgress], None],
    cancel: Cancel,
    *,
    with_photos: bool = True,
    after_pull: AfterPull = _owes_nothing,
    most_bytes: int = MOST_BYTES,
) -> SyncResult:
    """Sync once and say how it went; a link that is gone or refuses is a result, not an error.

    Args:
        ledger: this laptop's entries.
        box: this laptop's photos.
        connect: opens the shared database.
        clock: tells how long it took.
        progress: told after every step.
        cancel: asked before every step.
        with_photos: send and fetch photos too, after all entries.
        after_pull: writes what follows from what came; it is sent in the same sync.
        most_bytes: what a flight may grow to, either way.

    Raises:
        NotSaved: this laptop's own disk refused.
    """
    sync = _Sync(ledger, box, clock, progress, cancel, after_pull)
    sync.size = FlightSize(ledger, most_bytes)
    return sync.run(connect, with_photos=with_photos)


class _Sync:
    def __init__(
        self,
        ledger: Ledger,
        box: PhotoBox,
        clock: Clock,
        progress: Callable[[SyncProgress], None],
        cancel: Cancel,
        after_pull: AfterPull,
    ) -> None:
        self.ledger, self.box, self.clock = ledger, box, clock
        self.progress, self.cancel, self.after_pull = progress, cancel, after_pull
        self.marks = PhotoMarks(ledger)
        self.size = FlightSize(ledger)
        self.begun_us = clock.now_us()
        self.told = SyncProgress.begun()
        self.pushed: set[bytes] = set()
        self.awaited: set[bytes] = set()
        self.receipted: set[bytes] = set()
        self.was_reached = False
        self.shared: SharedPhotos | None = None
        self.healings = 0
        self.refusal: PatrolError | None = None
        self.lacking: set[bytes] = set()
        self.gaps: set[bytes] = set()
        self.is_careful = False

    def tell(self, step: Step | None = None, **changed: int) -> None:
        """Say how far it has come, then stop here if somebody wants that."""
        took_us = max(0, self.clock.now_us() - self.begun_us)
        self.told = replace(self.told, step=step or self.told.step, took_us=took_us, **changed)
        if self.shared is not None:
            traffic = self.shared.traffic
            self.told = replace(
                self.told,
                round_trips=traffic.round_trips,
                bytes_sent=traffic.bytes_sent,
                bytes_received=traffic.bytes_received,
            )
        self.progress(self.told)
        if self.told.step != "done" and self.cancel():
            raise _Stopped

    def run(self, connect: Callable[[], SharedPhotos], *, with_photos: bool) -> SyncResult:
        try:
            self.tell("connecting", entries_total=self.ledger.counts().unsent)
            shared = self.shared = connect()
            try:
                self.exchange_all(shared)
                if self.refusal is None and self.after_pull():
                    self.exchange_all(shared)
                self.share_all(shared)
                if with_photos:
                    trip = PhotoTrip(self.ledger, self.box, self.marks, self.tell)
                    trip.send(shared, lambda: self.entries_first(shared))
                    trip.fetch(shared)
                    self.refusal = self.refusal or trip.refusal
            finally:
                shared.close()
        except _Stopped:
            return self.ended("partial", PatrolError(STOPPED))
        except Unreachable as error:
            state: Outcome = "partial" if self.was_reached else "unreachable"
            return self.ended(state, error, is_cut=self.shared is not None)
        except (Refused, Corrupt, Usage) as error:
            return self.ended("refused", error)
        if self.refusal is not None:
            return self.ended("refused", self.refusal)
        if self.gaps:
            return replace(self.ended("partial", Refused(REFUSALS[_GAP])), is_gapped=True)
        return self.ended("complete", None)

    def ended(
        self, state: Outcome, reason: PatrolError | None, *, is_cut: bool = False
    ) -> SyncResult:
        drop_expunged(self.ledger, self.box)
        counts = self.ledger.counts()
        photos_pending = sum(self.box.has(need.blob) for need in self.marks.unconfirmed())
        if state == "complete" and (counts.unsent or photos_pending):
            state = "partial"
        self.tell("done")
        told = self.told
        result = SyncResult(
            state=state,
            pushed=len(self.pushed),
            receipts=len(self.receipted),
            pulled=told.pulled,
            pending=counts.unsent,
            photos_sent=told.photos_confirmed,
            photos_pending=photos_pending,
            conflicts=counts.conflicts,
            quarantined=counts.quarantined,
            round_trips=told.round_trips,
            bytes_sent=told.bytes_sent,
            bytes_received=told.bytes_received,
            took_us=told.took_us,
            at_us=self.clock.now_us(),
            reason=reason,
            is_cut=is_cut,
        )
        note_outcome(self.ledger, result, was_reached=self.was_reached)
        return result

    # Entries.

    def exchange_all(self, shared: SharedPhotos) -> None:
        """Push and pull until nothing is left on either side."""
        more, is_first = False, True
        while True:
            runs = () if more or self.refusal else self.next_runs()
            if not (runs or more or is_first):
                self.ledger.finish_lists(self.goes_on)
                return
            is_first = False
            hashes = [entry.hash for run in runs for entry in run.entries]
            if hashes and self.pushed.issuperset(hashes):
                raise Refused(NOT_SHOWN)
            self.note_shares(entry for run in runs for entry in run.entries)
            answer = self.ask(shared, self.flight(runs))
            more = self.receive(answer)
            if answer.refusal is None:
                self.pushed.update(hashes)
                self.awaited.update(hashes)
            else:
                more = self.refused(answer.refusal, runs, is_healing=more) or more
            confirmed = self.ledger.in_shared(self.awaited)
            self.awaited -= confirmed
            self.receipted |= confirmed
            self.tell(
                "entries",
                entries_sent=len(self.pushed),
                entries_confirmed=len(self.receipted),
            )

    def goes_on(self, _done: int, _total: int) -> bool:
        """Say that it goes on, and end it here if somebody wants that."""
        self.tell()
        return True

    def next_runs(self) -> Sequence[Run]:
        """Return what is pushed next, run by run where some of it may be out of place."""
        runs = self.ledger.unsent_runs(self.size.bytes, frozenset(self.gaps))
        return runs[:1] if self.is_careful else runs

    def ask(self, shared: SharedPhotos, flight: Exchange) -> Answer:
        """Carry a flight out, and learn from it how much the link carries."""
        try:
            answer = shared.exchange(flight)
        except Unreachable:
            self.size.was_lost()
            raise
        self.was_reached = True
        self.size.came_back()
        return answer

    def entries_first(self, shared: SharedPhotos) -> None:
        """Send what was written meanwhile, so that it does not wait for large photos."""
        unsent = 0 if self.refusal else self.ledger.counts().unsent
        if unsent:
            self.told = replace(self.told, entries_total=len(self.receipted) + unsent)
            self.exchange_all(shared)
            self.tell("photos")

    def flight(self, runs: Sequence[Run]) -> Exchange:
        cursors = self.ledger.cursors()
        return Exchange(
            device=self.ledger.writer.device,
            runs=self.ledger.wire(runs),
            cursors=cursors,
            own_streams=frozenset() if self.lacking else self.ledger.own_streams(),
            limit_bytes=self.size.bytes,
            hashes=tuple(entry.hash for run in runs for entry in run.entries),
            is_thin=self.size.is_small,
        )

    def receive(self, answer: Answer) -> bool:
        """Take what came, and tell whether there is more."""
        more, pulled = False, 0
        for segment in answer.segments:
            try:
                pulled += self.ledger.receive(segment)
            except Lacking:
                if segment.station in self.lacking:
                    raise
                self.lacking.add(segment.station)
                more = True
                continue
            had_forgotten = segment.station in self.lacking or self.is_own_among(segment)
            self.lacking.discard(segment.station)
            if segment.is_unknown or had_forgotten:
                # One side forgot something: perhaps also that this was still to be done.
                self.note_shares(self.ledger.own_shares(segment.station))
            if segment.is_unknown:
                # It stands in another's place: what the other had confirmed is to be sent again.
                self.marks.renew()
                if segment.station == DISTRICT:
                    self.ledger.set_meta(RESTORED, "1")
                for sent in (self.pushed, self.awaited, self.receipted):
                    sent.clear()
            more = more or segment.more
        self.told = replace(self.told, pulled=self.told.pulled + pulled)
        return more

    def is_own_among(self, segment: Segment) -> bool:
        """Tell whether entries of this laptop came in full: it did not know of their line."""
        device = self.ledger.writer.device
        return any(unpack_header(run[:HEADER_BYTES]).device == device for run in segment.runs)

    def refused(self, code: str, runs: Sequence[Run], *, is_healing: bool) -> bool:
        """Take note of a refusal; tell whether what came along may have cured it.

        What follows from entries that nobody holds any more must not hold up the rest: it stays
        here until somebody closes the gap.
        """
        if code in _HEALING and is_healing and self.healings < _MOST_HEALINGS:
            self.healings += 1
            return True
        if code == _GAP:
            if len(runs) == 1:
                self.gaps.add(runs[0].entries[0].prev)
            self.is_careful = True
            return False
        self.refusal = Refused(REFUSALS.get(code, REFUSALS["denied"]))
        return False

    # Things that another station takes part in.

    def note_shares(self, entries: Iterable[Entry]) -> None:
        """Remember which things are to be put into other logs once these entries are there."""
        found = [
            [entry.hash.hex(), entry.subject.hex(), entry.header.station.hex(), station]
            for entry in entries
            if entry.kind & 0xFF == SHARED
            for station in _stations(entry.payload)
        ]
        waiting = self.waiting_shares()
        fresh = [share for share in found if share not in waiting]
        if fresh:
            self.ledger.set_meta(_SHARES, json.dumps(waiting + fresh))

    def waiting_shares(self) -> list[list[str]]:
        kept: list[list[str]] = json.loads(self.ledger.meta(_SHARES) or "[]")
        return kept

    def share_all(self, shared: SharedPhotos) -> None:
        """Carry out the shares whose entries have arrived."""
        waiting = self.waiting_shares()
        arrived = self.ledger.in_shared(bytes.fromhex(share[0]) for share in waiting)
        for share in waiting:
            if bytes.fromhex(share[0]) not in arrived:
                continue
            subject, home = bytes.fromhex(share[1]), bytes.fromhex(share[2])
            shared.share(subject, home, name_id("station", share[3]))
            left = [kept for kept in self.waiting_shares() if kept != share]
            self.ledger.set_meta(_SHARES, json.dumps(left))


def _stations(stored: bytes | None) -> list[str]:
    if stored is None:
        return []
    try:
        added = payload.decode(stored).get("add")
    except Corrupt:
        return []
    stations = added.get("stations") if isinstance(added, dict) else None
    return [str(station) for station in stations] if isinstance(stations, list) else []

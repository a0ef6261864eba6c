"""Takes in what the shared ledger brings: checked whole, then kept in small commits."""

from dataclasses import dataclass, field

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.ledger.book import carried
from patrol_tui.ledger.book.arrival import BROKEN_LOG, Arrival, check_arrival
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.keeping import Keeping
from patrol_tui.ledger.book.rebuild import note_owed
from patrol_tui.ledger.book.seals import Seals
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import LogRow, Position, Segment

MOST_AT_ONCE = 50
LEAST_AT_ONCE = 5
RECEIPTS_FOR_ONE = 4
"""So many rows that bring no entry take no longer than one that does: nothing of it is folded."""
PAUSE_S = 0.005
LONG_COMMIT_S = 0.010


@dataclass(slots=True)
class _Taking:
    """How far a stretch has been taken.

    Attributes:
        at: place of the next row.
        judged_to: place up to which seals have been looked at.
        barred: entries that go into quarantine, and why.
        new: how many entries were not held before.
        keeping: keeps them.
        is_first: the log is fetched for the first time, and its lists are made later.
        may_be_carried: some of them may have come by a stick before.
        held: entries that were looked up here, since each is asked for more than once.
        receipted: own entries with a row that is not counted yet.
    """

    arrival: Arrival
    keeping: Keeping
    at: int = 0
    judged_to: int = 0
    barred: dict[bytes, str] = field(default_factory=dict)
    new: int = 0
    is_first: bool = False
    may_be_carried: bool = False
    held: dict[bytes, Entry] = field(default_factory=dict)
    receipted: list[Entry] = field(default_factory=list)


class Receiver:
    """Takes stretches of logs into the laptop's ledger."""

    def __init__(self, base: Base, device: bytes) -> None:
        self._base = base
        self._device = device
        self._seals = Seals(base)
        self._at_once = base.machine.at_once
        self._fetched_first: set[bytes] = set()

    def receive(self, segment: Segment) -> int:
        """Take a stretch of a log and return how many entries were new here.

        Raises:
            Lacking: own entries are to come in full; nothing was taken.
            Corrupt: the chain, a hash or a run does not fit; nothing was taken.
            NotSaved: the disk refused; what was committed before stays.
        """
        if segment.is_unknown:
            self._rewind(segment)
            return 0
        arrival = check_arrival(self._base, segment)
        taking = _Taking(arrival, Keeping(self._base), is_first=self._is_first(segment))
        self._seals.begin(segment.station)
        while taking.at < len(taking.arrival.rows):
            begun_s = self._base.machine.now_s()
            with self._base.writing():
                self._take_some(taking)
            self._suit(self._base.machine.now_s() - begun_s)
            self._base.machine.pause(PAUSE_S)
        while segment.station == DISTRICT and self._fold_waiting():
            self._base.machine.pause(PAUSE_S)
        return taking.new

    def _is_first(self, segment: Segment) -> bool:
        """Tell whether a log is so new here that its lists are sooner made at its end.

        One that comes as a whole is folded at once: there may be a large ledger beside it.
        """
        station = segment.station
        if not self._base.machine.lists_later or station == DISTRICT:
            return False
        is_first = station in self._fetched_first or (
            segment.more and self._base.logs.position(station).n == 0
        )
        if is_first and segment.more:
            self._fetched_first.add(station)
        else:
            self._fetched_first.discard(station)
        return is_first

    def _suit(self, took_s: float) -> None:
        """Make commits smaller where the computer is slow: whoever types waits for one of them."""
        if took_s > LONG_COMMIT_S:
            self._at_once = max(LEAST_AT_ONCE, self._at_once // 2)
        elif took_s < LONG_COMMIT_S / 2:
            self._at_once = min(self._base.machine.at_once, self._at_once * 2)

    def catch_up(self) -> None:
        """Fold what can be judged by now, if a power cut came before that was done."""
        with in_words():
            row = self._base.connection.execute(
                "SELECT 1 FROM waiting WHERE district_n <="
                " (SELECT n FROM log_head WHERE station = ?) LIMIT 1",
                (DISTRICT,),
            ).fetchone()
        while row is not None and self._fold_waiting():
            self._base.machine.pause(PAUSE_S)

    def _rewind(self, segment: Segment) -> None:
        with self._base.writing():
            agreed = self._base.logs.agreed(segment.station, segment.epoch, segment.rows)
            # Whoever wrote it may be gone: everyone who holds it sends it again.
            carried.lost(self._base.connection, segment.station, agreed.n)
            self._base.logs.rewind(segment.station, agreed)
            self._base.acked.count_anew(segment.station)
        self._base.roster.forget()

    def _take_some(self, taking: _Taking) -> None:
        arrival = taking.arrival
        self._base.roster.refresh()
        most = self._at_once * (1 if arrival.brought else RECEIPTS_FOR_ONE)
        rows = arrival.rows[taking.at : taking.at + most]
        if self._base.logs.position(arrival.station).n != rows[0].n - 1:
            raise Corrupt(BROKEN_LOG)
        taking.may_be_carried = carried.count_carried(self._base.connection) > 0
        touched: dict[bytes, None] = {}
        for row in rows:
            if taking.at == taking.judged_to:
                touched |= dict.fromkeys(self._judge(taking))
            touched |= dict.fromkeys(self._take(taking, row))
            taking.at += 1
        self._base.acked.advance(taking.receipted)
        taking.receipted.clear()
        taken = [self._entry(taking, row) for row in rows]
        end = Position(arrival.epoch, rows[-1].n, rows[-1].h)
        self._base.logs.move(arrival.station, end)
        devices = [entry.header.device for entry in taken]
        if arrival.station == DISTRICT:
            spoken_of = self._devices(touched | dict.fromkeys(entry.subject for entry in taken))
            touched |= dict.fromkeys(self._seals.recheck(spoken_of))
            devices += spoken_of
        touched |= dict.fromkeys(self._base.revocations.judge(set(devices)))
        if taking.is_first:
            note_owed(self._base, end.h)
            return
        for subject in touched:
            self._base.views.refresh(subject)

    def _judge(self, taking: _Taking) -> set[bytes]:
        """Look at the seal of the next push; return the subjects of what it releases."""
        arrival = taking.arrival
        rest = arrival.rows[taking.at :]
        size = next((i for i, row in enumerate(rest, 1) if row.seal is not None), len(rest))
        pushed = [self._entry(taking, row) for row in rest[:size]]
        own = frozenset(
            entry.hash
            for entry in pushed
            if entry.header.device == self._device and entry.hash not in arrival.brought
        )
        seal = rest[size - 1].seal
        unfounded = self._seals.unfounded(arrival.station, pushed, seal, own)
        taking.barred |= unfounded
        taking.judged_to = taking.at + size
        is_valid = seal is not None and pushed[-1].hash not in unfounded
        if not is_valid or not self._seals.is_any_barred():
            return set()
        return self._seals.release(pushed)

    def _entry(self, taking: _Taking, row: LogRow) -> Entry:
        entry = taking.arrival.brought.get(row.hash) or taking.held.get(row.hash)
        if entry is None:
            entry = taking.held[row.hash] = self._looked_up(row)
        return entry

    def _looked_up(self, row: LogRow) -> Entry:
        entry = self._base.entries.held(row.hash)
        if entry is None:
            raise Corrupt(BROKEN_LOG)
        return entry

    def _take(self, taking: _Taking, row: LogRow) -> tuple[bytes, ...]:
        """Keep one row, and its entry where that is new; return the subject if it changes.

        The receipt of an entry that is held already changes nothing of what is folded.
        """
        arrival = taking.arrival
        entry = self._entry(taking, row)
        self._base.logs.add(arrival.station, row)
        if arrival.station == DISTRICT:
            self._base.roster.held_n = row.n
        is_new = entry.hash in arrival.brought and (
            self._base.entries.subject_of(entry.hash) is None
        )
        if is_new:
            taking.keeping.keep(entry)
            taking.new += 1
        is_at_home = arrival.station == entry.header.station
        if taking.may_be_carried and is_at_home:
            carried.logged(self._base.connection, entry.hash)
        if entry.hash in taking.barred:
            self._seals.bar({entry.hash: taking.barred[entry.hash]})
        elif entry.header.device == self._device and is_at_home:
            taking.receipted.append(entry)
            self._note_seal(row)
        return (entry.subject,) if is_new or entry.hash in taking.barred else ()

    def _note_seal(self, row: LogRow) -> None:
        """Keep the seal that the log shows, where a remade ledger has made another since."""
        if row.seal is not None:
            self._base.connection.execute(
                "UPDATE seal SET seal = ? WHERE hash = ? AND seal <> ?",
                (row.seal, row.hash, row.seal),
            )

    def _devices(self, touched: dict[bytes, None]) -> list[bytes]:
        rows = (
            self._base.connection.execute(
                "SELECT kind FROM entry WHERE subject = ? LIMIT 1", (subject,)
            ).fetchone()
            for subject in touched
        )
        return [
            subject
            for subject, row in zip(touched, rows, strict=True)
            if row and row[0] >> 8 == DEVICE.code
        ]

    def _fold_waiting(self) -> bool:
        """Fold things whose authors can be judged now; tell whether there may be more."""
        with self._base.writing():
            self._base.roster.refresh()
            rows = self._base.connection.execute(
                "SELECT subject FROM waiting WHERE district_n <= ? LIMIT ?",
                (self._base.roster.held_n, MOST_AT_ONCE),
            ).fetchall()
            subjects = dict.fromkeys(row[0] for row in rows)
            devices = self._devices(subjects)
            subjects |= dict.fromkeys(self._seals.recheck(devices))
            subjects |= dict.fromkeys(self._base.revocations.judge(devices))
            for subject in subjects:
                self._base.views.refresh(subject)
        return len(rows) == MOST_AT_ONCE

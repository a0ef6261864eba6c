"""The shared database is read again; here it is a list that can be tampered with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from patrol_tui.domain.entries.entry import Entry, chain, next_h, said
from patrol_tui.domain.entries.ids import ZERO_HASH, ZERO_ID
from patrol_tui.domain.entries.run import Run, encode_run
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.services.bureau.shared_check import (
    ABSENT,
    ALTERED,
    CHAIN,
    GAP,
    GONE,
    MORE_GONE,
    OTHER_PAST,
    SHORT,
    UNCHECKED,
    UNREADABLE,
    WITNESS,
    check_shared,
)
from patrol_tui.services.ports.ports import Problem
from patrol_tui.services.ports.shared import Answer, Exchange, LogRow, Position, Segment
from patrol_tui.services.requests import Note
from tests.services.laptop import Laptop, record
from tests.services.memory import MemoryLedger

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger
    from patrol_tui.services.ports.shared import SharedLedger

EPOCH = b"e" * 16


@dataclass
class Log:
    """A shared log of one station, pulled a few runs at a time."""

    station: bytes
    rows: list[LogRow] = field(default_factory=list)
    runs: list[tuple[int, bytes]] = field(default_factory=list)
    runs_at_once: int = 2
    garbled_n: int = 0

    def exchange(self, flight: Exchange) -> Answer:
        """Answer with what follows the cursor."""
        (cursor,) = flight.cursors.values()
        at_once = 1 if flight.is_thin else self.runs_at_once
        waiting = [run for run in self.runs if run[0] > cursor.n][:at_once]
        if self.garbled_n in {n for n, _ in waiting}:
            raise Corrupt("{detail}", detail="garbled")
        end = waiting[-1][0] if waiting else cursor.n
        rows = tuple(row for row in self.rows if cursor.n < row.n <= end)
        more = end < (self.rows[-1].n if self.rows else 0)
        runs = tuple(wire for _n, wire in waiting if wire)
        if not rows:
            return Answer(None, ())
        return Answer(None, (Segment(self.station, EPOCH, rows, runs, more=more),))


class Seen(MemoryLedger):
    """A ledger that has followed its station's log to a position."""

    position = Position(ZERO_ID, 0, ZERO_HASH)

    def cursors(self) -> Mapping[bytes, Position]:
        """Return how far the log is held."""
        return {self.writer.station: self.position}


def written() -> tuple[Laptop, Seen]:
    """Return a laptop that wrote an issue and three notes, each a run of its own."""
    laptop = Laptop()
    laptop.ledger = Seen(laptop.ledger.writer)
    laptop = _over(laptop)
    subject = laptop.do(record(kind="vendor")).subject
    for text in ("一", "二", "三"):
        laptop.do(Note(subject, text))
    return laptop, cast("Seen", laptop.ledger)


def _over(laptop: Laptop) -> Laptop:
    made = Laptop()
    made.ledger = laptop.ledger
    made.office._ledger = cast("Ledger", laptop.ledger)
    return made


def log_of(ledger: Seen, batches: Sequence[Sequence[Entry]]) -> Log:
    """Return the log that holds entries, each batch pushed as one run."""
    log = Log(ledger.writer.station)
    h, n = ZERO_HASH, 0
    numbers: dict[bytes, int] = {}
    for batch in batches:
        wire = encode_run(Run(batch[0].header, tuple(batch), None), numbers)
        for entry in batch:
            n += 1
            h = next_h(h, entry.hash, None)
            log.rows.append(LogRow(n, entry.hash, h, None, 0, entry.header.device))
            numbers[entry.hash] = n
        log.runs.append((n, wire))
    ledger.position = Position(EPOCH, n, h)
    return log


def same_header(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries as one run holds them: times and header of the first."""
    return [entry._replace(header=entries[0].header) for entry in entries]


def found(ledger: Seen, log: Log) -> list[Problem]:
    counts: list[int] = []
    shared = cast("SharedLedger", log)
    problems = check_shared(cast("Ledger", ledger), shared, counts.append)
    assert counts == sorted(counts)
    return list(problems)


def test_a_log_that_holds_has_no_problems() -> None:
    _laptop, ledger = written()
    assert found(ledger, log_of(ledger, [[entry] for entry in ledger.kept])) == []


def test_an_empty_log_that_nobody_had_seen_has_no_problems() -> None:
    _laptop, ledger = written()
    assert found(ledger, Log(ledger.writer.station)) == []


def test_altered_bytes_name_their_entry_alone() -> None:
    _laptop, ledger = written()
    batches = [[entry] for entry in ledger.kept]
    log = log_of(ledger, batches)
    spoiled = ledger.kept[1]._replace(payload=b"x" * 40)
    numbers = {ledger.kept[0].hash: 1}
    log.runs[1] = (2, encode_run(Run(spoiled.header, (spoiled,), None), numbers))
    assert found(ledger, log)[0] == Problem(ledger.kept[1].hash, ALTERED)


def test_what_follows_altered_bytes_in_their_run_cannot_be_checked() -> None:
    laptop = Laptop()
    ledger = Seen(laptop.ledger.writer)
    made = _over(laptop)
    made.ledger = ledger
    made.office._ledger = cast("Ledger", ledger)
    drafts = [made.do(record(kind="vendor")).entries[0] for _ in range(1)]
    first = drafts[0]
    from patrol_tui.domain.entries.draft import Draft
    from patrol_tui.domain.folding.subject import NOTED
    from patrol_tui.domain.subjects.issue import ISSUE

    notes = ledger.append(
        [
            Draft(first.subject, ISSUE.kind(NOTED), {"record": {"notes": [text]}}, (first.hash,))
            for text in "一二三"
        ],
        made.clock.now_us(),
    )
    log = log_of(ledger, [[first], chained(notes)])
    good = chained(notes)
    spoiled = (good[0], good[1]._replace(payload=b"y" * 50), good[2])
    log.runs[1] = (4, encode_run(Run(good[0].header, spoiled, None), {first.hash: 1}))
    assert found(ledger, log) == [
        Problem(good[1].hash, ALTERED),
        Problem(good[2].hash, UNCHECKED),
    ]


def chained(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries hashed again in one line, since the ledger in memory chains each alone."""
    from patrol_tui.domain.entries.entry import Said, chain

    prev, done = entries[0].prev, []
    for place, entry in enumerate(entries):
        what = Said(
            entry.subject,
            entry.kind,
            entry.version,
            entry.critical,
            entry.parents,
            entry.payload,
            entry.payload_hash,
        )
        header = entries[0].header
        one = chain(header.pack(), header, entries[0].seq + place, prev, entry.since_ms, what)
        done.append(one)
        prev = one.hash
    return done


def test_a_run_whose_last_entry_the_log_does_not_name_is_altered() -> None:
    _laptop, ledger = written()
    log = log_of(ledger, [[entry] for entry in ledger.kept])
    foreign = ledger.kept[1]._replace(hash=b"f" * 32)
    log.runs[1] = (2, encode_run(Run(foreign.header, (foreign,), None), {ledger.kept[0].hash: 1}))
    problems = found(ledger, log)
    assert Problem(b"f" * 32, ALTERED) in problems
    assert Problem(ledger.kept[1].hash, ABSENT) in problems


def test_an_entry_that_is_named_and_not_there_is_absent() -> None:
    _laptop, ledger = written()
    log = log_of(ledger, [[entry] for entry in ledger.kept])
    log.runs[3] = (4, b"")
    assert found(ledger, log) == [Problem(ledger.kept[3].hash, ABSENT)]


def test_a_gap_and_a_broken_chain_are_named() -> None:
    _laptop, ledger = written()
    log = log_of(ledger, [[entry] for entry in ledger.kept])
    log.rows[3] = replace(log.rows[3], n=5)
    log.runs[3] = (5, log.runs[3][1])
    ledger.position = Position(EPOCH, 0, ZERO_HASH)
    assert [problem.what for problem in found(ledger, log)] == [GAP]
    log.rows[3] = replace(log.rows[3], n=4, h=b"z" * 32)
    log.runs[3] = (4, log.runs[3][1])
    assert [problem.what for problem in found(ledger, log)] == [CHAIN]


def test_a_log_that_is_not_the_one_seen_before_is_told() -> None:
    _laptop, ledger = written()
    log = log_of(ledger, [[entry] for entry in ledger.kept])
    ledger.position = Position(EPOCH, 2, b"o" * 32)
    (problem,) = found(ledger, log)
    assert (problem.entry, problem.what) == (ledger.kept[1].hash, OTHER_PAST)
    ledger.position = Position(EPOCH, 9, b"o" * 32)
    (problem,) = found(ledger, log)
    assert (problem.what, problem.params["n"]) == (SHORT, 5)


def test_the_first_row_that_differs_is_named() -> None:
    _laptop, ledger = written()
    log = log_of(ledger, [[entry] for entry in ledger.kept])
    ledger.marks = {row.n: (row.hash, row.h if row.n < 2 else b"o" * 32) for row in log.rows}
    ledger.position = Position(EPOCH, 4, b"o" * 32)
    (problem,) = found(ledger, log)
    assert (problem.entry, problem.what, problem.params["n"]) == (log.rows[1].hash, OTHER_PAST, 2)


def test_entries_that_are_gone_are_named_however_the_rest_was_chained_anew() -> None:
    _laptop, ledger = written()
    whole = log_of(ledger, [[entry] for entry in ledger.kept])
    seen = ledger.position
    ledger.marks = {row.n: (row.hash, row.h) for row in whole.rows}
    left = log_of(ledger, [[entry] for entry in ledger.kept[:-1]])
    ledger.position = seen
    short, gone = found(ledger, left)
    assert (short.what, gone.entry, gone.what) == (SHORT, ledger.kept[3].hash, GONE)
    nothing = found(ledger, Log(ledger.writer.station))
    assert {one.entry for one in nothing if one.what == GONE} == {
        entry.hash for entry in ledger.kept
    }


def test_a_row_that_cannot_be_read_is_found_and_what_follows_is_not_called_gone() -> None:
    _laptop, ledger = written()
    log = log_of(ledger, [[entry] for entry in ledger.kept])
    log.garbled_n = 4
    params = {"n": 4, "station": ledger.writer.station.hex()[:8]}
    assert found(ledger, log) == [Problem(None, UNREADABLE, params)]
    ledger.marks = {row.n: (row.hash, row.h) for row in log.rows}
    log.garbled_n = 3
    assert found(ledger, log) == [Problem(ledger.kept[2].hash, UNREADABLE, {**params, "n": 3})]


def test_a_whole_log_that_is_gone_is_not_named_without_end() -> None:
    _laptop, ledger = written()
    ledger.marks = {n: (bytes([n]) * 32, b"h" * 32) for n in range(1, 251)}
    ledger.position = Position(EPOCH, 250, b"h" * 32)
    *named, last = found(ledger, Log(ledger.writer.station))
    assert len([one for one in named if one.what == GONE]) == 200
    assert (last.what, last.params["count"]) == (MORE_GONE, 50)


def test_what_others_had_seen_of_the_log_when_they_wrote_speaks_too() -> None:
    _laptop, ledger = written()
    plain = log_of(ledger, [[entry] for entry in ledger.kept])
    seen = Position(EPOCH, 2, plain.rows[1].h)
    for claimed, named in ((seen, []), (replace(seen, h=b"o" * 32), ["07"])):
        batches = [[entry] for entry in ledger.kept[:2]]
        batches += [[_seen_by(entry, claimed)] for entry in ledger.kept[2:]]
        problems = found(ledger, log_of(ledger, batches))
        assert [problem.params.get("laptop") for problem in problems if problem.params] == named
        if named:
            assert problems[0] == Problem(
                batches[2][0].hash,
                WITNESS,
                {"laptop": "07", "n": 2, "station": ledger.writer.station.hex()[:8]},
            )
            ledger.known.add(claimed)
            assert found(ledger, log_of(ledger, batches)) == []


def test_a_witness_that_has_no_number_is_named_by_its_device() -> None:
    laptop, ledger = written()
    claimed = Position(EPOCH, 1, b"o" * 32)
    batches = [[entry] for entry in ledger.kept[:3]]
    stranger = replace(ledger.kept[3].header, device=b"\xab" * 16)
    batches += [[_seen_by(ledger.kept[3]._replace(header=stranger), claimed)]]
    (problem,) = found(ledger, log_of(ledger, batches))
    assert problem.params["laptop"] == "abababab"
    assert laptop.ledger is ledger


def _seen_by(entry: Entry, seen: Position) -> Entry:
    """Return what an entry would be if its writer had seen so much of the log."""
    header = replace(entry.header, seen_epoch=seen.epoch, seen_n=seen.n, seen_h=seen.h)
    what = said(entry.subject, entry.kind, entry.payload or b"", entry.parents)
    return chain(header.pack(), header, entry.seq, entry.prev, entry.since_ms, what)

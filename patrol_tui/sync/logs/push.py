"""Push: what a laptop wrote goes into the logs of its stations, each entry once, without a gap."""

from collections.abc import Iterable, Mapping, Sequence

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.domain.entries.run import Run
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.sync.database.office import is_shut_out
from patrol_tui.sync.logs.incoming import ALTERED, DENIED, UNKNOWN_PREV, Refusal, decode_pushed
from patrol_tui.sync.logs.shared_log import Piece, add_to_log, known_in, lock_heads
from patrol_tui.sync.logs.sharing import copy_thing
from patrol_tui.sync.reaching.link import Denied, Link, insert, marks

_Line = tuple[bytes, bytes]
"""A station's log and a stream in it."""


@dataclass(frozen=True, slots=True)
class _End:
    """Where a stream ends in a log."""

    seq: int
    hash: bytes


class _OtherLogs(Exception):
    """Things in the push lie in further logs too, which have to be locked in order."""

    def __init__(self, stations: Iterable[bytes]) -> None:
        super().__init__()
        self.stations = frozenset(stations)


def push(link: Link, device: bytes, wires: Sequence[bytes]) -> str | None:
    """Take runs into the logs that their headers name, and copies where their things are shared.

    Args:
        link: the shared database.
        device: who pushes.
        wires: runs in wire form, each sealed.

    Returns:
        None, or the code of why nothing of it was taken.

    Raises:
        Unreachable: the link is gone; all of it was taken, or nothing.
    """
    try:
        runs = decode_pushed(link, wires)
        stations = frozenset(run.header.station for run in runs)
        while True:
            try:
                with link.transaction():
                    _take(link, device, runs, stations)
            except _OtherLogs as found:
                stations |= found.stations
            else:
                return None
    except Refusal as refusal:
        return refusal.code
    except Denied:
        return DENIED


def _take(link: Link, device: bytes, runs: Sequence[Run], stations: frozenset[bytes]) -> None:
    heads = lock_heads(link, stations)
    if is_shut_out(link, device):
        raise Refusal(DENIED)
    ends = _ends(link, runs)
    pieces: dict[bytes, list[Piece]] = {}
    for run in runs:
        fresh = _fresh(link, run, ends)
        if fresh:
            pieces.setdefault(run.header.station, []).append(Piece(run.header, fresh, run.seal))
            line = (run.header.station, run.header.stream)
            ends[line] = _End(fresh[-1].seq, fresh[-1].hash)
    touched = [
        (station, stream, end.seq, end.hash)
        for (station, stream), end in ends.items()
        if any(piece.header.stream == stream for piece in pieces.get(station, ()))
    ]
    placed = [
        (home, piece) for home, found in pieces.items() if home != DISTRICT for piece in found
    ]
    holders = _holders(link, placed)
    behind = _behind(placed, holders)
    if not {source for _, source, _ in behind} <= stations:
        raise _OtherLogs(source for _, source, _ in behind)
    for target, copies in _copies(link, placed, holders, stations).items():
        pieces.setdefault(target, []).extend(copies)
    for station in sorted(pieces):
        add_to_log(link, station, heads[station], pieces[station], device)
    for subject, source, home in behind:
        copy_thing(link, subject, source, home, device)
    insert(
        link,
        "stream_head",
        "station, stream, seq, hash",
        touched,
        "ON CONFLICT (station, stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"
        " WHERE excluded.seq > stream_head.seq",
    )


def _ends(link: Link, runs: Sequence[Run]) -> dict[_Line, _End]:
    ends: dict[_Line, _End] = {}
    for station in {run.header.station for run in runs}:
        streams = sorted({run.header.stream for run in runs if run.header.station == station})
        rows = link.run(
            "SELECT stream, seq, hash FROM stream_head"
            f" WHERE station = ? AND stream IN ({marks(len(streams))})",
            (station, *streams),
        )
        ends |= {(station, stream): _End(int(seq), held) for stream, seq, held in rows}
    return ends


def _fresh(link: Link, run: Run, ends: Mapping[_Line, _End]) -> tuple[Entry, ...]:
    """Return the entries of a run that its log does not hold yet: the rest of it, or nothing.

    Raises:
        Refusal: what the run follows from is not held, or is something else than it says.
    """
    first = run.entries[0]
    end = ends.get((run.header.station, run.header.stream))
    if end is None and first.seq == 1 and first.prev == ZERO_HASH:
        return run.entries
    if end is not None:
        if first.prev == end.hash:
            if first.seq != end.seq + 1:
                raise Refusal(ALTERED)
            return run.entries
        for place, entry in enumerate(run.entries):
            if entry.hash == end.hash:
                return run.entries[place + 1 :]
    # A retry of something old, a second branch of the stream, or a stream that goes on from another
    return _fresh_by_hash(link, run)


def _fresh_by_hash(link: Link, run: Run) -> tuple[Entry, ...]:
    first = run.entries[0]
    wanted = [first.prev, *(entry.hash for entry in run.entries)]
    rows = link.run(
        "SELECT e.hash, e.seq, r.header FROM entry e"
        " JOIN run r ON r.station = e.station AND r.no = e.run_no"
        f" WHERE e.station = ? AND e.hash IN ({marks(len(wanted))})",
        (run.header.station, *wanted),
    )
    held = {entry_hash: (int(seq), header[1:17]) for entry_hash, seq, header in rows}
    if first.hash not in held:
        before = held.get(first.prev)
        if before is None and (first.seq, first.prev) != (1, ZERO_HASH):
            raise Refusal(UNKNOWN_PREV)
        if before is not None and first.seq > 1 and before != (first.seq - 1, run.header.stream):
            raise Refusal(ALTERED)
    return tuple(entry for entry in run.entries if entry.hash not in held)


def _holders(link: Link, placed: Iterable[tuple[bytes, Piece]]) -> dict[bytes, set[bytes]]:
    """Return which logs held which of the pushed things before.

    Also those that begin here: after the database was put back, what follows may have come first.
    """
    subjects = sorted({entry.subject for _, piece in placed for entry in piece.entries})
    if not subjects:
        return {}
    rows = link.run(
        f"WITH wanted (subject) AS (VALUES {', '.join(['(?)'] * len(subjects))})"
        " SELECT g.station, w.subject FROM log_head g CROSS JOIN wanted w WHERE EXISTS"
        " (SELECT 1 FROM entry e WHERE e.station = g.station AND e.subject = w.subject)",
        subjects,
    )
    holders: dict[bytes, set[bytes]] = {}
    for station, subject in rows:
        holders.setdefault(station, set()).add(subject)
    return holders


def _behind(
    placed: Iterable[tuple[bytes, Piece]], holders: Mapping[bytes, set[bytes]]
) -> list[tuple[bytes, bytes, bytes]]:
    """Return things whose own log has them only now, though another had them already."""
    homes = {(entry.subject, home) for home, piece in placed for entry in piece.entries}
    found = [
        (subject, min(others), home)
        for subject, home in homes
        if subject not in holders.get(home, ())
        and (others := [log for log, held in holders.items() if subject in held])
    ]
    return sorted(found)


def _copies(
    link: Link,
    placed: Sequence[tuple[bytes, Piece]],
    holders: Mapping[bytes, set[bytes]],
    locked: frozenset[bytes],
) -> dict[bytes, list[Piece]]:
    """Return what goes into other logs that hold the same things.

    Raises:
        _OtherLogs: some of these are not locked yet.
    """
    copies = {
        target: found
        for target, held in holders.items()
        if (found := _copies_for(link, target, held, placed))
    }
    if not copies.keys() <= locked:
        raise _OtherLogs(copies)
    return copies


def _copies_for(
    link: Link, target: bytes, subjects: set[bytes], placed: Iterable[tuple[bytes, Piece]]
) -> list[Piece]:
    found = [
        (piece, [entry for entry in piece.entries if entry.subject in subjects])
        for home, piece in placed
        if home != target
    ]
    hashes = [entry.hash for _, entries in found for entry in entries]
    held = known_in(link, target, hashes)
    copies = []
    for piece, entries in found:
        new = tuple(entry for entry in entries if entry.hash not in held)
        if new:
            copies.append(Piece(piece.header, new, None))
    return copies

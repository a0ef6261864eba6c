"""The shared logs: locking their heads in order, and adding to them without a gap."""

from collections.abc import Iterable, Sequence

from patrol_tui.domain.entries.entry import Entry, Header, flags_of, next_h
from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.domain.values import dataclass
from patrol_tui.sync.reaching.link import Link, insert, marks

RUN_COLUMNS = "station, no, header"
ENTRY_COLUMNS = (
    "station, hash, run_no, seq, prev, subject, kind, version, flags, since_ms, parents,"
    " payload, payload_hash"
)
LOG_COLUMNS = "station, n, hash, h, seal, received_at_us, pushed_by"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a log, locked: its last number, its chained hash, and when that was asked."""

    n: int
    h: bytes
    now_us: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Entries of one header that go into a log together, with the seal of the last one."""

    header: Header
    entries: tuple[Entry, ...]
    seal: bytes | None


def lock_heads(link: Link, stations: Iterable[bytes]) -> dict[bytes, Head]:
    """Hold the logs of stations until the transaction ends, and return their ends.

    They are locked in one order everywhere, so that nobody waits in a circle.
    """
    wanted = sorted(set(stations))
    heads = _locked(link, wanted)
    new = [(station, 0, ZERO_HASH) for station in wanted if station not in heads]
    if new:
        insert(link, "log_head", "station, n, h", new, "ON CONFLICT DO NOTHING")
        heads = _locked(link, wanted)
    return heads


def _locked(link: Link, stations: Sequence[bytes]) -> dict[bytes, Head]:
    rows = link.run(
        f"SELECT station, n, h, {link.now_sql} FROM log_head"
        f" WHERE station IN ({marks(len(stations))}) ORDER BY station",
        stations,
    )
    return {station: Head(int(n), h, int(now_us)) for station, n, h, now_us in rows}


def add_to_log(
    link: Link, station: bytes, head: Head, pieces: Sequence[Piece], pushed_by: bytes
) -> None:
    """Write entries and their log rows, and move the head, which the caller holds locked.

    A run is numbered like the first of its rows, which no other run of this log can be.
    """
    n, h = head.n, head.h
    runs, entries, log = [], [], []
    for piece in pieces:
        run_no = n + 1
        runs.append((station, run_no, piece.header.pack()))
        for entry in piece.entries:
            n += 1
            seal = piece.seal if entry is piece.entries[-1] else None
            h = next_h(h, entry.hash, seal)
            entries.append(_entry_row(station, run_no, entry))
            log.append((station, n, entry.hash, h, seal, head.now_us, pushed_by))
    insert(link, "run", RUN_COLUMNS, runs)
    insert(link, "entry", ENTRY_COLUMNS, entries)
    insert(link, "log", LOG_COLUMNS, log)
    move_head(link, station, n, h)


def move_head(link: Link, station: bytes, n: int, h: bytes) -> None:
    """Say where a log ends now."""
    link.run("UPDATE log_head SET n = ?, h = ? WHERE station = ?", (n, h, station))


def known_in(link: Link, station: bytes, hashes: Sequence[bytes]) -> frozenset[bytes]:
    """Return those entries that a station's log holds."""
    if not hashes:
        return frozenset()
    rows = link.run(
        f"SELECT hash FROM entry WHERE station = ? AND hash IN ({marks(len(hashes))})",
        (station, *hashes),
    )
    return frozenset(row[0] for row in rows)


def _entry_row(station: bytes, run_no: int, entry: Entry) -> tuple[object, ...]:
    return (
        station,
        entry.hash,
        run_no,
        entry.seq,
        entry.prev,
        entry.subject,
        entry.kind,
        entry.version,
        flags_of(critical=entry.critical, parents=len(entry.parents)),
        entry.since_ms,
        b"".join(entry.parents),
        entry.payload,
        entry.payload_hash,
    )

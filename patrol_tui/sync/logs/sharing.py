"""Share: what a log holds of one thing is put into another station's log too."""

from patrol_tui.domain.entries.entry import next_h
from patrol_tui.sync.logs.shared_log import LOG_COLUMNS, known_in, lock_heads, move_head
from patrol_tui.sync.reaching.link import Link, insert, marks

_COPIED = "seq, prev, subject, kind, version, flags, since_ms, parents, payload, payload_hash"


def share(link: Link, subject: bytes, home: bytes, target: bytes, pushed_by: bytes) -> int:
    """Copy what the home log holds of a thing, and return how many entries were new there.

    A thing's own log holds all of it already, so nothing is copied there.

    From then on every push that speaks of the thing goes into both logs. The contents are copied
    inside the database and do not travel.
    """
    with link.transaction():
        return copy_thing(link, subject, home, target, pushed_by)


def copy_thing(link: Link, subject: bytes, source: bytes, target: bytes, pushed_by: bytes) -> int:
    """Copy what one log holds of a thing into another, in the transaction that is open."""
    head = lock_heads(link, (source, target))[target]
    rows = link.run(
        "SELECT l.hash, e.run_no FROM log l"
        " JOIN entry e ON e.station = l.station AND e.hash = l.hash"
        " WHERE e.station = ? AND e.subject = ? ORDER BY l.n",
        (source, subject),
    )
    held = known_in(link, target, [row[0] for row in rows])
    n, h, log = head.n, head.h, []
    runs: dict[int, tuple[int, list[bytes]]] = {}
    for entry_hash, run_no in rows:
        if entry_hash in held:
            continue
        n += 1
        h = next_h(h, entry_hash, None)
        log.append((target, n, entry_hash, h, None, head.now_us, pushed_by))
        runs.setdefault(run_no, (n, []))[1].append(entry_hash)
    for run_no, (copy_no, hashes) in runs.items():
        _copy_run(link, (source, run_no), (target, copy_no), hashes)
    insert(link, "log", LOG_COLUMNS, log)
    move_head(link, target, n, h)
    return len(log)


def _copy_run(
    link: Link, source: tuple[bytes, int], copy: tuple[bytes, int], hashes: list[bytes]
) -> None:
    target, copy_no = copy
    header = link.run("SELECT header FROM run WHERE station = ? AND no = ?", source)[0][0]
    insert(link, "run", "station, no, header", [(target, copy_no, header)])
    # the values are typed by hand: a bare parameter in a SELECT list has no type of its own
    link.run(
        f"INSERT INTO entry (station, hash, run_no, {_COPIED})"
        f" SELECT r.station, e.hash, r.no, {_COPIED} FROM entry e, run r"
        " WHERE r.station = ? AND r.no = ? AND e.station = ?"
        f" AND e.hash IN ({marks(len(hashes))})",
        (target, copy_no, source[0], *hashes),
    )

"""Photos in the shared database: chunks in any order, whole only once the hash fits."""

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.sync.reaching.link import Link, insert

CHUNK_BYTES = 16 << 10
MOST_BYTES = 64 << 20

WRONG_SIZE = N_("A part of the photo {hash} has the wrong size or place; it was not kept.")
TOO_LARGE = N_("The photo {hash} is too large for the shared database: {limit_mb} MB are the most.")


def missing_chunks(link: Link, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
    """Return which chunks of a photo have not arrived; none once its whole hash was reckoned.

    Chunks that are all there and are not the photo are dropped, to come again.

    Raises:
        Refused: it is larger than any photo.
    """
    if not 0 < size_bytes <= MOST_BYTES:
        raise Refused(TOO_LARGE, hash=blob.hex(), limit_mb=MOST_BYTES >> 20)
    facts = _facts(link, station, blob)
    if facts is None:
        row = (station, blob, size_bytes, False)
        insert(link, "blob", "station, hash, size, complete", [row], "ON CONFLICT DO NOTHING")
        facts = (size_bytes, False, frozenset())
    announced_bytes, is_complete, held = facts
    if is_complete:
        return ()
    missing = tuple(index for index in range(_chunks(announced_bytes)) if index not in held)
    if missing or _is_proven(link, station, blob):
        return missing
    return tuple(range(_chunks(announced_bytes)))


def _is_proven(link: Link, station: bytes, blob: bytes) -> bool:
    if link.blob_hash(station, blob) != blob:
        link.run("DELETE FROM chunk WHERE station = ? AND hash = ?", (station, blob))
        return False
    link.run("UPDATE blob SET complete = ? WHERE station = ? AND hash = ?", (True, station, blob))
    return True


def put_chunk(link: Link, station: bytes, blob: bytes, index: int, data: bytes) -> None:
    """Keep one chunk of an announced photo; storing it twice changes nothing.

    Raises:
        Refused: it cannot be a chunk of this photo.
    """
    begin = index * CHUNK_BYTES
    is_last = f"b.size = {begin + len(data)}"
    fits = is_last if len(data) < CHUNK_BYTES else f"b.size >= {begin + CHUNK_BYTES}"
    rows = link.run(
        f"INSERT INTO chunk (station, hash, idx, data) SELECT b.station, b.hash, {index}, ?"
        f" FROM blob b WHERE b.station = ? AND b.hash = ? AND NOT b.complete AND {fits}"
        " ON CONFLICT DO NOTHING RETURNING idx",
        (data, station, blob),
    )
    if rows:
        return
    facts = _facts(link, station, blob)
    if facts is None or not (facts[1] or index in facts[2]):
        raise Refused(WRONG_SIZE, hash=blob.hex())


def blob_size(link: Link, station: bytes, blob: bytes) -> int | None:
    """Return how large a photo is, or None where it is not held whole, or no more."""
    rows = link.run(
        "SELECT size FROM blob WHERE station = ? AND hash = ? AND complete = ? AND size > 0",
        (station, blob, True),
    )
    return int(rows[0][0]) if rows else None


def get_chunk(link: Link, station: bytes, blob: bytes, index: int) -> bytes | None:
    """Return one chunk of a photo that is held whole."""
    rows = link.run(
        "SELECT c.data FROM chunk c JOIN blob b ON b.station = c.station AND b.hash = c.hash"
        " WHERE c.station = ? AND c.hash = ? AND c.idx = ? AND b.complete = ?",
        (station, blob, index, True),
    )
    return rows[0][0] if rows else None


def _facts(link: Link, station: bytes, blob: bytes) -> tuple[int, bool, frozenset[int]] | None:
    rows = link.run(
        "SELECT b.size, b.complete, c.idx FROM blob b"
        " LEFT JOIN chunk c ON c.station = b.station AND c.hash = b.hash"
        " WHERE b.station = ? AND b.hash = ?",
        (station, blob),
    )
    if not rows:
        return None
    held = frozenset(int(row[2]) for row in rows if row[2] is not None)
    return int(rows[0][0]), bool(rows[0][1]), held


def _chunks(size_bytes: int) -> int:
    return -(-size_bytes // CHUNK_BYTES)

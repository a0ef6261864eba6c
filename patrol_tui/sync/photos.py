"""Photos in the shared database: chunks in any order, whole only once the hash fits."""

from patrol_tui.domain.errors import N_, Refused
from patrol_tui.sync.link import Link, insert

CHUNK_BYTES = 16 << 10
MOST_BYTES = 64 << 20

WRONG_SIZE = N_("A part of the photo {hash} has the wrong size or place; it was not kept.")
NOT_THE_PHOTO = N_(
    "The photo {hash} arrived damaged at the shared database; it will be sent again."
)
TOO_LARGE = N_("The photo {hash} is too large for the shared database: {limit_mb} MB are the most.")


def missing_chunks(link: Link, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
    """Return which chunks of a photo have not arrived; none once it is whole.

    Raises:
        Refused: it is larger than any photo.
    """
    if not 0 < size_bytes <= MOST_BYTES:
        raise Refused(TOO_LARGE, hash=blob.hex(), limit_mb=MOST_BYTES >> 20)
    insert(
        link,
        "blob",
        "station, hash, size, complete",
        [(station, blob, size_bytes, False)],
        "ON CONFLICT DO NOTHING",
    )
    size_bytes, is_complete, held = _facts(link, station, blob)
    if is_complete:
        return ()
    return tuple(index for index in range(_chunks(size_bytes)) if index not in held)


def put_chunk(link: Link, station: bytes, blob: bytes, index: int, data: bytes) -> None:
    """Keep one chunk, and judge the whole photo once the last one is there.

    Raises:
        Refused: it cannot be a chunk of this photo, or the chunks together are not the photo: then
            they are dropped, to come again.
    """
    size_bytes, is_complete, held = _facts(link, station, blob)
    if is_complete or index in held:
        return
    if not 0 <= index < _chunks(size_bytes) or len(data) != _size_of(index, size_bytes):
        raise Refused(WRONG_SIZE, hash=blob.hex())
    row = (station, blob, index, data)
    insert(link, "chunk", "station, hash, idx, data", [row], "ON CONFLICT DO NOTHING")
    if len(held) + 1 < _chunks(size_bytes):
        return
    if link.blob_hash(station, blob) == blob:
        link.run(
            "UPDATE blob SET complete = ? WHERE station = ? AND hash = ?", (True, station, blob)
        )
        return
    link.run("DELETE FROM chunk WHERE station = ? AND hash = ?", (station, blob))
    raise Refused(NOT_THE_PHOTO, hash=blob.hex())


def blob_size(link: Link, station: bytes, blob: bytes) -> int | None:
    """Return how large a photo is, or None where it is not held whole."""
    rows = link.run(
        "SELECT size, complete FROM blob WHERE station = ? AND hash = ?", (station, blob)
    )
    return int(rows[0][0]) if rows and rows[0][1] else None


def get_chunk(link: Link, station: bytes, blob: bytes, index: int) -> bytes | None:
    """Return one chunk of a photo that is held whole."""
    rows = link.run(
        "SELECT c.data FROM chunk c JOIN blob b ON b.station = c.station AND b.hash = c.hash"
        " WHERE c.station = ? AND c.hash = ? AND c.idx = ? AND b.complete = ?",
        (station, blob, index, True),
    )
    return rows[0][0] if rows else None


def _facts(link: Link, station: bytes, blob: bytes) -> tuple[int, bool, frozenset[int]]:
    rows = link.run(
        "SELECT b.size, b.complete, c.idx FROM blob b"
        " LEFT JOIN chunk c ON c.station = b.station AND c.hash = b.hash"
        " WHERE b.station = ? AND b.hash = ?",
        (station, blob),
    )
    if not rows:
        raise Refused(WRONG_SIZE, hash=blob.hex())
    held = frozenset(int(row[2]) for row in rows if row[2] is not None)
    return int(rows[0][0]), bool(rows[0][1]), held


def _chunks(size_bytes: int) -> int:
    return -(-size_bytes // CHUNK_BYTES)


def _size_of(index: int, size_bytes: int) -> int:
    return min(CHUNK_BYTES, size_bytes - index * CHUNK_BYTES)

"""Photos by their SHA-256, in an encrypted file of their own, whole or still arriving in chunks."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from patrol_tui.domain.language.errors import N_, Corrupt, NotFound, Refused
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.disk.space import FreeBytes, free_bytes, refuse_photo_when_short
from patrol_tui.ledger.disk.wal import Checkpoint, checkpoint_when_idle, is_wal_alarming
from patrol_tui.ledger.engine import Kind, immediate, open_encrypted, statements

CHUNK_BYTES = 16 << 10
MAX_BLOB_BYTES = 64 << 20
MAX_THUMBNAIL_BYTES = 64 << 10
_PAGE_ROWS = 200

KIND = Kind(
    application_id=int.from_bytes(b"PTbl"),
    steps=(
        statements(
            "CREATE TABLE blob (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE,"
            " media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL, thumbnail BLOB,"
            " is_whole INTEGER NOT NULL)",
            "CREATE INDEX blob_arriving ON blob (id) WHERE NOT is_whole",
            "CREATE TABLE chunk (blob INTEGER NOT NULL REFERENCES blob, n INTEGER NOT NULL,"
            " bytes BLOB NOT NULL, UNIQUE (blob, n))",
        ),
    ),
)

NO_BLOB = N_("The photo {hash} is not on this laptop.")
NOT_WHOLE = N_(
    "The photo {hash} has not arrived whole yet: {missing} of {total} parts are missing."
)
DAMAGED_HERE = N_("The photo {hash} is damaged on this laptop's disk.")
DAMAGED_ON_THE_WAY = N_("The photo {hash} arrived damaged; it will be fetched again.")
BAD_PART = N_("A part of the photo {hash} has the wrong size or place; it was not kept.")
TOO_LARGE = N_("A file of {size_mb} MB is too large; {limit_mb} MB are the most.")


@dataclass(frozen=True)
class BlobFacts:
    """What is known of a blob, whole or still arriving."""

    hash: bytes
    media_type: str
    size_bytes: int
    thumbnail: bytes | None
    is_whole: bool

    @property
    def chunks(self) -> int:
        """Return of how many chunks the blob consists."""
        return -(-self.size_bytes // CHUNK_BYTES)


def blob_hash(content: bytes) -> bytes:
    """Return the identity of a blob, which entries name: the SHA-256 of its bytes."""
    return hashlib.sha256(content).digest()


class Blobs:
    """The home's photos. A photo is durable before the entry that names it is written."""

    def __init__(self, path: Path, key: bytes, free: FreeBytes = free_bytes) -> None:
        """Open the file, making it where there is none.

        Raises:
            Refused, Corrupt: as with `engine.open_encrypted`.
        """
        self._path = path
        self._free = free
        self._connection = open_encrypted(path, key, KIND)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def put(self, content: bytes, media_type: str, thumbnail: bytes | None = None) -> bytes:
        """Keep a photo and return its hash; it is durable on return, and kept once however often.

        Raises:
            DiskFull: it would take the room that text still needs.
            NotSaved: the disk did not take it.
            Refused: it is larger than any photo.
        """
        name = blob_hash(content)
        known = self.facts(name)
        if known is not None and known.is_whole:
            return name
        _check_size(len(content), thumbnail)
        refuse_photo_when_short(self._path.parent, len(content), self._free)
        with immediate(self._connection):
            blob = self._row(name, media_type, len(content), thumbnail)
            # chunks that arrived before are not proven yet
            self._connection.execute("DELETE FROM chunk WHERE blob = ?", (blob,))
            self._connection.executemany(
                "INSERT INTO chunk (blob, n, bytes) VALUES (?, ?, ?)",
                (
                    (blob, n, content[at : at + CHUNK_BYTES])
                    for n, at in enumerate(range(0, len(content), CHUNK_BYTES))
                ),
            )
            self._connection.execute("UPDATE blob SET is_whole = 1 WHERE id = ?", (blob,))
        return name

    def announce(
        self, name: bytes, media_type: str, size_bytes: int, thumbnail: bytes | None = None
    ) -> BlobFacts:
        """Make a place for a photo that will arrive in chunks; its thumbnail may come later.

        Raises:
            NotSaved: the disk did not take it, or is kept for text.
            Refused: it is larger than any photo.
        """
        _check_size(size_bytes, thumbnail)
        known = self.facts(name)
        if known is None or (thumbnail is not None and known.thumbnail is None):
            refuse_photo_when_short(self._path.parent, size_bytes, self._free)
            with immediate(self._connection):
                self._row(name, media_type, size_bytes, thumbnail)
        return self._known(name)

    def put_chunk(self, name: bytes, n: int, content: bytes) -> bool:
        """Keep one chunk of an announced photo, and tell whether the photo is whole now.

        Raises:
            Refused: the chunk cannot be one of this photo.
            Corrupt: all chunks are there and are not the photo; they are dropped, to come again.
            NotSaved: the disk did not take it, or is kept for text.
            NotFound: the photo was not announced.
        """
        facts = self._known(name)
        if facts.is_whole:
            return True
        left = facts.size_bytes - n * CHUNK_BYTES
        if not 0 <= n < facts.chunks or len(content) != min(CHUNK_BYTES, left):
            raise Refused(BAD_PART, hash=name.hex())
        refuse_photo_when_short(self._path.parent, len(content), self._free)
        with immediate(self._connection):
            blob = self._id(name)
            self._connection.execute(
                "INSERT INTO chunk (blob, n, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (blob, n, content),
            )
            is_whole, is_damaged = self._judge(blob, facts)
        if is_damaged:
            raise Corrupt(DAMAGED_ON_THE_WAY, hash=name.hex())
        return is_whole

    def _judge(self, blob: int, facts: BlobFacts) -> tuple[bool, bool]:
        rows = self._connection.execute("SELECT count(*) FROM chunk WHERE blob = ?", (blob,))
        if rows.fetchall()[0][0] < facts.chunks:
            return False, False
        if blob_hash(self._content(blob)) == facts.hash:
            self._connection.execute("UPDATE blob SET is_whole = 1 WHERE id = ?", (blob,))
            return True, False
        self._connection.execute("DELETE FROM chunk WHERE blob = ?", (blob,))
        return False, True

    def get(self, name: bytes) -> bytes:
        """Return a photo's bytes, proven to be those that its hash names.

        Raises:
            NotFound: it is not here, or not whole yet.
            Corrupt: the disk gave back other bytes.
        """
        facts = self._known(name)
        if not facts.is_whole:
            missing = len(self.missing_chunks(name))
            raise NotFound(NOT_WHOLE, hash=name.hex(), missing=missing, total=facts.chunks)
        with in_words():
            content = self._content(self._id(name))
        if blob_hash(content) != name:
            raise Corrupt(DAMAGED_HERE, hash=name.hex())
        return content

    def facts(self, name: bytes) -> BlobFacts | None:
        """Return what is known of a photo, or None where nothing is."""
        with in_words():
            row = self._connection.execute(
                "SELECT hash, media_type, size_bytes, thumbnail, is_whole FROM blob WHERE hash = ?",
                (name,),
            ).fetchone()
        return BlobFacts(row[0], row[1], row[2], row[3], bool(row[4])) if row else None

    def has(self, name: bytes) -> bool:
        """Tell whether a photo is here whole."""
        facts = self.facts(name)
        return facts is not None and facts.is_whole

    def thumbnail(self, name: bytes) -> bytes | None:
        """Return a photo's thumbnail, which may be here before the photo is."""
        facts = self.facts(name)
        return facts.thumbnail if facts else None

    def size_bytes(self, name: bytes) -> int:
        """Return how large a photo is, whole or still arriving.

        Raises:
            NotFound: nothing is known of it.
        """
        return self._known(name).size_bytes

    def chunk(self, name: bytes, n: int) -> bytes:
        """Return one chunk of a photo, to be sent.

        Raises:
            NotFound: the chunk is not here.
        """
        with in_words():
            row = self._connection.execute(
                "SELECT bytes FROM chunk JOIN blob ON id = blob WHERE hash = ? AND n = ?",
                (name, n),
            ).fetchone()
        if row is None:
            raise NotFound(NO_BLOB, hash=name.hex())
        return bytes(row[0])

    def missing_chunks(self, name: bytes) -> list[int]:
        """Return which chunks of an announced photo have not arrived.

        Raises:
            NotFound: the photo was not announced.
        """
        held = self._held(name)
        return [n for n in range(self._known(name).chunks) if n not in held]

    def bitmap(self, name: bytes) -> bytes:
        """Return which chunks are here: bit `n % 8` of byte `n // 8` stands for chunk n.

        Raises:
            NotFound: the photo was not announced.
        """
        bits = bytearray(-(-self._known(name).chunks // 8))
        for n in self._held(name):
            bits[n // 8] |= 1 << n % 8
        return bytes(bits)

    def arriving(self) -> list[BlobFacts]:
        """Return the photos that were announced and are not whole, the oldest first."""
        with in_words():
            rows = self._connection.execute(
                "SELECT hash, media_type, size_bytes, thumbnail FROM blob WHERE NOT is_whole"
                " ORDER BY id"
            ).fetchall()
        return [BlobFacts(row[0], row[1], row[2], row[3], is_whole=False) for row in rows]

    def hashes(self) -> Iterator[bytes]:
        """Yield the hash of every whole photo, the oldest first; no read stays open between."""
        after = 0
        while True:
            with in_words():
                rows = self._connection.execute(
                    "SELECT id, hash FROM blob WHERE is_whole AND id > ? ORDER BY id LIMIT ?",
                    (after, _PAGE_ROWS),
                ).fetchall()
            if not rows:
                return
            for row in rows:
                yield bytes(row[1])
            after = int(rows[-1][0])

    def drop(self, name: bytes) -> None:
        """Remove a photo that the bureau expunged; one that is not here is no mistake.

        Raises:
            NotSaved: the disk did not take it.
        """
        with immediate(self._connection):
            self._connection.execute(
                "DELETE FROM chunk WHERE blob IN (SELECT id FROM blob WHERE hash = ?)", (name,)
            )
            self._connection.execute("DELETE FROM blob WHERE hash = ?", (name,))

    def tidy(self) -> Checkpoint:
        """Checkpoint the file when idle."""
        return checkpoint_when_idle(self._connection)

    def is_wal_alarming(self) -> bool:
        """Tell whether the write-ahead log has grown too large."""
        return is_wal_alarming(self._path)

    def _row(self, name: bytes, media_type: str, size_bytes: int, thumbnail: bytes | None) -> int:
        self._connection.execute(
            "INSERT INTO blob (hash, media_type, size_bytes, thumbnail, is_whole)"
            " VALUES (?, ?, ?, ?, 0) ON CONFLICT (hash) DO UPDATE"
            " SET thumbnail = coalesce(thumbnail, excluded.thumbnail)",
            (name, media_type, size_bytes, thumbnail),
        )
        return self._id(name)

    def _id(self, name: bytes) -> int:
        rows = self._connection.execute("SELECT id FROM blob WHERE hash = ?", (name,)).fetchall()
        return int(rows[0][0])

    def _known(self, name: bytes) -> BlobFacts:
        facts = self.facts(name)
        if facts is None:
            raise NotFound(NO_BLOB, hash=name.hex())
        return facts

    def _held(self, name: bytes) -> set[int]:
        with in_words():
            rows = self._connection.execute(
                "SELECT n FROM chunk JOIN blob ON blob.id = chunk.blob WHERE hash = ?", (name,)
            ).fetchall()
        return {int(row[0]) for row in rows}

    def _content(self, blob: int) -> bytes:
        rows = self._connection.execute(
            "SELECT bytes FROM chunk WHERE blob = ? ORDER BY n", (blob,)
        ).fetchall()
        return b"".join(row[0] for row in rows)


def _check_size(size_bytes: int, thumbnail: bytes | None) -> None:
    if not 0 < size_bytes <= MAX_BLOB_BYTES or len(thumbnail or b"") > MAX_THUMBNAIL_BYTES:
        raise Refused(TOO_LARGE, size_mb=size_bytes >> 20, limit_mb=MAX_BLOB_BYTES >> 20)

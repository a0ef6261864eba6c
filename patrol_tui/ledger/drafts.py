"""What is being typed, kept in an encrypted file of its own until its entry is durable."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.disk.space import Ballast
from patrol_tui.ledger.disk.wal import Checkpoint, checkpoint_when_idle, wal_bytes
from patrol_tui.ledger.engine import Kind, immediate, open_encrypted, statements
from patrol_tui.ledger.tracks import TABLE, OpenTracks

T = TypeVar("T")

# One row is written again and again: the log is folded back as one goes, not at the day's end.
_TIDY_BYTES = 1 << 20

KIND = Kind(
    application_id=int.from_bytes(b"PTdr"),
    steps=(
        statements(
            "CREATE TABLE draft (key TEXT PRIMARY KEY, text TEXT NOT NULL,"
            " saved_at_us INTEGER NOT NULL) WITHOUT ROWID",
        ),
        TABLE,
    ),
)


@dataclass(frozen=True)
class FormDraft:
    """What was typed and is no entry yet.

    Attributes:
        key: what it will become: best the id of the subject that the entry will speak of, so
            that after a crash one sees whether the entry was written.
        text: JSON of the form's fields.
        saved_at_us: when it was kept.
    """

    key: str
    text: str
    saved_at_us: int


class Drafts:
    """The home's drafts. The entry is made durable first, then its draft goes.

    Attributes:
        tracks: what is being walked.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the file, making it where there is none.

        Raises:
            Refused, Corrupt: as with `engine.open_encrypted`.
        """
        self._path = path
        self._connection = open_encrypted(path, key, KIND)
        self.tracks = OpenTracks(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def save(self, key: str, text: str, saved_at_us: int) -> None:
        """Keep a draft in the place of what was kept under its key; it is durable on return.

        Raises:
            NotSaved: the disk did not take it; the draft kept before stands.
        """
        Ballast(self._path.parent).save(lambda: self._put(key, text, saved_at_us))
        if wal_bytes(self._path) > _TIDY_BYTES:
            checkpoint_when_idle(self._connection)

    def _put(self, key: str, text: str, saved_at_us: int) -> None:
        with immediate(self._connection):
            self._connection.execute(
                "INSERT INTO draft (key, text, saved_at_us) VALUES (?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE"
                " SET text = excluded.text, saved_at_us = excluded.saved_at_us",
                (key, text, saved_at_us),
            )

    def tidy(self) -> Checkpoint:
        """Checkpoint the file when idle."""
        return checkpoint_when_idle(self._connection)

    def load(self, key: str) -> FormDraft | None:
        """Return the draft under a key, or None."""
        with in_words():
            row = self._connection.execute(
                "SELECT key, text, saved_at_us FROM draft WHERE key = ?", (key,)
            ).fetchone()
        return FormDraft(*row) if row else None

    def kept(self) -> list[FormDraft]:
        """Return all drafts, what was typed last first."""
        with in_words():
            rows = self._connection.execute(
                "SELECT key, text, saved_at_us FROM draft ORDER BY saved_at_us DESC, key"
            ).fetchall()
        return [FormDraft(*row) for row in rows]

    def delete(self, key: str) -> None:
        """Drop a draft, because it was thrown away or its entry is durable.

        Raises:
            NotSaved: the disk did not take it; the draft is still there.
        """
        with immediate(self._connection):
            self._connection.execute("DELETE FROM draft WHERE key = ?", (key,))

    def settle(self, key: str, write_entry: Callable[[], T]) -> T:
        """Write a draft's entry, then drop the draft; if the entry fails, the draft stays.

        The caller stops saving the draft before it settles it, or it would come back.
        """
        written = write_entry()
        self.delete(key)
        return written

    def drop_written(self, is_written: Callable[[str], bool]) -> list[str]:
        """Drop the drafts whose entries are durable already, and return their keys.

        To be called after a start: a crash may have come between an entry and its draft's end.
        """
        written = [draft.key for draft in self.kept() if is_written(draft.key)]
        for key in written:
            self.delete(key)
        return written

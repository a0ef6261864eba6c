"""The write-ahead log: how large it is, and moving it into the database when nobody waits."""

from dataclasses import dataclass
from pathlib import Path

from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.disk.pragmas import BUSY_MS
from patrol_tui.ledger.driver import Connection

WAL_ALARM_BYTES = 64 << 20
_TRUNCATE_FRAMES = 4_096


@dataclass(frozen=True)
class Checkpoint:
    """How far a checkpoint came.

    Attributes:
        wal_frames: pages in the write-ahead log.
        moved_frames: of these, pages that now lie in the database itself.
    """

    wal_frames: int
    moved_frames: int

    @property
    def is_whole(self) -> bool:
        """Tell whether no page is left to move: no reader was in the way."""
        return self.wal_frames == self.moved_frames


def wal_path(path: Path) -> Path:
    """Return where SQLite keeps the write-ahead log of a database."""
    return path.with_name(path.name + "-wal")


def wal_bytes(path: Path) -> int:
    """Return the size of a database's write-ahead log, 0 where there is none."""
    try:
        return wal_path(path).stat().st_size
    except FileNotFoundError:
        return 0


def is_wal_alarming(path: Path) -> bool:
    """Tell whether a reader was open for so long that the write-ahead log has grown too large.

    Whoever hears the alarm closes its readers; the next checkpoint then goes through.
    """
    return wal_bytes(path) > WAL_ALARM_BYTES


def checkpoint_when_idle(connection: Connection) -> Checkpoint:
    """Move pages from the write-ahead log into the database, in nobody's way.

    To be called when no key was pressed for a while. A large log is cut short too, where neither
    reader nor writer would have to wait for it.
    """
    with in_words():
        done = _checkpointed(connection, "PASSIVE")
        if not done.is_whole or done.wal_frames < _TRUNCATE_FRAMES:
            return done
        connection.execute("PRAGMA busy_timeout=0")
        try:
            return _checkpointed(connection, "TRUNCATE")
        finally:
            connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _checkpointed(connection: Connection, how: str) -> Checkpoint:
    _, frames, moved = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchall()[0]
    return Checkpoint(int(frames), int(moved))

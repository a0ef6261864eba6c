"""What SQLite and the disk complain of, in words for the user."""

from collections.abc import Iterator
from contextlib import contextmanager

from patrol_tui.domain.language.errors import N_, Corrupt, PatrolError, Refused, Unsure
from patrol_tui.ledger import driver


class NotSaved(Refused):
    """Nothing was written; what was typed is still in its draft."""


class DiskFull(NotSaved):
    """The disk has no room left."""


class DiskFailed(NotSaved, Unsure):
    """The disk reported an error, perhaps after it had taken the bytes.

    After a failed flush the operating system may hold pages for clean that never reached the
    disk: close the connection, open another, and compare the head before the next entry.
    """


class Busy(NotSaved):
    """Another program kept the database locked for longer than we wait."""


DISK_FULL = N_("Not saved: disk full. Your text is kept; free space, save again.")
DISK_FAILED = N_(
    "The disk reported an error ({detail}). What you were saving is not saved, your text is kept: "
    "save again, and have the disk checked."
)
BUSY = N_("Not saved: another program is writing just now. Your text is kept; save again.")
UNREADABLE = N_(
    "The database is damaged or belongs to another key ({detail}). Nothing was changed; "
    "`patrol-tui doctor` says what can be done."
)
UNWRITABLE = N_("Not saved: the database cannot be opened for writing ({detail}).")


def as_patrol_error(error: driver.Error) -> PatrolError | None:
    """Return what the user must be told, or None where the error is a bug of ours."""
    detail = str(error)
    match driver.code_of(error):
        case driver.FULL:
            return DiskFull(DISK_FULL)
        case driver.IOERR:
            return DiskFailed(DISK_FAILED, detail=detail)
        case driver.BUSY | driver.LOCKED:
            return Busy(BUSY)
        case driver.CORRUPT | driver.NOTADB:
            return Corrupt(UNREADABLE, detail=detail)
        case driver.READONLY | driver.CANTOPEN:
            return NotSaved(UNWRITABLE, detail=detail)
        case _:
            return None


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what SQLite says of the disk into errors that a shell can show."""
    try:
        yield
    except driver.Error as error:
        told = as_patrol_error(error)
        if told is None:
            raise
        raise told from error

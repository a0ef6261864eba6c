import pytest

from patrol_tui.domain.language.errors import Corrupt, PatrolError
from patrol_tui.ledger import driver
from patrol_tui.ledger.disk.errors import Busy, DiskFailed, DiskFull, NotSaved, in_words


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (driver.FULL, DiskFull),
        (driver.IOERR, DiskFailed),
        (driver.IOERR | 4 << 8, DiskFailed),
        (driver.BUSY, Busy),
        (driver.LOCKED, Busy),
        (driver.READONLY, NotSaved),
        (driver.CANTOPEN, NotSaved),
        (driver.CORRUPT, Corrupt),
        (driver.NOTADB, Corrupt),
    ],
)
def test_each_complaint_of_the_disk_has_words(code: int, kind: type[PatrolError]) -> None:
    error = driver.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    with pytest.raises(kind) as told, in_words():
        raise error
    assert str(told.value)
    assert told.value.__cause__ is error


def test_a_bug_of_ours_stays_a_bug() -> None:
    with pytest.raises(driver.OperationalError), in_words():
        raise driver.OperationalError("no such column")

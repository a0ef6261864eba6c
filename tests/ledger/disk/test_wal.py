from pathlib import Path

import pytest

from patrol_tui.ledger.disk.wal import (
    WAL_ALARM_BYTES,
    checkpoint_when_idle,
    is_wal_alarming,
    wal_bytes,
    wal_path,
)
from tests.ledger.writer import numbers, opened, write


@pytest.mark.fault(17)
def test_a_checkpoint_empties_the_log_unless_a_reader_is_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    note = opened(path)
    for n in range(3):
        write(note, n)
    reader = opened(path)
    reading = reader.execute("SELECT n FROM note")
    reading.fetchone()
    for n in (3, 4, 5):
        write(note, n, "很长" * 4_000_000)
        assert not checkpoint_when_idle(note).is_whole
    assert is_wal_alarming(path)
    reader.close()
    assert checkpoint_when_idle(note).is_whole
    assert wal_bytes(path) == 0
    assert not is_wal_alarming(path)
    assert numbers(note) == [0, 1, 2, 3, 4, 5]
    note.close()


def test_a_small_log_is_moved_but_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    note = opened(path)
    write(note, 1)
    done = checkpoint_when_idle(note)
    assert done.is_whole
    assert done.moved_frames > 0
    assert wal_bytes(path) > 0
    note.close()


@pytest.mark.fault(17)
def test_a_log_that_no_checkpoint_reaches_raises_the_alarm(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    assert wal_bytes(path) == 0
    assert not is_wal_alarming(path)
    with wal_path(path).open("wb") as log:
        log.truncate(WAL_ALARM_BYTES + 1)
    assert is_wal_alarming(path)

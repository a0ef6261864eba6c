"""A power cut in the middle of a checkpoint leaves a torn page, which the log still holds whole."""

import shutil
from pathlib import Path

import pytest

from tests.ledger.town import Laptop, opened

PAGE_BYTES = 4_096
LOG_HEADER_BYTES, FRAME_HEADER_BYTES = 32, 24


def pages_in_log(log: bytes) -> set[int]:
    """Return the pages that a write-ahead log holds; behind them may lie what it held before."""
    size, salts = FRAME_HEADER_BYTES + PAGE_BYTES, log[16:24]
    return {
        int.from_bytes(log[at : at + 4])
        for at in range(LOG_HEADER_BYTES, len(log), size)
        if log[at + 8 : at + 16] == salts
    }


@pytest.mark.fault(11)
def test_a_torn_page_that_the_log_holds_is_no_damage(laptop: Laptop, tmp_path: Path) -> None:
    laptop.issue()
    laptop.store.tidy()
    laptop.issue()
    found = tmp_path / "found"
    found.mkdir()
    for path in tmp_path.glob(f"{laptop.path.name}*"):
        if not path.name.endswith("-shm"):
            shutil.copyfile(path, found / path.name)
    content = bytearray((found / laptop.path.name).read_bytes())
    held = pages_in_log((found / f"{laptop.path.name}-wal").read_bytes())
    torn = max(page for page in held if page * PAGE_BYTES <= len(content))
    middle = torn * PAGE_BYTES - PAGE_BYTES // 2
    content[middle : torn * PAGE_BYTES] = bytes(PAGE_BYTES // 2)
    (found / laptop.path.name).write_bytes(content)
    again = opened(found, laptop.who, laptop.key)
    assert again.store.verify().problems == ()
    assert again.store.digest() == laptop.store.digest()
    again.store.close()

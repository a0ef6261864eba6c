"""The file goes back in time: found when it is opened, said, and mended by the second copy."""

import shutil
from pathlib import Path

import pytest

from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.second.keeping import RolledBack
from patrol_tui.ledger.second.own_copy import SecondCopy
from tests.ledger.town import KEY, ROOT_BADGE, Laptop, opened, writer


def copied(folder: Path) -> Laptop:
    """Open the laptop of a folder with its second copy."""
    laptop = opened(folder, writer(7, ROOT_BADGE), SigningKey(bytes(32)))
    laptop.store.safeguard.copied_to(SecondCopy(folder / "ledger.copy", KEY))
    return laptop


@pytest.fixture
def old(tmp_path: Path) -> tuple[Laptop, Path]:
    """A laptop with a day's work, and its files of an hour ago."""
    made = copied(tmp_path)
    made.issue("先前")
    made.store.tidy()
    before = tmp_path / "before"
    before.mkdir()
    for path in tmp_path.glob("laptop7.db*"):
        shutil.copyfile(path, before / path.name)
    return made, before


def put(files: Path, folder: Path) -> None:
    """Put a ledger's files where another's were."""
    for path in folder.glob("laptop7.db*"):
        path.unlink()
    for path in files.glob("laptop7.db*"):
        if not path.name.endswith("-shm"):
            shutil.copyfile(path, folder / path.name)


@pytest.mark.fault(16)
def test_a_ledger_put_back_is_refused_and_mended(old: tuple[Laptop, Path], tmp_path: Path) -> None:
    laptop, before = old
    subject = laptop.issue("后来")
    laptop.note(subject, "更晚")
    digest, number = laptop.store.digest(), laptop.store.counts().entries
    laptop.store.close()
    put(before, tmp_path)
    again = copied(tmp_path)
    with pytest.raises(RolledBack, match="nothing is lost"):
        again.store.safeguard.refuse_rolled_back()
    mended = again.store.safeguard.put_back()
    assert (mended.kept, mended.restored) == (number - 2, 2)
    again.store.safeguard.refuse_rolled_back()
    assert again.store.digest() == digest
    assert again.store.verify().problems == ()
    assert again.store.counts().unsent == number
    assert again.store.safeguard.put_back().restored == 0
    again.now_us = laptop.now_us
    fresh = again.issue("再记一条")
    state = again.store.state(fresh)
    assert state is not None
    assert state.text("number").endswith("-03")
    assert again.store.safeguard.gaps() == 0
    again.store.close()


@pytest.mark.fault(16)
def test_a_deleted_log_of_writes_is_found(tmp_path: Path) -> None:
    laptop = copied(tmp_path)
    laptop.store.tidy()
    laptop.issue()
    digest = laptop.store.digest()
    left = tmp_path / "left"
    left.mkdir()
    shutil.copyfile(laptop.path, left / laptop.path.name)
    laptop.store.close()
    put(left, tmp_path)
    again = copied(tmp_path)
    with pytest.raises(RolledBack):
        again.store.safeguard.refuse_rolled_back()
    assert again.store.safeguard.put_back().restored == 1
    assert again.store.digest() == digest
    again.store.close()


@pytest.mark.fault(16)
def test_a_ledger_that_holds_all_is_not_refused_whatever_the_copy_lacks(
    old: tuple[Laptop, Path], tmp_path: Path
) -> None:
    laptop, _ = old
    laptop.issue()
    path = tmp_path / "ledger.copy"
    whole = path.read_bytes()
    for length in (len(whole), len(whole) - 3, len(whole) // 2, 0):
        path.write_bytes(whole[:length])
        laptop.store.safeguard.refuse_rolled_back()
    laptop.store.close()


@pytest.mark.fault(37)
def test_two_programs_at_once_never_look_rolled_back(old: tuple[Laptop, Path]) -> None:
    laptop, _ = old
    other = copied(laptop.path.parent)
    for turn in range(6):
        writing, looking = (laptop, other) if turn % 2 else (other, laptop)
        writing.now_us = looking.now_us = max(writing.now_us, looking.now_us)
        writing.issue()
        looking.store.safeguard.refuse_rolled_back()
    laptop.store.close()
    other.store.close()

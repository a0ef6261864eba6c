"""Files that are newer, damaged or not ours: said in words, and not touched."""

import hashlib
import shutil
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.ledger.disk.pragmas import connected
from tests.cli.laptop import Laptop, Said

NEWER = 99
PAGE_BYTES = 4096
VERBS = (("status",), ("verify",), ("issue", "list"), ("sync",), ("rebuild",), ("doctor",))


def ledger_of(laptop: Laptop) -> Path:
    """Return the ledger's file."""
    return laptop.home / "data" / "ledger.db"


def digest(path: Path) -> str:
    """Return what tells whether a byte has changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_newer(laptop: Laptop) -> None:
    """Let a later version of the program have written the ledger."""
    unlocked = bootstrap.unlock(bootstrap.open_home(laptop.home, {}), None, None, laptop.clock)
    connection = connected(ledger_of(laptop), f"\"x'{unlocked.key.secret.hex()}'\"", "rw")
    connection.execute(f"PRAGMA user_version={NEWER}")
    connection.close()


@pytest.mark.fault(28)
@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_a_newer_ledger_is_refused_by_every_verb_and_not_touched(
    laptop: Laptop, words: tuple[str, ...]
) -> None:
    make_newer(laptop)
    before = digest(ledger_of(laptop))
    said = laptop.call(*words)
    assert said.code == 1
    assert "更新版本的程序写成" in said.err + said.out
    assert digest(ledger_of(laptop)) == before


def damage(laptop: Laptop, page: int) -> None:
    """Spoil some bytes in the middle of a page."""
    with ledger_of(laptop).open("r+b") as file:
        file.seek(page * PAGE_BYTES + PAGE_BYTES // 2)
        file.write(b"\x5a" * 16)


def is_told(said: Said) -> bool:
    """Tell whether a damage was said in words."""
    return said.code == 4 and "损坏" in said.err + said.out


@pytest.mark.no_cover
@pytest.mark.fault(15)
def test_whichever_page_is_damaged_every_verb_answers_in_words(laptop: Laptop) -> None:
    """No page stops the program with a fault of its own."""
    for _ in range(4):
        laptop.record()
    whole = laptop.home.with_name("whole.db")
    shutil.copyfile(ledger_of(laptop), whole)
    pages = whole.stat().st_size // PAGE_BYTES
    found = []
    for page in range(0, pages, 3):
        shutil.copyfile(whole, ledger_of(laptop))
        damage(laptop, page)
        said = laptop.call("verify")
        assert said.code in {0, 4}, (page, said)
        assert said.code == 0 or is_told(said), (page, said)
        found.append(said.code == 4)
        listed = laptop.call("issue", "list")
        assert listed.code == 0 or is_told(listed), (page, listed)
    assert sum(found) > len(found) // 2


@pytest.mark.fault(15)
def test_a_damaged_ledger_is_not_touched_by_looking_at_it(laptop: Laptop) -> None:
    laptop.record()
    damage(laptop, 0)
    before = digest(ledger_of(laptop))
    assert is_told(laptop.call("verify"))
    assert is_told(laptop.call("issue", "list"))
    assert digest(ledger_of(laptop)) == before


@pytest.mark.fault(15)
def test_a_ledger_cut_short_is_said_to_be_damaged(laptop: Laptop) -> None:
    """The file ends in the middle of a page."""
    content = ledger_of(laptop).read_bytes()
    ledger_of(laptop).write_bytes(content[: len(content) // 2 - 100])
    assert is_told(laptop.call("verify"))


def test_the_ledger_of_another_home_is_said_to_be_another(
    two_laptops: tuple[Laptop, Laptop],
) -> None:
    one, other = two_laptops
    shutil.copyfile(ledger_of(other), ledger_of(one))
    said = one.call("status")
    assert said.code == 4
    assert "不属于" in said.err or "另一" in said.err or "别的" in said.err

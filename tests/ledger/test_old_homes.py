"""A home that an older version wrote opens in this one, and one of a newer version does not."""

import json
import zipfile
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger import blobs, drafts, schema
from patrol_tui.ledger.disk.pragmas import connected
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import Note
from tests.ledger.old_home import BADGE, BEGIN_US, HOMES, PIN, contents, ledger_of, opened

FORMATS = sorted(int(path.stem) for path in HOMES.glob("*.zip"))
KINDS = {"ledger.db": schema.KIND, "photos.db": blobs.KIND, "drafts.db": drafts.KIND}


@pytest.fixture
def unpacked(tmp_path: Path) -> Callable[[int], Path]:
    """Return what puts a home of a format on the disk."""

    def unpack(number: int) -> Path:
        with zipfile.ZipFile(HOMES / f"{number}.zip") as packed:
            packed.extractall(tmp_path / "home")
        return tmp_path / "home"

    return unpack


@pytest.mark.parametrize("number", FORMATS)
def test_a_home_of_every_released_format_opens_with_all_that_is_in_it(
    unpacked: Callable[[int], Path], number: int
) -> None:
    folder = unpacked(number)
    told = json.loads((HOMES / f"{number}.json").read_text("utf-8"))
    texts = told.pop("drafts")
    with closing(ledger_of(folder)) as ledger:
        assert contents(ledger) == told
        ledger.rebuild()
        assert contents(ledger) == told
    with closing(opened(folder)) as session:
        assert [draft.text for draft in session.drafts.kept()] == texts
        assert all(session.blobs.get(bytes.fromhex(name)) for name in told["photos"])
        subject = session.ledger.find(told["numbers"][0])
        session.office.perform(Note(subject, "新版本补记"))
        for _ in ("not indexed yet", "indexed"):
            rows = session.ledger.page(ListQuery("issue", text="xinban")).rows
            assert [row.subject for row in rows] == [subject]
            session.rest()
    with closing(ledger_of(folder)) as ledger:
        again = contents(ledger)
        assert again["numbers"] == told["numbers"]
        assert again["problems"] == 0
        assert ledger.counts().entries > told["entries"]


def test_a_home_of_todays_format_is_kept() -> None:
    """Whoever releases a new format makes a home of it: `python -m tests.ledger.old_home`."""
    assert FORMATS[-1] == schema.KIND.version


@pytest.mark.fault(28)
@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_a_newer_version_is_refused_and_none_is_touched(
    unpacked: Callable[[int], Path], name: str
) -> None:
    data = unpacked(FORMATS[-1]) / "data"
    with closing(opened(data.parent)) as session:
        session.rest()
    clock = FixedClock(BEGIN_US)
    unlocked = bootstrap.unlock(bootstrap.open_home(data.parent, {}), BADGE, PIN, clock)
    with closing(connected(data / name, f"\"x'{unlocked.key.secret.hex()}'\"", "rw")) as newer:
        newer.execute(f"PRAGMA user_version={KINDS[name].version + 1}")
    before = digests(data)
    with pytest.raises(Refused, match="newer version"):
        opened(data.parent)
    with pytest.raises(Refused, match="newer version"):
        bootstrap.rebuild(unlocked, clock, lambda _done, _total: True) if name == (
            "ledger.db"
        ) else opened(data.parent)
    assert digests(data) == before


def digests(data: Path) -> dict[str, str]:
    """Return what tells whether a byte of the three databases has changed."""
    return {name: sha256((data / name).read_bytes()).hexdigest() for name in KINDS}


@pytest.mark.fault(28)
def test_half_written_files_are_passed_over(unpacked: Callable[[int], Path]) -> None:
    """A power cut leaves files that were not put in their place; the whole ones stand."""
    data = unpacked(FORMATS[-1]) / "data"
    told = json.loads((HOMES / f"{FORMATS[-1]}.json").read_text("utf-8"))
    texts = told.pop("drafts")
    for name in ("keys.json.new", "ledger.db.1a2b3c4d.new", "ledger.db.remade", "ballast.new"):
        (data / name).write_bytes(b"half")
    with (data / "ledger.copy").open("ab") as copy:
        copy.write(b"PTf1\0\0\1\0half")
    (data / "wrong_pins.json").write_bytes(b"{")
    with closing(ledger_of(data.parent)) as ledger:
        assert contents(ledger) == told
    with closing(opened(data.parent)) as session:
        assert [draft.text for draft in session.drafts.kept()] == texts

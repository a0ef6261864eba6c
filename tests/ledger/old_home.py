"""Makes a home of this version's format, to be opened by every later one.

    python -m tests.ledger.old_home

It writes `tests/data/homes/N.zip` and, beside it, what a later version must find in it; N is the
ledger's format. To be run once for each format that is released, and never again for that format.
"""

import json
import sys
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.devices.sample_photo import sample_photo
from patrol_tui.ledger.found import Founder, NewHome, found
from patrol_tui.ledger.keyring.stretch import Costs
from patrol_tui.ledger.schema import KIND
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import Move, Note, PhotoFile, RecordIssue, SetFields
from patrol_tui.services.session import Session

HOMES = Path(__file__).parents[1] / "data" / "homes"
PIN, BADGE, NAME = "240113", "0412", "王某"
BEGIN_US = 1_772_415_000_000_000
"""The second of March 2026, 09:30 in the district."""
CHEAP = Costs(passes=1, memory_bytes=1 << 20)
SECTIONS = {"districts", "stations", "measures", "departments", "groups", "shifts", "towns"}
DRAFT = "还没写完"


def opened(folder: Path) -> Session:
    """Open the home as the program does, by its officer's PIN."""
    clock = FixedClock(BEGIN_US + 60_000_000)
    home = bootstrap.open_home(folder, {})
    return bootstrap.open_session(bootstrap.unlock(home, BADGE, PIN, clock), clock)


def ledger_of(folder: Path) -> LedgerStore:
    """Open the ledger alone: a session of the bureau may write what a newer version needs."""
    clock = FixedClock(BEGIN_US + 60_000_000)
    home = bootstrap.open_home(folder, {})
    return bootstrap.open_store(bootstrap.unlock(home, BADGE, PIN, clock), clock)


def make(folder: Path) -> dict[str, object]:
    """Make a home with a little of everything, and return what is in it."""
    catalog, _ = bootstrap.shipped_catalog()
    items = [item for item in catalog.items() if item.section in SECTIONS]
    items += [item for item in catalog.items() if item.id in {"fire_lane", "street_vending"}]
    station = catalog.station("binhu")
    founder = Founder(BADGE, NAME, station.id, station.name)
    found(NewHome(folder / "data", PIN, 480, CHEAP), founder, items, BEGIN_US)
    photo = folder / "photo.jpg"
    photo.write_bytes(sample_photo(1))
    session = opened(folder)
    office = session.office
    first = office.perform(RecordIssue("fire_lane", "5号楼北侧", "白色轿车停在消防通道")).subject
    office.perform(SetFields(first, {"note": "白色轿车，已通知车主"}))
    office.perform(Move(first, "verified"))
    with_photo = RecordIssue("street_vending", "小吃街口", "占道卖水果", photos=(PhotoFile(photo),))
    second = office.perform(with_photo).subject
    office.perform(Note(second, "劝导后收摊"))
    session.drafts.save("issue-draft", DRAFT, BEGIN_US)
    session.rest()
    photo.unlink()
    drafts = [draft.text for draft in session.drafts.kept()]
    session.close()
    with closing(ledger_of(folder)) as ledger:
        return {**contents(ledger), "drafts": drafts}


def contents(ledger: LedgerStore) -> dict[str, object]:
    """Return what any version must find in a ledger."""
    verified = ledger.verify()
    rows = ledger.page(ListQuery("issue"), limit=100).rows
    return {
        "entries": verified.entries,
        "problems": len(verified.problems),
        "digest": verified.digest.hex(),
        "numbers": sorted(row.number for row in rows),
        "titles": sorted(row.title for row in rows),
        "photos": sorted(need.blob.hex() for need in ledger.photos_named()),
    }


def main() -> None:
    """Write the files of this version."""
    HOMES.mkdir(exist_ok=True)
    target = HOMES / f"{KIND.version}.zip"
    if target.exists():
        sys.exit(f"{target} is there already; a released format never changes")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "home"
        told = make(folder)
        (folder / "data" / "ballast").unlink(missing_ok=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.stat().st_size:
                    packed.write(path, path.relative_to(folder))
    target.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""A new home: its keys and its ledger, there whole or not at all."""

from collections.abc import Callable, Iterable
from pathlib import Path

from patrol_tui.domain.catalog import Item
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.disk.space import flush_directory, make_directory, os_failure
from patrol_tui.ledger.identity import Identity, open_as
from patrol_tui.ledger.keyring.data_key import DataKey
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.keyring.slots import Card
from patrol_tui.ledger.keyring.stretch import USUAL, Costs
from patrol_tui.ledger.keys import FILE_NAME as KEYS_FILE
from patrol_tui.ledger.keys import Keys
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.bureau.enrol import founding_drafts
from patrol_tui.services.ports.ports import Writer

LEDGER_FILE = "ledger.db"
_UNFINISHED = "ledger.db.unfinished"

HOME_THERE = N_("{home} is set up already. Choose another folder with --home.")


@dataclass(frozen=True, slots=True)
class NewHome:
    """A home to be.

    Attributes:
        folder: where.
        pin: six digits or more, or None to ask for none.
        tz_offset_min: minutes that local time is ahead of UTC.
        costs: what each try of the PIN costs.
    """

    folder: Path
    pin: str | None
    tz_offset_min: int
    costs: Costs = USUAL


@dataclass(frozen=True, slots=True)
class Founder:
    """Who sets a district up.

    Attributes:
        badge: number of the officer's certificate.
        name: the officer's name.
        station_code: home station's id in the catalogue.
        station_name: its name.
    """

    badge: str
    name: str
    station_code: str
    station_name: Words


def is_set_up(folder: Path) -> bool:
    """Tell whether a home is there whole."""
    return (folder / LEDGER_FILE).exists() and Keys(folder).exist()


def make_home(new: NewHome, card: Card, fill: Callable[[Path, DataKey], None]) -> None:
    """Make a home: keys first, then its ledger, put in its place only once it is filled.

    Args:
        new: the home.
        card: its first officer.
        fill: makes the ledger at a path and closes it.

    Raises:
        Refused: the home is there already, or whatever `fill` refuses; then nothing is left.
        NotSaved: the disk did not take it.
    """
    make_directory(new.folder)
    _clear(new.folder)
    unfinished = new.folder / _UNFINISHED
    try:
        key = Keys(new.folder).create(card, new.pin, costs=new.costs)
        fill(unfinished, key)
        unfinished.rename(new.folder / LEDGER_FILE)
        flush_directory(new.folder)
    except OSError as error:
        _clear(new.folder)
        raise os_failure(error) from error
    except BaseException:
        _clear(new.folder)
        raise


def _clear(home: Path) -> None:
    """Remove what an interrupted set-up left: without a ledger its keys open nothing.

    Raises:
        Refused: something of a home is there that the keys may still open.
    """
    if any(path.suffix in {".db", ".copy"} for path in home.iterdir()):
        raise Refused(HOME_THERE, home=home)
    for name in (_UNFINISHED, f"{_UNFINISHED}-wal", f"{_UNFINISHED}-shm", KEYS_FILE):
        (home / name).unlink(missing_ok=True)


def found(new: NewHome, founder: Founder, items: Iterable[Item], now_us: int) -> Identity:
    """Set a laptop up as a district of its own, whose root of trust it is.

    Args:
        new: the home.
        founder: its officer.
        items: the catalogue that the district begins with.
        now_us: the time that the first entries claim.

    Raises:
        Refused: the home is there already, or the PIN is none.
        NotSaved: the disk did not take it; nothing is left.
    """
    signing = SigningKey.generate()
    identity = Identity(
        device=new_id(now_us),
        device_number=1,
        station_code=founder.station_code,
        root_key=signing.public,
        root_officer=officer_id(founder.badge),
        signing=signing,
    )
    writer = identity.writer(founder.badge, founder.name, new.tz_offset_min)

    def fill(path: Path, key: DataKey) -> None:
        ledger = new_ledger(path, key, identity, writer)
        try:
            own = {writer.device: signing.public}
            first_key = ledger.station_keys.renewed(founder.station_code, own)
            ledger.append((*founding_drafts(writer, signing.public, items), first_key), now_us)
        finally:
            ledger.close()

    card = Card(founder.badge, founder.name, founder.station_name, is_open=new.pin is None)
    make_home(new, card, fill)
    return identity


def new_ledger(path: Path, key: DataKey, identity: Identity, writer: Writer) -> LedgerStore:
    """Make a laptop's ledger that knows whose it is and holds nothing else."""
    ledger = open_as(path, key, identity, writer, create=True)
    identity.keep(ledger)
    return ledger

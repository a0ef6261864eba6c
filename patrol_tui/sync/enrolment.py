"""Setting a district's laptops up: where ledger and shared database meet for the first time."""

import os
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from patrol_tui.clock import Clock
from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.entries.ids import ID_BYTES, ZERO_HASH, ZERO_ID, name_id, new_id
from patrol_tui.domain.language.errors import N_, Refused, Unreachable
from patrol_tui.domain.subjects.device import DEVICE, JOINED
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.bundle import Bundle, open_bundle, seal_bundle
from patrol_tui.ledger.found import NewHome, make_home, new_ledger
from patrol_tui.ledger.identity import Identity
from patrol_tui.ledger.keyring.codes import new_code
from patrol_tui.ledger.keyring.data_key import DataKey
from patrol_tui.ledger.keyring.signing import SealingKey, SigningKey, seal_to_signer
from patrol_tui.ledger.keyring.slots import Card
from patrol_tui.ledger.keyring.stretch import USUAL, Costs
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.bureau.enrol import (
    Decided,
    Enrolment,
    decide_enrolment,
    joining_draft,
    must_be_called,
    require_bureau,
)
from patrol_tui.services.bureau.sealing import signers_of
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Exchange, Position, Segment, SharedLedger
from patrol_tui.services.syncing.sync import RESTORED
from patrol_tui.services.syncing.sync_values import SyncResult
from patrol_tui.sync.database.marks import Marks
from patrol_tui.sync.flights.shared import Shared, open_any
from patrol_tui.sync.reaching.address import Address
from patrol_tui.sync.setup import set_up

BUNDLE_NEEDED = N_(
    "{address} belongs to a district already. Ask its bureau for a bundle: "
    "`patrol-tui init --bundle FILE`."
)
NOT_ROOT = N_(
    "This laptop was enrolled into a district. Only the bureau's own laptop sets up its shared "
    "database."
)
NOT_IN_SHARED = N_("The shared database does not show the new laptop yet. Sync, then enrol again.")
BUNDLE_USED = N_("This bundle was used already. Ask the bureau for a new one.")
BUNDLE_UNFIT = N_("The bundle does not fit the district's log. Ask the bureau for a new one.")
_NOWHERE = Position(ZERO_ID, 0, ZERO_HASH)
_LIMIT_BYTES = 262_144

SyncOnce = Callable[[], SyncResult]


def refuse_initialised(address: Address, clock: Clock) -> None:
    """Make sure that a new district may take a shared database for its own.

    Raises:
        Refused: another district has it.
        Unreachable: nothing answers there.
    """
    try:
        shared = open_any(address, ZERO_ID, clock)
    except Unreachable:
        if _is_new_file(address):
            return
        raise
    if shared is not None:
        shared.close()
        raise Refused(BUNDLE_NEEDED, address=address.shown)


def _is_new_file(address: Address) -> bool:
    path = getattr(address, "path", None)
    return isinstance(path, Path) and path.parent.is_dir() and not path.exists()


def init_shared(ledger: LedgerStore, identity: Identity, address: Address, clock: Clock) -> Marks:
    """Make a shared database this district's; doing it again changes nothing.

    The next sync shuts every revoked laptop out there, should its logins come from a backup.

    Raises:
        Refused: another district has it, or this laptop is not its district's root of trust.
        Unreachable: nothing answers there.
    """
    if not identity.is_root:
        raise Refused(NOT_ROOT)
    require_bureau(ledger)
    marks = Marks(identity.root_key, identity.root_officer, os.urandom(ID_BYTES))
    standing = set_up(address, marks, clock)
    ledger.set_meta(RESTORED, "1")
    return standing


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A laptop that may join now.

    Attributes:
        device: its identity.
        number: its short number.
        code: opens the bundle; to be told apart from it.
        bundle: the file's bytes.
    """

    device: bytes
    number: int
    code: str
    bundle: bytes


def enrol(
    ledger: LedgerStore,
    catalog: Catalog,
    wanted: Enrolment,
    address: Address,
    sync: SyncOnce,
    clock: Clock,
    *,
    costs: Costs = USUAL,
) -> Enrolled:
    """Let a laptop in: write and push it, then make its bundle.

    Args:
        ledger: the bureau's.
        catalog: what the district has laid down.
        wanted: who and where.
        address: the shared database.
        sync: syncs this laptop once.
        clock: tells the time.
        costs: of each try of the code.

    Raises:
        Unreachable: the shared database must be there: no number is given twice.
        Refused: not the bureau asks, the names differ, or there is no such station or role.
    """
    require_bureau(ledger)
    _synced(sync)
    enrol_key, now_us = SigningKey.generate(), clock.now_us()
    given, device = _keys_to_give(ledger, catalog, wanted, now_us), new_id(now_us)
    publics = [key.public for key in given]
    decided = decide_enrolment(ledger, catalog, wanted, device, enrol_key.public, publics)
    hashes = {entry.hash for entry in ledger.append(decided.drafts, now_us)}
    _synced(sync)
    shared = open_any(address, device, clock) if ledger.in_shared(hashes) == hashes else None
    if shared is None:
        raise Refused(NOT_IN_SHARED)
    with closing(shared):
        bundle = _bundle(decided, catalog, enrol_key, shared, given)
    sealed = seal_bundle(bundle, code := new_code(), costs)
    return Enrolled(device, decided.number, code, sealed)


def _keys_to_give(
    ledger: LedgerStore, catalog: Catalog, wanted: Enrolment, now_us: int
) -> list[SealingKey]:
    """Return the keys that a new laptop needs for contact data; a station's first is made here.

    Raises:
        OtherName: the badge is known under another name: nobody is let in, so nothing is written.
    """
    if wanted.badge is not None:
        badge, name = wanted.badge.strip(), wanted.name.strip()
        must_be_called(ledger, badge, name, rename=wanted.rename)
    keys, home = ledger.station_keys, catalog.station(wanted.station_code).id
    if keys.public(home) is None:
        ledger.append((keys.renewed(home, signers_of(ledger, home)),), now_us)
    served = catalog.stations if wanted.role == "bureau" else (home,)
    return [SealingKey(private) for at in served for private in keys.privates(at)]


def _bundle(
    decided: Decided,
    catalog: Catalog,
    enrol_key: SigningKey,
    shared: Shared,
    given: Iterable[SealingKey],
) -> Bundle:
    home = name_id("station", decided.station_code)
    return Bundle(
        root_key=shared.marks.root_key,
        root_officer=shared.marks.root_officer,
        station_code=decided.station_code,
        station_name=catalog.station(decided.station_code).name,
        badge=decided.badge,
        name=decided.name,
        device=decided.device,
        device_number=decided.number,
        enrol_seed=enrol_key.seed,
        url=shared.admit(decided.device, (home,), is_bureau=decided.role == "bureau"),
        log=_district_log(shared, decided.device),
        station_keys=tuple(key.private for key in given),
    )


def _synced(sync: SyncOnce) -> None:
    result = sync()
    if result.state in {"unreachable", "refused"} and result.reason is not None:
        raise result.reason


def _district_log(shared: SharedLedger, device: bytes) -> tuple[Segment, ...]:
    log: list[Segment] = []
    at, more = _NOWHERE, True
    while more:
        flight = Exchange(device, (), {DISTRICT: at}, frozenset(), _LIMIT_BYTES)
        (segment,) = shared.exchange(flight).segments
        log.append(segment)
        more = segment.more
        if segment.rows:
            at = Position(segment.epoch, segment.rows[-1].n, segment.rows[-1].h)
    return tuple(log)


@dataclass(frozen=True, slots=True)
class Joined:
    """A laptop that has joined.

    Attributes:
        identity: who it is.
        badge: its officer's badge number.
        url: where the shared database is.
    """

    identity: Identity
    badge: str
    url: str


def join(
    new: NewHome,
    sealed: bytes,
    code: str,
    reach: Callable[[Bundle], SharedLedger],
    clock: Clock,
) -> Joined:
    """Set a laptop up by a bundle.

    Where the shared database is reached, it says whether the bundle was used before; where not,
    two laptops of one bundle show once both have synced. The caller syncs at once: only then
    does the district know that the bundle is used.

    Args:
        new: the home.
        sealed: the bundle's bytes.
        code: what opens it.
        reach: opens the shared database that the bundle names; may raise Unreachable.
        clock: the time that the entry claims.

    Raises:
        Refused: wrong code, used bundle, or the home is there already; nothing is left then.
        Corrupt: the bundle is damaged.
    """
    bundle = open_bundle(sealed, code)
    identity = _identity(bundle)
    writer = identity.writer(bundle.badge, bundle.name, new.tz_offset_min)

    def fill(path: Path, key: DataKey) -> None:
        ledger = new_ledger(path, key, identity, writer)
        try:
            _take_over(ledger, bundle)
            recovery = seal_to_signer(bundle.root_key, key.secret)
            _write_joining(ledger, bundle, identity, lambda: reach(bundle), clock, recovery)
        finally:
            ledger.close()

    card = Card(bundle.badge, bundle.name, bundle.station_name, is_open=new.pin is None)
    make_home(new, card, fill)
    return Joined(identity, bundle.badge, bundle.url)


def _take_over(ledger: LedgerStore, bundle: Bundle) -> None:
    for segment in bundle.log:
        ledger.receive(segment)
    for private in bundle.station_keys:
        ledger.keep_station_key(private)


def _identity(bundle: Bundle) -> Identity:
    return Identity(
        device=bundle.device,
        device_number=bundle.device_number,
        station_code=bundle.station_code,
        root_key=bundle.root_key,
        root_officer=bundle.root_officer,
        signing=SigningKey.generate(),
    )


def _write_joining(
    ledger: LedgerStore,
    bundle: Bundle,
    identity: Identity,
    reach: Callable[[], SharedLedger],
    clock: Clock,
    recovery: bytes | None,
) -> None:
    enrol_key = SigningKey(bundle.enrol_seed)
    shared = _reached(reach)
    try:
        if shared is not None:
            _catch_up(ledger, shared)
        state = ledger.state(bundle.device)
        if state is None or state.text("enrol_key") != enrol_key.public.hex():
            raise Refused(BUNDLE_UNFIT)
        if any(fact.entry.kind == DEVICE.kind(JOINED) for fact in state.facts):
            raise Refused(BUNDLE_USED)
        draft = joining_draft(bundle.device, state.heads, identity.signing.public, recovery)
        ledger.append((draft,), clock.now_us())
        ledger.seal_written(DISTRICT, enrol_key.sign)
    finally:
        if shared is not None:
            shared.close()


def _reached(reach: Callable[[], SharedLedger]) -> SharedLedger | None:
    try:
        return reach()
    except Unreachable:
        return None


def _catch_up(ledger: LedgerStore, shared: SharedLedger) -> None:
    """Bring the district's log up to date here; a link that breaks leaves it to the first sync."""
    more = True
    while more:
        at = ledger.cursors()[DISTRICT]
        flight = Exchange(ledger.writer.device, (), {DISTRICT: at}, frozenset())
        try:
            (segment,) = shared.exchange(flight).segments
        except Unreachable:
            return
        ledger.receive(segment)
        more = segment.more

"""The bureau's side: laptops shut out, entries expunged, lost PINs, the catalogue published."""

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from patrol_tui.bootstrap.homes import LEDGER_FILE, Home, Unlocked
from patrol_tui.bootstrap.sessions import connect_shared, open_session, open_store, sync_once
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from patrol_tui.clock import Clock
    from patrol_tui.domain.entries.entry import Entry
    from patrol_tui.domain.folding.state import State
    from patrol_tui.domain.language.problem import Problem
    from patrol_tui.ledger.store import LedgerStore
    from patrol_tui.services.bureau.rulings import Expunging
    from patrol_tui.services.session import Session
    from patrol_tui.sync.flights.shared import Shared


NOT_ROOT = N_("Only the bureau's first laptop, which founded the district, can do that.")
NO_WAY_BACK = N_(
    "That laptop left no way back in: it has not joined yet, or an earlier version set it up."
)
WHOSE_PIN = N_("Several officers use this laptop: {known}. Say whose PIN with --badge.")


@dataclass(frozen=True, slots=True)
class Recovered:
    """A way back into a laptop.

    Attributes:
        device: the laptop.
        code: the code for its officer; whoever has it and the laptop can read everything there.
    """

    device: bytes
    code: str


@contextmanager
def _at_the_bureau(
    unlocked: Unlocked, clock: "Clock"
) -> "Iterator[tuple[Session, LedgerStore, Shared]]":
    """Open a session, the ledger itself, and the shared database."""
    with (
        closing(open_session(unlocked, clock)) as session,
        closing(open_store(unlocked, clock)) as store,
        closing(connect_shared(unlocked.home, store, clock)) as shared,
    ):
        yield session, store, shared


def revoke(unlocked: Unlocked, device: str, clock: "Clock", reason: str = "") -> "State":
    """Shut a laptop out, at the shared database and in the ledger, and renew its station's keys.

    Args:
        unlocked: the bureau's home.
        device: number or id of the laptop.
        clock: the time that the entries claim.
        reason: why; it stays readable.

    Raises:
        NotFound: there is no such laptop.
        Refused: it is not the bureau that asks, or it is its own laptop.
        Unreachable: the shared database does not answer; doing it again goes on from there.
    """
    from patrol_tui.services.bureau import devices
    from patrol_tui.services.bureau.sealing import renewed_keys

    with _at_the_bureau(unlocked, clock) as (session, store, shared):
        found = devices.find_device(store, device)
        devices.revoke(
            store,
            found,
            shared.shut_out,
            lambda: session.sync(lambda _progress: None, lambda: False),
            clock.now_us,
            lambda: renewed_keys(store, store.station_keys, found),
            reason,
        )
        return store.state(found.subject) or found


def expunge(unlocked: Unlocked, entry: str, reason: str, clock: "Clock") -> "Expunging":
    """Take an entry's content away: here, in the shared database, and with that everywhere.

    Raises:
        NotFound: no entry here is called so.
        Refused: it is not the bureau that asks, or no reason is given.
        Unreachable: the shared database does not answer; doing it again goes on from there.
    """
    from patrol_tui.services.bureau.devices import must_sync
    from patrol_tui.services.bureau.rulings import decide_expunge, held_entry

    with _at_the_bureau(unlocked, clock) as (session, store, shared):
        wanted = decide_expunge(store, held_entry(store, entry), reason)
        if wanted.drafts:
            store.append(wanted.drafts, clock.now_us())
        must_sync(lambda: session.sync(lambda _progress: None, lambda: False))
        shared.expunge(wanted.entries, wanted.blobs)
        return wanted


def follow(unlocked: Unlocked, codes: "Sequence[str]", clock: "Clock") -> list[str]:
    """Hold further stations' logs at the bureau; return all that it holds then, by their ids.

    Raises:
        Refused: it is not the bureau that asks.
        Unreachable: they come with the next sync that reaches the shared database.
    """
    from patrol_tui.domain.entries.ids import name_id
    from patrol_tui.services.bureau.devices import must_sync
    from patrol_tui.services.bureau.enrol import require_bureau

    with closing(open_session(unlocked, clock)) as session:
        with closing(open_store(unlocked, clock)) as store:
            require_bureau(store)
            store.follow(name_id("station", code) for code in codes)
            held = store.cursors().keys()
        must_sync(lambda: session.sync(lambda _progress: None, lambda: False))
        return [code for code in session.catalog.stations if name_id("station", code) in held]


def release(unlocked: Unlocked, entry: str, reason: str, clock: "Clock") -> "Entry":
    """Let an entry out of quarantine, and return what says so.

    Raises:
        NotFound: no entry here is called so.
        Refused: it is not the bureau that asks, or the entry is in none.
    """
    from patrol_tui.services.bureau.rulings import decide_release

    with closing(open_store(unlocked, clock)) as store:
        draft = decide_release(store, store.find_entry(entry), reason)
        (written,) = store.append((draft,), clock.now_us())
        return written


def readmit(unlocked: Unlocked, device: str, clock: "Clock") -> "tuple[State, str]":
    """Give a laptop a new login; return the laptop, and the address for its settings.

    Raises:
        NotFound: there is no such laptop.
        Refused: it is not the bureau that asks, or the laptop was shut out.
        Unreachable: the shared database does not answer.
    """
    from patrol_tui.domain.entries.ids import name_id
    from patrol_tui.services.bureau.devices import find_device, must_be_in
    from patrol_tui.services.bureau.enrol import require_bureau
    from patrol_tui.services.bureau.sealing import is_bureaus

    with _at_the_bureau(unlocked, clock) as (_, store, shared):
        require_bureau(store)
        found = find_device(store, device)
        must_be_in(found)
        home = name_id("station", found.text("station"))
        is_bureau = is_bureaus(store, found)
        return found, shared.admit(found.subject, (home,), is_bureau=is_bureau)


def recover(unlocked: Unlocked, device: str, clock: "Clock") -> "Recovered":
    """Return the code by which a laptop whose PIN is lost gets a new one; that is recorded.

    Raises:
        NotFound: there is no such laptop.
        Refused: this is not the district's first laptop, or that one left no way back.
    """
    from patrol_tui.domain.entries.draft import Draft
    from patrol_tui.domain.subjects.device import DEVICE, RECOVERED, RECOVERY
    from patrol_tui.ledger.identity import read_identity
    from patrol_tui.ledger.keyring.codes import key_code
    from patrol_tui.services.bureau.devices import find_device
    from patrol_tui.services.bureau.enrol import require_bureau

    identity = read_identity(unlocked.home.places.data / LEDGER_FILE, unlocked.key)
    with closing(open_store(unlocked, clock)) as store:
        require_bureau(store)
        if not identity.is_root:
            raise Refused(NOT_ROOT)
        found = find_device(store, device)
        sealed = found.text(RECOVERY)
        if not sealed:
            raise Refused(NO_WAY_BACK)
        code = key_code(identity.signing.sealing.open(bytes.fromhex(sealed)))
        draft = Draft(found.subject, DEVICE.kind(RECOVERED), {}, found.heads, district=True)
        store.append((draft,), clock.now_us())
    return Recovered(found.subject, code)


def check_code(code: str) -> None:
    """Make sure that a code for a lost PIN has no slip in it.

    Raises:
        Refused: a sign is wrong or missing.
    """
    from patrol_tui.ledger.keyring.codes import key_of_code

    key_of_code(code)


def recover_pin(home: Home, badge: str | None, code: str, pin: str) -> str:
    """Give an officer a new PIN by the bureau's code, and return whose it is.

    Raises:
        Refused: the code is not this home's, or the PIN is none; nothing was changed.
        NotFound: no such officer opens this home.
    """
    from patrol_tui.ledger.keyring.codes import key_of_code
    from patrol_tui.ledger.keyring.data_key import DataKey
    from patrol_tui.ledger.keys import Keys

    keys = Keys(home.places.data)
    cards = keys.cards()
    if badge is None and len(cards) > 1:
        raise Refused(WHOSE_PIN, known=", ".join(card.badge for card in cards))
    whose = badge or cards[0].badge
    keys.set_pin(DataKey(key_of_code(code)), whose, pin)
    return whose


def add_officer(
    unlocked: Unlocked, badge: str, name: str, pin: str, clock: "Clock", *, rename: bool = False
) -> str:
    """Let a further officer use this laptop with an own PIN, and return the officer's name.

    Raises:
        OtherName: the district knows the officer under another name.
        Refused: the officer is not known here or not of this station, or the PIN is none.
        Unreachable: one who is new has to be told to the district first.
    """
    from dataclasses import replace

    from patrol_tui.domain.pin import normal_pin
    from patrol_tui.ledger.keys import Keys
    from patrol_tui.services.bureau.devices import must_sync
    from patrol_tui.services.bureau.officers import decide_newcomer, must_be_known

    normal_pin(pin)
    with closing(open_store(unlocked, clock)) as store:
        newcomer = decide_newcomer(store, badge, name, rename=rename)
        if newcomer.drafts:
            connect_shared(unlocked.home, store, clock).close()
            written = store.append(newcomer.drafts, clock.now_us())
            must_sync(lambda: sync_once(unlocked, clock))
            must_be_known(store, [entry.hash for entry in written], newcomer.name)
    card = replace(unlocked.card, badge=newcomer.badge, name=newcomer.name)
    Keys(unlocked.home.places.data).add_slot(unlocked.key, card, pin)
    return newcomer.name


def publish(
    unlocked: Unlocked, folder: "Path", clock: "Clock"
) -> "tuple[int, tuple[Problem, ...]]":
    """Publish a folder's catalogue files; return how many items changed, and what is wrong.

    Where something is wrong, nothing is written.

    Raises:
        Refused: not the bureau asks.
    """
    from patrol_tui.catalog_files import load_items
    from patrol_tui.domain.catalog import Catalog
    from patrol_tui.services.bureau.publish import decide_catalog

    with closing(open_store(unlocked, clock)) as store:
        items, problems = load_items(folder, Catalog.from_items(store.catalog_items()))
        drafts = decide_catalog(store, items)
        if problems or not drafts:
            return 0, problems
        store.append(drafts, clock.now_us())
    return len(drafts), ()

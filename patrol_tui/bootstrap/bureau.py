"""The bureau's side: laptops shut out, entries expunged, lost PINs, the catalogue published."""

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from patrol_tui.bootstrap.homes import Unlocked
from patrol_tui.bootstrap.sessions import connect_shared, open_session, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from patrol_tui.clock import Clock
    from patrol_tui.domain.state import State
    from patrol_tui.ledger.store import LedgerStore
    from patrol_tui.services.rulings import Expunging
    from patrol_tui.services.session import Session
    from patrol_tui.sync.shared import Shared


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


def revoke(unlocked: Unlocked, device: str, clock: "Clock") -> "State":
    """Shut a laptop out, at the shared database and in the ledger, and renew its station's keys.

    Args:
        unlocked: the bureau's home.
        device: number or id of the laptop.
        clock: the time that the entries claim.

    Raises:
        NotFound: there is no such laptop.
        Refused: it is not the bureau that asks, or it is its own laptop.
        Unreachable: the shared database does not answer; doing it again goes on from there.
    """
    from patrol_tui.services import devices
    from patrol_tui.services.sealing import renewed_keys

    with _at_the_bureau(unlocked, clock) as (session, store, shared):
        found = devices.find_device(store, device)
        devices.revoke(
            store,
            found,
            shared.shut_out,
            lambda: session.sync(lambda _progress: None, lambda: False),
            clock.now_us,
            lambda: renewed_keys(store, store.station_keys, found),
        )
        return store.state(found.subject) or found


def expunge(unlocked: Unlocked, entry: str, reason: str, clock: "Clock") -> "Expunging":
    """Take an entry's content away: here, in the shared database, and with that everywhere.

    Raises:
        NotFound: no entry here is called so.
        Refused: it is not the bureau that asks, or no reason is given.
        Unreachable: the shared database does not answer; doing it again goes on from there.
    """
    from patrol_tui.services.devices import must_sync
    from patrol_tui.services.rulings import decide_expunge

    with _at_the_bureau(unlocked, clock) as (session, store, shared):
        wanted = decide_expunge(store, store.find_entry(entry), reason)
        if wanted.drafts:
            store.append(wanted.drafts, clock.now_us())
        must_sync(lambda: session.sync(lambda _progress: None, lambda: False))
        shared.expunge(wanted.entries, wanted.blobs)
        return wanted

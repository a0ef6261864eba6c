"""Making a ledger whole again, whatever happened to its file, and its views anew."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patrol_tui.bootstrap.homes import LEDGER_FILE, Unlocked
from patrol_tui.bootstrap.sessions import open_unchecked, shared_url, sync_once
from patrol_tui.domain.language.errors import Corrupt, NotFound
from patrol_tui.settings import marker_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from patrol_tui.clock import Clock
    from patrol_tui.ledger.second.remaking import Mended
    from patrol_tui.ledger.store import LedgerStore
    from patrol_tui.services.syncing.sync_values import SyncResult


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild came to.

    Attributes:
        things: of which the views were made anew.
        mended: what was done to the ledger itself.
        gaps: entries that lack the one before them, after all that could be fetched.
        synced: how the rest was fetched; None where nothing was to be fetched.
    """

    things: int
    mended: "Mended"
    gaps: int
    synced: "SyncResult | None" = None


def rebuild(unlocked: Unlocked, clock: "Clock", progress: "Callable[[int, int], bool]") -> Rebuilt:
    """Put back what the ledger lacks, or make it anew where it is damaged; then its views.

    What neither its file nor its second copy holds is fetched from the shared database.

    Raises:
        SyncRuns: another process syncs this home just now.
        Corrupt: nothing is left to make it from; nothing was changed.
    """
    from patrol_tui.ledger.homelock import one_sync

    data = unlocked.home.places.data
    with one_sync(data, "patrol-tui rebuild", clock.now_us()):
        store, mended = _mended(unlocked, clock)
        try:
            things = store.rebuild(progress)
            _rest(store, unlocked)
        finally:
            store.close()
    is_mended = mended.restored or mended.set_aside is not None
    synced = sync_once(unlocked, clock) if is_mended and _is_linked(unlocked, clock) else None
    store = open_unchecked(unlocked, clock)
    try:
        return Rebuilt(things, mended, store.safeguard.gaps(), synced)
    finally:
        store.close()


def _mended(unlocked: Unlocked, clock: "Clock") -> "tuple[LedgerStore, Mended]":
    from patrol_tui.ledger.second.own_copy import FILE_NAME, SecondCopy
    from patrol_tui.ledger.second.remaking import remake

    data, secret = unlocked.home.places.data, unlocked.key.secret
    try:
        store = open_unchecked(unlocked, clock)
        if store.safeguard.is_sound():
            return store, store.safeguard.put_back()
        store.close()
    except (Corrupt, NotFound):
        pass
    mended = remake(data / LEDGER_FILE, secret, SecondCopy(data / FILE_NAME, secret))
    return open_unchecked(unlocked, clock), mended


def _rest(store: "LedgerStore", unlocked: Unlocked) -> None:
    from patrol_tui.ledger.second.whereabouts import Marker

    store.tidy()
    store.safeguard.note_place(Marker(marker_of(unlocked.home.places)))


def _is_linked(unlocked: Unlocked, clock: "Clock") -> bool:
    store = open_unchecked(unlocked, clock)
    try:
        return bool(shared_url(unlocked.home, store))
    finally:
        store.close()

"""Making a ledger whole again, whatever happened to its file, and its views anew."""

from typing import TYPE_CHECKING

from patrol_tui.bootstrap.homes import LEDGER_FILE, SHARED_URL, Unlocked
from patrol_tui.bootstrap.sessions import marker_of, open_unchecked, shared_url, sync_once
from patrol_tui.domain.language.errors import N_, Corrupt, NotFound
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from patrol_tui.clock import Clock
    from patrol_tui.ledger.second.remaking import Mended
    from patrol_tui.ledger.store import LedgerStore
    from patrol_tui.services.syncing.sync_values import SyncResult


SET_ASIDE = N_("The ledger was damaged. Entries read of it: {kept}. It lies in {path}.")
SPOILT = N_("Entries that could not be read of it: {count}.")
RESTORED = N_("Entries that came back from the second copy: {count}.")
FETCHED = N_("What the shared database holds was fetched again: {count} entries.")
TO_FETCH = N_("What else the shared database holds comes with the next sync.")
GAPS = N_("Own entries that lack the one before them: {count}. What stood there is lost here.")
VIEWS_MADE = N_("Things whose views were made anew: {count}.")


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


@dataclass(frozen=True, slots=True)
class Left:
    """What a ledger could be made anew from, without having touched anything.

    Attributes:
        has_file: its file is there, whatever it is worth.
        copied: own entries in the second copy.
        newest_us: when the newest of them claims to be from.
        is_linked: a shared database is known, from which the rest comes.
    """

    has_file: bool
    copied: int
    newest_us: int | None
    is_linked: bool


def what_is_left(unlocked: Unlocked) -> Left:
    """Return what a ledger could be made anew from; it reads the whole second copy."""
    from patrol_tui.ledger.second.own_copy import FILE_NAME, SecondCopy

    data, settings = unlocked.home.places.data, unlocked.home.settings
    copy = SecondCopy(data / FILE_NAME, unlocked.key.secret)
    entries, about = copy.entries(), copy.about().get("meta", {})
    return Left(
        has_file=(data / LEDGER_FILE).exists(),
        copied=len(entries),
        newest_us=max((entry.wall_us for entry in entries.values()), default=None),
        is_linked=bool(settings.shared_url or about.get(SHARED_URL)),
    )


def rebuild(unlocked: Unlocked, clock: "Clock", progress: "Callable[[int, int], bool]") -> Rebuilt:
    """Put back what the ledger lacks, or make it anew where it is damaged; then its views.

    What neither its file nor its second copy holds is fetched from the shared database.

    Args:
        unlocked: the home; its ledger may be damaged or missing.
        clock: what time it is.
        progress: told how many things of how many have their views; where it returns False the
            rebuild ends there, and a further one goes on.

    Raises:
        SyncRuns: another process syncs this home just now.
        Corrupt: nothing is left to make it from, nothing was changed; or it was to end while the
            lists were not whole.
        Refused: it was to end; the lists are whole.
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
    synced = None
    if is_mended and _is_linked(unlocked, clock):
        synced = sync_once(unlocked, clock, lambda: not progress(things, things))
    store = open_unchecked(unlocked, clock)
    try:
        return Rebuilt(things, mended, store.safeguard.gaps(), synced)
    finally:
        store.close()


def told(rebuilt: Rebuilt) -> "Iterator[Phrase]":
    """Yield what was done, sentence by sentence."""
    mended, synced = rebuilt.mended, rebuilt.synced
    if mended.set_aside:
        yield Phrase(SET_ASIDE, {"kept": mended.kept, "path": str(mended.set_aside)})
    if mended.spoilt:
        yield Phrase(SPOILT, {"count": mended.spoilt})
    if mended.restored:
        yield Phrase(RESTORED, {"count": mended.restored})
    if synced is not None and synced.state == "complete":
        yield Phrase(FETCHED, {"count": synced.pulled})
    elif mended.set_aside or mended.restored:
        yield Phrase(TO_FETCH)
    if rebuilt.gaps:
        yield Phrase(GAPS, {"count": rebuilt.gaps})
    yield Phrase(VIEWS_MADE, {"count": rebuilt.things})


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

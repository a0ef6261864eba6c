"""The district's laptops: who has them, how far they have come, and shutting one out."""

from collections.abc import Callable, Sequence

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.subjects.device import (
    DEVICE,
    ENDS,
    REVOKED,
    REVOKED_STATE,
    end_of_line,
)
from patrol_tui.domain.values import dataclass
from patrol_tui.services.bureau.enrol import require_bureau
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.syncing.sync_values import SyncResult

NO_DEVICE = N_("No laptop here is called {text}. `patrol-tui admin devices` lists them.")
OWN_DEVICE = N_("This is the laptop that you are at. Shut it out from another one of the bureau.")

IS_OUT = N_("Laptop {number} was shut out, and stays so. Enrol it anew.")

LineEnd = tuple[bytes, int, bytes]
"""Where a line of a laptop ends: stream, place and entry."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of the logs a laptop had seen when it last wrote, as far as is known here.

    Attributes:
        district_n: number of the district's log.
        station_n: number of its home station's log; None where nothing of it is held.
    """

    district_n: int
    station_n: int | None


def find_device(ledger: Ledger, text: str) -> State:
    """Return the laptop of a number or id.

    Raises:
        NotFound: there is none.
        Refused: several ids begin so.
    """
    numbers = {number: device for device, number in ledger.devices().items()}
    plain = text.strip()
    known = numbers.get(int(plain)) if plain.isdecimal() and plain.isascii() else None
    subject = ledger.find(plain, DEVICE.type) if known is None else known
    state = ledger.state(subject)
    if state is None or state.type != DEVICE.type:
        raise NotFound(NO_DEVICE, text=text)
    return state


def revoke(
    ledger: Ledger,
    device: State,
    shut_out: Callable[[bytes], None],
    sync: Callable[[], SyncResult],
    now: Callable[[], int],
    more: Callable[[], Sequence[Draft]] = tuple,
    reason: str = "",
) -> None:
    """Shut a laptop out, first at the shared database and then in the ledger.

    In this order nothing of it arrives after what the entry names as the last. Should the link
    break in between, doing it again goes on from there.

    Args:
        ledger: the bureau's.
        device: the laptop.
        shut_out: makes the shared database take nothing of it any more.
        sync: syncs this laptop once.
        now: the time that the entry claims.
        more: what is to be written with it.
        reason: why; it stays readable.

    Raises:
        Refused: it is not the bureau that asks, or it is its own laptop.
        Unreachable: the shared database must be there.
    """
    require_bureau(ledger)
    if device.subject == ledger.writer.device:
        raise Refused(OWN_DEVICE)
    shut_out(device.subject)
    ledger.follow((name_id("station", device.text("station")),))
    must_sync(sync)
    present = ledger.state(device.subject) or device
    if present.status != REVOKED_STATE:
        draft = revoking_draft(present, ledger.line_ends(device.subject), reason)
        ledger.append((draft, *more()), now())
    must_sync(sync)


def must_be_in(device: State) -> None:
    """Make sure that a laptop was not shut out.

    Raises:
        Refused: it was.
    """
    if device.status == REVOKED_STATE:
        raise Refused(IS_OUT, number=f"{device.integer('number') or 0:02d}")


def must_sync(sync: Callable[[], SyncResult]) -> None:
    """Sync, and make sure that it came to its end.

    Raises:
        PatrolError: why it did not.
    """
    result = sync()
    if result.reason is not None and not result.is_gapped:
        raise result.reason


def revoking_draft(device: State, ends: Sequence[LineEnd], reason: str = "") -> Draft:
    """Return the entry that shuts a laptop out; what it wrote beyond these ends does not count."""
    why = reason.strip()
    content = _lines_end(ends) | ({"reason": why} if why else {})
    return Draft(device.subject, DEVICE.kind(REVOKED), content, device.heads, district=True)


def _lines_end(ends: Sequence[LineEnd]) -> dict[str, Json]:
    return {"move": REVOKED_STATE, "record": {ENDS: [end_of_line(*end) for end in ends]}}

"""The district's laptops as a list shows them: whose they are, and when they were last heard of."""

from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.subjects.device import DEVICE, REVOKED, REVOKED_STATE
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.ports.ports import Ledger

TWICE = N_(
    "Laptop {laptop} and its copy both gave {some}: whoever is shown one of them must ask which is "
    "meant. Both stay; shut the laptop out and let it in anew."
)
IS_FORKED = N_(
    "Two laptops write as number {laptop}: this one was copied or put back. Nothing is lost; tell "
    "the bureau."
)
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop that the bureau has let in.

    Attributes:
        subject: its identity.
        number: its short number.
        station: home station's id in the catalogue.
        officer: whom it was made for.
        status: enrolled, joined or revoked.
        enrolled_at_us: when it was let in.
        seen: how much of the district's and its station's log it had seen when it wrote last.
        arrived_at_us: when the shared ledger took the last of it, as far as is known here.
        is_own: it is the one that asks.
        is_forked: two have written as it: restored, cloned, or worse.
        twice: numbers that both gave.
        why_out: why it was shut out; empty where it was not, or nobody said.
    """

    subject: bytes
    number: str
    station: str
    officer: str
    status: str
    enrolled_at_us: int
    seen: tuple[int, int | None] | None
    arrived_at_us: int | None
    is_own: bool
    is_forked: bool
    twice: tuple[str, ...]
    why_out: str

    @property
    def said_twice(self) -> Phrase | None:
        """Return what to say of the numbers that it gave twice."""
        if not self.twice:
            return None
        more = "" if len(self.twice) <= _MOST_TOLD else " …"
        some = ", ".join(self.twice[:_MOST_TOLD]) + more
        return Phrase(TWICE, {"laptop": self.number, "some": some})


def laptop_of(ledger: Ledger, row: Row) -> Laptop:
    """Return the laptop that a row of the ledger's list speaks of."""
    device = row.subject
    twice = tuple(ledger.numbers_twice(device))
    return Laptop(
        subject=device,
        number=row.number,
        station=row.kind,
        officer=row.title,
        status=row.status,
        enrolled_at_us=row.begun_us,
        seen=ledger.last_seen(device),
        arrived_at_us=ledger.last_arrival_us(device),
        is_own=device == ledger.writer.device,
        is_forked=bool(twice) or row.has_conflict or device in ledger.forked(),
        twice=twice,
        why_out=_why_out(ledger, device) if row.status == REVOKED_STATE else "",
    )


def fork_of_own(ledger: Ledger) -> Phrase | None:
    """Return what to say where somebody else writes as this laptop."""
    writer = ledger.writer
    if writer.device not in ledger.forked():
        return None
    return Phrase(IS_FORKED, {"laptop": f"{writer.device_number:02d}"})


def _why_out(ledger: Ledger, device: bytes) -> str:
    state = ledger.state(device)
    facts = state.facts if state is not None else ()
    said = [fact.content or {} for fact in facts if fact.entry.kind == DEVICE.kind(REVOKED)]
    return next((str(one["reason"]) for one in said if "reason" in one), "")

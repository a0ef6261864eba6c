"""Which papers there are; making one out, with a number that no other paper has.

Numbers run on each laptop through the year: station, kind of paper and year, laptop, serial. The
number goes into the thing's own history, so the same paper has it again, on every laptop.
"""

from collections.abc import Callable, Mapping

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED, PAPER_NUMBER, WRITERS
from patrol_tui.domain.language.errors import N_, NotFound, Refused, Usage
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.paper import NAMES, Paper
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.times import in_zone
from patrol_tui.domain.values import dataclass
from patrol_tui.services.exports.complainants import goes_to_accused
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.recipients import Recipient, reader_of
from patrol_tui.services.papers import of_issues, of_things
from patrol_tui.services.papers.form import Form
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger

FORMATS = ("docx", "pdf")
NO_THING = N_("Say of which thing: `export {paper} --id ID`. It takes: {known}.")
WRONG_THING = N_("{paper} is made out of: {known}.")
NO_NUMBER = N_("Nobody with your role gives numbers to papers. An officer has to make it out.")


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper.

    Attributes:
        id: what the user types; also names its template.
        name: its title.
        mark: stands in its numbers; empty where the thing's own number serves.
        of: types of things that it is made out of.
        fill: fills its form.
        needs_thing: it cannot be made out of nothing.
        reader: to whom it is handed as a rule, and for whom it is stripped if nobody else is named.
        early: states in which what it tells of has not taken place: it gets no number then.
    """

    id: str
    name: Words
    mark: str
    of: tuple[str, ...]
    fill: Callable[[Form], None]
    needs_thing: bool = True
    reader: Recipient = Recipient.ANYONE
    early: frozenset[str] = frozenset()


KINDS = (
    PaperKind(
        "order_to_correct",
        NAMES["order_to_correct"],
        "责改",
        ("issue",),
        of_issues.order_to_correct,
        reader=Recipient.ACCUSED,
    ),
    PaperKind(
        "site_record",
        NAMES["site_record"],
        "勘验",
        ("issue",),
        of_issues.site_record,
        reader=Recipient.ACCUSED,
    ),
    PaperKind(
        "inquiry_record",
        NAMES["inquiry_record"],
        "询问",
        ("issue",),
        of_issues.inquiry_record,
        reader=Recipient.ACCUSED,
    ),
    PaperKind(
        "item_list",
        NAMES["item_list"],
        "清单",
        ("issue",),
        of_issues.item_list,
        reader=Recipient.ACCUSED,
    ),
    PaperKind(
        "service_receipt",
        NAMES["service_receipt"],
        "送达",
        ("issue",),
        of_issues.service_receipt,
        reader=Recipient.ACCUSED,
    ),
    PaperKind(
        "correction_opinion",
        NAMES["correction_opinion"],
        "整改",
        ("issue", "commitment"),
        of_things.correction_opinion,
        reader=Recipient.ACCUSED,
    ),
    PaperKind(
        "minutes",
        NAMES["minutes"],
        "纪要",
        ("meeting",),
        of_things.minutes,
        early=frozenset(("collecting", "graded", "preparing", "cancelled")),
    ),
    PaperKind("letter", NAMES["letter"], "函", ("letter",), of_things.letter),
    PaperKind(
        "handover",
        NAMES["handover"],
        "",
        ("handover",),
        of_things.handover,
        needs_thing=False,
    ),
    PaperKind(
        "patrol_log",
        NAMES["patrol_log"],
        "",
        ("patrol",),
        of_things.patrol_log,
    ),
)
PAPERS: Mapping[str, PaperKind] = {kind.id: kind for kind in KINDS}


def make_paper(
    ledger: Ledger,
    desk: Desk,
    wanted: Wanted,
    speech: Speech,
    kind: PaperKind,
    *,
    as_template: bool = False,
) -> Paper:
    """Return a filled paper; its number is recorded first.

    Args:
        ledger: this laptop's.
        desk: who makes it out, and when.
        wanted: of which thing, and for whom; with a reason, sealed fields are opened for it.
        speech: its language.
        kind: which paper.
        as_template: only its shape is wanted: no number is given.

    Raises:
        NotFound: there is no such thing.
        Usage: none is named.
        Refused: the thing is of another type, or nobody with this role makes papers out.
    """
    state = _state(ledger, desk, wanted, kind)
    number = "" if as_template else record_paper(ledger, desk, kind, state)
    if state is not None:
        state = ledger.state(state.subject)
    discretion = Discretion(ledger, paper_reader(ledger, desk, wanted, kind, state))
    form = Form(ledger, desk, speech, discretion, state, wanted.reason)
    kind.fill(form)
    return form.paper(kind.id, kind.name, number)


def paper_reader(
    ledger: Ledger, desk: Desk, wanted: Wanted, kind: PaperKind, state: State | None
) -> Recipient:
    """Return for whom a paper is stripped: the reader that is named, else whoever it goes to."""
    if not wanted.recipient and state and goes_to_accused(ledger, desk.catalog, state):
        return Recipient.ACCUSED
    return reader_of(wanted.recipient, kind.reader)


def number_prefix(desk: Desk, kind: PaperKind) -> str:
    """Return the beginning of a paper's number; no other laptop or kind has the same."""
    station = desk.catalog.stations.get(desk.writer.station_code)
    code = station.code if station is not None else desk.writer.station_code
    year = in_zone(desk.now_us, desk.zone).year
    return f"{code}-{kind.mark}{year}-{desk.writer.device_number:02d}-"


def _state(ledger: Ledger, desk: Desk, wanted: Wanted, kind: PaperKind) -> State | None:
    known = ", ".join(kind.of)
    if wanted.subject is None and kind.needs_thing:
        raise Usage(NO_THING, paper=kind.id, known=known)
    if wanted.subject is None:
        rows = ledger.page(wanted.query(desk, kind.of[0]), limit=1).rows
        return ledger.state(rows[0].subject) if rows else None
    state = ledger.state(wanted.subject)
    if state is None:
        raise NotFound(N_("There is no such thing in this ledger."))
    if state.type not in kind.of:
        raise Refused(WRONG_THING, paper=kind.name, known=known)
    return state


def record_paper(
    ledger: Ledger,
    desk: Desk,
    kind: PaperKind,
    state: State | None,
    typed: Mapping[str, Json] | None = None,
    seen: tuple[bytes, ...] = (),
) -> str:
    """Return a paper's number, given now if it has none yet; the same entry says what was typed.

    Args:
        ledger: this laptop's.
        desk: who makes it out, and when.
        kind: which paper.
        state: of which thing.
        typed: fields that hold what was typed into it, where that is new.
        seen: the heads that were on the screen when it was typed.

    Raises:
        Refused: nobody with this role makes papers out, or what was typed is too long.
    """
    if state is None:
        return ""
    name = f"{PAPER_NUMBER}{kind.id}" if kind.mark else "number"
    is_numbered = bool(not kind.mark or state.text(name) or state.status in kind.early)
    if is_numbered and not typed:
        return state.text(name)
    if not desk.roles & WRITERS:
        raise Refused(NO_NUMBER)
    draft = Draft(
        state.subject,
        BY_TYPE[state.type].kind(CHANGED),
        {"set": dict(typed or {})},
        seen or state.heads,
        numbered=None if is_numbered else number_prefix(desk, kind),
        number_field=name,
    )
    ledger.append((draft,), desk.now_us)
    after = ledger.state(state.subject)
    return after.text(name) if after is not None else ""

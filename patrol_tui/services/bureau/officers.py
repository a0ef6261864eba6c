"""Officers of the district, and who of them may use a laptop."""

from collections.abc import Iterable

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.subject import WRITERS
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.text import is_blank
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.domain.values import dataclass
from patrol_tui.services.bureau.enrol import (
    NO_BADGE,
    NO_NAME,
    is_of_bureau,
    must_be_called,
    officer_draft,
)
from patrol_tui.services.ports.desk import required
from patrol_tui.services.ports.ports import Ledger

NOT_KNOWN = N_(
    "The district knows no officer with the badge {badge}. The bureau adds them with "
    "`patrol-tui officer add --badge {badge} --officer NAME` on its own laptop; then sync."
)
NOT_HERE = N_("{name} is not an officer of this station. Ask the bureau.")


NOT_SHARED = N_("The district does not know {name} yet. Sync once, then add the officer again.")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An officer who shall use this laptop.

    Attributes:
        badge: number of the certificate.
        name: the officer's name.
        drafts: what the bureau has to write first; nothing where the officer is known.
    """

    badge: str
    name: str
    drafts: tuple[Draft, ...] = ()


def decide_newcomer(ledger: Ledger, badge: str, name: str, *, rename: bool = False) -> Newcomer:
    """Return a further officer for this laptop; at the bureau an unknown one is added.

    Args:
        ledger: this laptop's.
        badge: number of the certificate.
        name: needed where the officer is not known yet.
        rename: the bureau gives an officer whom the district knows this name.

    Raises:
        OtherName: the district knows the officer under another name.
        Refused: the officer is not known or not of this station, and it is not the bureau's laptop.
    """
    number = required(badge, NO_BADGE)
    officer = officer_id(number)
    state = ledger.state(officer)
    if not is_blank(name):
        must_be_called(ledger, number, name.strip(), rename=rename and is_of_bureau(ledger))
    roles = frozenset(state.sets.get("roles", ())) if state is not None else frozenset[str]()
    station = ledger.writer.station_code
    is_ours = "bureau" in roles or (state is not None and station in state.sets.get("stations", ()))
    is_renamed = rename and state is not None and name.strip() != state.text("name")
    if is_ours and state and not (is_renamed or state.is_retracted) and roles & WRITERS:
        must_be_known(ledger, state.heads, state.text("name"))
        return Newcomer(number, state.text("name"))
    if not is_of_bureau(ledger):
        if state is None:
            raise Refused(NOT_KNOWN, badge=number)
        raise Refused(NOT_HERE, name=state.text("name"))
    called = required(name or (state.text("name") if state is not None else ""), NO_NAME)
    draft = officer_draft(state, officer, called, number, "officer", station)
    return Newcomer(number, called, () if draft is None else (draft,))


def must_be_known(ledger: Ledger, entries: Iterable[bytes], name: str) -> None:
    """Make sure that the district's log shows what it says of an officer.

    Until then nobody could tell by which rights the officer writes.

    Raises:
        Refused: it does not yet.
    """
    wanted = frozenset(entries)
    if ledger.in_shared(wanted) != wanted:
        raise Refused(NOT_SHARED, name=name)

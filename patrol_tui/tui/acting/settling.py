"""Settling conflicts from any screen: all that there are, then the sides of one."""

from dataclasses import replace
from typing import TYPE_CHECKING

from patrol_tui.domain.folding.pictures import pictures_of
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.language import _
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import Settle
from patrol_tui.services.things.history import history
from patrol_tui.tui.dialogs.conflict import OTHER, REASON, VALUE, ConflictDialog
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.screen_table import make_screen
from patrol_tui.tui.views.seen.disputed import disputed
from patrol_tui.tui.views.things.disputes import about, dispute_of, label, typed_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from patrol_tui.domain.folding.state import Conflict, State
    from patrol_tui.domain.language.errors import PatrolError
    from patrol_tui.services.session import Session
    from patrol_tui.tui.host.station_screen import StationScreen
    from patrol_tui.tui.kit.form.fields import Value

MOST = 99
"""More conflicts than one can settle before the list is looked at anew."""


def in_conflict(session: "Session", limit: int = MOST) -> list["State"]:
    """Return the first things of every type with something to settle."""
    found: list[State] = []
    for subject_type in BY_TYPE:
        query = ListQuery(subject_type, only_conflict=True)
        for row in session.ledger.page(query, limit=limit - len(found)).rows:
            state = session.ledger.state(row.subject)
            if state is not None and state.conflicts:
                found.append(state)
        if len(found) == limit:
            break
    return found


class Settling:
    """Asks which side is right, and writes what was answered."""

    def __init__(self, screen: "StationScreen[None]") -> None:
        """Act for a screen."""
        self._screen = screen
        self._typed: dict[tuple[bytes, str], Mapping[str, Value]] = {}

    def choose(self) -> None:
        """Offer all that is to settle, of whatever type; a single one is asked about at once."""
        states = in_conflict(self._screen.session)
        if not states:
            self._screen.say(_("There is nothing to settle."))
        elif len(states) == 1:
            self.ask(states[0])
        else:
            self._choose_of({state.subject.hex(): state for state in states})

    def _choose_of(self, states: "Mapping[str, State]") -> None:
        desk = self._screen.session.desk()
        options = [
            Option(name, about(desk, state), label(desk, state, disputed(state)[0][0].field))
            for name, state in states.items()
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self.ask(states[picked.option])

        dialog = ChooseDialog(_("Conflicts"), options, verb=_("Settle"), colour="red")
        self._screen.app.push_screen(dialog, chosen)

    def ask(self, state: "State") -> None:
        """Ask which of the values of a thing's first conflict is right."""
        screen = self._screen
        session, desk = screen.session, screen.session.desk()
        conflict, *companions = disputed(state)[0]
        dispute = replace(
            dispute_of(
                desk,
                state,
                conflict,
                history(session.ledger, desk.catalog, state, desk.now_us),
                screen.host.pinyin,
            ),
            look=self._album(state),
        )
        key = (state.subject, conflict.field)

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self._settle(state, conflict, companions, picked)

        def left(values: "Mapping[str, Value]") -> None:
            self._typed[key] = values

        screen.app.push_screen(ConflictDialog(dispute, self._typed.get(key), left), chosen)

    def _album(self, state: "State") -> "Callable[[], None] | None":
        """Return what shows the photos of a thing; None where there are none."""
        if not pictures_of(state):
            return None
        app, subject = self._screen.app, state.subject

        def look() -> None:
            app.push_screen(make_screen("album", subject=subject))

        return look

    def _settle(
        self, state: "State", conflict: "Conflict", companions: "list[Conflict]", picked: Picked
    ) -> None:
        screen, desk = self._screen, self._screen.session.desk()
        reason, key = str(picked.values[REASON]), (state.subject, conflict.field)
        take, value = None, None
        if picked.option == OTHER:
            value = typed_for(desk, state, conflict.field, picked.values[VALUE])
        else:
            take = bytes.fromhex(picked.option)

        def refused(error: "PatrolError") -> None:
            self._typed[key] = picked.values
            screen.fail(error)

        self._typed.pop(key, None)
        request = Settle(state.subject, conflict.field, take, value, reason, state.heads)
        said = _("Settled. The old values stay.")
        screen.host.act(request, lambda _done: screen.say(said), refused)
        for one in companions:
            newest = max(one.values, key=lambda side: side.wall_us).entry
            screen.act(Settle(state.subject, one.field, take or newest, None, reason))


def first_in_conflict(session: "Session") -> str:
    """Return number and field of the first thing to settle; empty where there is none."""
    states, desk = in_conflict(session, limit=1), session.desk()
    if not states:
        return ""
    field = label(desk, states[0], disputed(states[0])[0][0].field)
    return f"{about(desk, states[0], is_short=True)} {inert(field)}"

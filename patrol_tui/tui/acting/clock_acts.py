"""What moves or stops the clocks of a thing, and who is urged before they run out."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import HELD
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import SetFields, Urge
from patrol_tui.services.things.deadlines import EXTENDED, main_deadline
from patrol_tui.services.things.pauses import FLAGS, held_since
from patrol_tui.services.things.rights import check_guards, with_marks
from patrol_tui.tui.dialogs.words import Values
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.kit.form.fields import Field, FieldKind
from patrol_tui.tui.views.things import correct_fields
from patrol_tui.tui.views.wording.spoken import department_name

if TYPE_CHECKING:
    from patrol_tui.domain.language.pinyin import Pinyin
    from patrol_tui.tui.acting.issue_acts import Asked, IssueActs
    from patrol_tui.tui.host.station_screen import StationScreen

_REASON = "reason"
_TEXT = "text"
_WHOM = "whom"
_WHO_DEALS = ("lead", "handler", "handed_to", "addressee")
"""Fields that say who deals with a thing, the first that is filled counts."""


def options(state: State) -> list[Option]:
    """Return what can be done about the clocks of a thing."""
    if not BY_TYPE[state.type].row(state).is_open:
        return []
    stands = held_since(state) is not None
    return [
        Option("extend", _("Extend the deadline")),
        Option("hold", _("Let its clocks go on") if stands else _("Stop its clocks")),
        Option("urge", _("Urge")),
    ]


def choices(
    screen: "StationScreen[None]", acts: "IssueActs", state: State
) -> dict[str, Callable[[], None]]:
    """Return what each of these options does."""
    session, pinyin = screen.session, screen.host.pinyin

    def if_may(flag: str, ask: Callable[[], None]) -> None:
        # Whoever may not is told so before a reason is typed for nothing.
        marks = with_marks({}, {FLAGS: (flag,)})
        try:
            check_guards(session.desk(), BY_TYPE[state.type], state, marks)
        except PatrolError as error:
            screen.fail(error)
        else:
            ask()

    return {
        "extend": lambda: if_may(EXTENDED, lambda: extend(session.desk(), pinyin, acts, state)),
        "hold": lambda: if_may(HELD, lambda: hold(acts, state)),
        "urge": lambda: urge(session.desk(), acts, state),
    }


def extend(desk: Desk, pinyin: "Pinyin", acts: "IssueActs", state: State) -> None:
    """Ask for a later deadline, and why (延期)."""
    name = main_deadline(BY_TYPE[state.type])

    def then(values: Values, asked: "Asked") -> None:
        typed = {
            name: correct_fields.typed_for(desk, name, values[name]),
            FLAGS: _flags(state, EXTENDED, on=True),
        }
        request = SetFields(state.subject, typed, str(values[_REASON]), state.heads)
        acts.write(request, _("The deadline is put off."), asked, values)

    deadline = replace(correct_fields.field_for(desk, state, name, pinyin), required=True)
    known = {name: correct_fields.value_now(desk, state, name)}
    fields = [deadline, _reason()]
    acts.ask(state, "extend", _("Extend the deadline"), fields, then, values=known)


def hold(acts: "IssueActs", state: State) -> None:
    """Let the clocks of a thing stand still, or go on (挂账)."""
    stands = held_since(state) is not None

    def then(values: Values, asked: "Asked") -> None:
        typed = {FLAGS: _flags(state, HELD, on=not stands)}
        request = SetFields(state.subject, typed, str(values[_REASON]), state.heads)
        said = _("Its clocks go on.") if stands else _("Its clocks stand still.")
        acts.write(request, said, asked, values)

    title = _("Let its clocks go on") if stands else _("Stop its clocks")
    said = _("What was left of each deadline when they stopped is left from now on.")
    question = said if stands else _("Nothing is due until they go on. Why do they stand?")
    acts.ask(state, "hold", title, [_reason()], then, question=question)


def urge(desk: Desk, acts: "IssueActs", state: State) -> None:
    """Write down who was urged (催办)."""
    whom = next(filter(None, (state.text(name) for name in _WHO_DEALS)), "")
    called = state.sets.get("called", ())
    names = [department_name(desk.catalog, one) for one in ((whom,) if whom else called)]

    def then(values: Values, asked: "Asked") -> None:
        request = Urge(state.subject, str(values[_WHOM]), str(values[_TEXT]), state.heads)
        acts.write(request, _("The urging is written down."), asked, values)

    fields = [
        Field(_WHOM, _("Whom"), required=True),
        Field(_TEXT, _("Said"), FieldKind.LONG),
    ]
    acts.ask(state, "urge", _("Urge"), fields, then, values={_WHOM: " ".join(names)})


def _reason() -> Field:
    return Field(_REASON, _("Reason"), FieldKind.LONG, required=True)


def _flags(state: State, flag: str, *, on: bool) -> str:
    kept = [one for one in state.sets.get(FLAGS, ()) if one != flag]
    return " ".join([*kept, flag] if on else kept)

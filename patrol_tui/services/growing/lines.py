"""Lists that grow within a thing, a line each by its own entry: who signed in, who voted how."""

from collections import Counter
from collections.abc import Mapping

from patrol_tui.domain.catalog import Catalog, Choice, FieldType
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field, Subject
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.text import is_blank
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import DAY, WHEN
from patrol_tui.domain.times import day_of, in_zone, parse_day, parse_time
from patrol_tui.services.ports.desk import Desk, required
from patrol_tui.services.requests import Heads, SetFields
from patrol_tui.services.things.answers import department_id
from patrol_tui.services.wording import spot_words, value_words


def add_line(
    desk: Desk, state: State, field: Field, key: str, value: str, heads: Heads = None
) -> SetFields:
    """Return the request that adds a line, or corrects the one of the same key.

    Args:
        desk: who, where, when.
        state: of the thing.
        field: one of `Subject.lines`.
        key: whose line it is, as typed; of a day, empty means today, of a time, now.
        value: what it says, as typed.
        heads: those that were on the screen.

    Raises:
        Refused: it does not say whose line it is, or says nothing.
    """
    told = required(value, N_("The line is empty. Type what it says."))
    return SetFields(state.subject, {f"{field.name}{_key(desk, field, key)}": told}, heads=heads)


def _key(desk: Desk, field: Field, typed: str) -> str:
    form = field.line.key if field.line is not None else None
    if form is DAY.form:
        day = day_of(desk.now_us, desk.zone) if is_blank(typed) else parse_day(typed.strip())
        return day.isoformat()
    if form is WHEN.form:
        at_us = parse_time(typed.strip() or "+0h", desk.now_us, desk.zone)
        return in_zone(at_us, desk.zone).strftime("%Y-%m-%d %H:%M")
    plain = required(typed, N_("Say whose line it is.")).replace("/", " ")
    is_department = form is not None and form.type is FieldType.DEPARTMENT
    return department_id(desk, plain) if is_department else plain


def lines_of(
    catalog: Catalog, subject: Subject, state: State, field: Field, now_us: int | None = None
) -> tuple[tuple[Words | Phrase, Words | Phrase], ...]:
    """Return the lines of a list, whose each is and what it says."""
    return tuple(
        (
            spot_words(catalog, state, name),
            value_words(catalog, subject, state, name, value, now_us),
        )
        for name, value in sorted(state.fields.items())
        if name.startswith(field.name) and value is not None
    )


def tally(state: State, field: Field) -> Mapping[Choice, int]:
    """Return how often each answer of a list was given, in the order of its choices."""
    form = field.line.value if field.line is not None else None
    given = Counter(
        str(value) for name, value in state.fields.items() if name.startswith(field.name)
    )
    return {one: given[one.id] for one in (form.choices if form else ()) if given[one.id]}

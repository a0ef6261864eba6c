"""A thing of any subject as JSON and as lines for people."""

from collections.abc import Sequence

from patrol_tui.cli.columns import facts
from patrol_tui.cli.shapes.of_all import (
    closing_lines,
    due_said,
    kept_said,
    recorded_said,
    told_of_all,
)
from patrol_tui.cli.shapes.of_photos import photos_said
from patrol_tui.cli.shapes.of_station import Shape, Shapes, public_name, said
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import SEALED
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field, Subject
from patrol_tui.domain.subjects.usual import TIMES
from patrol_tui.language import _
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.things.relations import Related, name_of
from patrol_tui.services.wording import SEALED_WORDS, field_label, status_words, value_words

_SHOWN_APART = frozenset(("number", "title"))


def thing_item(row: Row, shapes: Shapes) -> Shape:
    """Return a thing as lists show it."""
    return {
        "id": id_text(row.subject),
        "type": row.type,
        "number": row.number,
        "status": row.status,
        "title": row.title,
        **shapes.due(row),
        "recorded_at": shapes.time(row.begun_us),
        "station": shapes.station(row.station),
        "open": row.is_open,
        "photos": int(row.extra.get("photos", 0)),
        **({TIMES: row.extra[TIMES]} if TIMES in row.extra else {}),
        "conflict": row.has_conflict,
        "incomplete": row.is_incomplete,
        "in_shared": row.subject not in shapes.unsent,
    }


def thing_shape(state: State, subject: Subject, shapes: Shapes, others: Sequence[Related]) -> Shape:
    """Return everything that the entries of a thing fold to, and what it has to do with."""
    fields = shapes.fields(state)
    for field in subject.fields:
        name = public_name(subject, field.name)
        if field.is_private and fields.get(name) is not None:
            fields[name] = {SEALED: True}
    return {
        "id": id_text(state.subject),
        "type": state.type,
        "number": state.text("number"),
        "status": state.status,
        "title": state.text("title"),
        "retracted": state.is_retracted,
        **shapes.due(subject.row(state)),
        "fields": fields,
        "sets": {name: list(members) for name, members in state.sets.items()},
        "lines": {field.line.verb: _lines(state, field) for field in subject.lines() if field.line},
        **({TIMES: subject.times(state)} if subject.counted else {}),
        "related": [related_shape(one) for one in others],
        **told_of_all(state, subject, shapes),
    }


def _lines(state: State, field: Field) -> list[Shape]:
    """Return the lines of a list, as they are stored."""
    return [
        {"key": name.removeprefix(field.name), "value": value}
        for name, value in sorted(state.fields.items())
        if name.startswith(field.name) and value is not None
    ]


def related_shape(one: Related) -> Shape:
    """Return another thing that has to do with one."""
    row = one.row
    return {
        "field": one.field.name,
        "names_this": one.is_source,
        "id": id_text(one.subject),
        "type": one.type or None,
        "number": row.number if row else None,
        "status": row.status if row else None,
        "title": row.title if row else None,
    }


def thing_lines(
    state: State, subject: Subject, shapes: Shapes, others: Sequence[Related]
) -> list[str]:
    """Return a thing for people."""
    status = said(status_words(state.status, subject.type))
    lines = [
        f"{state.text('number')}  {said(subject.name)}  {state.text('title')}  {status}",
        id_text(state.subject),
        "",
    ]
    pairs = [*_field_pairs(state, subject, shapes), (_("recorded"), recorded_said(state, shapes))]
    pairs.append((_("photos"), photos_said(subject, state, shapes)))
    pairs.append((_("ledger"), kept_said(state, shapes)))
    counting = subject.counted
    if counting is not None:
        pairs.append((said(counting.label), str(subject.times(state))))
    lines += facts(pairs)
    for one in others:
        lines.append(related_line(one))
    return lines + closing_lines(state, subject, shapes)


def _field_pairs(state: State, subject: Subject, shapes: Shapes) -> list[tuple[str, str]]:
    relations = {field.name for field in subject.relations()}
    hidden = {field.name for field in subject.fields if field.is_private}
    shown = [
        (name, value)
        for name, value in (*state.fields.items(), *_members(state))
        if name not in _SHOWN_APART | relations and value is not None
    ]
    return [
        (
            said(field_label(shapes.catalog, subject, state, name)),
            due_said(state, name, shapes)
            if name == "due_us"
            else said(
                SEALED_WORDS
                if name in hidden
                else value_words(shapes.catalog, subject, state, name, value)
            ),
        )
        for name, value in shown
    ]


def _members(state: State) -> list[tuple[str, Json]]:
    return [(name, [*members]) for name, members in state.sets.items() if members]


def related_line(one: Related) -> str:
    """Return another thing that has to do with one, for people."""
    row = one.row
    arrow = "<-" if one.is_source else "->"
    label = said(one.field.label) if not isinstance(one.field.label, str) else one.field.name
    if row is None:
        return f"{arrow} {label}  {id_text(one.subject)}"
    status = said(status_words(row.status, row.type))
    return f"{arrow} {label}  {said(name_of(row.type))} {row.number}  {row.title}  {status}"

"""What is told of issues and of all other things alike, as JSON and as lines for people."""

from patrol_tui.cli.columns import facts
from patrol_tui.cli.shapes.of_photos import sides_shape
from patrol_tui.cli.shapes.of_station import Shape, Shapes, public_name, said
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import HELD, Subject
from patrol_tui.language import _
from patrol_tui.services.things.pauses import held_since
from patrol_tui.services.wording import field_label, status_words, value_words


def told_of_all(state: State, subject: Subject, shapes: Shapes) -> Shape:
    """Return who began a thing, what was added to it, what is in conflict, where it is kept."""
    first = state.facts[0].entry
    return {
        "station": shapes.station(first.header.station),
        "author": shapes.person(first.header.author),
        "recorded_at": shapes.time(first.wall_us),
        "notes": [shapes.note(value) for value in state.records.get("notes", ())],
        "photos": [shapes.photo(value) for value in state.records.get("photos", ())],
        "before_after": sides_shape(subject, state, shapes),
        "conflicts": [shapes.conflict(state, conflict) for conflict in state.conflicts],
        "next_statuses": sorted(subject.moves.get(state.status, frozenset())),
        "heads": [head.hex() for head in state.heads],
        "entries": len(state.facts),
        "incomplete": state.is_incomplete,
        "read_only": state.is_read_only,
        "in_shared": state.subject not in shapes.unsent,
    }


def due_said(state: State, name: str, shapes: Shapes) -> str:
    """Return by when a thing is due; that its clocks stand, and what it was not reckoned by."""
    at_us = state.integer(name)
    if at_us is None:
        return ""
    stands = said(status_words(HELD)) if held_since(state) is not None else ""
    lines = [f"{shapes.clock(at_us)}  {stands}".rstrip()]
    year = shapes.holidays_unknown(state.facts[0].entry.wall_us, at_us)
    if year is not None:
        text = _("The holidays of {year} are not known yet: counted by weekdays alone.")
        lines.append(text.format(year=year))
    return "\n".join(lines)


def recorded_said(state: State, shapes: Shapes) -> str:
    """Return when a thing was recorded, and by whom."""
    first = state.facts[0].entry
    return f"{shapes.clock(first.wall_us)} {shapes.person(first.header.author)}"


def kept_said(state: State, shapes: Shapes) -> str:
    """Return what of a thing is kept where."""
    parts = [
        _("not all in the shared ledger") if state.subject in shapes.unsent else "",
        _("retracted") if state.is_retracted else "",
        _("earlier entries are missing here") if state.is_incomplete else "",
    ]
    return " ".join(filter(None, parts)) or _("all in the shared ledger")


def closing_lines(state: State, subject: Subject, shapes: Shapes) -> list[str]:
    """Return what stands at the end: notes, and what is in conflict."""
    lines = []
    for note in state.records.get("notes", ()):
        when = f"{shapes.clock(note.wall_us)} {shapes.person(note.author)}"
        lines += ["", *facts([(when, str(note.value))])]
    for conflict in state.conflicts:
        label = said(field_label(shapes.catalog, subject, state, conflict.field))
        name = public_name(subject, conflict.field)
        lines += ["", _("Conflict about {field} ({name}):").format(field=label, name=name)]
        for side in conflict.values:
            words = said(value_words(shapes.catalog, subject, state, conflict.field, side.value))
            who = f"{shapes.clock(side.wall_us)} {shapes.person(side.author)}"
            lines.append(f"  {side.entry.hex()[:12]}  {who}  {words}")
    return lines

"""An issue as JSON and as lines for people."""

from patrol_tui.cli.columns import facts
from patrol_tui.cli.shapes.of_all import (
    closing_lines,
    due_said,
    kept_said,
    recorded_said,
    told_of_all,
)
from patrol_tui.cli.shapes.of_handbook import STANDINGS, ref_shape
from patrol_tui.cli.shapes.of_photos import photos_said
from patrol_tui.cli.shapes.of_station import Shape, Shapes, said
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.geo import degrees_text
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.times import day_of
from patrol_tui.language import _, current
from patrol_tui.services.citations import citations
from patrol_tui.services.handbook import Standing, standing_of
from patrol_tui.services.wording import field_label, status_words, text_words, value_words

_SHOWN_APART = frozenset(
    (
        *("number", "kind", "place", "note", "lat_e7", "lon_e7", "code", "deadline_us"),
        *("recheck_us", "origin"),
    )
)


def issue_shape(state: State, shapes: Shapes) -> Shape:
    """Return everything that the entries of an issue fold to."""
    first = state.facts[0].entry
    fields = shapes.fields(state)
    cited = citations(shapes.catalog, state)
    day = day_of(first.wall_us, shapes.zone).isoformat()
    return {
        "id": id_text(state.subject),
        "number": state.text("number"),
        "kind": state.text("kind"),
        "status": state.status,
        "retracted": state.is_retracted,
        "flags": list(state.sets.get("flags", ())),
        "measures": list(state.sets.get("measures", ())),
        "support": list(state.sets.get("support", ())),
        "cited": [ref_shape(shapes.catalog, ref, day) for ref in cited],
        "place": state.text("place"),
        "note": state.text("note"),
        "lat": fields.get("lat"),
        "lon": fields.get("lon"),
        "deadline": fields.get("deadline"),
        "recheck": fields.get("recheck"),
        **shapes.due(ISSUE.row(state)),
        "stations": list(state.sets.get("stations", ())),
        "fields": fields,
        **told_of_all(state, ISSUE, shapes),
    }


def issue_lines(state: State, shapes: Shapes) -> list[str]:
    """Return an issue for people."""
    kind = shapes.catalog.kinds.get(state.text("kind"))
    name = said(kind.name) if kind else state.text("kind")
    flags = " ".join(said(status_words(flag)) for flag in state.sets.get("flags", ()))
    head = f"{state.text('number')}  {name}  {said(status_words(state.status))}  {flags}"
    lines = [head, id_text(state.subject), ""]
    lines += facts(
        (
            (_("place"), said(text_words(state, "place"))),
            (_("seen"), said(text_words(state, "note"))),
            (_("measures"), _measures(state, shapes)),
            (_("law cited"), _cited(state, shapes)),
            (_("deadline"), due_said(state, "deadline_us", shapes)),
            (_("re-check"), due_said(state, "recheck_us", shapes)),
            (_("position"), _position(state)),
            *_further(state, shapes),
            (_("support"), _support(state, shapes)),
            (_("recorded"), recorded_said(state, shapes)),
            (_("photos"), photos_said(ISSUE, state, shapes)),
            (_("ledger"), kept_said(state, shapes)),
        )
    )
    return lines + closing_lines(state, ISSUE, shapes)


def _measures(state: State, shapes: Shapes) -> str:
    known = shapes.catalog.measures
    taken = state.sets.get("measures", ())
    return " ".join(said(known[one].name) if one in known else one for one in taken)


def _support(state: State, shapes: Shapes) -> str:
    """Return the departments that help the lead."""
    known = shapes.catalog.departments
    helping = state.sets.get("support", ())
    return " ".join(said(known[one].name) if one in known else one for one in helping)


def _cited(state: State, shapes: Shapes) -> str:
    """Return what is cited, a line each; what was not read says so."""
    day = day_of(state.facts[0].entry.wall_us, shapes.zone).isoformat()
    lines = []
    for ref in citations(shapes.catalog, state):
        standing = standing_of(shapes.catalog.laws.get(ref.law), day, is_read=ref.verified)
        mark = "" if standing is Standing.IN_FORCE else f"  [{_(STANDINGS[standing])}]"
        lines.append(shapes.catalog.cited(ref, current()) + mark)
    return "\n".join(lines)


def _position(state: State) -> str:
    lat, lon = state.integer("lat_e7"), state.integer("lon_e7")
    return "" if lat is None or lon is None else f"{degrees_text(lat)}, {degrees_text(lon)}"


def _further(state: State, shapes: Shapes) -> list[tuple[str, str]]:
    return [
        (
            said(field_label(shapes.catalog, ISSUE, state, name)),
            said(value_words(shapes.catalog, ISSUE, state, name, value)),
        )
        for name, value in state.fields.items()
        if name not in _SHOWN_APART and value is not None
    ]

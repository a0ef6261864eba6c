"""What stations did in their communities: how often, for how many, with how many requests."""

from collections.abc import Iterable

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.activity import ACTIVITY
from patrol_tui.domain.values import dataclass

TYPE = ACTIVITY.type
_DONE = frozenset(("held", "reported"))


@dataclass(frozen=True, slots=True)
class Done:
    """The activities of one sort at one station.

    Attributes:
        station: id of the station; empty where it is not known here.
        sort: law, duty, service and so on (四进社区、卫生城、为民办实事).
        held: how many were held.
        people: how many people they reached, as far as that was written down.
        requests: how many requests were taken in there.
    """

    station: str
    sort: str
    held: int
    people: int
    requests: int


def done(things: Iterable[tuple[str, State]]) -> tuple[Done, ...]:
    """Return what was held, by station and sort; what was only planned or called off is left out.

    Args:
        things: activities and others, each with the id of its station.
    """
    found: dict[tuple[str, str], list[State]] = {}
    for station, state in things:
        if state.type == TYPE and state.status in _DONE:
            found.setdefault((station, state.text("sort")), []).append(state)
    return tuple(
        Done(
            station,
            sort,
            len(own),
            sum(one.integer("people") or 0 for one in own),
            sum(len(one.sets.get("requests", ())) for one in own),
        )
        for (station, sort), own in sorted(found.items())
    )


def sort_name(sort: str) -> Words:
    """Return what a sort of activity is called; one that is not known here by its id."""
    field = ACTIVITY.field_named("sort")
    choices = field.form.choices if field is not None and field.form is not None else ()
    return next((one.name for one in choices if one.id == sort), Words(sort, sort))

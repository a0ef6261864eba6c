"""Rates of what concerns residents and departments: call-backs, satisfaction, whistles."""

from collections.abc import Iterator, Sequence

from patrol_tui.domain.folding.guards import is_self_rated
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.figures.cases import moves
from patrol_tui.services.figures.rate import (
    CALLED_BACK,
    MEETING_SATISFACTION,
    REQUEST_SATISFACTION,
    WHISTLE_ON_TIME,
    WHISTLE_SATISFACTION,
    Rate,
    rate,
)
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.things.whistles import clocks

SUBJECTS = ("request", "meeting", "whistle")
"""The types of things that these rates are of."""

_ANSWERED = frozenset(("settled", "answered", "called_back", "closed"))
_SPOKEN_TO = frozenset(("called_back", "closed"))
_PLEASED = frozenset(("satisfied", "fair"))


def rates(desk: Desk, things: Sequence[State]) -> tuple[Rate, ...]:
    """Return the rates of requests, meetings and whistles that began in the period."""
    requests, meetings, whistles = (
        [thing for thing in things if thing.type == one] for one in SUBJECTS
    )
    answered = [one for one in requests if one.status in _ANSWERED]
    heard = [one for one in answered if one.status in _SPOKEN_TO]
    return (
        rate(CALLED_BACK, (one.status in _SPOKEN_TO for one in answered)),
        rate(REQUEST_SATISFACTION, _pleased(heard, "satisfaction")),
        rate(MEETING_SATISFACTION, _pleased(meetings, "satisfaction")),
        rate(WHISTLE_ON_TIME, (mark for one in whistles for mark in _came(desk, one))),
        rate(WHISTLE_SATISFACTION, _pleased(whistles, "rating")),
    )


def _pleased(things: Sequence[State], field: str) -> Iterator[bool]:
    """Yield of each rating by somebody else than who is rated whether it is good."""
    return (
        one.text(field) in _PLEASED
        for one in things
        if one.text(field) and not is_self_rated(BY_TYPE[one.type], one, field)
    )


def _came(desk: Desk, whistle: State) -> Iterator[bool]:
    """Yield of each department whose time came whether it kept all its clocks."""
    if "blown" not in dict(moves(whistle)) or whistle.status == "withdrawn":
        return
    for own in clocks(desk, whistle).values():
        late = any(
            one.due_us is not None
            and (desk.now_us if one.done_us is None else one.done_us) > one.due_us
            for one in own
        )
        if late or all(one.done_us is not None for one in own):
            yield not late

"""An issue whose clocks stand still (挂账): since when, and what is due when they go on."""

from collections.abc import Mapping

from patrol_tui.domain.catalog import TimeUnit
from patrol_tui.domain.clocks import Pause, moved_on
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.guards import members_named
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.ports.desk import Desk

SUSPENDED = "suspended"
_FLAGS = "flags"


def stands_since(state: State) -> int | None:
    """Return since when an issue's clocks stand still, in microseconds since 1970 UTC, or None."""
    if SUSPENDED not in state.sets.get(_FLAGS, ()):
        return None
    since: int | None = None
    for fact in state.facts:
        if not fact.is_live or fact.is_undone:
            continue
        content = fact.content or {}
        if SUSPENDED in members_named(content, "remove", _FLAGS):
            since = None
        if since is None and SUSPENDED in members_named(content, "add", _FLAGS):
            since = fact.entry.wall_us
    return since


def ends_standstill(subject: Subject, removed: Mapping[str, Json]) -> bool:
    """Return whether taking members away lets an issue's clocks go on."""
    flags = removed.get(_FLAGS)
    return subject is ISSUE and isinstance(flags, list) and SUSPENDED in flags


def moved_deadlines(desk: Desk, state: State) -> dict[str, Json]:
    """Return what is due when, now that the clocks of an issue go on.

    What was overdue before they stood still, stays so. Each deadline keeps what was left of it, in
    the time that its kind is reckoned in.
    """
    since = stands_since(state)
    kind = desk.catalog.kinds.get(state.text("kind"))
    if since is None:
        return {}
    units = {
        "deadline_us": kind.deadline.unit if kind is not None else TimeUnit.DAYS,
        "recheck_us": kind.recheck.unit if kind and kind.recheck else TimeUnit.DAYS,
    }
    pause = Pause(since, desk.now_us)
    return {
        name: moved_on(at_us, pause, unit, desk.catalog.district)
        for name, unit in units.items()
        if (at_us := state.integer(name)) is not None
    }

"""Patrols: a walk of a route with its answers, delays, pauses, and what was found on the way."""

from collections.abc import Callable
from dataclasses import field
from random import Random

from patrol_tui.domain.catalog import ChecklistItem, Checkpoint, Route
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.values import dataclass
from patrol_tui.sample import reasons
from patrol_tui.sample.act import Act
from patrol_tui.services.requests import (
    Arrive,
    Check,
    Finish,
    Leave,
    Pause,
    Resume,
    StartPatrol,
)

Finder = Callable[[str, Checkpoint, tuple[str, str], int], list[Act]]
"""Told kind, checkpoint, checkpoint and item that it answers, and time; returns what is done."""

MOST_FOUND = 9
_FOUND_PERCENT, _UNCHECKED_PERMILLE = 20, 18
_LATE_PERCENT, _PAUSE_PERCENT, _SKIP_PERCENT = 8, 30, 25
_ARRIVE_PERCENT, _LEAVE_PERCENT = 35, 20
_SECOND_US = 1_000_000


@dataclass(frozen=True, slots=True)
class Outing:
    """A patrol that is to be made up.

    Attributes:
        badge: who walks.
        partner: badge of the second officer.
        begin_us: when it begins.
    """

    badge: str
    partner: str
    route: Route
    begin_us: int
    weather: str


@dataclass(slots=True)
class _Walk:
    at_us: int
    found: int = 0
    acts: list[Act] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


class Walks:
    """Makes up patrols; the same for the same chance."""

    def __init__(self, chance: Random) -> None:
        """Keep what varies them."""
        self._chance = chance

    def acts(self, outing: Outing, finder: Finder) -> list[Act]:
        """Return a whole patrol with all that is done about what it found."""
        walk = _Walk(outing.begin_us)
        start = StartPatrol(outing.route.id, (outing.partner,), outing.weather)
        walk.acts.append(Act(walk.at_us, outing.badge, start))
        points = outing.route.checkpoints
        pause_at = self._one_of(points, _PAUSE_PERCENT)
        skip = self._one_of(points[2:-1], _SKIP_PERCENT)
        for point in points:
            if point.id == skip:
                walk.skipped[point.id] = self._chance.choice(reasons.SKIPPED)
                continue
            self._visit(walk, outing, point, finder)
            if point.id == pause_at:
                self._rest(walk, outing.badge)
        walk.at_us += self._seconds(30, 150)
        walk.acts.append(Act(walk.at_us, outing.badge, Finish(walk.skipped)))
        return walk.acts

    def _visit(self, walk: _Walk, outing: Outing, point: Checkpoint, finder: Finder) -> None:
        drift_min = self._chance.randint(-2, 6)
        if self._percent(_LATE_PERCENT):
            drift_min += self._chance.randint(15, 28)
        planned_us = outing.begin_us + (point.planned_min + drift_min) * MINUTE_US
        walk.at_us = max(walk.at_us + self._seconds(100, 260), planned_us + self._seconds(0, 59))
        if self._percent(_ARRIVE_PERCENT):
            walk.acts.append(Act(walk.at_us, outing.badge, Arrive(point.id)))
        for item in point.items:
            walk.at_us += self._seconds(20, 75)
            self._answer(walk, outing.badge, point, item, finder)
        if self._percent(_LEAVE_PERCENT):
            walk.at_us += self._seconds(10, 40)
            walk.acts.append(Act(walk.at_us, outing.badge, Leave(point.id)))

    def _answer(
        self, walk: _Walk, badge: str, point: Checkpoint, item: ChecklistItem, finder: Finder
    ) -> None:
        is_found = self._percent(_FOUND_PERCENT) and walk.found < MOST_FOUND
        if is_found and item.kind is not None:
            walk.found += 1
            walk.at_us += self._seconds(100, 260)
            walk.acts.extend(finder(item.kind, point, (point.id, item.id), walk.at_us))
            return
        check = Check(point.id, item.id, "ok")
        if self._chance.randrange(1000) < _UNCHECKED_PERMILLE:
            reason = self._chance.choice(reasons.UNCHECKED)
            check = Check(point.id, item.id, "unchecked", reason)
        walk.acts.append(Act(walk.at_us, badge, check))

    def _rest(self, walk: _Walk, badge: str) -> None:
        walk.at_us += self._seconds(30, 120)
        walk.acts.append(Act(walk.at_us, badge, Pause()))
        walk.at_us += self._seconds(8 * 60, 20 * 60)
        walk.acts.append(Act(walk.at_us, badge, Resume()))

    def _one_of(self, points: tuple[Checkpoint, ...], percent: int) -> str:
        chosen = self._chance.choice(points).id
        return chosen if self._percent(percent) else ""

    def _percent(self, percent: int) -> bool:
        return self._chance.randrange(100) < percent

    def _seconds(self, low: int, high: int) -> int:
        return self._chance.randint(low, high) * _SECOND_US

"""The lives of made-up issues as events in order of time. It writes nothing itself."""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from patrol_tui.domain.catalog import Catalog, Checkpoint
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.sample import reasons
from patrol_tui.sample.cases import PATHS, record_of
from patrol_tui.sample.scene import Scene, scene_at, sight_of
from patrol_tui.sample.sights import SIGHTS
from patrol_tui.sample.years.calendar import MINUTE_US, Calendar
from patrol_tui.services.requests import RecordIssue

_LEADS = frozenset(("checked", "closed", "archived"))
"""Steps that the station's lead takes: who answered an issue does not check it."""
_SOON_MIN = (2, 12)
_GAPS_MIN: Mapping[str, tuple[int, int]] = {
    "verified": (10, 90),
    "filed": _SOON_MIN,
    "dispatched": _SOON_MIN,
    "handling": (60, 1_800),
    "responded": (600, 9_000),
    "checked": (60, 2_000),
    "closed": _SOON_MIN,
    "archived": (10_000, 45_000),
    "returned": (600, 3_000),
    "reworked": _SOON_MIN,
    "declined": (30, 600),
    "voided": _SOON_MIN,
}
_OTHER_WAYS = ("declined", "voided", "returned", "reworked")
_OTHER_PERCENT, _LEFT_PERCENT, _NOTED_PERCENT, _ARCHIVED_PERCENT = 6, 3, 20, 70


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """What happens to an issue.

    Attributes:
        at_us: when.
        nth: tells events of the same moment apart.
        subject: the issue.
        record: what is typed of it, where it is new.
        move: the state that it is moved to, if it is.
        text: why, or what is noted.
        is_last: nothing follows.
    """

    at_us: int
    nth: int
    subject: bytes
    record: RecordIssue | None = None
    move: str = ""
    text: str = ""
    is_last: bool = False


class Lives:
    """Makes up issues and what becomes of them; the same for the same seed and catalogue."""

    def __init__(self, catalog: Catalog, station: str, seed: int, calendar: Calendar) -> None:
        """Take what the issues depend on."""
        self._chance = Random(seed)  # noqa: S311 - made-up issues, no secret
        self._catalog, self._calendar = catalog, calendar
        self._kinds = sorted(SIGHTS.keys() & catalog.kinds.keys())
        self._points = _points(catalog, station)
        self._count = 0

    def events(self, issues: int, until_us: int) -> Iterator[Event]:
        """Yield all that happens to so many issues before a time, the earliest first."""
        waiting: list[Event] = []
        for at_us in self._begins(issues):
            while waiting and waiting[0].at_us <= at_us:
                yield heapq.heappop(waiting)
            first, *later = self._life(at_us, until_us)
            yield first
            for event in later:
                heapq.heappush(waiting, event)
        while waiting:
            yield heapq.heappop(waiting)

    def _begins(self, issues: int) -> Iterator[int]:
        days = self._calendar.days
        for day in range(days):
            count = issues * (day + 1) // days - issues * day // days
            moments = [self._calendar.moment(self._chance, day) for _ in range(count)]
            yield from sorted(moments)

    def _life(self, begin_us: int, until_us: int) -> list[Event]:
        chance = self._chance
        kind = chance.choice(self._kinds)
        point = chance.choice(self._points)
        scene = scene_at(chance, kind, point, sight_of(chance, kind, point))
        subject = new_id(begin_us, chance.randbytes(10))
        found = [self._event(begin_us, subject, record=record_of(scene, subject))]
        found += [
            event for event in self._later(scene, subject, begin_us) if event.at_us < until_us
        ]
        return [*found[:-1], _ended(found[-1])]

    def _later(self, scene: Scene, subject: bytes, begin_us: int) -> Iterator[Event]:
        chance = self._chance
        way = scene.sight.way if not self._percent(_OTHER_PERCENT) else chance.choice(_OTHER_WAYS)
        if self._percent(_NOTED_PERCENT):
            noted_us = begin_us + chance.randint(*_SOON_MIN) * MINUTE_US
            yield self._event(noted_us, subject, text=chance.choice(reasons.NOTES))
        at_us = begin_us + _SOON_MIN[1] * MINUTE_US
        for status in PATHS[way]:
            if self._percent(_LEFT_PERCENT):
                return
            if status == "archived" and not self._percent(_ARCHIVED_PERCENT):
                return
            at_us = self._next(at_us, status, way)
            reason = reasons.reason_for(chance, status, way, self._department(scene, way))
            yield self._event(at_us, subject, move=status, text=reason)

    def _next(self, at_us: int, status: str, way: str) -> int:
        is_at_once = way == "spot" and status == "responded"
        low, high = _SOON_MIN if is_at_once else _GAPS_MIN[status]
        earliest_us = at_us + self._chance.randint(low, high) * MINUTE_US
        return self._calendar.worked_at(self._chance, earliest_us, by_lead=status in _LEADS)

    def _department(self, scene: Scene, way: str) -> str:
        to = scene.sight.to
        if not to and "dispatched" in PATHS[way]:
            to = self._catalog.kind(scene.kind).authority[0]
        return self._catalog.departments[to].name.zh if to else ""

    def _event(
        self,
        at_us: int,
        subject: bytes,
        *,
        record: RecordIssue | None = None,
        move: str = "",
        text: str = "",
    ) -> Event:
        self._count += 1
        return Event(at_us, self._count, subject, record, move, text)

    def _percent(self, percent: int) -> bool:
        return self._chance.randrange(100) < percent


def _ended(event: Event) -> Event:
    return Event(
        event.at_us, event.nth, event.subject, event.record, event.move, event.text, is_last=True
    )


def _points(catalog: Catalog, station: str) -> list[Checkpoint]:
    return [
        point
        for route in catalog.routes.values()
        if route.station == station
        for point in route.checkpoints
    ]

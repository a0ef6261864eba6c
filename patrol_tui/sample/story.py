"""The fortnight as a list of acts, in order of time. It writes nothing itself."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

from patrol_tui.domain.catalog import Catalog, Checkpoint, Route
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.times import day_of
from patrol_tui.sample.act import Act, Sync
from patrol_tui.sample.album import Album
from patrol_tui.sample.cases import Cases, Course
from patrol_tui.sample.cast import PARTS, Part
from patrol_tui.sample.duty import BING, HOURS_MIN, JIA, NAMES, YI, Duty, at
from patrol_tui.sample.last_hour import LastHour
from patrol_tui.sample.matters import Matters
from patrol_tui.sample.scene import scene_at, sight_of
from patrol_tui.sample.sights.sight import Way
from patrol_tui.sample.walks import Finder, Outing, Walks
from patrol_tui.services.requests import RecordIssue

SEED = 20260701
NORTH, SOUTH = "binhu_north", "binhu_south"
_STATION = "binhu"
_WEATHER = ("晴", "晴", "多云", "多云", "阴", "小雨", "晴，风大", "阴，有霾")
_LONGEST_MIN = 65
_WEDNESDAY = 3
_ASSISTANT = "0420"
_OLD_DAYS, _YOUNG_DAYS = 6, 2
_YOUNG_ENDS = {
    "spot": ("responded", "closed", "closed"),
    "order": ("verified", "filed", "handling", "handling", "responded"),
    "handed": ("filed", "dispatched", "handling", "responded"),
}
_SIGHT_WAYS: Mapping[str, Way] = {"spot": "spot", "handed": "handed", "returned": "handed"}
_ARCHIVED_PERCENT = 55
_CORRECTED_EACH, _NOTED_EACH = 23, 5
_CAMPAIGN_ISSUES = 6


class Story:
    """Makes up the fortnight; the same for the same present and catalogue."""

    def __init__(self, duty: Duty, catalog: Catalog, photos: Path) -> None:
        """Keep what the story depends on.

        Args:
            duty: who is at work when.
            catalog: what the district has laid down.
            photos: where the files of photos will lie.
        """
        self._duty, self._catalog = duty, catalog
        self._chance = Random(SEED)  # noqa: S311 - a story, no secret
        self._album = Album(photos, self._chance)
        self._cases = Cases(self._chance, duty, catalog, self._album)
        self._walks = Walks(self._chance)
        self._found = 0

    def acts(self) -> list[Act]:
        """Return all acts, the earliest first."""
        told = [*LastHour(self._chance, self._duty, self._catalog, self._album).acts()]
        for badge in NAMES:
            told += [Act(at_us, badge, Sync()) for at_us in self._duty.syncs(badge)]
        for day in self._duty.all_days():
            told += self._day(day)
        for part in PARTS:
            if part.age < self._duty.days:
                told += self._part(part)
        told += Matters(self._duty, self._vending(told)).acts()
        return sorted(told, key=lambda act: act.at_us)

    def _vending(self, told: list[Act]) -> list[tuple[int, bytes]]:
        """Return the first laptop's own cases of vending that are old enough for a campaign."""
        records = [
            (act.at_us, act.what.subject)
            for act in sorted(told, key=lambda act: act.at_us)
            if isinstance(act.what, RecordIssue)
            and (act.badge, act.what.kind) == (JIA, "street_vending")
        ]
        return [(at_us, subject) for at_us, subject in records if subject][:_CAMPAIGN_ISSUES]

    def _day(self, day: date) -> Iterator[Act]:
        for outing in self._outings(day, self._chance.choice(_WEATHER)):
            last_min = outing.route.checkpoints[-1].planned_min + _LONGEST_MIN
            if outing.begin_us + last_min * MINUTE_US < self._duty.horizon_us:
                yield from self._walks.acts(outing, self._finder(outing.badge))

    def _outings(self, day: date, weather: str) -> Iterator[Outing]:
        def outing(badge: str, partner: str, route: str, minute: int) -> Outing:
            begin_us = at(day, minute) + self._chance.randint(0, 20 * 60) * 1_000_000
            return Outing(badge, partner, self._route(route), begin_us, weather)

        is_desk_day = day.isoweekday() == _WEDNESDAY
        if self._duty.is_on(JIA, day):
            yield outing(JIA, BING, SOUTH if is_desk_day else NORTH, 8 * 60 + 20)
        if self._duty.is_on(YI, day) and not is_desk_day:
            yield outing(YI, _ASSISTANT, SOUTH, 15 * 60 + 10)
        if self._duty.is_on(BING, day):
            yield outing(BING, _ASSISTANT, NORTH if day.isoweekday() % 2 else SOUTH, 9 * 60)

    def _route(self, route: str) -> Route:
        return self._catalog.routes[route]

    def _finder(self, badge: str) -> Finder:
        def found(kind: str, point: Checkpoint, answers: tuple[str, str], at_us: int) -> list[Act]:
            sight = sight_of(self._chance, kind, point)
            scene = scene_at(self._chance, kind, point, sight)
            course = self._course(sight.way, (self._duty.today - day_of(at_us)).days)
            return self._cases.acts(scene, badge, at_us, course, answers)

        return found

    def _course(self, way: str, age: int) -> Course:
        self._found += 1
        early: tuple[str, ...] = ()
        if self._found % _CORRECTED_EACH == 1:
            early = ("corrected",)
        elif self._found % _NOTED_EACH == 0:
            early = ("noted",)
        if age < _YOUNG_DAYS:
            return Course(way, self._chance.choice(_YOUNG_ENDS[way]), early)
        is_old = age >= _OLD_DAYS and self._chance.randrange(100) < _ARCHIVED_PERCENT
        return Course(way, "archived" if is_old else "closed", early)

    def _part(self, part: Part) -> list[Act]:
        latest = self._duty.today - timedelta(days=part.age)
        begin_min, _ = HOURS_MIN[part.badge]
        at_us = at(self._duty.last_day_on(part.badge, latest), begin_min)
        at_us += self._chance.randint(10 * 60, 90 * 60) * 1_000_000
        point = self._chance.choice(self._points(part.kind))
        way = _SIGHT_WAYS.get(part.course.way, "order")
        sight = sight_of(self._chance, part.kind, point, way)
        scene = scene_at(self._chance, part.kind, point, sight)
        return self._cases.acts(scene, part.badge, at_us, part.course)

    def _points(self, kind: str) -> list[Checkpoint]:
        """Return where a kind of issue is looked for; else the houses."""
        points = [
            point
            for route in self._catalog.routes.values()
            if route.station == _STATION
            for point in route.checkpoints
        ]
        asked = [point for point in points if any(item.kind == kind for item in point.items)]
        return asked or [point for point in points if "号楼" in point.name.zh]

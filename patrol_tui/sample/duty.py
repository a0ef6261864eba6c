"""Who is at work when, in the fortnight that ends now."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.times import day_of, day_start_us, in_zone
from patrol_tui.domain.values import dataclass

JIA, YI, BING = "0417", "0418", "0419"
NAMES = {JIA: "队员甲", YI: "队员乙", BING: "队员丙"}
HOURS_MIN = {JIA: (485, 1015), YI: (845, 1305), BING: (495, 1030)}
"""From when to when each officer works, in minutes after midnight."""

LAST_HOUR_US = 62 * MINUTE_US
"""What happens in it is told by itself; all else is over by then."""

_ONE_DAY = timedelta(days=1)
_DAYTIME = range(9, 22)
_LAST_EVENING_MIN = 21 * 60 + 40
_SATURDAY = 6
_SYNC_MIN = 5
_MORNING, _MIDNIGHT_MIN = 8, 24 * 60


@dataclass(frozen=True, slots=True)
class Duty:
    """The days of the story, seen from now.

    Attributes:
        now_us: the present; nothing that is told lies after it.
        days: how many days there are, today included.
    """

    now_us: int
    days: int = 14

    @property
    def today(self) -> date:
        """Return the day of the present."""
        return day_of(self.now_us)

    @property
    def anchor_us(self) -> int:
        """Return the present, or at night the end of the last evening on which people worked."""
        local = in_zone(self.now_us)
        if local.hour in _DAYTIME:
            return self.now_us // 1_000_000 * 1_000_000
        evening = at(self.today, _LAST_EVENING_MIN)
        return evening if evening <= self.now_us else at(self.today - _ONE_DAY, _LAST_EVENING_MIN)

    @property
    def horizon_us(self) -> int:
        """Return when the story's last hour begins."""
        return self.anchor_us - LAST_HOUR_US

    def all_days(self) -> Iterator[date]:
        """Yield the days, the first one first."""
        for age in reversed(range(self.days)):
            yield self.today - age * _ONE_DAY

    def is_on(self, badge: str, day: date) -> bool:
        """Return whether an officer works on a day."""
        is_weekend = day.isoweekday() >= _SATURDAY
        if badge == BING:
            return is_weekend
        return not is_weekend or (badge == JIA and day == self.today)

    def syncs(self, badge: str) -> Iterator[int]:
        """Yield when a laptop is synced before the last hour: as each shift ends."""
        _, end_min = HOURS_MIN[badge]
        for day in self.all_days():
            at_us = at(day, end_min + _SYNC_MIN)
            if self.is_on(badge, day) and at_us < self.horizon_us:
                yield at_us

    def known_us(self, writer: str, at_us: int, reader: str) -> int | None:
        """Return when another laptop holds what was written on one, or None if not yet."""
        sent_us = next((sync for sync in self.syncs(writer) if sync >= at_us), None)
        if sent_us is None:
            return None
        return next((sync for sync in self.syncs(reader) if sync > sent_us), None)

    def last_day_on(self, badge: str, latest: date) -> date:
        """Return the last day up to another on which an officer works."""
        day = latest
        while not self.is_on(badge, day):
            day -= _ONE_DAY
        return day

    def slot(self, badge: str, not_before_us: int, chance: Random) -> int | None:
        """Return when an officer is at work next, or None where that is in the last hour."""
        begin_min, end_min = HOURS_MIN[badge]
        day, found = day_of(not_before_us), not_before_us
        while found < self.horizon_us:
            if self.is_on(badge, day):
                if at(day, begin_min) <= found <= at(day, end_min):
                    return found
                if found < at(day, begin_min):
                    found = at(day, begin_min) + chance.randint(3 * 60, 75 * 60) * 1_000_000
                    continue
            day += _ONE_DAY
            found = at(day, 0)
        return None

    def later(self, chance: Random, days: tuple[int, int] = (1, 6)) -> int:
        """Return a time on a working day that is still to come, in half hours."""
        day = self.today + chance.randint(*days) * _ONE_DAY
        while day.isoweekday() >= _SATURDAY:
            day += _ONE_DAY
        return at(day, 9 * 60 + 30 * chance.randint(0, 15))

    def due_today(self) -> tuple[int, int]:
        """Return two times between now and midnight, sensible ones where the hour allows it."""
        local = in_zone(self.now_us)
        if local.hour < _MORNING:
            return at(self.today, 9 * 60 + 10), at(self.today, 15 * 60 + 30)
        left_us = at(self.today, _MIDNIGHT_MIN) - self.now_us
        first_us = self.now_us + min(46 * MINUTE_US, left_us // 3)
        second_us = self.now_us + min(270 * MINUTE_US, 2 * left_us // 3)
        rounded_us = second_us - (second_us % (5 * MINUTE_US))
        if rounded_us > first_us + MINUTE_US:
            second_us = rounded_us
        whole_us = first_us - first_us % MINUTE_US
        return (whole_us if whole_us > self.now_us + MINUTE_US else first_us), second_us


def at(day: date, minute: int) -> int:
    """Return a minute of a day in the district's zone, in microseconds since 1970 UTC."""
    return day_start_us(day) + minute * MINUTE_US

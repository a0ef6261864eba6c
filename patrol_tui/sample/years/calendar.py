"""Who is on duty on which day of the years, and when work is done."""

from datetime import date, timedelta
from random import Random

from patrol_tui.domain.times import day_of, day_start_us
from patrol_tui.domain.values import dataclass
from patrol_tui.sample.duty import BING, JIA, YI

MINUTE_US = 60_000_000
DAY_US = 24 * 60 * MINUTE_US
_BEGIN_MIN, _END_MIN = 8 * 60 + 20, 17 * 60 + 40
_ROTA = (JIA, YI, BING)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that end with the present; one officer is at the laptop on each of them.

    Attributes:
        begin_us: when the first day begins.
        days: how many there are.
    """

    begin_us: int
    days: int

    @classmethod
    def until(cls, now_us: int, days: int) -> "Calendar":
        """Return the calendar whose last whole day is the one before the present."""
        first: date = day_of(now_us) - timedelta(days=days)
        return cls(day_start_us(first), days)

    def day(self, at_us: int) -> int:
        """Return the number of the day on which something happens."""
        return (at_us - self.begin_us) // DAY_US

    def officer(self, day: int) -> str:
        """Return the badge of who is on duty on a day."""
        return _ROTA[day % len(_ROTA)]

    def moment(self, chance: Random, day: int) -> int:
        """Return a moment of a day's working time."""
        minute = chance.uniform(_BEGIN_MIN, _END_MIN)
        return self.begin_us + day * DAY_US + int(minute * MINUTE_US)

    def worked_at(self, chance: Random, earliest_us: int, *, by_lead: bool) -> int:
        """Return when something is done that can be done from a time on.

        Args:
            chance: what varies it.
            earliest_us: from then on.
            by_lead: the station's lead alone may do it.
        """
        day = self.day(earliest_us)
        minute = (earliest_us - self.begin_us) % DAY_US // MINUTE_US
        is_on_duty = not by_lead or self.officer(day) == JIA
        if is_on_duty and _BEGIN_MIN <= minute < _END_MIN:
            return earliest_us
        if minute >= _BEGIN_MIN or not is_on_duty:
            day += 1
        while by_lead and self.officer(day) != JIA:
            day += 1
        return self.moment(chance, day)

"""The days that figures are of."""

from datetime import date, timedelta

from patrol_tui.domain.language.errors import Usage
from patrol_tui.domain.values import dataclass
from patrol_tui.services.exports.export import EMPTY_SPAN

WEEK, LAST_WEEK, MONTH, LAST_MONTH, DAYS_30, YEAR = PERIODS = (
    "week",
    "last_week",
    "month",
    "last_month",
    "days_30",
    "year",
)
"""Ids of the periods that one may choose."""
_DAYS = 30


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """Return every day of it."""
        count = (self.last - self.first).days + 1
        return tuple(self.first + timedelta(days=number) for number in range(count))


def period(name: str, today: date) -> Period:
    """Return one of `PERIODS`, up to today where it has not ended."""
    begin = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    if name == LAST_WEEK:
        return Period(begin - timedelta(days=7), begin - timedelta(days=1))
    if name == LAST_MONTH:
        end = month - timedelta(days=1)
        return Period(end.replace(day=1), end)
    first = {
        WEEK: begin,
        DAYS_30: today - timedelta(days=_DAYS - 1),
        YEAR: month.replace(month=1),
    }.get(name, month)
    return Period(first, today)


def span(first: date | None, last: date | None, today: date) -> Period:
    """Return a period by its days; without a first one, that of the last one's month.

    Raises:
        Usage: the first day lies behind the last.
    """
    end = last or max(today, first or today)
    begin = first or end.replace(day=1)
    if begin > end:
        raise Usage(EMPTY_SPAN)
    return Period(begin, end)

"""What Figures shows over its table: whose, of which days, the rates, the days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from patrol_tui.domain.clocks import is_working_day
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _, current, ngettext
from patrol_tui.services.figures.gather import Figures
from patrol_tui.services.figures.naming import COUNTS, base_words
from patrol_tui.services.figures.period import Period
from patrol_tui.services.figures.rate import (
    CALLED_BACK,
    CLOSED_ON_TIME,
    HANDLED_ON_TIME,
    REWORKED,
    Rate,
)
from patrol_tui.services.ports.desk import Desk
from patrol_tui.tui.cells import cells, pad, pad_left
from patrol_tui.tui.kit.blocks import Gap, Head, Pair, Rule, Title
from patrol_tui.tui.kit.drawing.day_bars import DayBars
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, Span, chip
from patrol_tui.tui.kit.progress import bar
from patrol_tui.tui.views.wording.moments import moment_text
from patrol_tui.tui.views.wording.spoken import spoken

FEW = (HANDLED_ON_TIME, CLOSED_ON_TIME, CALLED_BACK, REWORKED)
"""The rates for which there is always room."""
COUNT_CELLS = 7
SIDES_CELLS = 8
_PERCENT = 6
_LEAST_BAR = 6
GROUPINGS = {
    "kind": N_("By kind"),
    "station": N_("By station"),
    "community": N_("By community"),
    "department": N_("By department"),
    "week": N_("By week"),
}
"""What the table may be of, in the order in which keys go through it."""


@dataclass(frozen=True)
class FiguresSeen:
    """What is shown.

    Attributes:
        figures: the figures.
        desk: with what they are read.
        place: the station, or the district.
        confirmed_us: when the shared database last confirmed everything.
        grouping: one of `GROUPINGS`.
        is_tall: there is room for every rate.
        bar_rows: how high the bars of the days are.
    """

    figures: Figures
    desk: Desk
    place: str
    confirmed_us: int | None
    grouping: str
    is_tall: bool
    bar_rows: int = 2


def figures_blocks(seen: FiguresSeen) -> Sequence[Block]:
    """Return everything that stands over the table."""
    figures, desk = seen.figures, seen.desk
    rates = [one for one in figures.rates if seen.is_tall or one.of in FEW]
    district = desk.catalog.district
    return (
        Title(
            seen.place,
            period_text(figures.scope.period),
            more=_scopes(seen),
        ),
        Rule(),
        rate_lines(rates),
        Gap(),
        Head(_("New a day"), _days_text(figures), right=_("faint = day off")),
        DayBars(figures.by_day, lambda day: not is_working_day(day, district), seen.bar_rows),
        Gap(),
        Pair(((_(GROUPINGS[seen.grouping]), "bold"),), _heads()),
    )


def rate_lines(rates: Sequence[Rate]) -> "RateLines":
    """Return rates by their names; what should be little stands below what should be much."""
    sorted_rates = sorted(rates, key=lambda one: one.of.is_fault)
    return RateLines([(_(one.of.name), one) for one in sorted_rates])


def _scopes(seen: FiguresSeen) -> Sequence[Span]:
    names = (_("This station"), _("District"))
    is_district = seen.figures.scope.station is None
    spans: list[Span] = []
    for at, name in enumerate(names):
        spans += [chip(name, "blue") if at == is_district else (f" {name} ", "soft"), (" ", "")]
    when = _("not synced")
    if seen.confirmed_us is not None:
        time = moment_text(seen.confirmed_us, seen.desk.now_us, seen.desk.zone)
        when = _("synced {time}").format(time=time)
    return (*spans, (" ", ""), (when, "soft"))


def _heads() -> Sequence[Span]:
    counts = [(pad_left(spoken(one), COUNT_CELLS), "soft") for one in COUNTS.values()]
    return [(pad_left(_("On time"), SIDES_CELLS), "soft"), *counts]


def _days_text(figures: Figures) -> str:
    most = max((new for _day, new in figures.by_day), default=0)
    days = len(figures.by_day)
    form = ngettext(
        "{days} day, {count} new, {most} at most", "{days} days, {count} new, {most} at most", days
    )
    return form.format(days=days, count=figures.whole.new, most=most)


def period_text(days: Period) -> str:
    """Return a period as people say it: 11月1日至23日, or 1-23 Nov."""
    first, last = days.first, days.last
    if current() != "zh":
        same = (first.year, first.month) == (last.year, last.month)
        return f"{first.strftime('%d' if same else '%d %b')} - {last.strftime('%d %b %Y')}"
    begin = _day_zh(first, first.year != last.year)
    if first.month == last.month and first.year == last.year:
        return begin if first == last else f"{begin}至{last.day}日"
    return f"{begin}至{_day_zh(last, first.year != last.year)}"


def _day_zh(day: date, with_year: object) -> str:
    year = f"{day.year}年" if with_year else ""
    return f"{year}{day.month}月{day.day}日"


@dataclass(frozen=True)
class RateLines:
    """Rates one below the other: what of, both sides, percent, a line, what the rate is of."""

    rates: Sequence[tuple[str, Rate]]

    def lines(self, width: int) -> Sequence[Line]:
        """Return a row for each."""
        names = max((cells(name) for name, _rate in self.rates), default=0)
        bases = max((cells(base_words(one.of, _)) for _name, one in self.rates), default=0)
        room = width - 2 - names - SIDES_CELLS - _PERCENT - bases - 6
        return [self._line(name, one, names, max(room, _LEAST_BAR)) for name, one in self.rates]

    def _line(self, name: str, rate: Rate, names: int, room: int) -> Line:
        percent = rate.percent
        said = "-" if percent is None else f"{percent}%"
        colour = "amber" if rate.of.is_fault else "blue"
        drawn: Sequence[Span] = (("─" * room, "line"),)
        if rate.denominator:
            drawn = bar(rate.numerator, 0, rate.denominator, room, colour)
        return Line(
            (
                (" ", ""),
                (pad(name, names), ""),
                (pad_left(f"{rate.numerator}/{rate.denominator}", SIDES_CELLS), "bold"),
                (pad_left(said, _PERCENT), "bold" if percent is not None else "soft"),
                ("  ", ""),
                *drawn,
            ),
            ((base_words(rate.of, _), "soft"), (" ", "")),
        )

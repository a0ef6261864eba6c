"""How many a day, in block characters; a long time is drawn in weeks, then in months."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from patrol_tui.tui.cells import cells, pad, pad_left
from patrol_tui.tui.kit.drawing.paint import Line, Span

_BLOCKS = " ▁▂▃▄▅▆▇█"
_EIGHTHS = 8
_SCALE_CELLS = 4
_WIDEST, _WIDE, _NARROW = 6, 3, 2
_LABEL_EVERY = 5
_THOUSAND = 1000

Days = Sequence[tuple[date, int]]


@dataclass(frozen=True)
class DayBars:
    """Bars over the days of a period, their scale at the left and the days below.

    Attributes:
        days: each day with its number, in order.
        is_faint: tells the days whose bars are drawn faint.
        rows: how high the bars are.
    """

    days: Days
    is_faint: Callable[[date], bool]
    rows: int = 2

    def lines(self, width: int) -> Sequence[Line]:
        """Return the bars and the days below them."""
        room = width - _SCALE_CELLS
        bars = next((one for one in _steps(self.days) if len(one) * _NARROW <= room), ())
        cells = min(max(room // max(len(bars), 1), _NARROW), _WIDEST)
        most = max((number for _day, number in bars), default=0)
        is_daily = len(bars) == len(self.days)
        return [
            *(self._row(bars, row, most, cells, is_daily=is_daily) for row in range(self.rows)),
            _axis(bars, cells, self.is_faint, is_daily=is_daily),
        ]

    def _row(self, bars: Days, row: int, most: int, cells: int, *, is_daily: bool) -> Line:
        below = (self.rows - 1 - row) * _EIGHTHS
        scale = _scale(most) if row == 0 and most else ""
        spans: list[Span] = [(f" {pad(scale, _SCALE_CELLS - 1)}", "soft")]
        for day, number in bars:
            eighths = -(-number * self.rows * _EIGHTHS // most) if most else 0
            block = _BLOCKS[min(max(eighths - below, 0), _EIGHTHS)]
            style = "soft" if is_daily and self.is_faint(day) else "blue"
            spans.append((pad(block * (cells - 1), cells), style))
        return Line(spans)


def _scale(most: int) -> str:
    """Return the highest number beside its bar in two cells, or three; thousands as such."""
    short = str(most) if most < _THOUSAND else f"{min(most // _THOUSAND, 99)}k"
    return pad_left(short, max(_SCALE_CELLS - 2, cells(short)))


def _steps(days: Days) -> tuple[Days, ...]:
    return days, _joined(days, _monday), _joined(days, lambda day: day.replace(day=1))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _joined(days: Days, begin: Callable[[date], date]) -> Days:
    found: dict[date, int] = {}
    for day, number in days:
        found[begin(day)] = found.get(begin(day), 0) + number
    return tuple(found.items())


def _axis(bars: Days, width: int, is_faint: Callable[[date], bool], *, is_daily: bool) -> Line:
    """Return the days below the bars; narrow ones name every fifth, weeks their months.

    Days that are not faint are bold: without colours nothing else tells them apart.
    """
    spans: list[Span] = [(" " * _SCALE_CELLS, "")]
    used = _SCALE_CELLS
    for at, (day, _number) in enumerate(bars):
        label = str(day.day if is_daily else day.month)
        place = _SCALE_CELLS + at * width
        if is_daily:
            is_named = width >= _WIDE or at == 0 or day.day % _LABEL_EVERY == 0
        else:
            is_named = at == 0 or bars[at - 1][0].month != day.month
        if is_named and used <= place:
            style = "bold" if is_daily and not is_faint(day) else "soft"
            spans += [(" " * (place - used), ""), (label, style)]
            used = place + cells(label)
    return Line(spans)

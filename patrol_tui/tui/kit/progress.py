"""The line, lying: procedure, route, shift and progress. Heavy is done, light is to come."""

from collections.abc import Sequence
from dataclasses import dataclass

from patrol_tui.language import _
from patrol_tui.tui.cells import cells, cut, pad, pad_left
from patrol_tui.tui.kit.blocks import row
from patrol_tui.tui.kit.drawing.paint import Line, Span, Spans, spans_cells


def bar(confirmed: int, moving: int, total: int, width: int, colour: str = "green") -> Spans:
    """Return a bar: what is confirmed, what is on its way, what is left.

    Something that is not quite done never looks done, and something begun always shows.
    """
    if total <= 0:
        return (("━" * width, colour),)
    done = _share(confirmed, total, width)
    reached = max(_share(confirmed + moving, total, width), done + (1 if moving else 0))
    reached = min(width, reached)
    done = min(done, reached - 1) if moving and reached == done else done
    spans = (
        ("━" * done, colour),
        ("╍" * (reached - done), "amber"),
        ("─" * (width - reached), "line"),
    )
    return tuple(span for span in spans if span[0])


def _share(part: int, total: int, width: int) -> int:
    if part >= total:
        return width
    return min(width - 1, max(1 if part > 0 else 0, part * width // total))


@dataclass(frozen=True)
class Procedure:
    """The steps of a procedure joined by the line, the present one solid."""

    names: Sequence[str]
    present: int

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row; only the neighbours where the whole does not fit."""
        whole = self._joined(0, len(self.names))
        if spans_cells(whole) + 2 <= width:
            return (row(whole),)
        near = self._joined(max(0, self.present - 1), min(len(self.names), self.present + 2))
        where = _("step {step} of {steps}").format(step=self.present + 1, steps=len(self.names))
        if spans_cells(near) + cells(where) + 5 > width:
            near = [(self.names[self.present], "chip-blue")]
        return (row([*near, ("   ", ""), (where, "soft")]),)

    def _joined(self, first: int, end: int) -> list[Span]:
        spans: list[Span] = []
        for index in range(first, end):
            if index > first:
                done = index <= self.present
                spans.append(("━", "green") if done else ("─", "line"))
            style = "green" if index < self.present else "soft"
            spans.append((self.names[index], "chip-blue" if index == self.present else style))
        return spans


@dataclass(frozen=True)
class Due:
    """A tick on the shift's line.

    Attributes:
        minute: of the day.
        label: below the tick.
        style: of the label.
    """

    minute: int
    label: str
    style: str = ""


@dataclass(frozen=True)
class ShiftLine:
    """The shift from end to end: what was walked, now, and what is due.

    Attributes:
        start: first minute of the day shown.
        end: last minute.
        now: the present minute.
        walked: stretches walked, as (from, to).
        walked_label: below the first of them.
        now_label: below now.
        due: the ticks; labels that would overlap an earlier one are left out.
    """

    start: int
    end: int
    now: int
    walked: Sequence[tuple[int, int]] = ()
    walked_label: str = ""
    now_label: str = ""
    due: Sequence[Due] = ()

    def lines(self, width: int) -> Sequence[Line]:
        """Return three rows: hours, line, labels."""
        return (self._hours(width), self._axis(width), self._labels(width))

    def _column(self, minute: int, width: int) -> int:
        span = max(1, self.end - self.start)
        inside = min(max(minute, self.start), self.end) - self.start
        return 2 + inside * (width - 5) // span

    def _hours(self, width: int) -> Line:
        spans: list[Span] = []
        used = 0
        for hour in range(-(-self.start // 60), self.end // 60 + 1):
            at = self._column(hour * 60, width)
            if at >= used and at + 2 < width:
                spans += [(" " * (at - used), ""), (f"{hour % 24:02d}", "soft")]
                used = at + 3
                spans.append((" ", ""))
        return Line(spans)

    def _axis(self, width: int) -> Line:
        marks: dict[int, Span] = dict.fromkeys(range(2, width - 2), ("─", "line"))
        for begin, end in self.walked:
            for at in range(self._column(begin, width), self._column(end, width)):
                marks[at] = ("━", "green")
        for tick in self.due:
            marks[self._column(tick.minute, width)] = ("┬", "line")
        if self.start <= self.now <= self.end:
            marks[self._column(self.now, width)] = ("┃", "blue")
        return Line([("  ", ""), *(marks[at] for at in sorted(marks))])

    def _labels(self, width: int) -> Line:
        wanted: list[tuple[int, Span]] = []
        if self.start <= self.now <= self.end:
            wanted.append((self._column(self.now, width), (self.now_label, "blue bold")))
        ticks = [(self._column(tick.minute, width), (tick.label, tick.style)) for tick in self.due]
        if self.walked:
            begin = self._column(self.walked[0][0], width)
            wanted.append((begin, (self.walked_label, "green bold")))
        placed: dict[int, Span] = {}
        for at, span in [*wanted, *ticks]:
            size = cells(span[0])
            start = max(2, min(at, width - 2 - size))
            free = all(
                start >= left + cells(text) + 1 or start + size + 1 <= left
                for left, (text, _style) in placed.items()
            )
            if size and free:
                placed[start] = span
        return Line(_laid(placed))


def _laid(placed: dict[int, Span]) -> list[Span]:
    spans: list[Span] = []
    used = 0
    for at in sorted(placed):
        spans += [(" " * (at - used), ""), placed[at]]
        used = at + cells(placed[at][0])
    return spans


@dataclass(frozen=True)
class Checkpoint:
    """A stop of a route.

    Attributes:
        number: on its chip.
        name: beside it.
        clock: when it was reached, or is due.
        state: `done`, `here`, `ahead` or `skipped`.
        notes: second line, as spans.
    """

    number: int
    name: str
    clock: str = ""
    state: str = "ahead"
    notes: Spans = ()

    @property
    def chip(self) -> Span:
        """The number as a chip in the colour of the state."""
        name = {"done": "chip-green", "here": "chip-blue", "skipped": "tint-amber"}
        return (f"{self.number:^3}", name.get(self.state, "tint-blue"))

    @property
    def spine(self) -> Span:
        """The piece of the way from here on."""
        ahead = {"done": ("┃", "green"), "skipped": ("┃", "amber"), "here": ("┃", "blue")}
        return ahead.get(self.state, ("│", "line"))


def checkpoint_lines(stop: Checkpoint, *, is_last: bool, touch: bool = False) -> list[Line]:
    """Return the rows of one stop of a standing route, without the gutter."""
    name = "bold" if stop.state == "here" or touch else ""
    first = Line([stop.chip, (" ", ""), (stop.name, name)], [(stop.clock, "soft"), (" ", "")])
    notes = [(" ", ""), stop.spine if not is_last else (" ", ""), ("   ", ""), *stop.notes]
    second = Line(notes)
    if not touch:
        return [first] if is_last and not stop.notes else [first, second]
    above = Line([(" ", ""), stop.spine if stop.state != "ahead" else ("│", "line")])
    return [above, first, second]


@dataclass(frozen=True)
class RouteLine:
    """A route lying: chips joined by the line, names below."""

    stops: Sequence[Checkpoint]

    def lines(self, width: int) -> Sequence[Line]:
        """Return two rows, with the stops around the present one where not all fit."""
        least = 8
        stops = list(self.stops)
        room = max(1, (width - 4) // least)
        here = next((at for at, stop in enumerate(stops) if stop.state == "here"), 0)
        first = max(0, min(here - room // 2, len(stops) - room))
        stops = stops[first : first + room]
        pitch = min(16, (width - 4) // max(1, len(stops)))
        upper: list[Span] = [("  ", "")]
        lower: list[Span] = [("  ", "")]
        for at, stop in enumerate(stops):
            upper.append(stop.chip)
            mark, style = stop.spine
            if at + 1 < len(stops):
                heavy = mark == "┃" and stop.state != "here"
                upper.append((("━" if heavy else "─") * (pitch - 3), style if heavy else "line"))
            name = "bold" if stop.state == "here" else "soft"
            lower += [(pad(cut(stop.name, pitch - 1), pitch - 1), name), (" ", "")]
        return (Line(upper), Line(lower))


@dataclass(frozen=True)
class ProgressRow:
    """One thing that is being sent: numbers left, words right.

    Attributes:
        label: what it is.
        numbers: such as `3/5`.
        confirmed: how many are in the shared ledger.
        moving: how many are on their way.
        total: how many there are.
        right: what is certain, in words.
        bar_cells: width of the bar.
    """

    label: str
    numbers: str
    confirmed: int
    moving: int
    total: int
    right: str = ""
    bar_cells: int = 30

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        numbers = max(5, cells(self.numbers))
        room = max(4, min(self.bar_cells, width - 17 - numbers - cells(self.right)))
        line_ = bar(self.confirmed, self.moving, self.total, room)
        left = [
            ("  ", ""),
            (pad(self.label, 8), ""),
            (pad_left(self.numbers, numbers) + "  ", "bold"),
            *line_,
        ]
        return (Line(left, [(self.right, "green bold"), ("  ", "")]),)

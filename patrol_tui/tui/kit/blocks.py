"""The plain blocks a pane is composed of: titles, rules, facts, banners, sentences."""

from collections.abc import Sequence
from typing import NamedTuple

from patrol_tui.tui.cells import READING_CELLS, cells, cut, pad, wrap
from patrol_tui.tui.kit.drawing.paint import Line, Span, Spans, chip, key, spans_cells, tint

KEY_MARK = "{key}"
_LEAST_CELLS = 14
"""Fewer cells than these break words."""
_LEAST_TITLE_CELLS = 8


def row(left: Spans, right: Spans = (), ground: str = "") -> Line:
    """Return a line with the gutter before it and one free cell behind."""
    return Line((("" if ground == "none" else " ", ""), *left), (*right, (" ", "")), ground)


class Lines(NamedTuple):
    """Lines made elsewhere."""

    given: Sequence[Line]

    def lines(self, width: int) -> Sequence[Line]:
        """Return them as they are."""
        del width
        return self.given


class Title(NamedTuple):
    """A pane's first row: what it is in bold, a note, and a count or clock at the right.

    Attributes:
        text: read first.
        note: read second, two spaces behind.
        right: at the right edge.
        right_style: of what stands there.
        kind: two cells in front, such as `("消", "chip-red")`.
        more: further spans at the right edge, after `right`.
        keeps_note: a text too long gives way to the note, such as a number.
    """

    text: str
    note: str = ""
    right: str = ""
    right_style: str = "bold"
    kind: Span | None = None
    more: Spans = ()
    keeps_note: bool = False

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        left: list[Span] = []
        if self.kind:
            left += [self.kind, ("  ", "")]
        right = ((self.right, self.right_style), *self.more) if self.right else self.more
        note: list[Span] = [("  ", ""), (self.note, "soft")] if self.note else []
        text = self.text
        if self.keeps_note:
            room = width - 3 - spans_cells([*left, *note, *right])  # gutter, gap and the last cell
            text = cut(text, max(_LEAST_TITLE_CELLS, room))
        left.append((text, "bold"))
        return (row([*left, *note], right),)


class Head(NamedTuple):
    """The head of a part: bold, with a soft count, and a soft remark at the right."""

    text: str
    note: str = ""
    right: str = ""
    right_style: str = "soft"

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        return Title(self.text, self.note, self.right, self.right_style).lines(width)


class Rule(NamedTuple):
    """A thin rule over the whole width, or moved in."""

    inset: int = 0

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        edge = " " * self.inset
        return (Line(((edge, ""), ("─" * (width - 2 * self.inset), "line"))),)


class Gap(NamedTuple):
    """Empty rows."""

    rows: int = 1

    def lines(self, width: int) -> Sequence[Line]:
        """Return the empty rows."""
        del width
        return (Line(),) * self.rows


class Paragraph(NamedTuple):
    """A text, wrapped as Chinese needs it."""

    text: str
    style: str = ""
    indent: int = 1
    most: int = READING_CELLS

    def lines(self, width: int) -> Sequence[Line]:
        """Return the wrapped rows."""
        space = " " * self.indent
        shown = wrap(self.text, width - self.indent - 1, most=self.most)
        return [Line(((space, ""), (text, self.style))) for text in shown]


class Fact(NamedTuple):
    """A label and what it says, wrapped beside the label.

    Attributes:
        label: soft, in a column.
        value: beside it.
        right: a remark at the right edge of the first row.
        style: of the value.
        right_style: of the remark.
        column: cells of the label with its gap.
        chip: a chip before the value.
    """

    label: str
    value: str
    right: str = ""
    style: str = ""
    right_style: str = "soft"
    column: int = 6
    chip: Span | None = None

    def lines(self, width: int) -> Sequence[Line]:
        """Return the rows."""
        column = max(self.column, cells(self.label) + 1)
        lead: list[Span] = [self.chip, ("  ", "")] if self.chip else []
        taken = 2 + column + sum(cells(text) for text, _ in lead)
        room = width - taken - (cells(self.right) + 2 if self.right else 0)
        if self.right and room < _LEAST_CELLS and cells(self.value) > room:
            return self._with_remark_below(column, lead, wrap(self.value, width - taken))
        shown = wrap(self.value, max(8, room))
        right = ((self.right, self.right_style),) if self.right else ()
        first = row([(pad(self.label, column), "soft"), *lead, (shown[0], self.style)], right)
        rest = [row([(" " * column, ""), (text, self.style)]) for text in shown[1:]]
        return [first, *rest]

    def _with_remark_below(
        self, column: int, lead: Sequence[Span], shown: Sequence[str]
    ) -> list[Line]:
        """Return the rows of a pane too narrow for both, the remark in the last of them."""
        first = [(pad(self.label, column), "soft"), *lead]
        return [
            *(
                row([*(() if at else first), (" " * column if at else "", ""), (text, self.style)])
                for at, text in enumerate(shown)
            ),
            row((), ((self.right, self.right_style),)),
        ]


class Pair(NamedTuple):
    """Spans at the left and at the right of one row."""

    left: Spans
    right: Spans = ()
    ground: str = ""

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        del width
        return (row(self.left, self.right, self.ground),)


class Chips(NamedTuple):
    """Chips in a row: what is urgent solid, states tinted."""

    solid: Sequence[tuple[str, str]] = ()
    tinted: Sequence[tuple[str, str]] = ()

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        del width
        spans: list[Span] = []
        for made in [*(chip(*one) for one in self.solid), *(tint(*one) for one in self.tinted)]:
            spans += [made, ("  ", "")]
        return (row(spans),)


class Banner(NamedTuple):
    """What has to be decided: chip, sentence, key and verb on a tint. One a pane at most."""

    word: str
    sentence: str
    key: str
    verb: str
    colour: str = "red"

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row, or as many as the sentence needs in a narrow pane."""
        name = "ink bold" if self.colour == "blue" else f"{self.colour} bold"
        verb = "ink" if self.colour == "blue" else name
        ground = f"tint-{self.colour}"
        column = cells(self.word) + 4
        room = width - column - cells(self.key) - cells(self.verb) - 6
        first, *rest = wrap(self.sentence, max(_LEAST_CELLS, room))
        left: list[Span] = [chip(self.word, self.colour), ("  ", ""), (first, name)]
        right: list[Span] = [key(self.key), (" ", ""), (self.verb, verb)]
        below = [row([(" " * column, ""), (text, name)], ground=ground) for text in rest]
        return (row(left, right, ground), *below)


class Empty(NamedTuple):
    """What stands where the first row would: a sentence and the key that helps.

    Attributes:
        sentence: with `{key}` where the key belongs.
        key: drawn as a chip.
    """

    sentence: str
    key: str = ""

    def lines(self, width: int) -> Sequence[Line]:
        """Return the rows: one, or as many as a narrow pane needs."""
        before, found, after = self.sentence.partition(KEY_MARK)
        if not found:
            return Paragraph(self.sentence, "soft").lines(width)
        if cells(before) + cells(after) + cells(self.key) + 4 <= width:
            return (row([(before, "soft"), key(self.key), (after, "soft")]),)
        first = Paragraph(before.rstrip(), "soft").lines(width)
        return [*first, row([key(self.key), (after, "soft")])]


class Keys(NamedTuple):
    """Keys and verbs in one row, as in dialogs and beside what they act on."""

    pairs: Sequence[tuple[str, str]]
    indent: int = 1
    ground: str = ""

    def lines(self, width: int) -> Sequence[Line]:
        """Return the row, without what does not fit."""
        spans: list[Span] = [(" " * self.indent, "")]
        used = self.indent
        for name, verb in self.pairs:
            used += cells(name) + cells(verb) + 6
            if used > width + 3:
                break
            spans += [key(name), (" ", ""), (verb, ""), ("   ", "")]
        return (Line(spans, ground=self.ground),)


class Columns(NamedTuple):
    """Two blocks side by side, such as a table of counts.

    Attributes:
        left: block at the left.
        right: block at the right.
        at: the column where the right one begins.
    """

    left: Sequence[Line] = ()
    right: Sequence[Line] = ()
    at: int = 40

    def lines(self, width: int) -> Sequence[Line]:
        """Return as many rows as the longer one has."""
        del width
        made = []
        for index in range(max(len(self.left), len(self.right))):
            left = self.left[index].left if index < len(self.left) else ()
            used = sum(cells(text) for text, _ in left)
            other = self.right[index] if index < len(self.right) else Line()
            space = (" " * max(1, self.at - used), "")
            made.append(Line((*left, space, *other.left), other.right))
        return made

"""How wide the columns of a list are, so that times, dates and numbers stay on one line."""

from collections.abc import Callable, Iterator, Sequence

from patrol_tui.documents.breaking import Measure, parts, pieces
from patrol_tui.documents.cells import printed_row
from patrol_tui.domain.table import Row, Table, width_in_cells

_EASE = 0.75
"""Else one long column starves all others."""
Texts = Sequence[str]
_Split = Callable[[str], Sequence[str]]


def in_cells(cell_mm: float, rim_mm: float) -> Measure:
    """Return a measure for where the fonts are not known: half of a Chinese character is a cell.

    Letters and digits get a fifth more: where 宋体 is not at hand another font's are wider.
    """

    def measure(text: str) -> float:
        latin = sum(map(str.isascii, text))
        return (width_in_cells(text) + latin / 5) * cell_mm + rim_mm

    return measure


def shares(table: Table, samples: Sequence[Row], width_mm: float, measure: Measure) -> list[float]:
    """Return how wide each printed column is, so that together they fill the width."""
    printed = table.columns[: table.on_paper or len(table.columns)]
    texts = [printed_row(table, row, printed) for row in samples]
    columns = [
        (column.title, *(row[place] for row in texts)) for place, column in enumerate(printed)
    ]
    return fitted(columns, width_mm, measure)


def fitted(columns: Sequence[Texts], width: float, measure: Measure) -> list[float]:
    """Return widths that together fill a width, and let every piece stay whole if that is possible.

    Args:
        columns: the texts of each, at least one.
        width: of all of them.
        measure: tells how wide a cell has to be for a text on one line.
    """
    least, *better = _levels(columns, measure)
    if sum(least) > width:
        return [width * part / sum(least) for part in least]
    for most in better:
        if sum(most) > width:
            return _between(least, most, width)
        least = most
    return _spread(least, width)


def _levels(columns: Sequence[Texts], measure: Measure) -> Iterator[list[float]]:
    """Yield widths, each time better: long numbers torn, none torn, most on one line, all so."""
    yield _widest(columns, measure, _torn)
    whole = _widest(columns, measure, pieces)
    yield whole
    lines = [[max(map(measure, text.split("\n"))) for text in column] for column in columns]
    usual = [sorted(one)[-(-len(one) * 9 // 10) - 1] for one in lines]
    yield list(map(max, whole, usual))
    yield list(map(max, lines))


def _torn(line: str) -> list[str]:
    return [part for piece in pieces(line) for part in parts(piece)]


def _widest(columns: Sequence[Texts], measure: Measure, split: _Split) -> list[float]:
    """Return the width of the widest part in each column."""
    return [
        max(
            measure(part)
            for text in dict.fromkeys(column)
            for line in text.split("\n")
            for part in split(line) or ("",)
        )
        for column in columns
    ]


def _spread(wanted: Sequence[float], width: float) -> list[float]:
    """Give what is left to all, and most of it to the widest: a count needs none."""
    weights = [want**2 for want in wanted]
    spare = width - sum(wanted)
    return [want + spare * part / sum(weights) for want, part in zip(wanted, weights, strict=True)]


def _between(least: Sequence[float], most: Sequence[float], width: float) -> list[float]:
    """Give what is left to those that lack something, to none more than it lacks."""
    lacking = [max(high - low, 0.0) for low, high in zip(least, most, strict=True)]
    given, spare = list(least), width - sum(least)
    hungry = {place for place, lack in enumerate(lacking) if lack}
    while hungry:
        weights = {place: lacking[place] ** _EASE for place in hungry}
        ration = spare / sum(weights.values())
        sated = {place for place in hungry if lacking[place] <= weights[place] * ration}
        for place in sated or hungry:
            more = lacking[place] if sated else weights[place] * ration
            given[place] += more
            spare -= more
        hungry = hungry - sated if sated else set()
    return given

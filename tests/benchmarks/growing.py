"""What grows with the data, and how fast: the exponent of a cost over some sizes."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.measure import Figure
from tests.benchmarks.table import aligned, number

_BESIDE = ("the same beside", "the ledger beside", "rebuild: linear", "filling the small")
"""What compares two sizes, or with a floor, and so says nothing more here."""


@dataclass(frozen=True, slots=True)
class Growth:
    """One cost at growing sizes.

    Attributes:
        name: what was measured.
        unit: of the values.
        values: what it cost, by the size of the data.
    """

    name: str
    unit: str
    values: Mapping[int, float]

    @property
    def exponent(self) -> float | None:
        """Return the power of the size by which it grows, fitted: 0 is flat, 1 is linear."""
        points = [(math.log(size), math.log(value)) for size, value in self.values.items() if value]
        if len(points) < 2:
            return None
        middle_x, middle_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
        steep = sum((x - middle_x) * (y - middle_y) for x, y in points)
        wide = sum((x - middle_x) * (x - middle_x) for x, _ in points)
        exponent: float = steep / wide
        return exponent

    def row(self) -> dict[str, object]:
        """Return it for JSON."""
        values = {str(size): value for size, value in self.values.items()}
        return {"name": self.name, "unit": self.unit, "values": values, "exponent": self.exponent}


def grown(figures: dict[int, list[Figure]]) -> Iterator[Growth]:
    """Yield each figure over the sizes, and its 99th percentile where it has one."""
    largest = figures[max(figures)]
    for of_largest in largest:
        if any(words in of_largest.name for words in _BESIDE):
            continue
        same = {
            size: figure
            for size, some in figures.items()
            for figure in some
            if figure.name == of_largest.name
        }
        values = {size: figure.value for size, figure in same.items()}
        yield Growth(of_largest.name, of_largest.unit, values)
        p99 = {size: figure.p99 for size, figure in same.items() if figure.p99 is not None}
        if p99:
            yield Growth(f"{of_largest.name}, p99", of_largest.unit, p99)


def growth_lines(growths: Iterable[Growth]) -> list[str]:
    """Return a table: a column for each size, and the exponents behind them."""
    known = list(growths)
    sizes = sorted({size for growth in known for size in growth.values})
    titles = ("path", *(f"{size:,}" for size in sizes), "exponent")
    return aligned([titles, *(_row(growth, sizes) for growth in known)], words={0})


def _row(growth: Growth, sizes: Sequence[int]) -> tuple[str, ...]:
    exponent = growth.exponent
    return (
        growth.name,
        *(number(growth.values.get(size), growth.unit) for size in sizes),
        "" if exponent is None else f"{exponent:+.2f}",
    )

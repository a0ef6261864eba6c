"""Which issues were seen before: the same kind at the same place, shortly earlier."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.language.text import folded
from patrol_tui.services.figures.cases import Case
from patrol_tui.services.ports.lists import Row

REPEAT_US = 30 * 24 * 60 * MINUTE_US
"""How far back the same at the same place counts as the same matter."""

Key = tuple[bytes, str, str]


def marked(
    cases: Sequence[Case], earlier: Iterable[Row], ended_us: Callable[[Row], int | None]
) -> tuple[Case, ...]:
    """Return issues, the oldest first, with the marks of those that were there before.

    Args:
        cases: of the period, the oldest first.
        earlier: what was recorded in the days before it, the oldest first.
        ended_us: tells when one of these was closed; asked only of those whose place matters.
    """
    wanted = {key_of(case.row) for case in cases}
    last: dict[Key, Row | Case] = {key_of(row): row for row in earlier if key_of(row) in wanted}
    found = []
    for case in cases:
        key, begun_us = key_of(case.row), case.row.begun_us
        before = last.get(key) if key[-1] else None
        last[key] = case
        if before is None:
            found.append(case)
            continue
        row = before.row if isinstance(before, Case) else before
        is_repeated = begun_us - row.begun_us <= REPEAT_US
        closed_us = before.closed_us if isinstance(before, Case) else ended_us(before)
        came_back = is_repeated and closed_us is not None and closed_us <= begun_us
        found.append(replace(case, is_repeated=is_repeated, came_back=came_back))
    return tuple(found)


def key_of(row: Row) -> Key:
    """Return what the same matter has in common: station, kind, and the place as it is written."""
    return row.station, row.kind, "".join(folded(row.title).split())

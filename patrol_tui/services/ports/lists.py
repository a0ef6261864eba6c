"""What a list shows: which things are asked for, and the rows that answer."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from patrol_tui.domain.values import dataclass

Order = Literal["due", "newest"]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which things a list shows.

    Attributes:
        type: kind of thing.
        text: Chinese, pinyin, initials or number; all words must occur.
        kind: id in the catalogue, or None for all.
        status: state, or None for all.
        station: station's log, or None for all.
        only_open: leave out what needs no more work.
        only_conflict: only what an officer has to settle.
        due_before_us: only what is due before.
        begun_from_us: only what began at or after.
        begun_to_us: only what began before.
        order: nearest deadline first (open before ended), or newest first.
    """

    type: str
    text: str = ""
    kind: str | None = None
    status: str | None = None
    station: bytes | None = None
    only_open: bool = False
    only_conflict: bool = False
    due_before_us: int | None = None
    begun_from_us: int | None = None
    begun_to_us: int | None = None
    order: Order = "newest"


class Row(NamedTuple):
    """One line of a list; a tuple, because a page of dataclasses takes as long as to read it.

    Attributes:
        cursor: position in the list's order; opaque, text, fit for a command line.
    """

    subject: bytes
    type: str
    number: str
    kind: str
    status: str
    station: bytes
    is_open: bool
    title: str
    due_us: int | None
    begun_us: int
    has_conflict: bool
    is_incomplete: bool
    cursor: str
    extra: Mapping[str, str | int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, and the cursor to go on from, if there are more."""

    rows: tuple[Row, ...]
    next_cursor: str | None

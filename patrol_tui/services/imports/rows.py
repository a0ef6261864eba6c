"""A row of an import: what becomes of it, and why."""

from enum import StrEnum

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass
from patrol_tui.services.imports.cells import BadCell


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    HELD = "held"
    DIFFERS = "differs"
    REPEATED = "repeated"
    SKIPPED = "skipped"
    BAD = "bad"


WRITTEN = frozenset((Outcome.NEW, Outcome.CHANGED))


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row and what becomes of it.

    Attributes:
        line: its number in the file.
        outcome: what becomes of it.
        title: what it is about; never who.
        number: the number of the thing; empty where it has none.
        thing: identity of the thing.
        drafts: what would be written.
        problems: what keeps it out.
        note: what it said to be passed over, or the fields in which it differs.
        repeats: the line that it repeats, or 0.
    """

    line: int
    outcome: Outcome
    title: str
    number: str = ""
    thing: bytes = b""
    drafts: tuple[Draft, ...] = ()
    problems: tuple[BadCell, ...] = ()
    note: Words | str = ""
    repeats: int = 0

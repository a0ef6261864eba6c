"""What a form asks for, declared as values."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from patrol_tui.language import _

Value = str | tuple[str, ...]
Check = Callable[[str], str]

LABEL_CELLS = 9
"""Gutter, star, three characters and a space."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})\Z")
_HOURS, _MINUTES = 24, 60


class FieldKind(StrEnum):
    """How a value is given."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    TIME = "time"
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    CODED = "coded"
    SHOWN = "shown"


@dataclass(frozen=True)
class Choice:
    """One of the values that a field offers.

    Attributes:
        id: what is stored.
        text: what is shown.
        note: said beside it in a list of suggestions.
    """

    id: str
    text: str
    note: str = ""


Matcher = Callable[[str], Sequence[Choice]]


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Attributes:
        id: the key of its value.
        label: up to three characters.
        kind: how it is given.
        required: saving needs it; a star stands before the label.
        cells: width of the field; 0 takes what there is.
        unit: unit or remark right of it.
        hint: what it wants, said in the hint row while it has the keys.
        placeholder: shown while it is empty.
        choices: what it offers.
        match: finds suggestions for what was typed: code, Chinese, pinyin or initials.
        check: returns what is wrong with a text, or nothing.
        beside: stands in the same row as the field before.
        starts_group: an empty row stands before it where there is room.
    """

    id: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    cells: int = 0
    unit: str = ""
    hint: str = ""
    placeholder: str = ""
    choices: Sequence[Choice] = field(default=())
    match: Matcher | None = None
    check: Check | None = None
    beside: bool = False
    starts_group: bool = False

    @property
    def empty(self) -> Value:
        """The value of the field while nothing is given."""
        return () if self.kind is FieldKind.SOME_OF else ""

    def problem(self, value: Value) -> str:
        """Return what is wrong with a value that was given, or nothing."""
        if not isinstance(value, str) or not value:
            return ""
        if self.kind is FieldKind.NUMBER and not _NUMBER.match(value):
            return _("a number, please")
        if self.kind is FieldKind.TIME and not clock(value):
            return _("a time such as 14:30, please")
        return self.check(value) if self.check else ""

    def is_missing(self, value: Value) -> bool:
        """Return whether the field must be filled and is not."""
        return self.required and not (value.strip() if isinstance(value, str) else value)


def clock(text: str) -> str:
    """Return a time of day as `HH:MM` from what was typed, or nothing if it is none."""
    found = _CLOCK.match(text)
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2])
    return f"{hour:02d}:{minute:02d}" if hour < _HOURS and minute < _MINUTES else ""

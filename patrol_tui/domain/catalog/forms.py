"""The fields that a kind of issue asks for, beside those that every issue has."""

from enum import StrEnum
from typing import Self

from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass


class FieldType(StrEnum):
    """What may be entered into a field."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    DECIMAL = "decimal"
    INTEGER = "integer"
    MINUTES = "minutes"
    PLATE = "plate"
    TIME = "time"
    FLAG = "flag"
    DEPARTMENT = "department"
    PERSON = "person"
    PHONE = "phone"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Take a type of a newer version for plain text, so that the form still opens."""
        return cls.TEXT if value else super()._missing_(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that a field offers.

    Attributes:
        id: what is stored.
        name: what is shown.
        to_agenda: this answer is a matter to deliberate in a meeting, not a violation.
        authority: ids of the departments in charge where this is the answer; empty leaves it to
            the kind. A choice that names some is not for urban management to penalise.
        retired: no longer offered; old entries still show its name.
    """

    id: str
    name: Words
    to_agenda: bool = False
    authority: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field of the form that belongs to a kind of issue.

    Attributes:
        id: key of the value in the issue's entries.
        label: up to three characters in Chinese, so that it fits the label column.
        type: what may be entered.
        unit: shown right of the field.
        required: saving waits for it.
        choices: what a `choice` or `choices` field offers, in the order of its digits.
        default: id of the choice that stands there from the start.
        hint: what the field wants, shown while it has the keys.
        width_cells: width of the field; None lets the form decide.
        beside: stands in the row of the field before it where there is room.
        retired: no longer asked; old entries still show it.
    """

    id: str
    label: Words
    type: FieldType
    unit: Words | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    default: str | None = None
    hint: Words | None = None
    width_cells: int | None = None
    beside: bool = False
    retired: bool = False

    def choice(self, choice_id: str) -> Choice | None:
        """Return the choice of that id, also a retired one, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)

    def offered(self) -> tuple[Choice, ...]:
        """Return the choices that may still be taken."""
        return tuple(choice for choice in self.choices if not choice.retired)

"""A matter before anybody wrote it down: what it is, and what becomes of it on which day."""

from collections.abc import Mapping
from dataclasses import field

from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Later:
    """Something that becomes of a matter.

    Attributes:
        age: how many days ago.
        status: the state that it is moved to; empty where only fields are written.
        values: what the step asks for, or the fields.
        reason: why.
    """

    age: int
    status: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """A thing of a subject of the usual form.

    Attributes:
        key: what other matters name it by, as `@key`; `@vending` is the sample's own vending.
        type: of its subject.
        age: how many days ago it was begun.
        values: its fields; of times `+9d` counts from then and `@today` is later today, in a
            name `@day` is the day.
        later: what becomes of it, in order.
    """

    key: str
    type: str
    age: int
    values: Mapping[str, str]
    later: tuple[Later, ...] = ()

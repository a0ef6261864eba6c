"""What one check of `doctor` found."""

from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        check: its id.
        title: what it looked at, for people.
        found: what is there.
        is_well: nothing needs to be done.
        remedy: what to do otherwise.
    """

    check: str
    title: str
    found: str
    is_well: bool = True
    remedy: str = ""

"""What a decision wants written, before the ledger gives it a place."""

from collections.abc import Mapping

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be.

    Attributes:
        subject: the thing it speaks of.
        kind: number of the fact.
        content: what it says; see `fold`.
        parents: heads of the subject that the author had on screen.
        numbered: beginning of the number that the ledger completes with the next serial and puts
            into a scalar; None for things that have or need none.
        number_field: that scalar.
        district: it belongs into the district's log instead of the home station's.
        critical: a reader that does not know the kind must not go on editing.
        after_ms: how long after the time of the call it is claimed to have happened, where one
            call writes what took a while.
    """

    subject: bytes
    kind: int
    content: Mapping[str, Json]
    parents: tuple[bytes, ...] = ()
    numbered: str | None = None
    number_field: str = "number"
    district: bool = False
    critical: bool = False
    after_ms: int = 0

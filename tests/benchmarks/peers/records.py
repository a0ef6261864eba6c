"""What an officer wrote in a shift, as the plain records that other programs would send."""

from collections.abc import Iterable
from dataclasses import dataclass

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import Entry


@dataclass(frozen=True, slots=True)
class Record:
    """One entry's facts, without its evidence.

    Attributes:
        id: the entry's hash in hexadecimal digits.
        subject: the thing it speaks of, likewise.
        kind: number of the fact.
        at_us: claimed time, microseconds since 1970 UTC.
        said: its content as JSON text.
    """

    id: str
    subject: str
    kind: int
    at_us: int
    said: str

    def document(self) -> dict[str, object]:
        """Return it as a document of a JSON store."""
        return {
            "_id": self.id,
            "subject": self.subject,
            "kind": self.kind,
            "at_us": self.at_us,
            "said": self.said,
        }


def records_of(entries: Iterable[Entry]) -> list[Record]:
    """Return entries as plain records."""
    return [
        Record(
            entry.hash.hex(),
            entry.subject.hex(),
            entry.kind,
            entry.wall_us,
            payload.canonical(payload.decode(entry.payload or b"")).decode(),
        )
        for entry in entries
    ]

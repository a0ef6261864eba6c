"""What proves a thing's entries: one stretch of the log serves all that lie in it."""

from dataclasses import dataclass

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.services.exports.evidence import Sealed, Stretch, gather
from patrol_tui.services.ports.shared import LogRow
from tests.sync.pen import BINHU, Pen, thing

CASE = thing("case")


@dataclass
class Shelf:
    """Holds a log that somebody had seen up to its end, without seals or certificates."""

    log: tuple[Entry, ...]

    def thing(self, subject: bytes) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.log if entry.subject == subject)

    def sealed(self, entry: Entry) -> Sealed | None:
        del entry
        return None

    def row(self, entry: Entry) -> LogRow | None:
        return self._rows()[self.log.index(entry)]

    def stretch(self, station: bytes, from_n: int, device: bytes) -> Stretch:
        del device
        return Stretch(station, b"E" * 16, b"h" * 32, self._rows()[from_n - 1 :], None)

    def _rows(self) -> tuple[LogRow, ...]:
        return tuple(
            LogRow(n, entry.hash, entry.hash, None, 0, entry.header.device)
            for n, entry in enumerate(self.log, 1)
        )


def test_one_stretch_serves_all_entries_that_lie_in_it() -> None:
    pen = Pen("first")
    pen.write(thing("other"), "before")
    first = pen.write(CASE, "seen")
    pen.write(thing("other"), "between")
    second = pen.write(CASE, "closed", first)
    found = gather(Shelf(tuple(pen.written)), CASE)
    assert found.entries == (first, second)
    assert [(one.station, len(one.rows)) for one in found.stretches] == [(BINHU, 3)]
    assert (found.certificates, found.links()) == ((), ())

"""Laptops that are not one: cloned or put back, by their lines and by the numbers they gave."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from patrol_tui.domain.entries import payload
from patrol_tui.domain.folding.subject import PAPER_NUMBER
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.logs import Logs
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.entries import MOST_SEQ, Entries, entry_id
from patrol_tui.ledger.views import counters
from patrol_tui.services.ports.ports import DISTRICT


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line of entries tells of when it was written.

    Attributes:
        first_n: row of its first entry in the station's log.
        saw_n: the last row that its last entry proves to have seen.
    """

    first_n: int
    saw_n: int


class Forks:
    """Compares a laptop's lines; nothing here is written."""

    def __init__(self, connection: Connection, entries: Entries, logs: Logs) -> None:
        self._connection = connection
        self._entries = entries
        self._logs = logs
        self._named: tuple[tuple[int, float], frozenset[bytes]] | None = None
        self._twice: dict[bytes, tuple[int, Mapping[str, tuple[bytes, ...]]]] = {}

    def named(self) -> frozenset[bytes]:
        """Return the laptops that two have written as: restored, cloned, or worse."""
        # A list asks for each of its rows.
        held = self._connection.execute("SELECT total(n) FROM log_head").fetchall()
        at = (counters.read(self._connection, counters.ENTRIES), held[0][0])
        if self._named is None or self._named[0] != at:
            self._named = at, self._found()
        return self._named[1]

    def _found(self) -> frozenset[bytes]:
        forked = self._connection.execute("SELECT device FROM stream WHERE branch > 0").fetchall()
        several = self._connection.execute(
            "SELECT device, station FROM stream WHERE branch = 0 AND station <> ?"
            " GROUP BY device, station HAVING count(*) > 1",
            (DISTRICT,),
        ).fetchall()
        cloned = (device for device, station in several if self._took_turns(device, station))
        return frozenset((*(device for (device,) in forked), *cloned))

    def _took_turns(self, device: bytes, station: bytes) -> bool:
        """Tell whether two of a laptop's lines grew side by side.

        A laptop that begins a new line never goes on with the one before. Where each line has
        entries that had seen the other's, two machines write, whether or not they know it.
        """
        lines = [self._line(no, station) for no in self._numbers(device, station)]
        held = [line for line in lines if line is not None]
        return any(
            one.saw_n >= other.first_n and other.saw_n >= one.first_n
            for one, other in combinations(held, 2)
        )

    def _numbers(self, device: bytes, station: bytes) -> list[int]:
        rows = self._connection.execute(
            "SELECT no FROM stream WHERE device = ? AND station = ?", (device, station)
        ).fetchall()
        return [no for (no,) in rows]

    def _line(self, no: int, station: bytes) -> _Line | None:
        first = self._connection.execute(
            "SELECT l.n FROM log l WHERE l.station = ? AND l.hash ="
            " (SELECT e.hash FROM entry e WHERE e.id BETWEEN ? AND ? ORDER BY e.id LIMIT 1)",
            (station, entry_id(no, 0), entry_id(no, MOST_SEQ)),
        ).fetchone()
        last = self._connection.execute(
            "SELECT no FROM run WHERE stream_no = ? ORDER BY first_seq DESC LIMIT 1", (no,)
        ).fetchone()
        if first is None or last is None:
            return None
        header = self._entries.header(last[0])
        # What was seen counts only where the log still says so.
        is_proven = self._logs.h_at(station, header.seen_n) == header.seen_h
        return _Line(first[0], header.seen_n if is_proven else 0)

    def numbers_twice(self, device: bytes, laptop: int) -> Mapping[str, tuple[bytes, ...]]:
        """Return the numbers that a laptop gave twice, and the things that bear them.

        Args:
            device: the laptop.
            laptop: its short number, which all that it gives contain.
        """
        entries = counters.read(self._connection, counters.ENTRIES)
        known_at, known = self._twice.get(device, (-1, {}))
        if known_at != entries:
            known = self._found_twice(device, laptop)
            self._twice[device] = entries, known
        return known

    def _found_twice(self, device: bytes, laptop: int) -> Mapping[str, tuple[bytes, ...]]:
        given: dict[str, dict[tuple[bytes, str], None]] = {}
        for subject, field, number in self._given(device):
            if number.rpartition("-")[0].endswith(f"-{laptop:02d}"):
                given.setdefault(number, {})[subject, field] = None
        return {
            number: tuple(dict.fromkeys(subject for subject, _ in bearers))
            for number, bearers in sorted(given.items())
            if len(bearers) > 1
        }

    def _given(self, device: bytes) -> Iterator[tuple[bytes, str, str]]:
        rows = self._connection.execute(
            "SELECT no FROM stream s WHERE device = ? AND station <> ? AND EXISTS"
            " (SELECT 1 FROM entry e WHERE e.id BETWEEN s.no << 32 AND s.no << 32 | ?)",
            (device, DISTRICT, MOST_SEQ),
        ).fetchall()
        # One machine with one line counts its numbers up.
        for (no,) in rows if len(rows) > 1 else ():
            found = self._connection.execute(
                "SELECT subject, payload FROM entry WHERE id BETWEEN ? AND ?",
                (entry_id(no, 0), entry_id(no, MOST_SEQ)),
            ).fetchall()
            for subject, stored in found:
                for field, number in given_numbers(stored):
                    yield subject, field, number


def given_numbers(stored: bytes | None) -> Iterator[tuple[str, str]]:
    """Yield the fields in which an entry gives a number, and the numbers."""
    if stored is None:
        return
    try:
        fields = payload.decode(stored).get("set")
    except Corrupt:
        return
    for name, number in fields.items() if isinstance(fields, dict) else ():
        if (name == "number" or name.startswith(PAPER_NUMBER)) and isinstance(number, str):
            yield name, number

"""Runs as a laptop pushes them: decoded, and every hash computed anew."""

from collections.abc import Iterable, Mapping, Sequence

from patrol_tui.domain.entries.ids import ZERO_HASH, ZERO_ID
from patrol_tui.domain.entries.run import MAX_RUN_BYTES, Run, decode_run
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.sync.reaching.link import Link, marks

MAX_PUSH_BYTES = 2 * MAX_RUN_BYTES
UNKNOWN_PREV, ALTERED, DENIED, OVERSIZE = "unknown_prev", "altered", "denied", "oversize"

_Found = Mapping[tuple[bytes, int], tuple[bytes, bytes]]


class Refusal(Exception):
    """The push is not taken; nothing of it was written.

    Attributes:
        code: why.
    """

    def __init__(self, code: str) -> None:
        """Keep the code that goes back to the laptop."""
        super().__init__(code)
        self.code = code


def decode_pushed(link: Link, wires: Sequence[bytes]) -> list[Run]:
    """Return the runs that were pushed.

    Raises:
        Refusal: they are too long, altered, unsealed, or name what the log does not hold.
    """
    if sum(map(len, wires)) > MAX_PUSH_BYTES:
        raise Refusal(OVERSIZE)
    asked = _Asked()
    for wire in wires:
        _decoded(wire, asked)
    known = _Known(_parents(link, asked.wanted))
    runs = []
    for wire in wires:
        run = _decoded(wire, known)
        if known.is_lacking:
            raise Refusal(UNKNOWN_PREV)
        if run is None or run.seal is None:
            raise Refusal(ALTERED)
        runs.append(run)
    return runs


class _Asked:
    """Answers with placeholders and notes what it was asked, so that one query can fetch it."""

    def __init__(self) -> None:
        self.wanted: set[tuple[bytes, int]] = set()

    def hash_at(self, station: bytes, n: int) -> bytes:
        self.wanted.add((station, n))
        return ZERO_HASH

    def subject_of(self, _entry_hash: bytes) -> bytes:
        return ZERO_ID


class _Known:
    def __init__(self, found: _Found) -> None:
        self.found = found
        self.subjects = dict(found.values())
        self.is_lacking = False

    def hash_at(self, station: bytes, n: int) -> bytes | None:
        known = self.found.get((station, n))
        self.is_lacking = self.is_lacking or known is None
        return known[0] if known else None

    def subject_of(self, entry_hash: bytes) -> bytes | None:
        return self.subjects.get(entry_hash)


def _decoded(wire: bytes, known: _Asked | _Known) -> Run | None:
    try:
        run, end = decode_run(wire, 0, known)
    except Corrupt:
        return None
    return run if end == len(wire) else None


def _parents(link: Link, wanted: Iterable[tuple[bytes, int]]) -> _Found:
    found: dict[tuple[bytes, int], tuple[bytes, bytes]] = {}
    by_station: dict[bytes, list[int]] = {}
    for station, n in sorted(wanted):
        by_station.setdefault(station, []).append(n)
    for station, numbers in by_station.items():
        rows = link.run(
            "SELECT l.n, l.hash, e.subject FROM log l"
            " JOIN entry e ON e.station = l.station AND e.hash = l.hash"
            f" WHERE l.station = ? AND l.n IN ({marks(len(numbers))})",
            (station, *numbers),
        )
        found |= {(station, int(n)): (entry_hash, subject) for n, entry_hash, subject in rows}
    return found

"""What becomes of a laptop's entries once the bureau has shut it out.

The bureau's entry names where each of the laptop's lines ended in the shared ledger. What a line
holds up to there stays; everything else of that laptop goes into quarantine, whenever and by
whomever it is brought. So all who hold the same entries judge alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from patrol_tui.domain.language.errors import N_
from patrol_tui.ledger.book.streams import Streams
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.entries import MOST_SEQ
from patrol_tui.ledger.roster import Roster
from patrol_tui.services.ports.quarantine import REVOKED

STILL_COUNTS = N_("The entry counts, though its laptop was shut out before it arrived.")
NEEDLESS = N_("The entry is kept without effect, though its laptop was shut out only later.")
_LINES = (
    "SELECT s.stream, e.id, e.hash, e.prev, e.subject, q.reason,"
    " EXISTS (SELECT 1 FROM log l WHERE l.hash = e.hash) FROM stream s"
    " JOIN entry e ON e.id BETWEEN s.no << 32 AND (s.no << 32 | 4294967295)"
    " LEFT JOIN quarantine q ON q.hash = e.hash WHERE s.device = ?"
)


@dataclass(slots=True)
class _Lines:
    """A laptop's entries as they are held.

    Attributes:
        at: entry to stream, place, entry before it, and subject.
        reasons: entries in quarantine, and why.
    """

    at: dict[bytes, tuple[bytes, int, bytes, bytes]] = field(default_factory=dict)
    reasons: dict[bytes, str] = field(default_factory=dict)


class Revocations:
    """Judges the entries of laptops that were shut out; callers hold transactions."""

    def __init__(self, connection: Connection, roster: Roster, streams: Streams) -> None:
        self._connection = connection
        self._roster = roster
        self._streams = streams

    def judge(self, devices: Iterable[bytes]) -> set[bytes]:
        """Move entries of shut-out laptops into quarantine, or out of it.

        Returns:
            The things that changed entries speak of.
        """
        touched: set[bytes] = set()
        for device in devices:
            wrongly_counting, wrongly_barred = self.misjudged(device)
            self._connection.executemany(
                "INSERT INTO quarantine (hash, reason) VALUES (?, ?)",
                ((one, REVOKED) for one in wrongly_counting),
            )
            self._connection.executemany(
                "DELETE FROM quarantine WHERE hash = ?", ((one,) for one in wrongly_barred)
            )
            touched |= {*wrongly_counting.values(), *wrongly_barred.values()}
        if touched:
            self._roster.reconsider()
        return touched

    def misjudged(self, device: bytes) -> tuple[dict[bytes, bytes], dict[bytes, bytes]]:
        """Return entries that count and should not, and the other way round, with their things.

        A laptop does not judge itself: it could not go on writing its own lines.
        """
        if device == self._streams.device or not self._roster.is_in_question(device):
            return {}, {}
        lines, ends = self._lines(device), self._roster.ends(device)
        kept = set(lines.at) if ends is None else _kept(lines, ends)
        counting = {
            entry: place[3]
            for entry, place in lines.at.items()
            if entry not in kept and entry not in lines.reasons
        }
        barred = {
            entry: lines.at[entry][3]
            for entry, reason in lines.reasons.items()
            if reason == REVOKED and entry in kept
        }
        return counting, barred

    def _lines(self, device: bytes) -> _Lines:
        lines = _Lines()
        rows = self._connection.execute(_LINES, (device,)).fetchall()
        for stream, row_id, entry, prev, subject, reason, _ in rows:
            lines.at[entry] = (stream, row_id & MOST_SEQ, prev, subject)
            if reason is not None:
                lines.reasons[entry] = reason
        return lines

    def line_ends(self, device: bytes) -> list[tuple[bytes, int, bytes]]:
        """Return where a laptop's lines end in the logs: stream, place and entry."""
        # A restored shared database may have forgotten a receipt; it was given all the same.
        past = self._connection.execute("SELECT hash FROM log_past").fetchall()
        receipted = {row[0] for row in past}
        rows = [
            row
            for row in self._connection.execute(_LINES, (device,)).fetchall()
            if row[6] or row[2] in receipted
        ]
        followed = {row[3] for row in rows}
        ends = [(row[0], row[1] & MOST_SEQ, row[2]) for row in rows if row[2] not in followed]
        return sorted(ends)


def _kept(lines: _Lines, ends: Iterable[tuple[bytes, int, bytes]]) -> set[bytes]:
    """Return what lies on a line up to its end.

    Where part of a line is not held, as with copies out of another station's log, what stands
    before the gap is judged by its place alone.
    """
    kept: set[bytes] = set()
    gaps: dict[bytes, int] = {}
    for stream, seq, entry in ends:
        at, below = entry, seq + 1
        while at in lines.at and at not in kept:
            kept.add(at)
            below, at = lines.at[at][1], lines.at[at][2]
        if at not in kept:
            gaps[stream] = max(gaps.get(stream, 0), below)
    return kept | {
        entry for entry, (stream, seq, _, _) in lines.at.items() if seq < gaps.get(stream, 0)
    }

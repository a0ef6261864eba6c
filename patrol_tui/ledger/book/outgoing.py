"""What a laptop can give to another without the shared database, and who can read it."""

from collections.abc import Iterator, Sequence

from patrol_tui.domain.entries.entry import Entry, unpack_header
from patrol_tui.domain.entries.run import Run, encode_run
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.officer import OFFICER
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.entries import COLUMNS, SEQ_BITS, WIDTH
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import LogRow, Segment
from patrol_tui.services.syncing.package import Reader

_ROWS_AT_ONCE = 500
NO_DISTRICT = N_("This laptop holds nothing of the district's log. Sync first.")

_Found = tuple[LogRow, Entry]


class Outgoing:
    """Reads logs and who follows them; nothing here is written."""

    def __init__(self, base: Base) -> None:
        self._base = base

    def segments(self, station: bytes, after_n: int) -> Iterator[Segment]:
        """Yield what is held of a log after a number, all entries in full, cut at seals."""
        with in_words():
            position = self._base.logs.position(station)
        at, most = after_n, _ROWS_AT_ONCE
        while at < position.n:
            found = self._rows(station, at, most)
            whole = _whole(found, station, is_last=len(found) < most)
            if not whole:
                most *= 2  # a push longer than that
                continue
            rows = tuple(row for row, _ in whole)
            wires = tuple(encode_run(run, {}) for run in _runs(whole))
            at, most = rows[-1].n, _ROWS_AT_ONCE
            yield Segment(station, position.epoch, rows, wires, more=at < position.n)

    def _rows(self, station: bytes, after_n: int, most: int) -> list[_Found]:
        with in_words():
            rows = self._base.connection.execute(
                f"SELECT {COLUMNS}, l.n, l.hash, l.h, l.seal, l.received_at_us, l.pushed_by"  # noqa: S608 - constant columns
                " FROM log l JOIN entry e ON e.hash = l.hash"
                " WHERE l.station = ? AND l.n > ? ORDER BY l.n LIMIT ?",
                (station, after_n, most),
            ).fetchall()
            return [(LogRow(*row[WIDTH:]), self._base.entries.entry(row)) for row in rows]

    def readers(self) -> tuple[Reader, ...]:
        """Return the laptops of the district that were not revoked, as far as is known here."""
        with in_words():
            rows = self._base.connection.execute(
                "SELECT subject, kind FROM view WHERE type = ? AND is_open", (DEVICE.type,)
            ).fetchall()
            seen = self._seen()
        return tuple(Reader(subject, code, seen.get(subject, {})) for subject, code in rows)

    def district_secret(self) -> bytes:
        """Return what every laptop of the district knows and nobody outside it can guess.

        It is the hash of the first salted content in the district's log that speaks of no laptop
        and no officer: those may be shown to outsiders as certificates, this never is. The log
        came sealed in the bundle, so laptops have it that were never within reach of a network.

        Raises:
            Corrupt: nothing of the district's log is here.
        """
        shown = (DEVICE.code << 8, (DEVICE.code << 8) + 255)
        also = (OFFICER.code << 8, (OFFICER.code << 8) + 255)
        with in_words():
            rows = self._base.connection.execute(
                "SELECT e.payload_hash FROM entry e JOIN stream s ON s.no = e.id >> ?"
                " LEFT JOIN log l ON l.hash = e.hash AND l.station = s.station"
                " WHERE s.station = ? AND e.kind NOT BETWEEN ? AND ? AND e.kind NOT BETWEEN ? AND ?"
                " ORDER BY l.n IS NULL, l.n, e.id LIMIT 1",
                (SEQ_BITS, DISTRICT, *shown, *also),
            ).fetchall()
        if not rows:
            raise Corrupt(NO_DISTRICT)
        return bytes(rows[0][0])

    def _seen(self) -> dict[bytes, dict[bytes, int]]:
        """Return how far each laptop had seen which log, by what it wrote last."""
        positions = self._base.logs.cursors()
        rows = self._base.connection.execute(
            "SELECT s.device, r.header FROM stream s JOIN run r ON r.stream_no = s.no"
            " WHERE r.first_seq = (SELECT max(first_seq) FROM run WHERE stream_no = s.no)"
        ).fetchall()
        seen: dict[bytes, dict[bytes, int]] = {}
        for device, header_bytes in rows:
            header = unpack_header(header_bytes)
            here = positions.get(header.station)
            if here is None or header.seen_epoch != here.epoch:
                continue
            of_device = seen.setdefault(device, {})
            for log, n in ((header.station, header.seen_n), (DISTRICT, header.district_n)):
                of_device[log] = max(of_device.get(log, 0), n)
        return seen


def _whole(found: Sequence[_Found], station: bytes, *, is_last: bool) -> Sequence[_Found]:
    """Return the rows up to the last end of a push: what is cut within one has no seal."""
    if is_last:
        return found
    for length in range(len(found), 0, -1):
        row, entry = found[length - 1]
        if row.seal is not None or entry.header.station != station:
            return found[:length]
    return ()


def _runs(found: Sequence[_Found]) -> Iterator[Run]:
    entries: list[Entry] = []
    for row, entry in found:
        if entries and (entries[-1].hash != entry.prev or entries[-1].header != entry.header):
            yield Run(entries[0].header, tuple(entries), None)
            entries = []
        entries.append(entry)
        if row.seal is not None:
            yield Run(entry.header, tuple(entries), row.seal)
            entries = []
    if entries:
        yield Run(entries[0].header, tuple(entries), None)

"""Reads what proves entries to others: seals that cover them, rows of the logs, witnesses."""

from patrol_tui.domain.entries.entry import Entry, seal_message, unpack_header
from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.domain.subjects.device import DEVICE, JOINED
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.entries import COLUMNS, MOST_SEQ, SEQ_BITS, WIDTH, entry_id
from patrol_tui.ledger.keyring.signing import verify
from patrol_tui.services.exports.evidence import Sealed, Stretch
from patrol_tui.services.ports.shared import LogRow

_LOG = "l.n, l.hash, l.h, l.seal, l.received_at_us, l.pushed_by"


class LedgerProofs:
    """Fulfils `services.evidence.Proofs` on a laptop's ledger."""

    def __init__(self, base: Base) -> None:
        self._base = base
        with in_words():
            base.roster.refresh()

    def thing(self, subject: bytes) -> tuple[Entry, ...]:
        """Return all held entries of a thing, as they came into the log; others last."""
        with in_words():
            entries = self._base.entries.of_subject(subject)[0]
        placed = [(row.n if (row := self.row(one)) else MOST_SEQ, one.seq, one) for one in entries]
        return tuple(one for *_, one in sorted(placed, key=lambda place: place[:2]))

    def row(self, entry: Entry) -> LogRow | None:
        """Return an entry's row in its own log, or None where it has none."""
        with in_words():
            found = self._base.connection.execute(
                f"SELECT {_LOG} FROM log l WHERE l.hash = ? AND l.station = ?",  # noqa: S608 - constant
                (entry.hash, entry.header.station),
            ).fetchone()
        return None if found is None else LogRow(*found)

    def sealed(self, entry: Entry) -> Sealed | None:
        """Return the first valid seal that covers an entry, or None where none is held."""
        with in_words():
            place = self._base.connection.execute(
                "SELECT id FROM entry WHERE hash = ?", (entry.hash,)
            ).fetchall()[0]
            line = self._base.connection.execute(
                f"SELECT {COLUMNS}, coalesce(l.seal, s.seal, c.seal) FROM entry e"  # noqa: S608 - constant
                " LEFT JOIN log l ON l.hash = e.hash AND l.station = ?"
                " LEFT JOIN seal s ON s.hash = e.hash LEFT JOIN carried c ON c.id = e.id"
                " WHERE e.id BETWEEN ? AND ? ORDER BY e.id",
                (entry.header.station, place[0], entry_id(place[0] >> SEQ_BITS, MOST_SEQ)),
            )
            passed: list[Entry] = []
            for row in line:
                at = self._base.entries.entry(row)
                if passed and at.prev != passed[-1].hash:
                    return None
                passed.append(at)
                key = None if row[WIDTH] is None else self._key(at, row[WIDTH])
                if key is not None:
                    return Sealed(entry, tuple(passed[1:]), row[WIDTH], key)
        return None

    def _key(self, entry: Entry, seal: bytes) -> bytes | None:
        """Return the key of the device by which a seal verifies."""
        signing, joining = self._base.roster.keys(entry.header.device, entry.header.station)
        keys = signing | joining if entry.kind == DEVICE.kind(JOINED) else signing
        message = seal_message(entry.hash)
        return next((key for key in sorted(keys) if verify(key, message, seal)), None)

    def stretch(self, station: bytes, from_n: int, device: bytes) -> Stretch:
        """Return a log from a row to the first place that another laptop had seen."""
        with in_words():
            head = self._base.logs.position(station)
            before = self._base.logs.h_at(station, from_n - 1) if from_n > 1 else ZERO_HASH
            witness = self._witness(station, from_n, device)
            last_n = head.n if witness is None else witness.header.seen_n
            rows = self._base.connection.execute(
                f"SELECT {_LOG} FROM log l WHERE l.station = ? AND l.n BETWEEN ? AND ?"  # noqa: S608 - constant
                " ORDER BY l.n",
                (station, from_n, last_n),
            ).fetchall()
        found = tuple(LogRow(*row) for row in rows)
        return Stretch(station, head.epoch, before or ZERO_HASH, found, witness)

    def _witness(self, station: bytes, from_n: int, device: bytes) -> Entry | None:
        """Return the first entry of another laptop that had seen the log beyond a row."""
        epoch = self._base.logs.position(station).epoch
        runs = self._base.connection.execute(
            "SELECT r.no, r.stream_no, r.first_seq, r.header FROM run r"
            " JOIN stream s ON s.no = r.stream_no WHERE s.station = ? AND s.device <> ?",
            (station, device),
        ).fetchall()
        seen = [
            (header.seen_n, stream_no, seq)
            for _, stream_no, seq, header_bytes in runs
            if (header := unpack_header(header_bytes)).seen_n >= from_n
            and header.seen_epoch == epoch
            and header.seen_h == self._base.logs.h_at(station, header.seen_n)
        ]
        for _, stream_no, seq in sorted(seen):
            entries = self._base.entries.of_stream(stream_no, seq, seq, 1)
            if entries and self.sealed(entries[0]) is not None:
                return entries[0]
        return None

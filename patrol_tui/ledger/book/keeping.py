"""Keeps entries that were written elsewhere, each at its place in its device's line."""

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.forks import given_numbers
from patrol_tui.ledger.book.streams import Stream
from patrol_tui.ledger.views import counters

_MOST_SERIAL = 1 << 32


class Keeping:
    """Keeps what one delivery brings; what it looked up is remembered for its length."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._streams: dict[bytes, Stream] = {}
        self._runs: dict[bytes, tuple[int, int]] = {}

    def keep(self, entry: Entry) -> Stream:
        """Keep an entry that is not held, and return the line, or branch of it, that it is on."""
        stream = self._base.streams.branch_for(self._stream(entry), entry)
        header_bytes = entry.header.pack()
        run_no, first_seq = self._runs.get(header_bytes, (0, entry.seq + 1))
        if entry.seq < first_seq:
            # Copies out of another station's log may come in any order.
            run_no = self._base.entries.run_no(stream.no, header_bytes, entry.seq)
            self._runs[header_bytes] = run_no, entry.seq
        self._base.entries.keep(entry, stream.no, run_no)
        self._base.views.changes[counters.ENTRIES] += 1
        self._note_number(entry)
        return stream

    def _stream(self, entry: Entry) -> Stream:
        header = entry.header
        key = header.stream + header.station + header.device
        stream = self._streams.get(key)
        if stream is None:
            stream = self._base.streams.known(header.stream, header.station, header.device)
            self._streams[key] = stream
        return stream

    def _note_number(self, entry: Entry) -> None:
        """Never give a number again that this device gave before its file was restored."""
        if entry.header.device != self._base.device:
            return
        for _, number in given_numbers(entry.payload):
            prefix, hyphen, serial = number.rpartition("-")
            if hyphen and serial.isdecimal() and serial.isascii():
                counters.serial_given(
                    self._base.connection, prefix + hyphen, min(int(serial), _MOST_SERIAL)
                )

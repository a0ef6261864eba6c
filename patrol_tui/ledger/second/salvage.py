"""Reads what can be read of a damaged ledger; nothing of it is changed, nothing of it is trusted.

SQLCipher gives nothing more after the first page that does not check, so each such page costs a
new connection. Tables are read from both ends, entries by whatever still lists them.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from patrol_tui.domain.entries.entry import (
    CRITICAL,
    PARENT_SHIFT,
    Entry,
    Said,
    chain,
    unpack_header,
)
from patrol_tui.domain.entries.ids import HASH_BYTES
from patrol_tui.ledger import driver
from patrol_tui.ledger.disk.pragmas import connected
from patrol_tui.ledger.driver import Row
from patrol_tui.ledger.entries import COLUMNS, MOST_SEQ, split_hashes
from patrol_tui.services.ports.shared import LogRow, Position

_LISTS = ("NOT INDEXED", "INDEXED BY entry_subject", "INDEXED BY sqlite_autoindex_entry_1")
_ORDERS = ("id", "subject", "hash")
_AT_ONCE = 100
# What bytes of any kind can lead to when they are taken for an entry.
_NO_ENTRY = (struct.error, TypeError, ValueError, KeyError, OverflowError)

V = TypeVar("V", str, bytes)


@dataclass(slots=True)
class Salvaged:
    """What was read.

    Attributes:
        entries: those whose bytes are what their hash names.
        spoilt: how many entries were listed and cannot be read, or are not what their hash names.
        meta: values kept beside the ledger.
        cursors: how far each followed log was held.
        log: rows of the followed logs, by station.
        seals: seals that this laptop made.
        barred: entries in quarantine, and why.
        carried: others' entries that are to be sent on, with their seals.
    """

    entries: dict[bytes, Entry] = field(default_factory=dict)
    spoilt: int = 0
    meta: dict[str, str] = field(default_factory=dict)
    cursors: dict[bytes, Position] = field(default_factory=dict)
    log: dict[bytes, dict[int, LogRow]] = field(default_factory=dict)
    seals: dict[bytes, bytes] = field(default_factory=dict)
    barred: dict[bytes, str] = field(default_factory=dict)
    carried: dict[bytes, bytes | None] = field(default_factory=dict)


class _Wreck:
    """A file that may fail anywhere."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, f"\"x'{key.hex()}'\""
        self._has_failed = False

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Yield rows until there are no more or one cannot be read."""
        self._has_failed = False
        try:
            with closing(connected(self._path, self._key, "ro")) as connection:
                yield from connection.execute(sql, values)
        except driver.Error:
            self._has_failed = True

    def both_ways(self, table: str, columns: str, order: str, how: str = "") -> Iterator[Row]:
        """Yield a table's rows, from its end too where they cannot all be read from the front."""
        for way in ("", " DESC"):
            ordered = ", ".join(f"{name}{way}" for name in order.split(", "))
            sql = f"SELECT {columns} FROM {table} {how} ORDER BY {ordered}"  # noqa: S608 - constant
            yield from self.rows(sql)
            if not self._has_failed:
                return

    def by_id(self, ids: Sequence[int]) -> Iterator[Row]:
        """Yield the entries under some ids, going around those that cannot be read."""
        marks = ", ".join("?" * len(ids))
        sql = f"SELECT {COLUMNS} FROM entry e WHERE e.id IN ({marks}) ORDER BY e.id"  # noqa: S608
        rows = list(self.rows(sql, ids))
        if len(rows) == len(ids) or len(ids) == 1:
            yield from rows
            return
        middle = len(ids) // 2
        yield from self.by_id(ids[:middle])
        yield from self.by_id(ids[middle:])


def salvage(path: Path, key: bytes) -> Salvaged:
    """Return what can be read of a ledger file, damaged or not."""
    wreck, found = _Wreck(path, key), Salvaged()
    _read_entries(wreck, found)
    found.meta = _pairs(wreck.both_ways("meta", "key, value", "key"), str)
    found.seals = _pairs(wreck.both_ways("seal", "hash, seal", "hash"), bytes)
    found.barred = _pairs(wreck.both_ways("quarantine", "hash, reason", "hash"), str)
    for row in wreck.both_ways("log_head", "station, epoch, n, h", "station"):
        found.cursors[row[0]] = Position(*row[1:])
    columns = "station, n, hash, h, seal, received_at_us, pushed_by"
    for station, *rest in wreck.both_ways("log", columns, "station, n"):
        found.log.setdefault(station, {})[rest[0]] = LogRow(*rest)
    return found


def _pairs(rows: Iterable[Row], kind: type[V]) -> dict[Any, V]:
    return {key: value for key, value in rows if isinstance(value, kind)}


def _read_entries(wreck: _Wreck, found: Salvaged) -> None:
    headers = _pairs(wreck.both_ways("run", "no, header", "no"), bytes)
    listed: set[int] = set()
    for how, order in zip(_LISTS, _ORDERS, strict=True):
        listed.update(row[0] for row in wreck.both_ways("entry", "id", order, how))
    ids = sorted(one for one in listed if isinstance(one, int))
    carried: dict[int, bytes | None] = dict(wreck.both_ways("carried", "id, seal", "id"))
    for at in range(0, len(ids), _AT_ONCE):
        for row in wreck.by_id(ids[at : at + _AT_ONCE]):
            entry = _sound(row, headers)
            if entry is None:
                continue
            found.entries[entry.hash] = entry
            if row[0] in carried:
                found.carried[entry.hash] = carried[row[0]]
    found.spoilt = len(ids) - len(found.entries)


def _sound(row: Row, headers: dict[int, bytes]) -> Entry | None:
    """Return the entry that a row holds, if its bytes are what its hash names."""
    row_id, run_no, prev, subject, kind, version, flags, since_ms, parents = row[:9]
    payload, payload_hash, entry_hash = row[9:]
    try:
        header_bytes = headers[run_no]
        if len(parents) != HASH_BYTES * (flags >> PARENT_SHIFT):
            return None
        if payload is not None and hashlib.sha256(payload).digest() != payload_hash:
            return None
        what = Said(
            subject,
            kind,
            version,
            bool(flags & CRITICAL),
            tuple(split_hashes(parents)),
            payload,
            payload_hash,
        )
        header = unpack_header(header_bytes)
        entry = chain(header_bytes, header, row_id & MOST_SEQ, prev, since_ms, what)
    except _NO_ENTRY:
        return None
    return entry if entry.hash == entry_hash else None

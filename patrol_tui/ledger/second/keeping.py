"""Brings the second copy up to the ledger when nobody types, and compares their heads."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.entries import MOST_SEQ
from patrol_tui.ledger.second.own_copy import SecondCopy
from patrol_tui.ledger.second.records import about, packed

ROLLED_BACK = N_(
    "The ledger is older than what was saved: its second copy holds entries that it lacks. It was "
    "put back, copied while open, or lost its -wal file. Nothing was changed and nothing is lost: "
    "`patrol-tui rebuild` puts the entries back."
)
_KNOWN = "copy.known"
# What a remade ledger finds out anew, or what belongs to this file alone.
VOLATILE = ("copy.", "machine", "stream.", "sync.", "photo", "rebuild.")
_AT_ONCE = 200


class RolledBack(Corrupt):
    """The ledger's file is an older one than that which the last entries were saved in."""


@dataclass(frozen=True, slots=True)
class _Known:
    """How far the copy is known to be whole.

    Attributes:
        size: bytes of it that are durable.
        about: what it says of the home, hashed.
        heads: place of the last copied entry of each own line, by the line's number.
    """

    size: int = 0
    about: str = ""
    heads: Mapping[str, int] = field(default_factory=dict)


def refuse_rolled_back(base: Base, copy: SecondCopy) -> None:
    """Make sure that the ledger holds what was saved last.

    Raises:
        RolledBack: it does not.
    """
    # The copy is read first: what it holds was durable in the ledger before.
    head = copy.head()
    with in_words():
        lacking = [one for one in head if base.entries.subject_of(one) is None]
    if lacking:
        raise RolledBack(ROLLED_BACK)


def keep_up(base: Base, copy: SecondCopy) -> None:
    """Write to the copy what it lacks, make it durable, and take note of how far it reaches.

    Raises:
        NotSaved: the disk did not take it; it is tried again the next time.
    """
    with in_words():
        known = _known(base, copy)
        lines = base.streams.own()
        heads = {str(line.no): base.streams.head(line)[0] for line in lines}
        said = about(about_home(base))
    said_hash = hashlib.sha256(said).hexdigest()
    is_behind = {no for no, seq in heads.items() if seq > known.heads.get(no, 0)}
    if not is_behind and said_hash == known.about:
        return
    if is_behind:
        there = copy.entries(known.size)
        for line in lines:
            if str(line.no) in is_behind:
                entries = _entries(base, line.no, known.heads.get(str(line.no), 0) + 1)
                copy.extend(_contents(one for one in entries if one.hash not in there))
    if said_hash != known.about:
        copy.extend([said])
    size = copy.flush()
    with base.writing():
        base.connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            (_KNOWN, json.dumps([size, said_hash, heads])),
        )


def _known(base: Base, copy: SecondCopy) -> _Known:
    row = base.connection.execute("SELECT value FROM meta WHERE key = ?", (_KNOWN,)).fetchone()
    known = _Known(*json.loads(row[0])) if row else _Known()
    # A file that has shrunk is another one, or has lost its end: it is written anew.
    return known if known.size <= copy.size() else _Known()


def _entries(base: Base, stream_no: int, from_seq: int) -> Iterator[Entry]:
    while True:
        with in_words():
            entries = base.entries.of_stream(stream_no, from_seq, MOST_SEQ, _AT_ONCE)
        if not entries:
            return
        yield from entries
        from_seq = entries[-1].seq + 1


def _contents(entries: Iterable[Entry]) -> Iterator[bytes]:
    some: list[Entry] = []
    for entry in entries:
        some.append(entry)
        if len(some) == _AT_ONCE:
            yield packed(some)
            some = []
    if some:
        yield packed(some)


def about_home(base: Base) -> dict[str, dict[str, str]]:
    """Return what a ledger must be told that is made anew: who it is, and its seals.

    A seal may be of another key than this laptop's, such as a bundle's.
    """
    meta = base.connection.execute("SELECT key, value FROM meta ORDER BY key").fetchall()
    seals = base.connection.execute(
        "SELECT s.hash, s.seal FROM seal s WHERE NOT EXISTS"
        " (SELECT 1 FROM log l WHERE l.hash = s.hash) ORDER BY s.hash"
    ).fetchall()
    return {
        "meta": {key: value for key, value in meta if not key.startswith(VOLATILE)},
        "seals": {entry_hash.hex(): seal.hex() for entry_hash, seal in seals},
    }

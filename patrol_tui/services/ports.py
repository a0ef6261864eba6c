"""What the services need of the world; `ledger` and `sync` fulfil it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from patrol_tui.domain.catalog import Item
from patrol_tui.domain.draft import Draft
from patrol_tui.domain.entry import Entry
from patrol_tui.domain.ids import name_id
from patrol_tui.domain.run import Run
from patrol_tui.domain.state import State

DISTRICT = name_id("station", "district")
"""The log that holds reference data, officers and devices of the whole district."""

Order = Literal["due", "newest"]
Progress = Callable[[int, int], bool]
"""Told how much is done of how much; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, where, with what.

    Attributes:
        device: the laptop.
        device_number: its short number, part of the numbers that it gives.
        station: home station's log.
        station_code: home station's id in the catalogue.
        officer: the officer's identity.
        badge: number of the officer's certificate.
        name: the officer's name.
        tz_offset_min: minutes that local time is ahead of UTC.
    """

    device: bytes
    device_number: int
    station: bytes
    station_code: str
    officer: bytes
    badge: str
    name: str
    tz_offset_min: int


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which things a list shows.

    Attributes:
        type: kind of thing.
        text: Chinese, pinyin, initials or number; all words must occur.
        kind: id in the catalogue, or None for all.
        status: state, or None for all.
        station: station's log, or None for all.
        only_open: leave out what needs no more work.
        only_conflict: only what an officer has to settle.
        due_before_us: only what is due before.
        begun_from_us: only what began at or after.
        begun_to_us: only what began before.
        order: nearest deadline first (open before ended), or newest first.
    """

    type: str
    text: str = ""
    kind: str | None = None
    status: str | None = None
    station: bytes | None = None
    only_open: bool = False
    only_conflict: bool = False
    due_before_us: int | None = None
    begun_from_us: int | None = None
    begun_to_us: int | None = None
    order: Order = "newest"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list.

    Attributes:
        cursor: position in the list's order; opaque, text, fit for a command line.
    """

    subject: bytes
    type: str
    number: str
    kind: str
    status: str
    station: bytes
    is_open: bool
    title: str
    due_us: int | None
    begun_us: int
    has_conflict: bool
    is_incomplete: bool
    cursor: str
    extra: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, and the cursor to go on from, if there are more."""

    rows: tuple[Row, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """How far a log is held: its epoch, number and chained hash."""

    epoch: bytes
    n: int
    h: bytes


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of a station's log.

    Attributes:
        seal: signature where the row ends a pushed run.
        received_at_us: when the shared ledger took it.
        pushed_by: the device that brought it.
    """

    n: int
    hash: bytes
    h: bytes
    seal: bytes | None
    received_at_us: int
    pushed_by: bytes


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a station's log as a pull brings it.

    Attributes:
        station: whose log.
        epoch: the log's present epoch.
        rows: gapless rows, following the cursor that was asked from.
        runs: others' entries of these rows in wire form; own ones come as rows alone.
        more: further rows wait.
        is_unknown: the log does not hold the cursor's position; it was restored or replaced.
    """

    station: bytes
    epoch: bytes
    rows: tuple[LogRow, ...]
    runs: tuple[bytes, ...]
    more: bool
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One flight of a sync.

    Attributes:
        device: who asks.
        runs: what is pushed, in wire form, one stream after the other, in order.
        cursors: station to the position held of its log.
        own_streams: streams whose entries come back as rows alone.
        limit_bytes: how much a pull may bring.
    """

    device: bytes
    runs: tuple[bytes, ...]
    cursors: Mapping[bytes, Position]
    own_streams: frozenset[bytes]
    limit_bytes: int = 32_768


@dataclass(frozen=True, slots=True)
class Answer:
    """What a flight brought.

    Attributes:
        refusal: why the push was refused: "unknown_prev", "altered", "denied", "oversize" or
            None; a refused push left nothing.
        segments: what the logs hold after the cursors.
        bytes_sent: over the wire, where the link can tell; else the runs' length.
        bytes_received: likewise.
        round_trips: likewise.
    """

    refusal: str | None
    segments: tuple[Segment, ...]
    bytes_sent: int = 0
    bytes_received: int = 0
    round_trips: int = 1


class SharedLedger(Protocol):
    """The district's shared database, SQLite file or PostgreSQL."""

    def exchange(self, flight: Exchange) -> Answer:
        """Push, then pull.

        Raises:
            Unreachable: the link is gone; what was pushed is whole or absent.
            Refused: not this district's database, a revoked device, or a newer schema.
        """
        ...

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        """Put what the home log holds of a subject into another station's log, once."""
        ...

    def blob_missing(self, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        """Return the 16 KiB chunks of a photo that are not there yet; empty when it is whole."""
        ...

    def put_chunk(self, station: bytes, blob: bytes, index: int, data: bytes) -> None:
        """Store one chunk of a photo; storing it twice changes nothing.

        Raises:
            Refused: all chunks are there and do not hash to the photo's name.
        """
        ...

    def get_chunk(self, station: bytes, blob: bytes, index: int) -> bytes | None:
        """Return one chunk of a photo, or None where it is not held."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


@dataclass(frozen=True, slots=True)
class Counts:
    """What a status line tells.

    Attributes:
        entries: all that are held.
        unsent: own entries without a row in the shared log.
        oldest_unsent_us: claimed time of the first of them.
        conflicts: things with something to settle.
        open_issues: things of type issue that need work.
    """

    entries: int
    unsent: int
    oldest_unsent_us: int | None
    conflicts: int
    open_issues: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that `verify` found: the entry it is about, if any, and what is wrong."""

    entry: bytes | None
    what: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the whole ledger found."""

    entries: int
    streams: int
    digest: bytes
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PhotoNeed:
    """A photo that an entry names, with the log it belongs to."""

    blob: bytes
    station: bytes
    subject: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Received:
    """An entry of somebody else, and when the shared ledger took it."""

    entry: Entry
    received_at_us: int


class Ledger(Protocol):
    """The laptop's ledger: entries, folded views, heads, logs."""

    writer: Writer

    def append(self, drafts: Sequence[Draft], now_us: int) -> tuple[Entry, ...]:
        """Write entries, chained, and their folded views: one transaction, one flush.

        Raises:
            NotSaved: the disk refused; nothing was written.
            Refused: too long.
        """
        ...

    def state(self, subject: bytes) -> State | None:
        """Return what the entries of a thing fold to, or None where none is held."""
        ...

    def find(self, text: str, subject_type: str | None = None) -> bytes:
        """Return the thing that a UUID, a number or a unique prefix of either names.

        Raises:
            NotFound: nothing is called so.
            Refused: several are.
        """
        ...

    def page(self, query: ListQuery, *, after: str | None = None, limit: int = 50) -> Page:
        """Return rows after a cursor."""
        ...

    def page_before(self, query: ListQuery, *, before: str | None = None, limit: int = 50) -> Page:
        """Return the rows that end just before a cursor, or the last ones, in list order."""
        ...

    def row(self, subject: bytes, query: ListQuery) -> Row | None:
        """Return a thing's row as the query orders it, also where the query leaves it out."""
        ...

    def count(self, query: ListQuery) -> int:
        """Return how many things a query finds."""
        ...

    def counts(self) -> Counts:
        """Return the totals of the status line."""
        ...

    def unsent_subjects(self) -> frozenset[bytes]:
        """Return the things that own entries without a log row speak of."""
        ...

    def in_shared(self, hashes: Iterable[bytes]) -> frozenset[bytes]:
        """Return those entries that have a row in the shared log."""
        ...

    def entries_written(self, from_us: int, to_us: int) -> tuple[Entry, ...]:
        """Return own entries whose claimed time lies in a span, oldest first."""
        ...

    def entries_from_others(self, since_us: int, limit: int) -> tuple[Received, ...]:
        """Return others' entries that the shared ledger took since a time, newest first."""
        ...

    def catalog_items(self) -> Iterable[Item]:
        """Return the catalogue's items as the held logs fold to them."""
        ...

    def people(self) -> Mapping[bytes, str]:
        """Return officers' names."""
        ...

    def devices(self) -> Mapping[bytes, int]:
        """Return laptops' short numbers."""
        ...

    def photos_named(self) -> Iterable[PhotoNeed]:
        """Return every photo that a held entry names."""
        ...

    def verify(self, progress: Progress | None = None) -> Verified:
        """Check every hash, line, seal and log row that is held."""
        ...

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the views anew and return how many things they hold."""
        ...

    def digest(self) -> bytes:
        """Return the digest of all folded things, equal for equal sets of entries."""
        ...

    # The sync's side.

    def cursors(self) -> Mapping[bytes, Position]:
        """Return how far each followed log is held."""
        ...

    def own_streams(self) -> frozenset[bytes]:
        """Return the streams that this laptop writes or wrote."""
        ...

    def unsent_runs(self, limit_bytes: int) -> tuple[Run, ...]:
        """Return the oldest unsent entries as sealed runs, up to a size in wire form."""
        ...

    def wire(self, runs: Iterable[Run]) -> tuple[bytes, ...]:
        """Return runs in wire form, with parents by log number where the log holds them."""
        ...

    def receive(self, segment: Segment) -> int:
        """Take a stretch of a log: verify, append, fold, move the cursor, in small commits.

        Returns:
            How many entries were new here.

        Raises:
            Corrupt: the chain, a hash or a run does not fit; nothing of it was taken.
        """
        ...

    def meta(self, key: str) -> str | None:
        """Return a value that this home keeps beside the ledger."""
        ...

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value beside the ledger."""
        ...

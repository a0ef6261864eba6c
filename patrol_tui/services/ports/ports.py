"""What the services need of the laptop's ledger; `ledger` fulfils it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Protocol

from patrol_tui.domain.catalog import Item
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.entries.run import Run
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Role
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.bracket import Bracket
from patrol_tui.services.ports.lists import ListQuery, Page, Row
from patrol_tui.services.ports.quarantine import MOST_BARRED, Barred
from patrol_tui.services.ports.shared import Position, Segment

DISTRICT = name_id("station", "district")
"""The log that holds reference data, officers and devices of the whole district."""

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
class Counts:
    """What a status line tells.

    Attributes:
        entries: all that are held.
        unsent: own entries without a row in the shared log.
        oldest_unsent_us: claimed time of the first of them.
        conflicts: things with something to settle.
        open_issues: things of type issue that need work.
        quarantined: entries that are kept without effect.
        carried: others' entries that are held and have no row in the shared log.
    """

    entries: int
    unsent: int
    oldest_unsent_us: int | None
    conflicts: int
    open_issues: int
    quarantined: int = 0
    carried: int = 0


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
class Link:
    """A thing that names another.

    Attributes:
        subject: the thing that names.
        field: the field in which it does.
        target: the thing that is named.
    """

    subject: bytes
    field: str
    target: bytes


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
        """Return the things that entries without a log row speak of."""
        ...

    def in_shared(self, hashes: Iterable[bytes]) -> frozenset[bytes]:
        """Return those entries that have a row in the shared log."""
        ...

    def brackets(self, entries: Iterable[Entry]) -> Mapping[bytes, Bracket]:
        """Return between which times entries were written, as far as that is proven."""
        ...

    def entries_written(self, from_us: int, to_us: int) -> tuple[Entry, ...]:
        """Return own entries whose claimed time lies in a span, oldest first."""
        ...

    def entries_from_others(self, since_us: int, limit: int) -> tuple[Received, ...]:
        """Return others' entries that the shared ledger took since a time, newest first."""
        ...

    def roles(self) -> frozenset[Role]:
        """Return what whoever writes may do, as far as the district's log is held."""
        ...

    def links_to(self, target: bytes) -> tuple[Link, ...]:
        """Return what names a thing, in the order of identities."""
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

    def find_entry(self, text: str) -> Entry:
        """Return the entry that a hash or a unique beginning of one names.

        Raises:
            NotFound: none is called so.
            Refused: several are.
        """
        ...

    def photo_users(self, blob: bytes) -> frozenset[bytes]:
        """Return the things that name a photo."""
        ...

    def unseal(self, value: Json) -> Json:
        """Return what was sealed to a station whose key this laptop has.

        Raises:
            Refused: it has not.
        """
        ...

    def expunged_photos(self) -> frozenset[bytes]:
        """Return the photos that the bureau expunged and that were not dropped here yet."""
        ...

    def forget_expunged(self) -> None:
        """Drop from the second copy what the bureau expunged."""
        ...

    def photo_dropped(self, blob: bytes) -> None:
        """Note that an expunged photo is gone here."""
        ...

    def last_seen(self, device: bytes) -> tuple[int, int | None] | None:
        """Return how much of the district's and its station's log a laptop had seen, if known."""
        ...

    def last_arrival_us(self, device: bytes) -> int | None:
        """Return when the shared ledger took the last of a laptop that is held here."""
        ...

    def line_ends(self, device: bytes) -> Sequence[tuple[bytes, int, bytes]]:
        """Return where a laptop's lines end in the logs held here: stream, place and entry."""
        ...

    def follow(self, stations: Iterable[bytes]) -> None:
        """Follow further stations' logs, as the bureau does."""
        ...

    def forked(self) -> frozenset[bytes]:
        """Return the laptops that two have written as: restored, cloned, or worse."""
        ...

    def numbers_twice(self, device: bytes) -> Mapping[str, tuple[bytes, ...]]:
        """Return the numbers that a laptop and its twin gave both, and what bears them."""
        ...

    def quarantined(self) -> Mapping[bytes, str]:
        """Return the entries that are kept without effect, and why."""
        ...

    # The sync's side.

    def cursors(self) -> Mapping[bytes, Position]:
        """Return how far each followed log is held."""
        ...

    def own_streams(self) -> frozenset[bytes]:
        """Return the streams that this laptop writes or wrote."""
        ...

    def log_marks(
        self, station: bytes, first_n: int, last_n: int
    ) -> Mapping[int, tuple[bytes, bytes]]:
        """Return entry and chained hash of a log's rows between two numbers, as far as held."""
        ...

    def knew(self, station: bytes, position: Position) -> bool:
        """Tell whether a log ever stood like that here, also before it was restored."""
        ...

    def own_shares(self, station: bytes) -> tuple[Entry, ...]:
        """Return own entries of a log that let other stations take part in a thing."""
        ...

    def unsent_runs(
        self, limit_bytes: int, gaps: frozenset[bytes] = frozenset()
    ) -> tuple[Run, ...]:
        """Return the oldest unsent entries as sealed runs, up to a size in wire form.

        Own ones come first; then what others wrote that the shared log does not show. What follows
        from one of the `gaps`, entries that the shared log lacks, is left out.
        """
        ...

    def wire(self, runs: Iterable[Run]) -> tuple[bytes, ...]:
        """Return runs in wire form, with parents by log number where the log holds them."""
        ...

    def receive(self, segment: Segment) -> int:
        """Take a stretch of a log: verify, append, fold, move the cursor, in small commits.

        Returns:
            How many entries were new here.

        Raises:
            Lacking: own entries came as rows alone and are not held; ask for them in full.
            Corrupt: the chain, a hash or a run does not fit; nothing of it was taken.
        """
        ...

    def finish_lists(self, progress: Progress | None = None) -> None:
        """Make the lists that a first fetch of a log left to its end; mostly there are none."""
        ...

    def barred(self, subject: bytes | None = None, limit: int = MOST_BARRED) -> tuple[Barred, ...]:
        """Return entries that are kept without effect, of one thing or of all, and why."""
        ...

    def meta(self, key: str) -> str | None:
        """Return a value that this home keeps beside the ledger."""
        ...

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value beside the ledger."""
        ...

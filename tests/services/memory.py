"""A ledger in memory: the real entries and the real fold, without files or keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from patrol_tui.domain.catalog import Item
from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry, Header, chain, said
from patrol_tui.domain.entries.ids import ZERO_HASH, ZERO_ID, name_id, new_id
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Role
from patrol_tui.domain.language.errors import Corrupt, NotFound, Refused
from patrol_tui.domain.subjects import BY_TYPE, subject_of_kind
from patrol_tui.domain.track.points import Point
from patrol_tui.services.patrol.tracks import OpenPart
from patrol_tui.services.ports.bracket import Bracket
from patrol_tui.services.ports.lists import ListQuery, Page, Row
from patrol_tui.services.ports.ports import Counts, Link, Received, Writer
from patrol_tui.services.ports.quarantine import BAD_SEAL, MOST_BARRED, Barred
from patrol_tui.services.ports.shared import Position
from patrol_tui.services.things.relations import targets

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json


class MemoryOpenPoints:
    """Keeps points that no entry names yet; `deaf` stands for a crash before they are dropped."""

    def __init__(self) -> None:
        self.held: list[tuple[bytes, OpenPart]] = []
        self.deaf = False

    def keep(self, patrol: bytes, points: Sequence[Point]) -> None:
        """Add points."""
        self.held.append((patrol, OpenPart(len(self.held) + 1, tuple(points), None)))

    def parts(self, patrol: bytes) -> Sequence[OpenPart]:
        """Return a patrol's points."""
        return [part for one, part in self.held if one == patrol]

    def mark(self, patrol: bytes, to_id: int, blob: bytes) -> None:
        """Note in which file points are."""
        self.held = [
            (one, replace(part, blob=blob) if one == patrol and part.id <= to_id else part)
            for one, part in self.held
        ]

    def drop(self, patrol: bytes, blob: bytes) -> None:
        """Drop the points of a file."""
        if not self.deaf:
            self.held = [
                (one, part) for one, part in self.held if (one, part.blob) != (patrol, blob)
            ]


EVERY_ROLE: frozenset[Role] = frozenset(("officer", "lead", "subdistrict", "bureau"))


def writer(badge: str = "0417", name: str = "队员甲", number: int = 7) -> Writer:
    """Return an officer at a laptop of the station by the lake."""
    return Writer(
        device=name_id("device", str(number)),
        device_number=number,
        station=name_id("station", "binhu"),
        station_code="binhu",
        officer=name_id("officer", badge),
        badge=badge,
        name=name,
        tz_offset_min=480,
    )


class MemoryLedger:
    """Fulfils what the services ask of a ledger on one laptop."""

    def __init__(self, who: Writer, items: Iterable[Item] = ()) -> None:
        self.writer = who
        self.kept: list[Entry] = []
        self.shared: set[bytes] = set()
        self.received: list[Received] = []
        self.items = list(items)
        self.stream = new_id(0, bytes(9) + bytes((who.device_number,)))
        self.serials: dict[str, int] = {}
        self.beside: dict[str, str] = {}
        self.odd_links: list[Link] = []
        self.granted: dict[bytes, frozenset[Role]] = {}
        self.to_drop: set[bytes] = set()
        self.marks: dict[int, tuple[bytes, bytes]] = {}
        self.known: set[Position] = set()
        self.in_quarantine: set[bytes] = set()
        self.twice: dict[bytes, Mapping[str, tuple[bytes, ...]]] = {}
        self.arrivals: dict[bytes, int] = {}
        self.damage: Corrupt | None = None
        self.unsealed: dict[bytes, Json] = {}
        self.followed: list[bytes] = []
        self.users: dict[bytes, frozenset[bytes]] = {}
        self._folded: dict[bytes, tuple[tuple[list[Entry], frozenset[bytes]], State]] = {}

    def append(self, drafts: Sequence[Draft], now_us: int) -> tuple[Entry, ...]:
        """Chain and keep entries."""
        written = tuple(self._entry(draft, now_us, place) for place, draft in enumerate(drafts))
        self.kept.extend(written)
        return written

    def _entry(self, draft: Draft, now_us: int, place: int) -> Entry:
        own = [entry for entry in self.kept if entry.header.stream == self.stream]
        who = self.writer
        header = Header(
            self.stream, who.station, who.device, who.officer, now_us, 480, ZERO_ID, 0, ZERO_HASH, 0
        )
        content: dict[str, Json] = dict(draft.content)
        if draft.numbered is not None:
            serial = self.serials.get(draft.numbered, 0) + 1
            self.serials[draft.numbered] = serial
            fields = content.get("set")
            known = fields if isinstance(fields, dict) else {}
            content["set"] = {**known, draft.number_field: f"{draft.numbered}{serial:02d}"}
        stored = payload.encode(content, bytes(16))
        what = said(draft.subject, draft.kind, stored, draft.parents, critical=draft.critical)
        prev = own[-1].hash if own else ZERO_HASH
        return chain(header.pack(), header, len(own) + 1 + place, prev, place, what)

    def take(self, other: "MemoryLedger") -> None:
        """Take over all entries of another laptop, as a sync would."""
        held = {entry.hash for entry in self.kept}
        new = [entry for entry in other.kept if entry.hash not in held]
        self.kept.extend(new)
        self.received.extend(Received(entry, entry.wall_us) for entry in new)

    def state(self, subject: bytes) -> State | None:
        """Fold what is held of a thing."""
        return self._state([entry for entry in self.kept if entry.subject == subject])

    def _state(self, entries: list[Entry]) -> State | None:
        declared = subject_of_kind(entries[0].kind) if entries else None
        if declared is None:
            return None
        of = (entries, frozenset(self.in_quarantine))
        was_of, state = self._folded.get(entries[0].subject, (None, None))
        if state is None or was_of != of:
            state = fold(declared, entries, lambda _author, _n: EVERY_ROLE, of[1])
            self._folded[state.subject] = (of, state)
        return state

    def _states(self) -> list[tuple[bytes, State | None]]:
        """Return each thing with what it folds to, in the order in which they were first met."""
        entries: dict[bytes, list[Entry]] = {}
        for entry in self.kept:
            entries.setdefault(entry.subject, []).append(entry)
        return [(subject, self._state(of_it)) for subject, of_it in entries.items()]

    def _rows(self, query: ListQuery) -> list[Row]:
        rows = []
        for subject, state in self._states():
            declared = subject_of_kind(state.facts[0].entry.kind) if state else None
            if state is None or declared is None or query.type not in {state.type, ""}:
                continue
            values = declared.row(state)
            row = Row(
                subject=subject,
                type=state.type,
                number=values.number,
                kind=values.kind,
                status=state.status,
                station=state.facts[0].entry.header.station,
                is_open=values.is_open,
                title=values.title,
                due_us=values.due_us,
                begun_us=values.begun_us,
                has_conflict=bool(state.conflicts),
                is_incomplete=state.is_incomplete,
                cursor="",
                extra=values.extra,
            )
            if _fits(row, query) and query.text in values.search:
                rows.append(row)
        never = 1 << 62
        if query.order == "due":
            rows.sort(key=lambda row: (row.due_us or never, -row.begun_us))
        else:
            rows.sort(key=lambda row: -row.begun_us)
        return [row._replace(cursor=str(place)) for place, row in enumerate(rows)]

    def page(self, query: ListQuery, *, after: str | None = None, limit: int = 50) -> Page:
        """Return rows after a cursor."""
        if self.damage is not None:
            raise self.damage
        rows = self._rows(query)
        start = int(after) + 1 if after is not None else 0
        shown = tuple(rows[start : start + limit])
        return Page(shown, shown[-1].cursor if start + limit < len(rows) else None)

    def page_before(self, query: ListQuery, *, before: str | None = None, limit: int = 50) -> Page:
        """Return the rows before a cursor."""
        rows = self._rows(query)
        end = len(rows) if before is None else int(before)
        return Page(tuple(rows[max(end - limit, 0) : end]), None)

    def row(self, subject: bytes, query: ListQuery) -> Row | None:
        """Return a thing's row."""
        return next((row for row in self._rows(query) if row.subject == subject), None)

    def count(self, query: ListQuery) -> int:
        """Return how many rows there are."""
        return len(self._rows(query))

    def counts(self) -> Counts:
        """Return the totals of the status line."""
        unsent = self._unsent()
        return Counts(
            entries=len(self.kept),
            unsent=len(unsent),
            oldest_unsent_us=min((entry.wall_us for entry in unsent), default=None),
            conflicts=sum(self.count(ListQuery(one, only_conflict=True)) for one in BY_TYPE),
            open_issues=self.count(ListQuery("issue", only_open=True)),
            quarantined=len(self.in_quarantine),
        )

    def _unsent(self) -> list[Entry]:
        return [
            entry
            for entry in self.kept
            if entry.header.stream == self.stream and entry.hash not in self.shared
        ]

    def unsent_subjects(self) -> frozenset[bytes]:
        """Return what own unsent entries speak of."""
        return frozenset(entry.subject for entry in self._unsent())

    def in_shared(self, hashes: Iterable[bytes]) -> frozenset[bytes]:
        """Return those that the shared ledger has."""
        return frozenset(hashes) & self.shared

    def brackets(self, entries: Iterable[Entry]) -> Mapping[bytes, Bracket]:
        """Prove nothing."""
        return {entry.hash: Bracket() for entry in entries}

    def entries_written(self, from_us: int, to_us: int) -> tuple[Entry, ...]:
        """Return own entries of a span."""
        return tuple(
            entry
            for entry in self.kept
            if entry.header.stream == self.stream and from_us <= entry.wall_us < to_us
        )

    def entries_from_others(self, since_us: int, limit: int) -> tuple[Received, ...]:
        """Return what others wrote, newest first."""
        fresh = [received for received in self.received if received.received_at_us >= since_us]
        return tuple(reversed(fresh[-limit:]))

    def roles(self) -> frozenset[Role]:
        """Return what the officer may do."""
        return self.judge(self.writer.officer, 0)

    def judge(self, author: bytes, _n: int) -> frozenset[Role]:
        """Return what an author may do."""
        return self.granted.get(author, EVERY_ROLE)

    def links_to(self, target: bytes) -> tuple[Link, ...]:
        """Return what names a thing."""
        found = [link for link in self.odd_links if link.target == target]
        for subject, state in self._states():
            declared = BY_TYPE.get(state.type) if state else None
            if state is None or declared is None:
                continue
            found += [
                Link(subject, field.name, target)
                for field in declared.relations()
                if target in targets(state, field)
            ]
        return tuple(found)

    def catalog_items(self) -> Iterable[Item]:
        """Return the catalogue it was given, and what was published since."""
        return list(self.items)

    def people(self) -> Mapping[bytes, str]:
        """Return officers' names."""
        return {name_id("officer", "0417"): "队员甲", name_id("officer", "0418"): "队员乙"}

    def devices(self) -> Mapping[bytes, int]:
        """Return laptops' numbers."""
        return {name_id("device", str(number)): number for number in (7, 8)}

    def meta(self, key: str) -> str | None:
        """Return a value kept beside the ledger."""
        return self.beside.get(key)

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value beside the ledger."""
        self.beside[key] = value

    def written_by(self, device: bytes, officer: bytes) -> None:
        """Write as somebody else from now on."""
        self.writer = replace(self.writer, device=device, officer=officer)

    def unseal(self, value: "Json") -> "Json":
        """Open what a test has the key of."""
        found = self.unsealed.get(payload.canonical(value))
        if found is None:
            raise Refused("{value}", value=str(value))
        return found

    def expunged_photos(self) -> frozenset[bytes]:
        """Return what a test says is to be dropped."""
        return frozenset(self.to_drop)

    def forget_expunged(self) -> None:
        """Have no second copy."""

    def photo_dropped(self, blob: bytes) -> None:
        """Take note."""
        self.to_drop.discard(blob)

    def barred(self, subject: bytes | None = None, limit: int = MOST_BARRED) -> tuple[Barred, ...]:
        """Return what a test put into quarantine."""
        found = [
            Barred(entry.hash, entry.subject, BAD_SEAL, entry.header.device)
            for entry in self.kept
            if entry.hash in self.in_quarantine and subject in {None, entry.subject}
        ]
        return tuple(found[:limit])

    def log_marks(
        self, _station: bytes, first_n: int, last_n: int
    ) -> Mapping[int, tuple[bytes, bytes]]:
        """Return what a test says was seen of the log."""
        return {n: mark for n, mark in self.marks.items() if first_n <= n <= last_n}

    def knew(self, _station: bytes, position: Position) -> bool:
        """Return what a test says was known."""
        return position in self.known

    def last_seen(self, device: bytes) -> tuple[int, int | None] | None:
        """Know that it has written, and has seen nothing."""
        return (0, None) if any(one.header.device == device for one in self.kept) else None

    def last_arrival_us(self, device: bytes) -> int | None:
        """Know only what a test says of it."""
        return self.arrivals.get(device)

    def line_ends(self, device: bytes) -> list[tuple[bytes, int, bytes]]:
        """Return the last entry of a laptop."""
        lines = [one for one in self.kept if one.header.device == device]
        return [(one.header.stream, one.seq, one.hash) for one in lines[-1:]]

    def follow(self, stations: Iterable[bytes]) -> None:
        """Take note."""
        self.followed += stations

    def cursors(self) -> Mapping[bytes, Position]:
        """Stand at the beginning of the own log, and of those that are followed."""
        logs = (self.writer.station, *self.followed)
        return {station: Position(bytes(16), 0, bytes(32)) for station in logs}

    def forked(self) -> frozenset[bytes]:
        """Know of those that a test says gave numbers twice."""
        return frozenset(self.twice)

    def numbers_twice(self, device: bytes) -> Mapping[str, tuple[bytes, ...]]:
        """Return what a test says."""
        return self.twice.get(device, {})

    def quarantined(self) -> Mapping[bytes, str]:
        """Return what a test has barred."""
        return dict.fromkeys(self.in_quarantine, "bad_seal")

    def find_entry(self, text: str) -> Entry:
        """Return the entry of a hash."""
        for entry in self.kept:
            if entry.hash.hex() == text:
                return entry
        raise NotFound("{text}", text=text)

    def photo_users(self, blob: bytes) -> frozenset[bytes]:
        """Return the things that name a photo."""
        return self.users.get(blob, frozenset())

    def find(self, text: str, subject_type: str | None = None) -> bytes:
        """Return the thing of a number."""
        for row in self._rows(ListQuery(subject_type or "")):
            if text in {row.number, row.subject.hex()}:
                return row.subject
        raise NotFound("{text}", text=text)


def _fits(row: Row, query: ListQuery) -> bool:
    return (
        (query.kind is None or row.kind == query.kind)
        and (query.status is None or row.status == query.status)
        and (query.station is None or row.station == query.station)
        and (row.is_open or not query.only_open)
        and (row.has_conflict or not query.only_conflict)
        and (query.begun_from_us is None or row.begun_us >= query.begun_from_us)
        and (query.begun_to_us is None or row.begun_us < query.begun_to_us)
        and (
            query.due_before_us is None
            or (row.due_us is not None and row.due_us < query.due_before_us)
        )
    )

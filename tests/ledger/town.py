"""A town of laptops with real ledger files, and a shared ledger that is only lists in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry, next_h
from patrol_tui.domain.entries.ids import ZERO_HASH, name_id, new_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.entries.run import Run, encode_run
from patrol_tui.domain.folding.subject import CHANGED, CREATED, MOVED, NOTED
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.subjects.device import DEVICE, JOINED
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.officer import OFFICER, officer_id
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.store import LedgerStore, open_ledger
from patrol_tui.ledger.views.terms import Sounds
from patrol_tui.services.ports.ports import DISTRICT, Writer
from patrol_tui.services.ports.shared import LogRow, Position, Segment

AT_US = 1_784_000_000_000_000
SECOND_US = 1_000_000
AT_ONCE = Machine(pause=lambda _: None)
KEY = bytes(range(32))
BINHU, NANHU = name_id("station", "binhu"), name_id("station", "nanhu")
ROOT_BADGE = "0001"
PINYIN = Pinyin(
    Path(__file__).parents[2].joinpath("data", "pinyin.txt").read_text(encoding="utf-8")
)


def writer(number: int, badge: str, station: bytes = BINHU) -> Writer:
    """Return an officer at a laptop."""
    return Writer(
        device=name_id("device", str(number)),
        device_number=number,
        station=station,
        station_code="binhu" if station == BINHU else "nanhu",
        officer=officer_id(badge),
        badge=badge,
        name=f"队员{badge}",
        tz_offset_min=480,
    )


@dataclass
class Shared:
    """Logs as the shared ledger keeps them."""

    epoch: bytes = b"e" * 16
    rows: dict[bytes, list[LogRow]] = field(default_factory=dict)
    held: dict[bytes, Entry] = field(default_factory=dict)
    now_us: int = AT_US

    def push(self, station: bytes, runs: Iterable[Run], device: bytes) -> None:
        """Take runs into a log; what is there already is passed over."""
        rows = self.rows.setdefault(station, [])
        for run in runs:
            there = {row.hash for row in rows}
            fresh = [entry for entry in run.entries if entry.hash not in there]
            self.now_us += SECOND_US
            for entry in fresh:
                self.held[entry.hash] = entry
                seal = run.seal if entry is fresh[-1] else None
                h = next_h(rows[-1].h if rows else ZERO_HASH, entry.hash, seal)
                rows.append(LogRow(len(rows) + 1, entry.hash, h, seal, self.now_us, device))

    def segment(
        self,
        station: bytes,
        at: Position,
        own: frozenset[bytes] = frozenset(),
        limit: int = 1 << 20,
    ) -> Segment:
        """Return what follows a position."""
        rows = tuple(self.rows.get(station, ())[at.n : at.n + limit])
        entries = [self.held[row.hash] for row in rows]
        full = [entry for entry in entries if entry.header.stream not in own]
        seals = {row.hash: row.seal for row in rows}
        runs = [Run(one.header, (one,), seals[one.hash]) for one in full]
        more = at.n + len(rows) < len(self.rows.get(station, ()))
        wires = tuple(encode_run(run, {}) for run in runs)
        return Segment(station, self.epoch, rows, wires, more)


@dataclass
class Laptop:
    """An opened ledger with its key."""

    store: LedgerStore
    key: SigningKey
    path: Path
    now_us: int = AT_US

    @property
    def who(self) -> Writer:
        """Return who writes here."""
        return self.store.writer

    def write(self, *drafts: Draft) -> tuple[Entry, ...]:
        """Append a second later."""
        self.now_us += SECOND_US
        return self.store.append(drafts, self.now_us)

    def issue(self, place: str = "滨湖小区3号楼", **fields: Json) -> bytes:
        """Record an issue and return it."""
        subject = new_id(self.now_us)
        content: dict[str, Json] = {
            "move": "reported",
            "set": {"kind": "fire_lane", "place": place, **fields},
        }
        prefix = f"BH-260714-{self.who.device_number:02d}-"
        self.write(Draft(subject, ISSUE.kind(CREATED), content, numbered=prefix))
        return subject

    def heads(self, subject: bytes) -> tuple[bytes, ...]:
        """Return what a screen would have shown of a thing."""
        state = self.store.state(subject)
        return state.heads if state else ()

    def change(self, subject: bytes, **fields: Json) -> Entry:
        """Set fields of an issue."""
        content: dict[str, Json] = {"set": dict(fields)}
        return self.write(self.draft(subject, CHANGED, content))[0]

    def note(self, subject: bytes, text: str) -> Entry:
        """Add a note to an issue."""
        return self.write(self.draft(subject, NOTED, {"record": {"notes": [text]}}))[0]

    def move(self, subject: bytes, to: str) -> Entry:
        """Move an issue."""
        return self.write(self.draft(subject, MOVED, {"move": to}))[0]

    def draft(self, subject: bytes, fact: int, content: dict[str, Json]) -> Draft:
        """Return an entry to be that has seen what is held."""
        return Draft(subject, ISSUE.kind(fact), content, parents=self.heads(subject))

    def push(self, shared: Shared) -> None:
        """Send everything."""
        while runs := self.store.unsent_runs(32_768):
            assert all(len(wire) <= 32_768 for wire in self.store.wire(runs))
            for run in runs:
                shared.push(run.header.station, [run], self.who.device)
            self.pull(shared)

    def pull(self, shared: Shared, *, full: bool = False, limit: int = 1 << 20) -> int:
        """Fetch everything, the district's log first."""
        new = 0
        own = frozenset() if full else self.store.own_streams()
        cursors = self.store.cursors()
        for station in sorted(cursors, key=lambda one: one != DISTRICT):
            while True:
                at = self.store.cursors()[station]
                segment = shared.segment(station, at, own, limit)
                new += self.store.receive(segment)
                if not segment.more:
                    break
        return new

    def sync(self, shared: Shared) -> None:
        """Send, then fetch."""
        self.push(shared)
        self.pull(shared)


def opened(
    folder: Path,
    who: Writer,
    key: SigningKey,
    *,
    root: SigningKey | None = None,
    sounds: Sounds | None = PINYIN,
    machine: Machine = AT_ONCE,
) -> Laptop:
    """Open a laptop's ledger, making it where there is none."""
    path = folder / f"laptop{who.device_number}.db"
    store = open_ledger(path, KEY, who, key.sign, sounds=sounds, machine=machine, create=True)
    store.set_meta("root_officer", officer_id(ROOT_BADGE).hex())
    store.set_meta("root_key", (root or key).public.hex())
    return Laptop(store, key, path)


@dataclass
class Town:
    """A district: its founder, and whom the founder let in."""

    folder: Path
    shared: Shared = field(default_factory=Shared)
    laptops: list[Laptop] = field(default_factory=list)
    root: Laptop = field(init=False)

    def __post_init__(self) -> None:
        """Found the district."""
        key = SigningKey(bytes(31) + b"\1")
        self.root = opened(self.folder, writer(1, ROOT_BADGE), key)
        self.laptops.append(self.root)
        self.root.write(
            self.device(self.root.who.device, 1, sign_key=key.public.hex()),
            self.officer(ROOT_BADGE, "bureau"),
        )
        self.root.sync(self.shared)

    def device(self, device: bytes, number: int, **keys: str) -> Draft:
        """Return the entry that names a laptop."""
        content: dict[str, Json] = {"move": "enrolled", "set": {"number": number, **keys}}
        return Draft(device, DEVICE.kind(CREATED), content, district=True)

    def officer(self, badge: str, *roles: str) -> Draft:
        """Return the entry that names an officer."""
        subject = officer_id(badge)
        content: dict[str, Json] = {
            "set": {"name": f"队员{badge}", "badge": badge},
            "add": {"roles": list(roles)},
        }
        return Draft(
            subject,
            OFFICER.kind(CREATED),
            content,
            parents=self.root.heads(subject),
            district=True,
        )

    def enrol(self, number: int, badge: str, *roles: str, station: bytes = BINHU) -> Laptop:
        """Let a laptop in: named by the founder, joined by its bundle's key."""
        who = writer(number, badge, station)
        key = SigningKey(bytes(31) + bytes((number,)))
        bundle = SigningKey(bytes(30) + bytes((9, number)))
        self.root.write(
            self.device(who.device, number, enrol_key=bundle.public.hex()),
            self.officer(badge, *(roles or ("officer",))),
        )
        self.root.sync(self.shared)
        laptop = opened(self.folder, who, key, root=self.root.key)
        laptop.now_us = self.root.now_us
        laptop.pull(self.shared)
        content: dict[str, Json] = {"move": "joined", "set": {"sign_key": key.public.hex()}}
        laptop.write(
            Draft(
                who.device,
                DEVICE.kind(JOINED),
                content,
                parents=laptop.heads(who.device),
                district=True,
            )
        )
        laptop.store.seal_written(DISTRICT, bundle.sign)
        laptop.sync(self.shared)
        self.laptops.append(laptop)
        return laptop

    def sync_all(self) -> None:
        """Bring all laptops together."""
        for laptop in (*self.laptops, *self.laptops):
            laptop.sync(self.shared)

    def close(self) -> None:
        """Close all ledgers."""
        for laptop in self.laptops:
            laptop.store.close()


def without_seal(segment: Segment, place: int) -> Segment:
    """Return a stretch whose seal at a place is another, with a chain that fits."""
    rows: list[LogRow] = []
    h = ZERO_HASH
    for at, row in enumerate(segment.rows):
        seal = b"\1" * 64 if at == place and row.seal else row.seal
        h = next_h(h, row.hash, seal)
        rows.append(replace(row, seal=seal, h=h))
    return replace(segment, rows=tuple(rows))


def numbers(rows: Sequence[LogRow]) -> list[int]:
    """Return the numbers of rows."""
    return [row.n for row in rows]

"""A small district for stories: a bureau and laptops with real files, keys and ledgers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from patrol_tui.clock import FixedClock
from patrol_tui.domain.catalog import Catalog, Item
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.subject import CHANGED, CREATED, PHOTO_ADDED, SHARED
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.blobs import Blobs
from patrol_tui.ledger.found import LEDGER_FILE, Founder, NewHome, found
from patrol_tui.ledger.identity import Identity, open_as, read_identity
from patrol_tui.ledger.keyring.stretch import Costs
from patrol_tui.ledger.keys import Keys
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.bureau.enrol import Enrolment
from patrol_tui.services.syncing.sync import run_sync
from patrol_tui.services.syncing.sync_values import SyncResult
from patrol_tui.sync.enrolment import Enrolled, enrol, init_shared, join
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import Address, read_address
from tests.sync.pen import AT_US

CHEAP = Costs(1, 8192)
TZ_MIN = 480


def station(code: str) -> Item:
    """Return a station as the catalogue publishes it."""
    name = {"zh": f"{code}站", "en": code.title()}
    return Item("stations", code, {"code": code[:2].upper(), "name": name, "community": name})


ITEMS = (station("binhu"), station("nanhu"))


@dataclass
class Laptop:
    """An opened home, with the clock of its own."""

    folder: Path
    identity: Identity
    ledger: LedgerStore
    blobs: Blobs
    clock: FixedClock
    address: Address
    reach: Callable[[], Address] | None = None
    results: list[SyncResult] = field(default_factory=list)

    def connect(self) -> Shared:
        """Open the shared database, by the way that a test laid."""
        address = self.reach() if self.reach is not None else self.address
        writer = self.ledger.writer
        return open_shared(address, self.identity.root_key, writer.device, self.clock)

    def sync(self) -> SyncResult:
        """Sync once."""
        result = run_sync(
            self.ledger, self.blobs, self.connect, self.clock, lambda _: None, lambda: False
        )
        self.results.append(result)
        return result

    def record(self, place: str, *, at: bytes | None = None) -> bytes:
        """Record an issue and return it."""
        self.clock.advance(1_000_000)
        subject = at or new_id(self.clock.now_us())
        fields: dict[str, Json] = {"kind": "fire_lane", "place": place}
        content: dict[str, Json] = {"set": fields, "move": "reported"}
        self.write(subject, CREATED, content)
        return subject

    def change(self, subject: bytes, **values: Json) -> Entry:
        """Set fields of an issue, having seen what is held of it here."""
        return self.write(subject, CHANGED, {"set": values})

    def share(self, subject: bytes, code: str) -> Entry:
        """Let another station take part."""
        return self.write(subject, SHARED, {"add": {"stations": [code]}})

    def photograph(self, subject: bytes, photo: bytes) -> bytes:
        """Attach a photo and return its name."""
        name = self.blobs.put(photo, "image/png")
        body: dict[str, Json] = {"hash": name.hex(), "size": len(photo), "type": "image/png"}
        self.write(subject, PHOTO_ADDED, {"record": {"photos": [body]}})
        return name

    def write(self, subject: bytes, fact: int, content: dict[str, Json]) -> Entry:
        """Write one entry about an issue."""
        self.clock.advance(1_000_000)
        state = self.ledger.state(subject)
        heads = state.heads if state else ()
        draft = Draft(subject, ISSUE.kind(fact), content, parents=heads)
        return self.ledger.append((draft,), self.clock.now_us())[0]

    def place(self, subject: bytes) -> Sequence[Json]:
        """Return what the issue's place is said to be: one value, or those in conflict."""
        state = self.ledger.state(subject)
        assert state is not None
        conflict = state.conflict("place")
        if conflict is None:
            return [state.text("place")]
        return sorted(str(value.value) for value in conflict.values)

    def close(self) -> None:
        """Close the files."""
        self.ledger.close()
        self.blobs.close()


def opened(folder: Path, badge: str, address: Address) -> Laptop:
    """Open a home whose officer needs no PIN."""
    keys = Keys(folder)
    key = keys.unlock(badge, "", 0)
    identity = read_identity(folder / LEDGER_FILE, key)
    (card,) = keys.cards()
    writer = identity.writer(badge, card.name, TZ_MIN)
    ledger = open_as(folder / LEDGER_FILE, key, identity, writer)
    clock = FixedClock(AT_US)
    return Laptop(folder, identity, ledger, Blobs(folder / "photos.db", key.secret), clock, address)


def new_bureau(folder: Path, address: Address) -> Laptop:
    """Found a district, and make a shared database its own."""
    founder = Founder("B-1", "局长", "binhu", Words("滨湖站", "Binhu"))
    found(NewHome(folder, None, TZ_MIN, CHEAP), founder, ITEMS, AT_US)
    bureau = opened(folder, "B-1", address)
    init_shared(bureau.ledger, bureau.identity, address, bureau.clock)
    bureau.sync()
    return bureau


def enrolled(bureau: Laptop, code: str = "binhu", role: str = "officer") -> Enrolled:
    """Let a laptop in."""
    catalog = Catalog.from_items(bureau.ledger.catalog_items())
    wanted = Enrolment(code, "队员", role=role)
    return enrol(
        bureau.ledger, catalog, wanted, bureau.address, bureau.sync, bureau.clock, costs=CHEAP
    )


def joined(folder: Path, bureau: Laptop, code: str = "binhu") -> Laptop:
    """Enrol a laptop and let it join and sync."""
    made = enrolled(bureau, code)
    laptop = from_bundle(folder, bureau, made)
    assert laptop.sync().state == "complete"
    return laptop


def from_bundle(folder: Path, bureau: Laptop, made: Enrolled) -> Laptop:
    """Let a laptop join that is not synced yet."""
    new = NewHome(folder, None, TZ_MIN, CHEAP)
    done = join(
        new,
        made.bundle,
        made.code,
        lambda bundle: open_shared(
            read_address(bundle.url), bundle.root_key, bundle.device, bureau.clock
        ),
        bureau.clock,
    )
    return opened(folder, done.badge, read_address(done.url))

"""A home filled with issues as years of work leave them: real entries, chained, sealed, sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path
from random import Random
from time import perf_counter

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.folding.subject import MOVED
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import (
    Arrive,
    Check,
    Finish,
    Leave,
    RecordIssue,
    Request,
    StartPatrol,
)
from patrol_tui.services.session import Session
from patrol_tui.services.things.issues import decide_record

PIN = "135790"
BADGE = "0417"
BEGIN_US = 1_704_070_800_000_000
"""The first day of 2024, 09:00 in Shanghai."""
STEP_US = 97_000_000
SHIFT_STEP_US = 60_000_000
FOUND_ONE_IN = 10
OPEN_ONE_IN = 40
ISSUES_AT_ONCE = 125
INDEXED_AT_ONCE = 1_000

ESTATES = (
    "锦绣花园",
    "滨湖世纪城",
    "和顺名都",
    "徽园小区",
    "云谷路",
    "西园新村",
    "紫云府",
    "方兴大道",
)
PLACES = (
    "北门",
    "3号楼东侧",
    "地下车库入口",
    "中心广场",
    "菜市场南口",
    "消防通道",
    "垃圾房旁",
    "幼儿园门口",
)
SEEN = (
    "黑色轿车横停在消防通道上，联系不上车主，已拍照",
    "流动摊贩占道经营水果，劝导后收摊离开",
    "垃圾房满溢，污水外流，有异味，已通知物业",
    "楼道内堆放杂物和电动车，堵住安全出口",
    "店铺门前占道摆放桌椅，影响行人通行",
    "墙面张贴小广告，当场清理完毕",
)


@dataclass(slots=True)
class FilledHome:
    """A set-up home with its issues.

    Attributes:
        unlocked: opens it.
        clock: stands after the last issue.
        issues: how many there are.
        entries_per_s: how fast they were written.
    """

    unlocked: bootstrap.Unlocked
    clock: FixedClock
    issues: int
    entries_per_s: float

    @property
    def folder(self) -> Path:
        """Return where its files are."""
        return self.unlocked.home.places.data.parent

    def session(self) -> Session:
        """Open it whole; whoever asks closes it."""
        return bootstrap.open_session(self.unlocked, self.clock)

    def store(self) -> LedgerStore:
        """Open its ledger; whoever asks closes it."""
        return bootstrap.open_store(self.unlocked, self.clock)


def filled_home(folder: Path, issues: int, url: str | None = None) -> FilledHome:
    """Set a home up and fill it; all of it is receipted by a shared database.

    Without a URL that is a SQLite file beside the home.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    clock = FixedClock(BEGIN_US)
    shared = folder.with_name(f"{folder.name}-shared.db")
    asked = bootstrap.SetUp("binhu", "队员甲", BADGE, url or f"sqlite:///{shared}")
    unlocked = bootstrap.set_up_alone(bootstrap.open_home(folder, {}), asked, PIN, clock)
    store = bootstrap.open_store(unlocked, clock)
    try:
        started, entries = perf_counter(), 0
        for drafts in _batches(store, clock, issues):
            entries += len(store.append(drafts, clock.now_us()))
        rate = entries / (perf_counter() - started)
    finally:
        store.close()
    bootstrap.sync_once(unlocked, clock)
    _tidied(unlocked, clock)
    return FilledHome(unlocked, clock, issues, rate)


def _tidied(unlocked: bootstrap.Unlocked, clock: FixedClock) -> None:
    """Do what the program does when nobody is typing."""
    store = bootstrap.open_store(unlocked, clock)
    try:
        while store.index_some(INDEXED_AT_ONCE):
            pass
        store.tidy()
    finally:
        store.close()


def _batches(store: LedgerStore, clock: FixedClock, issues: int) -> Iterator[list[Draft]]:
    """Yield the drafts of some issues at a time, spread over the years."""
    catalog = Catalog.from_items(store.catalog_items())
    chance = Random(2026)  # noqa: S311 - made-up issues, the same each time
    kinds = simple_kinds(catalog)
    numbers = iter(range(issues))
    while taken := list(islice(numbers, ISSUES_AT_ONCE)):
        clock.advance(STEP_US * len(taken))
        desk = Desk(store.writer, catalog, clock.now_us())
        yield [draft for number in taken for draft in _life(desk, number, chance, kinds)]


def simple_kinds(catalog: Catalog) -> tuple[str, ...]:
    """Return the kinds whose form asks for nothing."""
    kinds = catalog.kinds.values()
    return tuple(kind.id for kind in kinds if not any(field.required for field in kind.form()))


def write_shift(home: FilledHome, session: Session, records: int) -> list[Entry]:
    """Walk routes, tick checklists and record what is found; one save each.

    Returns:
        So many entries, and as many more as the last step had.
    """
    begin_us = home.clock.now_us() + 1
    before = session.ledger.counts().entries
    for request in _shift(session):
        home.clock.advance(SHIFT_STEP_US)
        session.office.perform(request)
        if session.ledger.counts().entries - before >= records:
            break
    return list(session.ledger.entries_written(begin_us, home.clock.now_us() + 1))


def _shift(session: Session) -> Iterator[Request]:
    """Yield what is done on patrol after patrol; one item in ten has an issue."""
    catalog = session.catalog
    routes = cycle(catalog.routes_of(session.ledger.writer.station_code))
    items, seen = count(1), cycle(SEEN)
    if session.office.patrol_under_way() is not None:
        yield Finish({})
    for route in routes:
        yield StartPatrol(route.id, weather="晴")
        for point in route.checkpoints:
            yield Arrive(point.id)
            for item in point.items:
                if next(items) % FOUND_ONE_IN or item.kind is None:
                    yield Check(point.id, item.id, "ok")
                else:
                    kind = simple_kinds(catalog)[0]
                    place = point.name.zh
                    yield RecordIssue(
                        kind, place, next(seen), checkpoint=point.id, answers=(point.id, item.id)
                    )
            yield Leave(point.id)
        yield Finish({})


def _life(desk: Desk, number: int, chance: Random, kinds: Sequence[str]) -> Iterator[Draft]:
    """Yield the entries of an issue, most of them to its end."""
    subject = new_id(desk.now_us)
    place = f"{chance.choice(ESTATES)}{chance.choice(PLACES)}{number % 97}号"
    request = RecordIssue(chance.choice(kinds), place, chance.choice(SEEN))
    yield from decide_record(desk, request, subject, (), None)
    if number % OPEN_ONE_IN:
        for status in ("responded", "checked", "closed"):
            yield Draft(subject, ISSUE.kind(MOVED), {"move": status})

"""A home filled with issues as years of work leave them: real entries, chained, sealed, sent."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from time import perf_counter

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.sample.years.calendar import Calendar
from patrol_tui.sample.years.filling import Plan, Station
from patrol_tui.services.patrol.patrols import unvisited
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

PIN = "135790"
BADGE = "0417"
PRESENT_US = 1_767_232_800_000_000
"""The first day of 2026, 10:00 in Shanghai."""
DAYS, SEED = 730, 2026
STEP_US = 97_000_000
SHIFT_STEP_US = 60_000_000
FOUND_ONE_IN = 10

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


def filled_home(
    folder: Path, issues: int, url: str | None = None, *, is_sent: bool = True
) -> FilledHome:
    """Set a home up and fill it.

    Args:
        folder: where.
        issues: how many.
        url: of the shared database; without one it is a SQLite file beside the home.
        is_sent: have all of it receipted there; otherwise all issues are still to be sent.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    calendar = Calendar.until(PRESENT_US, DAYS)
    shared = folder.with_name(f"{folder.name}-shared.db")
    home = bootstrap.open_home(folder, {})
    station = Station.founded(home, url or f"sqlite:///{shared}", calendar.begin_us, PIN)
    started = perf_counter()
    with closing(station):
        plan = Plan(issues, SEED, DAYS)
        *_, filled = station.fill(plan, calendar, PRESENT_US, is_sent=is_sent)
    rate = filled.entries / (perf_counter() - started)
    return FilledHome(station.unlocked, FixedClock(PRESENT_US), issues, rate)


def kept_home(folder: Path, issues: int) -> FilledHome:
    """Return a home that was filled before, or fill it: a million issues take an hour.

    Args:
        folder: where it stays; only what was filled to the end is used again.
        issues: how many.
    """
    note = folder / "filled.json"
    if not note.is_file():
        made = filled_home(folder / "home", issues)
        note.write_text(json.dumps({"entries_per_s": made.entries_per_s}), encoding="ascii")
        return made
    clock = FixedClock(PRESENT_US)
    opened = bootstrap.unlock(bootstrap.open_home(folder / "home", {}), BADGE, PIN, clock)
    rate = json.loads(note.read_text(encoding="ascii"))["entries_per_s"]
    return FilledHome(opened, clock, issues, rate)


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
    under_way = session.office.patrol_under_way()
    if under_way is not None:
        left = unvisited(under_way, catalog.routes[under_way.text("route")])
        yield Finish(dict.fromkeys(left, "下雨"))
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

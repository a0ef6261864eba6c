"""The list of issues: from key to repaint, what a page costs, and the filter while one types."""

import asyncio
import gc
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import cycle, islice

from rich.console import RenderableType
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from patrol_tui.domain.times import DISTRICT_ZONE
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.session import Session
from patrol_tui.tui.kit.frame import KitApp
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.row_window import PAGE
from patrol_tui.tui.lists.row_source import LedgerRows
from patrol_tui.tui.views.issues.issue_rows import Sight, issue_lines
from tests.benchmarks.bench import Bench
from tests.benchmarks.measure import Figure, Taken, interleaved, timed

KEYS = ("down",) * 20 + ("pagedown", "up", "up", "home")
"""Each of them moves the cursor, also in a list of no more than two screens."""
TYPED = (
    "甲",
    "甲小",
    "甲小区",
    "甲小区 3",
    "甲小区 垃圾",
    "b",
    "bh",
    "bhsj",
    "bhsjc",
    "消防通道",
)
_SETTLE_S = 5.0


class ListApp(KitApp[None]):
    """An app around the list of issues, which tells when it has repainted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.painted = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        sight = Sight(self._session.catalog, self._session.clock.now_us(), DISTRICT_ZONE)
        yield PagedList[Row](
            lambda row: row.subject, lambda row, look: issue_lines(row, look, sight)
        )

    def filter(self, text: str) -> None:
        """Show what a text finds."""
        query = ListQuery("issue", text=text, order="due")
        self.query_one(PagedList).show(LedgerRows(self._session.ledger, query))

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        self.painted.set()

    async def repaint_s(self, act: Callable[[], object]) -> float:
        """Return the seconds from an act to the repaint that it leads to."""
        self.painted.clear()
        started = time.perf_counter()
        act()
        await asyncio.wait_for(self.painted.wait(), _SETTLE_S)
        return time.perf_counter() - started


def measure_lists(bench: Bench) -> Iterator[Figure]:
    """Yield keys, filter and pages over the filled home."""
    note = f"{bench.large.issues:,} issues"
    session = bench.large.session()
    try:
        keys, filters = asyncio.run(_keys_and_filters(session, bench.rounds))
    finally:
        session.close()
    yield timed("list: cursor key to repaint", keys, goal=5.0, p99_goal=12.0, note=note)
    yield timed("list: live filter to repaint", filters, goal=25.0, p99_goal=50.0, note=note)
    yield from _pages(bench)


async def _keys_and_filters(session: Session, rounds: int) -> tuple[Taken, Taken]:
    app = ListApp(session)
    async with app.run_test(size=(120, 40)) as pilot:
        app.filter("")
        app.query_one(PagedList).focus()
        await pilot.pause()
        gc.collect()
        gc.disable()
        try:
            keys = await _repaints(app, [_press(app, key) for key in islice(cycle(KEYS), rounds)])
            typed = [partial(app.filter, text) for text in islice(cycle(TYPED), rounds)]
            filters = await _repaints(app, typed)
        finally:
            gc.enable()
    return keys, filters


async def _repaints(app: ListApp, acts: Iterable[Callable[[], object]]) -> Taken:
    taken = Taken()
    for act in acts:
        before = time.process_time()
        taken.append(await app.repaint_s(act))
        taken.cpu.append(time.process_time() - before)
    return taken


def _press(app: ListApp, key: str) -> Callable[[], object]:
    return lambda: app.post_message(events.Key(key, None))


def _pages(bench: Bench) -> Iterator[Figure]:
    """Yield what pages in the middle of the large list cost beside the small one's."""
    small, large = bench.small.store(), bench.large.store()
    orders = (
        ("newest first", ListQuery("issue")),
        ("by deadline", ListQuery("issue", order="due")),
        ("open only", ListQuery("issue", only_open=True, order="due")),
    )
    note = f"{bench.small.issues:,} and {bench.large.issues:,} issues"
    try:
        for name, query in orders:
            floor, real = interleaved(bench.rounds, _page(small, query), _page(large, query))
            yield timed(f"list: a page, {name}", real, floor, goal=1.2, note=note)
    finally:
        small.close()
        large.close()


def _page(store: LedgerStore, query: ListQuery) -> Callable[[], object]:
    """Return what reads a page from the middle of what is reached by a few pages."""
    cursor = None
    for _ in range(3):
        cursor = store.page(query, after=cursor, limit=PAGE).next_cursor or cursor
    return lambda: store.page(query, after=cursor, limit=PAGE)

"""Search by Chinese words, sounds, initials and numbers, beside LIKE over the same rows."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import cycle
from typing import Any

from patrol_tui.ledger.store import LedgerStore
from patrol_tui.ledger.views.rows import COLUMNS
from patrol_tui.services.ports.lists import ListQuery
from tests.benchmarks.bench import Bench
from tests.benchmarks.measure import Figure, interleaved, timed

SEARCHES = {
    "two characters": ("消防", "垃圾", "摊位", "充电", "噪声"),
    "two words": ("号楼 垃圾", "甲小区 消防", "市场 菜摊", "门前 物业"),
    "sounds": ("lajifang", "xiaofang", "shuiguo", "renxingdao"),
    "initials": ("ljf", "xftd", "rxd", "jxq"),
    "not to be found": ("熊猫", "zzzz", "9999-99"),
}
_BYTES_A_MB = 1 << 20
ABSENT = "熊猫"
PAGE = 50


def measure_search(bench: Bench) -> Iterator[Figure]:
    """Yield each sort of search, and what LIKE takes to look at every row."""
    note = f"{bench.large.issues:,} issues"
    with closing(bench.large.store()) as store:
        while store.index_some():  # as it does when nobody types
            pass
        store.tidy()
        works = [_search(store, texts) for texts in SEARCHES.values()]
        found = interleaved(bench.rounds, *works)
        (like,) = interleaved(bench.few_rounds, _like(store))  # it takes the others' pages away
        size = _size(store, note)
    for sort, times in zip(SEARCHES, found, strict=True):
        yield timed(f"search: {sort}", times, goal=1.0, p99_goal=10.0, note=note)
    yield timed("search: LIKE in its place", like, note=note)
    yield size


def _size(store: LedgerStore, note: str) -> Figure:
    """Return how large the index is beside what its rows say."""
    connection: Any = vars(store)["_connection"]
    bytes_of_rows = " + ".join(
        f"ifnull(length(CAST({name} AS BLOB)), 0)" for name in COLUMNS.split(", ")
    )
    index, table = (
        connection.execute(sql).fetchall()[0][0] / _BYTES_A_MB
        for sql in (
            "SELECT sum(length(block)) FROM search_data",
            f"SELECT sum({bytes_of_rows}) FROM view",  # noqa: S608 - constant columns
        )
    )
    return Figure("search: size of the index", "MB", index, floor=table, goal=1.3, note=note)


def _search(store: LedgerStore, texts: Sequence[str]) -> Callable[[], object]:
    wanted = cycle(texts)
    return lambda: store.page(ListQuery("issue", text=next(wanted)), limit=PAGE)


def _like(store: LedgerStore) -> Callable[[], object]:
    connection: Any = vars(store)["_connection"]
    sql = "SELECT * FROM view WHERE type = 'issue' AND search LIKE ? ORDER BY id DESC LIMIT ?"
    return lambda: connection.execute(sql, (f"%{ABSENT}%", PAGE)).fetchall()

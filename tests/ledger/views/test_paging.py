import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id, new_id
from patrol_tui.domain.folding.subject import CREATED
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM, item_id
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.views import paging, search, sources
from patrol_tui.services.ports.lists import ListQuery, Row
from tests.ledger.town import AT_US, BINHU, NANHU, ROOT_BADGE, Laptop, opened, writer

ISSUES = ListQuery("issue")
PLACES = ("滨湖小区", "南湖市场", "开元街", "安达园")
KINDS = ("fire_lane", "street_vending", "garbage_room")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A laptop with 150 issues in all states, and other things between."""
    made = opened(tmp_path_factory.mktemp("full"), writer(7, ROOT_BADGE), SigningKey(bytes(32)))
    dice = random.Random(11)  # noqa: S311 - chance that repeats itself
    for number in range(150):
        made.now_us = AT_US + dice.randrange(40) * 1_000_000
        deadline_us = AT_US + dice.randrange(20) * 3_600_000_000
        deadline = {"deadline_us": deadline_us} if dice.random() < 0.5 else {}
        subject = made.issue(
            dice.choice(PLACES), kind=dice.choice(KINDS), note=f"第{number}件", **deadline
        )
        if dice.random() < 0.4:
            made.move(subject, "voided")
        if dice.random() < 0.1:
            (first,) = (one for one in made.store.entries(subject) if not one.parents)
            for place in "xy":
                made.write(Draft(subject, ISSUE.kind(2), {"set": {"lead": place}}, (first.hash,)))
        if number == 100:
            while made.store.index_some():
                pass
        if number % 30 == 0:
            made.write(Draft(new_id(made.now_us), PATROL.kind(CREATED), {"move": "walking"}))
    yield made
    made.store.close()


def every_row(laptop: Laptop, query: ListQuery, limit: int = 7) -> list[Row]:
    """Return all rows of a query, page by page."""
    rows: list[Row] = []
    after: str | None = None
    while True:
        page = laptop.store.page(query, after=after, limit=limit)
        rows += page.rows
        after = page.next_cursor
        if after is None:
            return rows


def every_row_backwards(laptop: Laptop, query: ListQuery, limit: int = 7) -> list[Row]:
    """Return all rows of a query, from the last page back."""
    rows: list[Row] = []
    before: str | None = None
    while True:
        page = laptop.store.page_before(query, before=before, limit=limit)
        if not page.rows:
            return rows
        rows = [*page.rows, *rows]
        before = page.rows[0].cursor


QUERIES = [
    ISSUES,
    replace(ISSUES, kind="fire_lane"),
    replace(ISSUES, status="voided"),
    replace(ISSUES, station=BINHU),
    replace(ISSUES, station=NANHU),
    replace(ISSUES, only_open=True),
    replace(ISSUES, only_conflict=True),
    replace(ISSUES, only_open=True, only_conflict=True),
    replace(ISSUES, due_before_us=AT_US + 10 * 3_600_000_000),
    replace(ISSUES, begun_from_us=AT_US + 10_000_000),
    replace(ISSUES, begun_to_us=AT_US + 10_000_000),
    replace(ISSUES, begun_from_us=AT_US + 5_000_000, begun_to_us=AT_US + 30_000_000),
    replace(ISSUES, kind="garbage_room", only_open=True),
    replace(ISSUES, text="南湖"),
    replace(ISSUES, text="nanhu", only_open=True),
    replace(ISSUES, kind="no such kind"),
    replace(ISSUES, kind="fire_lane", station=BINHU, status="reported"),
    replace(ISSUES, status="reported"),
    replace(ISSUES, status="no such status"),
    ListQuery("patrol"),
    ListQuery("no such type"),
]


def fits(row: Row, query: ListQuery) -> bool:
    """Tell what a query says in plain words."""
    return (
        (query.kind is None or row.kind == query.kind)
        and (query.status is None or row.status == query.status)
        and (query.station is None or row.station == query.station)
        and (row.is_open or not query.only_open)
        and (row.has_conflict or not query.only_conflict)
        and (
            query.due_before_us is None
            or (row.is_open and row.due_us is not None and row.due_us < query.due_before_us)
        )
        and (query.begun_from_us is None or row.begun_us >= query.begun_from_us)
        and (query.begun_to_us is None or row.begun_us < query.begun_to_us)
        and (not query.text or row.title == "南湖市场")
    )


def due_key(row: Row) -> tuple[bool, int]:
    """Return what a list by deadline sorts by, beside the begin."""
    return (not row.is_open, row.due_us or 1 << 62 if row.is_open else 0)


@pytest.mark.parametrize("few_open", [0, 2_000])
@pytest.mark.parametrize("order", ["newest", "due"])
@pytest.mark.parametrize("query", QUERIES)
def test_pages_hold_what_fits_in_order_both_ways(
    full: Laptop,
    query: ListQuery,
    order: str,
    few_open: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "_FEW_OPEN", few_open)
    monkeypatch.setattr(paging, "_RARE", 1 if few_open else 50)
    monkeypatch.setattr(search, "_FEW", few_open)
    wanted = replace(query, order="due" if order == "due" else "newest")
    everything = every_row(full, ListQuery(query.type), limit=1000)
    rows = every_row(full, wanted)
    assert {row.subject for row in rows} == {row.subject for row in everything if fits(row, query)}
    assert len({row.subject for row in rows}) == len(rows)
    if order == "due":
        assert [due_key(row) for row in rows] == sorted(map(due_key, rows))
    else:
        assert [row.begun_us for row in rows] == sorted(
            (row.begun_us for row in rows), reverse=True
        )
    backwards = every_row_backwards(full, wanted)
    assert [row.subject for row in backwards] == [row.subject for row in rows]
    assert full.store.count(wanted) == len(rows)


def test_lists_keep_their_order_from_page_to_page(full: Laptop) -> None:
    for order in ("newest", "due"):
        query = replace(ISSUES, order="due" if order == "due" else "newest")
        small, large = every_row(full, query, limit=1), every_row(full, query, limit=1000)
        assert [row.subject for row in small] == [row.subject for row in large]


def test_a_row_can_be_asked_for_alone(full: Laptop) -> None:
    row = full.store.page(ISSUES).rows[3]
    assert full.store.row(row.subject, ISSUES) == row
    due = full.store.row(row.subject, replace(ISSUES, order="due", kind="none"))
    assert due is not None
    assert due.cursor.startswith("d")
    assert full.store.row(name_id("thing", "none"), ISSUES) is None


@pytest.mark.parametrize("cursor", ["", "x", "n", "nzz", "d1.2", "n" + "f" * 40, "d1.1.1.1", "d0"])
def test_what_is_no_cursor_is_refused(full: Laptop, cursor: str) -> None:
    for order in ("newest", "due"):
        query = replace(ISSUES, order="due" if order == "due" else "newest")
        with pytest.raises(Refused, match="no position"):
            full.store.page(query, after=cursor)


def test_a_cursor_of_one_order_is_none_of_the_other(full: Laptop) -> None:
    cursor = full.store.page(ISSUES).rows[0].cursor
    with pytest.raises(Refused):
        full.store.page(replace(ISSUES, order="due"), after=cursor)


def test_a_page_after_the_last_is_empty(full: Laptop) -> None:
    rows = every_row(full, ISSUES)
    page = full.store.page(ISSUES, after=rows[-1].cursor)
    assert (page.rows, page.next_cursor) == ((), None)
    assert full.store.page_before(ISSUES, before=rows[0].cursor).rows == ()


def test_filtered_counts_stop_somewhere(full: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 5)
    assert full.store.count(replace(ISSUES, station=BINHU)) == 5
    assert full.store.count(ISSUES) == 150
    assert full.store.count(replace(ISSUES, kind="fire_lane")) > 5
    assert full.store.count(replace(ISSUES, status="voided", order="due")) > 5


def test_a_kind_is_looked_up_in_the_index_only_where_that_knows_enough(
    full: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = replace(ISSUES, kind="fire_lane")
    rows = every_row(full, query)
    monkeypatch.setattr(paging, "_RARE", 1)
    assert every_row(full, query) == rows
    monkeypatch.setattr(paging, "MOST_UNINDEXED", 1)
    assert every_row(full, query) == rows


def test_totals_follow_every_change(laptop: Laptop) -> None:
    subject = laptop.issue()
    laptop.issue()
    assert laptop.store.counts().open_issues == 2
    laptop.move(subject, "voided")
    counts = laptop.store.counts()
    assert (counts.entries, counts.open_issues, counts.conflicts) == (3, 1, 0)
    assert laptop.store.count(replace(ISSUES, only_open=True)) == 1
    assert laptop.store.verify().problems == ()


def test_a_thing_whose_begin_changes_moves_in_the_list(laptop: Laptop) -> None:
    first, second = new_id(1), new_id(2)
    kind = PATROL.kind(CREATED)
    laptop.write(Draft(first, kind, {"move": "walking", "set": {"started_us": AT_US}}))
    laptop.write(Draft(second, kind, {"move": "walking", "set": {"started_us": AT_US + 9_000}}))
    while laptop.store.index_some():
        pass
    query = ListQuery("patrol")
    assert [row.subject for row in laptop.store.page(query).rows] == [second, first]
    laptop.write(
        Draft(
            first,
            PATROL.kind(2),
            {"set": {"started_us": AT_US + 99_000, "weather": "晴"}},
            parents=laptop.heads(first),
        )
    )
    assert [row.subject for row in laptop.store.page(query).rows] == [first, second]
    assert [row.subject for row in laptop.store.page(replace(query, text="晴")).rows] == [first]
    assert laptop.store.verify().problems == ()


def test_things_of_the_same_moment_stand_in_the_order_of_writing(laptop: Laptop) -> None:
    drafts = [Draft(new_id(0), ISSUE.kind(CREATED), {"move": "reported"}) for _ in range(20)]
    laptop.write(*drafts)
    rows = every_row(laptop, ISSUES)
    assert [row.subject for row in rows] == [draft.subject for draft in reversed(drafts)]


def test_a_place_that_is_taken_is_passed_over(laptop: Laptop) -> None:
    many = [Draft(new_id(0), ISSUE.kind(CREATED), {"move": "reported"}) for _ in range(4_097)]
    laptop.write(*many)
    assert laptop.store.count(ISSUES) == 4_097
    assert laptop.store.verify().problems == ()


def test_the_catalogue_comes_back_as_it_was_published(laptop: Laptop) -> None:
    items = [("kinds", f"kind{n}", {"name": {"zh": str(n)}}) for n in range(30)]
    drafts = [
        Draft(
            item_id(section, item),
            CATALOG_ITEM.kind(CREATED),
            {"set": {"section": section, "item": item, "body": {"name": {"zh": str(place)}}}},
            district=True,
        )
        for place, (section, item, _) in enumerate(items)
    ]
    laptop.write(*drafts)
    found = [(one.section, one.id, one.body) for one in laptop.store.catalog_items()]
    assert found == items


def test_values_beside_the_ledger_are_kept(laptop: Laptop, tmp_path: Path) -> None:
    assert laptop.store.meta("colour") is None
    laptop.store.set_meta("colour", "green")
    laptop.store.set_meta("colour", "red")
    other = opened(tmp_path, laptop.who, laptop.key)
    assert other.store.meta("colour") == "red"
    other.store.close()

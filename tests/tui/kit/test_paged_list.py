"""A list of any length."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from patrol_tui.tui.kit.blocks import Empty
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import (
    GroupHead,
    ListSource,
    Record,
    RowId,
    RowLook,
    SortedSource,
    record_lines,
)

if TYPE_CHECKING:
    from tests.tui.kit.conftest import Host

MANY = 1_000_000


@dataclass(frozen=True)
class Numbered:
    """A row that is its own key."""

    at: int
    text: str = ""


class Numbers:
    """A million rows that are made when they are asked for, except for those that are gone."""

    def __init__(self, count: int = MANY) -> None:
        self.total = count
        self.asked = 0
        self.gone: set[int] = set()
        self.texts: dict[int, str] = {}

    def _rows(self, places: range) -> list[Numbered]:
        self.asked += 1
        inside = (at for at in places if 0 <= at < self.total and at not in self.gone)
        return [Numbered(at, self.texts.get(at, "")) for at in inside]

    def count(self) -> int | None:
        return self.total

    def first(self, limit: int) -> Sequence[Numbered]:
        return self._rows(range(limit))

    def last(self, limit: int) -> Sequence[Numbered]:
        return self._rows(range(self.total - limit, self.total))

    def after(self, row: Numbered, limit: int) -> Sequence[Numbered]:
        return self._rows(range(row.at + 1, row.at + 1 + limit))

    def before(self, row: Numbered, limit: int) -> Sequence[Numbered]:
        return self._rows(range(row.at - limit, row.at))

    def find(self, row_id: RowId) -> Numbered | None:
        assert isinstance(row_id, int)
        found = self._rows(range(row_id, row_id + 1))
        return found[0] if found else None


class Even(Numbers):
    """Those that are even; like a ledger it finds the others all the same."""

    def first(self, limit: int) -> Sequence[Numbered]:
        return [Numbered(at) for at in range(0, self.total, 2)][:limit]

    def after(self, row: Numbered, limit: int) -> Sequence[Numbered]:
        return [Numbered(at) for at in range(0, self.total, 2) if at > row.at][:limit]

    def before(self, row: Numbered, limit: int) -> Sequence[Numbered]:
        return [Numbered(at) for at in range(0, self.total, 2) if at < row.at][-limit:]


class SlowNumbers:
    """The same, answering only when it is let."""

    def __init__(self, count: int = MANY) -> None:
        self.quick = Numbers(count)
        self.gate = asyncio.Event()

    async def count(self) -> int | None:
        return self.quick.count()

    async def first(self, limit: int) -> Sequence[Numbered]:
        await self.gate.wait()
        return self.quick.first(limit)

    async def last(self, limit: int) -> Sequence[Numbered]:
        await self.gate.wait()
        return self.quick.last(limit)

    async def after(self, row: Numbered, limit: int) -> Sequence[Numbered]:
        await self.gate.wait()
        return self.quick.after(row, limit)

    async def before(self, row: Numbered, limit: int) -> Sequence[Numbered]:
        await self.gate.wait()
        return self.quick.before(row, limit)

    async def find(self, row_id: RowId) -> Numbered | None:
        await self.gate.wait()
        return self.quick.find(row_id)


def drawn(row: Numbered, look: RowLook) -> list[Line]:
    del look
    return [Line([(f"{row.at:,} {row.text}", "")], [("余0:18 ", "red")])]


def numbers() -> PagedList[Numbered]:
    return PagedList(lambda row: row.at, drawn, empty=Empty("还没有。按{key}记。", "F7"))


def list_of(app: "Host") -> PagedList[Numbered]:
    return app.query_one(PagedList)


async def test_a_million_rows_are_walked_from_both_ends(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        source = Numbers()
        rows.show(source)
        await pilot.pause()
        assert app.screen_text()[0].startswith(">0 ")
        await pilot.press("end")
        assert app.screen_text()[23].startswith(">999,999")
        await pilot.press("pageup", "up")
        assert rows.row == Numbered(999_975)
        await pilot.press("home", "down", "j")
        assert rows.row == Numbered(2)
        assert source.asked < 10


async def test_paging_down_goes_on_without_end_and_keeps_few_rows(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        rows.show(Numbers())
        await pilot.pause()
        for _ in range(60):
            rows.action_move("page_down")
        assert rows.row == Numbered(60 * 23)
        assert len(rows.rows_at_hand) < 500
        for _ in range(60):
            rows.action_move("page_up")
        assert rows.row == Numbered(0)
        assert len(rows.rows_at_hand) < 600


async def test_only_the_rows_that_changed_are_painted(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        rows.show(Numbers())
        await pilot.pause()
        painted: list[int] = []
        rows.refresh = lambda *regions, **_: painted.extend(one.y for one in regions)  # type: ignore[method-assign,assignment]
        rows.action_move("down")
        assert painted == [0, 1]


async def test_the_cursor_stays_on_its_record_whatever_comes_and_goes(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        source = Numbers(200)
        rows.show(source)
        rows.go_to(100)
        await pilot.pause()
        source.gone = set(range(90, 99))
        source.texts[100] = "改了"
        rows.reload()
        assert rows.row == Numbered(100, "改了")
        source.gone.add(100)
        rows.reload()
        assert rows.row == Numbered(101)


async def test_other_rows_keep_the_record_if_they_have_it(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        rows.show(Numbers(200))
        rows.go_to(150)
        await pilot.pause()
        rows.show(Numbers(180))
        assert rows.row == Numbered(150)
        rows.show(Numbers(20))
        assert rows.row == Numbered(0)


async def test_what_a_filter_leaves_out_is_not_kept_under_another(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        rows.show(Numbers(50))
        rows.go_to(31)
        await pilot.pause()
        rows.show(Even(50))
        assert rows.row == Numbered(0)
        assert Numbered(31) not in rows.rows_at_hand
        for kept in (0, 32):
            rows.go_to(kept)
            rows.show(Even(60))
            assert rows.row == Numbered(kept)


async def test_an_empty_list_names_the_key_that_fills_it(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        rows.show(Numbers(0))
        await pilot.pause()
        assert app.screen_text()[0] == " 还没有。按 F7 记。"
        assert rows.row is None
        await pilot.press("down", "end", "home")
        rows.reload()


async def test_a_slow_source_never_holds_up_the_keys_and_says_what_it_waits_for(
    host: "type[Host]",
) -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        source = SlowNumbers()
        rows.show_slow(source)
        await pilot.press("down")
        await rows._say_loading()
        await pilot.pause()
        assert app.screen_text()[0] == " 正在取 1,000,000 条"
        source.gate.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen_text()[0].startswith(">0 ")
        await pilot.press("end")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert rows.row == Numbered(999_999)


async def test_an_answer_for_rows_that_were_replaced_is_dropped(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        old = SlowNumbers(5)
        rows.show_slow(old)
        rows.show(Numbers(3))
        old.gate.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(rows.rows_at_hand) == 3


async def test_a_quick_source_must_not_wait(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)):
        rows = list_of(app)
        rows._source = SlowNumbers()
        with pytest.raises(TypeError):
            rows.reload()


async def test_a_click_moves_the_cursor_and_a_second_one_chooses(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        rows.show(Numbers(10))
        await pilot.pause()
        await pilot.click(PagedList, offset=(5, 4))
        assert rows.row == Numbered(4)
        await pilot.click(PagedList, offset=(5, 4))
        await pilot.click(PagedList, offset=(5, 20))
        await pilot.pause()
        assert app.heard == [Numbered(4)]


async def test_groups_have_soft_heads_with_their_count(host: "type[Host]") -> None:
    def group_of(row: Numbered) -> GroupHead:
        return GroupHead("今天", 2) if row.at < 2 else GroupHead("以后")

    app = host(lambda: PagedList(lambda row: row.at, drawn, group_of=group_of))
    async with app.run_test(size=(80, 24)) as pilot:
        list_of(app).show(Numbers(4))
        await pilot.pause()
        shown = app.screen_text()
        assert shown[0].startswith(" 今天")
        assert shown[0].endswith("2")
        assert [row.split()[0] for row in shown[1:6]] == [">0", "1", "以后", "2", "3"]


async def test_rows_for_fingers_are_three_high(host: "type[Host]") -> None:
    app = host(numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        rows.show(Numbers())
        rows.touch = True
        await pilot.pause()
        shown = app.screen_text()
        assert rows.touch
        assert [shown[0], shown[1][:2], shown[4][:2]] == ["", ">0", " 1"]
        await pilot.press("pagedown")
        assert rows.row == Numbered(7)


async def test_rows_of_two_lines_scroll_whole(host: "type[Host]") -> None:
    def two(row: Numbered, look: RowLook) -> list[Line]:
        return record_lines(Record("消", str(row.at), detail="说明"), look, two_lines=True)

    app = host(lambda: PagedList(lambda row: row.at, two))
    async with app.run_test(size=(80, 24)) as pilot:
        rows = list_of(app)
        rows.show(Numbers(30))
        rows.go_to(14)
        await pilot.pause()
        shown = app.screen_text()
        assert shown[22].startswith(">消 14")
        assert shown[23] == "    说明"


def test_a_record_shows_its_state_where_there_is_room() -> None:
    record = Record("消", "甲小区 3号楼东侧的消防车通道", "余0:18", mark="冲", state="处置")
    narrow = "".join(text for text, _ in record_lines(record, RowLook(29))[0].right)
    wide = "".join(text for text, _ in record_lines(record, RowLook(45))[0].right)
    assert narrow == "冲 余0:18 "
    assert wide == "冲 处置   余0:18 "
    under = record_lines(record, RowLook(29, is_cursor=True, has_keys=True))[0]
    assert under.right[0] == ("冲", "chip-red")


def test_rows_at_hand_are_read_like_any_others() -> None:
    rows = [Numbered(at) for at in (3, 1, 2)]
    plain = ListSource(rows, lambda row: row.at)
    assert plain.count() == 3
    assert [row.at for row in plain.first(2)] == [3, 1]
    assert [row.at for row in plain.last(2)] == [1, 2]
    assert [row.at for row in plain.after(rows[0], 5)] == [1, 2]
    assert [row.at for row in plain.before(rows[2], 1)] == [1]
    assert plain.find(9) is None
    assert not plain.after(Numbered(9), 3)
    ordered = SortedSource(rows, lambda row: row.at, lambda row: (row.at,))
    assert [row.at for row in ordered.first(5)] == [1, 2, 3]
    assert [row.at for row in ordered.last(1)] == [3]
    assert [row.at for row in ordered.after(Numbered(1), 5)] == [2, 3]
    assert [row.at for row in ordered.before(Numbered(9), 2)] == [2, 3]
    assert ordered.count() == 3
    assert ordered.find(2) == Numbered(2)

"""What a list of names and places looks like that stands by its sound."""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from patrol_tui.catalog_files import load_catalog, load_pinyin
from patrol_tui.domain.catalog import Contact
from patrol_tui.domain.language.words import Words
from patrol_tui.services.handbook import Shelf, directory, entries, search
from patrol_tui.tui.acting.patrol_dialogs import colleagues_of
from patrol_tui.tui.views.station.people_rows import People, people_rows

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger
    from patrol_tui.tui.entering.door import Card

PINYIN = load_pinyin()
DAY = "2026-11-23"
PEOPLE = (
    *("区某", "曾甲", "单乙", "查丙", "Alice", "解丁", "仇戊", "尉迟己", "朴庚", "任辛", "曾一"),
    *("3号岗", "欧阳壬", "陈癸", "12号岗", "单于子", "翟丑", "盖寅", "万俟卯", "覃辰", "乐巳"),
)
BY_SOUND = [
    *("3号岗", "12号岗", "Alice", "单于子", "陈癸", "盖寅", "万俟卯", "区某", "欧阳壬", "朴庚"),
    *("覃辰", "仇戊", "任辛", "单乙", "解丁", "尉迟己", "乐巳", "曾甲", "曾一", "查丙", "翟丑"),
]


STATION = Words("滨湖站", "Binhu")


@dataclass
class Named:
    badge: str
    name: str
    station: Words = STATION
    is_open: bool = False


def test_names_with_surnames_of_a_reading_of_their_own_stand_where_people_look() -> None:
    assert sorted(PEOPLE, key=PINYIN.name_key) == BY_SOUND


def test_a_surname_is_found_as_it_is_read() -> None:
    for typed, name in (("shan", "单乙"), ("zj", "曾甲"), ("ou", "区某"), ("qiu", "仇戊")):
        assert PINYIN.fit(typed, name) is not None


def test_the_directory_and_the_handbook_stand_like_a_telephone_book() -> None:
    catalog = load_catalog()[0]
    more = {
        f"c{at}": Contact(id=f"c{at}", post=Words("网格员", "Grid"), name=name, phone="1")
        for at, name in enumerate(PEOPLE)
    }
    catalog = replace(catalog, contacts={**more, **catalog.contacts})
    names = [one.name for one in directory(catalog, " ", PINYIN, DAY) if one.post.zh == "网格员"]
    assert names == BY_SOUND
    shown = search(entries(catalog, DAY), "", PINYIN)
    listed = [one for one in shown if one.shelf is Shelf.CONTACT]
    assert [one.aliases[-1] for one in listed if one.name.zh == "网格员"] == BY_SOUND
    assert [one.shelf for one in shown] == [one.shelf for one in entries(catalog, DAY)]


def test_officers_to_choose_from_stand_by_their_names() -> None:
    cards: list[Card] = [Named(str(at), name) for at, name in enumerate(PEOPLE)]
    rows = people_rows(People(cards, own="5", has_pin=True, laptops=1, key="F7"), PINYIN)
    names = [row.name for row in rows[: len(PEOPLE)]]
    assert names == ["解丁", *(name for name in BY_SOUND if name != "解丁")]


def test_who_may_come_along_is_offered_by_name() -> None:
    rows = [SimpleNamespace(number=str(at), title=PEOPLE[at]) for at in range(8)]
    page = SimpleNamespace(rows=rows)
    ledger = SimpleNamespace(writer=SimpleNamespace(badge="5"), page=lambda *_, **__: page)
    offered = colleagues_of(cast("Ledger", ledger), PINYIN)
    among = {PEOPLE[at] for at in range(8) if at != 5}
    assert [name for _badge, name in offered] == [name for name in BY_SOUND if name in among]

"""What hands add to a paper: blanks that are open, photos that are here."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from patrol_tui.domain.language.errors import NotFound, Usage
from patrol_tui.domain.paper import Paper
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.papers.filling import (
    Rows,
    blanks,
    cells_of,
    completed,
    open_lists,
    with_pictures,
)
from patrol_tui.services.papers.kinds import PAPERS, make_paper
from patrol_tui.services.papers.making import PaperAsked, drafted, made_out
from patrol_tui.services.requests import PhotoFile
from tests.services.laptop import Album, Laptop, Taken, record

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger

SPEECH = Speech(str, "zh")


def made(laptop: Laptop, paper: str, thing: bytes) -> Paper:
    ledger = cast("Ledger", laptop.ledger)
    return make_paper(ledger, laptop.desk(), Wanted(subject=thing), SPEECH, PAPERS[paper])


def test_open_blanks_are_filled_and_nothing_that_the_ledger_says() -> None:
    laptop = Laptop()
    paper = made(laptop, "order_to_correct", laptop.do(record()).subject)
    assert "to_correct" in {item.id for item in blanks(paper, SPEECH)}
    answers = {"to_correct": " 清空通道 ", "place": "别处", "party": " "}
    said = {item.id: item.text for item in completed(paper, answers, SPEECH).items}
    assert (said["to_correct"], said["place"], said["party"]) == ("清空通道", "5号楼西侧", "待填")


def test_a_record_of_the_scene_carries_the_photos_that_are_here() -> None:
    laptop = Laptop(album=Album(a=Taken(b"one"), b=Taken(b"two")))
    photos = (PhotoFile(Path("a"), "车头"), PhotoFile(Path("b")))
    thing = laptop.do(record(photos=photos)).subject
    state = laptop.state(thing)

    def here(name: bytes) -> bytes:
        data = laptop.album.kept.get(name, b"two")
        if data == b"two":
            raise NotFound("not here")
        return data

    paper = with_pictures(made(laptop, "site_record", thing), state, here)
    assert [(one.caption, one.data) for one in paper.pictures or ()] == [("1  车头", b"one")]
    assert with_pictures(paper, None, here).pictures == ()
    broken = state.records["photos"][0]
    odd = replace(state, records={"photos": (replace(broken, value="?"),)})
    assert with_pictures(paper, odd, here).pictures == ()
    order = made(laptop, "order_to_correct", thing)
    assert with_pictures(order, state, here) is order


def asked(kind: str, thing: bytes, **rows: Rows) -> PaperAsked:
    """Return a paper that is asked for with rows of its lists."""
    return PaperAsked(PAPERS[kind], Wanted(subject=thing), rows=rows)


def test_rows_that_hands_give_stand_in_their_list_counted_and_without_blanks() -> None:
    laptop = Laptop()
    thing = laptop.do(record()).subject
    goods = (cells_of("电子秤|TCS-30｜台|1"), ("", " "), cells_of("遮阳伞"))
    paper = drafted(laptop.book, laptop.desk(), SPEECH, asked("item_list", thing, goods=goods))
    (grid,) = open_lists(paper)
    assert [heading for _id, heading in grid.asked][:2] == ["物品名称", "规格型号"]
    assert grid.rows == (
        ("1", "电子秤", "TCS-30", "台", "1", "/", "/"),
        ("2", "遮阳伞", "/", "/", "/", "/", "/"),
        ("/", "以下空白", "/", "/", "/", "/", "/"),
    )
    made = made_out(
        laptop.book, laptop.desk(), SPEECH, asked("item_list", thing, goods=goods), bytes
    )
    assert open_lists(made)[0].rows == grid.rows


def test_answers_that_nobody_gave_yet_are_to_be_filled() -> None:
    laptop = Laptop()
    thing = laptop.do(record()).subject
    talk = (("几点摆的", "七点"), ("有摊位卡吗",))
    paper = drafted(laptop.book, laptop.desk(), SPEECH, asked("inquiry_record", thing, talk=talk))
    assert open_lists(paper)[0].rows == (
        ("几点摆的", "七点"),
        ("有摊位卡吗", "待填"),
        ("以下空白", "/"),
    )
    empty = drafted(laptop.book, laptop.desk(), SPEECH, asked("inquiry_record", thing, talk=()))
    assert open_lists(empty)[0].rows == open_lists(made(laptop, "inquiry_record", thing))[0].rows


def test_rows_and_answers_without_a_place_are_named_before_a_number_is_given() -> None:
    laptop = Laptop()
    thing = laptop.do(record()).subject
    wrong = (
        (asked("item_list", thing, talk=(("x",),)), "talk.*goods"),
        (asked("order_to_correct", thing, goods=(("x",),)), "goods.*-"),
        (asked("inquiry_record", thing, talk=(("a", "b", "c"),)), r"a \| b \| c"),
        (PaperAsked(PAPERS["item_list"], Wanted(subject=thing), {"place": "x"}), "place.*party"),
    )
    for one, said in wrong:
        with pytest.raises(Usage, match=said):
            made_out(laptop.book, laptop.desk(), SPEECH, one, bytes)
    assert not laptop.state(thing).text("paper/item_list")

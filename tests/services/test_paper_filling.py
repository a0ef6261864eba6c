"""What hands add to a paper: blanks that are open, photos that are here."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from patrol_tui.domain.language.errors import NotFound
from patrol_tui.domain.paper import Paper
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.papers.filling import blanks, completed, with_pictures
from patrol_tui.services.papers.kinds import PAPERS, make_paper
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

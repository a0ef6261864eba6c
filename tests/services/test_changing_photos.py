"""A photo is turned and blackened by further entries: its own bytes stay as they are."""

from pathlib import Path

import pytest

from patrol_tui.domain.folding.pictures import Picture, Region, pictures_of
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.services.papers.filling import with_pictures
from patrol_tui.services.photos.changing import photo_named
from patrol_tui.services.photos.photo_view import shown_photos
from patrol_tui.services.requests import AddPhotos, BlackenPhoto, PhotoFile, TurnPhoto, UndoLast
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from tests.services.laptop import Album, Laptop, Taken, record
from tests.services.syncing import SyncedLedger
from tests.services.test_history import events, newest
from tests.services.test_paper_filling import made

PART, OTHER = Region(10, 20, 300, 400), Region(0, 0, 100, 100)
HERE = (369_700_000, 1_172_100_000)


@pytest.fixture
def laptop() -> Laptop:
    large = Taken(b"face", smaller_jpeg=b"smaller", taken_at_us=5, satellites_us=6)
    return Laptop(album=Album(a=large, b=Taken(b"lane")))


@pytest.fixture
def issue(laptop: Laptop) -> bytes:
    photos = (PhotoFile(Path("a"), "车主"), PhotoFile(Path("b"), "车道"))
    return laptop.do(record(photos=photos)).subject


def picture(laptop: Laptop, issue: bytes, number: int = 0) -> Picture:
    return pictures_of(laptop.state(issue))[number]


def test_a_photo_is_turned_for_everybody_and_back(laptop: Laptop, issue: bytes) -> None:
    name = picture(laptop, issue).name
    laptop.do(TurnPhoto(issue, name, 90))
    assert [one.turn for one in pictures_of(laptop.state(issue))] == [90, 0]
    assert newest(laptop, issue) == "改动：一张照片，转 90 度看"
    laptop.do(TurnPhoto(issue, "1", 0))
    assert picture(laptop, issue).turn == 0
    with pytest.raises(Refused, match="Nothing would change"):
        laptop.do(TurnPhoto(issue, name, 0))
    with pytest.raises(Refused, match="0, 90, 180 or 270"):
        laptop.do(TurnPhoto(issue, name, 45))


def test_a_copy_is_blackened_and_names_its_original(laptop: Laptop, issue: bytes) -> None:
    original = picture(laptop, issue)
    kept = dict(laptop.album.kept)
    laptop.do(BlackenPhoto(issue, "1", (PART,)))
    found = picture(laptop, issue)
    assert found.body == original.body
    assert found.copy is not None
    assert (found.copy["of"], found.copy["caption"]) == (original.name, "车主")
    assert found.regions == (PART,)
    copy = laptop.album.kept[bytes.fromhex(str(found.copy["hash"]))]
    assert copy == b"face[10, 20, 300, 400]"
    assert kept.items() <= laptop.album.kept.items()
    assert newest(laptop, issue) == "添加照片：遮盖了一部分的副本"
    assert events(laptop, issue)[0].photos == 1
    laptop.do(UndoLast(issue))
    assert picture(laptop, issue).copy is None


def test_a_photo_names_its_smaller_copies_and_its_clocks(laptop: Laptop, issue: bytes) -> None:
    body = picture(laptop, issue).body
    assert laptop.album.kept[bytes.fromhex(str(body["smaller"]))] == b"smaller"
    assert (body["taken_us"], body["satellites_us"]) == (5, 6)
    assert "smaller" not in picture(laptop, issue, 1).body


@pytest.mark.parametrize(
    ("regions", "message"),
    [
        ((), "Say which part"),
        ((Region(900, 0, 200, 10),), "outside the photo"),
        ((PART,) * 51, "too many"),
    ],
)
def test_what_is_no_part_of_a_photo_is_refused(
    laptop: Laptop, issue: bytes, regions: tuple[Region, ...], message: str
) -> None:
    before = dict(laptop.album.kept)
    with pytest.raises(Refused, match=message):
        laptop.do(BlackenPhoto(issue, "1", regions))
    assert laptop.album.kept == before


def test_a_photo_that_is_not_here_cannot_be_blackened(laptop: Laptop, issue: bytes) -> None:
    laptop.album.kept.clear()
    with pytest.raises(NotFound):
        laptop.do(BlackenPhoto(issue, "1", (PART,)))


def test_a_photo_is_named_by_its_number_or_hash(laptop: Laptop, issue: bytes) -> None:
    state = laptop.state(issue)
    first, second = pictures_of(state)
    assert photo_named(state, "2") == second
    assert photo_named(state, f" {first.name[:8].upper()} ") == first
    for wrong in ("0", "3", "", first.name[:3], "zzzz"):
        with pytest.raises(NotFound, match="no photo"):
            photo_named(state, wrong)


def test_a_paper_carries_the_copy_turned(laptop: Laptop, issue: bytes) -> None:
    laptop.do(BlackenPhoto(issue, "1", (PART,)), TurnPhoto(issue, "1", 270))
    paper = made(laptop, "site_record", issue)
    assert [row[1] for row in paper.grids[0].rows] == ["车主", "车道"]
    shown = with_pictures(paper, laptop.state(issue), laptop.album.get).pictures or ()
    assert [(one.data, one.turn) for one in shown] == [
        (b"face[10, 20, 300, 400]", 270),
        (b"lane", 0),
    ]


class Shelf:
    """What the laptop's album holds."""

    def __init__(self, album: Album) -> None:
        self.album = album
        self.get = album.get

    def has(self, name: bytes) -> bool:
        """Tell whether the album has it."""
        return name in self.album.kept

    def thumbnail(self, _name: bytes) -> bytes | None:
        """Have none beside the photos."""
        return None


def test_what_is_shown_has_both_turned_and_what_does_not_fit(laptop: Laptop, issue: bytes) -> None:
    laptop.do(BlackenPhoto(issue, "1", (PART,)), TurnPhoto(issue, "1", 90))
    marks = PhotoMarks(SyncedLedger())
    first, second = shown_photos(Shelf(laptop.album), marks, laptop.state(issue), HERE)
    assert (first.turn, first.small, second.copy) == (90, b"small", None)
    assert first.copy is not None
    assert (first.copy.turn, first.copy.small, first.copy.name) == (90, b"black", first.copy.name)
    assert {one.what for one in first.differences} == {"older"}
    assert first.name == picture(laptop, issue).name


def test_what_was_turned_and_blackened_in_the_form_comes_with_the_entry(laptop: Laptop) -> None:
    shown = PhotoFile(Path("a"), "车主", turn=270, regions=(PART,))
    issue = laptop.do(record(photos=(shown, PhotoFile(Path("b"), "车道")))).subject
    first, second = pictures_of(laptop.state(issue))
    (begun,) = events(laptop, issue)
    assert begun.photos == 2
    assert "转" not in newest(laptop, issue)
    assert (first.turn, first.regions, second.turn, second.copy) == (270, (PART,), 0, None)
    assert first.copy is not None
    assert (first.copy["of"], first.copy["caption"]) == (first.name, "车主")
    assert laptop.album.kept[bytes.fromhex(first.name)] == b"face"
    laptop.do(AddPhotos(issue, (PhotoFile(Path("b"), turn=90),)))
    laptop.do(TurnPhoto(issue, first.name, 0), BlackenPhoto(issue, "1", (OTHER,)))
    assert picture(laptop, issue).turn == 0
    assert picture(laptop, issue).regions == (OTHER,)

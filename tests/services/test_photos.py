"""Photos are durable before an entry names them; one bad file keeps none."""

from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.photos.photos import Photos
from patrol_tui.services.requests import PhotoFile
from patrol_tui.services.things.issues import PhotoRef
from tests.services.laptop import Album, Taken


def take_in(album: Album, *files: PhotoFile) -> tuple[PhotoRef, ...]:
    return Photos(album, album.read, album.blacken).take_in(files)


def test_photos_come_back_in_the_order_they_were_named() -> None:
    album = Album(a=Taken(b"one", lat_e7=1, lon_e7=2), b=Taken(b"three", "image/png"))
    one, other = take_in(album, PhotoFile(Path("a"), " 车头\n"), PhotoFile(Path("b")))
    assert (one.caption, one.size_bytes, one.lat_e7) == ("车头", 3, 1)
    assert (other.media_type, other.size_bytes, other.lat_e7) == ("image/png", 5, None)
    assert set(album.kept) == {one.hash, other.hash, one.preview}
    assert one.preview == other.preview  # this album makes the same small copy of all


def test_a_photo_that_is_named_twice_keeps_its_place_and_first_caption() -> None:
    album = Album(a=Taken(b"one"), b=Taken(b"two"), c=Taken(b"one"))
    files = [PhotoFile(Path(name), name) for name in "abc"]
    assert [photo.caption for photo in take_in(album, *files)] == ["a", "b"]


def test_one_file_that_is_no_photo_keeps_none() -> None:
    album = Album(a=Taken(b"one"))
    with pytest.raises(Refused, match="gone is no photo"):
        take_in(album, PhotoFile(Path("a")), PhotoFile(Path("gone")))
    assert album.kept == {}


def test_a_caption_with_half_a_character_keeps_none() -> None:
    album = Album(a=Taken(b"one"))
    with pytest.raises(Refused, match="broken character"):
        take_in(album, PhotoFile(Path("a"), "\ud83d"))
    assert album.kept == {}


def test_no_photos_are_none() -> None:
    assert take_in(Album()) == ()

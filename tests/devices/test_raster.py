"""A photo in half blocks or braille dots looks like the photo, and a broken one like nothing."""

import io

import pytest
from PIL import Image

from patrol_tui.devices.raster import Raster, halves, raster
from patrol_tui.domain.folding.pictures import Region

ALL = Region(0, 0, 1000, 1000)
BLACK, WHITE = "000000", "fcfcfc"


def picture(size: tuple[int, int] = (80, 40), kind: str = "PNG") -> bytes:
    """Return a picture whose left half is black and whose right half is white."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def read(content: bytes) -> Raster:
    found = raster(content)
    assert found is not None
    return found


def test_each_cell_has_the_colours_of_two_pixels() -> None:
    rows = read(picture()).halves(ALL, 0, 20, 20)
    assert [len(row) for row in rows] == [20] * 5
    assert rows[0][0] == (BLACK, BLACK)
    assert rows[4][19] == (WHITE, WHITE)
    assert halves(picture(), 20, 20) == rows


def test_turned_clockwise_what_was_left_is_above() -> None:
    rows = read(picture()).halves(ALL, 90, 20, 5)
    assert len(rows) == 5
    assert rows[0][0] == (BLACK, BLACK)
    assert rows[4][0] == (WHITE, WHITE)
    upside_down = read(picture()).halves(ALL, 270, 20, 5)
    assert upside_down[0][0] == (WHITE, WHITE)


def test_a_part_is_drawn_as_large_as_the_whole() -> None:
    rows = read(picture()).halves(Region(500, 0, 500, 500), 0, 20, 20)
    assert [len(row) for row in rows] == [20] * 5
    assert {pixel for row in rows for pixel in row[1:]} == {(WHITE, WHITE)}


def test_dark_parts_are_full_of_dots_and_light_ones_empty() -> None:
    rows = read(picture()).dots(ALL, 0, 20, 5, on_dark=False)
    assert [len(row) for row in rows] == [20] * 5
    assert {row[:9] for row in rows} == {"\u28ff" * 9}
    assert {row[11:] for row in rows} == {"\u2800" * 9}


def test_on_a_dark_ground_the_light_parts_are_full_of_dots() -> None:
    rows = read(picture(kind="JPEG")).dots(ALL, 0, 20, 5, on_dark=True)
    assert {row[12:] for row in rows} == {"\u28ff" * 8}


@pytest.mark.parametrize("size", [(400, 30), (30, 400), (3, 3), (1, 1)])
def test_it_fits_whatever_its_shape(size: tuple[int, int]) -> None:
    for rows in (
        read(picture(size)).dots(ALL, 0, 20, 5, on_dark=False),
        read(picture(size)).halves(ALL, 90, 20, 5),
    ):
        assert 1 <= len(rows) <= 5
        assert all(1 <= len(row) <= 20 for row in rows)


@pytest.mark.parametrize("content", [b"", b"no image", picture(kind="JPEG")[:300]])
def test_what_cannot_be_read_is_nothing(content: bytes) -> None:
    assert raster(content) is None
    assert halves(content, 20, 5) == ()

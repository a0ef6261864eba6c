"""A photo in braille dots looks like the photo, and a broken one like nothing."""

import io

import pytest
from PIL import Image

from patrol_tui.devices.dots import dotted


def picture(size: tuple[int, int] = (80, 40), kind: str = "JPEG") -> bytes:
    """Return a picture whose left half is black and whose right half is white."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def test_dark_parts_are_full_of_dots_and_light_ones_empty() -> None:
    rows = dotted(picture(), 20, 5)
    assert [len(row) for row in rows] == [20] * 5
    assert {row[:9] for row in rows} == {"\u28ff" * 9}
    assert {row[11:] for row in rows} == {"\u2800" * 9}


def test_on_a_dark_ground_the_light_parts_are_full_of_dots() -> None:
    rows = dotted(picture(kind="PNG"), 20, 5, on_dark=True)
    assert {row[11:] for row in rows} == {"\u28ff" * 9}


@pytest.mark.parametrize("size", [(400, 30), (30, 400), (3, 3), (1, 1)])
def test_it_fits_whatever_its_shape(size: tuple[int, int]) -> None:
    rows = dotted(picture(size), 20, 5)
    assert 1 <= len(rows) <= 5
    assert all(1 <= len(row) <= 20 for row in rows)


@pytest.mark.parametrize("content", [b"", b"no image", picture()[:300]])
def test_what_cannot_be_read_is_nothing(content: bytes) -> None:
    assert dotted(content, 20, 5) == ()

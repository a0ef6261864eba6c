"""A photo in half blocks has the photo's colours, and a broken one none."""

import pytest

from patrol_tui.devices.halves import halves
from tests.devices.test_dots import picture

WHITE, BLACK = "fcfcfc", "000000"


def test_each_cell_has_two_pixels_of_the_photo() -> None:
    rows = halves(picture(kind="PNG"), 20, 5)
    assert [len(row) for row in rows] == [20] * 5
    assert {row[0] for row in rows} == {(BLACK, BLACK)}
    assert {row[-1] for row in rows} == {(WHITE, WHITE)}


def test_a_turned_photo_is_drawn_turned() -> None:
    rows = halves(picture(kind="PNG"), 20, 5, turn=90)
    assert [len(row) for row in rows] == [5] * 5
    assert (set(rows[0]), set(rows[-1])) == ({(BLACK, BLACK)}, {(WHITE, WHITE)})


@pytest.mark.parametrize("size", [(400, 30), (30, 400), (3, 3), (1, 1)])
def test_it_fits_whatever_its_shape(size: tuple[int, int]) -> None:
    rows = halves(picture(size), 20, 5)
    assert 1 <= len(rows) <= 5
    assert all(1 <= len(row) <= 20 for row in rows)


@pytest.mark.parametrize("content", [b"", b"no image", picture()[:300]])
def test_what_cannot_be_read_is_nothing(content: bytes) -> None:
    assert halves(content, 20, 5) == ()

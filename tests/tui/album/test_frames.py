"""A frame on a photo: moved and sized cell by cell, never beyond its edge."""

import pytest

from patrol_tui.domain.folding.pictures import Region
from patrol_tui.tui.album.frames import EVERYTHING, Sight, Spot

SIGHT = Sight(EVERYTHING, 49, 18)


@pytest.mark.parametrize("columns", [7, 49, 93, 155, 499])
def test_cells_become_a_region_and_the_same_cells_again(columns: int) -> None:
    sight = Sight(Region(125, 250, 500, 500), columns, 60)
    for left in range(columns - 2):
        spot = Spot(left, 3, left + 2, 9)
        assert sight.spot(sight.region(spot)) == spot


def test_a_frame_moves_by_one_cell_and_stays_as_large() -> None:
    frame = SIGHT.first()
    spot = SIGHT.spot(frame)
    for to, across, down in (("right", 1, 0), ("up", 0, -1), ("left", -1, 0), ("down", 0, 1)):
        moved = SIGHT.spot(SIGHT.moved(frame, to))
        assert (moved.left - spot.left, moved.top - spot.top) == (across, down)
        assert (moved.right - spot.right, moved.bottom - spot.bottom) == (across, down)


@pytest.mark.parametrize("to", ["left", "right", "up", "down"])
def test_at_the_edge_it_stops_and_stays_as_large(to: str) -> None:
    frame = Region(300, 300, 333, 222)
    for _ in range(80):
        frame = SIGHT.moved(frame, to)
    assert frame.is_inside
    edges = {"left": frame.x, "up": frame.y}
    edges |= {"right": 1000 - frame.x - frame.width, "down": 1000 - frame.y - frame.height}
    assert edges[to] == 0
    assert abs(frame.width - 333) < 25
    assert abs(frame.height - 222) < 60


def test_it_grows_to_the_edge_and_shrinks_to_a_cell() -> None:
    frame = SIGHT.first()
    for to in ("right", "down") * 60:
        frame = SIGHT.sized(frame, to)
    assert (frame.x + frame.width, frame.y + frame.height) == (1000, 1000)
    for to in ("left", "up") * 60:
        frame = SIGHT.sized(frame, to)
    spot = SIGHT.spot(frame)
    assert (spot.right - spot.left, spot.bottom - spot.top) == (1, 1)


def test_the_mouse_draws_in_either_direction_and_only_on_the_photo() -> None:
    one = SIGHT.between((3, 2), (9, 6))
    assert one is not None
    assert one == SIGHT.between((9, 6), (3, 2))
    assert SIGHT.spot(one) == Spot(3, 2, 10, 7)
    assert SIGHT.between((-9, 2), (-3, 6)) is None
    edge = SIGHT.between((-9, -9), (2, 2))
    assert edge is not None
    assert SIGHT.spot(edge) == Spot(0, 0, 3, 3)


def test_coming_nearer_keeps_the_frame_in_the_middle_until_a_cell_is_a_thousandth() -> None:
    frame = Region(700, 700, 40, 40)
    part = SIGHT.nearer(frame)
    assert (part.width, part.height) == (500, 500)
    assert part.x <= frame.x
    assert frame.x + frame.width <= part.x + part.width
    for _ in range(9):
        part = Sight(part, 49, 18).nearer(frame)
    assert part.width == 62
    assert Sight(part, 49, 18).farther(None).width == 124
    assert Sight(Region(0, 0, 500, 500), 49, 18).farther(frame) == EVERYTHING


def test_what_is_shown_follows_the_frame() -> None:
    sight = Sight(Region(0, 0, 250, 250), 49, 18)
    followed = sight.followed(Region(300, 100, 50, 50))
    assert (followed.x, followed.y) == (100, 0)
    back = Sight(followed, 49, 18).followed(Region(20, 100, 50, 50))
    assert back.x == 20

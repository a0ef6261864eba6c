"""A walk of thousands of positions becomes the few places that it is drawn by."""

import math

from patrol_tui.domain.track.corners import MOST_CORNERS, corners

GATE = (369_700_000, 1_172_100_000)


def east(metres: int, north: int = 0) -> tuple[int, int]:
    return GATE[0] + north * 90, GATE[1] + metres * 112


def test_a_line_of_few_places_is_taken_whole() -> None:
    places = [east(0), east(1), east(2)]
    assert corners(places) == (0, 1, 2)
    assert corners([]) == ()


def test_a_long_walk_is_its_ends_and_where_it_turns() -> None:
    out = [east(step) for step in range(0, 400, 2)]
    up = [east(400, step) for step in range(0, 300, 2)]
    back = [east(400 - step, 300) for step in range(0, 401, 2)]
    walk = [*out, *up, *back]
    assert corners(walk) == (0, len(out), len(out) + len(up), len(walk) - 1)


def test_the_trembling_of_a_receiver_is_no_turn() -> None:
    walk = [east(step, step % 3) for step in range(0, 900, 3)]
    assert corners(walk) == (0, len(walk) - 1)


def test_a_round_comes_back_to_where_it_began() -> None:
    points = 400
    circle = [
        east(
            round(200 * math.cos(2 * math.pi * at / points)),
            round(200 * math.sin(2 * math.pi * at / points)),
        )
        for at in range(points + 1)
    ]
    taken = corners(circle)
    assert 8 <= len(taken) <= MOST_CORNERS
    assert (taken[0], taken[-1]) == (0, points)


def test_there_are_never_more_than_a_route_can_do_with() -> None:
    crooked = [east(step * 5, 60 * (step % 2)) for step in range(500)]
    assert len(corners(crooked)) == MOST_CORNERS
    assert len(corners(crooked, 5)) == 5

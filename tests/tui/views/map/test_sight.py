"""Where places lie on the screen, nearer and farther, and how long a hundred metres are."""

import pytest

from patrol_tui.domain.geo import LatLon, distance_m
from patrol_tui.tui.kit.drawing.braille import ACROSS, DOWN
from patrol_tui.tui.views.map.sight import SCALES_M, Sight, fitted

GATE: LatLon = (369_700_000, 1_172_100_000)
FAR: LatLon = (369_750_000, 1_172_180_000)


def test_everything_that_shall_be_seen_is_seen() -> None:
    for size in ((49, 18), (72, 34), (8, 3)):
        sight = fitted([GATE, FAR], *size)
        assert sight is not None
        for place in (GATE, FAR):
            column, row = sight.cell(place)
            assert 0 <= column < size[0]
            assert 0 <= row < size[1]
        assert sight.dot(GATE)[1] > sight.dot(FAR)[1]  # north is up
        assert sight.dot(GATE)[0] < sight.dot(FAR)[0]


def test_one_place_is_in_the_middle_and_not_too_near() -> None:
    sight = fitted([GATE], 40, 20)
    assert sight is not None
    assert sight.cell(GATE) == (20, 10)
    assert sight.metres == 1
    assert fitted([], 40, 20) is None
    world = fitted([(-800_000_000, 0), (800_000_000, 1_700_000_000)], 40, 20)
    assert world is not None
    assert world.metres == SCALES_M[-1]


def test_moving_and_zooming_come_back() -> None:
    sight = Sight(GATE, 6, 40, 20)
    assert distance_m(sight.moved(5, -3).moved(-5, 3).centre, GATE) <= 1
    assert sight.zoomed(2).zoomed(-2) == sight
    assert sight.zoomed(100).scale == 0
    assert sight.zoomed(-100).scale == len(SCALES_M) - 1


def test_zooming_keeps_what_is_under_the_mouse() -> None:
    sight = Sight(GATE, 6, 40, 20)
    under = sight.moved(10, 5).centre
    near = sight.zoomed_at(1, 10, 5)
    column, row = near.cell(under)
    assert abs(column - 30) <= 1
    assert abs(row - 15) <= 1


@pytest.mark.parametrize("scale", range(len(SCALES_M)))
def test_the_scale_bar_is_as_long_as_it_says(scale: int) -> None:
    sight = Sight(GATE, scale, 40, 20)
    cells, metres = sight.bar()
    cell_m = ACROSS * sight.metres
    assert 1 <= cells <= 8
    assert abs(cells * cell_m - metres) <= cell_m
    assert str(metres)[0] in "125"
    assert DOWN == 2 * ACROSS

"""What people copy from maps is understood, in whichever order it stands."""

import pytest

from patrol_tui.domain.track.typed import place_typed

GATE = (369_705_000, 1_172_159_000)


@pytest.mark.parametrize(
    "text",
    [
        "36.9705, 117.2159",
        "117.2159,36.9705",
        " 117.2159 36.9705 ",
        "３６．９７０５，１１７．２１５９",
        "36.9705°、117.2159°",
        "N36.9705 E117.2159",
        "36.9705N, 117.2159E",
        "117.2159E 36.9705N",
        "北纬36.9705 东经117.2159",
        "东经117.2159，北纬36.9705",
        "117.2159, 北纬 36.9705",
        "e117.2159, 36.9705",
    ],
)
def test_a_pair_of_degrees_is_a_place(text: str) -> None:
    assert place_typed(text) == GATE


def test_abroad_the_latitude_stands_first() -> None:
    assert place_typed("51.4779, -0.0015") == (514_779_000, -15_000)
    assert place_typed("N10, E20") == (100_000_000, 200_000_000)


@pytest.mark.parametrize(
    "text", ["", "36.97", "36.97 117.21 25", "gate", "91, 181", "N36 N117", "999, 36", "36, 400"]
)
def test_what_is_no_pair_is_no_place(text: str) -> None:
    assert place_typed(text) is None

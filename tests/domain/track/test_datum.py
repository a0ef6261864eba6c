"""Chinese maps and back: known places, and no place moves on the way there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.geo import E7, distance_m
from patrol_tui.domain.track.datum import Datum, from_wgs84, to_wgs84


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((31.1774276, 121.5272106), (31.1753040, 121.5315419)),
        ((22.5438470, 113.9123160), (22.5407961, 113.9171765)),
        ((39.9119540, 116.3778170), (39.9133455, 116.3840472)),
    ],
    ids=["shanghai", "shenzhen", "beijing"],
)
def test_known_places_of_cities_agree(
    wgs84: tuple[float, float], gcj02: tuple[float, float]
) -> None:
    here = round(wgs84[0] * E7), round(wgs84[1] * E7)
    there = round(gcj02[0] * E7), round(gcj02[1] * E7)
    assert distance_m(from_wgs84(here, Datum.GCJ02), there) == 0
    assert distance_m(to_wgs84(there, Datum.GCJ02), here) == 0


def test_baidu_moves_once_more() -> None:
    gate = (369_700_000, 1_172_100_000)
    amap, baidu = from_wgs84(gate, Datum.GCJ02), from_wgs84(gate, Datum.BD09)
    assert 300 < distance_m(gate, amap) < 700
    assert 500 < distance_m(amap, baidu) < 1200


@given(
    st.integers(180_000_000, 530_000_000),
    st.integers(740_000_000, 1_340_000_000),
    st.sampled_from(Datum),
)
def test_there_and_back_is_the_same_place(lat_e7: int, lon_e7: int, datum: Datum) -> None:
    here = lat_e7, lon_e7
    assert distance_m(to_wgs84(from_wgs84(here, datum), datum), here) == 0


@pytest.mark.parametrize("place", [(514_779_000, -1_000), (-338_688_000, 1_512_093_000)])
def test_abroad_nothing_is_moved(place: tuple[int, int]) -> None:
    for datum in Datum:
        assert from_wgs84(place, datum) == place
        assert to_wgs84(place, datum) == place

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.geo import E7, degrees_e7, degrees_text, distance_m, is_on_earth

LATS = st.integers(-90 * E7, 90 * E7)
LONS = st.integers(-180 * E7, 180 * E7)


def test_a_minute_of_latitude_is_a_nautical_mile() -> None:
    assert distance_m((300_000_000, 1_140_000_000), (300_166_667, 1_140_000_000)) == 1853


def test_a_step_of_a_few_metres_is_measured_in_metres() -> None:
    here = (306_127_000, 1_143_051_000)
    assert distance_m(here, (here[0] + 900, here[1])) == 10


def test_two_poles_are_half_a_circumference_apart() -> None:
    assert distance_m((90 * E7, 0), (-90 * E7, 0)) == 20_015_114


def test_the_date_line_is_no_distance() -> None:
    assert distance_m((0, 180 * E7), (0, -180 * E7)) == 0


@given(LATS, LONS, LATS, LONS)
def test_distance_is_the_same_both_ways(lat_a: int, lon_a: int, lat_b: int, lon_b: int) -> None:
    there = distance_m((lat_a, lon_a), (lat_b, lon_b))
    assert 0 <= there == distance_m((lat_b, lon_b), (lat_a, lon_a)) <= 20_015_114


@given(st.integers(-360 * E7, 360 * E7))
def test_degrees_written_are_read_back_exactly(value_e7: int) -> None:
    assert degrees_e7(degrees_text(value_e7)) == value_e7


@pytest.mark.parametrize(
    ("text", "value_e7"),
    [
        ("30.6127", 306_127_000),
        (" -0.00000005 ", 0),
        ("３０．６１２７°", 306_127_000),
        ("1.143051e2", 1_143_051_000),
    ],
)
def test_degrees_are_read_as_people_write_them(text: str, value_e7: int) -> None:
    assert degrees_e7(text) == value_e7


@pytest.mark.parametrize("text", ["", "north", "nan", "inf", "361", "30°36'", "1e999999"])
def test_what_is_no_number_of_degrees_is_nothing(text: str) -> None:
    assert degrees_e7(text) is None


def test_a_latitude_beyond_the_pole_is_not_on_earth() -> None:
    assert is_on_earth(90 * E7, -180 * E7)
    assert not is_on_earth(90 * E7 + 1, 0)
    assert not is_on_earth(0, 180 * E7 + 1)

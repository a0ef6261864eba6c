"""Sixteen bytes say what a thing is, on every laptop alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.entries.ids import ID_BYTES, id_text, name_id, new_id, parse_id

NOON = 1_772_424_000_000_000
SPELLED = "019cacb3-f200-7001-8203-040506070809"


def test_a_new_id_is_a_time_and_what_is_random() -> None:
    assert id_text(new_id(NOON, bytes(range(10)))) == SPELLED


def test_new_ids_grow_with_time_and_differ_at_one() -> None:
    assert new_id(NOON) < new_id(NOON + 1000)
    assert new_id(NOON) != new_id(NOON)


@given(st.integers(-(2**70), 2**70), st.binary(min_size=10, max_size=10))
def test_any_time_makes_an_id_of_version_seven(now_us: int, random: bytes) -> None:
    made = new_id(now_us, random)
    assert len(made) == ID_BYTES
    assert (made[6] >> 4, made[8] >> 6) == (7, 2)
    assert parse_id(id_text(made)) == made


def test_a_named_thing_has_the_same_id_on_every_laptop() -> None:
    assert name_id("station", "binhu").hex() == "aecbe6f29b2fa14b297275c4f5568584"
    assert name_id("station", "滨湖") != name_id("officer", "滨湖")


@pytest.mark.parametrize(
    "typed", [SPELLED, SPELLED.upper(), SPELLED.replace("-", ""), f" {SPELLED}\n"]
)
def test_a_uuid_is_read_in_its_usual_spellings(typed: str) -> None:
    assert parse_id(typed) == new_id(NOON, bytes(range(10)))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "261123-07-04",
        SPELLED[:-1],
        f"{{{SPELLED}}}",
        f"urn:uuid:{SPELLED}",
        "1_" * 16,
        "１" * 32,
        SPELLED.replace("-", "", 1),
        "g" * 32,
    ],
)
def test_anything_else_is_no_id(typed: str) -> None:
    assert parse_id(typed) is None

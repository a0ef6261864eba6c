"""A thing's own fields and members: what may be typed, and what is kept."""

import pytest

from patrol_tui.domain.language.errors import Refused, Usage
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL
from patrol_tui.services.things.values import settable, typed_members, typed_values
from tests.services.laptop import HOUR_US, KINDS, MONDAY_TEN, Laptop

LANE, VENDOR = KINDS
DESK = Laptop().desk()


def test_a_kinds_own_field_counts_before_that_of_every_issue() -> None:
    typed = {"width_m": "２．１米", "deadline_us": "+2h", "lon_e7": "117.21°", "lead": "119"}
    assert typed_values(DESK, ISSUE, LANE, typed) == {
        "width_m": "2.1",
        "deadline_us": MONDAY_TEN + 2 * HOUR_US,
        "lon_e7": 1_172_100_000,
        "lead": "fire",
    }


def test_a_field_that_there_is_not_is_answered_with_those_there_are() -> None:
    with pytest.raises(Refused) as refused:
        typed_values(DESK, ISSUE, VENDOR, {"width_m": "2"})
    assert "kind, place, note, checkpoint, lat, lon" in str(refused.value)
    assert "number" not in settable(ISSUE, LANE)
    assert settable(ISSUE, LANE)[:2] == ("lane", "found")
    assert settable(ISSUE, LANE)[-4:] == ("flags", "measures", "support", "tags")
    assert {"weather", "partners"} <= set(settable(PATROL, None))


@pytest.mark.parametrize("typed", ["soon", "25:00", "2026-13-01"])
def test_a_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Usage, match="is no time"):
        typed_values(DESK, ISSUE, None, {"deadline_us": typed})


@pytest.mark.parametrize("typed", ["181", "１８０．１", "here", "nan"])
def test_a_longitude_beyond_the_earth_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="is no position"):
        typed_values(DESK, ISSUE, None, {"lon_e7": typed})


def test_members_stand_apart_by_any_comma_or_space() -> None:
    assert typed_members(DESK, PATROL, "partners", "０４１８，0419 0418") == ("0418", "0419")
    assert typed_members(DESK, ISSUE, "flags", "延期; SUSPENDED") == ("extended", "suspended")
    assert typed_members(DESK, ISSUE, "measures", "移交、persuaded") == ("handed_over", "persuaded")
    assert typed_members(DESK, ISSUE, "support", "消防救援 居委会") == ("fire", "居委会")
    assert typed_members(DESK, ISSUE, "tags", " ，") == ()


def test_a_member_that_there_is_not_is_answered_with_those_there_are() -> None:
    with pytest.raises(Refused) as refused:
        typed_members(DESK, ISSUE, "flags", "burning")
    assert refused.value.text(str) == (
        "burning is no answer to flags. Possible are: "
        "extended（延期）、suspended（挂账）、settled_on_spot（自处）."
    )

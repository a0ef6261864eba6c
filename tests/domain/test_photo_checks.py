"""What of a photo does not fit its record is pointed out, and nothing else."""

import pytest

from patrol_tui.domain.photo_checks import (
    CLOCK_GAP_US,
    FAR_M,
    OLD_US,
    Difference,
    Taken,
    differences,
)

NOW_US = 1_764_000_000_000_000
MINUTE_US = 60_000_000
HERE = (369_700_000, 1_172_100_000)
THERE = (369_720_000, 1_172_100_000)


def test_a_photo_of_here_and_now_fits() -> None:
    assert differences(Taken(NOW_US - OLD_US, NOW_US - OLD_US, HERE), NOW_US, HERE) == ()
    assert differences(Taken(NOW_US + CLOCK_GAP_US), NOW_US, None) == ()


def test_a_photo_that_says_nothing_fits() -> None:
    assert differences(Taken(), NOW_US, HERE) == ()
    assert differences(Taken(place=THERE), NOW_US, None) == ()


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        (Taken(NOW_US - 90 * MINUTE_US), [Difference("older", 90 * MINUTE_US)]),
        (Taken(NOW_US + 5 * MINUTE_US), [Difference("ahead", 5 * MINUTE_US)]),
        (Taken(NOW_US - 60 * MINUTE_US, NOW_US), [Difference("clock", -60 * MINUTE_US)]),
        (
            Taken(NOW_US + 8 * 60 * MINUTE_US, NOW_US - 40 * MINUTE_US),
            [Difference("clock", 520 * MINUTE_US), Difference("older", 40 * MINUTE_US)],
        ),
        (Taken(satellites_us=NOW_US - 31 * MINUTE_US), [Difference("older", 31 * MINUTE_US)]),
        (Taken(NOW_US, place=THERE), [Difference("far", 222)]),
    ],
)
def test_what_does_not_fit_is_named_with_how_much(taken: Taken, found: list[Difference]) -> None:
    assert differences(taken, NOW_US, HERE) == tuple(found)
    assert FAR_M < 222

"""A rate says of how many, and never more than is true."""

import pytest

from patrol_tui.services.figures.rate import CLOSED, Rate, rate


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        (0, 0, None),
        (0, 3, 0),
        (3, 3, 100),
        (1, 8, 13),
        (2, 3, 67),
        (999, 1000, 99),
        (1, 1000, 1),
    ],
)
def test_what_is_not_all_never_reads_as_all(
    numerator: int, denominator: int, percent: int | None
) -> None:
    assert Rate(CLOSED, numerator, denominator).percent == percent


def test_a_rate_counts_those_that_are_true() -> None:
    assert rate(CLOSED, iter((True, False, True))) == Rate(CLOSED, 2, 3)

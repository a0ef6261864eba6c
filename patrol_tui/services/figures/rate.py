"""A rate: never a bare percentage, always so many of so many, and of what."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.values import dataclass

T = TypeVar("T")
_ALL = 100


@dataclass(frozen=True, slots=True)
class Measured:
    """What a rate is.

    Attributes:
        id: name in JSON, never changed.
        name: msgid of its name.
        base: msgid of what its denominator counts, in a word or two.
        counts: msgid of the whole definition, a sentence.
        is_fault: the less the better.
    """

    id: str
    name: str
    base: str
    counts: str
    is_fault: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many.

    Attributes:
        of: what it is.
        numerator: how many did.
        denominator: of how many.
    """

    of: Measured
    numerator: int
    denominator: int

    @property
    def percent(self) -> int | None:
        """Return the rate in whole percent, halves up; None where there is nothing to divide by.

        What is not quite all never reads as 100, nor what is not quite nothing as 0.
        """
        if self.denominator == 0:
            return None
        rounded = (2 * _ALL * self.numerator + self.denominator) // (2 * self.denominator)
        if 0 < self.numerator < self.denominator:
            return min(max(rounded, 1), _ALL - 1)
        return rounded


def rate(of: Measured, counted: Iterable[bool]) -> Rate:
    """Return the rate of those that are true among what is counted."""
    marks: Sequence[bool] = tuple(counted)
    return Rate(of, sum(marks), len(marks))


def _satisfied(id: str, name: str, counts: str) -> Measured:
    return Measured(id, name, N_("base|rated"), counts)


HANDLED_ON_TIME = Measured(
    "handled_on_time",
    N_("Handled on time"),
    N_("base|were due"),
    N_("handled by the deadline, of those that are handled or whose deadline is over"),
)
CLOSED_ON_TIME = Measured(
    "closed_on_time",
    N_("Closed on time"),
    N_("base|to be closed"),
    N_("closed within the limit after handling, of handled ones closed or past it"),
)
CLOSED = Measured(
    "closed",
    N_("Closed"),
    N_("base|recorded"),
    N_("closed, of all recorded; declined and void ones left out"),
)
FILED_ON_TIME = Measured(
    "filed_on_time",
    N_("Filed on time"),
    N_("base|to be filed"),
    N_("filed within the limit after the report, of those filed or past it"),
)
FILED_RIGHT = Measured(
    "filed_right",
    N_("Rightly filed"),
    N_("base|filed"),
    N_("filed and not voided afterwards, of all that were filed"),
)
REWORKED = Measured(
    "reworked",
    N_("Reworked"),
    N_("base|closed"),
    N_("sent back for rework at least once, of all that are closed"),
    is_fault=True,
)
REPEATED = Measured(
    "repeated",
    N_("Repeated"),
    N_("base|recorded"),
    N_("same kind and same place within 30 days before, of all recorded"),
    is_fault=True,
)
STRUCK_OFF = Measured(
    "struck_off",
    N_("Struck off the list"),
    N_("base|listed"),
    N_("struck off, of all issues on the lists of campaigns"),
)
RELAPSED = Measured(
    "relapsed",
    N_("Relapsed"),
    N_("base|struck off"),
    N_("same kind recorded at the place again, of issues that campaigns struck off"),
    is_fault=True,
)
CALLED_BACK = Measured(
    "called_back",
    N_("Called back"),
    N_("base|answered"),
    N_("requests called back, of all that were answered or settled"),
)
REQUEST_SATISFACTION = _satisfied(
    "request_satisfaction",
    N_("Requests satisfied"),
    N_("satisfied or fairly so, of requests that somebody else rated at the call-back"),
)
MEETING_SATISFACTION = _satisfied(
    "meeting_satisfaction",
    N_("Meetings satisfied"),
    N_("satisfied or fairly so, of meetings that somebody else rated"),
)
WHISTLE_SATISFACTION = _satisfied(
    "whistle_satisfaction",
    N_("Whistles satisfied"),
    N_("satisfied or fairly so, of whistles that the base level rated"),
)
WHISTLE_ON_TIME = Measured(
    "whistle_on_time",
    N_("Came on time"),
    N_("base|were called"),
    N_("signed, got in touch and came in time, of departments called that did or are late"),
)
COVERAGE = Measured(
    "coverage",
    N_("Places visited"),
    N_("base|places a week"),
    N_("checkpoints visited at least once in a week, of all on the routes, week by week"),
)

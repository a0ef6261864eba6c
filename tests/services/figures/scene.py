"""Issues on their way, and the figures of what became of them."""

from dataclasses import replace
from datetime import date

from patrol_tui.domain.catalog import Deadline, Limit, TimeUnit, Words
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.services.figures.gather import Figures, Group, Scope, figures
from patrol_tui.services.figures.period import Period
from patrol_tui.services.requests import Move
from tests.services.laptop import HOUR_US, SMALL, Laptop, record

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
CLOSING = Limit(id="issue_closing", span=Deadline(8, TimeUnit.HOURS), name=Words("结案", "Closed"))
FILING = Limit(id="issue_filing", span=Deadline(2, TimeUnit.HOURS), name=Words("立案", "Filed"))
WITH_CLOSING = replace(SMALL, limits={**SMALL.limits, CLOSING.id: CLOSING, FILING.id: FILING})
HANDLED = ("verified", "filed", "dispatched", "handling", "responded")
TO_CHECK = (*HANDLED, "checked", "closed")


def station() -> Laptop:
    """Return a laptop where issues are to be filed in two hours, closed eight after handling."""
    return Laptop(catalog=WITH_CLOSING)


def gone(laptop: Laptop, issue: bytes, *states: str) -> bytes:
    """Move an issue on; somebody else looks whether it is well done."""
    own = laptop.ledger.writer
    for state in states:
        if state == "checked":
            laptop.ledger.written_by(own.device, name_id("officer", "0418"))
        laptop.do(Move(issue, state, "有原因"))
    laptop.ledger.written_by(own.device, own.officer)
    return issue


def seen(laptop: Laptop, *states: str, hours: int = 4, **more: object) -> bytes:
    """Record an issue that is due after some hours, and move it on."""
    due = laptop.clock.now_us() + hours * HOUR_US
    made = laptop.do(record(**({"deadline_us": due, "recheck_us": due} | more))).subject
    return gone(laptop, made, *states)


def counted(laptop: Laptop, days: Period = NOVEMBER, of: str | None = "binhu") -> Figures:
    """Return the figures as of now."""
    return figures(laptop.book, laptop.desk(), Scope(days, of))


def rates(found: Figures | Group) -> dict[str, tuple[int, int]]:
    """Return both sides of each rate."""
    return {one.of.id: (one.numerator, one.denominator) for one in found.rates}

"""Lives the matters through: who does what when, so that nothing lies ahead of its cause."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from random import Random

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.times import day_of, rfc3339
from patrol_tui.sample.act import Act
from patrol_tui.sample.duty import HOURS_MIN, JIA, Duty, at
from patrol_tui.sample.matters.asked import CALLED, REQUESTS
from patrol_tui.sample.matters.held import HELD
from patrol_tui.sample.matters.kept import KEPT
from patrol_tui.sample.matters.matter import Later, Matter
from patrol_tui.services.requests import AddThing, Move, SetFields

ALL: tuple[Matter, ...] = (*REQUESTS, *CALLED, *HELD, *KEPT)
_SEED = 20260702
_STEP_US = 2 * MINUTE_US
_FIRST_MIN, _APART_MIN = 35, 11
_TODAY, _DAY, _VENDING = "@today", "@day", "@vending"


class Matters:
    """Makes up what the first laptop's officer does about them; the same for the same present."""

    def __init__(self, duty: Duty, vending: Sequence[tuple[int, bytes]]) -> None:
        """Keep what the matters depend on.

        Args:
            duty: who is at work when.
            vending: issues of the officer's own that a campaign lists, with when they were known.
        """
        self._duty = duty
        self._chance = Random(_SEED)  # noqa: S311 - a story, no secret
        self._begun: dict[str, bytes] = {}
        self._vending = vending

    def acts(self) -> Iterator[Act]:
        """Yield everything; a short sample, which has no days for them, has none."""
        if self._duty.days <= max(matter.age for matter in ALL):
            return
        for place, matter in enumerate(ALL):
            yield from self._live(matter, place)

    def _live(self, matter: Matter, place: int) -> Iterator[Act]:
        at_us = self._at(matter.age, place)
        subject = new_id(at_us, self._chance.randbytes(10))
        self._begun[matter.key] = subject
        values = self._said(matter.values, at_us)
        yield Act(at_us, JIA, AddThing(matter.type, values, subject=subject))
        for later in matter.later:
            at_us = max(self._at(later.age, place), at_us + _STEP_US)
            yield Act(at_us, JIA, self._request(subject, later, at_us))

    def _at(self, age: int, place: int) -> int:
        """Return a time at work so many days ago; each matter has its own minute of the day."""
        day = self._duty.last_day_on(JIA, self._duty.today - timedelta(days=age))
        begin_min, _end_min = HOURS_MIN[JIA]
        return at(day, begin_min + _FIRST_MIN) + place * _APART_MIN * MINUTE_US

    def _request(self, subject: bytes, later: Later, at_us: int) -> Move | SetFields:
        values = self._said(later.values, at_us)
        if later.status:
            return Move(subject, later.status, later.reason, values=values)
        return SetFields(subject, values, later.reason)

    def _said(self, values: Mapping[str, str], at_us: int) -> dict[str, str]:
        day = day_of(at_us).isoformat()
        told = {name.replace(_DAY, day): self._named(text, at_us) for name, text in values.items()}
        return {name: text for name, text in told.items() if text}

    def _named(self, text: str, at_us: int) -> str:
        if text == _TODAY:
            first_us, second_us = self._duty.due_today()
            return rfc3339((first_us + second_us) // 2)
        if text.startswith(_VENDING):
            known = [subject.hex() for known_us, subject in self._vending if known_us < at_us]
            return " ".join(known[:1] if text != _VENDING else known)
        if text.startswith("@"):
            begun = self._begun.get(text[1:])
            return begun.hex() if begun else ""
        return text

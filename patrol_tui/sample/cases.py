"""What becomes of an issue: from the record to the archive, on whose laptop and when."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.subjects.issue import ENDED
from patrol_tui.domain.times import rfc3339
from patrol_tui.domain.values import dataclass
from patrol_tui.sample import reasons
from patrol_tui.sample.act import Act, Drawing
from patrol_tui.sample.album import Album, files
from patrol_tui.sample.duty import BING, JIA, YI, Duty
from patrol_tui.sample.scene import Scene
from patrol_tui.services.requests import (
    AddPhotos,
    Move,
    Note,
    Recheck,
    RecordIssue,
    Retract,
    SetFields,
    Share,
    ThingRequest,
)

_ENDING = ("responded", "checked", "closed", "archived")
PATHS: Mapping[str, tuple[str, ...]] = {
    "spot": _ENDING,
    "order": ("verified", "filed", "handling", *_ENDING),
    "handed": ("verified", "filed", "dispatched", "handling", *_ENDING),
    "returned": ("verified", "filed", "dispatched", "returned"),
    "reworked": ("verified", "filed", "handling", "responded", "checked", "reworked"),
    "declined": ("verified", "declined"),
    "voided": ("voided",),
}
"""States that an issue goes through after it was reported, by the way it is dealt with."""

_DAY_MIN = 24 * 60
_GAPS_MIN: Mapping[str, tuple[int, int]] = {
    "verified": (10, 45),
    "filed": (1, 4),
    "dispatched": (1, 5),
    "handling": (15, 120),
    "responded": (40, 240),
    "checked": (10, 200),
    "closed": (1, 4),
    "archived": (3 * _DAY_MIN, 4 * _DAY_MIN),
    "returned": (30, 150),
    "reworked": (5, 40),
    "declined": (10, 60),
    "voided": (10, 60),
    "corrected": (4, 20),
    "noted": (5, 30),
    "extended": (20, 90),
    "suspended": (20, 90),
    "shared": (10, 25),
    "retracted": (4, 15),
}
_WITHOUT_OWN_DATE = frozenset(("extended", "suspended", "retracted"))
_ON_THE_SPOT_MIN = (1, 5)
_PAIR_PERCENT = 35


@dataclass(frozen=True, slots=True)
class Course:
    """How an issue is dealt with.

    Attributes:
        way: names its path.
        until: the last state that it reaches, if time allows.
        early: what happens soon after the record: corrected, noted, shared, retracted.
        late: what happens in its last state: extended, suspended.
    """

    way: str
    until: str = "archived"
    early: tuple[str, ...] = ()
    late: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        """Return the states to go through."""
        path = PATHS[self.way]
        return path[: path.index(self.until) + 1] if self.until in path else ()


@dataclass(slots=True)
class _Thread:
    """How far an issue's story has come: who acted last, when, and how it stands."""

    subject: bytes
    scene: Scene
    course: Course
    recorder: str
    who: str
    at_us: int
    status: str = "reported"


class Cases:
    """Makes up what happens to issues; the same for the same chance."""

    def __init__(self, chance: Random, duty: Duty, catalog: Catalog, album: Album) -> None:
        """Keep what the stories depend on."""
        self._chance, self._duty, self._catalog, self._album = chance, duty, catalog, album

    def acts(
        self,
        scene: Scene,
        badge: str,
        at_us: int,
        course: Course,
        answers: tuple[str, str] | None = None,
    ) -> list[Act]:
        """Return all that is done about an issue, the record first."""
        subject = new_id(at_us, self._chance.randbytes(10))
        thread = _Thread(subject, scene, course, badge, badge, at_us)
        drawings = self._album.maybe(scene.kind, at_us)
        later = list(self._story(thread))
        return [Act(at_us, badge, self._record(thread, drawings, answers), drawings), *later]

    def _record(
        self, thread: _Thread, drawings: tuple[Drawing, ...], answers: tuple[str, str] | None
    ) -> RecordIssue:
        scene = thread.scene
        record = record_of(scene, thread.subject, drawings, answers)
        is_free = thread.status in ENDED or thread.status in _WITHOUT_OWN_DATE
        if is_free or "settled" in scene.sight.measures:
            return record
        return replace(
            record,
            deadline_us=self._duty.later(self._chance),
            recheck_us=self._recheck_due(scene.kind),
        )

    def _recheck_due(self, kind: str) -> int | None:
        wanted = self._catalog.kind(kind).recheck is not None
        return self._duty.later(self._chance) if wanted else None

    def _story(self, thread: _Thread) -> Iterator[Act]:
        for extra in thread.course.early:
            yield from self._extra(thread, extra)
        if thread.status == "retracted":
            return
        for status in thread.course.states:
            who = self._actor(thread, status)
            if not self._go_on(thread, who, self._gap(thread, status)):
                return
            if status == "responded":
                yield from self._recheck(thread)
            yield Act(thread.at_us, who, self._move(thread, status))
            thread.status = status
        if thread.course.late:
            yield from self._extra(thread, thread.course.late)

    def _gap(self, thread: _Thread, status: str) -> tuple[int, int]:
        is_at_once = status == "responded" and thread.course.way == "spot"
        return _ON_THE_SPOT_MIN if is_at_once else _GAPS_MIN[status]

    def _actor(self, thread: _Thread, status: str) -> str:
        """Return who takes a step: what took more than a moment, another officer checks."""
        if status == "archived":
            return JIA
        if status != "checked" or thread.course.way == "spot":
            return thread.who
        if thread.recorder != JIA:
            return JIA
        return self._chance.choice((YI, YI, BING))

    def _go_on(self, thread: _Thread, who: str, gap_min: tuple[int, int]) -> bool:
        """Move on to the next step and tell whether it still happens before the last hour."""
        earliest = thread.at_us + self._chance.randint(*(60 * gap for gap in gap_min)) * 1_000_000
        if who != thread.who:
            known_us = self._duty.known_us(thread.who, thread.at_us, who)
            if known_us is None:
                return False
            earliest = max(earliest, known_us + MINUTE_US)
        slot = self._duty.slot(who, earliest, self._chance)
        if slot is None:
            return False
        thread.who, thread.at_us = who, slot
        return True

    def _move(self, thread: _Thread, status: str) -> Move:
        departments = self._catalog.departments
        to = thread.scene.sight.to
        if not to and "dispatched" in thread.course.states:
            to = self._catalog.kind(thread.scene.kind).authority[0]
        name = departments[to].name.zh if to else ""
        reason = reasons.reason_for(self._chance, status, thread.course.way, name)
        return Move(thread.subject, status, reason)

    def _recheck(self, thread: _Thread) -> Iterator[Act]:
        """Yield the look at the place that some kinds ask for, a moment before the answer."""
        kind = self._catalog.kind(thread.scene.kind)
        if kind.recheck is None or thread.course.way == "spot":
            return
        seen = Recheck(thread.subject, thread.scene.sight.after)
        yield Act(thread.at_us, thread.who, seen)
        if kind.photo_pair and self._chance.randrange(100) < _PAIR_PERCENT:
            drawings = self._album.of("street", thread.at_us)
            photos = AddPhotos(thread.subject, files(drawings, "复查，同一位置"))
            thread.at_us += MINUTE_US
            yield Act(thread.at_us, thread.who, photos, drawings)
        thread.at_us += MINUTE_US

    def _extra(self, thread: _Thread, extra: str) -> Iterator[Act]:
        if self._go_on(thread, thread.who, _GAPS_MIN[extra]):
            if extra in _WITHOUT_OWN_DATE:
                thread.status = extra
            yield Act(thread.at_us, thread.who, self._request(thread, extra))

    def _request(self, thread: _Thread, extra: str) -> ThingRequest:
        subject, chance = thread.subject, self._chance
        match extra:
            case "corrected":
                values = {"place": thread.scene.elsewhere}
                return SetFields(subject, values, chance.choice(reasons.CORRECTIONS))
            case "extended":
                later = rfc3339(self._duty.later(chance, (2, 7)))
                values = {"flags": "extended", "deadline_us": later}
                return SetFields(subject, values, chance.choice(reasons.EXTENSIONS))
            case "suspended":
                values = {"flags": "suspended"}
                return SetFields(subject, values, chance.choice(reasons.SUSPENSIONS))
            case "retracted":
                return Retract(subject, reasons.RETRACTION)
            case "shared":
                return Share(subject, "nanhu")
            case _:
                return Note(subject, chance.choice(reasons.NOTES))


def record_of(
    scene: Scene,
    subject: bytes,
    drawings: tuple[Drawing, ...] = (),
    answers: tuple[str, str] | None = None,
) -> RecordIssue:
    """Return the request that records a scene."""
    return RecordIssue(
        kind=scene.kind,
        place=scene.place,
        note=scene.note,
        lat_e7=scene.lat_e7,
        lon_e7=scene.lon_e7,
        checkpoint=scene.checkpoint,
        photos=files(drawings),
        measures=scene.sight.measures,
        handed_to=scene.sight.to,
        fields=scene.fields,
        answers=answers,
        subject=subject,
    )

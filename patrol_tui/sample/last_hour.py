"""What the laptop shows first: two things due today, one conflict, entries that still wait."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.times import day_of, in_zone
from patrol_tui.domain.values import dataclass
from patrol_tui.sample.act import Act, Sync
from patrol_tui.sample.album import Album, files
from patrol_tui.sample.cases import record_of
from patrol_tui.sample.duty import BING, JIA, YI, Duty, at
from patrol_tui.sample.scene import Scene, scene_at
from patrol_tui.sample.sights.estate import CLUTTER_PLANTING, GARBAGE_ROOM, SEWAGE
from patrol_tui.sample.sights.safety import BIKE_PARKING, FIRE_LANE
from patrol_tui.sample.sights.sight import Sight
from patrol_tui.sample.sights.street import OPEN_BARBECUE, STREET_VENDING
from patrol_tui.services.requests import AddPhotos, Move, Note, Recheck, SetFields

GONE, STILL_THERE = "车已驶离", "还占着"
_EVENING = 18
_ESTABLISHED_MIN = 15 * 60 + 10


@dataclass(frozen=True, slots=True)
class _Known:
    """An issue that the day before left open."""

    subject: bytes
    acts: tuple[Act, ...]


class LastHour:
    """Makes up the day before's open issues, and the hour that ends now."""

    def __init__(self, chance: Random, duty: Duty, catalog: Catalog, album: Album) -> None:
        """Keep what the story depends on."""
        self._chance, self._duty, self._album = chance, duty, album
        self._points = {
            point.id: point
            for route in catalog.routes.values()
            if route.station == "binhu"
            for point in route.checkpoints
        }

    def acts(self) -> Iterator[Act]:
        """Yield everything; the last act leaves entries in the shared database unfetched."""
        blocked = self._conflicting()
        drain = self._day_before("north_drain", "sewage", SEWAGE[0], 20, "dispatched")
        planting = self._day_before("south_parking", "clutter_planting", CLUTTER_PLANTING[2], 35)
        for known in (blocked, drain, planting):
            yield from known.acts
        yield from self._everything_sent()
        yield from self._due()
        yield from self._conflict(blocked.subject)
        yield from self._waiting(drain.subject, planting.subject)

    def _ago(self, minutes: float) -> int:
        return self._duty.anchor_us - round(minutes * MINUTE_US)

    def _scene(self, checkpoint: str, kind: str, sight: Sight) -> Scene:
        return scene_at(self._chance, kind, self._points[checkpoint], sight)

    def _subject(self, at_us: int) -> bytes:
        return new_id(at_us, self._chance.randbytes(10))

    def _yesterday(self, minute: int) -> int:
        before = day_of(self._duty.anchor_us) - timedelta(days=1)
        return at(self._duty.last_day_on(JIA, before), _ESTABLISHED_MIN + minute)

    def _conflicting(self) -> _Known:
        at_us = self._yesterday(0)
        scene = replace(
            self._scene("north_block3", "fire_lane", FIRE_LANE[1]), place="甲小区 3号楼东侧"
        )
        drawings = self._album.of("fire_lane", at_us, 2)
        record = record_of(scene, self._subject(at_us), drawings)
        record = replace(
            record,
            photos=files(drawings, "车头", "标线"),
            deadline_us=self._duty.later(self._chance, (1, 2)),
            recheck_us=self._ago(10),
        )
        first = Act(at_us, JIA, record, drawings)
        return self._moved(first, record.subject or b"", "dispatched", "派给消防救援主办")

    def _day_before(
        self, checkpoint: str, kind: str, sight: Sight, minute: int, until: str = "filed"
    ) -> _Known:
        at_us = self._yesterday(minute)
        subject = self._subject(at_us)
        record = record_of(self._scene(checkpoint, kind, sight), subject)
        record = replace(record, deadline_us=self._duty.later(self._chance, (2, 4)))
        return self._moved(Act(at_us, JIA, record), subject, until, "派给水务主办")

    def _moved(self, first: Act, subject: bytes, until: str, reason: str) -> _Known:
        states = ("verified", "filed", "dispatched")
        moves = [
            Act(
                first.at_us + (6 + 2 * place) * MINUTE_US,
                JIA,
                Move(subject, state, reason if state == "dispatched" else "现场看过，情况属实"),
            )
            for place, state in enumerate(states[: states.index(until) + 1])
        ]
        return _Known(subject, (first, *moves))

    def _everything_sent(self) -> Iterator[Act]:
        for minutes, badge in ((60, YI), (59, BING), (57, JIA), (54, YI)):
            yield Act(self._ago(minutes), badge, Sync())

    def _due(self) -> Iterator[Act]:
        first_us, second_us = self._duty.due_today()
        at_us = self._ago(46)
        is_evening = in_zone(second_us).hour >= _EVENING
        scene = (
            self._scene("south_food_street", "open_barbecue", OPEN_BARBECUE[1])
            if is_evening
            else self._scene("north_room2", "garbage_room", GARBAGE_ROOM[1])
        )
        half_hour_us = 30 * MINUTE_US
        cleared = replace(
            record_of(scene, self._subject(at_us)),
            deadline_us=second_us,
            recheck_us=None if is_evening else second_us + half_hour_us,
        )
        yield Act(at_us, JIA, cleared)
        at_us = self._ago(21)
        lane = replace(
            self._scene("north_lane5", "fire_lane", FIRE_LANE[1]), place="甲小区 5号楼西侧"
        )
        drawings = self._album.of("fire_lane", at_us)
        blocked = replace(
            record_of(lane, self._subject(at_us), drawings),
            recheck_us=first_us,
            deadline_us=first_us + half_hour_us,
        )
        yield Act(at_us, JIA, blocked, drawings)

    def _conflict(self, subject: bytes) -> Iterator[Act]:
        """Yield two looks at one car, written by people who had not seen each other's entry."""
        # Not a second re-check: its time would be a conflict of its own.
        seen = SetFields(subject, {"recheck_result": STILL_THERE}, "复查")
        yield Act(self._ago(34), YI, seen)
        drawings = self._album.of("fire_lane", self._ago(33.5))
        photos = AddPhotos(subject, files(drawings, "复查时车还在"))
        yield Act(self._ago(33.5), YI, photos, drawings)
        yield Act(self._ago(31), JIA, Recheck(subject, GONE))
        for minutes, badge in ((28, JIA), (24, YI), (12, JIA)):
            yield Act(self._ago(minutes), badge, Sync())

    def _waiting(self, drain: bytes, planting: bytes) -> Iterator[Act]:
        yield Act(self._ago(9), YI, Sync())
        yield Act(self._ago(8), JIA, Sync())
        yield Act(self._ago(7), YI, Move(drain, "handling", "水务已派人到场"))
        yield Act(self._ago(6.4), YI, Note(planting, "车主电话联系上了，答应周末来拆"))
        at_us = self._ago(5.5)
        drawings = self._album.of("street_vending", at_us)
        vending = replace(
            record_of(
                self._scene("south_food_street", "street_vending", STREET_VENDING[1]),
                self._subject(at_us),
                drawings,
            ),
            deadline_us=self._duty.later(self._chance, (1, 1)),
            recheck_us=self._duty.later(self._chance, (2, 2)),
        )
        yield Act(at_us, YI, vending, drawings)
        at_us = self._ago(4)
        bikes = record_of(
            self._scene("south_gate", "bike_parking", BIKE_PARKING[0]), self._subject(at_us)
        )
        yield Act(at_us, YI, bikes)
        yield Act(self._ago(3.2), YI, Move(bikes.subject or b"", "responded", "当场改好，已拍照"))
        yield Act(self._ago(2.6), YI, Move(drain, "responded", "水务回复：已疏通，不外溢"))
        yield Act(self._ago(2), YI, Sync())

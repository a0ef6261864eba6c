"""An officer at a laptop: the real rules over a ledger in memory and a catalogue of few words."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from patrol_tui.clock import FixedClock
from patrol_tui.domain.catalog import (
    Catalog,
    CategoryCode,
    ChecklistItem,
    Checkpoint,
    Choice,
    CodeSort,
    Deadline,
    Department,
    District,
    FieldType,
    FormField,
    IssueKind,
    Limit,
    Measure,
    Route,
    Shift,
    Station,
    TimeUnit,
    Words,
    WorkPeriod,
)
from patrol_tui.domain.folding.pictures import Region
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.times import parse_time
from patrol_tui.services.office import Done, Office
from patrol_tui.services.patrol.tracks import Tracks
from patrol_tui.services.photos.photos import Photos
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import RecordIssue, Request
from tests.services.memory import MemoryLedger, MemoryOpenPoints, writer

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger

MINUTE_US = 60_000_000
HOUR_US = 60 * MINUTE_US


def at(text: str) -> int:
    """Return a time of the district, such as 2026-11-23T10:00."""
    return parse_time(text, 0)


MONDAY_TEN = at("2026-11-23T10:00")


def item(name: str, *, retired: bool = False) -> ChecklistItem:
    """Return something to look at."""
    return ChecklistItem(id=name, text=Words(f"看{name}", f"See {name}"), retired=retired)


def point(name: str, planned_min: int, *items: ChecklistItem, retired: bool = False) -> Checkpoint:
    """Return a place on the route."""
    return Checkpoint(
        id=name,
        name=Words(f"{name}号点", f"Point {name}"),
        lat_e7=369_700_000,
        lon_e7=1_172_100_000,
        planned_min=planned_min,
        items=items,
        retired=retired,
    )


NORTH = Route(
    id="north",
    station="binhu",
    name=Words("北线", "North"),
    grace_min=15,
    checkpoints=(
        point("gate", 0, item("clear"), item("posters"), item("gone", retired=True)),
        point("market", 20, item("stalls")),
        point("old", 30, item("x"), retired=True),
        point("block", 40, item("stairs")),
    ),
)
ROUTES = (
    NORTH,
    Route(id="south", station="nanhu", name=Words("南线", "South"), checkpoints=(point("a", 0),)),
    Route(
        id="closed",
        station="binhu",
        name=Words("旧线", "Closed"),
        checkpoints=(point("a", 0),),
        retired=True,
    ),
    Route(
        id="bare",
        station="binhu",
        name=Words("空线", "Bare"),
        checkpoints=(point("a", 0, retired=True),),
    ),
)


def asks(name: str, label: str, kind: FieldType, **more: Words) -> FormField:
    """Return a field of the form."""
    return FormField(id=name, label=Words(label, name.title()), type=kind, unit=more.get("unit"))


LANE = FormField(
    id="lane",
    label=Words("通道", "Lane"),
    type=FieldType.CHOICE,
    required=True,
    choices=(
        Choice(id="access", name=Words("消防车通道", "Fire access")),
        Choice(id="exit", name=Words("安全出口", "Exit")),
        Choice(id="old", name=Words("旧项", "Old"), retired=True),
    ),
)
FOUND = FormField(
    id="found",
    label=Words("问题", "Found"),
    type=FieldType.CHOICES,
    choices=(
        Choice(id="smell", name=Words("异味", "Smell")),
        Choice(id="full", name=Words("满溢", "Full")),
    ),
)
FORM = (
    LANE,
    FOUND,
    asks("width_m", "余宽", FieldType.DECIMAL, unit=Words("米", "m")),
    asks("stalls", "摊数", FieldType.INTEGER),
    asks("since_min", "已占", FieldType.MINUTES, unit=Words("分钟", "min")),
    asks("moved", "已挪开", FieldType.FLAG),
    asks("plate", "车牌", FieldType.PLATE),
    asks("heard_at", "听到", FieldType.TIME),
    asks("phone", "电话", FieldType.PHONE),
    asks("office", "单位", FieldType.DEPARTMENT),
    asks("area", "小区", FieldType.TEXT),
)


def kind(name: str, label: Words, **changes: object) -> IssueKind:
    """Return a kind of issue."""
    values: dict[str, object] = {
        "id": name,
        "glyph": "消",
        "letters": "FL",
        "name": label,
        "group": "street",
        "authority": ("fire",),
        "can_penalise": False,
        "may": Words("劝导", "persuade"),
        "order_first": False,
        "measures": ("persuaded", "settled", "handed_over", "gone", "unknown"),
        "deadline": Deadline(4, TimeUnit.WORKING_HOURS),
        "recheck": Deadline(1, TimeUnit.HOURS),
        "say": Words("请开走", "Please move"),
    }
    return IssueKind(**(values | changes))  # type: ignore[arg-type] # plain values of a test


KINDS = (
    kind(
        "fire_lane",
        Words("消防通道占用", "Fire lane blocked"),
        fields=FORM,
        codes=(
            CategoryCode(
                generation=3, sort=CodeSort.EVENT, code="09012", name=Words("占用通道", "Occupied")
            ),
        ),
    ),
    kind("vendor", Words("占道经营", "Street vending"), recheck=None, glyph="摊", letters="SV"),
)
MEASURES = (
    Measure(id="persuaded", name=Words("劝导", "Persuaded")),
    Measure(id="settled", name=Words("当场处置", "Settled"), settles=True),
    Measure(id="handed_over", name=Words("移交", "Handed over"), needs_department=True),
    Measure(id="gone", name=Words("旧措施", "Gone"), retired=True),
)
FIRE = Department(
    id="fire",
    name=Words("消防救援", "Fire"),
    full_name=Words("消防救援大队", "Fire and Rescue"),
    aliases=("119",),
)
WATER = Department(
    id="water", name=Words("水务", "Water"), full_name=Words("区水务局", "District Water Bureau")
)
LIMITS = tuple(
    Limit(id=name, span=Deadline(amount, TimeUnit.HOURS), name=Words("下一步", "Next step"))
    for name, amount in (
        ("request_registered", 8),
        ("request_registered_hotline", 4),
        ("request_answered", 2),
        ("whistle_blown", 1),
        ("whistle_signed", 24),
        ("whistle_contacted", 72),
        ("whistle_contacted_urgent", 48),
        ("whistle_arrived", 100),
    )
)
SHIFTS = (
    Shift(id="early", name=Words("早班", "Early"), start_min=480, end_min=1020),
    Shift(id="night", name=Words("夜班", "Night"), start_min=1320, end_min=1800),
)
JIYANG = District(
    id="jiyang",
    name=Words("济阳区", "Jiyang"),
    code="370115",
    zone="Asia/Shanghai",
    work_days=(1, 2, 3, 4, 5),
    work_periods=(WorkPeriod(510, 720), WorkPeriod(810, 1050)),
    category_generation=3,
)
SMALL = Catalog(
    districts={"jiyang": JIYANG},
    shifts={shift.id: shift for shift in SHIFTS},
    departments={"fire": FIRE, "water": WATER},
    limits={limit.id: limit for limit in LIMITS},
    measures={measure.id: measure for measure in MEASURES},
    kinds={one.id: one for one in KINDS},
    stations={
        name: Station(id=name, code=code, name=Words(zh, en), community=Words(zh, en))
        for name, code, zh, en in (
            ("binhu", "BH", "滨湖站", "Binhu"),
            ("nanhu", "NH", "南湖站", "Nanhu"),
        )
    },
    routes={route.id: route for route in ROUTES},
)


@dataclass(frozen=True)
class Taken:
    """A photo as its reader found it."""

    data: bytes
    media_type: str = "image/jpeg"
    thumbnail_jpeg: bytes = b"small"
    taken_at_us: int | None = None
    lat_e7: int | None = None
    lon_e7: int | None = None
    satellites_us: int | None = None
    smaller_jpeg: bytes | None = None


class Album:
    """Photo files by name, and a store that remembers what it kept."""

    def __init__(self, **files: Taken) -> None:
        self.files = files
        self.kept: dict[bytes, bytes] = {}

    def read(self, path: Path) -> Taken:
        """Return the photo of a name."""
        if path.name not in self.files:
            raise Refused(N_("{name} is no photo."), name=path.name)
        return self.files[path.name]

    def blacken(self, data: bytes, regions: Sequence[Region]) -> Taken:
        """Return other bytes, which tell what was asked for."""
        told = " ".join(str(region.body()) for region in regions)
        return Taken(data + told.encode(), thumbnail_jpeg=b"black")

    def put(self, content: bytes, media_type: str, thumbnail: bytes | None = None) -> bytes:
        """Keep a photo."""
        del media_type, thumbnail
        name = hashlib.sha256(content).digest()
        self.kept[name] = content
        return name

    def get(self, name: bytes) -> bytes:
        """Return what was kept."""
        if name not in self.kept:
            raise NotFound(N_("There is no such thing in this ledger."))
        return self.kept[name]


class Laptop:
    """One laptop of the station by the lake, and the officer at it."""

    def __init__(
        self,
        number: int = 7,
        badge: str = "0417",
        *,
        now_us: int = MONDAY_TEN,
        catalog: Catalog = SMALL,
        album: Album | None = None,
    ) -> None:
        self.ledger = MemoryLedger(writer(badge, number=number))
        self.clock = FixedClock(now_us)
        self.catalog = catalog
        self.album = album or Album()
        photos = Photos(self.album, self.album.read, self.album.blacken)
        self.walked = MemoryOpenPoints()
        self.tracks = Tracks(self.walked, self.album)
        self.office = Office(self.book, lambda: self.catalog, photos, self.clock, self.tracks)

    @property
    def book(self) -> "Ledger":
        """The ledger as services ask for it: what a sync needs of one, no decision asks for."""
        return cast("Ledger", self.ledger)

    def do(self, *requests: Request) -> Done:
        """Carry out requests, a minute apart, and return what the last one wrote."""
        for request in requests:
            self.clock.advance(MINUTE_US)
            done = self.office.perform(request)
        return done

    def state(self, subject: bytes) -> State:
        """Return what is held of a thing."""
        state = self.ledger.state(subject)
        assert state is not None
        return state

    def desk(self) -> Desk:
        """Return who decides, with what, and when."""
        return Desk(self.ledger.writer, self.catalog, self.clock.now_us())

    def patrol(self) -> State:
        """Return the patrol under way."""
        state = self.office.patrol_under_way()
        assert state is not None
        return state


def record(**changes: object) -> RecordIssue:
    """Return the request to record a blocked lane, with some of it changed."""
    values: dict[str, object] = {
        "kind": "fire_lane",
        "place": "5号楼西侧",
        "note": "黑色轿车横停",
    }
    return RecordIssue(**(values | changes))  # type: ignore[arg-type] # plain values of a test


def meet(*laptops: Laptop) -> None:
    """Let every laptop take what the others wrote, as a sync would."""
    for one in laptops:
        for other in laptops:
            if one is not other:
                one.ledger.take(other.ledger)

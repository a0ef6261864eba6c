"""A small catalogue in plain values, for tests that need one."""

from patrol_tui.domain.catalog import (
    CalendarYear,
    Catalog,
    CategoryCode,
    ChecklistItem,
    Checkpoint,
    Choice,
    CodeSort,
    Contact,
    Deadline,
    Department,
    District,
    FieldType,
    FormField,
    IssueKind,
    KindGroup,
    Law,
    LawRef,
    LawRole,
    Level,
    Limit,
    Measure,
    Route,
    Shift,
    Station,
    TimeUnit,
    Topic,
    Town,
    TownKind,
    Words,
    WorkMark,
    WorkPeriod,
)

LANE = FormField(
    id="lane",
    label=Words("通道", "Lane"),
    type=FieldType.CHOICE,
    required=True,
    default="access",
    choices=(
        Choice(id="access", name=Words("消防车通道", "Fire access")),
        Choice(id="exit", name=Words("安全出口", "Exit"), authority=("fire",)),
        Choice(id="old", name=Words("旧项", "Old"), retired=True),
    ),
)
FOUND = FormField(
    id="found",
    label=Words("问题", "Found"),
    type=FieldType.CHOICES,
    choices=(
        Choice(id="smell", name=Words("异味", "Smell")),
        Choice(id="rebuild", name=Words("改建", "To rebuild"), to_agenda=True),
    ),
)
GONE = FormField(id="gone", label=Words("旧栏", "Gone"), type=FieldType.TEXT, retired=True)


def kind(**changes: object) -> IssueKind:
    """Return a kind of issue with some of its fields changed."""
    values: dict[str, object] = {
        "id": "fire_lane",
        "glyph": "消",
        "letters": "FL",
        "name": Words("消防通道占用", "Fire lane blocked"),
        "group": "street",
        "authority": ("fire", "urban"),
        "can_penalise": True,
        "may": Words("劝导", "persuade"),
        "order_first": False,
        "measures": ("persuaded", "ordered"),
        "deadline": Deadline(1, TimeUnit.HOURS),
        "say": Words("请开走", "Please leave"),
        "fields": (LANE, FOUND, GONE),
        "codes": (
            CategoryCode(
                generation=3,
                sort=CodeSort.EVENT,
                code="09012",
                name=Words("占用消防通道", "Fire lane occupied"),
            ),
        ),
        "law": (LawRef(law="fire_law", articles=("28",), role=LawRole.BAN, verified=True),),
        "aliases": ("生命通道",),
    }
    return IssueKind(**{**values, **changes})  # type: ignore[arg-type]


def catalog(**changes: object) -> Catalog:
    """Return a catalogue without faults, with some of its sections changed."""
    values: dict[str, object] = {
        "districts": _by_id(
            District(
                id="jiyang",
                name=Words("济阳区", "Jiyang"),
                code="370115",
                zone="Asia/Shanghai",
                work_days=(1, 2),
                work_periods=(WorkPeriod(510, 720), WorkPeriod(810, 1050)),
                category_generation=3,
            )
        ),
        "years": _by_id(CalendarYear(id="2031", days_off=("2031-01-01",))),
        "shifts": _by_id(Shift(id="early", name=Words("早班", "Early"), start_min=1, end_min=2)),
        "towns": _by_id(
            Town(id="jibei", code="370115002", name=Words("济北街道", "Jibei"), kind=TownKind.TOWN)
        ),
        "departments": _by_id(_office("fire", "消防救援"), _office("urban", "城管")),
        "laws": _by_id(
            Law(id="fire_law", name=Words("消防法", "Fire Law"), short=Words("消防法", "Fire Law"))
        ),
        "topics": _by_id(
            Topic(
                id="service",
                title=Words("送达", "Service"),
                text=Words("当场交付", "At once"),
                refs=(LawRef(law="fire_law", articles=("61",), role=LawRole.DUTY, verified=True),),
            )
        ),
        "contacts": _by_id(
            Contact(
                id="fire_duty",
                department="fire",
                post=Words("值班", "Duty"),
                phone="0000-0004",
                checked_on="2026-10-12",
            )
        ),
        "groups": _by_id(KindGroup(id="street", name=Words("街面秩序", "Street order"))),
        "measures": _by_id(
            Measure(id="persuaded", name=Words("劝导", "Persuaded")),
            Measure(id="ordered", name=Words("责令改正", "Ordered"), retired=True),
        ),
        "marks": _by_id(
            WorkMark(id="recheck", glyph="复", letters="RC", name=Words("复查", "Re-check"))
        ),
        "levels": _by_id(
            Level(
                id="station",
                name=Words("站", "Station"),
                roles=("officer", "lead"),
                rises_after=Deadline(0, TimeUnit.HOURS),
            )
        ),
        "limits": _by_id(
            Limit(
                id="request_answered",
                span=Deadline(2, TimeUnit.WORKING_DAYS),
                name=Words("回访", "Called back"),
            ),
            Limit(
                id="request_answered_hotline",
                span=Deadline(1, TimeUnit.WORKING_DAYS, sample=False),
                name=Words("回访", "Called back"),
                binding=True,
            ),
        ),
        "kinds": _by_id(kind()),
        "stations": _by_id(
            Station(
                id="binhu",
                code="BH",
                name=Words("滨湖站", "Binhu"),
                community=Words("滨湖社区", "Binhu Community"),
                town="jibei",
                brands=(Words("解忧格子铺", "Corner"),),
            )
        ),
        "routes": _by_id(route()),
    }
    return Catalog(**{**values, **changes})  # type: ignore[arg-type]


def checkpoint(**changes: object) -> Checkpoint:
    """Return a checkpoint with some of its fields changed."""
    values: dict[str, object] = {
        "id": "gate",
        "name": Words("小区正门", "Main gate"),
        "lat_e7": 369_700_000,
        "lon_e7": 1_172_100_000,
        "planned_min": 0,
        "items": (
            ChecklistItem(id="clear", text=Words("无车辆", "No cars"), kind="fire_lane"),
            ChecklistItem(id="kit", text=Words("带回", "Kit back")),
        ),
    }
    return Checkpoint(**{**values, **changes})  # type: ignore[arg-type]


def route(**changes: object) -> Route:
    """Return a route with some of its fields changed."""
    values: dict[str, object] = {
        "id": "north",
        "station": "binhu",
        "name": Words("北线", "North"),
        "shift": "early",
        "checkpoints": (checkpoint(), checkpoint(id="market", retired=True)),
    }
    return Route(**{**values, **changes})  # type: ignore[arg-type]


def _office(office_id: str, name: str) -> Department:
    return Department(
        id=office_id,
        name=Words(name, office_id),
        full_name=Words(f"{name}队", f"{office_id} brigade"),
        duties=("fire_lane",) if office_id == "fire" else (),
    )


def _by_id(*things: object) -> dict[str, object]:
    return {str(getattr(thing, "id", "")): thing for thing in things}

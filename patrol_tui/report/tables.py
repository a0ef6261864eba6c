"""The tables, declared once for PostgreSQL (schema `report`) and for an SQLite file.

Identities are UUIDs as text, times are UTC; in SQLite they are written without their offset.
"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, MetaData, Text
from sqlmodel import Field, SQLModel

SCHEMA = "report"
FORMAT = "2"


def _text(**options: Any) -> Any:  # noqa: ANN401 - what SQLModel's Field itself returns
    return Field(sa_type=Text, **options)


def _time() -> Any:  # noqa: ANN401 - as above
    return Field(default=None, sa_type=DateTime(timezone=True))


class ReportTable(SQLModel):
    """A table of the report."""

    metadata = MetaData(schema=SCHEMA)


class Meta(ReportTable, table=True):
    """What the report says of itself: its format, and whose district it is."""

    __tablename__: ClassVar[Any] = "meta"

    key: str = _text(primary_key=True)
    value: str = _text()


class Folded(ReportTable, table=True):
    """Which entries each thing's rows were made of, as a digest: what is equal is not touched."""

    __tablename__: ClassVar[Any] = "folded"

    id: str = _text(primary_key=True)
    digest: str = _text()


class Thing(ReportTable, table=True):
    """Anything that entries speak of, with what all of them have.

    Attributes:
        type: issue, patrol, request, meeting and so on.
        photos: how many are attached.
        officer_id: who wrote its first entry.
    """

    __tablename__: ClassVar[Any] = "thing"

    id: str = _text(primary_key=True)
    type: str = _text(index=True)
    number: str = _text()
    kind: str = _text()
    status: str = _text()
    station: str = _text(index=True)
    officer_id: str = _text()
    begun_at: datetime | None = _time()
    due_at: datetime | None = _time()
    photos: int
    is_open: bool
    is_retracted: bool
    has_conflict: bool


class Issue(ReportTable, table=True):
    """An issue (问题).

    Attributes:
        place: where it is, to the building; flat, name and number of whoever lives there are left
            out.
    """

    __tablename__: ClassVar[Any] = "issue"

    id: str = _text(primary_key=True)
    number: str = _text()
    kind: str = _text(index=True)
    status: str = _text(index=True)
    station: str = _text(index=True)
    place: str = _text()
    checkpoint: str = _text()
    patrol: str = _text()
    lead: str = _text()
    measures: str = _text()
    flags: str = _text()
    lat: float | None = None
    lon: float | None = None
    officer_id: str = _text()
    reported_at: datetime | None = _time()
    deadline_at: datetime | None = _time()
    recheck_at: datetime | None = _time()
    rechecked_at: datetime | None = _time()
    photos: int
    is_open: bool
    is_retracted: bool
    has_conflict: bool


class Patrol(ReportTable, table=True):
    """A walk of a route (巡查)."""

    __tablename__: ClassVar[Any] = "patrol"

    id: str = _text(primary_key=True)
    number: str = _text()
    route: str = _text(index=True)
    status: str = _text()
    station: str = _text(index=True)
    officer_id: str = _text()
    started_at: datetime | None = _time()
    finished_at: datetime | None = _time()
    stops: int
    skipped: int
    checks: int
    problems: int
    photos: int
    is_retracted: bool


class PatrolStop(ReportTable, table=True):
    """A checkpoint of a patrol that was reached, left or skipped."""

    __tablename__: ClassVar[Any] = "patrol_stop"

    patrol_id: str = _text(primary_key=True)
    checkpoint: str = _text(primary_key=True)
    arrived_at: datetime | None = _time()
    left_at: datetime | None = _time()
    is_skipped: bool


class PatrolCheck(ReportTable, table=True):
    """An item of a checklist with its answer: ok, problem or unchecked."""

    __tablename__: ClassVar[Any] = "patrol_check"

    patrol_id: str = _text(primary_key=True)
    checkpoint: str = _text(primary_key=True)
    item: str = _text(primary_key=True)
    result: str = _text()
    checked_at: datetime | None = _time()


class Move(ReportTable, table=True):
    """A step of a thing from one state to the next, with who took it and when."""

    __tablename__: ClassVar[Any] = "move"

    entry: str = _text(primary_key=True)
    thing_id: str = _text(index=True)
    type: str = _text()
    from_status: str = _text()
    to_status: str = _text()
    moved_at: datetime | None = _time()
    officer_id: str = _text()


class Officer(ReportTable, table=True):
    """An officer."""

    __tablename__: ClassVar[Any] = "officer"

    id: str = _text(primary_key=True)
    name: str = _text()
    badge: str = _text()
    roles: str = _text()
    is_retracted: bool


class Station(ReportTable, table=True):
    """A station; other tables name it by its id."""

    __tablename__: ClassVar[Any] = "station"

    id: str = _text(primary_key=True)
    thing_id: str = _text(index=True)
    code: str = _text()
    name_zh: str = _text()
    name_en: str = _text()


OF_THING: dict[type[ReportTable], str] = {
    Thing: "id",
    Issue: "id",
    Patrol: "id",
    PatrolStop: "patrol_id",
    PatrolCheck: "patrol_id",
    Move: "thing_id",
    Officer: "id",
    Station: "thing_id",
    Folded: "id",
}
"""Every table with rows made of one thing, and the column that says of which."""

"""A row as a thing: requests, duty rosters, stalls."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime, timedelta

from patrol_tui.domain.clocks import due_us
from patrol_tui.domain.language.errors import N_, PatrolError, Refused
from patrol_tui.domain.language.text import folded
from patrol_tui.domain.times import in_zone, microseconds
from patrol_tui.domain.values import dataclass
from patrol_tui.services.imports.cells import RowCells
from patrol_tui.services.imports.moments import read_limit, read_minute, read_moment, read_span
from patrol_tui.services.ports.desk import Desk

_LONGEST_TITLE = 30
_DAY_MIN = 24 * 60
NO_SHIFT = N_("There is no shift {shift}. Known are: {known}. Or add a column with the hours.")
ENDS_FIRST = N_("It ends before it begins.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row says.

    Attributes:
        values: as a form would have them, by field.
        key: what makes it this one and no other; empty where the row does not say.
        label: the number that the office knows it by, if it has one.
        at_us: when it began, if the row says so.
        columns: where values came from that are called otherwise there.
    """

    values: Mapping[str, str]
    key: tuple[str, ...]
    label: str = ""
    at_us: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def read_request(cells: RowCells, desk: Desk) -> Reading:
    """Return the request that a row of a hotline's export says."""
    note, place = cells.text("note"), cells.text("place")
    title = cells.text("title") or note
    label = unicodedata.normalize("NFKC", cells.text("external")).strip()
    received = _moment(cells, desk, "received")
    due = _due(cells, desk, received)
    values = {
        "external": label,
        "title": " ".join(title.split())[:_LONGEST_TITLE],
        "note": note,
        "place": " ".join(place.split()),
        "channel": cells.text("channel"),
        "requester": cells.text("requester"),
        "phone": cells.text("phone"),
        "address": cells.text("address"),
        "wants_reply": cells.yes_or_no("wants_reply"),
        "accused": cells.text("accused"),
        "handler": cells.text("handler"),
        "support": cells.text("support"),
        "received_us": _typed(received),
        "due_us": _typed(due),
    }
    # Who asked is no part of it: identities are seen by whoever holds the ledger, names are not.
    content = (values["title"], note, values["place"], values["received_us"])
    at_us = microseconds(received) if received is not None else None
    return Reading(values, (label,) if label else content, label, at_us, _REQUEST_COLUMNS)


def _due(cells: RowCells, desk: Desk, received: datetime | None) -> datetime | None:
    """Return by when a request is due: a time, a day till the end of work, or a span of days."""
    district = desk.catalog.district
    span = read_limit(cells.text("due"))
    if span is None:
        return _moment(cells, desk, "due", day_end_min=district.work_periods[-1].end_min)
    begun_us = microseconds(received) if received is not None else desk.now_us
    return in_zone(due_us(begun_us, span, district), desk.zone)


_REQUEST_COLUMNS = {"received_us": "received", "due_us": "due"}


def read_duty(cells: RowCells, desk: Desk) -> Reading:
    """Return the duty that a row of a roster says."""
    span = _span(cells, desk)
    begin, end = span or (None, None)
    shift = cells.text("shift")
    day = f"{begin.month}月{begin.day}日" if begin is not None else ""
    title = cells.text("title") or f"{day}{shift}值班"
    values = {
        "title": title,
        "from_us": _typed(begin),
        "to_us": _typed(end),
        "lead": cells.people("lead"),
        "on_duty": cells.people("on_duty"),
        "note": cells.text("note"),
    }
    columns = {"from_us": "day" if cells.text("day") else "from", "to_us": "to"}
    key = (values["from_us"], values["to_us"], title)
    return Reading(values, key, columns=columns)


def read_stall(cells: RowCells, _desk: Desk) -> Reading:
    """Return the stall that a row says."""
    number = unicodedata.normalize("NFKC", cells.text("stall_no")).strip()
    place = " ".join(cells.text("place").split())
    values = {
        "stall_no": number,
        "title": cells.text("title") or f"{place} {number}".strip() or "摊位",
        "place": place,
        "holder": cells.text("holder"),
        "phone": cells.text("phone"),
        "line": cells.text("line"),
        "hours": cells.text("hours"),
        "card": cells.yes_or_no("card"),
        "persuaded": cells.text("persuaded"),
        "note": cells.text("note"),
    }
    return Reading(values, (place, number) if number else ())


READERS: Mapping[str, Callable[[RowCells, Desk], Reading]] = {
    "requests": read_request,
    "roster": read_duty,
    "stalls": read_stall,
}


def _typed(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()


def _moment(
    cells: RowCells, desk: Desk, field: str, *, day_end_min: int | None = None
) -> datetime | None:
    text = cells.text(field)
    if not text:
        return None
    try:
        return read_moment(text, desk.zone, day_end_min=day_end_min)
    except PatrolError as error:
        cells.fail(field, error)
        return None


def _span(cells: RowCells, desk: Desk) -> tuple[datetime, datetime] | None:
    """Return from when to when: in full, or as a day with hours or a shift."""
    name = "day"
    try:
        day = read_moment(cells.text("day"), desk.zone) if cells.text("day") else None
        name = "from"
        if cells.text("from") and cells.text("to"):
            begin = _on(day, cells.text("from"), desk)
            name = "to"
            end = _on(day, cells.text("to"), desk)
            is_next_day = end <= begin and end.date() == begin.date() and day is not None
            end += timedelta(days=1) if is_next_day else timedelta()
            if end <= begin:
                raise Refused(ENDS_FIRST)
            return begin, end
        if day is None:
            return None
        name = "hours" if cells.text("hours") else "shift"
        minutes = read_span(cells.text("hours")) if cells.text("hours") else _shift(cells, desk)
        return day + timedelta(minutes=minutes[0]), day + timedelta(minutes=minutes[1])
    except PatrolError as error:
        cells.fail(name, error)
        return None


def _on(day: datetime | None, text: str, desk: Desk) -> datetime:
    """Return a time in full, or the time of day on a day."""
    if day is not None and len(text) < len("2026-1-1"):
        return day + timedelta(minutes=read_minute(text))
    return read_moment(text, desk.zone)


def _shift(cells: RowCells, desk: Desk) -> tuple[int, int]:
    """Return the minutes of the shift that a row names; without one the whole day."""
    typed = cells.text("shift")
    if not typed:
        return 0, _DAY_MIN
    for shift in desk.catalog.shifts.values():
        names = (shift.id, shift.name.zh, shift.name.en, shift.name.zh.removesuffix("班"))
        if folded(typed) in {folded(name) for name in names}:
            return shift.start_min, shift.end_min
    known = "、".join(shift.name.zh for shift in desk.catalog.shifts.values())
    raise Refused(NO_SHIFT, shift=typed, known=known or "-")

"""Rows of the report out of what one thing folds to: equal entries give equal rows."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.pictures import photo_count
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import RowValues
from patrol_tui.domain.language.particulars import DWELLINGS, struck
from patrol_tui.domain.subjects import subject_of_kind
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.officer import OFFICER
from patrol_tui.domain.subjects.patrol import PATROL
from patrol_tui.domain.times import in_zone
from patrol_tui.report.tables import (
    Issue,
    Move,
    Officer,
    Patrol,
    PatrolCheck,
    PatrolStop,
    ReportTable,
    Station,
    Thing,
)

Stations = Mapping[bytes, str]
"""A station's log to its id in the catalogue."""

_DEGREE = 10_000_000


def rows_of(state: State, stations: Stations) -> tuple[ReportTable, ...]:
    """Return all rows that a thing has in the report; none where this program knows no such."""
    declared = subject_of_kind(state.facts[0].entry.kind)
    if declared is None:
        return ()
    if declared is OFFICER:
        return (_officer(state),)
    if declared is CATALOG_ITEM:
        return tuple(_station(state))
    row, station = declared.row(state), _station_of(state, stations)
    rows: list[ReportTable] = [_thing(state, row, station), *_moves(state)]
    if declared is ISSUE:
        rows.append(_issue(state, row, station))
    elif declared is PATROL:
        rows += _patrol(state, row, station)
    return tuple(rows)


def _station_of(state: State, stations: Stations) -> str:
    log = state.facts[0].entry.header.station
    return stations.get(log, "")


def _thing(state: State, row: RowValues, station: str) -> Thing:
    return Thing(
        id=id_text(state.subject),
        type=state.type,
        number=row.number,
        kind=row.kind,
        status=state.status,
        station=station,
        officer_id=_author(state),
        begun_at=_at(row.begun_us),
        due_at=_at(row.due_us),
        photos=photo_count(state),
        is_open=row.is_open,
        is_retracted=state.is_retracted,
        has_conflict=bool(state.conflicts),
    )


def _issue(state: State, row: RowValues, station: str) -> Issue:
    return Issue(
        id=id_text(state.subject),
        number=row.number,
        kind=row.kind,
        status=state.status,
        station=station,
        place=struck(state.text("place"), [DWELLINGS]),
        checkpoint=state.text("checkpoint"),
        patrol=state.text("patrol"),
        lead=state.text("lead"),
        measures=",".join(state.sets.get("measures", ())),
        flags=",".join(state.sets.get("flags", ())),
        lat=_degrees(state.integer("lat_e7")),
        lon=_degrees(state.integer("lon_e7")),
        officer_id=_author(state),
        reported_at=_at(row.begun_us),
        deadline_at=_at(state.integer("deadline_us")),
        recheck_at=_at(state.integer("recheck_us")),
        rechecked_at=_at(state.integer("rechecked_us")),
        photos=photo_count(state),
        is_open=row.is_open,
        is_retracted=state.is_retracted,
        has_conflict=bool(state.conflicts),
    )


def _patrol(state: State, row: RowValues, station: str) -> Iterator[ReportTable]:
    stops, checks = list(_stops(state)), list(_checks(state))
    yield Patrol(
        id=id_text(state.subject),
        number=row.number,
        route=state.text("route"),
        status=state.status,
        station=station,
        officer_id=_author(state),
        started_at=_at(row.begun_us),
        finished_at=_at(state.integer("finished_us")),
        stops=sum(stop.arrived_at is not None for stop in stops),
        skipped=sum(stop.is_skipped for stop in stops),
        checks=sum(check.result != "unchecked" for check in checks),
        problems=sum(check.result == "problem" for check in checks),
        photos=photo_count(state),
        is_retracted=state.is_retracted,
    )
    yield from stops
    yield from checks


def _stops(state: State) -> Iterator[PatrolStop]:
    names = ("arrived/", "left/", "skipped/")
    points = {
        name.partition("/")[2]: None for name in sorted(state.fields) if name.startswith(names)
    }
    for point in points:
        yield PatrolStop(
            patrol_id=id_text(state.subject),
            checkpoint=point,
            arrived_at=_at(state.integer(f"arrived/{point}")),
            left_at=_at(state.integer(f"left/{point}")),
            is_skipped=bool(state.text(f"skipped/{point}")),
        )


def _checks(state: State) -> Iterator[PatrolCheck]:
    for name, said in sorted(state.fields.items()):
        if not name.startswith("check/") or not isinstance(said, dict):
            continue
        point, _, item = name.removeprefix("check/").partition("/")
        at_us = said.get("at_us")
        yield PatrolCheck(
            patrol_id=id_text(state.subject),
            checkpoint=point,
            item=item,
            result=_word(said.get("result")),
            checked_at=_at(at_us if isinstance(at_us, int) else None),
        )


def _moves(state: State) -> Iterator[Move]:
    for fact in state.facts:
        to = (fact.content or {}).get("move")
        if fact.flag is not None or fact.is_undone or not isinstance(to, str):
            continue
        yield Move(
            entry=fact.entry.hash.hex(),
            thing_id=id_text(state.subject),
            type=state.type,
            from_status=fact.moved_from or "",
            to_status=to,
            moved_at=_at(fact.entry.wall_us),
            officer_id=id_text(fact.entry.header.author),
        )


def _officer(state: State) -> Officer:
    return Officer(
        id=id_text(state.subject),
        name=state.text("name"),
        badge=state.text("badge"),
        roles=",".join(state.sets.get("roles", ())),
        is_retracted=state.is_retracted,
    )


def _station(state: State) -> Iterator[Station]:
    body = state.fields.get("body")
    if state.text("section") != "stations" or not isinstance(body, dict):
        return
    name = body.get("name")
    names = name if isinstance(name, dict) else {}
    yield Station(
        id=state.text("item"),
        thing_id=id_text(state.subject),
        code=_word(body.get("code")),
        name_zh=_word(names.get("zh")),
        name_en=_word(names.get("en")),
    )


def _author(state: State) -> str:
    return id_text(state.facts[0].entry.header.author)


def _word(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _degrees(value_e7: int | None) -> float | None:
    return None if value_e7 is None else value_e7 / _DEGREE


def _at(at_us: int | None) -> datetime | None:
    return None if at_us is None else in_zone(at_us, UTC)

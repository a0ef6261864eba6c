"""Things as JSON says them: names of the contract, times with offset, ids as text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone, tzinfo

from patrol_tui.domain.catalog import Catalog, Deadline, FieldType, TimeUnit, Words
from patrol_tui.domain.clocks import unknown_year
from patrol_tui.domain.entries.ids import id_text, name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import SEALED, is_sealed
from patrol_tui.domain.folding.state import Conflict, State, Value
from patrol_tui.domain.folding.subject import RowValues, Subject
from patrol_tui.domain.geo import E7
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.times import day_clock_text, day_of, rfc3339
from patrol_tui.language import _, current
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.session import Session
from patrol_tui.services.things.history import Event
from patrol_tui.services.things.pauses import is_held

Shape = dict[str, object]
_DAY_MIN = 24 * 60
_WORKING = Deadline(1, TimeUnit.WORKING_DAYS)


@dataclass(slots=True)
class Shapes:
    """What is needed to spell things of one opened home.

    Attributes:
        catalog: names of ids.
        zone: whose offset times carry.
        people: officers' names.
        unsent: things with own entries that are not in the shared ledger.
        stations: station's log to its id in the catalogue.
        now_us: the present.
    """

    catalog: Catalog
    zone: tzinfo
    people: Mapping[bytes, str]
    unsent: frozenset[bytes]
    stations: Mapping[bytes, str] = field(default_factory=dict)
    now_us: int = 0

    @classmethod
    def of(cls, session: Session) -> "Shapes":
        """Return what an opened home says."""
        catalog, ledger = session.catalog, session.ledger
        return cls(
            catalog,
            session.desk().zone,
            ledger.people(),
            ledger.unsent_subjects(),
            {name_id("station", station): station for station in catalog.stations},
            session.clock.now_us(),
        )

    def time(self, at_us: int | None) -> str | None:
        """Return a time with the district's offset, or None."""
        return None if at_us is None else rfc3339(at_us, self.zone)

    def due(self, row: Row | RowValues) -> Shape:
        """Return by when a thing is due and what that means now; see `unknown_year`."""
        due_us, begun_us = row.due_us, row.begun_us
        today = None if due_us is None else day_of(due_us, self.zone) == self._today
        unknown = None if due_us is None else self.holidays_unknown(begun_us, due_us)
        return {
            "due": self.time(due_us),
            "due_today": bool(today),
            "overdue": due_us is not None and due_us < self.now_us,
            "on_hold": is_held(row),
            "urged": int(row.extra.get("urged", 0)),
            "holidays_unknown": unknown,
        }

    def holidays_unknown(self, begun_us: int, due_us: int) -> int | None:
        """Return the first year that a deadline reaches without its holidays being known."""
        return unknown_year(begun_us, due_us, _WORKING, self.catalog.district)

    @property
    def _today(self) -> date:
        return day_of(self.now_us, self.zone)

    def clock(self, at_us: int | None) -> str:
        """Return a time as people read it: day, hour, minute; the year where it is another."""
        return "" if at_us is None else day_clock_text(at_us, self.now_us, self.zone)

    def station(self, log: bytes) -> str:
        """Return the id of the station whose log it is."""
        return self.stations.get(log, id_text(log))

    def person(self, officer: bytes) -> str:
        """Return an officer's name; of one that is not known here the id."""
        return self.people.get(officer, id_text(officer))

    def item(self, row: Row) -> Shape:
        """Return a thing as lists show it."""
        return {
            "id": id_text(row.subject),
            "number": row.number,
            "kind": row.kind,
            "status": row.status,
            "place": row.title,
            **self.due(row),
            "recorded_at": self.time(row.begun_us),
            "station": self.station(row.station),
            "open": row.is_open,
            "flags": [flag for flag in str(row.extra.get("flags", "")).split(",") if flag],
            "photos": int(row.extra.get("photos", 0)),
            "conflict": row.has_conflict,
            "incomplete": row.is_incomplete,
            "in_shared": row.subject not in self.unsent,
        }

    def fields(self, state: State) -> Shape:
        """Return every field by its name, as people and scripts may set it."""
        subject = BY_TYPE[state.type]
        return {
            public_name(subject, name): self.value(subject, state, name, value)
            for name, value in state.fields.items()
        }

    def value(self, subject: Subject, state: State, name: str, value: Json) -> object:
        """Return a field's value: times with offset, positions in degrees."""
        kind = self.catalog.kinds.get(state.text("kind"))
        asked = kind.field(name) if kind is not None else None
        declared = subject.field_named(name)
        of_type = asked.type if asked is not None else declared.type if declared else None
        if is_sealed(value):
            return {SEALED: True}
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        if of_type in {"time", FieldType.TIME}:
            return self.time(value)
        return value / E7 if of_type == "coordinate" else value

    def conflict(self, state: State, conflict: Conflict) -> Shape:
        """Return a conflict with its sides."""
        subject = BY_TYPE[state.type]
        return {
            "field": public_name(subject, conflict.field),
            "values": [
                {
                    "value": self.value(subject, state, conflict.field, side.value),
                    "author": self.person(side.author),
                    "wall_time": self.time(side.wall_us),
                    "entry": side.entry.hex(),
                }
                for side in conflict.values
            ],
        }

    def photo(self, value: Value) -> Shape:
        """Return a photo that an entry names."""
        body = value.value if isinstance(value.value, dict) else {}
        taken = body.get("taken_us")
        lat, lon = body.get("lat_e7"), body.get("lon_e7")
        return {
            "hash": body.get("hash"),
            "bytes": body.get("size"),
            "type": body.get("type"),
            "caption": body.get("caption", ""),
            "of": body.get("of"),
            "blackened": body.get("blackened"),
            "taken_at": self.time(taken) if isinstance(taken, int) else None,
            "lat": lat / E7 if isinstance(lat, int) else None,
            "lon": lon / E7 if isinstance(lon, int) else None,
            "author": self.person(value.author),
            "added_at": self.time(value.wall_us),
        }

    def note(self, value: Value) -> Shape:
        """Return a note with who wrote it and when."""
        return {
            "text": value.value,
            "author": self.person(value.author),
            "wall_time": self.time(value.wall_us),
        }

    def event(self, event: Event) -> Shape:
        """Return an entry of a thing's history."""
        return {
            "entry": event.entry.hex(),
            "fact": event.fact,
            "said": said(event.said),
            "author": event.author or id_text(event.author_id),
            "device": event.device_number,
            "own_device": event.is_own_device,
            "wall_time": rfc3339(event.wall_us, _ahead(event.tz_offset_min)),
            "not_before": self.time(event.bracket.after_us),
            "not_after": self.time(event.bracket.before_us),
            "in_shared": event.in_shared,
            "conflict": event.in_conflict,
            "undone": event.is_undone,
            "photos": event.photos,
            "reason": event.reason,
            "warning": said(event.warning) if event.warning else None,
        }


def _ahead(offset_min: int) -> timezone:
    """Return the zone that is so many minutes ahead of UTC; what no clock can say counts as 0."""
    return timezone(timedelta(minutes=offset_min if abs(offset_min) < _DAY_MIN else 0))


def public_name(subject: Subject, name: str) -> str:
    """Return a field's name without the unit that it carries in entries."""
    declared = subject.field_named(name)
    if declared is None or declared.type not in {"time", "coordinate"}:
        return name
    return name.removesuffix("_us").removesuffix("_e7")


def said(words: Words | Phrase | str) -> str:
    """Return words in the language that is spoken."""
    if isinstance(words, Words):
        return words.in_(current())
    return words.text(_, current()) if isinstance(words, Phrase) else words

"""Where the work is done and by whom: district, stations, departments, routes."""

from enum import StrEnum

from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class WorkPeriod:
    """A stretch of a working day, in minutes after midnight."""

    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A stretch of duty with a name, in minutes after midnight."""

    id: str
    name: Words
    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """The district whose catalogue this is.

    Attributes:
        id: what entries hold.
        name: what is shown.
        code: statistical code of six digits.
        zone: IANA time zone in which days and deadlines are reckoned.
        work_days: ISO weekdays, Monday is 1.
        work_periods: when working hours run on such a day.
        days_off: public holidays that fall on such a day, as 2026-02-17.
        make_up_days: days that are worked in exchange, although their weekday is free.
        known_years: years whose days off and make-up days are entered.
        category_generation: generation of category codes that new issues are given.
        verified: all of this was confirmed; False marks the hours as samples.
        source: where it was found.
    """

    id: str
    name: Words
    code: str
    zone: str
    work_days: tuple[int, ...]
    work_periods: tuple[WorkPeriod, ...]
    category_generation: int
    days_off: tuple[str, ...] = ()
    make_up_days: tuple[str, ...] = ()
    known_years: tuple[int, ...] = ()
    verified: bool = False
    source: str = ""


class TownKind(StrEnum):
    """The two kinds of unit that a district is made of."""

    SUBDISTRICT = "subdistrict"
    TOWN = "town"


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town or subdistrict.

    Attributes:
        id: what entries hold.
        code: statistical code of nine digits.
        name: what is shown.
        kind: town or subdistrict.
        verified: name and code were read in a list.
        source: where.
        note: what is not certain about it.
    """

    id: str
    code: str
    name: Words
    kind: TownKind
    verified: bool = False
    source: str = ""
    note: Words | None = None


class StationState(StrEnum):
    """The life of a station: being set up, working, suspended."""

    PLANNED = "planned"
    ACTIVE = "active"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A community urban-management station.

    Attributes:
        id: what entries hold.
        code: short name in the numbers of issues.
        name: what is shown.
        community: the community it serves.
        town: id of its town, None where it is not known.
        town_verified: a text names that town.
        squadron: the squadron it belongs to, None where it is not known.
        squadron_verified: a text names that squadron.
        state: whether it works.
        brands: names of the meetings its community is known for.
        verified: a text names the community.
        sample: made up for trials.
        source: where it was found.
    """

    id: str
    code: str
    name: Words
    community: Words
    town: str | None = None
    town_verified: bool = False
    squadron: Words | None = None
    squadron_verified: bool = False
    state: StationState = StationState.ACTIVE
    brands: tuple[Words, ...] = ()
    verified: bool = False
    sample: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """One of the forces that take part in community work.

    Attributes:
        id: what entries hold.
        name: what is shown, short.
        full_name: as it stands on a letter; titles are to be checked.
        duties: ids of the kinds of issue that it takes.
        aliases: other words that people type for it.
        to_confirm: the district has not confirmed that it is one of the eleven.
        scope: what it takes, in words.
        source: where it was found.
        retired: no longer offered.
    """

    id: str
    name: Words
    full_name: Words
    duties: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    to_confirm: bool = True
    scope: Words | None = None
    source: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """A thing to look at; `kind` is the kind of issue that a problem there most likely is."""

    id: str
    text: Words
    kind: str | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A place on a route.

    Attributes:
        id: what entries hold; unique on its route.
        name: what is shown.
        lat_e7: latitude in ten-millionths of a degree, WGS-84.
        lon_e7: longitude in ten-millionths of a degree, WGS-84.
        radius_m: how near counts as there.
        planned_min: minutes after the start at which it is due.
        items: what to look at.
        note: what to heed there.
    """

    id: str
    name: Words
    lat_e7: int
    lon_e7: int
    radius_m: int = 30
    planned_min: int
    items: tuple[ChecklistItem, ...] = ()
    note: Words | None = None
    retired: bool = False

    def item(self, item_id: str) -> ChecklistItem | None:
        """Return the checklist item of that id, also a retired one, or None."""
        return next((item for item in self.items if item.id == item_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Checkpoints in the order in which they are walked.

    Attributes:
        id: what entries hold.
        station: id of the station that walks it.
        name: what is shown.
        grace_min: minutes after which a checkpoint counts as late.
        shift: id of the shift it is made for, None for any.
        sample: made up for trials.
        checkpoints: in walking order.
        source: where it came from.
        retired: no longer offered.
    """

    id: str
    station: str
    name: Words
    grace_min: int = 15
    shift: str | None = None
    sample: bool = False
    checkpoints: tuple[Checkpoint, ...]
    source: str = ""
    retired: bool = False

    def checkpoint(self, checkpoint_id: str) -> Checkpoint | None:
        """Return the checkpoint of that id, also a retired one, or None."""
        return next((point for point in self.checkpoints if point.id == checkpoint_id), None)

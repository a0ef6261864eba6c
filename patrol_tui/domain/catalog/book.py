"""The catalogue: all that the district has laid down, by id."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import chain
from typing import Self, TypeVar

from patrol_tui.domain.catalog.handbook import Contact, Topic
from patrol_tui.domain.catalog.items import Item, Unreadable, body_of, read
from patrol_tui.domain.catalog.kinds import IssueKind, KindGroup, Level, Limit, Measure, WorkMark
from patrol_tui.domain.catalog.law import Law, LawRef
from patrol_tui.domain.catalog.places import (
    Checkpoint,
    Department,
    District,
    Route,
    Shift,
    Station,
    Town,
)
from patrol_tui.domain.catalog.years import CalendarYear, with_years
from patrol_tui.domain.language.errors import N_, NotFound
from patrol_tui.domain.values import dataclass

T = TypeVar("T")

SECTIONS: dict[str, type] = {
    "districts": District,
    "years": CalendarYear,
    "shifts": Shift,
    "towns": Town,
    "departments": Department,
    "laws": Law,
    "topics": Topic,
    "contacts": Contact,
    "groups": KindGroup,
    "measures": Measure,
    "marks": WorkMark,
    "limits": Limit,
    "levels": Level,
    "kinds": IssueKind,
    "stations": Station,
    "routes": Route,
}
"""What each section of the catalogue holds, in the order in which it is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Everything by section and id; retired things stay in, since old entries hold their ids.

    Attributes:
        unreadable: section and id of items that this version could not read.
    """

    districts: Mapping[str, District] = field(default_factory=dict)
    years: Mapping[str, CalendarYear] = field(default_factory=dict)
    shifts: Mapping[str, Shift] = field(default_factory=dict)
    towns: Mapping[str, Town] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)
    laws: Mapping[str, Law] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    groups: Mapping[str, KindGroup] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    marks: Mapping[str, WorkMark] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    kinds: Mapping[str, IssueKind] = field(default_factory=dict)
    stations: Mapping[str, Station] = field(default_factory=dict)
    routes: Mapping[str, Route] = field(default_factory=dict)
    unreadable: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @classmethod
    def from_items(cls, items: Iterable[Item]) -> Self:
        """Return the catalogue that the items make; of two with one id the later one counts.

        Sections and keys of a newer version are passed over. An item that cannot be read is left
        out and named in `unreadable`; an earlier readable one of the same id then stays.
        """
        things: dict[str, dict[str, object]] = {section: {} for section in SECTIONS}
        unreadable: list[tuple[str, str]] = []
        for item in items:
            kind = SECTIONS.get(item.section)
            if kind is None:
                continue
            try:
                things[item.section][item.id] = read(kind, {**item.body, "id": item.id})
            except Unreadable:
                unreadable.append((item.section, item.id))
        return cls(
            districts=_only(District, things["districts"]),
            years=_only(CalendarYear, things["years"]),
            shifts=_only(Shift, things["shifts"]),
            towns=_only(Town, things["towns"]),
            departments=_only(Department, things["departments"]),
            laws=_only(Law, things["laws"]),
            topics=_only(Topic, things["topics"]),
            contacts=_only(Contact, things["contacts"]),
            groups=_only(KindGroup, things["groups"]),
            measures=_only(Measure, things["measures"]),
            marks=_only(WorkMark, things["marks"]),
            limits=_only(Limit, things["limits"]),
            levels=_only(Level, things["levels"]),
            kinds=_only(IssueKind, things["kinds"]),
            stations=_only(Station, things["stations"]),
            routes=_only(Route, things["routes"]),
            unreadable=tuple(unreadable),
        )

    def section(self, name: str) -> Mapping[str, object]:
        """Return one of `SECTIONS` by its name."""
        things: Mapping[str, object] = getattr(self, name)
        return things

    def items(self) -> Iterator[Item]:
        """Yield everything in its plain form, as it is published in the ledger."""
        for section in SECTIONS:
            for thing_id, thing in self.section(section).items():
                yield Item(section, thing_id, body_of(thing))

    def merged(self, items: Iterable[Item]) -> Self:
        """Return the catalogue after further items; each replaces the one of its id."""
        return self.from_items(chain(self.items(), items))

    @property
    def district(self) -> District:
        """Return the district whose catalogue this is, with the holidays of all known years.

        Raises:
            NotFound: no district has been published yet.
        """
        for district in self.districts.values():
            return with_years(district, self.years.values())
        raise NotFound(N_("The catalogue names no district."))

    def kind(self, kind_id: str) -> IssueKind:
        """Return a kind of issue, also a retired one, or raise NotFound."""
        return _found(self.kinds, kind_id, N_("No kind of issue is called {name}."))

    def measure(self, measure_id: str) -> Measure:
        """Return a measure, also a retired one, or raise NotFound."""
        return _found(self.measures, measure_id, N_("No measure is called {name}."))

    def department(self, department_id: str) -> Department:
        """Return a department, also a retired one, or raise NotFound."""
        return _found(self.departments, department_id, N_("No department is called {name}."))

    def town(self, town_id: str) -> Town:
        """Return a town or subdistrict, or raise NotFound."""
        return _found(self.towns, town_id, N_("No town or subdistrict is called {name}."))

    def shift(self, shift_id: str) -> Shift:
        """Return a shift, or raise NotFound."""
        return _found(self.shifts, shift_id, N_("No shift is called {name}."))

    def law(self, law_id: str) -> Law:
        """Return a law, or raise NotFound."""
        return _found(self.laws, law_id, N_("No law is called {name}."))

    def station(self, id_or_code: str) -> Station:
        """Return a station by its id or its code, in any case, or raise NotFound."""
        wanted = id_or_code.casefold()
        for station in self.stations.values():
            if wanted in {station.id.casefold(), station.code.casefold()}:
                return station
        raise NotFound(N_("No station is called {name}."), name=id_or_code)

    def route(self, route_id: str) -> Route:
        """Return a route, also a retired one, or raise NotFound."""
        return _found(self.routes, route_id, N_("No route is called {name}."))

    def routes_of(self, station_id: str) -> tuple[Route, ...]:
        """Return the routes that a station walks."""
        return tuple(
            route
            for route in self.routes.values()
            if route.station == station_id and not route.retired
        )

    def checkpoint(self, route_id: str, checkpoint_id: str) -> Checkpoint:
        """Return a checkpoint of a route, or raise NotFound."""
        point = self.route(route_id).checkpoint(checkpoint_id)
        if point is None:
            raise NotFound(N_("This route has no checkpoint {name}."), name=checkpoint_id)
        return point

    def limit(self, thing_type: str, status: str, choices: Iterable[str] = ()) -> Limit | None:
        """Return by when the step after a state is due, or None where nothing is laid down.

        Args:
            thing_type: kind of thing.
            status: its state.
            choices: what was chosen about it; a limit for one of them comes first.
        """
        begin = f"{thing_type}_{status}"
        special = (self.limits.get(f"{begin}_{choice}") for choice in choices)
        return next((one for one in special if one), self.limits.get(begin))

    def measures_of(self, kind: IssueKind) -> tuple[Measure, ...]:
        """Return the measures that a kind offers, in the order of their digits."""
        known = (self.measures.get(measure_id) for measure_id in kind.measures)
        return tuple(measure for measure in known if measure and not measure.retired)

    def cited(self, ref: LawRef, lang: str) -> str:
        """Return a reference as it is cited: 消防法 第28条."""
        law = self.laws.get(ref.law)
        title = ref.law if law is None else law.short.in_(lang)
        return f"{title} {ref.articles_in(lang)}".rstrip()


def _only(kind: type[T], things: Mapping[str, object]) -> dict[str, T]:
    return {thing_id: thing for thing_id, thing in things.items() if isinstance(thing, kind)}


def _found(things: Mapping[str, T], name: str, template: str) -> T:
    try:
        return things[name]
    except KeyError:
        raise NotFound(template, name=name) from None

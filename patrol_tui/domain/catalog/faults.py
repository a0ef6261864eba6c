"""What is wrong in a catalogue beyond its form: references that lead nowhere, odd values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date

from patrol_tui.domain.catalog.book import Catalog
from patrol_tui.domain.catalog.forms import FieldType, FormField
from patrol_tui.domain.catalog.handbook import Contact
from patrol_tui.domain.catalog.kinds import IssueKind
from patrol_tui.domain.catalog.law import Law, LawRef
from patrol_tui.domain.catalog.places import Checkpoint, District, Route
from patrol_tui.domain.catalog.years import CalendarYear
from patrol_tui.domain.geo import is_on_earth
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.values import dataclass

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_YEAR = re.compile(r"[12]\d{3}")
_LETTERS = re.compile(r"[A-Z]{2}")
_GLYPH = re.compile(r"[\u4e00-\u9fff]")
_ARTICLE = re.compile(r"\d{1,4}(\(\d{1,2}\))?")
_CHOOSING = {FieldType.CHOICE, FieldType.CHOICES}
_LAST_WEEKDAY = 7
_DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A mistake in one thing of the catalogue.

    Attributes:
        section: where the thing is listed.
        id: its id.
        path: dotted path to the part that is wrong.
        template: English text with named placeholders; the gettext msgid.
        params: values of the placeholders.
        wants: section and id of what a reference looked for in vain.
    """

    section: str
    id: str
    path: str
    template: str
    params: Mapping[str, object] = field(default_factory=dict)
    wants: tuple[str, str] | None = None


def faults(catalog: Catalog) -> Iterator[Fault]:
    """Yield every mistake that the catalogue's own rules can see."""
    yield from _ids(catalog)
    for district in catalog.districts.values():
        yield from _district_faults(district)
    for year in catalog.years.values():
        yield from _year_faults(year)
    for law in catalog.laws.values():
        yield from _law_faults(catalog, law)
    for topic in catalog.topics.values():
        yield from _ref_faults(catalog, _Spot("topics", topic.id), "refs", topic.refs)
    for contact in catalog.contacts.values():
        yield from _contact_faults(catalog, contact)
    yield from _mark_faults(catalog)
    for kind in catalog.kinds.values():
        yield from _kind_faults(catalog, kind)
    for office in catalog.departments.values():
        spot = _Spot("departments", office.id)
        yield from spot.references(catalog, "kinds", "duties", office.duties)
    for station in catalog.stations.values():
        town = () if station.town is None else (station.town,)
        yield from _Spot("stations", station.id).references(catalog, "towns", "town", town)
    for route in catalog.routes.values():
        yield from _route_faults(catalog, route)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A thing of the catalogue, to speak of its parts."""

    section: str
    id: str

    def fault(self, path: str, template: str, /, **params: object) -> Fault:
        return Fault(
            section=self.section,
            id=self.id,
            path=path,
            template=template,
            params=params,
        )

    def references(
        self,
        catalog: Catalog,
        section: str,
        path: str,
        names: Iterable[str],
    ) -> Iterator[Fault]:
        """Yield a fault for each name that a section of the catalogue lacks."""
        known = catalog.section(section)
        for name in names:
            if name not in known:
                template = N_("{path} names {name}, which {section} do not have.")
                yield Fault(
                    section=self.section,
                    id=self.id,
                    path=path,
                    template=template,
                    params={"path": path, "name": name, "section": section},
                    wants=(section, name),
                )

    def part_ids(self, path: str, ids: Iterable[str]) -> Iterator[Fault]:
        """Yield a fault for each id of a list that is malformed or occurs twice."""
        seen: set[str] = set()
        for part in ids:
            below = f"{path}.{part}" if path else part
            if not _ID.fullmatch(part):
                template = N_("The id {id} must be small letters, digits and _.")
                yield self.fault(below, template, id=part)
            if part in seen:
                yield self.fault(
                    below, N_("The id {id} occurs twice in {path}."), id=part, path=path
                )
            seen.add(part)


def _ids(catalog: Catalog) -> Iterator[Fault]:
    for item in catalog.items():
        if item.section != "years" and not _ID.fullmatch(item.id):
            template = N_("The id {id} must be small letters, digits and _.")
            yield _Spot(item.section, item.id).fault("id", template, id=item.id)


def _district_faults(district: District) -> Iterator[Fault]:
    spot = _Spot("districts", district.id)
    if not all(1 <= day <= _LAST_WEEKDAY for day in district.work_days):
        yield spot.fault("work_days", N_("Weekdays are 1 (Monday) to 7 (Sunday)."))
    end = 0
    for period in district.work_periods:
        if not end <= period.start_min < period.end_min <= _DAY_MIN:
            template = N_("Working hours must follow each other within one day.")
            yield spot.fault("work_periods", template)
        end = period.end_min
    calendar = {"days_off": district.days_off, "make_up_days": district.make_up_days}
    for path, days in calendar.items():
        if not all(_is_day(day) for day in days):
            yield spot.fault(path, N_("{path} must be a day such as 2026-08-15."), path=path)
    for day in sorted({*district.days_off} & {*district.make_up_days}):
        template = N_("The day {day} cannot be both free and worked.")
        yield spot.fault("make_up_days", template, day=day)


def _year_faults(year: CalendarYear) -> Iterator[Fault]:
    spot = _Spot("years", year.id)
    if not _YEAR.fullmatch(year.id):
        yield spot.fault("id", N_("A year is called by its four digits, such as 2027."))
        return
    for path, days in (("days_off", year.days_off), ("make_up_days", year.make_up_days)):
        for number, day in enumerate(days, 1):
            below = f"{path}.{number}"
            if not _is_day(day):
                yield spot.fault(below, N_("{day} is no day such as 2026-08-15."), day=day)
            elif not day.startswith(year.id):
                template = N_("The day {day} is not one of {year}.")
                yield spot.fault(below, template, day=day, year=year.id)
            elif day in days[: number - 1]:
                yield spot.fault(below, N_("The day {day} stands here twice."), day=day)
            elif path == "make_up_days" and day in year.days_off:
                template = N_("The day {day} cannot be both free and worked.")
                yield spot.fault(below, template, day=day)


def _law_faults(catalog: Catalog, law: Law) -> Iterator[Fault]:
    spot = _Spot("laws", law.id)
    after = (law.replaced_by,) if law.replaced_by else ()
    yield from spot.references(catalog, "laws", "replaced_by", after)
    days = {"valid_from": law.valid_from, "valid_to": law.valid_to or ""}
    for path, day in days.items():
        if day and not _is_day(day):
            yield spot.fault(path, N_("{path} must be a day such as 2026-08-15."), path=path)
    if law.valid_to is not None and law.valid_to < law.valid_from:
        yield spot.fault("valid_to", N_("The law ends before it begins."))


def _contact_faults(catalog: Catalog, contact: Contact) -> Iterator[Fault]:
    spot = _Spot("contacts", contact.id)
    for section, path, named in (
        ("departments", "department", contact.department),
        ("stations", "station", contact.station),
    ):
        yield from spot.references(catalog, section, path, (named,) if named else ())
    for path, day in (("valid_to", contact.valid_to), ("checked_on", contact.checked_on)):
        if day and not _is_day(day):
            yield spot.fault(path, N_("{path} must be a day such as 2026-08-15."), path=path)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _mark_faults(catalog: Catalog) -> Iterator[Fault]:
    for section, things in (("marks", catalog.marks), ("kinds", catalog.kinds)):
        seen: dict[str, str] = {}
        for thing in things.values():
            spot = _Spot(section, thing.id)
            if not _GLYPH.fullmatch(thing.glyph):
                yield spot.fault("glyph", N_("The glyph must be one Chinese character."))
            if not _LETTERS.fullmatch(thing.letters):
                yield spot.fault("letters", N_("The letters must be two capitals."))
            other = seen.setdefault(thing.letters, thing.id)
            if other != thing.id:
                template = N_("The letters {letters} stand for {other} already.")
                yield spot.fault("letters", template, letters=thing.letters, other=other)


def _kind_faults(catalog: Catalog, kind: IssueKind) -> Iterator[Fault]:
    spot = _Spot("kinds", kind.id)
    yield from spot.references(catalog, "groups", "group", (kind.group,))
    yield from spot.references(catalog, "departments", "authority", kind.authority)
    yield from spot.references(catalog, "measures", "measures", kind.measures)
    if not kind.authority:
        yield spot.fault("authority", N_("A kind needs a department in charge."))
    for path, deadline in (("deadline", kind.deadline), ("recheck", kind.recheck)):
        if deadline is not None and deadline.amount <= 0:
            yield spot.fault(path, N_("{path} must be more than nothing."), path=path)
    yield from _ref_faults(catalog, spot, "law", kind.law)
    yield from spot.part_ids("fields", (part.id for part in kind.fields))
    for part in kind.fields:
        yield from _field_faults(catalog, spot, part)


def _ref_faults(
    catalog: Catalog, spot: _Spot, path: str, refs: Iterable[LawRef]
) -> Iterator[Fault]:
    for number, ref in enumerate(refs, 1):
        below = f"{path}.{number}"
        yield from spot.references(catalog, "laws", below, (ref.law, *ref.before))
        for article in ref.articles:
            if not _ARTICLE.fullmatch(article):
                template = N_("{article} is no article such as 28 or 75(1).")
                yield spot.fault(f"{below}.articles", template, article=article)


def _field_faults(catalog: Catalog, spot: _Spot, part: FormField) -> Iterator[Fault]:
    path = f"fields.{part.id}"
    choices = [choice.id for choice in part.choices]
    yield from spot.part_ids(f"{path}.choices", choices)
    if bool(choices) != (part.type in _CHOOSING):
        yield spot.fault(path, N_("Choices belong to the types choice and choices, and to both."))
    if part.default is not None and part.default not in choices:
        yield spot.fault(f"{path}.default", N_("{name} is no choice here."), name=part.default)
    for choice in part.choices:
        below = f"{path}.choices.{choice.id}.authority"
        yield from spot.references(catalog, "departments", below, choice.authority)


def _route_faults(catalog: Catalog, route: Route) -> Iterator[Fault]:
    spot = _Spot("routes", route.id)
    yield from spot.references(catalog, "stations", "station", (route.station,))
    shift = () if route.shift is None else (route.shift,)
    yield from spot.references(catalog, "shifts", "shift", shift)
    if not route.checkpoints:
        yield spot.fault("checkpoints", N_("A route needs a checkpoint."))
    if route.grace_min < 0:
        yield spot.fault("grace_min", N_("{path} must not be below zero."), path="grace_min")
    yield from spot.part_ids("checkpoints", (point.id for point in route.checkpoints))
    planned_min = 0
    for point in route.checkpoints:
        path = f"checkpoints.{point.id}"
        if point.planned_min < planned_min:
            template = N_("A checkpoint cannot be due before the one ahead of it.")
            yield spot.fault(f"{path}.planned_min", template)
        planned_min = point.planned_min
        yield from _checkpoint_faults(catalog, spot, path, point)


def _checkpoint_faults(
    catalog: Catalog,
    spot: _Spot,
    path: str,
    point: Checkpoint,
) -> Iterator[Fault]:
    if not is_on_earth(point.lat_e7, point.lon_e7):
        yield spot.fault(f"{path}.lat_e7", N_("This position is not on the earth."))
    if point.radius_m <= 0:
        yield spot.fault(
            f"{path}.radius_m", N_("{path} must be more than nothing."), path="radius_m"
        )
    yield from spot.part_ids(f"{path}.items", (item.id for item in point.items))
    for item in point.items:
        kinds = () if item.kind is None else (item.kind,)
        yield from spot.references(catalog, "kinds", f"{path}.items.{item.id}.kind", kinds)

"""What typed words mean: kinds, routes, checkpoints, items, measures, stations, things."""

from collections.abc import Iterable

from patrol_tui.domain.catalog import Catalog, ChecklistItem, Checkpoint, Route
from patrol_tui.domain.catalog.find import Candidate, candidates, find
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.geo import LatLon, degrees_e7
from patrol_tui.domain.language.errors import N_, NotFound, Refused, Usage
from patrol_tui.domain.language.text import folded
from patrol_tui.domain.track.datum import Datum, to_wgs84
from patrol_tui.services.wording import status_words

_SHOWN = 8
_SUFFIXES = ("", "_us", "_e7")


def one_of(offered: Iterable[Candidate], typed: str, unknown: str) -> str:
    """Return the id of what is meant by an id, code, name, pinyin or initials.

    An id or code counts before a whole name, that before whole pinyin, that before a beginning.

    Raises:
        NotFound: nothing fits; with the message given.
        Refused: several things fit equally well.
    """
    from patrol_tui.catalog_files import load_pinyin

    known, wanted = list(offered), folded(typed)
    if not wanted:
        raise NotFound(unknown, name=typed)
    fitting = [one for one in known if wanted in {code.casefold() for code in (one.id, *one.codes)}]
    if not fitting:
        fitting = [one for one in known if wanted in {folded(name) for name in _names(one)}]
    if not fitting:
        pinyin = load_pinyin()
        sounds = [(one, {pinyin.full(one.name.zh), pinyin.initials(one.name.zh)}) for one in known]
        fitting = [one for one, said in sounds if wanted.replace(" ", "") in said]
        fitting = fitting or find(known, typed, pinyin)
    ids = list(dict.fromkeys(one.id for one in fitting))
    if not ids:
        raise NotFound(unknown, name=typed)
    if len(ids) > 1:
        raise Refused(
            N_("{name} may mean: {known}. Say which."), name=typed, known=", ".join(ids[:_SHOWN])
        )
    return ids[0]


def _names(one: Candidate) -> tuple[str, ...]:
    return (one.name.zh, one.name.en, *one.aliases)


def kind_id(catalog: Catalog, typed: str) -> str:
    """Return the kind of issue that is meant, also a retired one by its id."""
    if typed in catalog.kinds:
        return typed
    unknown = N_("No kind of issue is called {name}. `patrol-tui issue kinds` lists them.")
    return one_of(_section(catalog, "kinds"), typed, unknown)


def measure_id(catalog: Catalog, typed: str) -> str:
    """Return the measure that is meant."""
    return one_of(_section(catalog, "measures"), typed, N_("No measure is called {name}."))


def station_id(catalog: Catalog, typed: str) -> str:
    """Return the station that is meant."""
    return one_of(_section(catalog, "stations"), typed, N_("No station is called {name}."))


def route(catalog: Catalog, typed: str, station: str) -> Route:
    """Return the route that is meant; one of the own station's comes first."""
    if typed in catalog.routes:
        return catalog.routes[typed]
    offered = _section(catalog, "routes")
    own = [one for one in offered if one.of == station]
    unknown = N_("No route is called {name}. `patrol-tui route list` lists them.")
    try:
        return catalog.route(one_of(own, typed, unknown))
    except NotFound:
        return catalog.route(one_of(offered, typed, unknown))


def checkpoint(walked: Route, typed: str) -> Checkpoint:
    """Return the checkpoint that is meant by its id, its number on the route, or its name."""
    offered = [
        Candidate(section="checkpoints", id=point.id, name=point.name, codes=(str(number),))
        for number, point in enumerate(walked.checkpoints, 1)
    ]
    found = one_of(offered, typed, N_("This route has no checkpoint {name}."))
    return next(point for point in walked.checkpoints if point.id == found)


def item(point: Checkpoint, typed: str) -> ChecklistItem:
    """Return the checklist item that is meant by its id, its number or its text."""
    offered = [
        Candidate(section="items", id=one.id, name=one.text, codes=(str(number),))
        for number, one in enumerate((one for one in point.items if not one.retired), 1)
    ]
    found = one_of(offered, typed, N_("This checkpoint has no item {name}."))
    return next(one for one in point.items if one.id == found)


def status_id(subject: Subject, typed: str) -> str:
    """Return the state that is meant by its id or its Chinese name."""
    known = subject.statuses
    offered = [
        Candidate(section="statuses", id=one, name=status_words(one, subject.type)) for one in known
    ]
    try:
        return one_of(offered, typed, "")
    except NotFound:
        raise NotFound(
            N_("There is no status {status}. Known are: {known}."),
            status=typed,
            known=", ".join(known),
        ) from None


def _section(catalog: Catalog, section: str) -> list[Candidate]:
    return [one for one in candidates(catalog) if one.section == section]


def field_key(subject: Subject, typed: str) -> str:
    """Return a field's key in entries: people write `deadline`, entries say `deadline_us`."""
    for suffix in _SUFFIXES:
        declared = subject.field_named(typed + suffix)
        if declared is not None and declared.name == typed + suffix:
            return typed + suffix
    return typed


def assignments(typed: Iterable[str]) -> dict[str, str]:
    """Return what `FIELD=VALUE` arguments say.

    Raises:
        Usage: one is not of that form, or a field is named twice.
    """
    values: dict[str, str] = {}
    for text in typed:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            raise Usage(N_("{text} is not of the form FIELD=VALUE."), text=text)
        if name in values:
            raise Usage(N_("The field {field} is given twice."), field=name)
        values[name] = value
    return values


def place(lat: str | None, lon: str | None, datum: str) -> tuple[int | None, int | None]:
    """Return typed degrees in WGS-84, times ten million.

    Raises:
        Usage: a text is no such number, or the datum has another name.
    """
    north, east = degrees(lat), degrees(lon)
    known = datum_named(datum)
    if north is None or east is None:
        return north, east
    return to_wgs84((north, east), known)


def datum_named(typed: str) -> Datum:
    """Return the datum that is meant.

    Raises:
        Usage: none is called so.
    """
    plain = typed.strip().casefold().replace("-", "")
    if plain not in set(Datum):
        raise Usage(N_("{what} is none of: {known}."), what=typed, known=", ".join(Datum))
    return Datum(plain)


def degrees(typed: str | None) -> int | None:
    """Return decimal degrees times ten million.

    Raises:
        Usage: the text is no such number.
    """
    if typed is None:
        return None
    value = degrees_e7(typed)
    if value is None:
        raise Usage(N_("{value} is no position. Write degrees, such as 36.9712."), value=typed)
    return value


def position(lat: str | None, lon: str | None) -> LatLon | None:
    """Return a position typed as two numbers of degrees; None where none is given.

    Raises:
        Usage: one of them is missing, or none.
    """
    lat_e7, lon_e7 = degrees(lat), degrees(lon)
    if (lat_e7 is None) != (lon_e7 is None):
        raise Usage(N_("A position needs both --lat and --lon."))
    return None if lat_e7 is None or lon_e7 is None else (lat_e7, lon_e7)


def whole_number(typed: str, least: int, most: int) -> int:
    """Return a whole number within bounds.

    Raises:
        Usage: it is none, or lies outside.
    """
    try:
        number = int(typed)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise Usage(
            N_("{value} is no whole number from {least} to {most}."),
            value=typed,
            least=least,
            most=most,
        )
    return number

"""Finds things of the catalogue by whatever an officer types into a coded field."""

from collections.abc import Iterable, Iterator
from itertools import chain

from patrol_tui.domain.catalog.book import Catalog
from patrol_tui.domain.catalog.forms import FormField
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.language.text import folded
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that can be found.

    Attributes:
        section: section of the catalogue; `checkpoints` and `choices` beside those.
        id: its id there.
        name: what is shown.
        of: id of the route or field that it belongs to.
        aliases: other names.
        codes: letters, numbers and signs that stand for it.
    """

    section: str
    id: str
    name: Words
    of: str = ""
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def candidates(catalog: Catalog) -> Iterator[Candidate]:
    """Yield all that the catalogue still offers, in its own order."""
    yield from _kind_candidates(catalog)
    for measure in catalog.measures.values():
        if not measure.retired:
            yield Candidate(section="measures", id=measure.id, name=measure.name)
    for office in catalog.departments.values():
        if not office.retired:
            names = (office.full_name.zh, *office.aliases)
            yield Candidate(section="departments", id=office.id, name=office.name, aliases=names)
    for town in catalog.towns.values():
        yield Candidate(section="towns", id=town.id, name=town.name, codes=(town.code,))
    for station in catalog.stations.values():
        yield Candidate(
            section="stations",
            id=station.id,
            name=station.name,
            aliases=(station.community.zh, *(brand.zh for brand in station.brands)),
            codes=(station.code,),
        )
    yield from _route_candidates(catalog)


def _kind_candidates(catalog: Catalog) -> Iterator[Candidate]:
    for kind in catalog.kinds.values():
        if not kind.retired:
            yield Candidate(
                section="kinds",
                id=kind.id,
                name=kind.name,
                aliases=(*kind.aliases, *(code.name.zh for code in kind.codes)),
                codes=(kind.letters, kind.glyph, *(code.code for code in kind.codes)),
            )


def _route_candidates(catalog: Catalog) -> Iterator[Candidate]:
    for route in catalog.routes.values():
        if route.retired:
            continue
        yield Candidate(section="routes", id=route.id, name=route.name, of=route.station)
        for number, point in enumerate(route.checkpoints, 1):
            if not point.retired:
                yield Candidate(
                    section="checkpoints",
                    id=point.id,
                    name=point.name,
                    of=route.id,
                    codes=(str(number),),
                )


def choice_candidates(field: FormField) -> Iterator[Candidate]:
    """Yield the answers that a field offers, each with its digit as a code."""
    for number, choice in enumerate(field.offered(), 1):
        yield Candidate(
            section="choices",
            id=choice.id,
            name=choice.name,
            of=field.id,
            codes=(str(number),),
        )


def find(offered: Iterable[Candidate], typed: str, pinyin: Pinyin) -> list[Candidate]:
    """Return what fits the typed text, the best first; everything where nothing was typed.

    Chinese, a code or id, two letters, full pinyin, initials or a mixture of them, a category
    code, or English: 占道, sv, street_vending, zhandao, zdjy, 09006, vending. Codes rank before
    names, whole names before beginnings, beginnings before middles, Chinese before English.
    """
    wanted = folded(typed)
    if not wanted:
        return list(offered)
    known = list(offered)
    ranked = ((_rank(one, wanted, pinyin), number) for number, one in enumerate(known))
    return [known[number] for _, number in sorted(_fitting(ranked))]


_Rank = tuple[int, int, int]


def _fitting(ranked: Iterable[tuple[_Rank | None, int]]) -> Iterator[tuple[_Rank, int]]:
    return ((rank, number) for rank, number in ranked if rank is not None)


def _rank(one: Candidate, wanted: str, pinyin: Pinyin) -> _Rank | None:
    """Return a rank that sorts low for a good fit, or None where nothing fits."""
    return min(
        chain(
            _code_ranks(one, wanted),
            _name_ranks(one, wanted, pinyin),
            _english_ranks(one, wanted),
        ),
        default=None,
    )


def _code_ranks(one: Candidate, wanted: str) -> Iterator[_Rank]:
    for code in (one.id, *one.codes):
        plain = code.casefold()
        if plain == wanted:
            yield 0, 0, 0
        elif plain.startswith(wanted) or plain.replace("-", "").startswith(wanted):
            yield 4, 0, len(plain) - len(wanted)


def _name_ranks(one: Candidate, wanted: str, pinyin: Pinyin) -> Iterator[_Rank]:
    for by_alias, name in enumerate((one.name.zh, *one.aliases)):
        plain = name.casefold()
        later = min(by_alias, 1)
        place = plain.find(wanted)
        if place >= 0:
            whole = len(plain) == len(wanted)
            yield 1 if whole else 2 if place == 0 else 5, later, place
        else:
            fit = pinyin.fit(wanted, name)
            if fit is not None:
                yield (3 if fit.start == 0 else 6), later, fit.start + fit.left


def _english_ranks(one: Candidate, wanted: str) -> Iterator[_Rank]:
    plain = one.name.en.casefold()
    if f" {wanted}" in f" {plain}":
        yield 7, 0, len(plain)
    elif len(wanted) > 2 and wanted in plain:  # noqa: PLR2004 - two letters occur anywhere
        yield 8, 0, len(plain)

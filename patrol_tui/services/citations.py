"""Articles that an officer cites in a record: by the law of the day of the act, and by no other.

A record keeps a citation as `law:article`, or the law alone. What it says, and whether its text
was read, stands in the catalogue.
"""

from collections.abc import Iterable

from patrol_tui.domain.catalog import Catalog, IssueKind, LawRef, LawRole
from patrol_tui.domain.catalog.earlier import refs_of_day
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.times import day_of
from patrol_tui.services.handbook import Entry, Shelf, cite, every_ref
from patrol_tui.services.ports.desk import Desk

CITED = "cited"
"""The set of a record's citations."""
NO_LAW = N_("{typed} is no citation. Write the law's id and the article, as jn_appearance:31.")
CITED_ALREADY = N_("It is cited there already.")


def citable(catalog: Catalog, entry: Entry, day: str) -> tuple[LawRef, ...]:
    """Return what an entry of the handbook offers to cite for a day, article by article."""
    match entry.shelf:
        case Shelf.KIND:
            refs = catalog.kinds[entry.id].law
        case Shelf.TOPIC:
            refs = catalog.topics[entry.id].refs
        case Shelf.LAW:
            known = (ref for ref in every_ref(catalog) if ref.law == entry.id)
            refs = (*known, LawRef(law=entry.id, role=LawRole.BAN))
        case _:
            refs = ()
    of_day = refs_of_day(catalog, refs, day)
    return tuple({one.member: one for ref in of_day for one in ref.apart()}.values())


def read_member(catalog: Catalog, member: str, kind: IssueKind | None = None) -> LawRef:
    """Return a record's citation with what the catalogue knows of it.

    What the kind says of the article comes first; an article that nobody entered was not read.
    """
    for ref in (*(kind.law if kind is not None else ()), *every_ref(catalog)):
        for one in ref.apart():
            if one.member == member:
                return one
    return LawRef.read(member)


def typed_citation(catalog: Catalog, typed: str) -> str:
    """Return a citation as records keep it.

    Raises:
        Refused: it names no law.
    """
    law, colon, article = typed.partition(":")
    if law not in catalog.laws or (colon and not article):
        raise Refused(NO_LAW, typed=typed)
    return typed


def check_citations(catalog: Catalog, members: Iterable[str], day: str) -> None:
    """Check that all may be cited for an act of a day.

    Raises:
        Refused: one was repealed by then, or did not hold yet; the reason names what does.
        NotFound: the catalogue lacks the law.
    """
    for member in members:
        cite(catalog, read_member(catalog, member), day)


def refusal(catalog: Catalog, ref: LawRef, day: str) -> Refused | NotFound | None:
    """Return why something may not be cited for an act of a day, or None."""
    try:
        cite(catalog, ref, day)
    except (Refused, NotFound) as error:
        return error
    return None


def act_day(desk: Desk, state: State) -> str:
    """Return the day of the act: that on which a thing was recorded."""
    return day_of(state.facts[0].entry.wall_us, desk.zone).isoformat()


def citations(catalog: Catalog, state: State) -> tuple[LawRef, ...]:
    """Return what is cited in a record."""
    kind = catalog.kinds.get(state.text("kind"))
    return tuple(read_member(catalog, one, kind) for one in state.sets.get(CITED, ()))


def with_citation(state: State, ref: LawRef) -> str:
    """Return the citations of a record with one more, as somebody would type them.

    Raises:
        Refused: it is among them.
    """
    held = state.sets.get(CITED, ())
    if ref.member in held:
        raise Refused(CITED_ALREADY)
    return " ".join((*held, ref.member))

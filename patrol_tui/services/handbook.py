"""The handbook: kinds with their law, procedure, laws, duties and contacts, as of a day.

Nothing of it computes a sum, and nothing that was not read is told as certain: every entry says
whether its text was read and whether the bureau's legal review has signed it off.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from patrol_tui.domain.catalog import Catalog, Contact, Department, IssueKind, Law, LawRef, Topic
from patrol_tui.domain.catalog.earlier import superseding
from patrol_tui.domain.catalog.find import Candidate, find
from patrol_tui.domain.catalog.typed_article import TypedArticle, typed_article
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass

REPEALED = N_("{law} was repealed on {day}. For an act of {act} cite what holds since: {after}.")
ENDED = N_("{law} was repealed on {day}. It cannot be cited for an act of {act}.")
NOT_YET_BEFORE = N_("{law} holds from {day} on. For an act of {act} cite what held then: {before}.")
NOT_YET = N_("{law} holds from {day} on. For an act of {act} look up what held before.")
NO_LAW_OF_DAY = N_(
    "Not in force yet on {day}: {laws}. The handbook knows no law of that day for it. "
    "Look up the text of that day, ask legal review, and cite nothing that came later."
)
"""What to do where the law of a day is not in the handbook."""
_UNCALLED_DAYS = 180
_LAST_ARTICLE = _NOWHERE = 1 << 20


class Shelf(StrEnum):
    """Where in the handbook something stands: 法, 规, 责, 人, 文."""

    KIND = "kind"
    TOPIC = "topic"
    DUTY = "duty"
    CONTACT = "contact"
    LAW = "law"


class Standing(StrEnum):
    """How far an entry can be relied on, on a day."""

    IN_FORCE = "in_force"
    TO_CHECK = "to_check"
    REPEALED = "repealed"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the handbook.

    Attributes:
        shelf: where it stands.
        id: of the kind, topic, department, contact or law.
        name: what is shown.
        standing: how far it can be relied on.
        aliases: other words that people type for it.
        codes: articles, letters and numbers that stand for it.
        refs: the articles that it rests on; of a law those that anything rests on.
    """

    shelf: Shelf
    id: str
    name: Words
    standing: Standing
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    refs: tuple[LawRef, ...] = ()


def entries(catalog: Catalog, day: str) -> tuple[Entry, ...]:
    """Return the whole handbook as of a day, YYYY-MM-DD, in the order of its shelves."""
    return (
        *_kinds(catalog, day),
        *_topics(catalog, day),
        *_duties(catalog),
        *_contacts(catalog, day),
        *_laws(catalog, day),
    )


def search(shown: Iterable[Entry], typed: str, pinyin: Pinyin) -> tuple[Entry, ...]:
    """Return what fits by Chinese, pinyin, initials, code or article, the best first.

    Where nothing was typed contacts stand by the sound of their names, as in a telephone book.
    """
    if not typed.strip():
        return _contacts_by_sound(tuple(shown), pinyin)
    by_place = {(entry.shelf.value, entry.id): entry for entry in shown}
    article = typed_article(typed)
    resting = _resting_on(article, tuple(by_place.values()), pinyin) if article else ()
    return resting or _fitting(by_place, typed, pinyin)


def _resting_on(article: TypedArticle, shown: Sequence[Entry], pinyin: Pinyin) -> tuple[Entry, ...]:
    """Return what rests on an article; the law alone where nothing is known of the article."""
    laws = {(one.shelf.value, one.id): one for one in shown if one.shelf is Shelf.LAW}
    meant = {law.id: law for law in _fitting(laws, article.law, pinyin)}
    shelves = tuple(Shelf)
    found = [
        (shelves.index(entry.shelf), _place_in(entry, article, meant), number)
        for number, entry in enumerate(shown)
    ]
    resting = tuple(shown[at] for _shelf, place, at in sorted(found) if place < _NOWHERE)
    return resting or (tuple(meant.values()) if article.law else ())


def _place_in(entry: Entry, article: TypedArticle, laws: Collection[str]) -> int:
    """Return how far down an entry names an article; what it rests on first stands first."""
    fitting = (
        place
        for place, ref in enumerate(entry.refs)
        if ref.law in laws and any(map(article.names, ref.articles))
    )
    return next(fitting, _NOWHERE)


def _fitting(
    by_place: Mapping[tuple[str, str], Entry], typed: str, pinyin: Pinyin
) -> tuple[Entry, ...]:
    offered = [
        Candidate(
            section=entry.shelf.value,
            id=entry.id,
            name=entry.name,
            aliases=entry.aliases,
            codes=entry.codes,
        )
        for entry in by_place.values()
    ]
    return tuple(by_place[one.section, one.id] for one in find(offered, typed, pinyin))


def _contacts_by_sound(shown: Sequence[Entry], pinyin: Pinyin) -> tuple[Entry, ...]:
    def by_sound(entry: Entry) -> tuple[object, ...]:
        person = entry.aliases[-1] if entry.aliases else ""
        return *pinyin.sort_key(entry.name.zh), *pinyin.name_key(person)

    contacts = iter(sorted((one for one in shown if one.shelf is Shelf.CONTACT), key=by_sound))
    return tuple(next(contacts) if one.shelf is Shelf.CONTACT else one for one in shown)


def entry_named(catalog: Catalog, name: str, day: str) -> Entry:
    """Return the entry with an id, or with the only id that begins so.

    Raises:
        NotFound: there is none.
        Refused: several begin so.
    """
    shown = entries(catalog, day)
    fitting = [entry for entry in shown if entry.id == name]
    fitting = fitting or [entry for entry in shown if entry.id.startswith(name)]
    if not fitting:
        raise NotFound(N_("The handbook has no entry {name}."), name=name)
    if len(fitting) > 1:
        ids = ", ".join(entry.id for entry in fitting[:5])
        raise Refused(N_("{name} could be several entries: {ids}."), name=name, ids=ids)
    return fitting[0]


def standing_of(law: Law | None, day: str, *, is_read: bool = True) -> Standing:
    """Return how far a law can be relied on for an act of a day."""
    if law is None:
        return Standing.TO_CHECK
    if law.valid_to is not None and law.valid_to < day:
        return Standing.REPEALED
    if law.valid_from > day:
        return Standing.NOT_YET
    is_sure = law.verified and is_read and law.is_text_of(day)
    return Standing.IN_FORCE if is_sure else Standing.TO_CHECK


def cite(catalog: Catalog, ref: LawRef, day: str) -> Law:
    """Return the law that a reference may be cited by for an act of a day.

    Raises:
        Refused: it was repealed by then, or did not hold yet; the reason names what does.
        NotFound: the catalogue lacks it.
    """
    law = catalog.law(ref.law)
    standing = standing_of(law, day)
    if standing is Standing.REPEALED:
        after = catalog.laws.get(law.replaced_by)
        params = {"law": law.short, "day": law.valid_to, "act": day}
        if after is None:
            raise Refused(ENDED, **params)
        raise Refused(REPEALED, **params, after=after.short)
    if standing is Standing.NOT_YET:
        before = _held_before(catalog, law, day)
        params = {"law": law.short, "day": law.valid_from, "act": day}
        if not before:
            raise Refused(NOT_YET, **params)
        raise Refused(NOT_YET_BEFORE, **params, before=before)
    return law


def _held_before(catalog: Catalog, law: Law, day: str) -> Words | None:
    """Return the laws that a law replaced and that held on a day, or None."""
    held = [one for one in catalog.laws.values() if one.replaced_by == law.id and one.in_force(day)]
    if not held:
        return None
    return Words("、".join(one.short.zh for one in held), ", ".join(one.short.en for one in held))


def kinds_citing(catalog: Catalog, law_id: str) -> tuple[IssueKind, ...]:
    """Return the kinds of issue that rest on a law."""
    return tuple(
        kind
        for kind in catalog.kinds.values()
        if not kind.retired and any(ref.law == law_id for ref in kind.law)
    )


def articles_cited(
    catalog: Catalog, law_id: str
) -> tuple[tuple[LawRef, tuple[IssueKind, ...]], ...]:
    """Return the articles of a law that kinds rest on, each with these kinds, in their order."""
    found: dict[str, tuple[LawRef, dict[str, IssueKind]]] = {}
    for kind in kinds_citing(catalog, law_id):
        for ref in kind.law:
            for one in ref.apart() if ref.law == law_id else ():
                found.setdefault(one.member, (one, {}))[1][kind.id] = kind
    several = sorted(found.values(), key=lambda pair: _article_order(pair[0]))
    return tuple((ref, tuple(kinds.values())) for ref, kinds in several)


def _article_order(ref: LawRef) -> tuple[int, str]:
    """Return where an article stands; what is no number comes last."""
    article = ref.articles[0] if ref.articles else ""
    number = article.partition("(")[0]
    return (int(number) if number.isdecimal() else _LAST_ARTICLE, article)


def is_called_long_ago(contact: Contact, day: str) -> bool:
    """Return whether nobody has called a contact for half a year, or ever."""
    if not contact.checked_on:
        return True
    since = date.fromisoformat(day) - date.fromisoformat(contact.checked_on)
    return since.days > _UNCALLED_DAYS


def contacts_to_check(catalog: Catalog, day: str, station: str) -> tuple[Contact, ...]:
    """Return the contacts of a station and of the whole district that somebody has to call.

    Nobody has called them for half a year, or they hold no more.
    """
    return tuple(
        one
        for one in catalog.contacts.values()
        if one.station in {"", station}
        and not one.retired
        and (not one.holds(day) or is_called_long_ago(one, day))
    )


def directory(catalog: Catalog, typed: str, pinyin: Pinyin, day: str) -> tuple[Contact, ...]:
    """Return the contacts that fit, by post, department, station, name or number."""
    found = search(_contacts(catalog, day), typed, pinyin)
    return tuple(catalog.contacts[entry.id] for entry in found)


def _worst(catalog: Catalog, refs: Iterable[LawRef], day: str) -> Standing:
    """Return the standing of the weakest reference; without any there is nothing to rely on.

    What came later than a law that held that day is as weak as that law, which nobody has read.
    """
    order = (Standing.IN_FORCE, Standing.TO_CHECK, Standing.NOT_YET, Standing.REPEALED)
    standings = [
        Standing.TO_CHECK
        if superseding(catalog, ref, day)
        else standing_of(catalog.laws.get(ref.law), day, is_read=ref.verified)
        for ref in refs
    ]
    return max(standings, key=order.index, default=Standing.TO_CHECK)


def _citations(catalog: Catalog, refs: Iterable[LawRef]) -> tuple[str, ...]:
    """Return how articles are cited, for whoever types a title or 第31条."""
    return tuple(dict.fromkeys(catalog.cited(ref, "zh") for ref in refs))


def _articles(refs: Iterable[LawRef]) -> tuple[str, ...]:
    """Return the bare numbers of articles."""
    return tuple(dict.fromkeys(article for ref in refs for article in ref.articles))


def _kinds(catalog: Catalog, day: str) -> Iterator[Entry]:
    for kind in catalog.kinds.values():
        if not kind.retired:
            standing = _worst(catalog, kind.law, day)
            if standing == Standing.IN_FORCE and not kind.authority_verified:
                standing = Standing.TO_CHECK
            names = (*kind.aliases, *_citations(catalog, kind.law))
            codes = (kind.letters, kind.glyph, *_articles(kind.law))
            yield Entry(Shelf.KIND, kind.id, kind.name, standing, names, codes, kind.law)


def _topics(catalog: Catalog, day: str) -> Iterator[Entry]:
    for topic in catalog.topics.values():
        if not topic.retired:
            standing = _worst(catalog, topic.refs, day)
            names = (*topic.aliases, *_citations(catalog, topic.refs))
            codes = _articles(topic.refs)
            yield Entry(Shelf.TOPIC, topic.id, topic.title, standing, names, codes, topic.refs)


def _duties(catalog: Catalog) -> Iterator[Entry]:
    for office in catalog.departments.values():
        if not office.retired:
            standing = Standing.TO_CHECK if office.to_confirm else Standing.IN_FORCE
            duties = (catalog.kinds.get(one) for one in office.duties)
            names = (office.full_name.zh, *office.aliases, *(k.name.zh for k in duties if k))
            yield Entry(Shelf.DUTY, office.id, office.name, standing, names)


def _contacts(catalog: Catalog, day: str) -> Iterator[Entry]:
    for contact in catalog.contacts.values():
        if contact.retired:
            continue
        place = _place(catalog, contact)
        standing = Standing.IN_FORCE if contact.holds(day) else Standing.REPEALED
        if standing == Standing.IN_FORCE and (contact.sample or is_called_long_ago(contact, day)):
            standing = Standing.TO_CHECK
        names = tuple(text for text in (place.zh if place else "", contact.name) if text)
        yield Entry(Shelf.CONTACT, contact.id, contact.post, standing, names, (contact.phone,))


def _place(catalog: Catalog, contact: Contact) -> Words | None:
    """Return whose contact it is: a department's or a station's."""
    office: Department | None = catalog.departments.get(contact.department)
    station = catalog.stations.get(contact.station)
    return office.name if office else station.name if station else None


def _laws(catalog: Catalog, day: str) -> Iterator[Entry]:
    cited: dict[str, list[LawRef]] = {}
    for ref in every_ref(catalog):
        cited.setdefault(ref.law, []).append(ref)
    for law in catalog.laws.values():
        standing = standing_of(law, day)
        names = (law.name.zh, law.name.en)
        refs = tuple(cited.get(law.id, ()))
        yield Entry(Shelf.LAW, law.id, law.short, standing, names, refs=refs)


def every_ref(catalog: Catalog) -> Iterator[LawRef]:
    """Yield all that kinds and procedure cite."""
    for kind in catalog.kinds.values():
        yield from kind.law
    for topic in catalog.topics.values():
        yield from topic.refs


def procedure_of(catalog: Catalog, kind: IssueKind) -> tuple[Topic, ...]:
    """Return the procedure that belongs to a kind: the order first, remedies."""
    wanted = ["order_first"] if kind.order_first else []
    if kind.can_penalise:
        wanted += ["remedy_on_spot"] if kind.on_the_spot else []
        wanted += ["remedy_usual"]
    return tuple(catalog.topics[one] for one in wanted if one in catalog.topics)

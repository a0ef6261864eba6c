"""Where the handbook leads from an entry, and back: kinds, procedure, duties, contacts, laws."""

from collections.abc import Iterator, Sequence

from patrol_tui.domain.catalog import Catalog
from patrol_tui.services.handbook import Entry, Shelf, kinds_citing, procedure_of

_Place = tuple[Shelf, str]


def linked(catalog: Catalog, entry: Entry, shown: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that one leads to, in the order of the shelves.

    Whatever leads somewhere is led back to: a kind to its law, the law to the kind.

    Args:
        catalog: what the handbook is made of.
        entry: from which one goes.
        shown: the whole handbook.
    """
    led_to = set(_LINKS[entry.shelf](catalog, entry.id))
    return tuple(one for one in shown if (one.shelf, one.id) in led_to)


def _of_kind(catalog: Catalog, kind_id: str) -> Iterator[_Place]:
    kind = catalog.kinds[kind_id]
    yield from ((Shelf.TOPIC, topic.id) for topic in procedure_of(catalog, kind))
    for office in catalog.departments.values():
        if office.id in kind.authority or kind_id in office.duties:
            yield Shelf.DUTY, office.id
    yield from ((Shelf.LAW, ref.law) for ref in kind.law)


def _of_topic(catalog: Catalog, topic_id: str) -> Iterator[_Place]:
    topic = catalog.topics[topic_id]
    yield from ((Shelf.LAW, ref.law) for ref in topic.refs)
    for kind in catalog.kinds.values():
        if topic in procedure_of(catalog, kind):
            yield Shelf.KIND, kind.id


def _of_duty(catalog: Catalog, office_id: str) -> Iterator[_Place]:
    duties = catalog.departments[office_id].duties
    for kind in catalog.kinds.values():
        if office_id in kind.authority or kind.id in duties:
            yield Shelf.KIND, kind.id
    for contact in catalog.contacts.values():
        if contact.department == office_id:
            yield Shelf.CONTACT, contact.id


def _of_contact(catalog: Catalog, contact_id: str) -> Iterator[_Place]:
    yield Shelf.DUTY, catalog.contacts[contact_id].department


def _of_law(catalog: Catalog, law_id: str) -> Iterator[_Place]:
    yield from ((Shelf.KIND, kind.id) for kind in kinds_citing(catalog, law_id))
    for topic in catalog.topics.values():
        if any(ref.law == law_id for ref in topic.refs):
            yield Shelf.TOPIC, topic.id
    yield Shelf.LAW, catalog.laws[law_id].replaced_by
    for law in catalog.laws.values():
        if law.replaced_by == law_id:
            yield Shelf.LAW, law.id


_LINKS = {
    Shelf.KIND: _of_kind,
    Shelf.TOPIC: _of_topic,
    Shelf.DUTY: _of_duty,
    Shelf.CONTACT: _of_contact,
    Shelf.LAW: _of_law,
}

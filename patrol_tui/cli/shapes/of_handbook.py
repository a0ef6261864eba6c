"""Entries of the handbook as JSON and as lines for people."""

from patrol_tui.cli.columns import facts
from patrol_tui.cli.shapes.of_station import Shape, said
from patrol_tui.domain.catalog import Catalog, Contact, IssueKind, LawRef, LawRole
from patrol_tui.domain.catalog.earlier import laws_without_earlier, refs_of_day
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _, current
from patrol_tui.services.handbook import (
    NO_LAW_OF_DAY,
    Entry,
    Shelf,
    Standing,
    is_called_long_ago,
    kinds_citing,
    procedure_of,
    standing_of,
)

SHELVES = {
    Shelf.KIND: N_("kind of issue"),
    Shelf.TOPIC: N_("procedure"),
    Shelf.DUTY: N_("duty"),
    Shelf.CONTACT: N_("contact"),
    Shelf.LAW: N_("text of law"),
}
STANDINGS = {
    Standing.IN_FORCE: N_("in force"),
    Standing.TO_CHECK: N_("to check"),
    Standing.REPEALED: N_("repealed"),
    Standing.NOT_YET: N_("not yet in force"),
}
_ROLES = {
    LawRole.BAN: N_("ban"),
    LawRole.AUTHORITY: N_("authority"),
    LawRole.CONSEQUENCE: N_("consequence"),
    LawRole.DUTY: N_("duty of"),
    LawRole.PROCEDURE: N_("procedure"),
}


def row_shape(entry: Entry) -> Shape:
    """Return what a list says of an entry."""
    return {
        "id": entry.id,
        "shelf": entry.shelf.value,
        "title": said(entry.name),
        "standing": entry.standing.value,
    }


def entry_shape(catalog: Catalog, entry: Entry, day: str) -> Shape:
    """Return all that the handbook says of an entry as of a day."""
    shape = {**row_shape(entry), "day": day}
    match entry.shelf:
        case Shelf.KIND:
            return {**shape, **_kind(catalog, catalog.kinds[entry.id], day)}
        case Shelf.TOPIC:
            topic = catalog.topics[entry.id]
            return {
                **shape,
                "text": said(topic.text),
                **_law_of_day(catalog, topic.refs, day),
                "source": topic.source,
                "verified": topic.verified,
                "reviewed_by": topic.reviewed_by or None,
            }
        case Shelf.DUTY:
            office = catalog.departments[entry.id]
            kinds = [catalog.kinds[one] for one in office.duties if one in catalog.kinds]
            return {
                **shape,
                "full_name": said(office.full_name),
                "kinds": [kind.id for kind in kinds],
                "kind_names": [said(kind.name) for kind in kinds],
                "to_confirm": office.to_confirm,
                "source": office.source,
            }
        case Shelf.CONTACT:
            return {**shape, **contact_shape(catalog, catalog.contacts[entry.id], day)}
        case Shelf.LAW:
            return {**shape, **_law(catalog, entry.id)}


def _kind(catalog: Catalog, kind: IssueKind, day: str) -> Shape:
    offices = [catalog.departments[one] for one in kind.authority if one in catalog.departments]
    return {
        "authority": [office.id for office in offices],
        "authority_names": [said(office.name) for office in offices],
        "authority_verified": kind.authority_verified,
        "can_penalise": kind.can_penalise,
        "may": said(kind.may),
        "order_first": kind.order_first,
        "on_the_spot": said(kind.on_the_spot) if kind.on_the_spot else None,
        "ask_first": [said(question) for question in kind.ask_first],
        "say": said(kind.say),
        "caution": said(kind.caution) if kind.caution else None,
        **_law_of_day(catalog, kind.law, day),
        "procedure": [topic.id for topic in procedure_of(catalog, kind)],
        "procedure_texts": [said(topic.text) for topic in procedure_of(catalog, kind)],
        "reviewed_by": kind.reviewed_by or None,
    }


def _law_of_day(catalog: Catalog, refs: tuple[LawRef, ...], day: str) -> Shape:
    """Return the law as of a day, and the laws of now before which nothing is known."""
    return {
        "law": [ref_shape(catalog, ref, day) for ref in refs_of_day(catalog, refs, day)],
        "no_earlier": [said(law.short) for law in laws_without_earlier(catalog, refs, day)],
    }


def _law(catalog: Catalog, law_id: str) -> Shape:
    law = catalog.laws[law_id]
    return {
        "full_name": said(law.name),
        "version": law.version or None,
        "valid_from": law.valid_from or None,
        "valid_to": law.valid_to,
        "replaced_by": law.replaced_by or None,
        "verified": law.verified,
        "source": law.source,
        "note": said(law.note) if law.note else None,
        "kinds": [kind.id for kind in kinds_citing(catalog, law.id)],
        "reviewed_by": law.reviewed_by or None,
    }


def ref_shape(catalog: Catalog, ref: LawRef, day: str) -> Shape:
    """Return a reference with the version of the law, and whether it may be cited that day."""
    law = catalog.laws.get(ref.law)
    return {
        "law": ref.law,
        "citation": catalog.cited(ref, current()),
        "articles": list(ref.articles),
        "role": ref.role.value,
        "version": law.version if law else None,
        "valid_from": (law.valid_from or None) if law else None,
        "valid_to": law.valid_to if law else None,
        "verified": bool(law and law.verified and ref.verified),
        "standing": standing_of(law, day, is_read=ref.verified).value,
        "note": said(ref.note) if ref.note else None,
        "source": ref.source or (law.source if law else ""),
    }


def contact_shape(catalog: Catalog, contact: Contact, day: str) -> Shape:
    """Return a contact with how old it is."""
    office = catalog.departments.get(contact.department)
    station = catalog.stations.get(contact.station)
    return {
        "id": contact.id,
        "post": said(contact.post),
        "department": said(office.name) if office else None,
        "station": said(station.name) if station else None,
        "name": contact.name or None,
        "phone": contact.phone or None,
        "hours": said(contact.hours) if contact.hours else None,
        "valid_to": contact.valid_to,
        "holds": contact.holds(day),
        "checked_on": contact.checked_on or None,
        "to_check": is_called_long_ago(contact, day),
        "sample": contact.sample,
    }


def entry_lines(shape: Shape) -> list[str]:
    """Return an entry's shape as lines for people; what was not read says so beside it."""
    pairs = [
        (_(SHELVES[Shelf(str(shape["shelf"]))]), str(shape["title"])),
        (_("standing"), _(STANDINGS[Standing(str(shape["standing"]))])),
        *((_(label), _text(shape.get(key))) for label, key in _FACTS),
    ]
    if "reviewed_by" in shape:
        reviewed = shape["reviewed_by"] or _("the bureau's legal review has not signed it off")
        pairs.append((_("legal review"), str(reviewed)))
    refs = shape.get("law")
    lines = facts(pairs)
    for ref in refs if isinstance(refs, list) else ():
        lines += _ref_lines(ref)
    lacking = shape.get("no_earlier")
    if isinstance(lacking, list) and lacking:
        laws = (", " if current() == "en" else "、").join(map(str, lacking))
        lines += ["", _(NO_LAW_OF_DAY).format(day=shape["day"], laws=laws)]
    return lines


_FACTS = (
    (N_("full title"), "full_name"),
    (N_("in charge"), "authority_names"),
    (N_("you may"), "may"),
    (N_("order first"), "order_first"),
    (N_("summary procedure"), "on_the_spot"),
    (N_("procedure"), "procedure_texts"),
    (N_("ask first"), "ask_first"),
    (N_("heed"), "caution"),
    (N_("what to say"), "say"),
    (N_("in own words"), "text"),
    (N_("takes"), "kind_names"),
    (N_("post"), "post"),
    (N_("department"), "department"),
    (N_("station"), "station"),
    (N_("name"), "name"),
    (N_("phone"), "phone"),
    (N_("hours"), "hours"),
    (N_("valid to"), "valid_to"),
    (N_("last called"), "checked_on"),
    (N_("version"), "version"),
    (N_("valid from"), "valid_from"),
    (N_("replaced by"), "replaced_by"),
    (N_("note"), "note"),
    (N_("source"), "source"),
)


_READ = (
    (N_("version"), "version"),
    (N_("valid from"), "valid_from"),
    (N_("valid to"), "valid_to"),
    (N_("source"), "source"),
)
"""Which text of the law is meant, and where it was read."""


def _text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else ""
    return "" if value is None else str(value)


def _ref_lines(ref: Shape) -> list[str]:
    mark = _(STANDINGS[Standing(str(ref["standing"]))])
    lines = [f"  {_(_ROLES[LawRole(str(ref['role']))])}  {ref['citation']}  [{mark}]"]
    lines += [f"      {ref['note']}"] if ref["note"] else []
    read = [f"{_(label)} {ref[key]}" for label, key in _READ if ref[key]]
    return [*lines, f"      {'  '.join(read)}"] if read else lines

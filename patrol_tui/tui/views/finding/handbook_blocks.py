"""The pane of the handbook: what an entry says, who is in charge, and what was not read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from patrol_tui.domain.catalog import Catalog, Law, LawRef
from patrol_tui.domain.catalog.earlier import laws_without_earlier, refs_of_day
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.services.handbook import (
    NO_LAW_OF_DAY,
    Entry,
    Shelf,
    articles_cited,
    is_called_long_ago,
)
from patrol_tui.tui.kit.beside import Beside
from patrol_tui.tui.kit.blocks import Chips, Fact, Gap, Head, Paragraph, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.finding.handbook_kind import reliance, review, steps
from patrol_tui.tui.views.finding.handbook_rows import standing_word
from patrol_tui.tui.views.issues.issue_facts import authority_names, fact_column, law_mark, law_rows
from patrol_tui.tui.views.wording.moments import day_of_law
from patrol_tui.tui.views.wording.spoken import bare, department_name, several, spoken

_ARTICLE_CELLS = 13


@dataclass(frozen=True)
class HandbookSeen:
    """An entry as it is shown.

    Attributes:
        entry: which one.
        catalog: what it says.
        day: as of when, YYYY-MM-DD.
        today: the present day, YYYY-MM-DD.
        used: how often a kind was met in the last 30 days here; None where it is no kind.
    """

    entry: Entry
    catalog: Catalog
    day: str
    today: str
    used: int | None = None


def handbook_blocks(seen: HandbookSeen) -> list[Block]:
    """Return the pane of an entry, title first."""
    as_of = _("by the law of {day}").format(day=day_of_law(seen.day, seen.today))
    blocks: list[Block] = [Title(spoken(seen.entry.name), "", as_of, "soft"), Rule()]
    return [*blocks, *_PANES[seen.entry.shelf](seen)]


def _fact(label: str, value: str, right: str = "", right_style: str = "soft") -> Fact:
    return Fact(label, value, right, right_style=right_style, column=fact_column())


def _standing_chip(entry: Entry) -> tuple[str, str]:
    word, style = standing_word(entry)
    return word, {"soft": "green"}.get(style, style)


def _kind_pane(seen: HandbookSeen) -> list[Block]:
    catalog, kind = seen.catalog, seen.catalog.kinds[seen.entry.id]
    solid = [] if kind.can_penalise else [(_("no penalty by us"), "amber")]
    solid += [(_("order first"), "amber")] if kind.order_first else []
    ours = [(_("our duty"), "green")] if kind.can_penalise else []
    top: list[Block] = [Chips(solid, [*ours, _standing_chip(seen.entry)])]
    top += [*_gap(seen, kind.law), Gap()]
    blocks: list[Block] = [
        _fact(_("Ask") if at == 0 else "", spoken(question))
        for at, question in enumerate(kind.ask_first)
    ]
    if kind.caution is not None:
        blocks.append(_fact(_("Heed"), spoken(kind.caution)))
    names = authority_names(catalog, kind.authority)
    confirm = ("", "soft") if kind.authority_verified else (_("to confirm"), "amber bold")
    blocks += [_fact(bare(_("law|Auth.")), names, *confirm), _fact(_("May"), spoken(kind.may))]
    blocks += [Gap(), *law_rows(catalog, kind, seen.day, notes=True)]
    blocks += reliance(kind)
    said: list[Block] = [Head(_("What to say")), Paragraph(spoken(kind.say))]
    said += steps(catalog, kind)
    if seen.used is not None:
        here = _("{count} here in 30 days").format(count=seen.used)
        said += [Gap(), _fact(_("Used"), here)]
    return [*top, Beside(blocks, said)]


def _gap(seen: HandbookSeen, refs: Sequence[LawRef]) -> list[Block]:
    """Return what to do where the law of a day is not in the handbook."""
    lacking = laws_without_earlier(seen.catalog, refs, seen.day)
    if not lacking:
        return []
    laws = several([spoken(one.short) for one in lacking])
    text = _(NO_LAW_OF_DAY).format(day=seen.day, laws=laws)
    return [Paragraph(text, "amber bold")]


def _topic_pane(seen: HandbookSeen) -> list[Block]:
    topic = seen.catalog.topics[seen.entry.id]
    blocks: list[Block] = [Chips((), [_standing_chip(seen.entry)])]
    blocks += [*_gap(seen, topic.refs), Gap(), Paragraph(spoken(topic.text)), Gap()]
    blocks += [_cited(seen, ref) for ref in refs_of_day(seen.catalog, topic.refs, seen.day)]
    if topic.source:
        blocks.append(_fact(_("Source"), inert(topic.source)))
    return [*blocks, *review(topic.reviewed_by)]


def _cited(seen: HandbookSeen, ref: LawRef) -> Fact:
    word, style = law_mark(seen.catalog, ref, seen.day)
    return _fact(_("Law"), inert(seen.catalog.cited(ref, current())), word, style)


def _duty_pane(seen: HandbookSeen) -> list[Block]:
    catalog, office = seen.catalog, seen.catalog.departments[seen.entry.id]
    confirm = (_("to confirm"), "amber bold") if office.to_confirm else ("", "soft")
    kinds = [spoken(catalog.kinds[one].name) for one in office.duties if one in catalog.kinds]
    blocks: list[Block] = [_fact(_("Title"), spoken(office.full_name), *confirm)]
    if office.scope is not None:
        blocks.append(_fact(_("Takes"), spoken(office.scope)))
    blocks.append(_fact(_("Kinds"), several(kinds) or _("none")))
    people = [one for one in catalog.contacts.values() if one.department == office.id]
    blocks += [Gap(), Head(_("Whom to call"))] if people else []
    for contact in people:
        blocks.append(_fact(spoken(contact.post), inert(contact.phone)))
    return blocks


def _contact_pane(seen: HandbookSeen) -> list[Block]:
    catalog, contact = seen.catalog, seen.catalog.contacts[seen.entry.id]
    solid = [] if contact.holds(seen.day) else [(_("no longer valid"), "red")]
    tinted = [(_("made up for trials"), "amber")] if contact.sample else []
    blocks: list[Block] = [Chips(solid, tinted)] if solid or tinted else []
    station = catalog.stations.get(contact.station)
    place = department_name(catalog, contact.department) if contact.department else ""
    old = is_called_long_ago(contact, seen.day)
    called = inert(contact.checked_on) or _("never")
    facts = (
        (_("Where"), spoken(station.name) if station else place),
        (_("Name"), inert(contact.name)),
        (_("Phone"), inert(contact.phone)),
        (_("Hours"), spoken(contact.hours) if contact.hours else ""),
        (_("Till"), inert(contact.valid_to or "")),
    )
    blocks += [_fact(label, value) for label, value in facts if value]
    mark = (_("to check"), "amber bold") if old else ("", "soft")
    return [*blocks, _fact(_("Called"), called, *mark)]


def _law_pane(seen: HandbookSeen) -> list[Block]:
    law: Law = seen.catalog.laws[seen.entry.id]
    after = seen.catalog.laws.get(law.replaced_by)
    facts = (
        (_("Title"), spoken(law.name)),
        (_("Version"), inert(law.version)),
        (_("From"), inert(law.valid_from)),
        (_("Till"), inert(law.valid_to or "")),
        (_("Now"), spoken(after.short) if after else ""),
        (_("Note"), spoken(law.note) if law.note else ""),
        (_("Source"), inert(law.source)),
    )
    blocks: list[Block] = [Chips((), [_standing_chip(seen.entry)]), Gap()]
    blocks += [_fact(label, value) for label, value in facts if value]
    blocks += review(law.reviewed_by)
    cited = articles_cited(seen.catalog, law.id)
    if not cited:
        return [*blocks, _fact(_("Kinds"), _("none"))]
    blocks += [Gap(), Head(_("Articles and the kinds that rest on them"))]
    for ref, kinds in cited:
        word, style = law_mark(seen.catalog, ref, seen.day)
        named = several([spoken(kind.name) for kind in kinds])
        label = inert(ref.articles_in(current())) or _("whole")
        blocks.append(Fact(label, named, word, right_style=style, column=_ARTICLE_CELLS))
    return blocks


_PANES: Mapping[Shelf, Callable[[HandbookSeen], list[Block]]] = {
    Shelf.KIND: _kind_pane,
    Shelf.TOPIC: _topic_pane,
    Shelf.DUTY: _duty_pane,
    Shelf.CONTACT: _contact_pane,
    Shelf.LAW: _law_pane,
}

"""The parts of an issue's pane below its history: finding, tasks, photos, law."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo

from patrol_tui.domain.catalog import Catalog, Deadline, IssueKind, LawRef, LawRole
from patrol_tui.domain.catalog.earlier import refs_of_day
from patrol_tui.domain.clocks import unknown_year
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.pictures import pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import HELD
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.times import clock_or_day_text
from patrol_tui.language import _, current
from patrol_tui.services.citations import CITED, citations
from patrol_tui.services.handbook import Standing, standing_of
from patrol_tui.services.photos.photo_view import Whereabouts
from patrol_tui.services.things.pauses import held_since
from patrol_tui.services.wording import status_words, text_words, value_words
from patrol_tui.tui.cells import cut
from patrol_tui.tui.kit.blocks import Fact, Head, Pair, Paragraph
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Span, tint
from patrol_tui.tui.page_keys import page_key
from patrol_tui.tui.views.wording.moments import left_style
from patrol_tui.tui.views.wording.spoken import bare, department_name, several, spoken

ROLES: Mapping[LawRole, str] = {
    LawRole.AUTHORITY: N_("law|Auth."),
    LawRole.BAN: N_("law|Ban"),
    LawRole.CONSEQUENCE: N_("law|Fine"),
    LawRole.DUTY: N_("law|Duty"),
    LawRole.PROCEDURE: N_("law|Way"),
}
"""What an article says, in two characters or a short word; behind the `|`."""

_COLUMNS = {"zh": 8, "en": 11}
_KB = 1_000


def fact_column() -> int:
    """Return the cells of the labels in a pane of facts."""
    return _COLUMNS[current()]


def law_mark(catalog: Catalog, ref: LawRef, day: str) -> Span:
    """Return the mark of a citation: 待核 wherever its text was not read, never a bare name.

    Args:
        catalog: holds the law.
        ref: what is cited.
        day: of the act, YYYY-MM-DD.
    """
    match standing_of(catalog.laws.get(ref.law), day, is_read=ref.verified):
        case Standing.IN_FORCE:
            return _read()
        case Standing.TO_CHECK:
            return tint(_("to check"), "amber")
        case Standing.NOT_YET:
            return tint(bare(_("standing|later")), "red")
        case Standing.REPEALED:
            return tint(_("not in force"), "red")


def _read() -> Span:
    """Return the mark of a citation whose text was read."""
    return (bare(_("law|checked")), "green")


def law_rows(
    catalog: Catalog,
    kind: IssueKind,
    day: str,
    *,
    notes: bool = False,
    column: int = 0,
    said: frozenset[LawRole] = frozenset(),
    cited: frozenset[str] = frozenset(),
) -> list[Block]:
    """Return a kind's law by what it says, with the marks of what was not read.

    Args:
        catalog: what things are called.
        kind: of the issue.
        day: of the act, YYYY-MM-DD.
        notes: say in own words what each article holds, and mark what was read too.
        column: cells of the labels, where they are not those of a pane of facts.
        said: roles whose label stands above already.
        cited: articles that a record cites; they bear a mark, whatever else is marked.
    """
    blocks: list[Block] = []
    column = column or fact_column()
    law = refs_of_day(catalog, kind.law, day)
    for role, label in ROLES.items():
        shown = "" if role in said else bare(_(label))
        refs = [ref for ref in law if ref.role is role]
        for ref in refs if notes else _together(refs):
            mark = law_mark(catalog, ref, day)
            # Where room is short, only what is not certain bears a mark.
            right = mark if notes or mark != _read() else ("", "")
            if any(one.member in cited for one in ref.apart()):
                right = _cited_mark(right)
            said_as = inert(catalog.cited(ref, current()))
            blocks.append(Fact(shown, said_as, right[0], right_style=right[1], column=column))
            if notes and ref.note is not None:
                blocks.append(Paragraph(spoken(ref.note), "soft", indent=1 + column))
            shown = ""
    return blocks


def _cited_mark(mark: Span) -> Span:
    """Return the mark of what is cited, beside that of what is not certain."""
    cited = bare(_("law|cited"))
    if not mark[0] or mark == _read():
        return (cited, "blue bold")
    return (f"{cited} {mark[0].strip()}", "amber bold")


def _together(refs: Sequence[LawRef]) -> list[LawRef]:
    """Return the articles of one law as one; what was not read stays apart."""
    found: list[LawRef] = []
    for ref in refs:
        before = found[-1] if found else None
        is_same = before and (before.law, before.verified) == (ref.law, ref.verified)
        if before and is_same and before.articles and ref.articles:
            found[-1] = replace(before, articles=(*before.articles, *ref.articles))
        else:
            found.append(ref)
    return found


def authority_names(catalog: Catalog, ids: tuple[str, ...]) -> str:
    """Return who is in charge, the lead first."""
    return several([department_name(catalog, one) for one in ids])


def finding(
    state: State, catalog: Catalog, now_us: int, party: Sequence[Block] = ()
) -> list[Block]:
    """Return what the kind's own form asked, as it was answered.

    Args:
        state: of the issue.
        catalog: what things are called.
        now_us: the present.
        party: what stands where the party is sealed.
    """
    kind = catalog.kinds.get(state.text("kind"))
    if kind is None:
        return []
    rows: list[Block] = [
        Fact(
            spoken(field.label),
            spoken(value_words(catalog, ISSUE, state, field.id, state.fields[field.id], now_us)),
            column=fact_column(),
        )
        for field in kind.fields
        if state.fields.get(field.id) is not None
    ]
    plain = spoken(text_words(state, "party"))
    if party:
        rows += party
    elif plain:
        rows.append(Fact(_("Party"), plain, column=fact_column()))
    return [Head(_("On the spot")), *rows] if rows else []


def tasks(state: State, catalog: Catalog, now_us: int, zone: tzinfo) -> list[Block]:
    """Return who does what by when."""
    rows: list[Block] = []
    for label, names in (
        (_("Did"), [_measure(catalog, one) for one in state.sets.get("measures", ())]),
        (_("Lead"), _departments(catalog, state.text("lead"))),
        (_("Support"), [department_name(catalog, one) for one in state.sets.get("support", ())]),
        (_("Handed"), _departments(catalog, state.text("handed_to"))),
        (_("With"), [_station(catalog, one) for one in state.sets.get("stations", ())]),
    ):
        if names:
            rows.append(Fact(label, several(names), column=fact_column()))
    for label, field in ((_("Re-check"), "recheck_us"), (_("Due"), "deadline_us")):
        at_us = state.integer(field)
        if at_us is not None:
            rows.append(_by_when(label, at_us, now_us, zone, stands=held_since(state) is not None))
    rows += _unknown_holidays(state, catalog, now_us)
    return [Head(_("Tasks")), *rows] if rows else []


def _unknown_holidays(state: State, catalog: Catalog, now_us: int) -> list[Block]:
    kind, due_us = catalog.kinds.get(state.text("kind")), state.integer("deadline_us")
    if kind is None or kind.deadline is None or due_us is None:
        return []
    return holidays_unknown(due_us, now_us, kind.deadline, catalog)


def holidays_unknown(due_us: int, now_us: int, span: Deadline, catalog: Catalog) -> list[Block]:
    """Return what says that a deadline reaches a year whose holidays are not known."""
    year = unknown_year(min(now_us, due_us), due_us, span, catalog.district)
    if year is None:
        return []
    text = _("The holidays of {year} are not known yet: counted by weekdays alone.")
    return [Paragraph(text.format(year=year), "amber")]


def _by_when(label: str, at_us: int, now_us: int, zone: tzinfo, *, stands: bool) -> Fact:
    """Return a deadline; one whose clock stands is never urgent."""
    style = "soft" if stands else left_style(at_us, now_us)
    text = clock_or_day_text(at_us, now_us, zone)
    if stands:
        text = f"{text}  {spoken(status_words(HELD))}"
    return Fact(label, text, style=style, column=fact_column())


def _departments(catalog: Catalog, one: str) -> list[str]:
    return [department_name(catalog, one)] if one else []


def _measure(catalog: Catalog, measure_id: str) -> str:
    measure = catalog.measures.get(measure_id)
    return spoken(measure.name) if measure else inert(measure_id)


def _station(catalog: Catalog, station_id: str) -> str:
    station = catalog.stations.get(station_id)
    return spoken(station.name) if station else inert(station_id)


def photos(
    state: State, zone: tzinfo, now_us: int, where: Mapping[str, Whereabouts]
) -> list[Block]:
    """Return the photos with time, size, hash, and whether the shared ledger holds them whole."""
    rows: list[Block] = []
    shown = pictures_of(state)
    for number, picture in enumerate(shown, 1):
        at = where.get(picture.name, "here")
        rows += _photo_rows(f"{number:>2}", picture.body, at, zone, now_us)
        if picture.copy is not None:
            at = where.get(str(picture.copy.get("hash", "")), "here")
            said = {**picture.copy, "caption": _("copy of it, blackened")}
            rows += _photo_rows("", said, at, zone, now_us)
    look = _("{key} look").format(key=page_key(state.type, "look"))
    return [Head(_("Photos"), str(len(shown)), look), *rows] if rows else []


def _photo_rows(
    number: str, body: Mapping[str, Json], where: Whereabouts, zone: tzinfo, now_us: int
) -> list[Block]:
    stored: Mapping[Whereabouts, Span] = {
        "shared": (_("in ledger"), "green"),
        "here": (_("not in ledger"), "amber bold"),
        "coming": (_("not here yet"), "amber"),
    }
    caption = inert(str(body.get("caption", ""))) or _("photo")
    left = [(f"{number:<2}  ", "soft"), (cut(caption, 24), "")]
    facts = Pair([("    ", ""), (_photo_facts(body, zone, now_us), "soft")])
    return [Pair(left, [stored[where]]), facts]


def _photo_facts(body: Mapping[str, Json], zone: tzinfo, now_us: int) -> str:
    parts = []
    taken_us = body.get("taken_us")
    if isinstance(taken_us, int):
        parts.append(clock_or_day_text(taken_us, now_us, zone))
    size_bytes = body.get("size")
    if isinstance(size_bytes, int):
        parts.append(f"{max(1, size_bytes // _KB):,} kB")
    parts.append(inert(str(body.get("hash", "")))[:12])
    return "  ".join(parts)


def law_of(state: State, catalog: Catalog, day: str) -> list[Block]:
    """Return what an issue rests on, and who is in charge of it."""
    kind = catalog.kinds.get(state.text("kind"))
    if kind is None:
        return []
    names = authority_names(catalog, kind.authority_for(state.fields))
    text = _("In charge: {names}.").format(names=names)
    if not kind.authority_verified:
        text = _("In charge: {names}, to be confirmed.").format(names=names)
    if not kind.may_penalise(state.fields):
        text += " " if current() == "en" else ""
        text += _("Urban management may only: {may}.").format(may=spoken(kind.may))
    rows = law_rows(catalog, kind, day, cited=frozenset(state.sets.get(CITED, ())))
    return [
        Head(_("Law")),
        *rows,
        *_cited_elsewhere(state, kind, catalog, day),
        Paragraph(text, "soft"),
    ]


def _cited_elsewhere(state: State, kind: IssueKind, catalog: Catalog, day: str) -> list[Block]:
    """Return what a record cites that its kind does not name."""
    law = refs_of_day(catalog, kind.law, day)
    own = {one.member for ref in law for one in ref.apart()}
    blocks: list[Block] = []
    for ref in citations(catalog, state):
        if ref.member not in own:
            word, style = _cited_mark(law_mark(catalog, ref, day))
            said = inert(catalog.cited(ref, current()))
            blocks.append(Fact("", said, word, right_style=style, column=fact_column()))
    return blocks

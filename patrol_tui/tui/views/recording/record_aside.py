"""What stands beside a record's form: authority first, then law, what to say."""

from collections.abc import Mapping, Sequence

from patrol_tui.domain.catalog import Catalog, IssueKind, LawRole
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.overview.nearby import Near
from patrol_tui.tui.cells import cut
from patrol_tui.tui.kit.blocks import Chips, Fact, Gap, Head, Paragraph, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, spans_cells
from patrol_tui.tui.kit.lists.rows import RowLook
from patrol_tui.tui.views.issues.issue_facts import authority_names, law_rows
from patrol_tui.tui.views.wording.spoken import bare, kind_mark, spoken

_COLUMN = 6


def aside_top(day: str) -> list[Block]:
    """Return the aside's title: the law is the one of the day."""
    return [Title(_("Law and duty"), "", _("as of {day}").format(day=day[5:]), "soft"), Rule()]


def aside_blocks(
    catalog: Catalog,
    kind: IssueKind,
    answers: Mapping[str, object],
    day: str,
    *,
    notes: bool = False,
    cited: frozenset[str] = frozenset(),
) -> list[Block]:
    """Return who is in charge after the answers so far, what the law says, what to say.

    Args:
        catalog: what things are called.
        kind: of the issue.
        answers: to the kind's own form, by field.
        day: of the act, YYYY-MM-DD.
        notes: say in own words what each article holds, where there is room.
        cited: articles that the record cites.
    """
    authority = kind.authority_for(answers)
    blocks: list[Block] = [_chips(kind, answers), Paragraph(_may(kind))]
    if kind.caution is not None:
        blocks.append(Paragraph(spoken(kind.caution), "amber bold"))
    blocks.append(Gap())
    if kind.ask_first:
        for at, question in enumerate(kind.ask_first):
            blocks.append(Fact(_("Ask") if at == 0 else "", spoken(question), column=_COLUMN))
        blocks.append(Gap())
    blocks.append(_in_charge(catalog, kind, authority))
    blocks += law_rows(
        catalog,
        kind,
        day,
        notes=notes,
        column=_COLUMN,
        said=frozenset((LawRole.AUTHORITY,)),
        cited=cited,
    )
    return [*blocks, Gap(), Head(_("What to say")), Paragraph(spoken(kind.say))]


def _may(kind: IssueKind) -> str:
    return _("You may: {may}").format(may=spoken(kind.may))


def _chips(kind: IssueKind, answers: Mapping[str, object]) -> Chips:
    solid: list[tuple[str, str]] = []
    tinted: list[tuple[str, str]] = []
    if kind.goes_to_agenda(answers):
        solid.append((_("for a meeting, no violation"), "blue"))
    elif not kind.may_penalise(answers):
        solid.append((_("no penalty by us"), "amber"))
    else:
        tinted.append((_("our duty"), "green"))
        if kind.order_first:
            solid.append((_("order first"), "amber"))
    if not kind.authority_verified:
        tinted.append((_("to confirm"), "amber"))
    return Chips(solid, tinted)


def _in_charge(catalog: Catalog, kind: IssueKind, authority: tuple[str, ...]) -> Fact:
    mark, style = ("", "") if kind.authority_verified else (_("to confirm"), "amber bold")
    names = authority_names(catalog, authority)
    return Fact(bare(_("law|Auth.")), names, mark, right_style=style, column=_COLUMN)


def near_head(near: Sequence[Near]) -> list[Block]:
    """Return the head above the issues near by."""
    return [Gap(), Head(_("Open near by"), str(len(near)))] if near else []


def near_lines(near: Near, look: RowLook, catalog: Catalog) -> list[Line]:
    """Return an issue near by as a row: kind, place, how far, and that one may add to it."""
    kind = catalog.kinds.get(near.row.kind)
    far = _("{count} m").format(count=near.distance_m) if near.distance_m is not None else ""
    verb = _("Add to it")
    style = "bold" if look.has_keys else "blue bold"
    right = [(far, "" if look.has_keys else "soft"), (" " if far else "", ""), (verb, style)]
    mark = (kind_mark(kind), "chip-red")
    room = look.width - spans_cells(right) - 5
    text = cut(inert(near.row.title), max(2, room))
    return [Line([mark, (" ", ""), (text, "")], [*right, (" ", "")])]

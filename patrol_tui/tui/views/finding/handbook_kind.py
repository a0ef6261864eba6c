"""What the handbook says of a kind below its law: summary procedure, sums, review, the steps."""

from collections.abc import Sequence

from patrol_tui.domain.catalog import Catalog, IssueKind
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.handbook import procedure_of
from patrol_tui.tui.kit.blocks import Fact, Gap, Head, Paragraph
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.issues.issue_facts import fact_column
from patrol_tui.tui.views.wording.spoken import spoken


def reliance(kind: IssueKind) -> list[Block]:
    """Return whether there is a summary procedure, that no sum is computed, and the review."""
    blocks: list[Block] = []
    if kind.on_the_spot is not None:
        said = spoken(kind.on_the_spot)
        blocks.append(_fact(_("Summary"), said, _("to check"), "amber"))
    sum_said = _fact(_("Sum"), _("This program computes no fine."))
    return [*blocks, sum_said, *review(kind.reviewed_by)]


def review(reviewed_by: str) -> Sequence[Block]:
    """Return who of the legal review signed something off, or that nobody did."""
    if reviewed_by:
        return (_fact(_("Review"), inert(reviewed_by)),)
    return (_fact(_("Review"), _("legal review, to confirm"), _("to check"), "amber bold"),)


def steps(catalog: Catalog, kind: IssueKind) -> list[Block]:
    """Return the procedure that belongs to a kind: the order first, what to say of remedies."""
    blocks: list[Block] = []
    for topic in procedure_of(catalog, kind):
        blocks += [Gap(), Head(spoken(topic.title)), Paragraph(spoken(topic.text), "soft")]
    return blocks


def _fact(label: str, value: str, right: str = "", right_style: str = "soft") -> Fact:
    return Fact(label, value, right, right_style=right_style, column=fact_column())

"""What is sealed of a thing: a chip in its place, or the values while they are open."""

from patrol_tui.domain.folding.subject import Field
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.wording import field_label
from patrol_tui.tui.kit.blocks import Fact
from patrol_tui.tui.kit.drawing.paint import tint
from patrol_tui.tui.views.issues.issue_facts import fact_column
from patrol_tui.tui.views.seen.seen import Seen
from patrol_tui.tui.views.wording.spoken import spoken


def sealed_facts(seen: Seen) -> list[Fact]:
    """Return one row that says what is sealed, or a row for each value that is open."""
    fields = [one for one in seen.subject.fields if one.is_private and _is_given(seen, one)]
    if not fields:
        return []
    if seen.opened:
        return [
            Fact(_label(seen, one), inert(seen.opened[one.name]), column=fact_column())
            for one in fields
            if one.name in seen.opened
        ]
    names = [one for one in seen.subject.fields if one.is_private]
    said = _("name and phone are for those who handle it")
    if len(names) == 1:
        said = _("for those who handle it")
    chip = tint(_("sealed"), "blue")
    label = _label(seen, fields[0])
    return [Fact(label, said, column=fact_column(), style="soft", chip=chip)]


def _is_given(seen: Seen, field: Field) -> bool:
    return seen.state.fields.get(field.name) is not None


def _label(seen: Seen, field: Field) -> str:
    return spoken(field_label(seen.catalog, seen.subject, seen.state, field.name))

"""What is sealed of a thing: a chip in its place, or the values while they are open."""

from patrol_tui.domain.folding.paper_blanks import PERSONS_TYPED
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
    given = [name for name in seen.state.fields if _is_private(seen, name)]
    if not given:
        return []
    if seen.opened:
        return [
            Fact(_label(seen, name), inert(seen.opened[name]), column=fact_column())
            for name in given
            if name in seen.opened
        ]
    names = [one for one in seen.subject.fields if one.is_private and one is not PERSONS_TYPED]
    said = _("name and phone are for those who handle it")
    if len(names) == 1:
        said = _("for those who handle it")
    chip = tint(_("sealed"), "blue")
    label = _label(seen, given[0])
    return [Fact(label, said, column=fact_column(), style="soft", chip=chip)]


def _is_private(seen: Seen, name: str) -> bool:
    field = seen.subject.field_named(name)
    return field is not None and field.is_private and seen.state.fields[name] is not None


def _label(seen: Seen, name: str) -> str:
    return spoken(field_label(seen.catalog, seen.subject, seen.state, name))

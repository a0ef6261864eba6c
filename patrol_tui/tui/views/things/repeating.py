"""The same issue once more, elsewhere: what the last one said, without what is its own."""

from dataclasses import replace
from typing import TYPE_CHECKING

from patrol_tui.domain.catalog import FieldType, IssueKind
from patrol_tui.domain.folding.state import State
from patrol_tui.services.ports.desk import Desk
from patrol_tui.tui.views.recording.record_draft import RecordDraft
from patrol_tui.tui.views.recording.record_form import HANDED_TO, MEASURES, NOTE, OF_KIND, PLACE
from patrol_tui.tui.views.things.correct_fields import value_now

if TYPE_CHECKING:
    from patrol_tui.tui.kit.form.fields import Value


def repeated(desk: Desk, kind: IssueKind, last: State, draft: RecordDraft) -> RecordDraft:
    """Return a draft that says what the last issue said.

    Its place is that of the draft, if one is known; plates, photos and times are not repeated.

    Args:
        desk: who, where, when.
        kind: of the last issue.
        last: the issue that is repeated.
        draft: the new one as it begins.
    """
    values: dict[str, Value] = {
        f"{OF_KIND}{one.id}": value_now(desk, last, one.id)
        for one in kind.form()
        if one.id in last.fields and one.type is not FieldType.PLATE
    }
    values[NOTE] = last.text("note")
    values[MEASURES] = value_now(desk, last, "measures")
    values[HANDED_TO] = last.text("handed_to")
    values[PLACE] = draft.values.get(PLACE) or last.text("place")
    said = {name: value for name, value in values.items() if value}
    touched = draft.touched | said.keys()
    return replace(draft, kind=kind.id, values=said, touched=frozenset(touched))

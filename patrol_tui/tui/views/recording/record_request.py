"""From a filled form to the requests that write it: a new issue, or more for one that is open."""

from collections.abc import Mapping, Sequence

from patrol_tui.domain.catalog import IssueKind
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.geo import LatLon
from patrol_tui.language import current
from patrol_tui.services.citations import CITED
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import (
    AddPhotos,
    Check,
    Note,
    RecordIssue,
    Request,
    SetFields,
)
from patrol_tui.tui.kit.form.fields import Field, FieldKind, Value
from patrol_tui.tui.views.recording.record_draft import RecordDraft
from patrol_tui.tui.views.recording.record_form import (
    DEADLINE,
    HANDED_TO,
    NOTE,
    ORIGIN,
    PHOTOS,
    PLACE,
    RECHECK,
    answers_of,
    chosen_measures,
    typed_spot,
)
from patrol_tui.tui.views.wording.typed_moment import moment_typed


def new_issue(
    desk: Desk, kind: IssueKind, draft: RecordDraft, here: LatLon | None = None
) -> RecordIssue:
    """Return the request that records the issue; times that nobody touched follow the clock.

    Args:
        desk: who, where, when.
        kind: of the issue.
        draft: what was typed.
        here: where the officer stands, if a receiver tells; what was typed goes before it.
    """
    here = typed_spot(draft.values) or here
    measures = chosen_measures(desk, kind, draft.values)
    takes_over = any(one.needs_department for one in measures)

    def at_us(name: str) -> int | None:
        typed = draft.text(name).strip() if name in draft.touched else ""
        return moment_typed(typed, desk.now_us, desk.zone) if typed else None

    fields = {name: _typed(value) for name, value in answers_of(kind, draft.values).items()}
    fields[ORIGIN] = draft.text(ORIGIN)
    return RecordIssue(
        kind=kind.id,
        place=draft.text(PLACE),
        note=draft.text(NOTE),
        lat_e7=here[0] if here else None,
        lon_e7=here[1] if here else None,
        checkpoint=draft.checkpoint,
        photos=draft.photos,
        measures=tuple(one.id for one in measures),
        deadline_us=at_us(DEADLINE),
        recheck_us=at_us(RECHECK),
        handed_to=draft.text(HANDED_TO) if takes_over else "",
        fields={name: text for name, text in fields.items() if text.strip()},
        answers=draft.answers,
        cited=draft.cited,
        subject=draft.subject,
    )


def _typed(value: Value) -> str:
    return value if isinstance(value, str) else ",".join(value)


def added_to(issue: State, draft: RecordDraft, note: str) -> list[Request]:
    """Return the requests that add what was typed to an issue that is open already.

    Photos go first: a file that is none then stops it all, and nothing is written twice.
    """
    requests: list[Request] = []
    subject, heads = issue.subject, issue.heads
    if draft.photos:
        requests.append(AddPhotos(subject, draft.photos, heads))
    requests.append(Note(subject, note, None if draft.photos else heads))
    there = issue.sets.get(CITED, ())
    cited = dict.fromkeys((*there, *draft.cited))
    if len(cited) > len(there):
        requests.append(SetFields(subject, {CITED: " ".join(cited)}))
    if draft.answers is not None:
        checkpoint, item = draft.answers
        requests.append(Check(checkpoint, item, "problem", issue=subject))
    return requests


def summary(
    fields: Sequence[Field], values: Mapping[str, Value], begun: Mapping[str, Value]
) -> str:
    """Return all that was typed as one text, what was seen first: nothing of it may be lost.

    Args:
        fields: the form's.
        values: what they hold.
        begun: what they began with; what is still so was not typed.
    """
    said = [_typed(values.get(NOTE, "")).strip()]
    for one in fields:
        value = values.get(one.id)
        is_told = one.id in {NOTE, PHOTOS, RECHECK, DEADLINE} or value == begun.get(one.id)
        if value and not is_told:
            said.append(f"{one.label} {_shown(one, value)}".rstrip())
    return ("；" if current() == "zh" else "; ").join(part for part in said if part)


def _shown(field: Field, value: Value) -> str:
    if field.kind in {FieldKind.ONE_OF, FieldKind.SOME_OF, FieldKind.CODED}:
        ids = (value,) if isinstance(value, str) else value
        names = {one.id: one.text for one in field.choices}
        return " ".join(names.get(one, one) for one in ids)
    unit = field.unit if field.kind is FieldKind.NUMBER else ""
    return f"{_typed(value)} {unit}".rstrip()

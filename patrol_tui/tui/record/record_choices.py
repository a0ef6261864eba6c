"""What one may begin to record with: kept drafts, then kinds by group."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.catalog.find import candidates, find
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.session import SavedDraft, Session
from patrol_tui.tui.kit.lists.rows import GroupHead
from patrol_tui.tui.record.record_picker import Choice
from patrol_tui.tui.views.recording.record_draft import RecordDraft, read_draft
from patrol_tui.tui.views.recording.record_form import NOTE, PLACE
from patrol_tui.tui.views.wording.moments import moment_text
from patrol_tui.tui.views.wording.spoken import kind_mark, spoken

AGAIN = "again:"
"""What the row answers that records the last issue once more."""

_LOOKED_AT = 20
_MOST_RECENT = 3


def kept_records(kept: Iterable[SavedDraft]) -> list[tuple[RecordDraft, int]]:
    """Return the drafts of records, with when they were kept; those of other forms are left out."""
    found = ((read_draft(one.key, one.text), one.saved_at_us) for one in kept)
    return [(draft, at_us) for draft, at_us in found if draft is not None]


def unfinished(session: Session) -> list[tuple[RecordDraft, int]]:
    """Return the drafts of records that no entry has come of yet, with when they were kept."""
    kept = kept_records(session.drafts.kept())
    return [one for one in kept if session.ledger.state(one[0].subject) is None]


def last_recorded(session: Session) -> State | None:
    """Return the issue that the officer recorded last, or None."""
    writer = session.ledger.writer
    query = ListQuery("issue", station=writer.station)
    for row in session.ledger.page(query, limit=_LOOKED_AT).rows:
        state = session.ledger.state(row.subject)
        if state is not None and state.facts[0].entry.header.author == writer.officer:
            return None if state.is_retracted else state
    return None


def recent_kinds(session: Session) -> tuple[str, ...]:
    """Return the kinds that were recorded here last."""
    query = ListQuery("issue", station=session.ledger.writer.station)
    rows = session.ledger.page(query, limit=2 * _LOOKED_AT).rows
    return tuple(dict.fromkeys(row.kind for row in rows))[:_MOST_RECENT]


def again_choices(desk: Desk, last: State | None) -> list[Choice]:
    """Return the row that records the last issue once more; none where there is none."""
    kind = desk.catalog.kinds.get(last.text("kind")) if last is not None else None
    if last is None or kind is None or kind.retired:
        return []
    return [
        Choice(
            id=AGAIN,
            mark=kind_mark(kind),
            text=spoken(kind.name),
            note=inert(last.text("note")),
            group=GroupHead(_("The last one again")),
        )
    ]


def draft_choices(desk: Desk, kept: Sequence[tuple[RecordDraft, int]]) -> list[Choice]:
    """Return drafts as rows, the newest first."""
    head = GroupHead(_("Not finished"), len(kept))
    choices = []
    for draft, at_us in kept:
        kind = desk.catalog.kinds.get(draft.kind)
        said = inert(draft.text(NOTE)).strip() or inert(draft.text(PLACE)).strip()
        choices.append(
            Choice(
                id=f"draft:{draft.key}",
                mark=kind_mark(kind),
                text=spoken(kind.name) if kind else _("no kind yet"),
                note=said,
                right=moment_text(at_us, desk.now_us, desk.zone),
                group=head,
            )
        )
    return choices


def kind_choices(
    catalog: Catalog, typed: str, pinyin: Pinyin, recent: Sequence[str] = ()
) -> list[Choice]:
    """Return the kinds that fit what was typed, the best first; all by group for nothing.

    Args:
        catalog: holds the kinds.
        typed: name, pinyin, initials or code.
        pinyin: finds by sound.
        recent: kinds that stand first while nothing is typed.
    """
    kinds = [one for one in candidates(catalog) if one.section == "kinds"]
    found = [_kind_choice(catalog, one.id) for one in find(kinds, typed, pinyin)]
    if typed:
        return [replace(choice, group=None) for choice in found]
    named = [choice for choice in found if choice.group is None]
    first = GroupHead(_("Used last"))
    by_id = {one.id.partition(":")[2]: one for one in found}
    used = [replace(by_id[kind], group=first) for kind in recent if kind in by_id]
    named = [*used, *named]
    found = [one for one in found if one.id.partition(":")[2] not in recent]
    groups = {choice.group.text: choice.group for choice in found if choice.group is not None}
    return named + [
        choice for text in groups for choice in found if choice.group and choice.group.text == text
    ]


def _kind_choice(catalog: Catalog, kind_id: str) -> Choice:
    kind = catalog.kind(kind_id)
    group = catalog.groups.get(kind.group)
    other = kind.name.zh if current() == "en" else kind.letters
    return Choice(
        id=f"kind:{kind.id}",
        mark=kind_mark(kind),
        text=spoken(kind.name),
        right=other,
        group=GroupHead(spoken(group.name)) if group else None,
    )

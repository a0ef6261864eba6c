"""An issue in full, as blocks of a pane: where it stands, what became of it, what it rests on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.times import day_of
from patrol_tui.language import _
from patrol_tui.services.bureau.sealing import sealed_fields
from patrol_tui.services.things.relations import Related
from patrol_tui.services.wording import text_words
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.beside import Beside
from patrol_tui.tui.kit.blocks import Banner, Gap, Pair, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.issues.issue_facts import finding, law_of, photos, tasks
from patrol_tui.tui.views.issues.procedure import procedure_of
from patrol_tui.tui.views.seen.happenings import conflict_banner, due_text, history_blocks
from patrol_tui.tui.views.seen.sealed_facts import sealed_facts
from patrol_tui.tui.views.seen.seen import Seen
from patrol_tui.tui.views.things.photo_pairs import photo_pairs
from patrol_tui.tui.views.things.related import related_blocks
from patrol_tui.tui.views.wording.moments import NEAR_MIN
from patrol_tui.tui.views.wording.spoken import kind_mark, kind_name, number_at_home, spoken

if TYPE_CHECKING:
    from patrol_tui.tui.kit.drawing.paint import Span


def issue_blocks(seen: Seen, others: Sequence[Related] = ()) -> list[Block]:
    """Return everything that is to be said of an issue, what is read first at the top."""
    blocks: list[Block] = [*_top(seen), Gap()]
    banner = _banner(seen)
    if banner is not None:
        blocks += [banner, Gap()]
    related_key = key_of("issues.related")
    first: list[Block] = [*related_blocks(others, related_key), Gap()] if others else []
    begun_us = seen.state.facts[0].entry.wall_us
    parts = (
        finding(
            seen.state,
            seen.catalog,
            seen.now_us,
            sealed_facts(seen) if sealed_fields(seen.state) else (),
        ),
        tasks(seen.state, seen.catalog, seen.now_us, seen.zone),
        photo_pairs(seen),
        photos(seen.state, seen.zone, seen.now_us, seen.photos),
        law_of(seen.state, seen.catalog, day_of(begun_us, seen.zone).isoformat()),
    )
    rest: list[Block] = []
    for part in parts:
        if part:
            rest += [*([Gap()] if rest else []), *part]
    return [*blocks, Beside([*first, *history_blocks(seen)], rest)]


def _top(seen: Seen) -> list[Block]:
    state, due_us = seen.state, seen.due_us
    kind = seen.catalog.kinds.get(state.text("kind"))
    urgent = due_us is not None and due_us - seen.now_us < NEAR_MIN * MINUTE_US
    mark: Span = (kind_mark(kind), "chip-red" if urgent else "chip-blue")
    number = number_at_home(state.text("number"), seen.station_code)
    name = kind_name(seen.catalog, state.text("kind")) or _("nothing of it counts")
    clock, style = due_text(seen)
    unsent = any(not event.in_shared for event in seen.events)
    stored: Span = (_("not in ledger"), "amber bold") if unsent else (_("in ledger"), "green")
    place = spoken(text_words(state, "place"))
    return [
        Title(name, number, clock, style, mark, keeps_note=True),
        Pair([(place, "")], [stored]),
        procedure_of(state),
    ]


def _banner(seen: Seen) -> Banner | None:
    """Return the one thing that has to be decided here."""
    state = seen.state
    if state.conflicts:
        return conflict_banner(seen)
    if state.is_retracted or not seen.is_open:
        return None
    if not seen.is_overdue:
        return _comes_back(seen)
    if seen.wants_recheck:
        said, key = _("The re-check is due"), key_of("issues.decide")
        return Banner(_("overdue"), said, key, _("Re-check"), "amber")
    said, key = _("The deadline is over"), key_of("issues.move")
    return Banner(_("overdue"), said, key, _("Next step"), "amber")


def _comes_back(seen: Seen) -> Banner | None:
    """Return the proposal of a campaign, where the same keeps coming back."""
    if seen.repeat is None:
        return None
    said = _("{times} times in {days} days").format(
        times=len(seen.repeat.rows), days=seen.repeat.days
    )
    return Banner(_("comes back"), said, key_of("issues.decide"), _("Campaign"), "amber")

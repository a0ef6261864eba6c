"""What became of a thing, by when it is due, and what is in conflict: as blocks of its pane."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED, CREATED, SETTLED
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import day_clock_text, day_of, day_text, in_zone
from patrol_tui.language import _, ngettext
from patrol_tui.services.things.history import Event
from patrol_tui.services.wording import field_label
from patrol_tui.tui.kit.blocks import Banner, Head
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.timeline import Happening, Timeline
from patrol_tui.tui.page_keys import page_key
from patrol_tui.tui.views.issues.issue_rows import due_clock
from patrol_tui.tui.views.seen.disputed import disputed
from patrol_tui.tui.views.seen.seen import Seen
from patrol_tui.tui.views.wording.moments import NEAR_MIN, clock_text, left_style, span_text
from patrol_tui.tui.views.wording.spoken import spoken

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json


def history_blocks(seen: Seen) -> list[Block]:
    """Return the entries of a thing as a timeline, the newest first."""
    count = ngettext("{count} entry", "{count} entries", len(seen.events))
    counted = count.format(count=len(seen.events))
    head = Head(_("History"), counted, _("newest first"))
    return [head, Timeline([_happening(seen, event) for event in _told(seen.events)])]


def conflict_banner(seen: Seen) -> Banner:
    """Return what says that something has to be settled here."""
    disputes = disputed(seen.state)
    first = disputes[0][0]
    field = spoken(field_label(seen.catalog, seen.subject, seen.state, first.field))
    if len(disputes) > 1:
        said = _("{field} and more: {count} to settle")
        said = said.format(field=field, count=len(disputes))
    else:
        said = _("{field}: {count} versions").format(field=field, count=len(first.values))
    return Banner(_("conflict"), said, page_key(seen.state.type, "change"), _("Settle"))


def due_text(seen: Seen) -> tuple[str, str]:
    """Return what is left until a thing is due, and its style."""
    due_us = seen.due_us
    if seen.state.is_retracted:
        return _("retracted"), "soft"
    if "suspended" in seen.state.sets.get("flags", ()):
        return _("on hold"), "soft"
    if due_us is None:
        return "", ""
    style = left_style(due_us, seen.now_us) or "bold"
    left_us = due_us - seen.now_us
    if left_us <= -24 * NEAR_MIN * MINUTE_US:
        text = due_clock(due_us, seen.now_us, seen.zone)
    elif left_us < 0:
        text = _("{time} over").format(time=span_text(-left_us))
    elif day_of(due_us, seen.zone) == day_of(seen.now_us, seen.zone):
        text = _("{time} left").format(time=span_text(left_us))
    else:
        text = _("by {time}").format(time=day_clock_text(due_us, seen.now_us, seen.zone))
    return text, style


def _told(events: Sequence[Event]) -> list[Event]:
    """Return events with those of a conflict, which have no order of their own, by their clocks."""
    told: list[Event] = []
    for in_conflict, events_there in groupby(events, key=lambda event: event.in_conflict):
        run = list(events_there)
        told += sorted(run, key=lambda event: -event.wall_us) if in_conflict else run
    return told


def _happening(seen: Seen, event: Event) -> Happening:
    device = _("this laptop") if event.is_own_device else ""
    if not device and event.device_number:
        device = _("laptop {number}").format(number=event.device_number)
    photo = _("photos {count}").format(count=event.photos) if event.photos else ""
    reason = _("reason: {reason}").format(reason=inert(event.reason)) if event.reason else ""
    warning = spoken(event.warning) if event.warning else ""
    parts = (inert(event.author), device, photo, reason, warning)
    return Happening(
        when=_when(event.wall_us, seen),
        fact=spoken(event.said),
        by="  ".join(part for part in parts if part),
        state=_("in ledger") if event.in_shared else _("not in ledger"),
        is_stored=event.in_shared,
        in_conflict=event.in_conflict,
        corrected=event.is_undone or event.entry in _corrected(seen.state),
    )


def _when(at_us: int, seen: Seen) -> str:
    """Return a past time in eight cells at most."""
    at, now = in_zone(at_us, seen.zone), in_zone(seen.now_us, seen.zone)
    nights = (now.date() - at.date()).days
    if nights == 0:
        return clock_text(at_us, seen.zone)
    if nights == 1:
        return _("yester") if at_us < seen.now_us else clock_text(at_us, seen.zone)
    return day_text(at.date(), now.date())


def _corrected(state: State) -> frozenset[bytes]:
    """Return the entries one of whose values a later entry put right."""
    said: dict[str, tuple[bytes, Json]] = {}
    corrected = set()
    for fact in state.facts:
        if fact.flag is not None or fact.is_undone or fact.content is None:
            continue
        number = fact.entry.kind & 0xFF
        values = fact.content.get("set")
        for name, value in values.items() if isinstance(values, dict) else ():
            before = said.get(name)
            puts_right = number in {CHANGED, SETTLED}
            if puts_right and before is not None and before[1] != value and before[1] is not None:
                corrected.add(before[0])
            if number in {CREATED, CHANGED, SETTLED} or name == "recheck_result":
                said[name] = (fact.entry.hash, value)
    return frozenset(corrected)

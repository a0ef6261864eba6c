"""An issue in full, as blocks of a pane: where it stands, what became of it, what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import groupby
from typing import TYPE_CHECKING

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.state import State
from patrol_tui.domain.subject import CHANGED, CREATED, SETTLED
from patrol_tui.domain.subjects.issue import ENDED, ISSUE
from patrol_tui.domain.text import inert
from patrol_tui.domain.times import day_of, in_zone
from patrol_tui.language import _, ngettext
from patrol_tui.services.history import Event
from patrol_tui.services.photo_view import Whereabouts
from patrol_tui.services.wording import field_label, text_words
from patrol_tui.tui.kit.blocks import Banner, Gap, Head, Pair, Title
from patrol_tui.tui.kit.drawn import Block
from patrol_tui.tui.kit.timeline import Happening, Timeline
from patrol_tui.tui.views.disputed import disputed
from patrol_tui.tui.views.issue_facts import finding, law_of, photos, tasks
from patrol_tui.tui.views.issue_rows import due_clock
from patrol_tui.tui.views.moments import NEAR_MIN, clock_text, left_style, span_text
from patrol_tui.tui.views.procedure import procedure_of
from patrol_tui.tui.views.spoken import kind_mark, kind_name, number_at_home, spoken

if TYPE_CHECKING:
    from patrol_tui.domain.payload import Json
    from patrol_tui.tui.kit.paint import Span


@dataclass(frozen=True)
class IssueSeen:
    """An issue with all that its pane is drawn from.

    Attributes:
        state: what its entries fold to; its heads are what a request from this pane has seen.
        events: its history, newest first.
        catalog: what things are called.
        now_us: the present.
        zone: in which days are reckoned.
        station_code: of the home station, left out of numbers.
        photos: where each photo is, by its hash.
    """

    state: State
    events: Sequence[Event]
    catalog: Catalog
    now_us: int
    zone: tzinfo
    station_code: str
    photos: Mapping[str, Whereabouts] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Return whether work is left."""
        return self.state.status not in ENDED and not self.state.is_retracted

    @property
    def wants_recheck(self) -> bool:
        """Return whether somebody should have looked again by now."""
        row = ISSUE.row(self.state)
        is_due = row.due_us is not None and row.due_us < self.now_us
        return is_due and row.extra["due"] == "recheck"

    @property
    def due_us(self) -> int | None:
        """Return when it is due next."""
        return ISSUE.row(self.state).due_us


def issue_blocks(seen: IssueSeen) -> list[Block]:
    """Return everything that is to be said of an issue, what is read first at the top."""
    blocks: list[Block] = [*_top(seen), Gap()]
    banner = _banner(seen)
    if banner is not None:
        blocks += [banner, Gap()]
    count = ngettext("{count} entry", "{count} entries", len(seen.events))
    counted = count.format(count=len(seen.events))
    blocks.append(Head(_("History"), counted, _("newest first")))
    blocks.append(Timeline([_happening(seen, event) for event in _told(seen.events)]))
    begun_us = seen.state.facts[0].entry.wall_us
    parts = (
        finding(seen.state, seen.catalog),
        tasks(seen.state, seen.catalog, seen.now_us, seen.zone),
        photos(seen.state, seen.zone, seen.now_us, seen.photos),
        law_of(seen.state, seen.catalog, day_of(begun_us, seen.zone).isoformat()),
    )
    for part in parts:
        if part:
            blocks += [Gap(), *part]
    return blocks


def _top(seen: IssueSeen) -> list[Block]:
    state, due_us = seen.state, seen.due_us
    kind = seen.catalog.kinds.get(state.text("kind"))
    urgent = due_us is not None and due_us - seen.now_us < NEAR_MIN * MINUTE_US
    mark: Span = (kind_mark(kind), "chip-red" if urgent else "chip-blue")
    number = number_at_home(state.text("number"), seen.station_code)
    name = kind_name(seen.catalog, state.text("kind"))
    clock, style = _clock(seen, due_us)
    unsent = any(not event.in_shared for event in seen.events)
    stored: Span = (_("not in ledger"), "amber bold") if unsent else (_("in ledger"), "green")
    place = spoken(text_words(state, "place"))
    return [
        Title(name, number, clock, style, mark),
        Pair([(place, "")], [stored]),
        procedure_of(state),
    ]


def _clock(seen: IssueSeen, due_us: int | None) -> tuple[str, str]:
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
        local = in_zone(due_us, seen.zone)
        text = _("by {time}").format(time=local.strftime("%m-%d %H:%M"))
    return text, style


def _banner(seen: IssueSeen) -> Banner | None:
    """Return the one thing that has to be decided here."""
    state = seen.state
    if state.conflicts:
        disputes = disputed(state)
        field = spoken(field_label(seen.catalog, ISSUE, state, disputes[0][0].field))
        if len(disputes) > 1:
            said = _("{field} and more: {count} to settle")
            said = said.format(field=field, count=len(disputes))
        else:
            count = len(disputes[0][0].values)
            said = _("{field}: {count} versions").format(field=field, count=count)
        return Banner(_("conflict"), said, "F4", _("Settle"))
    if state.is_retracted or not seen.is_open:
        return None
    due_us = seen.due_us
    if due_us is None or due_us >= seen.now_us:
        return None
    if seen.wants_recheck:
        return Banner(_("overdue"), _("The re-check is due"), "F4", _("Re-check"), "amber")
    return Banner(_("overdue"), _("The deadline is over"), "F2", _("Next step"), "amber")


def _told(events: Sequence[Event]) -> list[Event]:
    """Return events with those of a conflict, which have no order of their own, by their clocks."""
    told: list[Event] = []
    for in_conflict, events_there in groupby(events, key=lambda event: event.in_conflict):
        run = list(events_there)
        told += sorted(run, key=lambda event: -event.wall_us) if in_conflict else run
    return told


def _happening(seen: IssueSeen, event: Event) -> Happening:
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


def _when(at_us: int, seen: IssueSeen) -> str:
    """Return a past time in seven cells."""
    at, now = in_zone(at_us, seen.zone), in_zone(seen.now_us, seen.zone)
    nights = (now.date() - at.date()).days
    if nights == 0:
        return clock_text(at_us, seen.zone)
    if nights == 1:
        return _("yester") if at_us < seen.now_us else clock_text(at_us, seen.zone)
    return at.strftime("%m-%d" if at.year == now.year else "%Y-%m")


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

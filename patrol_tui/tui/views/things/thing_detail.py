"""A thing of any subject in full: where it stands, whose turn it is, what it has to do with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import HELD, Field
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects.whistle import CLOCKS, WHISTLE
from patrol_tui.domain.times import day_of, day_text
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.things import whistles
from patrol_tui.services.things.pauses import held_since
from patrol_tui.services.things.relations import Related
from patrol_tui.services.wording import field_label, status_words, text_words, value_words
from patrol_tui.tui.cells import cells, cut, pad
from patrol_tui.tui.kit.beside import Beside
from patrol_tui.tui.kit.blocks import Banner, Fact, Gap, Head, Pair, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Span
from patrol_tui.tui.kit.progress import Procedure
from patrol_tui.tui.page_keys import page_key
from patrol_tui.tui.views.issues.issue_facts import fact_column, holidays_unknown, photos
from patrol_tui.tui.views.issues.issue_rows import Sight, due_clock
from patrol_tui.tui.views.seen.happenings import conflict_banner, due_text, history_blocks
from patrol_tui.tui.views.seen.sealed_facts import sealed_facts
from patrol_tui.tui.views.seen.seen import Seen
from patrol_tui.tui.views.things.line_rows import campaign_rows, line_rows
from patrol_tui.tui.views.things.photo_pairs import photo_pairs
from patrol_tui.tui.views.things.related import related_blocks
from patrol_tui.tui.views.things.thing_rows import mark_text
from patrol_tui.tui.views.things.thing_steps import NextStep, first_ahead, next_steps
from patrol_tui.tui.views.wording.moments import NEAR_MIN, clock_text, left_style, span_text
from patrol_tui.tui.views.wording.spoken import department_name, number_at_home, spoken

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

_APART = frozenset(("title", "number", "due_us", "kind"))
_FIRST = frozenset(
    (
        *("receiver", "way", "handler", "support", "addressee", "party", "owner", "lead", "to"),
        *("reply", "satisfaction", "conclusion", "result", "held_us", "level", "on_duty"),
    )
)
"""Fields that are read first, wherever a subject has them."""
_COLUMN = 12
_DAY_US = 24 * 60 * MINUTE_US


def thing_blocks(seen: Seen, desk: Desk, others: Sequence[Related]) -> list[Block]:
    """Return everything that is to be said of a thing, what is read first at the top."""
    blocks: list[Block] = [*_top(seen), Gap()]
    facts = _facts(seen, is_first=True)
    if facts:
        blocks += [*facts, Gap()]
    if seen.subject is WHISTLE and seen.state.sets.get(whistles.CALLED):
        blocks += [*_clocks(seen, desk), Gap()]
    if seen.campaign is not None:
        blocks += [*campaign_rows(seen.campaign), Gap()]
    banner = _banner(seen, desk)
    if banner is not None:
        blocks += [banner, Gap()]
    blocks += _unknown_holidays(seen)
    related_key = page_key(seen.state.type, "related")
    main: list[Block] = [*related_blocks(others, related_key), Gap()] if others else []
    for field in seen.subject.lines():
        rows = line_rows(seen, field)
        main += [*rows, Gap()] if rows else []
    return [*blocks, Beside([*main, *history_blocks(seen)], _rest(seen))]


def _rest(seen: Seen) -> list[Block]:
    """Return what is read last: the other fields, and the photos."""
    facts = _facts(seen, is_first=False)
    rest: list[Block] = [Head(_("In full")), *facts] if facts else []
    listed = photos(seen.state, seen.zone, seen.now_us, seen.photos)
    for pictures in (photo_pairs(seen), listed):
        if pictures:
            rest += [*([Gap()] if rest else []), *pictures]
    return rest


def _top(seen: Seen) -> list[Block]:
    state, due_us = seen.state, seen.due_us
    urgent = due_us is not None and due_us - seen.now_us < NEAR_MIN * MINUTE_US
    sight = Sight(seen.catalog, seen.now_us, seen.zone)
    mark: Span = (mark_text(sight, seen.row.kind), "chip-red" if urgent else "chip-blue")
    number = number_at_home(state.text("number"), seen.station_code)
    clock, style = due_text(seen)
    unsent = any(not event.in_shared for event in seen.events)
    stored: Span = (_("not in ledger"), "amber bold") if unsent else (_("in ledger"), "green")
    name = spoken(seen.subject.name)
    return [
        Title(spoken(text_words(state, "title")), "", clock, style, mark),
        Pair([(f"{name}  {number}", "soft")], [stored]),
        procedure_of(seen),
    ]


def procedure_of(seen: Seen) -> Procedure:
    """Return the steps of a thing's way and the one that it stands at; what it left out is not."""
    subject, state = seen.subject, seen.state
    been = {str((fact.content or {}).get("move")) for fact in state.facts if fact.flag is None}
    way = subject.way if state.status in subject.way else (*subject.way, state.status)
    place = way.index(state.status)
    walked = [one for at, one in enumerate(way[:place]) if at == 0 or one in been]
    names = [spoken(status_words(one, subject.type)) for one in (*walked, *way[place:])]
    return Procedure(names, len(walked))


def _facts(seen: Seen, *, is_first: bool) -> list[Block]:
    """Return filled fields: first those that say whose it is, the rest below the history."""
    state, rows = seen.state, list[Block]()
    for field in seen.subject.fields:
        is_table = seen.subject is WHISTLE and field.name == whistles.CALLED
        if field.name in _APART or field.type == "thing" or field.is_private or is_table:
            continue
        if _is_filled(state, field) and (field.name in _FIRST) == is_first:
            rows.append(Fact(_label(seen, field), _value(seen, field), column=fact_column()))
    return [*rows, *sealed_facts(seen)] if is_first else rows


def _is_filled(state: State, field: Field) -> bool:
    if field.is_set:
        return bool(state.sets.get(field.name))
    return state.fields.get(field.name) is not None


def _label(seen: Seen, field: Field) -> str:
    return spoken(field_label(seen.catalog, seen.subject, seen.state, field.name))


def _value(seen: Seen, field: Field) -> str:
    state = seen.state
    members: list[Json] = [*state.sets.get(field.name, ())]
    value = members if field.is_set else state.fields[field.name]
    if field.name == "receiver":
        name = inert(seen.events[-1].author) if seen.events else str(value)
        return _("{name}, up to the call-back").format(name=name or value)
    return spoken(value_words(seen.catalog, seen.subject, state, field.name, value, seen.now_us))


def _clocks(seen: Seen, desk: Desk) -> list[Block]:
    """Return the three clocks of each department side by side."""
    names = [spoken(status_words(one, WHISTLE.type)) for one in CLOCKS]
    head: list[Span] = [(pad(_("Dept."), 9), "soft")]
    head += [(pad(name, _COLUMN), "soft") for name in names]
    rows: list[Block] = [Pair(head)]
    for department, row in whistles.clocks(desk, seen.state).items():
        spans: list[Span] = [(pad(cut(department_name(seen.catalog, department), 8), 9), "bold")]
        spans += [_clock(seen, one, name) for one, name in zip(row, names, strict=True)]
        rows.append(Pair(spans))
    return rows


def _clock(seen: Seen, clock: whistles.Clock, name: str) -> Span:
    if clock.done_us is not None:
        day, today = day_of(clock.done_us, seen.zone), day_of(seen.now_us, seen.zone)
        when = clock_text(clock.done_us, seen.zone) if day == today else day_text(day, today)
        said = f"{name} {when}"
        return (pad(said if cells(said) < _COLUMN else when, _COLUMN), "green")
    if clock.due_us is None:
        return (pad(_("not begun"), _COLUMN), "soft")
    if held_since(seen.state) is not None:
        return (pad(spoken(status_words(HELD)), _COLUMN), "soft")
    left_us = clock.due_us - seen.now_us
    form = _("{time} over") if left_us < 0 else _("{time} left")
    text = form.format(time=span_text(abs(left_us)))
    if abs(left_us) >= _DAY_US:
        text = due_clock(clock.due_us, seen.now_us, seen.zone)
    return (pad(text, _COLUMN), left_style(clock.due_us, seen.now_us) or "bold")


def _banner(seen: Seen, desk: Desk) -> Banner | None:
    """Return whose turn it is, or what is overdue."""
    state = seen.state
    if state.conflicts:
        return conflict_banner(seen)
    if not seen.is_open:
        return None
    step = first_ahead(desk, state)
    key, change = page_key(state.type, "next"), page_key(state.type, "change")
    if seen.is_overdue:
        verb = step.name if step else _("Change")
        return Banner(_("overdue"), _overdue_said(seen, desk), key if step else change, verb)
    if step is not None:
        return Banner(_("your turn"), _turn_said(step), key, step.name, "blue")
    waiting = next(iter(next_steps(desk, state)), None)
    if waiting is None or not waiting.whose:
        return None
    said = _("It waits for: {roles}").format(roles=waiting.whose)
    return Banner(_("waits"), said, change, _("Change"), "amber")


def _unknown_holidays(seen: Seen) -> list[Block]:
    due_us, state = seen.due_us, seen.state
    if due_us is None:
        return []
    choices = [value for value in state.fields.values() if isinstance(value, str)]
    limit = seen.catalog.limit(state.type, state.status, choices)
    return [] if limit is None else holidays_unknown(due_us, seen.now_us, limit.span, seen.catalog)


def _overdue_said(seen: Seen, desk: Desk) -> str:
    if seen.subject is WHISTLE:
        late = [
            department_name(seen.catalog, department)
            for department, row in whistles.clocks(desk, seen.state).items()
            if any(
                one.done_us is None and one.due_us is not None and one.due_us < seen.now_us
                for one in row
            )
        ]
        if late:
            return _("{names}: late").format(names=" ".join(late))
    return _("The deadline is over")


def _turn_said(step: NextStep) -> str:
    if step.to == "called_back":
        return _("Call back, and write down their words")
    return _("The next step is yours: {step}").format(step=step.name)

"""What an officer of the simulated fleet types, now and then on a screen that is out of date."""

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CREATED
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.requests import (
    Move,
    Note,
    RecordIssue,
    Request,
    Retract,
    SetFields,
    Settle,
    Share,
    UndoLast,
)
from tests.simulators.chance import Chance
from tests.simulators.laptop import STATIONS, Laptop

STALE_PERCENT = 30
NEWER_PERCENT = 15
WEIGHTS = {
    "record": 20,
    "set": 28,
    "move": 18,
    "note": 10,
    "settle": 12,
    "undo": 6,
    "retract": 3,
    "share": 6,
}
PLACES = ("东门", "西门", "南门", "北门", "小吃街口")


NEWER_FACT, NEWER_TYPE = 0xEE, 0x7E
"""A fact of issues, and a sort of thing, that only a newer program knows."""


def write(laptop: Laptop) -> tuple[str, tuple[Entry, ...]]:
    """Write something, and return what was asked for and what is durable now."""
    chance = laptop.chance
    laptop.clock.tick(chance)
    things = laptop.things()
    if laptop.is_newer and chance.happens(NEWER_PERCENT):
        return "something new", _newer(laptop, things)
    what = chance.weighted(WEIGHTS) if things else "record"
    if what == "record":
        return what, _perform(laptop, _record(laptop))
    subject = chance.one_of(things)
    state = laptop.store.state(subject)
    assert state is not None
    heads = _seen(laptop, state)
    request = _request(what, chance, state, heads)
    if request is None:
        return f"{what}: nothing to do", ()
    return what, _perform(laptop, request)


def _newer(laptop: Laptop, things: list[bytes]) -> tuple[Entry, ...]:
    """Write what a newer program would: a fact of a known thing, or an unknown thing."""
    chance = laptop.chance
    if not things or chance.happens(20):
        kind, heads = NEWER_TYPE << 8 | CREATED, None
        subject = new_id(laptop.clock.now_us(), chance.bytes(10))
    else:
        subject = chance.one_of(things)
        state = laptop.store.state(subject)
        kind, heads = ISSUE.kind(NEWER_FACT), state.heads if state else None
    draft = Draft(
        subject,
        kind,
        {"set": {"place": chance.one_of(PLACES)}, "hologram": {"x": 1}},
        heads or (),
        critical=chance.happens(40),
    )
    return laptop.store.append((draft,), laptop.clock.now_us())


def _record(laptop: Laptop) -> Request:
    chance = laptop.chance
    subject = new_id(laptop.clock.now_us(), chance.bytes(10))
    place, note = chance.one_of(PLACES), "占道" * chance.number(1, 60)
    return RecordIssue("fire_lane", place, note, fields={"lane": "access"}, subject=subject)


def _perform(laptop: Laptop, request: Request) -> tuple[Entry, ...]:
    try:
        return laptop.office.perform(request).entries
    except (Refused, NotFound):
        return ()


def _seen(laptop: Laptop, state: State) -> tuple[bytes, ...] | None:
    """Return the heads on this officer's screen; they stay there while others go on."""
    shown = laptop.screen.get(state.subject)
    if shown is not None and laptop.chance.happens(STALE_PERCENT):
        return shown
    laptop.screen[state.subject] = state.heads
    return None


def _request(
    what: str, chance: Chance, state: State, heads: tuple[bytes, ...] | None
) -> Request | None:
    subject = state.subject
    if what == "settle":
        return _settle(chance, state)
    if what == "move":
        reachable = sorted(ISSUE.moves.get(state.status, frozenset()) - {"voided"})
        return Move(subject, chance.one_of(reachable), heads=heads) if reachable else None
    requests: dict[str, Request] = {
        "set": SetFields(
            subject,
            {chance.one_of(("place", "note", "recheck_result")): chance.one_of(PLACES)},
            heads=heads,
        ),
        "note": Note(subject, f"看过{chance.number(0, 99)}次", heads=heads),
        "retract": Retract(subject, "写错了", heads=heads),
        "undo": UndoLast(subject),
        "share": Share(subject, chance.one_of(STATIONS), heads=heads),
    }
    return requests[what]


def _settle(chance: Chance, state: State) -> Request | None:
    if not state.conflicts:
        return None
    conflict = chance.one_of(state.conflicts)
    value = chance.one_of(conflict.values)
    return Settle(state.subject, conflict.field, take=value.entry)

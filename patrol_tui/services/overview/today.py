"""Today in one look: where I stand, what is due, what came in, what is not yet in the ledger."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from patrol_tui.domain.catalog import Catalog, Shift
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CREATED, MOVED
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL, SAFE
from patrol_tui.domain.times import day_of, day_start_us, in_zone
from patrol_tui.domain.values import dataclass
from patrol_tui.services.handbook import contacts_to_check
from patrol_tui.services.overview.board import due_of_all
from patrol_tui.services.overview.proposals import Repeat, repeats
from patrol_tui.services.overview.worries import NOBODY, Lone, worries
from patrol_tui.services.patrol.walk import Walk, walk
from patrol_tui.services.ports.desk import DAY_MIN, Desk
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.ports.ports import Counts, Ledger, Received

DUE_SHOWN = 50
NEWS_SHOWN = 500
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class News:
    """What others wrote since yesterday, of one sort.

    Attributes:
        what: new, assigned, edited, replied or silent; ids of work marks.
        count: how many things it is about.
        newest_us: when the shared ledger took the newest of them.
    """

    what: str
    count: int
    newest_us: int


@dataclass(frozen=True, slots=True)
class ShiftSummary:
    """What this laptop's officer did since the shift began."""

    stops: int
    answers: int
    issues: int
    measures: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Today:
    """The first screen.

    Attributes:
        patrol: the patrol under way, or None.
        shift: the shift that runs now, or None between shifts.
        shift_start_us: when it began; the day's start between shifts.
        shift_end_us: when it ends; the day's end between shifts.
        due: what is due before the day ends, overdue things first; above them patrols whose
            officers called for help or went silent.
        due_count: how many there are, also beyond those listed.
        to_call: contacts that nobody called for long, or that hold no more.
        repeats: what keeps coming back at a place, so that a campaign is proposed.
    """

    patrol: Walk | None
    shift: Shift | None
    shift_start_us: int
    shift_end_us: int
    due: tuple[Row, ...]
    due_count: int
    news: tuple[News, ...]
    to_call: int
    counts: Counts
    summary: ShiftSummary
    repeats: tuple[Repeat, ...] = ()


def today(ledger: Ledger, desk: Desk, under_way: State | None, lone: Lone = NOBODY) -> Today:
    """Return what the officer must know now.

    Args:
        ledger: what is held here.
        desk: who looks, and when.
        under_way: the patrol under way.
        lone: when the silence of others who walk alone counts; it never does by default.
    """
    day = day_of(desk.now_us, desk.zone)
    begin_us = day_start_us(day, desk.zone)
    end_us = day_start_us(day + ONE_DAY, desk.zone)
    shift, start_us, finish_us = _shift(desk, begin_us, end_us)
    due, due_count = due_of_all(ledger, desk, max(end_us, finish_us), DUE_SHOWN)
    received = ledger.entries_from_others(day_start_us(day - ONE_DAY, desk.zone), NEWS_SHOWN)
    worrying = worries(ledger, desk, received, lone)
    return Today(
        patrol=_walk(under_way, desk),
        shift=shift,
        shift_start_us=start_us,
        shift_end_us=finish_us,
        due=(*worrying, *due),
        due_count=len(worrying) + due_count,
        news=_news(received),
        to_call=len(contacts_to_check(desk.catalog, day.isoformat(), desk.writer.station_code)),
        counts=ledger.counts(),
        summary=_summary(_own(ledger, desk, start_us, under_way), desk.catalog),
        repeats=repeats(ledger, desk.catalog, desk.now_us),
    )


def _walk(under_way: State | None, desk: Desk) -> Walk | None:
    """Return the walk; none where its route cannot be read here, since the day must still show."""
    if under_way is None or under_way.text("route") not in desk.catalog.routes:
        return None
    return walk(under_way, desk.catalog, desk.now_us)


def _own(ledger: Ledger, desk: Desk, start_us: int, under_way: State | None) -> list[Entry]:
    """Return what this officer wrote in this shift, and before it on the patrol under way."""
    started_us = under_way.integer("started_us") if under_way else None
    begin_us = start_us if started_us is None else min(start_us, started_us)
    written = ledger.entries_written(begin_us, desk.now_us + 1)
    return [entry for entry in written if entry.header.author == ledger.writer.officer]


def _shift(desk: Desk, begin_us: int, end_us: int) -> tuple[Shift | None, int, int]:
    local = in_zone(desk.now_us, desk.zone)
    shift = desk.catalog.shifts.get(desk.shift_at(local.hour * 60 + local.minute))
    if shift is None:
        return None, begin_us, end_us
    begun_us = begin_us + shift.start_min * MINUTE_US
    if begun_us > desk.now_us:  # it began yesterday evening
        begin_us -= DAY_MIN * MINUTE_US
    return shift, begin_us + shift.start_min * MINUTE_US, begin_us + shift.end_min * MINUTE_US


def _news(others: Iterable[Received]) -> tuple[News, ...]:
    things: dict[str, set[bytes]] = {}
    newest: dict[str, int] = {}
    for received in others:
        what = _sort_of_news(received.entry)
        if what is not None:
            things.setdefault(what, set()).add(received.entry.subject)
            newest[what] = max(newest.get(what, 0), received.received_at_us)
    return tuple(
        News(what, len(things[what]), newest[what])
        for what in sorted(things, key=lambda what: -newest[what])
    )


def _sort_of_news(entry: Entry) -> str | None:
    if entry.kind == PATROL.kind(SAFE):
        return "silent" if _part(_content(entry), "set").get("silent_min") else None
    if entry.kind >> 8 != ISSUE.code:
        return None
    fact = entry.kind & 0xFF
    if fact == CREATED:
        return "new"
    status = _content(entry).get("move") if fact == MOVED else None
    return {"dispatched": "assigned", "responded": "replied"}.get(str(status), "edited")


def _summary(own: Sequence[Entry], catalog: Catalog) -> ShiftSummary:
    stops: set[tuple[bytes, str]] = set()
    answers: set[tuple[bytes, str]] = set()
    issues: dict[bytes, list[str]] = {}
    for entry in own:
        content = _content(entry)
        if entry.kind >> 8 == PATROL.code:
            fields = _part(content, "set")
            stops |= {(entry.subject, name) for name in fields if name.startswith("arrived/")}
            answers |= {(entry.subject, name) for name in fields if name.startswith("check/")}
        elif entry.kind == ISSUE.kind(CREATED):
            members = _part(content, "add").get("measures")
            issues[entry.subject] = [*map(str, members)] if isinstance(members, list) else []
        elif content.get("retract") is True:
            issues.pop(entry.subject, None)
    taken = Counter(measure for measures in issues.values() for measure in measures)
    order = [*dict.fromkeys((*catalog.measures, *taken))]
    used = tuple((measure, taken[measure]) for measure in order if taken[measure])
    return ShiftSummary(len(stops), len(answers), len(issues), used)


def _content(entry: Entry) -> Mapping[str, Json]:
    try:
        return payload.decode(entry.payload or b"")
    except Corrupt:
        return {}


def _part(content: Mapping[str, Json], effect: str) -> Mapping[str, Json]:
    part = content.get(effect)
    return part if isinstance(part, dict) else {}

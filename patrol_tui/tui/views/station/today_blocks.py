"""What Today shows: the shift as a line, what is due, what came in, what is unsent."""

from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL
from patrol_tui.domain.times import day_of
from patrol_tui.domain.values import dataclass
from patrol_tui.language import _, current, ngettext
from patrol_tui.services.overview.today import News, Today
from patrol_tui.services.patrol.walk import Walk
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.things.relations import name_of
from patrol_tui.services.wording import status_words
from patrol_tui.tui.cells import cells, pad, pad_left
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.blocks import Gap, Head, Pair, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, Span
from patrol_tui.tui.kit.lists.rows import RowLook
from patrol_tui.tui.kit.progress import Checkpoint, Due, RouteLine, ShiftLine
from patrol_tui.tui.views.issues.issue_rows import urged_mark
from patrol_tui.tui.views.patrols.patrol_blocks import stop_of
from patrol_tui.tui.views.patrols.worry_words import worry_text
from patrol_tui.tui.views.things.facts_in_row import FactsInRow
from patrol_tui.tui.views.wording.moments import (
    clock_text,
    left_style,
    left_text,
    minute_of_day,
    moment_text,
)
from patrol_tui.tui.views.wording.spoken import bare, kind_mark, kind_name, number_at_home, spoken

_HOUR_MIN = 60
_DAY_MIN = 24 * _HOUR_MIN
_DEFAULT_SPAN = (8 * _HOUR_MIN, 18 * _HOUR_MIN)
_TAIL_MIN = 20


@dataclass(frozen=True, slots=True)
class DueRow:
    """A row of what is due today, with what it is drawn from."""

    row: Row
    desk: Desk
    two_lines: bool = False


def due_lines(due: DueRow, look: RowLook) -> list[Line]:
    """Return mark, time, place and kind, and what is left."""
    row, desk = due.row, due.desk
    due_us = row.due_us or desk.now_us
    style = left_style(due_us, desk.now_us)
    left = left_text(due_us, desk.now_us, desk.zone, spaced=True)
    when = pad(_when(due_us, desk), 5)
    bold = "bold" if look.has_keys else ""
    mark: Span = (pad(due_mark(row, desk), 2), "chip-red" if style else "blue bold")
    text = f"{spoken(row.title)}  {worry_text(row, desk) or _sort(row, desk)}"
    urged = urged_mark(row)
    pressed: list[Span] = [(urged, "amber bold"), (" ", "")] if urged else []
    first = Line(
        [mark, (" ", ""), (when, "soft"), (" ", ""), *pressed, (text, bold)],
        [(pad_left(left, max(7, cells(left))), style or bold), (" ", "")],
    )
    if not due.two_lines:
        return [first]
    style = "" if look.touch and look.is_cursor else "soft"
    return [first, Line([(" " * 9, ""), (_about(row, desk), style)])]


def _sort(row: Row, desk: Desk) -> str:
    """Return the kind of an issue, or what sort of thing it is."""
    return (
        kind_name(desk.catalog, row.kind) if row.type == ISSUE.type else spoken(name_of(row.type))
    )


def _when(due_us: int, desk: Desk) -> str:
    """Return the clock; of what is overdue since earlier days, the day in five cells."""
    days = (day_of(desk.now_us, desk.zone) - day_of(due_us, desk.zone)).days
    if days == 1:
        return bare(_("due|yest."))
    return moment_text(due_us, desk.now_us, desk.zone)


def due_mark(row: Row, desk: Desk) -> str:
    """Return the sign of the work that is due: a re-check, else the kind of issue."""
    is_work = row.type != ISSUE.type or row.extra.get("due") == "recheck"
    work = row.extra.get("due") if row.type == PATROL.type else row.kind
    mark = desk.catalog.marks.get("recheck" if row.type == ISSUE.type else str(work))
    if is_work and mark is not None:
        return mark.glyph if current() == "zh" else mark.letters
    return kind_mark(desk.catalog.kinds.get(row.kind))


def _about(row: Row, desk: Desk) -> str:
    code = desk.catalog.station(desk.writer.station_code).code
    parts = [spoken(status_words(row.status, row.type)), number_at_home(row.number, code)]
    photos = row.extra.get("photos")
    if isinstance(photos, int) and photos:
        parts.append(ngettext("{count} photo", "{count} photos", photos).format(count=photos))
    return "  ".join(parts)


def shift_line(today: Today, desk: Desk) -> ShiftLine:
    """Return the shift from end to end: walked, now, due, end."""
    now = minute_of_day(desk.now_us, desk.zone)
    if today.shift is not None:
        start, end = today.shift.start_min, today.shift.end_min
        if now < start:  # a night shift that began yesterday
            now += _DAY_MIN
        ticks = [Due(end, _("end of shift"), "soft")]
    else:
        start = min(_DEFAULT_SPAN[0], now // _HOUR_MIN * _HOUR_MIN)
        end, ticks = max(_DEFAULT_SPAN[1], now), []
    walked, label = _walked(today.patrol, desk, now)
    return ShiftLine(
        start,
        end + _TAIL_MIN,
        now,
        walked,
        label,
        _("now"),
        (*_ticks(today, desk, start, end), *ticks),
    )


def _walked(walk: Walk | None, desk: Desk, now: int) -> tuple[tuple[tuple[int, int], ...], str]:
    if walk is None:
        return (), ""
    started_us = walk.state.integer("started_us") or desk.now_us
    begun = now - (desk.now_us - started_us) // (_HOUR_MIN * 1_000_000)
    label = _("patrol {done}/{count}").format(done=walk.done, count=len(walk.stops))
    return ((begun, now),), label


def _ticks(today: Today, desk: Desk, start: int, end: int) -> list[Due]:
    ticks = []
    for row in today.due:
        if row.due_us is None or row.due_us < desk.now_us:
            continue
        minute = minute_of_day(row.due_us, desk.zone)
        minute += _DAY_MIN if minute < start else 0
        if start <= minute < end:
            what = (
                bare(_("tick|re-check"))
                if row.extra.get("due") == "recheck"
                else bare(_("tick|due"))
            )
            style = "red bold" if left_style(row.due_us, desk.now_us) else ""
            ticks.append(Due(minute, what, style))
    return ticks


def headed(name: str, count: int, right: str = "") -> Head:
    """Return the head of a part with its count, both read first."""
    return Head(f"{name}  {count:,}", right=right)


def news_blocks(today: Today, desk: Desk) -> list[Block]:
    """Return what others wrote since yesterday."""
    count = sum(one.count for one in today.news)
    blocks: list[Block] = [headed(_("Since yesterday"), count)]
    if not today.news:
        return [*blocks, Pair([(_("nothing new"), "soft")])]
    return [*blocks, *(_news_row(one, desk) for one in today.news)]


def _news_row(news: News, desk: Desk) -> Pair:
    said = {
        "assigned": _("{count} assigned"),
        "edited": _("{count} changed"),
        "replied": _("{count} replied to"),
        "new": _("{count} recorded"),
        "silent": _("{count} checked in late"),
    }
    mark = desk.catalog.marks.get(news.what)
    glyph = (mark.glyph if current() == "zh" else mark.letters) if mark else _("N")
    when = moment_text(news.newest_us, desk.now_us, desk.zone)
    text = said.get(news.what, said["edited"]).format(count=news.count)
    return Pair([(pad(glyph, 2), "blue bold"), (f" {text}", "")], [(when, "soft")])


def unsent_blocks(today: Today, desk: Desk, photos: int, synced_us: int | None) -> list[Block]:
    """Return what is not in the shared ledger yet, and what waits for a decision."""
    counts = today.counts
    last = (
        _("last {clock}").format(clock=moment_text(synced_us, desk.now_us, desk.zone))
        if synced_us
        else ""
    )
    since = counts.oldest_unsent_us
    oldest = (
        _("since {clock}").format(clock=moment_text(since, desk.now_us, desk.zone)) if since else ""
    )
    blocks: list[Block] = [headed(_("Not in ledger"), counts.unsent, last)]
    blocks.append(_count(_("Entries"), counts.unsent, oldest))
    blocks.append(_count(_("Photos"), photos))
    style = "red bold" if counts.conflicts else ""
    decide = _("you decide") if counts.conflicts else ""
    blocks.append(_count(_("Conflicts"), counts.conflicts, decide, style))
    return blocks


def contact_blocks(today: Today) -> list[Block]:
    """Return how many contacts somebody has to call, and the key that leads to them."""
    if not today.to_call:
        return []
    check = _("{key} to check").format(key=key_of("app.handbook"))
    return [_count(_("Contacts"), today.to_call, check, "amber bold")]


def repeat_blocks(today: Today) -> list[Block]:
    """Return how much keeps coming back, and the key that leads to the first of it."""
    if not today.repeats:
        return []
    often = today.repeats[0]
    way = _("{page}, then {key}").format(page=key_of("app.issues"), key=key_of("issues.decide"))
    blocks: list[Block] = [_count(_("Repeats"), len(today.repeats), way, "amber bold")]
    said = _("{place} {times} times").format(place=often.rows[0].title, times=len(often.rows))
    return [*blocks, Pair([(inert(said), "soft")])]


def draft_blocks(count: int) -> list[Block]:
    """Return the records that wait half-typed, and the key that goes on with them."""
    if not count:
        return []
    on = _("{key} goes on").format(key=key_of("app.record"))
    return [_count(_("Drafts"), count, on, "amber bold")]


def _count(name: str, count: int, remark: str = "", style: str = "") -> Pair:
    number = f"{count:,}".rjust(4)
    return Pair(
        [
            (pad(name, 10 if current() == "en" else 5), ""),
            (number, style or ("bold" if count else "soft")),
        ],
        [(remark, style or "soft")] if remark else (),
    )


def summary_blocks(today: Today, desk: Desk) -> list[Block]:
    """Return what was done in this shift."""
    done = today.summary
    facts = [
        _("stops {count}").format(count=done.stops),
        _("issues {count}").format(count=done.issues),
    ]
    for measure, count in done.measures:
        known = desk.catalog.measures.get(measure)
        facts.append(f"{spoken(known.name) if known else measure} {count}")
    return [Head(_("This shift")), FactsInRow(facts), Gap()]


def route_blocks(walk: Walk, desk: Desk) -> list[Block]:
    """Return the route lying, for windows that are high enough."""
    last = walk.stops[-1] if walk.stops else None
    back = _("back at {clock}").format(clock=clock_text(last.planned_us, desk.zone)) if last else ""
    stops: list[Checkpoint] = [stop_of(stop, desk) for stop in walk.stops]
    note = _("{done}/{count} stops").format(done=walk.done, count=len(walk.stops))
    return [
        Rule(),
        Title(spoken(walk.route.name), note, back, "soft"),
        Gap(),
        RouteLine(stops),
        Gap(),
    ]

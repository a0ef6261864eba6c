"""What Patrol shows: the stops with their line, the checklist with its answers."""

from patrol_tui.domain.catalog import Route
from patrol_tui.domain.folding.pictures import photo_count
from patrol_tui.domain.values import dataclass
from patrol_tui.language import _, ngettext
from patrol_tui.services.patrol.walk import Answer, Stop, Walk
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.wording import RESULTS
from patrol_tui.tui.cells import cells, cut, pad
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.blocks import Gap, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, Span, key, tint
from patrol_tui.tui.kit.drawing.paint import chip as solid
from patrol_tui.tui.kit.lists.rows import RowLook
from patrol_tui.tui.kit.progress import Checkpoint, checkpoint_lines
from patrol_tui.tui.views.finding.found_here import FoundHere
from patrol_tui.tui.views.things.facts_in_row import FactsInRow
from patrol_tui.tui.views.wording.moments import clock_text
from patrol_tui.tui.views.wording.position_words import metres
from patrol_tui.tui.views.wording.spoken import bare, number_at_home, spoken

_HEAD_CELLS = 24
_COLOURS = {"ok": "green", "unchecked": "amber"}


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop in the list, with what it is drawn from."""

    stop: Stop
    desk: Desk
    is_last: bool
    distance_m: int | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the checklist in the list.

    Attributes:
        number: from 1.
        answer: what was answered.
        at: when, as a clock.
        issue: number of the issue that was recorded for it.
        photos: of that issue.
        keys: keys and verbs to show while the cursor is on it.
    """

    number: int
    answer: Answer
    at: str = ""
    issue: str = ""
    photos: int = 0
    keys: tuple[tuple[str, str], ...] = ()


def stop_of(stop: Stop, desk: Desk, distance_m: int | None = None) -> Checkpoint:
    """Return a stop as the line draws it."""
    at_us = stop.arrived_us if stop.arrived_us is not None else stop.planned_us
    return Checkpoint(
        stop.number,
        spoken(stop.point.name),
        clock_text(at_us, desk.zone),
        _state(stop),
        _notes(stop, "" if distance_m is None else metres(distance_m)),
    )


def _state(stop: Stop) -> str:
    if stop.is_here:
        return "here"
    if stop.is_done:
        return "done"
    return "skipped" if stop.skipped else "ahead"


def _notes(stop: Stop, far: str) -> list[Span]:
    if stop.skipped:
        return [(_("skipped"), "amber bold"), (f"  {spoken(stop.skipped)}", "soft")]
    notes: list[Span] = []
    if stop.is_here:
        done = len(stop.answers) - stop.open_items
        checked = _("checked {done}/{count}").format(done=done, count=len(stop.answers))
        notes = [
            (_("here"), "blue bold"),
            (f" {far}  {checked}" if far else f"  {checked}", "soft"),
        ]
    elif stop.is_done:
        notes = _results(stop)
    elif stop.point.note is not None:
        notes = [(spoken(stop.point.note), "soft")]
    if far and not stop.is_here:
        notes = [(far, "blue bold"), *([("  ", ""), *notes] if notes else [])]
    if stop.scan is not None and stop.scan.is_far:
        off = _("code {m} m off").format(m=stop.scan.distance_m)
        notes = [*notes, ("  ", ""), (off, "red bold")]
    if stop.is_late:
        late: Span = (_("late"), "red bold")
        notes = [*notes, ("  ", ""), late] if notes else [late]
    return notes


def _results(stop: Stop) -> list[Span]:
    said: list[Span] = []
    styles = {"problem": "red bold", "ok": "soft", "unchecked": "amber bold"}
    for result, style in styles.items():
        count = stop.count(result)
        if count:
            said += [("  ", "")] if said else []
            said.append((f"{spoken(RESULTS[result])} {count}", style))
    if stop.open_items:
        said += [("  ", "")] if said else []
        said.append((f"{spoken(RESULTS[''])} {stop.open_items}", "amber bold"))
    return said


def stop_lines(row: StopRow, look: RowLook) -> list[Line]:
    """Return the rows of a stop."""
    return checkpoint_lines(
        stop_of(row.stop, row.desk, row.distance_m), is_last=row.is_last, touch=look.touch
    )


def item_lines(row: ItemRow, look: RowLook) -> list[Line]:
    """Return an item with its answer; under the cursor the keys that answer it."""
    answer = row.answer
    bold = "bold" if look.is_cursor or look.touch else ""
    state = result_chip(answer.result)
    if look.has_keys and not answer.result:
        state = (state[0], "bold")
    number = pad(str(row.number), 3)
    room = look.width - 3 - cells(state[0]) - 2
    text = spoken(answer.item.text)
    first = Line([(number, ""), (cut(text, room), bold)], [state, (" ", "")])
    if look.touch:
        return [first, Line([("   ", ""), (item_note(row), "" if look.is_cursor else "soft")])]
    if look.has_keys and row.keys:
        return [first, Line(_keys(row.keys, look.width), ground="focus"), Line()]
    return [first, Line([("   ", ""), (item_note(row), "soft")]), Line()]


def _keys(keys: tuple[tuple[str, str], ...], width: int) -> list[Span]:
    """Return keys and verbs in the row, closer together where there is little room."""
    taken = 3 + sum(cells(name) + cells(verb) + 3 for name, verb in keys)
    gap = " " * (3 if taken + 3 * len(keys) <= width else 1)
    spans: list[Span] = [("   ", "")]
    for name, verb in keys:
        spans += [key(name), (f" {verb}{gap}", "")]
    return spans


def result_chip(result: str) -> Span:
    """Return an answer as its chip: a problem solid, the others tinted, none soft."""
    name = spoken(RESULTS.get(result, RESULTS[""]))
    if result == "problem":
        return solid(name)
    if result in _COLOURS:
        return tint(name, _COLOURS[result])
    return (f" {name} ", "soft")


def item_note(row: ItemRow) -> str:
    """Return when an item was answered, with which issue, or why not."""
    parts = [row.at] if row.at else []
    if row.answer.reason:
        parts.append(spoken(row.answer.reason))
    if row.issue:
        parts.append(_("issue {number}").format(number=row.issue))
    if row.photos:
        parts.append(
            ngettext("{count} photo", "{count} photos", row.photos).format(count=row.photos)
        )
    return "  ".join(parts)


def route_title(walk: Walk, desk: Desk) -> list[Block]:
    """Return the head of the left pane: route, shift, how far."""
    shift = desk.catalog.shifts.get(walk.state.text("shift"))
    note = _("paused") if walk.state.status == "paused" else spoken(shift.name) if shift else ""
    name, right = spoken(walk.route.name), f"{walk.done}/{len(walk.stops)}"
    if cells(name) + cells(note) + cells(right) > _HEAD_CELLS:
        note = ""
    return [Title(name, note, right), Rule()]


def planned_title(route: Route | None) -> list[Block]:
    """Return the head of the left pane where nothing is walked."""
    if route is None:
        return [Title(_("No route")), Rule()]
    count = sum(not point.retired for point in route.checkpoints)
    return [
        Title(
            spoken(route.name),
            bare(_("route|plan")),
            ngettext("{count} stop", "{count} stops", count).format(count=count),
        ),
        Rule(),
    ]


def stop_title(stop: Stop, desk: Desk, *, is_begun: bool = True) -> list[Block]:
    """Return the head of the right pane: place, when reached, until when it is not late."""
    name = spoken(stop.point.name)
    if not is_begun:
        after = _("{count} min after the start").format(count=stop.point.planned_min)
        return [Title(name, "", after, "soft"), Rule()]
    grace = _("grace to {clock}").format(clock=clock_text(stop.grace_us, desk.zone))
    if stop.arrived_us is None:
        planned = _("due {clock}").format(clock=clock_text(stop.planned_us, desk.zone))
        right = f"{planned}  {grace}"
    else:
        arrived = _("at {clock}").format(clock=clock_text(stop.arrived_us, desk.zone))
        left = _("left {clock}").format(clock=clock_text(stop.left_us or 0, desk.zone))
        right = f"{arrived}  {grace if stop.is_here else left}"
    style = "red bold" if stop.is_late else "soft"
    return [Title(name, "", right, style), Rule()]


def item_rows(stop: Stop, desk: Desk, ledger: Ledger) -> list[ItemRow]:
    """Return the checklist of a stop, answers with the issues that were recorded for them."""
    keys = (
        (key_of("patrol.ok"), _("Normal")),
        (key_of("patrol.problem"), _("Problem")),
        (key_of("patrol.unchecked"), bare(_("answer|Unseen"))),
    )
    return [_item_row(at, one, desk, ledger, keys) for at, one in enumerate(stop.answers, 1)]


def _item_row(
    number: int, answer: Answer, desk: Desk, ledger: Ledger, keys: tuple[tuple[str, str], ...]
) -> ItemRow:
    at = clock_text(answer.at_us, desk.zone) if answer.at_us is not None else ""
    issue = ledger.state(answer.issue) if answer.issue is not None else None
    if issue is None:
        return ItemRow(number, answer, at, keys=keys)
    home = desk.catalog.station(desk.writer.station_code).code
    shown = number_at_home(issue.text("number"), home)
    return ItemRow(number, answer, at, shown, photo_count(issue), keys)


def usual_blocks(found: FoundHere) -> list[Block]:
    """Return what was found at a place lately."""
    label = _("last {count} days").format(count=found.days)
    form = _("{kind}: {count}")
    said = [form.format(kind=kind, count=count) for kind, count in found.counts]
    return [FactsInRow(said or [_("nothing was found here")], label), Gap()]

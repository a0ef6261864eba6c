"""The next step of the shift, named, so that Enter alone carries it on."""

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.values import dataclass
from patrol_tui.language import _, ngettext
from patrol_tui.services.overview.today import Today
from patrol_tui.services.patrol.walk import Stop, Walk
from patrol_tui.services.ports.desk import Desk
from patrol_tui.tui.views.wording.moments import clock_text
from patrol_tui.tui.views.wording.spoken import bare, spoken

ANOTHER_MIN = 60
"""So long before the end of a shift a further patrol is worth beginning."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now.

    Attributes:
        does: `walk`, `resume`, `finish`, `start`, `settle`, `sync`, `receipt` or `record`.
        title: read first.
        note: read second.
        by: until when.
        verb: what Enter does.
    """

    does: str
    title: str
    note: str = ""
    by: str = ""
    verb: str = ""


def next_step(today: Today, desk: Desk) -> NextStep:
    """Return the next step.

    The patrol comes first, then what has to be decided, then what is not in the shared ledger; then
    another patrol while the shift has an hour left, at its end the receipt.
    """
    if today.patrol is not None:
        return _on_patrol(today.patrol, desk)
    if not today.summary.stops:
        return _to_start(today, desk)
    if today.counts.conflicts:
        count = today.counts.conflicts
        title = ngettext("{count} conflict to settle", "{count} conflicts to settle", count)
        title = title.format(count=count)
        return NextStep("settle", title, verb=_("Decide"))
    if today.counts.unsent:
        title = ngettext(
            "{count} entry not in the shared ledger",
            "{count} entries not in the shared ledger",
            today.counts.unsent,
        ).format(count=today.counts.unsent)
        return NextStep("sync", title, _("the patrol is done"), verb=_("Sync"))
    if today.shift is not None and today.shift_end_us - desk.now_us >= ANOTHER_MIN * MINUTE_US:
        return _to_start(today, desk)
    return NextStep("receipt", _("Everything is in the shared ledger"), verb=_("Receipt"))


def _on_patrol(walk: Walk, desk: Desk) -> NextStep:
    route = spoken(walk.route.name)
    if walk.state.status == "paused":
        return NextStep("resume", route, _("the patrol is paused"), verb=_("Go on"))
    stop = walk.next_stop
    if stop is None:
        note = _("all {count} stops are done").format(count=len(walk.stops))
        return NextStep("finish", route, note, verb=_("Finish patrol"))
    return NextStep(
        "walk",
        spoken(stop.point.name),
        _where(stop, walk),
        _("by {clock}").format(clock=clock_text(stop.grace_us, desk.zone)),
        bare(_("step|Go on")),
    )


def _where(stop: Stop, walk: Walk) -> str:
    if not stop.is_here:
        return _("stop {number} of {count}").format(number=stop.number, count=len(walk.stops))
    if not stop.open_items:
        return _("stop {number}, all checked").format(number=stop.number)
    form = _("stop {number}, {left} left")
    return form.format(number=stop.number, left=stop.open_items)


def _to_start(today: Today, desk: Desk) -> NextStep:
    routes = desk.catalog.routes_of(desk.writer.station_code)
    if not routes:
        title = _("No route is laid down for this station")
        return NextStep("record", title, verb=_("Record"))
    shift = today.shift
    fitting = [one for one in routes if shift is not None and one.shift == shift.id]
    route = (fitting or routes)[0]
    count = sum(not point.retired for point in route.checkpoints)
    stops = ngettext("{count} stop", "{count} stops", count).format(count=count)
    note = f"{spoken(shift.name)}  {stops}" if shift is not None else stops
    return NextStep("start", spoken(route.name), note, verb=_("Start patrol"))

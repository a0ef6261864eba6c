"""Routes and patrols as JSON and as lines for people."""

from patrol_tui.cli.columns import facts, table
from patrol_tui.cli.shapes.of_station import Shape, Shapes, said
from patrol_tui.domain.catalog import Route
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.geo import E7, degrees_text
from patrol_tui.domain.table import width_in_cells
from patrol_tui.domain.track.stretch import marks_by_name
from patrol_tui.language import _
from patrol_tui.services.patrol.effort import Effort
from patrol_tui.services.patrol.scans import Scan
from patrol_tui.services.patrol.walk import Stop, Walk
from patrol_tui.services.wording import RESULTS, status_words


def route_shape(route: Route) -> Shape:
    """Return a route with its checkpoints and items."""
    return {
        "id": route.id,
        "name": said(route.name),
        "checkpoints": [
            {
                "id": point.id,
                "name": said(point.name),
                "lat": point.lat_e7 / E7,
                "lon": point.lon_e7 / E7,
                "items": [
                    {"id": item.id, "text": said(item.text)}
                    for item in point.items
                    if not item.retired
                ],
            }
            for point in route.checkpoints
            if not point.retired
        ],
    }


def route_lines(route: Route) -> list[str]:
    """Return a route for people."""
    lines = [f"{said(route.name)}  {route.id}", ""]
    points = [point for point in route.checkpoints if not point.retired]
    titles = ("#", _("stop"), "id", _("after"), _("latitude"), _("longitude"))
    rows = [
        (
            str(number),
            said(point.name),
            point.id,
            _("{count} min").format(count=point.planned_min),
            degrees_text(point.lat_e7),
            degrees_text(point.lon_e7),
        )
        for number, point in enumerate(points, 1)
    ]
    lines += table(titles, rows)
    for number, point in enumerate(points, 1):
        lines += ["", f"{number}  {said(point.name)}"]
        offered = [item for item in point.items if not item.retired]
        width = max((width_in_cells(item.id) for item in offered), default=0)
        lines += [
            f"   {place}  {item.id.ljust(width)}  {said(item.text)}"
            for place, item in enumerate(offered, 1)
        ]
    return lines


def walk_shape(walk: Walk, shapes: Shapes, took: Effort) -> Shape:
    """Return a patrol, stop by stop, with what it took."""
    state = walk.state
    return {
        "id": id_text(state.subject),
        "number": state.text("number"),
        "route": walk.route.id,
        "status": state.status,
        "retracted": state.is_retracted,
        "officer": state.text("officer"),
        "partners": list(state.sets.get("partners", ())),
        "weather": state.text("weather"),
        "travel": state.text("travel"),
        "shift": state.text("shift"),
        "started_at": shapes.time(state.integer("started_us")),
        "finished_at": shapes.time(state.integer("finished_us")),
        "minutes": walk.walked_us // MINUTE_US,
        "people": took.people,
        "people_minutes": took.people_us // MINUTE_US,
        "length_m": took.length_m,
        "metres_an_hour": took.metres_an_hour,
        "issues_a_km": took.issues_a_km,
        "position_marks": marks_by_name(took.marks),
        "done": walk.done,
        "total": len(walk.stops),
        "next": walk.next_stop.point.id if walk.next_stop else None,
        "checkpoints": [_stop_shape(stop, shapes) for stop in walk.stops],
        "conflict": bool(state.conflicts),
        "in_shared": state.subject not in shapes.unsent,
    }


def _stop_shape(stop: Stop, shapes: Shapes) -> Shape:
    return {
        "id": stop.point.id,
        "number": stop.number,
        "name": said(stop.point.name),
        "planned": shapes.time(stop.planned_us),
        "arrived": shapes.time(stop.arrived_us),
        "left": shapes.time(stop.left_us),
        "here": stop.is_here,
        "late": stop.is_late,
        "skipped": stop.skipped or None,
        "scanned": _scan_shape(stop.scan),
        "items": [
            {
                "id": answer.item.id,
                "text": said(answer.item.text),
                "result": answer.result or None,
                "reason": answer.reason or None,
                "at": shapes.time(answer.at_us),
                "issue": id_text(answer.issue) if answer.issue else None,
            }
            for answer in stop.answers
        ],
    }


def _scan_shape(scan: Scan | None) -> Shape | None:
    """Return how a checkpoint's code was scanned."""
    return None if scan is None else {"distance_m": scan.distance_m, "far": scan.is_far}


def walk_lines(walk: Walk, shapes: Shapes, took: Effort, width: int = 0) -> list[str]:
    """Return a patrol for people."""
    state = walk.state
    lines = [f"{state.text('number')}  {said(walk.route.name)}  {said(status_words(state.status))}"]
    lines += facts(
        (
            (_("started"), shapes.clock(state.integer("started_us"))),
            (_("finished"), shapes.clock(state.integer("finished_us"))),
            (_("partners"), ", ".join(state.sets.get("partners", ()))),
            (_("weather"), state.text("weather")),
            (_("visited"), f"{walk.done} / {len(walk.stops)}"),
            (_("effort"), effort_words(took)),
            (_("positions flagged"), _flagged(took)),
            (_("next"), said(walk.next_stop.point.name) if walk.next_stop else ""),
        )
    )
    titles = ("#", _("stop"), _("reached"), _("gone"), _("checked items"), _("remark"))
    rows = [
        (
            str(stop.number),
            said(stop.point.name),
            shapes.clock(stop.arrived_us)[-5:],
            shapes.clock(stop.left_us)[-5:],
            _counted(stop),
            _remark(stop),
        )
        for stop in walk.stops
    ]
    return [*lines, "", *table(titles, rows, width)]


def effort_words(took: Effort) -> str:
    """Return time, way and people in a line."""
    parts = [_("{count} min").format(count=took.walked_us // MINUTE_US)]
    if took.length_m:
        parts.append(_("{count} m").format(count=took.length_m))
    parts.append(_("people {count}").format(count=took.people))
    return "  ".join(parts)


def _flagged(took: Effort) -> str:
    names = {
        "jump": _("leapt"),
        "fast": _("too fast"),
        "mock": _("simulated"),
        "poor": _("poor"),
    }
    marks = marks_by_name(took.marks)
    return "  ".join(f"{names[name]} {count}" for name, count in marks.items())


def _counted(stop: Stop) -> str:
    counts = ((result, stop.count(result)) for result in RESULTS)
    return " ".join(f"{said(RESULTS[result])}{count}" for result, count in counts if count)


def _remark(stop: Stop) -> str:
    if stop.skipped:
        return _("skipped: {reason}").format(reason=stop.skipped)
    if stop.scan is not None and stop.scan.is_far:
        return _("code {m} m off").format(m=stop.scan.distance_m)
    if stop.is_here:
        return _("here")
    return _("late") if stop.is_late else ""

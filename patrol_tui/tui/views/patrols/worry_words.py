"""What is said of an officer to worry about."""

from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import Row
from patrol_tui.tui.views.wording.spoken import bare, spoken


def worry_text(row: Row, desk: Desk) -> str:
    """Return what is the matter and where, or nothing where a row is no reason to worry."""
    matter = {"sos": bare(_("worry|calls for help")), "silent": bare(_("worry|silent, alone"))}
    said = matter.get(str(row.extra.get("due")))
    if said is None:
        return ""
    route = desk.catalog.routes.get(row.kind)
    point = route.checkpoint(str(row.extra.get("place"))) if route is not None else None
    where = point.name if point is not None else route.name if route is not None else None
    return f"{said}  {spoken(where)}" if where is not None else said

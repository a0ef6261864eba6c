"""Reads what the pane of a thing shows."""

from collections.abc import Mapping

from textual.app import App

from patrol_tui.domain.folding.sides import sides_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.campaign import CAMPAIGN
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.overview.campaigns import standing_of
from patrol_tui.services.overview.proposals import repeat
from patrol_tui.services.photos.photo_view import small_copy, whereabouts
from patrol_tui.services.session import Session
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from patrol_tui.services.things.history import history
from patrol_tui.tui.themes import Depth, look_named
from patrol_tui.tui.views.seen.seen import Seen

_LEAST_WIDTH, _LEAST_HEIGHT = 100, 30
_MOST_PREVIEWS = 4


def has_room(app: App[None]) -> bool:
    """Tell whether photos can be shown small in a pane: room, and colours enough."""
    look = look_named(app.theme)
    is_large = app.size.width >= _LEAST_WIDTH and app.size.height >= _LEAST_HEIGHT
    return is_large and look.depth in {Depth.TRUE, Depth.INDEXED} and not look.ascii_lines


def look_at(
    session: Session,
    state: State,
    opened: Mapping[str, str] | None = None,
    *,
    previews: bool = False,
) -> Seen:
    """Return a thing with all that its pane is drawn from.

    Args:
        session: the opened home.
        state: of the thing.
        opened: what was sealed and is open on this screen, by its field.
        previews: photos from before and after are to be drawn small.
    """
    desk = session.desk()
    marks = PhotoMarks(session.ledger)
    named = [value.value for value in state.records.get("photos", ())]
    photos = {
        str(body.get("hash", "")): whereabouts(session.blobs, marks, body)
        for body in named
        if isinstance(body, dict)
    }
    return Seen(
        state=state,
        events=history(session.ledger, desk.catalog, state, desk.now_us),
        catalog=desk.catalog,
        now_us=desk.now_us,
        zone=desk.zone,
        station_code=desk.catalog.station(desk.writer.station_code).code,
        photos=photos,
        opened=opened or {},
        repeat=repeat(session.ledger, desk.catalog, state, desk.now_us)
        if state.type == ISSUE.type
        else None,
        campaign=standing_of(session.ledger, state) if state.type == CAMPAIGN.type else None,
        previews=_previews(session, state) if previews else {},
    )


def _previews(session: Session, state: State) -> dict[str, bytes]:
    """Return the first photos from before and after as small as they are kept."""
    pairs = sides_of(BY_TYPE[state.type], state).pairs
    wanted = [one for pair in pairs for one in pair if one is not None][:_MOST_PREVIEWS]
    found = ((one.name, small_copy(session.blobs, one.body)) for one in wanted)
    return {name: small for name, small in found if small is not None}

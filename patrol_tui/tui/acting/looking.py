"""Reads what the pane of a thing shows."""

from collections.abc import Mapping

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects.campaign import CAMPAIGN
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.overview.campaigns import standing_of
from patrol_tui.services.overview.proposals import repeat
from patrol_tui.services.photos.photo_view import whereabouts
from patrol_tui.services.session import Session
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from patrol_tui.services.things.history import history
from patrol_tui.tui.views.seen.seen import Seen


def look_at(session: Session, state: State, opened: Mapping[str, str] | None = None) -> Seen:
    """Return a thing with all that its pane is drawn from.

    Args:
        session: the opened home.
        state: of the thing.
        opened: what was sealed and is open on this screen, by its field.
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
        events=history(session.ledger, desk.catalog, state),
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
    )

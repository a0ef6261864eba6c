"""The status line: link, what is unsent, battery, patrol, officers."""

from typing import TYPE_CHECKING, Protocol

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, ngettext
from patrol_tui.services.patrol.walk import walked_us
from patrol_tui.services.session import Session
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.chrome import StatusState, words
from patrol_tui.tui.positioning import Positioning
from patrol_tui.tui.syncing import Link
from patrol_tui.tui.views.wording.moments import span_text
from patrol_tui.tui.views.wording.position_words import position_parts
from patrol_tui.tui.views.wording.spoken import bare

if TYPE_CHECKING:
    from patrol_tui.tui.kit.drawing.paint import Spans

_COLOURS = {"offline": "amber", "online": "green", "syncing": "blue"}


class Known(Protocol):
    """What the app has taken down of where one stands."""

    unsent_photos: int
    battery_percent: int | None
    patrol: State | None
    officers: tuple[str, ...]

    @property
    def positioning(self) -> Positioning:
        """Return where the officer is."""
        ...

    @property
    def new_photos(self) -> str:
        """Return how many photos the camera has that are not attached yet, in words."""
        ...

    @property
    def link(self) -> Link:
        """Return what the last sync found of the link."""
        ...


def status_state(known: Known, session: Session, now_us: int) -> StatusState:
    """Return what the status line shows."""
    counts = session.ledger.counts()
    parts: list[Spans] = []
    entries = bare(ngettext("unsent|entry", "unsent|entries", counts.unsent))
    unsent = [_("unsent"), f"{counts.unsent:,}", entries]
    said = bare(ngettext("unsent|photo", "unsent|photos", known.unsent_photos))
    photos = [f"{known.unsent_photos:,}", said] if known.unsent_photos else []
    parts.append(words(*unsent, *photos))
    if known.new_photos:
        parts.append(((known.new_photos, "blue bold"), (f" {key_of('app.offered')}", "soft")))
    parts += position_parts(known.positioning, now_us)
    if known.battery_percent is not None:
        parts.append(words(_("battery"), f"{known.battery_percent}%"))
    if known.patrol is not None:
        parts.append(words(_("on patrol"), span_text(walked_us(known.patrol, now_us))))
    link = {"offline": _("OFFLINE"), "online": _("ONLINE"), "syncing": _("SENDING")}
    return StatusState(
        link=link[known.link],
        link_colour=_COLOURS[known.link],
        parts=tuple(parts),
        officers=inert("+".join(known.officers)),
    )

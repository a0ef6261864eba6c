"""A thing with all that its pane is drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import RowValues, Subject
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.overview.campaigns import Standing
from patrol_tui.services.overview.proposals import Repeat
from patrol_tui.services.photos.photo_view import Whereabouts
from patrol_tui.services.things.history import Event


@dataclass(frozen=True)
class Seen:
    """A thing with all that its pane is drawn from.

    Attributes:
        state: what its entries fold to; its heads are what a request from this pane has seen.
        events: its history, newest first.
        catalog: what things are called.
        now_us: the present.
        zone: in which days are reckoned.
        station_code: of the home station, left out of numbers.
        photos: where each photo is, by its hash.
        previews: small copies of photos to be drawn, by their hash; empty where there is no room.
        opened: what was sealed and is open here, by its field.
        repeat: how often an issue came back at its place, if that is enough for a campaign.
        campaign: how a campaign stands.
    """

    state: State
    events: Sequence[Event]
    catalog: Catalog
    now_us: int
    zone: tzinfo
    station_code: str
    photos: Mapping[str, Whereabouts] = field(default_factory=dict)
    repeat: Repeat | None = None
    campaign: Standing | None = None
    opened: Mapping[str, str] = field(default_factory=dict)
    previews: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def subject(self) -> Subject:
        """Return its declaration."""
        return BY_TYPE[self.state.type]

    @property
    def row(self) -> RowValues:
        """Return what lists show of it."""
        return self.subject.row(self.state)

    @property
    def is_open(self) -> bool:
        """Return whether work is left."""
        return self.row.is_open

    @property
    def due_us(self) -> int | None:
        """Return when it is due next."""
        return self.row.due_us

    @property
    def is_overdue(self) -> bool:
        """Return whether it should have been done by now."""
        due_us = self.due_us
        return due_us is not None and due_us < self.now_us

    @property
    def wants_recheck(self) -> bool:
        """Return whether somebody should have looked again by now."""
        return self.is_overdue and self.row.extra.get("due") == "recheck"

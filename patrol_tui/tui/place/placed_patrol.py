"""What a position brings to the patrol's screen: how far, a proposal, the map."""

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.geo import LatLon, distance_m
from patrol_tui.language import _
from patrol_tui.services.patrol.nearness import Proposal, from_point_m, proposal
from patrol_tui.services.requests import Arrive
from patrol_tui.tui.acting.whole_patrol import WholePatrol
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.blocks import Banner
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.frame import Panes, work
from patrol_tui.tui.place.map_pane import MapPane
from patrol_tui.tui.place.map_view import MapView
from patrol_tui.tui.views.map.scene import (
    MapStop,
    Me,
    Scene,
    map_issues,
    map_stops,
    ways,
)
from patrol_tui.tui.views.wording.moments import NEAR_MIN
from patrol_tui.tui.views.wording.position_words import metres
from patrol_tui.tui.views.wording.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patrol_tui.domain.track.fix import Fix
    from patrol_tui.services.patrol.walk import Stop


class PlacedPatrol(WholePatrol):
    """A patrol's screen that knows where the officer is.

    Attributes:
        shown_stops: the stops of the left pane.
    """

    def __init__(self) -> None:
        super().__init__()
        self.shown_stops: Sequence[Stop] = ()
        self._scene = Scene()
        self._walked_m = 0
        self._lines: tuple[tuple[LatLon, ...], ...] | None = None
        self._proposed: Proposal | None = None

    @property
    def stop(self) -> "Stop | None":
        """Return the stop that is looked at; none by default."""
        return None

    # Where one is.

    @property
    def here(self) -> "Fix | None":
        """Return where the officer is now; a patrol of the past happens nowhere."""
        if self.subject is not None:
            return None
        return self.host.positioning.here(self.host.clock.now_us())

    def distances(self) -> dict[str, int]:
        """Return how far the stop is where one is, or the next one, by its id."""
        fix, following = self.here, self.walk.next_stop if self.walk is not None else None
        if fix is None or following is None:
            return {}
        return {following.point.id: from_point_m(following.point, fix)}

    def show_position(self) -> None:
        """Show how far it is, what the position proposes, and where one is on the map."""
        if self.host.session is None or not self.is_mounted:
            return
        self.show_distances()
        self._propose()
        if self.is_map_shown:
            self.show_map()

    def show_distances(self) -> None:
        """Show how far the stops are; nothing by default."""

    def _propose(self) -> None:
        found = proposal(self.walk, self.here) if self.walk is not None else None
        before = self._proposed
        if (before and (before.does, before.distance_m, before.stop.number)) == (
            found and (found.does, found.distance_m, found.stop.number)
        ):
            return
        self._proposed = found
        self.query_one("#proposal", Blocks).show(*([_banner(found)] if found else ()))
        self.show_verbs()

    def proposed_verb(self) -> dict[str, str]:
        """Return what F2 does now, where the position proposes an arrival."""
        is_arrival = self._proposed is not None and self._proposed.does == "arrive"
        return {"patrol_leave": _("Arrive")} if is_arrival else {}

    def footer_name(self) -> str:
        """Return the footer of a stop, or of the way, where there is none to leave."""
        is_here = self.walk is not None and any(stop.is_here for stop in self.walk.stops)
        return "patrol" if is_here or self.proposed_verb() else "patrol_on_way"

    def show_verbs(self) -> None:
        """Name in the footer what the keys do now; nothing by default."""

    def take_proposal(self) -> bool:
        """Arrive where the position proposes it; tell whether it does."""
        found = self._proposed
        if found is None or found.does != "arrive":
            return False
        self.arrive(found.stop.point.id)
        return True

    def arrive(self, checkpoint: str) -> None:
        """Write down the arrival at a stop."""
        self.act(Arrive(checkpoint), lambda _done: self.arrived(checkpoint))

    # The map.

    @property
    def is_map_shown(self) -> bool:
        """Return whether there is a map to look at."""
        return self.query_one(MapPane).display and self.query_one(MapPane).size.width > 0

    def show_face(self, *, is_map: bool) -> None:
        """Show map or checklist in the right pane; there is room for both in a wide window."""
        self.query_one(Panes).set_class(is_map, "-map")
        if is_map:
            self.call_after_refresh(self.gather_map)

    def on_resize(self) -> None:
        """Fill the map, where there is room for it now."""
        super().on_resize()
        self.call_after_refresh(self.gather_map)

    async def _read_lines(self) -> None:
        self._lines = await self.host.boundaries()
        self.gather_map()

    def gather_map(self) -> None:
        """Read what is on the map, and show it."""
        if self.host.session is None or not self.is_mounted or not self.is_map_shown:
            return
        if self._lines is None:
            self._lines = ()
            self.run_worker(work(self._read_lines), group="lines")
        session, walk = self.session, self.walk
        desk = session.desk()
        walked = session.tracks.walked(walk.state) if walk is not None else None
        so_far, ahead, has_track = ways(self.shown_stops, walked)
        self._walked_m = session.tracks.length_m(walk.state) if walk is not None else 0
        self._scene = Scene(
            stops=map_stops(self.shown_stops, walk),
            walked=so_far,
            has_track=has_track,
            ahead=ahead,
            issues=map_issues(session.ledger, desk.catalog, desk.now_us + NEAR_MIN * MINUTE_US),
            lines=self._lines or (),
        )
        self.show_map()

    def show_map(self) -> None:
        """Show what was gathered, with the officer and the stop that is looked at."""
        me, scene = self._me(), self._scene
        walked, ahead = scene.walked, scene.ahead
        if me is not None and me.is_sure:
            if ahead:
                ahead = (me.place, *(ahead[1:] if len(ahead) > 1 else ahead))
            if scene.has_track:
                walked = (*walked[:-1], (*walked[-1], me.place))
        looked_at = self.stop.point.id if self.stop is not None else ""
        shown = replace(scene, walked=walked, ahead=ahead, me=me, looked_at=looked_at)
        self.query_one(MapPane).show(shown, self._way(ahead))

    def _me(self) -> Me | None:
        fix = self.here
        if fix is not None:
            return Me(fix.place, fix.accuracy_m)
        old = self.host.positioning.fix if self.subject is None else None
        return Me(old.place, None, is_sure=False) if old is not None else None

    def _way(self, ahead: "Sequence[LatLon]") -> str:
        left_m = sum(distance_m(*pair) for pair in pairwise(ahead))
        parts = []
        if self._walked_m:
            parts.append(_("walked {way}").format(way=metres(self._walked_m)))
        if left_m:
            parts.append(_("{way} left").format(way=metres(left_m)))
        return "  ".join(parts)

    def action_nearer(self) -> None:
        """Show less of the map, larger."""
        self.query_one(MapView).action_nearer()

    def action_farther(self) -> None:
        """Show more of the map, smaller."""
        self.query_one(MapView).action_farther()

    def action_whole(self) -> None:
        """Show all stops and the track."""
        self.query_one(MapView).action_whole()

    def action_open(self) -> None:
        """Choose what is marked on the map."""
        self.query_one(MapView).action_open()

    def on_map_view_picked(self, message: MapView.Picked) -> None:
        """Show what was chosen on the map."""
        target = message.target
        if isinstance(target, MapStop):
            self.show_stop(target.id)
        else:
            # Not awaited: this screen cannot go while it handles a message.
            self.app.call_later(self.host.go, "issues", subject=target.subject)

    def show_stop(self, checkpoint: str) -> None:
        """Show the checklist of a stop; nothing by default."""


def _banner(found: Proposal) -> Banner:
    name, way = spoken(found.stop.point.name), metres(found.distance_m)
    if found.does == "arrive":
        said = _("{place}, {way} away").format(place=name, way=way)
        return Banner(_("There?"), said, key_of("patrol.leave"), _("Arrive"), "blue")
    said = _("{place} is {way} behind").format(place=name, way=way)
    return Banner(_("Gone?"), said, key_of("patrol.leave"), _("Leave stop"), "amber")

"""The tracks of patrols, with checkpoints and issues, for maps and other programs."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from patrol_tui.domain.catalog import Route
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.track.file import PatrolTrack, Pin, TrackFile
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted, rows_oldest_first, rows_wanted
from patrol_tui.services.exports.recipients import reader_of
from patrol_tui.services.overview.nearby import position_of
from patrol_tui.services.patrol.effort import effort
from patrol_tui.services.patrol.tracks import Tracks
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import Ledger

FORMATS = ("gpx", "geojson")
TrackWriter = Callable[[TrackFile, Path], None]
TrackWriters = Mapping[str, TrackWriter]


def track_file(
    ledger: Ledger, desk: Desk, tracks: Tracks, wanted: Wanted, speech: Speech
) -> TrackFile:
    """Return the patrols of the wanted days with all that is known of their ways.

    A patrol without a receiver has its checkpoints and when they were reached.

    Raises:
        Usage: the days make no span.
        NotFound: the one patrol that is wanted is not held.
    """
    making = _Making(desk, tracks, speech, Discretion(ledger, reader_of(wanted.recipient)), ledger)
    found = [making.patrol(state) for state in _states(ledger, desk, wanted)]
    return TrackFile(
        title="  ".join(filter(None, (speech.say(N_("Patrol tracks")), wanted.days()))),
        author=f"{desk.writer.name} {desk.writer.badge}",
        made_us=desk.now_us,
        tracks=tuple(found),
        lacking=making.lacking,
    )


def _states(ledger: Ledger, desk: Desk, wanted: Wanted) -> Iterator[State]:
    for row in rows_wanted(ledger, desk, wanted, "patrol"):
        state = ledger.state(row.subject)
        if state is not None:
            yield state


class _Making:
    """Makes what a file holds of each patrol."""

    def __init__(
        self, desk: Desk, tracks: Tracks, speech: Speech, discretion: Discretion, ledger: Ledger
    ) -> None:
        self._ledger, self._desk, self._tracks, self._speech = ledger, desk, tracks, speech
        self._discretion = discretion
        self.lacking = 0

    def patrol(self, state: State) -> PatrolTrack:
        """Return one patrol."""
        walked = self._tracks.walked(state)
        self.lacking += walked.lacking
        took = effort(state, self._tracks, self._desk.now_us)
        route = self._desk.catalog.routes.get(state.text("route"))
        people = (state.text("officer"), *state.sets.get("partners", ()))
        return PatrolTrack(
            number=state.text("number"),
            name=self._speech.say(route.name) if route else state.text("route"),
            note="  ".join(people),
            parts=walked.parts,
            route=tuple(self._checkpoints(state, route)) if route else (),
            issues=tuple(self._issues(state)),
            facts={
                "officer": state.text("officer"),
                "started_us": state.integer("started_us"),
                "finished_us": state.integer("finished_us"),
                "length_m": took.length_m,
                "walked_us": took.walked_us,
            },
        )

    def _checkpoints(self, state: State, route: Route) -> Iterator[Pin]:
        for point in route.checkpoints:
            reached_us = state.integer(f"arrived/{point.id}")
            if reached_us is None and point.retired:
                continue
            skipped = self._discretion.remark(state.text(f"skipped/{point.id}"), state)
            place = point.lat_e7, point.lon_e7
            yield Pin("checkpoint", self._speech.say(point.name), place, reached_us, skipped)

    def _issues(self, state: State) -> Iterator[Pin]:
        begin_us = state.integer("started_us")
        query = ListQuery(
            "issue",
            station=self._ledger.writer.station,
            begun_from_us=begin_us,
            begun_to_us=(state.integer("finished_us") or self._desk.now_us) + 1,
        )
        for row in rows_oldest_first(self._ledger, query):
            issue = self._ledger.state(row.subject)
            place = position_of(self._desk.catalog, row)
            if issue is not None and place and issue.text("patrol") == state.text("number"):
                kind = self._desk.catalog.kinds.get(issue.text("kind"))
                name = self._speech.say(kind.name) if kind else issue.text("kind")
                number = issue.text("number")
                where = self._discretion.text(issue.text("place"), issue)
                yield Pin("issue", f"{name} {number}", place, row.begun_us, where)

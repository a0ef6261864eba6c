"""A patrol: one walk of a route, with its checkpoints and checklist answers (巡查)."""

from patrol_tui.domain.folding.named import PHOTOS, TRACKS
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import (
    CALLED,
    GENERIC_FACTS,
    OWN_FACTS,
    Field,
    RowValues,
    Subject,
)
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.words import Words

ARRIVED, CHECKED, LEFT, PAUSED, RESUMED, FINISHED, CONFIRMED = range(OWN_FACTS, OWN_FACTS + 7)
SAFE, SOS = OWN_FACTS + 7, OWN_FACTS + 8
RESULTS = ("ok", "problem", "unchecked")


def row(state: State) -> RowValues:
    """Return what the list of patrols needs of one."""
    return RowValues(
        number=state.text("number"),
        kind=state.text("route"),
        is_open=state.status != "finished" and not state.is_retracted,
        title=state.text("route"),
        due_us=None,
        begun_us=state.integer("started_us") or state.facts[0].entry.wall_us,
        search="\n".join((state.text("number"), state.text("weather"), *_called(state))),
        extra={"finished_us": state.integer("finished_us") or 0},
    )


def _called(state: State) -> list[str]:
    return [str(said.value) for said in state.records.get(CALLED, ())]


PATROL = Subject(
    type="patrol",
    code=0x02,
    facts={
        **GENERIC_FACTS,
        ARRIVED: "arrived",
        CHECKED: "checked",
        LEFT: "left",
        PAUSED: "paused",
        RESUMED: "resumed",
        FINISHED: "finished",
        CONFIRMED: "confirmed",
        SAFE: "safe",
        SOS: "sos",
    },
    fields=(
        Field("route", "choice", N_("route"), is_typed=False),
        Field("number", "text", N_("number"), is_typed=False),
        Field("officer", "text", N_("officer"), is_typed=False),
        Field("weather", "text", N_("weather")),
        Field("travel", "choice", N_("means of travel")),
        Field("shift", "choice", N_("shift"), is_typed=False),
        Field("started_us", "time", N_("started")),
        Field("finished_us", "time", N_("finished")),
        Field("arrived/", "time", N_("arrived")),
        Field("left/", "time", N_("left")),
        Field("scan/", "object", N_("code scanned"), is_typed=False),
        Field("skipped/", "text", N_("skipped")),
        Field("check/", "object", N_("checked"), is_typed=False),
        Field("safe_us", "time", N_("safe"), is_typed=False),
        Field("silent_min", "integer", N_("minutes silent"), is_typed=False),
        Field("sos_us", "time", N_("call for help"), is_typed=False),
        Field("confirmed/", "time", N_("confirmed"), is_typed=False),
    ),
    sets=frozenset(("partners", "members", "stations")),
    records=frozenset(("notes", PHOTOS, TRACKS, CALLED)),
    statuses=("walking", "paused", "finished"),
    first="walking",
    moves={
        "walking": frozenset(("paused", "finished")),
        "paused": frozenset(("walking", "finished")),
    },
    closing=frozenset(("finished",)),
    row=row,
    name=Words("巡查", "Patrol"),
    letter="p",
)

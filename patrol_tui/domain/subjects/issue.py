"""An issue: from the first sight on the street to the archive, one thing (问题, 案件)."""

from patrol_tui.domain.folding.hidden import title_of
from patrol_tui.domain.folding.paper_blanks import BLANKS_TYPED, PERSONS_TYPED
from patrol_tui.domain.folding.pictures import photo_count
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import (
    CALLED,
    GENERIC_FACTS,
    HELD,
    OWN_FACTS,
    PAPERS_NUMBERED,
    Field,
    Guard,
    RowValues,
    Step,
    Subject,
    moves_of,
)
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import MARKED, urgings

MEASURED = OWN_FACTS
RECHECKED = OWN_FACTS + 1
ENDED = frozenset(("closed", "archived", "declined", "voided"))
RECHECKS = Guard(other_than=("responded",), unless="flags:settled_on_spot")
"""Another officer looks again; what was recorded as settled within the moment needs none."""
ORIGINS = ("request", "meeting", "activity", "whistle", "consultation", "letter")
"""What an issue may be begun out of."""
FLAGS = ("extended", "suspended", "settled_on_spot")
WAY = (
    *("reported", "verified", "filed", "dispatched", "handling"),
    *("responded", "checked", "closed", "archived"),
)
OFF_THE_WAY = frozenset(("declined", "voided", "returned", "reworked"))
"""Whoever moves an issue to one of these says why; no fold asks for it."""
WAITS_FOR_A_LOOK = frozenset(("responded", "checked"))
"""States in which the work is done: its deadline runs no more, only the re-check does."""
AT_WORK = frozenset(("handling", "responded", "checked", "closed", "archived"))
"""A photo taken in these shows what was done; one taken when it is sent back, what was found."""

STEPS = (
    Step("reported", "verified"),
    Step("reported verified", "declined"),
    Step("verified", "filed"),
    Step("filed returned", "dispatched", asks=("lead", "support", "deadline_us")),
    Step("filed dispatched returned reworked", "handling"),
    Step("dispatched handling", "returned"),
    Step("reported verified handling reworked", "responded"),
    Step("responded", "checked", guard=RECHECKS),
    Step("responded checked closed", "reworked"),
    Step("checked", "closed"),
    Step("closed declined", "archived"),
    Step("declined", "reported"),
    Step(
        "reported verified filed dispatched returned handling responded reworked checked", "voided"
    ),
)
"""In a station of three whoever is there opens a case and gives it on; only the look at what was
done is for another, and to put its deadline off or on hold for the lead. The screens ask why where
a step leads off the way."""


def row(state: State) -> RowValues:
    """Return what the list of issues needs of one; `extra` says what is due: recheck, deadline."""
    flags = state.sets.get("flags", ())
    is_open = state.status not in ENDED and not state.is_retracted
    due = _due(state) if is_open and HELD not in flags else None
    extra = {
        name: value
        for name in ("lat_e7", "lon_e7", "checkpoint", "patrol")
        if isinstance(value := state.fields.get(name), str | int)
    }
    return RowValues(
        number=state.text("number"),
        kind=state.text("kind"),
        is_open=is_open,
        title=title_of(state, "place"),
        due_us=due[0] if due else None,
        begun_us=state.facts[0].entry.wall_us,
        search=_search_text(state),
        extra=extra
        | {
            "photos": photo_count(state),
            "flags": ",".join(flags),
            "due": due[1] if due else "",
            "urged": urgings(state),
        },
    )


def _due(state: State) -> tuple[int, str] | None:
    clocks = ((state.integer("recheck_us"), "recheck"), (state.integer("deadline_us"), "deadline"))
    running = [
        (at_us, what)
        for at_us, what in clocks
        if at_us is not None and (what == "recheck" or state.status not in WAITS_FOR_A_LOOK)
    ]
    return min(running) if running else None


def _search_text(state: State) -> str:
    words = [
        value for name, value in state.fields.items() if isinstance(value, str) and name != "origin"
    ]
    words += [str(said.value) for name in ("notes", CALLED) for said in state.records.get(name, ())]
    return "\n".join(words)


ISSUE = Subject(
    type="issue",
    code=0x01,
    facts={**GENERIC_FACTS, MEASURED: "measured", RECHECKED: "rechecked"},
    fields=(
        Field("kind", "choice", N_("kind")),
        Field("number", "text", N_("number"), is_typed=False, is_clerical=True),
        Field("place", "text", N_("place")),
        Field("note", "text", N_("seen")),
        Field("checkpoint", "text", N_("checkpoint")),
        Field("patrol", "text", N_("patrol"), is_typed=False),
        Field("lat_e7", "coordinate", N_("latitude")),
        Field("lon_e7", "coordinate", N_("longitude")),
        Field("party", "text", N_("party"), is_private=True),
        Field("handed_to", "text", N_("handed over to")),
        Field("lead", "text", N_("lead department")),
        Field("deadline_us", "time", N_("deadline")),
        Field("recheck_us", "time", N_("re-check")),
        Field("rechecked_us", "time", N_("re-checked"), is_typed=False),
        Field("recheck_result", "text", N_("re-check result")),
        Field("code", "object", N_("category code"), is_typed=False, is_clerical=True),
        Field("part_of", "text", N_("added to")),
        Field("origin", "thing", Words("出自", "Out of"), of=ORIGINS, begins=True),
        PAPERS_NUMBERED,
        BLANKS_TYPED,
        PERSONS_TYPED,
    ),
    sets=frozenset(("measures", "flags", "stations", "support", "tags", "cited")),
    records=frozenset(("notes", "photos", CALLED)),
    statuses=(
        "reported",
        "verified",
        "filed",
        "dispatched",
        "handling",
        "returned",
        "reworked",
        "responded",
        "checked",
        "declined",
        "voided",
        "closed",
        "archived",
    ),
    first="reported",
    moves=moves_of(STEPS),
    closing=ENDED,
    row=row,
    name=Words("问题", "Issue"),
    steps=STEPS,
    way=WAY,
    marked=MARKED,
    at_work=AT_WORK,
)

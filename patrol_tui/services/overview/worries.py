"""Whom to worry about: officers who called for help, and lone ones of whom nothing was heard."""

from collections.abc import Iterable, Iterator, Sequence

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects.patrol import PATROL, SOS
from patrol_tui.domain.values import dataclass
from patrol_tui.services.patrol.patrols import place_of
from patrol_tui.services.patrol.safety import watch
from patrol_tui.services.ports.desk import DAY_MIN, Desk
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger, Received

MOST_ON_PATROL = 20
"""Of no more patrols under way it is looked up when they were heard of last."""
_NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Lone:
    """When silence counts, as the settings have it.

    Attributes:
        every_min: after how many silent minutes who walks alone is asked; 0 never.
        grace_min: how long an answer may take.
    """

    every_min: int
    grace_min: int


NOBODY = Lone(0, 0)
"""Nobody's silence counts."""


def worries(
    ledger: Ledger, desk: Desk, received: Sequence[Received], lone: Lone
) -> tuple[Row, ...]:
    """Return the patrols of others to worry about, calls for help first.

    A call concerns everybody, the newest first; silence the station's lead. Silence is reckoned
    from what came in, of the patrol or of anything else from that officer's laptop, so it may also
    mean that a laptop has no link.

    Args:
        ledger: what is held here.
        desk: who looks, and when.
        received: the newest entries of others. One that is not among them quiets no worry.
        lone: when silence counts.

    Returns:
        Rows titled with who walks, due since there is reason to worry; `due` in their extra says
        whether it is an `sos` or someone `silent`, `place` the checkpoint where they were.
    """
    calls = sorted(_calls(ledger, received), key=lambda row: -(row.due_us or 0))
    called = {row.subject for row in calls}
    silent = [row for row in _silent(ledger, desk, received, lone) if row.subject not in called]
    return (*calls, *sorted(silent, key=lambda row: row.due_us or _NEVER))


def _calls(ledger: Ledger, received: Iterable[Received]) -> Iterator[Row]:
    """Yield who called for help and has not said since that all is well."""
    kind = PATROL.kind(SOS)
    for subject in dict.fromkeys(one.entry.subject for one in received if one.entry.kind == kind):
        row, state = ledger.row(subject, ListQuery(PATROL.type)), ledger.state(subject)
        called_us = state.integer("sos_us") if state is not None else None
        if row is None or state is None or called_us is None:
            continue
        over = (state.integer("safe_us"), state.integer("finished_us"))
        if all(one is None or one <= called_us for one in over):
            yield _row(ledger, row, state, "sos", called_us)


def _silent(ledger: Ledger, desk: Desk, received: Iterable[Received], lone: Lone) -> Iterator[Row]:
    """Yield who walks alone for this station and is silent past the grace time."""
    if "lead" not in desk.roles or not lone.every_min:
        return
    query = ListQuery(
        PATROL.type,
        station=desk.writer.station,
        only_open=True,
        begun_from_us=desk.now_us - DAY_MIN * MINUTE_US,
    )
    rows = ledger.page(query, limit=MOST_ON_PATROL).rows
    heard = _heard(ledger, received) if rows else {}
    for row in rows:
        state = ledger.state(row.subject)
        if state is None or state.facts[0].entry.header.author == ledger.writer.officer:
            continue
        begun = state.facts[0].entry.header
        heard_us = heard.get((begun.device, begun.author), 0)
        held = watch(state, lone.every_min, lone.grace_min, desk.now_us, heard_us)
        if held is not None and held.need(desk.now_us) == "missed":
            yield _row(ledger, row, state, "silent", held.grace_us)


def _heard(ledger: Ledger, received: Iterable[Received]) -> dict[tuple[bytes, bytes], int]:
    """Return when each officer last wrote on each laptop; what counts for nothing is no sign."""
    barred = ledger.quarantined()
    heard: dict[tuple[bytes, bytes], int] = {}
    for one in received:
        if one.entry.hash not in barred:
            by = (one.entry.header.device, one.entry.header.author)
            # A clock that is ahead must not put the worry off.
            heard[by] = max(heard.get(by, 0), min(one.entry.wall_us, one.received_at_us))
    return heard


def _row(ledger: Ledger, row: Row, state: State, what: str, since_us: int) -> Row:
    name = ledger.people().get(state.facts[0].entry.header.author, "?")
    extra = {**row.extra, "due": what, "place": place_of(state)}
    return row._replace(title=name, due_us=since_us, extra=extra)

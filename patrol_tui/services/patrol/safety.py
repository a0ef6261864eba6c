"""Who walks alone says now and then that all is well; who is in need leaves a note of it."""

from typing import TYPE_CHECKING, Literal

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.patrol import PATROL, SAFE, SOS
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.desk import Desk, required
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.requests import CheckIn, Sos

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

Need = Literal["quiet", "due", "missed"]

NEEDS: dict[str, Words] = {
    "threat": Words("受到威胁", "threatened"),
    "surrounded": Words("被围堵", "surrounded"),
    "hurt": Words("受伤", "hurt"),
    "ill": Words("突发不适", "taken ill"),
    "other": Words("其他", "other"),
}
"""What an SOS may be about, in the order of its digits."""


@dataclass(frozen=True, slots=True)
class Watch:
    """By when somebody who walks alone must be heard of.

    Attributes:
        last_us: when they were heard of last.
        due_us: when they are asked.
        grace_us: when their silence is a reason to worry.
    """

    last_us: int
    due_us: int
    grace_us: int

    def need(self, now_us: int) -> Need:
        """Return whether to ask now, and how loudly."""
        if now_us < self.due_us:
            return "quiet"
        return "missed" if now_us >= self.grace_us else "due"


def watch(
    state: State | None, every_min: int, grace_min: int, now_us: int, heard_us: int = 0
) -> Watch | None:
    """Return by when an officer must be heard of; None for those who are not alone.

    Every entry of the patrol counts, since whoever answers a checklist is well; so does whatever
    else its officer wrote on its laptop.

    Args:
        state: the patrol under way.
        every_min: after how many minutes of silence to ask; 0 never asks.
        grace_min: how long an answer may take.
        now_us: the present; a clock that was set back does not put the question off.
        heard_us: when the officer last wrote of other things, as far as that is known; a time to
            come says nothing.
    """
    if state is None or not every_min or state.sets.get("partners"):
        return None
    if state.status == "finished":
        return None
    last_us = min(max(fact.entry.wall_us for fact in state.facts), now_us)
    if heard_us <= now_us:
        last_us = max(last_us, heard_us)
    due_us = last_us + every_min * MINUTE_US
    return Watch(last_us, due_us, due_us + grace_min * MINUTE_US)


def last_written_us(ledger: Ledger, from_us: int, now_us: int) -> int:
    """Return when the officer last wrote anything on this laptop since a time; 0 if never."""
    written = ledger.entries_written(from_us, now_us + 1)
    own = (one.wall_us for one in written if one.header.author == ledger.writer.officer)
    return max(own, default=0)


def decide_sign(desk: Desk, state: State, request: CheckIn | Sos) -> Draft:
    """Return the entry that says that all is well, or asks for help.

    An SOS goes into a patrol that is over, too.

    Raises:
        Refused: the SOS says nothing.
    """
    if isinstance(request, Sos):
        text = required(request.text, N_("The note is empty. Say where you are and what you need."))
        help_wanted: dict[str, Json] = {
            "set": {"sos_us": desk.now_us},
            "record": {"notes": [text]},
        }
        return Draft(state.subject, PATROL.kind(SOS), help_wanted, parents=state.heads)
    said: dict[str, Json] = {"safe_us": desk.now_us}
    if request.silent_min:
        said["silent_min"] = request.silent_min
    note = request.note.strip()
    content: dict[str, Json] = {"set": said}
    if note:
        content["record"] = {"notes": [note]}
    return Draft(state.subject, PATROL.kind(SAFE), content, parents=state.heads)

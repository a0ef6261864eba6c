"""What a patrol took: time, way, people."""

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.track.stretch import Marks
from patrol_tui.domain.values import dataclass
from patrol_tui.services.patrol.tracks import Tracks
from patrol_tui.services.patrol.walk import walked_us

_HOUR_US = 3_600_000_000
_KM_M = 1000


@dataclass(frozen=True, slots=True)
class Effort:
    """What a patrol took.

    Attributes:
        walked_us: time under way, pauses left out.
        length_m: the way walked; 0 where no receiver was there.
        people: the officer and those who came along.
        marks: what there is to say against positions on the way.
        issues: how many were recorded on its checklists.
    """

    walked_us: int
    length_m: int
    people: int
    marks: Marks
    issues: int

    @property
    def people_us(self) -> int:
        """Return the time of all who walked together."""
        return self.walked_us * self.people

    @property
    def metres_an_hour(self) -> int | None:
        """Return how fast they walked, or None where no time or no way is known."""
        if not self.walked_us or not self.length_m:
            return None
        return self.length_m * _HOUR_US // self.walked_us

    @property
    def issues_a_km(self) -> float | None:
        """Return how much was found on a kilometre, or None where no way is known."""
        return round(self.issues * _KM_M / self.length_m, 1) if self.length_m else None


def effort(state: State, tracks: Tracks, now_us: int) -> Effort:
    """Return what a patrol has taken so far."""
    answers = (said for name, said in state.fields.items() if name.startswith("check/"))
    issues = {said["issue"] for said in answers if isinstance(said, dict) and said.get("issue")}
    return Effort(
        walked_us=walked_us(state, now_us),
        length_m=tracks.length_m(state),
        people=1 + len(state.sets.get("partners", ())),
        marks=tracks.marks(state),
        issues=len(issues),
    )

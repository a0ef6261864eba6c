"""Which of many logs a flight asks for: those that have grown, where the server says which."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field

from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Position, Segment

FEW = 16
"""As many cursors travel with every flight; with more the server is asked what has changed."""
Place = tuple[int, bytes]
Asked = list[tuple[bytes, Position]]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a server says of its logs.

    Attributes:
        position: to be told with the next question.
        logs: those that have grown since the position that was told with this one, and how far.
    """

    position: int
    logs: Mapping[bytes, int]


@dataclass(slots=True)
class Feed:
    """What is known of the logs at the other end of one connection.

    Attributes:
        position: to be told with the next question; 0 for none.
        read_up_to: logs that were read to their end, and up to where; one that has grown since, as
            far as the server has said, is not among them.
    """

    position: int = 0
    read_up_to: dict[bytes, Place] = field(default_factory=dict)

    def wanted(self, cursors: Mapping[bytes, Position], pushed_to: Collection[bytes] = ()) -> Asked:
        """Return the cursors to send: the district's first, and none of what has not changed."""
        asked = sorted(cursors.items(), key=lambda item: (item[0] != DISTRICT, item[0]))
        if len(asked) <= FEW or not self.position:
            return asked
        return [
            (station, at)
            for station, at in asked
            if station == DISTRICT
            or station in pushed_to
            or self.read_up_to.get(station) != (at.n, at.h)
        ]

    def take(self, asked: Asked, segments: Iterable[Segment], changed: Changed | None) -> None:
        """Keep what an answer says; the logs that it brings are as of its own position."""
        if changed is None:
            self.position, self.read_up_to = 0, {}
            return
        self.position = changed.position
        for station, n in changed.logs.items():
            if n != self.read_up_to.get(station, (-1, b""))[0]:
                self.read_up_to.pop(station, None)
        for (station, at), segment in zip(asked, segments, strict=False):
            if segment.more or segment.is_unknown:
                self.read_up_to.pop(station, None)
            else:
                last = segment.rows[-1] if segment.rows else at
                self.read_up_to[station] = (last.n, last.h)

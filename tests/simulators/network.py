"""The way from a simulated laptop to the real shared ledger: cut, doubled, delayed."""

from dataclasses import dataclass, field
from typing import Literal

from patrol_tui.domain.language.errors import N_, Unreachable
from patrol_tui.services.ports.shared import Answer, Exchange
from patrol_tui.services.syncing.photo_sync import Traffic
from patrol_tui.sync.flights.shared import Shared
from tests.simulators.chance import Chance

GONE = N_("The link is gone.")
Cut = Literal["request", "answer", "late"]
"""What is lost: the request; the answer; or the request comes after everybody gave up."""


@dataclass
class Weather:
    """What happens to the calls of one sync.

    Attributes:
        cut_at: which call meets it; None for none.
        cut: how.
        doubled: percent of flights that arrive twice.
        late: flights that are still on their way.
    """

    chance: Chance
    late: list[Exchange]
    cut_at: int | None = None
    cut: Cut = "request"
    doubled: int = 0
    calls: int = field(default=0, init=False)

    def before(self, flight: Exchange | None = None) -> None:
        """Lose a request, for now or for good."""
        self.calls += 1
        if self.calls == self.cut_at and self.cut != "answer":
            if self.cut == "late" and flight is not None:
                self.late.append(flight)
            raise Unreachable(GONE)

    def after(self) -> None:
        """Lose an answer."""
        if self.calls == self.cut_at:
            raise Unreachable(GONE)


class Link:
    """An open shared ledger behind the weather."""

    def __init__(self, shared: Shared, weather: Weather) -> None:
        self._shared = shared
        self._weather = weather

    @property
    def traffic(self) -> Traffic:
        """Return what went over the link."""
        return self._shared.traffic

    def exchange(self, flight: Exchange) -> Answer:
        """Push, then pull, once or twice."""
        self._weather.before(flight)
        answer = self._shared.exchange(flight)
        if self._weather.chance.happens(self._weather.doubled):
            again = self._shared.exchange(flight)
            answer = self._weather.chance.one_of((answer, again))
        self._weather.after()
        return answer

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        """Put a thing into another log."""
        self._weather.before()
        self._shared.share(subject, home, target)
        self._weather.after()

    def blob_missing(self, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        """Return the chunks that are not there."""
        return self._shared.blob_missing(station, blob, size_bytes)

    def put_chunk(self, station: bytes, blob: bytes, index: int, data: bytes) -> None:
        """Store a chunk."""
        self._shared.put_chunk(station, blob, index, data)

    def blob_size(self, station: bytes, blob: bytes) -> int | None:
        """Return how large a photo is."""
        return self._shared.blob_size(station, blob)

    def get_chunk(self, station: bytes, blob: bytes, index: int) -> bytes | None:
        """Return a chunk."""
        return self._shared.get_chunk(station, blob, index)

    def close(self) -> None:
        """End the connection."""
        self._shared.close()

"""On paper: how laptops come back together after an outage, by the program's own waits.

The server is a machine with some cores that all connections share equally; it lets in so many at
once and refuses the others; who has waited too long for an answer gives up, and tries again later.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from patrol_tui.services.syncing.watch import LONGEST_WAIT_S, QUIET_WAIT_S, next_wait_s, spread_s


@dataclass(frozen=True, slots=True)
class Server:
    """What comes back to life.

    Attributes:
        service_s: the time of one core that a connection and its sync take.
        cores: that work on it.
        most: connections that are let in at once.
        patience_s: how long a laptop waits for an answer.
    """

    service_s: float
    cores: int = 2
    most: int = 500
    patience_s: float = 15.0


@dataclass(slots=True)
class Course:
    """How it went.

    Attributes:
        through_s: when each laptop had its first sync, in order.
        queue: the most that were let in at once.
        refused: tries that found no room.
        given_up: tries that waited in vain.
    """

    through_s: list[float] = field(default_factory=list)
    queue: int = 0
    refused: int = 0
    given_up: int = 0


@dataclass(order=True, slots=True)
class _Try:
    """A connection that was let in; it ends when every connection had so much of a core."""

    ends_at_share_s: float
    laptop: int
    given_up_s: float = field(compare=False)
    is_open: bool = field(default=True, compare=False)


class Outage:
    """Laptops without a server, until it is there again at time 0."""

    def __init__(self, server: Server, tries_s: list[float], failures: int, seed: int) -> None:
        """Begin with the times of the first tries, after so many failures of each laptop."""
        self._server = server
        self._random = Random(seed).random  # noqa: S311 - no secret
        self._failures = [failures] * len(tries_s)
        self._tries = [(at_s, laptop) for laptop, at_s in enumerate(tries_s)]
        heapq.heapify(self._tries)
        self._inside: list[_Try] = []
        self._waiting: deque[_Try] = deque()
        self._open = 0
        self._share_s, self._now_s = 0.0, 0.0
        self.course = Course()

    def run(self) -> Course:
        """Let time pass until all are through."""
        while len(self.course.through_s) < len(self._failures):
            act, at_s = min(self._next(), key=lambda event: event[1])
            self._share_s += (at_s - self._now_s) * self._rate
            self._now_s = at_s
            act()
        return self.course

    @property
    def _rate(self) -> float:
        return min(1.0, self._server.cores / self._open) if self._open else 0.0

    def _next(self) -> Iterator[tuple[Callable[[], None], float]]:
        while self._inside and not self._inside[0].is_open:
            heapq.heappop(self._inside)
        while self._waiting and not self._waiting[0].is_open:
            self._waiting.popleft()
        if self._inside:
            left_s = max(0.0, self._inside[0].ends_at_share_s - self._share_s)
            yield self._finish, self._now_s + left_s / self._rate
            yield self._give_up, self._waiting[0].given_up_s
        if self._tries:
            yield self._come, self._tries[0][0]

    def _come(self) -> None:
        _, laptop = heapq.heappop(self._tries)
        if self._open >= self._server.most:
            self.course.refused += 1
            self._fail(laptop)
            return
        given_up_s = self._now_s + self._server.patience_s
        let_in = _Try(self._share_s + self._server.service_s, laptop, given_up_s)
        heapq.heappush(self._inside, let_in)
        self._waiting.append(let_in)
        self._open += 1
        self.course.queue = max(self.course.queue, self._open)

    def _finish(self) -> None:
        done = heapq.heappop(self._inside)
        done.is_open = False
        self._open -= 1
        self.course.through_s.append(self._now_s)

    def _give_up(self) -> None:
        gone = self._waiting.popleft()
        gone.is_open = False
        self._open -= 1
        self.course.given_up += 1
        self._fail(gone.laptop)

    def _fail(self, laptop: int) -> None:
        self._failures[laptop] += 1
        wait_s = next_wait_s(self._failures[laptop], self._random, QUIET_WAIT_S)
        heapq.heappush(self._tries, (self._now_s + wait_s, laptop))


def at_once(laptops: int, _random: Callable[[], float]) -> list[float]:
    """Return first tries in the same second: what no program's waits can spread."""
    return [0.0] * laptops


def after_a_minute(laptops: int, random: Callable[[], float]) -> list[float]:
    """Return first tries of laptops that were refused once or twice in a short outage."""
    return [spread_s(30.0, random) * random() for _ in range(laptops)]


def after_hours(laptops: int, random: Callable[[], float]) -> list[float]:
    """Return first tries of laptops that had come to the longest wait, each somewhere in it."""
    return [spread_s(LONGEST_WAIT_S, random) * random() for _ in range(laptops)]

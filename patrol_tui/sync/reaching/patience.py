"""A connection that gives up once its server has been silent too long, or has kept it too long.

The kernel ends links whose other end is gone, but not those where something on the way goes on to
acknowledge what nobody answers, nor those where a byte comes now and then and never the last one.
"""

import time
from collections.abc import Callable, Generator
from typing import TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import ConnStatus
from psycopg.rows import TupleRow
from psycopg.waiting import Ready, Wait

T = TypeVar("T")

_LOOK_EVERY_S = 0.1


class PatientConnection(psycopg.Connection[TupleRow]):
    """Waits for a slow server as long as anything moves.

    Attributes:
        longest_silence_s: how long nothing may move before the link counts as gone.
        longest_flight_s: how long one question may take, whatever moves. What a flight carries
            comes over 1 kbit/s within it, and the next one is smaller.
    """

    longest_silence_s = 15.0
    longest_flight_s = 300.0

    def wait(
        self, gen: PQGen[T], interval: float = _LOOK_EVERY_S, timeout: float | None = None
    ) -> T:
        """Wait until something is done; any byte that moves begins the time anew.

        Raises:
            OperationalError: nothing moved, or it took, too long; the connection is closed.
        """
        most_s = self.longest_silence_s, self.longest_flight_s
        watched = while_anything_moves(gen, most_s, time.monotonic)
        try:
            return super().wait(watched, interval, timeout)
        except Silent as error:
            if self.pgconn.status != ConnStatus.BAD:
                self.pgconn.finish()
            raise psycopg.OperationalError(str(error)) from error


class Silent(Exception):
    """Nothing moved on a link for too long, or the answer was not whole after all that time."""


def while_anything_moves(
    gen: PQGen[T], most_s: tuple[float, float], now_s: Callable[[], float]
) -> Generator[Wait, Ready | int, T]:
    """Hand a generator's waiting on, and raise `Silent` once it has taken too long.

    Args:
        gen: what waits.
        most_s: how long nothing may move, and how long all of it may take.
        now_s: a clock that never goes back.
    """
    silence_s, flight_s = most_s
    begun_s = moved_s = now_s()
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            at_s = now_s()
            if ready:
                moved_s = at_s
            elif at_s - moved_s >= silence_s:
                raise Silent("the server has not answered in time")
            if at_s - begun_s >= flight_s:
                raise Silent("the server's answer took too long")
            wanted = gen.send(ready)
    except StopIteration as end:
        value: T = end.value
        return value

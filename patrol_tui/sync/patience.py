"""A connection that gives up once its server has been silent too long.

The kernel ends links whose other end is gone, but not those where something on the way goes on to
acknowledge what nobody answers.
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
    """

    longest_silence_s = 15.0

    def wait(
        self, gen: PQGen[T], interval: float = _LOOK_EVERY_S, timeout: float | None = None
    ) -> T:
        """Wait until something is done; any byte that moves begins the time anew.

        Raises:
            OperationalError: nothing moved for too long; the connection is closed.
        """
        watched = while_anything_moves(gen, self.longest_silence_s, time.monotonic)
        try:
            return super().wait(watched, interval, timeout)
        except Silent as error:
            if self.pgconn.status != ConnStatus.BAD:
                self.pgconn.finish()
            raise psycopg.OperationalError("the server has not answered in time") from error


class Silent(Exception):
    """Nothing moved on a link for too long."""


def while_anything_moves(
    gen: PQGen[T], longest_s: float, now_s: Callable[[], float]
) -> Generator[Wait, Ready | int, T]:
    """Hand a generator's waiting on, and raise `Silent` once nothing has moved for too long."""
    moved_s = now_s()
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if ready:
                moved_s = now_s()
            elif now_s() - moved_s >= longest_s:
                raise Silent
            wanted = gen.send(ready)
    except StopIteration as end:
        value: T = end.value
        return value

"""Requests on their way to the ledger: kept in order, carried out off the event loop."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from patrol_tui.domain.errors import PatrolError
from patrol_tui.services.office import Done
from patrol_tui.services.requests import Request

Perform = Callable[[Request], Done]


@dataclass(frozen=True, slots=True)
class Act:
    """A request with what follows it.

    Attributes:
        then: told on the event loop what was written.
        refused: told on the event loop why nothing was.
    """

    request: Request
    then: Callable[[Done], None]
    refused: Callable[[PatrolError], None]


class ActQueue:
    """One consumer for all requests: the screen never waits, the order never changes."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[Act] = asyncio.Queue()

    def put(self, act: Act) -> None:
        """Queue a request."""
        self._waiting.put_nowait(act)

    async def settled(self) -> None:
        """Wait until everything that was queued is written or refused."""
        await self._waiting.join()

    async def consume(self, perform: Perform) -> None:
        """Carry out requests one after the other until cancelled.

        A request that has begun is always brought to its end: cancelling waits for it.
        """
        while True:
            act = await self._waiting.get()
            try:
                done = await asyncio.shield(asyncio.to_thread(perform, act.request))
            except PatrolError as error:
                act.refused(error)
            else:
                act.then(done)
            finally:
                self._waiting.task_done()

"""Requests on their way to the ledger: kept in order, carried out in a thread of their own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from patrol_tui.domain.language.errors import PatrolError, Unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from patrol_tui.services.office import Done
    from patrol_tui.services.requests import Request
    from patrol_tui.services.session import Session


class Act(NamedTuple):
    """A request with what follows it.

    Attributes:
        request: what shall be written.
        then: told on the event loop what was written.
        refused: told on the event loop why nothing was.
    """

    request: Request
    then: Callable[[Done], None]
    refused: Callable[[PatrolError], None]


class ActQueue:
    """One thread with a session of its own writes: the screen never waits, the order holds."""

    def __init__(self, broken: Callable[[BaseException], None]) -> None:
        """Begin with nothing queued.

        Args:
            broken: told of an error that is no refusal, which ends the queue: a bug.
        """
        self._broken = broken
        self._waiting: asyncio.Queue[Act] = asyncio.Queue()
        self._hand: ThreadPoolExecutor | None = None
        self._session: Session | None = None
        self._consumer: asyncio.Task[None] | None = None
        self._open_session: Callable[[], Session] | None = None
        self._opening = asyncio.Lock()

    async def open(self, open_session: Callable[[], Session]) -> Sequence[PatrolError]:
        """Open the session to write with, begin, and return what is to be told of its files.

        Raises:
            PatrolError: it cannot be opened.
        """
        hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="acts")
        try:
            session = await asyncio.get_running_loop().run_in_executor(hand, open_session)
        except BaseException:
            hand.shutdown(wait=False)
            raise
        self._hand, self._session, self._open_session = hand, session, open_session
        self._consumer = asyncio.create_task(self._consume(hand))
        self._consumer.add_done_callback(self._ended)
        return session.notices

    def put(self, act: Act) -> None:
        """Queue a request."""
        self._waiting.put_nowait(act)

    async def settled(self) -> None:
        """Wait until everything that was queued is written or refused."""
        if self._consumer is None:
            return
        joined = asyncio.ensure_future(self._waiting.join())
        await asyncio.wait({joined, self._consumer}, return_when=asyncio.FIRST_COMPLETED)
        joined.cancel()

    async def rest(self) -> bool:
        """Do what waits until nobody types, such as the search index.

        Returns:
            Whether a reader was open for so long that a log of writes has grown too large.
        """
        if self._hand is None or self._session is None:
            return False
        return await asyncio.get_running_loop().run_in_executor(self._hand, self._session.rest)

    async def reopen(self) -> None:
        """Close the session and open another, so that no old read of its stays behind.

        Raises:
            PatrolError: it cannot be opened just now; the next request tries again.
        """
        if self._hand is not None:
            await self._put_down(self._hand)
            await self._present(self._hand)

    async def refresh(self) -> None:
        """Have the next request decided by the catalogue as it is then."""
        if self._hand is not None and self._session is not None:
            await asyncio.get_running_loop().run_in_executor(self._hand, self._session.refresh)

    async def close(self) -> None:
        """Bring what was queued to its end, then close the session."""
        await self.settled()
        hand, session, consumer = self._hand, self._session, self._consumer
        self._hand = self._session = self._consumer = None
        if hand is None or consumer is None:
            return
        consumer.remove_done_callback(self._ended)
        consumer.cancel()
        if session is not None:
            await asyncio.get_running_loop().run_in_executor(hand, session.close)
        hand.shutdown()

    async def _present(self, hand: ThreadPoolExecutor) -> Session:
        """Return the session, opened anew where it was put down."""
        async with self._opening:
            if self._session is None and self._open_session is not None:
                opening = asyncio.get_running_loop().run_in_executor(hand, self._open_session)
                self._session = await opening
        if self._session is None:
            raise RuntimeError("the queue was never opened")
        return self._session

    async def _consume(self, hand: ThreadPoolExecutor) -> None:
        loop = asyncio.get_running_loop()
        while True:
            act = await self._waiting.get()
            try:
                session = await self._present(hand)
                done = await loop.run_in_executor(hand, session.office.perform, act.request)
            except PatrolError as error:
                act.refused(error)
                if isinstance(error, Unsure):
                    await self._put_down(hand)
            else:
                act.then(done)
            finally:
                self._waiting.task_done()

    async def _put_down(self, hand: ThreadPoolExecutor) -> None:
        """Close the files that the disk failed on; opening them again compares their heads."""
        session, self._session = self._session, None
        if session is not None:
            await asyncio.get_running_loop().run_in_executor(hand, session.close)

    def _ended(self, consumer: asyncio.Task[None]) -> None:
        error = None if consumer.cancelled() else consumer.exception()
        if error is not None:
            self._broken(error)

"""Further processes that read a large ledger beside this one, so that every core has work.

They are handed the key through the pipe that is their standard input, never by argument,
environment or file; they only read. One that breaks costs nothing but time: whoever asked does its
part. Whoever asks goes on waiting without holding Python's lock, so that keys are not kept waiting.
"""

import os
import pickle
import queue
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.beside import piped, start_beside
from patrol_tui.ledger.keyring.data_key import DataKey, hand_over

Task = tuple[Any, ...]
"""The name of a part of some work, and the places that it is about."""

FROZEN_WORD = "--hand-beside"
_WAITING_EACH = 2
_TICK_S = 0.2


def cores() -> int:
    """Return how many processor cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Hands:
    """How many processes may read a ledger beside this one.

    Attributes:
        path: the ledger.
        key: opens it.
        about: what else they are told when they start.
        count: how many; with one there is nothing to win.
        least: entries from which on starting them pays.
    """

    path: Path
    key: bytes = field(repr=False)
    about: tuple[object, ...]
    count: int
    least: int

    def are_worth(self, entries: int) -> bool:
        """Tell whether they would be done sooner than one process."""
        return self.count > 1 and entries >= self.least

    def each(
        self, tasks: Iterable[Task], tick: Callable[[], None]
    ) -> Iterator[tuple[Task, Any | None]]:
        """Yield each task with what it came to, in the order in which they end.

        What came to None is left to whoever asked: its process broke, or could not do it.

        Args:
            tasks: taken one after the other as processes come free, in the caller's thread.
            tick: called while nothing ends; may raise, and so end all.
        """
        crew = _Crew(self, iter(tasks))
        try:
            yield from crew.work(tick)
        finally:
            crew.close()


class _Hand:
    """One such process, and what it has been given to do."""

    def __init__(self, hands: Hands, answers: "queue.SimpleQueue[tuple[_Hand, Any]]") -> None:
        self.given: list[Task] = []
        self.process = start_beside("patrol_tui.ledger.hand", FROZEN_WORD)
        self._answers = answers
        with suppress(OSError):  # it has ended already: reading from it tells
            hand_over(DataKey(hands.key), self._input)
            pickle.dump((str(hands.path), *hands.about), self._input)
            self._input.flush()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def _input(self) -> BinaryIO:
        return piped(self.process.stdin)

    def give(self, task: Task) -> None:
        self.given.append(task)
        with suppress(OSError, ValueError):
            pickle.dump(task, self._input)
            self._input.flush()

    def _listen(self) -> None:
        output = piped(self.process.stdout)
        while True:
            try:
                answer = pickle.load(output)  # noqa: S301 - from a process of our own
            except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                self._answers.put((self, _Broken()))
                return
            self._answers.put((self, answer))

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                piped(pipe).close()


class _Broken:
    """Stands for the answer of a process that ended."""


class _Crew:
    """The processes of one piece of work."""

    def __init__(self, hands: Hands, tasks: Iterator[Task]) -> None:
        self._tasks = tasks
        self._answers: queue.SimpleQueue[tuple[_Hand, Any]] = queue.SimpleQueue()
        self._crew: list[_Hand] = []
        with suppress(OSError):  # as many as the system allows
            for _ in range(hands.count):
                self._crew.append(_Hand(hands, self._answers))

    def work(self, tick: Callable[[], None]) -> Iterator[tuple[Task, Any | None]]:
        at_work = list(self._crew)
        for _ in range(_WAITING_EACH):
            for hand in at_work:
                self._give_next(hand)
        while any(hand.given for hand in at_work):
            try:
                hand, answer = self._answers.get(timeout=_TICK_S)
            except queue.Empty:
                tick()
                continue
            if isinstance(answer, _Broken):
                at_work.remove(hand)
                for task in hand.given:
                    yield task, None
                continue
            done = hand.given.pop(0)
            self._give_next(hand)
            yield done, answer
        for task in self._tasks:  # no process is left
            yield task, None

    def _give_next(self, hand: _Hand) -> None:
        for task in islice(self._tasks, 1):
            hand.give(task)

    def close(self) -> None:
        for hand in self._crew:
            hand.close()

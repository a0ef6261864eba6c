"""Where the officer is: what the receiver says, judged, and kept while a patrol is walked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from patrol_tui.domain.track.fix import SECOND_US
from patrol_tui.domain.track.judge import NO_MARK, NOT_COUNTED, Mark, is_fresh, judge
from patrol_tui.domain.track.points import Point, is_worth_keeping, point_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from patrol_tui.domain.folding.state import State
    from patrol_tui.domain.track.fix import Fix

Reception = Literal["off", "gone", "searching", "fixed"]
KEEP_EVERY_US = 10 * SECOND_US
"""So much of a track a power cut may cost."""


class Heard(Protocol):
    """What the receiver last had to say."""

    @property
    def is_there(self) -> bool:
        """Return whether somebody answers at the source."""
        ...

    @property
    def fix(self) -> Fix | None:
        """Return a position, where there is one."""
        ...


class Receiver(Protocol):
    """A source of positions, listened to in a thread of its own."""

    def start(self) -> None:
        """Begin to listen."""
        ...

    def stop(self) -> None:
        """Stop listening."""
        ...


class Positioning:
    """The last position, and what of the track is not yet durable.

    Attributes:
        fix: the last one, however old.
        marks: what there is to say against it.
        was_there: the source has answered since it was chosen.
    """

    def __init__(
        self, keep: Callable[[bytes, tuple[Point, ...]], None], moved: Callable[[], None]
    ) -> None:
        """Begin without a receiver.

        Args:
            keep: makes points of a patrol durable, after what was asked for before.
            moved: told when there is something new to show.
        """
        self.fix: Fix | None = None
        self.marks: Mark = NO_MARK
        self.was_there = False
        self._keep, self._moved = keep, moved
        self._receiver: Receiver | None = None
        self._is_there = False
        self._trusted: Fix | None = None
        self._patrol: bytes | None = None
        self._travel = ""
        self._last: Point | None = None
        self._waiting: list[Point] = []
        self._kept_us = 0
        self._is_held = False

    @property
    def is_listening(self) -> bool:
        """Return whether there is a receiver."""
        return self._receiver is not None

    def hold(self) -> None:
        """Go on listening, but keep the track in memory: the home is locked."""
        self.flush()
        self._is_held = True

    def release(self) -> None:
        """Make durable again what is heard, and what was heard meanwhile."""
        self._is_held = False
        self.flush()

    def begin(self, receiver: Receiver | None) -> None:
        """Listen to a receiver in place of the one before; None switches positions off."""
        self.stop()
        self._is_held = False
        self._receiver = receiver
        self.fix, self._trusted, self._is_there, self.was_there = None, None, False, False
        if receiver is not None:
            receiver.start()

    def stop(self) -> None:
        """Stop listening, and make durable what was heard."""
        self.flush()
        if self._receiver is not None:
            self._receiver.stop()
        self._receiver = None

    def reception(self, now_us: int) -> Reception:
        """Return how well the receiver is heard."""
        if self._receiver is None:
            return "off"
        if not self._is_there:
            return "gone"
        return "fixed" if is_fresh(self.fix, now_us) else "searching"

    def here(self, now_us: int) -> Fix | None:
        """Return where the officer is now, or None where that is not known or not believable."""
        is_sound = self.reception(now_us) == "fixed" and not self.marks & NOT_COUNTED
        return self.fix if is_sound else None

    def follow(self, patrol: State | None) -> None:
        """Keep the track of a patrol while it is walked."""
        walked = patrol if patrol is not None and patrol.status == "walking" else None
        subject = walked.subject if walked is not None else None
        if subject != self._patrol:
            self.flush()
            self._patrol, self._last = subject, None
        self._travel = walked.text("travel") if walked is not None else ""

    def hear(self, heard: Heard) -> None:
        """Take what the receiver says; what comes after it was stopped is too late."""
        if self._receiver is None:
            return
        self._is_there = heard.is_there
        self.was_there |= heard.is_there
        if heard.fix is not None:
            self._take(heard.fix)
        self._moved()

    def _take(self, fix: Fix) -> None:
        self.marks = judge(self._trusted, fix, self._travel or "walk")
        self.fix = fix
        if not self.marks & NOT_COUNTED:
            self._trusted = fix
        point = point_of(fix, self.marks)
        if self._patrol is None or not is_worth_keeping(self._last, point):
            return
        self._last = point
        self._waiting.append(point)
        if not KEEP_EVERY_US > fix.heard_us - self._kept_us >= 0:
            self.flush()

    def flush(self) -> None:
        """Make durable what waits; before each step of a patrol, so that its stretch is whole."""
        if self._is_held:
            return
        waiting, self._waiting = tuple(self._waiting), []
        if waiting and self._patrol is not None:
            self._kept_us = self.fix.heard_us if self.fix is not None else 0
            self._keep(self._patrol, waiting)

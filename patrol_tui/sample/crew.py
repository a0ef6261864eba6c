"""The laptops that live the story through: each its own home, all one shared database."""

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from patrol_tui import bootstrap
from patrol_tui.bootstrap import EnrolRequest, SetUp, Unlocked
from patrol_tui.clock import FixedClock
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.sample.act import Act, Sync
from patrol_tui.sample.album import draw
from patrol_tui.sample.duty import BING, JIA, NAMES, YI
from patrol_tui.services.session import Session

_STATION = "binhu"
_ROLE = "lead"
"""In a small station everybody may open a case; officers are whoever is enrolled as one."""
_STEP_US = 350_000
"""How long a step of a sync takes where the story is told."""
NOT_SENT = N_("The sample could not be sent to its shared database.")


@dataclass(slots=True)
class Crew:
    """Three officers and their laptops.

    Attributes:
        folder: where their homes are.
        shared: the file of the shared database.
        clock: what time the story has come to.
    """

    folder: Path
    shared: Path
    clock: FixedClock
    _unlocked: dict[str, Unlocked] = field(default_factory=dict)
    _sessions: dict[str, Session] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Set the laptops up: one as the bureau's, the others by the bundles it makes."""
        chief = bootstrap.set_up_alone(
            bootstrap.open_home(self.folder / JIA, {}),
            SetUp(_STATION, NAMES[JIA], JIA, f"sqlite:///{self.shared}"),
            None,
            self.clock,
        )
        self._unlocked[JIA] = chief
        for badge in (YI, BING):
            self.clock.advance(12 * MINUTE_US)
            enrolled = bootstrap.enrol(
                chief, EnrolRequest(_STATION, NAMES[badge], badge, _ROLE), self.clock
            )
            self._unlocked[badge] = bootstrap.set_up_from_bundle(
                bootstrap.open_home(self.folder / badge, {}),
                enrolled.bundle,
                enrolled.code,
                None,
                self.clock,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every file."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    def perform(self, act: Act) -> None:
        """Let an officer do what the story says, at the time that it says.

        Raises:
            PatrolError: it could not be done.
        """
        self.clock.at_us = act.at_us
        session = self._session(act.badge)
        if isinstance(act.what, Sync):
            result = session.sync(lambda _progress: self.clock.advance(_STEP_US), lambda: False)
            if result.state != "complete":
                raise result.reason or Refused(NOT_SENT)
            return
        for drawing in act.drawings:
            draw(drawing)
        session.office.perform(act.what)

    def leave(self, url: str) -> Path:
        """Make the first laptop ready for use elsewhere and return where its data lie.

        Args:
            url: the address that the shared database will have.
        """
        self.__exit__(None, None, None)
        chief = self._unlocked[JIA]
        store = bootstrap.open_store(chief, self.clock)
        try:
            store.set_meta(bootstrap.SHARED_URL, url)
            while store.index_some():
                pass
        finally:
            store.close()
        return chief.home.places.data

    def _session(self, badge: str) -> Session:
        if badge not in self._sessions:
            self._sessions[badge] = bootstrap.open_session(self._unlocked[badge], self.clock)
        return self._sessions[badge]

"""One call of the program: what it was given, and the home that it opens."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import typer

from patrol_tui import logs
from patrol_tui.cli.arguments import Given
from patrol_tui.cli.output import Output
from patrol_tui.cli.pins import PIN_VARIABLE, given_secret, known_pin
from patrol_tui.clock import Clock, SystemClock
from patrol_tui.domain.language.errors import N_, Corrupt, NotFound
from patrol_tui.language import _, current

if TYPE_CHECKING:
    from patrol_tui.bootstrap import Home, Unlocked
    from patrol_tui.services.session import Session

_USUAL_WIDTH = 0
BADGE_VARIABLE = "PATROL_BADGE"
NO_LEDGER = N_(
    "{path} has its keys but no ledger.db. `patrol-tui rebuild` makes it anew from its second copy "
    "and the shared database; change nothing else."
)
BRINGING_UP = N_(
    "The lists of {count} things are brought up to this version of the program, once. It may be "
    "interrupted; the next call goes on there."
)
MANY_THINGS = 1_000


@dataclass(slots=True)
class Call:
    """What a verb works with.

    Attributes:
        given: the general options.
        output: where the answer goes.
        environ: the environment of the process.
        clock: what time it is.
        wait: passes a number of seconds.
        exit_code: what the process will say when nothing raised.
    """

    given: Given
    output: Output
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Clock = field(default_factory=SystemClock)
    wait: Callable[[float], None] = time.sleep
    exit_code: int = 0
    _home: "Home | None" = None
    _unlocked: "Unlocked | None" = None

    def home(self) -> "Home":
        """Return the home that the call names; what is wrong with its settings is told once."""
        from patrol_tui import bootstrap

        if self._home is None:
            self._home = bootstrap.open_home(self.given.home, self.environ)
            for problem in self._home.problems:
                self.output.message(problem.text(_, current()))
        return self._home

    def unlocked(self) -> "Unlocked":
        """Return the home opened by its PIN, or without one where none is asked.

        Raises:
            NotFound: it is not set up.
            Refused: the PIN is wrong.
        """
        if self._unlocked is None:
            home = self.home()
            if home.lacks_ledger():
                raise Corrupt(NO_LEDGER, path=home.places.data)
            self._unlocked = replace(self._unlock(), progress=self._bringing_up())
        return self._unlocked

    def _bringing_up(self) -> Callable[[int, int], bool]:
        """Return what tells on stderr that a large ledger of another version is opened."""
        is_told = False

        def tell(done: int, total: int) -> bool:
            nonlocal is_told
            if total >= MANY_THINGS and not is_told:
                is_told = True
                self.output.message(_(BRINGING_UP).format(count=total))
            if is_told:
                self.output.progress(f"{done} / {total}")
            if is_told and done == total:
                self.output.end_progress()
            return True

        return tell

    def unlocked_without_ledger(self) -> "Unlocked":
        """Return the home opened, whether its ledger is there or not.

        Raises:
            NotFound: it is not set up.
            Refused: the PIN is wrong.
        """
        return self._unlocked or self._unlock()

    def opened(self, unlocked: "Unlocked") -> None:
        """Take over a home that this very call has set up, so that no PIN is asked again."""
        self._unlocked = unlocked

    def _unlock(self) -> "Unlocked":
        from patrol_tui import bootstrap

        home = self.home()
        if not home.is_set_up() and not home.lacks_ledger():
            raise NotFound(
                N_("Nothing is set up in {path}. Run `patrol-tui init` or `patrol-tui demo`."),
                path=home.places.data.parent,
            )
        logs.start(home.places.log)
        cards, badge = home.cards(), self.environ.get(BADGE_VARIABLE)
        given = given_secret(self.given.pin_file, self.environ.get(PIN_VARIABLE))
        free = next((card for card in cards if card.is_open and badge in {None, card.badge}), None)
        if free is not None and (given is None or len(cards) == 1):
            return bootstrap.unlock(home, free.badge, None, self.clock)
        pin = known_pin(self.given.pin_file, self.environ)
        return bootstrap.unlock(home, badge, pin, self.clock)

    @contextmanager
    def session(self) -> "Iterator[Session]":
        """Open the home for the length of a block."""
        from patrol_tui import bootstrap

        session = bootstrap.open_session(self.unlocked(), self.clock)
        for notice in session.notices:
            self.output.message(notice.text(_, current()))
        try:
            yield session
        finally:
            session.close()

    @property
    def lang(self) -> str:
        """Return the language that names of the catalogue are given in."""
        return current()

    @property
    def width(self) -> int:
        """Return how wide the terminal is; 0 where the answer goes into a file or pipe."""
        if not self.output.out.isatty():
            return _USUAL_WIDTH
        return shutil.get_terminal_size().columns


def the_call(context: typer.Context) -> Call:
    """Return the call that a verb was made by."""
    call = context.find_object(Call)
    if call is None:
        raise TypeError(context.command_path)
    return call

"""Mending: a ledger that is damaged, old or missing is made whole again, before the eyes."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui import bootstrap
from patrol_tui.domain.language.errors import Corrupt, PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import DISTRICT_ZONE
from patrol_tui.language import _, current
from patrol_tui.tui.commands import KeyVerb, verbs
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.frame import work
from patrol_tui.tui.screen_table import make_screen
from patrol_tui.tui.views.station.mend_blocks import MendSeen, mend_blocks

if TYPE_CHECKING:
    from patrol_tui.bootstrap import Left, Rebuilt
    from patrol_tui.tui.entering.door import OpenHome

_TELLS_EVERY_S = 0.25


class MendScreen(HostedScreen[None]):
    """Says what is safe, rebuilds by key with progress, stops by key, then opens the home."""

    NAME = "mend"
    CSS_PATH = Path(__file__).with_name("mend.tcss")

    def __init__(self, home: "OpenHome", error: PatrolError | None) -> None:
        """Offer to mend.

        Args:
            home: unlocked, with no session open.
            error: what is wrong, if anything is known to be.
        """
        super().__init__()
        self._home, self._error = home, error
        self._left: Left | None = None
        self._moved: tuple[int, int] | None = None
        self._is_stopping = False
        self._failed: PatrolError | None = None
        self._rebuilt: Rebuilt | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the one page."""
        with Vertical(id="middle"):
            yield Sheet(id="card")

    def on_mount(self) -> None:
        """Look at what is left, beside the keys."""
        self.set_interval(_TELLS_EVERY_S, self._tell)
        self.show_all()
        self.take_keys()
        self.run_worker(work(self._look), group="mend")

    async def _look(self) -> None:
        self._left = await asyncio.to_thread(self._home.what_is_left)
        self.show_all()

    @property
    def _page(self) -> str:
        if self._moved is not None:
            return "mend_running"
        return "mend" if self._rebuilt is None else "mend_done"

    def on_unmount(self) -> None:
        """Leave nothing running behind the screens."""
        self._is_stopping = True

    def default_keys(self, **named: str) -> list[KeyVerb]:
        """Return the keys of what is going on."""
        better = dict(named)
        if self._moved is not None:
            better["mend.stop"] = _("Stop")
        return verbs(self._page, self.host.remap, named=better)

    def show_all(self) -> None:
        """Show where it stands."""
        if not self.is_mounted:
            return
        said = bootstrap.told(self._rebuilt) if self._rebuilt is not None else ()
        seen = MendSeen(
            damage=self._damage(),
            left=self._left,
            zone=DISTRICT_ZONE,
            moved=self._moved,
            is_stopping=self._is_stopping,
            said=[sentence.text(_, current()) for sentence in said],
            was_mended=self._rebuilt is not None
            and bool(self._rebuilt.mended.restored or self._rebuilt.mended.set_aside),
            failed=self._words(self._failed),
        )
        self.query_one(Sheet).show(*mend_blocks(seen), keep_place=True)
        self.show_keys(self.default_keys())

    def _damage(self) -> str:
        """Return what is wrong; where a file cannot be read, without what the terminal offers."""
        error = self._error
        if isinstance(error, Corrupt) and error.params.keys() & {"detail", "path"}:
            said = _("The ledger's file cannot be read ({detail}). Nothing was changed.")
            return said.format(
                detail=inert(str(error.params.get("detail") or error.params["path"]))
            )
        return self._words(error)

    def _words(self, error: PatrolError | None) -> str:
        return "" if error is None else inert(error.text(_, current()))

    def _tell(self) -> None:
        if self._moved is not None:
            self.show_all()

    # Going about.

    def action_rebuild(self) -> None:
        """Make the ledger whole again."""
        if self._page == "mend":
            self._moved, self._is_stopping, self._failed = (0, 0), False, None
            self.show_all()
            self.run_worker(work(self._rebuild), group="mend")

    async def _rebuild(self) -> None:
        try:
            self._rebuilt = await asyncio.to_thread(self._home.rebuild, self._goes_on)
        except PatrolError as error:
            self._failed = error
        self._moved = None
        self.show_all()

    def _goes_on(self, done: int, total: int) -> bool:
        """Take down how far it is, in its thread, and tell whether to go on."""
        self._moved = (done, total)
        return not self._is_stopping

    async def action_stop(self) -> None:
        """Stop what runs; else leave the ledger as it is and ask for the PIN again."""
        if self._moved is not None:
            self._is_stopping = True
            self.show_all()
        elif self._page == "mend":
            await self.host.switch_screen(make_screen("unlock"))

    async def action_open(self) -> None:
        """Open the home; what is wrong beside its ledger is said before the PIN."""
        if self._page != "mend_done":
            return
        try:
            await self.host.open(self._home)
        except PatrolError as error:
            self._rebuilt, self._failed = None, error
            self.show_all()

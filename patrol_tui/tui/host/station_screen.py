"""What the screens of an unlocked station share: session, header, status line, acting."""

from collections.abc import Callable
from typing import TypeVar

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import in_zone
from patrol_tui.language import _, current
from patrol_tui.services.office import Done
from patrol_tui.services.requests import Request
from patrol_tui.services.session import Session
from patrol_tui.settings import Settings
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.views.station.status import status_state
from patrol_tui.tui.views.wording.moments import date_text

R = TypeVar("R")


class StationScreen(HostedScreen[R]):
    """A screen over an opened home.

    A subclass overrides `show_data`, which reads what it shows from the session; that runs when the
    screen comes to the front and after anything was written or came in.
    """

    @property
    def session(self) -> Session:
        """Return the opened home."""
        return self.host.opened

    def on_screen_resume(self) -> None:
        """Show what is true now."""
        self.suit(self.host.settings)
        self.show_all()

    def show_all(self) -> None:
        """Show header, status line and data anew."""
        if self.host.session is None or not self.is_mounted:
            return
        self.show_frame()
        self.show_data()

    def show_data(self) -> None:
        """Read what the screen shows and show it."""

    def show_sync(self) -> None:
        """Show how far the sync is; called several times a second, so only the frame follows."""
        if self.host.session is not None and self.is_mounted:
            self.show_frame()

    def retract(self) -> None:
        """Withdraw what is selected; a screen that can overrides this."""
        self.say(_("There is nothing to withdraw here."))

    def suit(self, settings: Settings) -> None:
        """Follow the settings that need no new layout: large targets."""
        for rows in self.query(PagedList).results():
            if rows.touch != settings.touch:
                rows.touch = settings.touch
        super().suit(settings)
        self.set_class(settings.touch, "-touch")

    def show_frame(self) -> None:
        """Show header and status line anew; called every few seconds too."""
        if not self.is_mounted:
            return
        session = self.session
        desk = session.desk()
        local = in_zone(desk.now_us, desk.zone)
        station = desk.catalog.station(session.ledger.writer.station_code)
        self.show_header(
            station=station.name.in_(current()),
            clock=local.strftime("%H:%M"),
            date=date_text(local),
        )
        self.show_status(status_state(self.host, session, desk.now_us))

    def act(self, request: Request, then: Callable[[Done], None] | None = None) -> None:
        """Have a request carried out; the screen is shown anew afterwards.

        Args:
            request: what shall be written, with the heads that are on this screen.
            then: told what was written, before the screen is shown anew.
        """

        def written(done: Done) -> None:
            self.hush()
            if then is not None:
                then(done)

        self.host.act(request, written, self.fail)

    def fail(self, error: PatrolError) -> None:
        """Say what went wrong until a key is pressed."""
        self.host.warn(inert(error.text(_, current())))

    def phrase(self, phrase: Phrase) -> str:
        """Return a sentence in the language that is spoken, safe to show."""
        return inert(phrase.text(_, current()))

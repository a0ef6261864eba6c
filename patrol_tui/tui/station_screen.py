"""What the screens of an unlocked station share: session, header, status line, acting."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from patrol_tui.domain.errors import PatrolError
from patrol_tui.domain.phrase import Phrase
from patrol_tui.domain.text import inert
from patrol_tui.domain.times import in_zone
from patrol_tui.language import _, current
from patrol_tui.services.office import Done
from patrol_tui.services.requests import Request
from patrol_tui.services.session import Session
from patrol_tui.tui.kit.chrome import StatusState, words
from patrol_tui.tui.kit.frame import FramedScreen
from patrol_tui.tui.kit.paint import Spans

if TYPE_CHECKING:
    from patrol_tui.tui.app import PatrolApp

R = TypeVar("R")
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_MINUTE_US = 60_000_000
_LINKS = {"offline": "amber", "online": "green", "syncing": "blue"}


class StationScreen(FramedScreen[R]):
    """A screen over an opened home.

    A subclass overrides `show_data`, which reads what it shows from the session; it runs when the
    screen comes to the front and after anything was written or came in.
    """

    @property
    def host(self) -> "PatrolApp":
        """Return the app with its type."""
        return cast("PatrolApp", self.app)

    @property
    def session(self) -> Session:
        """Return the opened home."""
        return self.host.opened

    def on_screen_resume(self) -> None:
        """Show what is true now."""
        self.show_all()

    def show_all(self) -> None:
        """Show header, status line and data anew."""
        if self.host.session is None:
            return
        self.show_frame()
        self.show_data()

    def show_data(self) -> None:
        """Read what the screen shows and show it."""

    def show_frame(self) -> None:
        """Show header and status line anew; called every minute too."""
        session = self.session
        desk = session.desk()
        local = in_zone(desk.now_us, desk.zone)
        station = desk.catalog.station(session.ledger.writer.station_code)
        weekday = WEEKDAYS[local.weekday()] if current() == "zh" else local.strftime("%a")
        date = _("{month}-{day} {weekday}").format(
            month=local.month, day=local.day, weekday=weekday
        )
        self.show_header(
            station=station.name.in_(current()), clock=local.strftime("%H:%M"), date=date
        )
        self.show_status(self._status(session))

    def _status(self, session: Session) -> StatusState:
        counts = session.ledger.counts()
        parts: list[Spans] = []
        photos = self.host.unsent_photos
        unsent = [_("unsent"), f"{counts.unsent:,}", _("entries")]
        parts.append(words(*unsent, *((str(photos), _("photos")) if photos else ())))
        if self.host.battery_percent is not None:
            parts.append(words(_("battery"), f"{self.host.battery_percent}%"))
        if self.host.patrol_since_us is not None:
            minutes = max(session.clock.now_us() - self.host.patrol_since_us, 0) // _MINUTE_US
            parts.append(words(_("on patrol"), f"{minutes // 60}:{minutes % 60:02d}"))
        link = {"offline": _("OFFLINE"), "online": _("ONLINE"), "syncing": _("SENDING")}
        return StatusState(
            link=link[self.host.link],
            link_colour=_LINKS[self.host.link],
            parts=tuple(parts),
            officers=inert("+".join(self.host.officers)),
        )

    def act(self, request: Request, then: Callable[[Done], None] | None = None) -> None:
        """Have a request carried out; the screen is shown anew afterwards.

        Args:
            request: what shall be written, with the heads that are on this screen.
            then: told what was written, before the screen is shown anew.
        """
        self.host.act(request, then, self.fail)

    def fail(self, error: PatrolError) -> None:
        """Say what went wrong until a key is pressed."""
        self.warn(inert(error.text(_)))

    def phrase(self, phrase: Phrase) -> str:
        """Return a sentence in the language that is spoken, safe to show."""
        return inert(phrase.text(_, current()))

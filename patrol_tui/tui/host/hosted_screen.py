"""What all our screens share, before and behind the PIN: their keys, and the app by its type."""

from typing import TYPE_CHECKING, Any, TypeVar, cast

from patrol_tui.tui.commands import bindings
from patrol_tui.tui.kit.chrome import Footer
from patrol_tui.tui.kit.frame import FramedScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patrol_tui.services.requests import PhotoFile
    from patrol_tui.settings import Settings
    from patrol_tui.tui.host.app import PatrolApp

R = TypeVar("R")


class HostedScreen(FramedScreen[R]):
    """A screen of our app; naming its scope in `NAME` gives it its keys."""

    def __init_subclass__(cls, **given: Any) -> None:  # noqa: ANN401 - as Textual declares it
        """Bind the keys of the screen's scope."""
        if cls.NAME and "BINDINGS" not in cls.__dict__:
            cls.BINDINGS = bindings(cls.NAME)
        super().__init_subclass__(**given)

    @property
    def host(self) -> "PatrolApp":
        """Return the app with its type."""
        return cast("PatrolApp", self.app)

    def keep(self) -> None:
        """Keep what was typed, since the screen may be closed; nothing by default."""

    def show_all(self) -> None:
        """Show everything anew; nothing by default."""

    def show_frame(self) -> None:
        """Show header and status line anew; nothing by default."""

    def show_sync(self) -> None:
        """Show how far the sync is; nothing by default."""

    def show_position(self) -> None:
        """Show where the officer is, up to once a second; nothing by default."""

    def arrived(self, checkpoint: str) -> None:
        """Go on where the officer has come to; nothing by default."""

    def suit(self, settings: "Settings") -> None:
        """Follow the settings that need no new layout: large targets, of the keys by default."""
        footer = self.query_one(Footer)
        if footer.touch != settings.touch:
            footer.touch = settings.touch

    def begun_record(self) -> dict[str, object]:
        """Return what a record that is begun here begins with; nothing by default."""
        return {}

    def takes_photos(self) -> bool:
        """Return whether there is something in front that photos can be attached to."""
        return False

    def take_photos(self, photos: "Sequence[PhotoFile]") -> None:
        """Attach photos to what is in front; nothing by default."""

    def retract(self) -> None:
        """Withdraw what is selected; nothing by default."""

    def take_keys(self) -> None:
        """Give the keys to where one begins; the first thing that takes them by default."""
        self.focus_next()

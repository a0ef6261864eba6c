"""The frame of every dialog, and the plainest of them."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from patrol_tui.language import _
from patrol_tui.tui.commands import KeyVerb, bindings, command, verbs
from patrol_tui.tui.kit.blocks import Paragraph
from patrol_tui.tui.kit.chrome import Footer
from patrol_tui.tui.kit.drawing.drawn import Blocks, Drawn
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.frame import VERTICALLY, KitApp, TooSmall, fit_window
from patrol_tui.tui.kit.lists.paged_list import PagedList

T = TypeVar("T")
INSIDE_CELLS = 61
"""What a page in a dialog can be wide, its scrollbar left out."""
_LEAST_ROWS = 15
_FRAME_ROWS = 9


class TitleBand(Drawn):
    """A dialog's solid first row."""

    DEFAULT_CSS = """
    TitleBand { height: 1; }
    """

    def __init__(self, title: str, note: str, right: str, colour: str) -> None:
        super().__init__()
        self._title, self._note, self._right = title, note, right
        self.ground = colour

    def tell(self, right: str) -> None:
        """Say something else at the right edge."""
        if right != self._right:
            self._right = right
            self.redraw()

    def draw(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        del width
        left = [("  ", ""), (self._title, "bold")]
        if self._note:
            left += [("  ", ""), (self._note, "bold")]
        return (Line(left, [(self._right, "bold"), ("  ", "")] if self._right else ()),)


class Dialog(ModalScreen[T]):
    """A question over the screen it came from; Esc always closes it and changes nothing.

    A subclass composes its body, says what it answers, and may bind further keys.
    """

    ALLOW_SELECT = False
    VERTICAL_BREAKPOINTS = VERTICALLY
    SCOPE: ClassVar[str] = "dialog"
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $veil; }
    Dialog > #frame {
        width: 68;
        height: auto;
        max-height: 22;
        background: $raised;
        border-left: outer $blue;
        border-right: outer $blue;
        border-bottom: outer $blue;
    }
    Dialog > #frame.-red {
        border-left: outer $red;
        border-right: outer $red;
        border-bottom: outer $red;
    }
    Dialog.-ascii > #frame { border: ascii $line; }
    Dialog.-tall > #frame { max-height: 100vh; }
    Dialog #inside { height: auto; max-height: 17; padding: 1 2; background: $raised; }
    Dialog.-touch #inside { max-height: 16; }
    Dialog.-tall #inside { max-height: 100vh; }
    Dialog Footer { margin: 0 2 1 2; background: $raised; }
    Dialog Form, Dialog Sheet { height: auto; max-height: 12; background: $raised; }
    Dialog.-tall Form, Dialog.-tall Sheet { max-height: 60vh; }
    Dialog PagedList, Dialog FieldBox { background: $raised; }
    """

    def __init__(
        self, title: str, *, note: str = "", right: str = "", colour: str = "blue"
    ) -> None:
        """Make a dialog.

        Args:
            title: in bold on the band.
            note: what it is about, beside the title.
            right: at the right edge of the band.
            colour: `blue`, or `red` for conflicts and what cannot be undone.
        """
        super().__init__()
        self._title, self._note, self._right, self._colour = title, note, right, colour

    def compose(self) -> ComposeResult:
        """Lay out band, body and keys."""
        touch = isinstance(self.app, KitApp) and self.app.has_large_targets
        self.set_class(touch, "-touch")
        footer = Footer(self.keys(), ground="raised")
        footer.set_class(touch, "-touch")
        with Vertical(id="frame", classes=f"-{self._colour}"):
            yield TitleBand(self._title, self._note, self._right, self._colour)
            with Vertical(id="inside"):
                yield from self.compose_body()
            yield footer
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """Yield what is asked."""
        yield from ()

    def keys(self) -> list[KeyVerb]:
        """Return the row of keys."""
        remap = self.app.remap if isinstance(self.app, KitApp) else {}
        idle = self.idle_keys()
        return verbs(self.SCOPE, remap, named=self.named_keys(), without=idle)

    def idle_keys(self) -> Sequence[str]:
        """Return the ids of commands that do nothing just now; the footer leaves them out."""
        return ()

    def show_keys(self) -> None:
        """Show the row of keys anew, where what they can do has changed."""
        self.query_one(Footer).show(self.keys())

    def named_keys(self) -> dict[str, str]:
        """Return verbs that fit better than the table's, by command id."""
        return {}

    def answer(self) -> T | None:
        """Return what the dialog is closed with, or None to stay open."""
        return None

    def action_accept(self) -> None:
        """Close with the answer, if there is one."""
        found = self.answer()
        if found is not None:
            self.dismiss(found)

    def action_cancel(self) -> None:
        """Close without an answer; nothing changes."""
        self.dismiss(None)

    @property
    def row_height(self) -> int:
        """Return how high a row of a list is: three where fingers press it."""
        return 3 if isinstance(self.app, KitApp) and self.app.has_large_targets else 1

    def on_screen_resume(self) -> None:
        """Let fingers meet the rows of lists."""
        for rows in self.query(PagedList).results():
            rows.touch = self.has_class("-touch")

    def on_resize(self) -> None:
        """Take the size into account."""
        fit_window(self)

    def heighten(self, what: type[Widget], rows: int, *, beside: int = 0) -> None:
        """Make a list or page inside as high as the window lets it.

        Args:
            what: the widget.
            rows: how many it has; fewer than a small window holds leave room below them.
            beside: rows that something else inside needs.
        """
        frame = _FRAME_ROWS + (1 if self.has_class("-touch") else 0)
        room = self.app.size.height - frame - beside
        height = max(min(_LEAST_ROWS - beside, room), min(rows, room))
        for one in self.query(what):
            one.styles.height = one.styles.max_height = height

    async def on_footer_pressed(self, message: Footer.Pressed) -> None:
        """Do what was clicked."""
        await self.app.run_action(command(message.command).action, self)


class ConfirmDialog(Dialog[bool]):
    """Asks before what cannot be undone: answers True, or None."""

    def __init__(self, title: str, text: str, *, verb: str = "", colour: str = "red") -> None:
        """Make the dialog.

        Args:
            title: what is about to happen.
            text: what that means, in sentences.
            verb: on the key that does it.
            colour: of the band.
        """
        super().__init__(title, colour=colour)
        self._text, self._verb = text, verb

    def compose_body(self) -> ComposeResult:
        """Show the text."""
        yield Blocks(Paragraph(self._text, indent=0), ground="raised")

    def named_keys(self) -> dict[str, str]:
        """Name what F2 does."""
        return {"dialog.accept": self._verb or _("Do it")}

    def answer(self) -> bool | None:
        """Return that it shall be done."""
        return True

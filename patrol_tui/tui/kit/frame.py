"""What every screen stands in: the app's colours, the frame, the smallest window."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.filter import LineFilter, Monochrome
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkType

from patrol_tui.language import _
from patrol_tui.tui.cells import cells
from patrol_tui.tui.commands import KeyVerb, bindings, command, use_keys, verbs
from patrol_tui.tui.keymap import usable_keymap
from patrol_tui.tui.kit.chrome import Footer, Header, HeaderState, StatusLine, StatusState
from patrol_tui.tui.kit.drawing.bare import Bare
from patrol_tui.tui.kit.drawing.drawn import Drawn
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.themes import Depth, Look, depth_of, look_named, textual_theme

R = TypeVar("R")
LEAST_COLUMNS, LEAST_ROWS = 80, 24
VERTICALLY = [(0, "-low"), (30, "-tall")]
"""From how many rows on a screen is which class."""
KIT_STYLES = Path(__file__).with_name("kit.tcss")


class KitApp(App[R], inherit_bindings=False):
    """An app in our colours and with our keys; nothing of Textual's own look or words.

    Its subclass gives the actions of the `app` scope: `go`, `help`, `find`, `finder`, `sync`,
    `record`, `repeat`, `retract`, `menu`, `leave`, `back`, `undo`, `lock`, `touch`, `theme`,
    `language`, `safe` and `sos`.
    """

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = KIT_STYLES

    def __init__(
        self,
        *,
        theme: str = "day",
        depth: Depth | None = None,
        ascii_lines: bool = False,
        remap: Mapping[str, str] | None = None,
    ) -> None:
        """Make an app.

        Args:
            theme: one of `day`, `sunlight`, `night`.
            depth: colours of the terminal; found in its environment where not given.
            ascii_lines: draw lines of `- | = + #`.
            remap: keys the user changed, by command id.
        """
        super().__init__()
        self._bare = Bare(lambda: self.look.theme == "night")
        self.animation_level = "none"
        self._depth = depth or depth_of(self.console.color_system, no_colour=self.no_color)
        self._ascii_lines = ascii_lines
        self.remap = dict(remap or {})
        self.choose_theme(theme)
        self.set_keymap(usable_keymap(self.remap))
        use_keys(self.remap)

    async def on_unmount(self) -> None:
        """Leave the usual keys to whatever comes after."""
        use_keys({})

    def choose_theme(self, theme: str) -> None:
        """Show everything in the colours of `day`, `sunlight` or `night`."""
        look = Look(theme, self._depth, self._ascii_lines)
        if look.name not in self.available_themes:
            self.register_theme(textual_theme(look))
        if self.is_running:
            self.theme = look.name
        else:
            self._begin_in(look.name)

    def _begin_in(self, name: str) -> None:
        """Begin in a theme: to change to it later has all styles parsed a second time."""
        self.set_reactive(KitApp.theme, name)
        is_dark = self.current_theme.dark
        self.add_class(f"-theme-{name}", update=False)
        self.set_class(is_dark, "-dark-mode", update=False)
        self.set_class(not is_dark, "-light-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters; without colours, ours in the place of its shades of grey."""
        filters = super().get_line_filters()
        if self.look.depth is not Depth.NONE:
            return filters
        return [*(one for one in filters if not isinstance(one, Monochrome)), self._bare]

    @property
    def has_large_targets(self) -> bool:
        """Return whether what fingers press is three rows high."""
        return False

    @property
    def look(self) -> Look:
        """Theme, depth and lines that are shown."""
        return look_named(self.theme)

    def action_next_pane(self) -> None:
        """Give the keys to the next pane."""
        next_pane(self.screen)


def work(job: Callable[[], Coroutine[Any, Any, None]]) -> WorkType[None]:
    """Return a coroutine function as `run_worker` takes it, typed: it begins when it is run."""
    return job


def next_pane(screen: Screen[object]) -> None:
    """Give the keys to the first thing that takes them in the next pane (class `pane`)."""
    panes = []
    for pane in screen.query(".pane").results():
        inside = [pane, *pane.query("*").results()]
        first = next((one for one in inside if one.focusable and one.display), None)
        if first is not None:
            panes.append((pane, first))
    if not panes:
        return
    focused = screen.focused
    at = next(
        (
            index
            for index, (pane, _first) in enumerate(panes)
            if focused is not None and pane in focused.ancestors_with_self
        ),
        -1,
    )
    panes[(at + 1) % len(panes)][1].focus()


class TooSmall(Drawn):
    """All there is in a window below 80 × 24; what was typed stays behind it."""

    DEFAULT_CSS = """
    TooSmall { display: none; height: 1fr; }
    """
    had_keys: Widget | None = None
    """What had the keys when the window became too small; Textual takes them from what hides."""

    def draw(self, width: int) -> list[Line]:
        """Return the one sentence, in the middle."""
        size = self.app.size
        text = _("Window {columns}×{rows}; please enlarge it to 80×24").format(
            columns=size.width, rows=size.height
        )
        left = " " * max(0, (width - cells(text)) // 2)
        return [*[Line()] * (self.size.height // 2), Line([(left + text, "bold")])]


def fit_window(screen: Screen[R]) -> None:
    """Show the one sentence in place of everything while the window is too small."""
    size = screen.app.size
    was_small = screen.has_class("-small")
    is_small = size.width < LEAST_COLUMNS or size.height < LEAST_ROWS
    screen.set_class(is_small, "-small")
    screen.set_class(look_named(screen.app.theme).ascii_lines, "-ascii")
    for small in screen.query(TooSmall):
        small.redraw()
        if is_small and not was_small:
            small.had_keys = screen.focused
        elif was_small and not is_small:
            screen.call_after_refresh(_give_keys_back, screen, small)


def _give_keys_back(screen: Screen[R], small: TooSmall) -> None:
    if small.had_keys is not None and small.had_keys.is_attached:
        screen.set_focus(small.had_keys)
    elif screen.focused is None:  # It was small from the beginning.
        screen.focus_next()


class FramedScreen(Screen[R]):
    """A screen between navigation, status line and footer.

    A subclass names itself in `NAME` (and its tab in `TAB`, where that differs), composes its
    body, and tells the frame what has changed with `show_header`, `show_status` and `show_keys`.
    Without `HAS_CHROME` there are neither tabs nor status line, as before the PIN.
    """

    NAME = ""
    TAB = ""
    HAS_CHROME = True
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it
        (0, "-narrow"),
        (100, "-wide"),
        (140, "-widest"),
    ]
    VERTICAL_BREAKPOINTS = VERTICALLY

    def compose(self) -> ComposeResult:
        """Lay out frame and body."""
        if self.HAS_CHROME:
            yield Header(HeaderState(current=self.TAB or self.NAME), self._remap())
        with Container(id="body"):
            yield from self.compose_body()
        yield StatusLine(classes="" if self.HAS_CHROME else "-silent")
        footer = Footer(self.default_keys())
        app = self.app
        footer.set_class(isinstance(app, KitApp) and app.has_large_targets, "-touch")
        yield footer
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """Yield what stands between navigation and status line."""
        yield from ()

    def default_keys(self, **named: str) -> list[KeyVerb]:
        """Return the screen's footer from the table of commands.

        Args:
            named: verbs that fit better just now; `today_open` speaks of `today.open`.
        """
        better = {name.replace("_", ".", 1): verb for name, verb in named.items()}
        return verbs(self.footer_name(), self._remap(), named=better)

    def footer_name(self) -> str:
        """Return by which name the table has the footer that fits now."""
        return self.NAME or "plain"

    def _remap(self) -> Mapping[str, str]:
        app = self.app
        return app.remap if isinstance(app, KitApp) else {}

    def show_header(self, *, station: str, clock: str, date: str = "") -> None:
        """Show station, clock and date."""
        state = HeaderState(self.TAB or self.NAME, station, clock, date)
        for header in self.query(Header):
            header.show(state)

    def show_status(self, state: StatusState) -> None:
        """Show the state of link, unsent work, position and battery."""
        # The clock ticks while a screen is coming or going too: then it has no line to show.
        for line in self.query(StatusLine):
            line.show(state)

    def show_keys(self, keys: list[KeyVerb]) -> None:
        """Show other keys in the footer."""
        # Whoever has just looked at the disk may find the screen going.
        for footer in self.query(Footer):
            footer.show(keys)

    def say(self, text: str) -> None:
        """Say something in the status line for six seconds."""
        self.query_one(StatusLine).say(text)

    def hush(self) -> None:
        """Take back a message that what was done since has overtaken."""
        self.query_one(StatusLine).hush()

    def warn(self, text: str, word: str = "") -> None:
        """Say what went wrong, what is safe and what to press, until a key is pressed."""
        self.query_one(StatusLine).warn(word or _("failed"), text)

    def on_key(self, event: events.Key) -> None:
        """Let an error go with the next key."""
        del event
        self.query_one(StatusLine).key_pressed()

    def on_resize(self) -> None:
        """Take the size into account."""
        fit_window(self)

    def on_footer_pressed(self, message: Footer.Pressed) -> None:
        """Do what was clicked as if its key had been pressed.

        The app does it, as with keys: a screen that closed itself here would wait for its own end.
        """
        one = command(message.command)
        scope = self.app if one.scope == "app" else self
        self.app.call_later(self.app.run_action, one.action, scope)


class Panes(Horizontal):
    """Panes side by side.

    Give each child the class `pane` and one of `list`, `detail`, `work`, `aside`; the class
    `-full` on this gives the detail the whole width.
    """

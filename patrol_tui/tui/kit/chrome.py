"""The frame of every screen: navigation, status line, footer."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.message import Message

from patrol_tui.tui.cells import cells, centred
from patrol_tui.tui.commands import KeyVerb, keyed_tabs
from patrol_tui.tui.footers import STAYS, STAYS_FOR_FINGERS
from patrol_tui.tui.kit.drawing.drawn import Drawn
from patrol_tui.tui.kit.drawing.paint import Line, Span, Spans, chip, key, spans_cells

if TYPE_CHECKING:
    from textual.timer import Timer

DATE_FROM_CELLS = 100
MESSAGE_S = 6.0
_TOUCH_KEYS = 5
_DIALOG_KEYS = 4
_KEY_COST = 5


class HeaderState(NamedTuple):
    """What the navigation band shows.

    Attributes:
        current: the screen whose tab is solid; empty where there is none.
        station: name of the station.
        clock: `HH:MM`.
        date: such as `11月23日 周一`; shown from 100 columns on.
    """

    current: str = ""
    station: str = ""
    clock: str = ""
    date: str = ""


class Header(Drawn):
    """Nine digits with their names, the current one solid; at the right station, date and clock."""

    DEFAULT_CSS = """
    Header { height: 1; dock: none; background: $band; }
    """
    ground = "band"

    class TabChosen(Message):
        """A tab was clicked."""

        def __init__(self, screen: str) -> None:
            super().__init__()
            self.screen = screen

    def __init__(
        self, state: HeaderState | None = None, remap: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.state = state or HeaderState()
        self._remap = remap or {}

    def show(self, state: HeaderState) -> None:
        """Show another state, painting only where it differs."""
        if state != self.state:
            self.state = state
            self.redraw()

    def draw(self, width: int) -> Sequence[Line]:
        """Return the one row, between two more where fingers press the tabs."""
        left: list[Span] = []
        blank: list[Span] = []
        for screen, name in self._tabs():
            is_current = screen == self.state.current
            left.append((f" {name} ", "chip-blue" if is_current else "soft"))
            blank.append((" " * (cells(name) + 2), "chip-blue" if is_current else ""))
        room = width - spans_cells(left) - 1
        state = self.state
        wanted = [(state.clock, "bold")]
        if state.date and width >= DATE_FROM_CELLS:
            wanted.append((state.date, "soft"))
        wanted.append((state.station, "soft"))
        right: list[Span] = []
        for text, style in wanted:
            if text and cells(text) + 2 <= room:
                right[:0] = [("  ", ""), (text, style)]
                room -= cells(text) + 2
        row = Line(left, [*right, (" ", "")])
        return (Line(blank), row, Line(blank)) if self.size.height > 1 else (row,)

    def _tabs(self) -> Sequence[tuple[str, str]]:
        return keyed_tabs(self._remap)

    def on_click(self, event: events.Click) -> None:
        """Go to the tab under the mouse."""
        used = 0
        for screen, name in self._tabs():
            used += cells(name) + 2
            if event.x < used:
                self.post_message(self.TabChosen(screen))
                return


class StatusState(NamedTuple):
    """What the status line shows.

    Attributes:
        link: 断网, 已连 or 正传.
        link_colour: of its chip.
        parts: unsent, position, battery, patrol time: spans each, the most needed first.
        officers: at the right edge; the first to go.
    """

    link: str = ""
    link_colour: str = "amber"
    parts: Sequence[Spans] = ()
    officers: str = ""


def words(*texts: str) -> Spans:
    """Return a part of the status line from texts, those with a digit bold: `("定位", "3米")`."""
    made: list[Span] = []
    for text in texts:
        bold = any(char.isdigit() for char in text)
        made += [(" ", "")] if made else []
        made.append((text, "bold" if bold else "soft"))
    return tuple(made)


class StatusLine(Drawn):
    """Where one stands; a message takes its place for six seconds, an error until a key."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $band; }
    StatusLine.-silent { background: $paper; }
    """

    def __init__(self, state: StatusState | None = None, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.ground = "paper" if "-silent" in classes else "band"
        self.state = state or StatusState()
        self._message: Line | None = None
        self._is_error = False
        self._timer: Timer | None = None

    def show(self, state: StatusState) -> None:
        """Show another state."""
        if state != self.state:
            self.state = state
            if self._message is None:
                self.redraw()

    def say(self, text: str) -> None:
        """Show a message for six seconds."""
        self._put(Line([(" ", ""), (text, "bold")]), is_error=False)
        self._timer = self.set_timer(MESSAGE_S, self._return)

    def warn(self, word: str, text: str) -> None:
        """Show an error, behind a word on a chip, until a key is pressed."""
        self._put(Line([chip(word, "red"), ("  ", ""), (text, "red bold")]), is_error=True)

    def hush(self) -> None:
        """Take back a message that what was done since has overtaken."""
        if self._message is not None:
            self._put(None, is_error=False)

    def key_pressed(self) -> None:
        """Let an error go that has been seen."""
        if self._is_error:
            self._return()

    @property
    def message(self) -> str:
        """The message that is shown, or nothing."""
        return "".join(text for text, _ in self._message.left) if self._message else ""

    def _put(self, message: Line | None, *, is_error: bool) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._message, self._is_error = message, is_error
        self.redraw()

    def _return(self) -> None:
        self._message, self._is_error = None, False
        self.redraw()

    def draw(self, width: int) -> Sequence[Line]:
        """Return the one row: parts from the right give way, officers first."""
        if self._message is not None:
            return (self._message,)
        state = StatusState() if self.ground == "paper" else self.state
        left: list[Span] = [chip(state.link, state.link_colour)] if state.link else []
        used = spans_cells(left)
        for index, part in enumerate(state.parts):
            gap = 2 if index == 0 else 3
            if used + gap + spans_cells(part) > width - 1:
                break
            left += [(" " * gap, ""), *part]
            used += gap + spans_cells(part)
        fits = state.officers and used + cells(state.officers) + 4 <= width
        right = [(state.officers, "soft"), (" ", "")] if fits else []
        return (Line(left, right),)


class Footer(Drawn):
    """Solid keys with their verbs, dropped from the right until they fit; some always stay."""

    DEFAULT_CSS = """
    Footer { height: 1; background: $paper; }
    Footer.-touch { height: 3; }
    """

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, keys: Sequence[KeyVerb] = (), *, ground: str = "paper") -> None:
        super().__init__()
        self.keys = tuple(keys)
        self.ground = ground

    def show(self, keys: Sequence[KeyVerb]) -> None:
        """Show other keys."""
        if tuple(keys) != self.keys:
            self.keys = tuple(keys)
            self.redraw()

    @property
    def touch(self) -> bool:
        """Whether there are five keys three rows high."""
        return self.has_class("-touch")

    @touch.setter
    def touch(self, touch: bool) -> None:
        self.set_class(touch, "-touch")
        self.redraw()

    def draw(self, width: int) -> Sequence[Line]:
        """Return the row, or three."""
        shown = self.fitting(width)
        if self.touch:
            return self._blocks(shown, width)
        spans: list[Span] = []
        for one in shown:
            spans += [key(one.key), (f" {one.verb}", ""), ("  ", "")]
        return (Line(spans[:-1]),)

    def fitting(self, width: int) -> list[KeyVerb]:
        """Return the keys that there is room for."""
        shown = [one for one in self.keys if one.key]
        kept = STAYS_FOR_FINGERS if self.touch else STAYS
        while shown and not self._fits(shown, width):
            droppable = [one for one in shown if one.command not in kept] or shown
            shown.remove(droppable[-1])
        return shown

    def _fits(self, shown: Sequence[KeyVerb], width: int) -> bool:
        if self.touch:
            return len(shown) <= _TOUCH_KEYS
        cost = sum(cells(one.key) + cells(one.verb) + _KEY_COST for one in shown)
        return cost <= width + 2  # nothing follows the last one

    def _pitch(self, shown: Sequence[KeyVerb], width: int) -> int:
        """Return the cells of a key with its gap: fixed places, wider ones in dialogs."""
        keys = _TOUCH_KEYS if self.ground == "paper" else max(_DIALOG_KEYS, len(shown))
        return (width + 1) // keys

    def _blocks(self, shown: Sequence[KeyVerb], width: int) -> Sequence[Line]:
        block = self._pitch(shown, width) - 1
        rows: list[list[Span]] = [[], [], []]
        for one in shown:
            label = f"{one.key} {one.verb}"
            if cells(label) > block - 2:  # edges; fingers need no key
                label = one.verb
            for at, text in enumerate(("", label, "")):
                rows[at] += [(centred(text, block), "chip-ink"), (" ", "")]
        return [Line(spans) for spans in rows]

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        used = 0
        shown = self.fitting(self.size.width)
        block = self._pitch(shown, self.size.width)
        for one in shown:
            used += block if self.touch else cells(one.key) + cells(one.verb) + _KEY_COST
            if event.x < used:
                self.post_message(self.Pressed(one.command))
                return

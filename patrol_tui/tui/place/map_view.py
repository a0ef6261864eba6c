"""The map itself: moved and zoomed by key and mouse."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from patrol_tui.tui.commands import bindings
from patrol_tui.tui.kit.drawing.paint import paint_of
from patrol_tui.tui.views.map.drawing import Drawn, Target, draw
from patrol_tui.tui.views.map.scene import Scene
from patrol_tui.tui.views.map.sight import Sight, fitted

_STEP = {"left": (-8, 0), "right": (8, 0), "up": (0, -4), "down": (0, 4)}
"""Cells to the right and down for each key: as far either way."""


class MapView(Widget, can_focus=True):
    """A scene under a sight that stays where it was put, and else shows everything."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("map")
    DEFAULT_CSS = """
    MapView { height: 1fr; width: 1fr; background: $paper; }
    """

    class Looked(Message):
        """Something else is marked, or the scale is another."""

    class Picked(Message):
        """Something on the map was chosen."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    def __init__(self) -> None:
        super().__init__()
        self.scene = Scene()
        self.sight: Sight | None = None
        self._is_whole = True
        self._drawn: Drawn | None = None
        self._strips: list[Strip] = []
        self._theme = ""
        self._grabbed: tuple[int, int] | None = None
        self._is_dragged = False

    def show(self, scene: Scene) -> None:
        """Show another scene under the same sight."""
        if scene != self.scene:
            self.scene = scene
            self._look(self.sight)

    @property
    def chosen(self) -> Target | None:
        """Return what Enter chooses."""
        return self._drawn.chosen if self._drawn is not None else None

    def on_resize(self) -> None:
        """Show as much as there is room for."""
        self._look(self.sight)

    def _look(self, sight: Sight | None) -> None:
        """Draw the scene as it is seen."""
        width, height = self.size
        if not width or not height:
            return
        if self._is_whole or sight is None:
            sight = fitted(self.scene.places(), width, height)
        else:
            sight = Sight(sight.centre, sight.scale, width, height)
        self.sight = sight
        is_whole = self._is_whole
        self._drawn = draw(self.scene, sight, is_whole=is_whole) if sight is not None else None
        self._theme = ""
        self.refresh()
        self.post_message(self.Looked())

    def _move(self, sight: Sight) -> None:
        self._is_whole = False
        self._look(sight)

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        paint = paint_of(self)
        if self._theme != self.app.theme:
            lines = self._drawn.lines if self._drawn is not None else ()
            self._strips = paint.strips(lines, self.size.width)
            self._theme = self.app.theme
        return self._strips[y] if y < len(self._strips) else paint.blank(self.size.width)

    def action_nearer(self) -> None:
        """Show less, larger."""
        if self.sight is not None:
            self._move(self.sight.zoomed(1))

    def action_farther(self) -> None:
        """Show more, smaller."""
        if self.sight is not None:
            self._move(self.sight.zoomed(-1))

    def action_pan(self, to: str) -> None:
        """Move the sight: `left`, `right`, `up` or `down`."""
        if self.sight is not None:
            self._move(self.sight.moved(*_STEP[to]))

    def action_whole(self) -> None:
        """Show all stops and the track again."""
        self._is_whole = True
        self._look(None)

    def action_me(self) -> None:
        """Put where the officer is into the middle."""
        if self.sight is not None and self.scene.me is not None:
            width, height = self.size
            self._move(Sight(self.scene.me.place, self.sight.scale, width, height))

    def action_open(self) -> None:
        """Choose what is marked."""
        if self.chosen is not None:
            self.post_message(self.Picked(self.chosen))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Come nearer to what is under the mouse."""
        self._wheel(1, event)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go farther from what is under the mouse."""
        self._wheel(-1, event)

    def _wheel(self, steps: int, event: events.MouseEvent) -> None:
        event.stop()
        if self.sight is not None:
            right, down = event.x - self.size.width / 2, event.y - self.size.height / 2
            self._move(self.sight.zoomed_at(steps, right, down))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the map."""
        self._grabbed, self._is_dragged = (event.x, event.y), False
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pull the map along."""
        if self._grabbed is None or self.sight is None or (event.x, event.y) == self._grabbed:
            return
        right, down = self._grabbed[0] - event.x, self._grabbed[1] - event.y
        self._grabbed, self._is_dragged = (event.x, event.y), True
        self._move(self.sight.moved(right, down))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go; what was only clicked is chosen."""
        held, self._grabbed = self._grabbed, None
        self.release_mouse()
        target = self._drawn.at(event.x, event.y) if self._drawn is not None else None
        if held is not None and not self._is_dragged and target is not None:
            self.post_message(self.Picked(target))

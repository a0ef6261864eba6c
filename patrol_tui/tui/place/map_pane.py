"""The map between its head and its legend."""

from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.language import _
from patrol_tui.tui.kit.blocks import Lines, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.place.map_view import MapView
from patrol_tui.tui.views.map.drawing import legend
from patrol_tui.tui.views.map.scene import Scene

_NAMES_ITSELF = 60
"""From so many cells on it says that it is a map, before the place that is marked."""


class MapPane(Vertical):
    """A pane that shows a scene, and names what Enter chooses."""

    DEFAULT_CSS = """
    MapPane .head { height: 2; }
    MapPane #legend { height: 1; }
    """

    def __init__(self) -> None:
        super().__init__(id="map", classes="pane detail")
        self._way = ""

    def compose(self) -> ComposeResult:
        """Lay out head, map and legend."""
        yield Blocks(id="map-head", classes="head")
        yield MapView()
        yield Blocks(id="legend")

    @property
    def view(self) -> MapView:
        """Return the map itself."""
        return self.query_one(MapView)

    def show(self, scene: Scene, way: str) -> None:
        """Show a scene.

        Args:
            scene: what is on the map.
            way: how far was walked, and how far it still is.
        """
        self._way = way
        self.view.show(scene)
        self._tell()

    def on_map_view_looked(self) -> None:
        """Name what is marked now."""
        self._tell()

    def _tell(self) -> None:
        name = self.view.chosen.name if self.view.chosen else ""
        is_wide = self.size.width >= _NAMES_ITSELF
        title = Title(_("Map") if is_wide else name, name if is_wide else "", self._way, "soft")
        self.query_one("#map-head", Blocks).show(title, Rule())
        sight = self.view.sight
        if sight is not None:
            line = legend(self.view.scene, sight, self.size.width)
            self.query_one("#legend", Blocks).show(Lines([line]))

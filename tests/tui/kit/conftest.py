"""What the kit's tests share: an app around one widget, and screens read as text."""

from collections.abc import Callable, Iterator

import pytest
from textual.app import ComposeResult
from textual.widget import Widget

from patrol_tui.language import set_language
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.kit.frame import KitApp
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.themes import Depth


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language("zh")


class Host(KitApp[object]):
    """An app around one widget; keeps the messages it posts."""

    def __init__(self, make: Callable[[], Widget] = Blocks, depth: Depth = Depth.TRUE) -> None:
        super().__init__(depth=depth)
        self._make = make
        self.heard: list[object] = []

    def compose(self) -> ComposeResult:
        yield self._make()

    def on_paged_list_chosen(self, message: PagedList.Chosen) -> None:
        """Keep what was chosen."""
        self.heard.append(message.row)

    def on_form_changed(self, message: Form.Changed) -> None:
        """Keep which field has changed to what."""
        self.heard.append((message.field, message.value))

    def on_form_pressed(self, message: Form.Pressed) -> None:
        """Keep which field was asked for."""
        self.heard.append(message.field)

    def screen_text(self) -> list[str]:
        """Return what stands on the screen, row by row."""
        width, height = self.size
        lines = self.screen._compositor.render_strips()
        return [strip.crop(0, width).text.rstrip() for strip in lines[:height]]


@pytest.fixture
def host() -> type[Host]:
    return Host

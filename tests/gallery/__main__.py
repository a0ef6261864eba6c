"""Pictures of every screen in every look: `python -m tests.gallery OUTDIR [--screen NAME]…`.

One folder for each size (`80x24`, `80x24-touch`, …), in it one for each look, in it one PNG for
each screen. All of it takes some minutes; the options pick what is wanted.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI

from patrol_tui.settings import Settings
from patrol_tui.tui.themes import Depth
from tests.gallery.picture import Picture
from tests.tui.every_screen import walk
from tests.tui.further_screens import Further, further
from tests.tui.hard_screens import hard
from tests.tui.scenes import on_patrol
from tests.tui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass(frozen=True)
class Look:
    """Colours of a terminal."""

    theme: str
    depth: Depth
    system: ColorSystem


LOOKS = {
    "day": Look("day", Depth.TRUE, ColorSystem.TRUECOLOR),
    "sunlight": Look("sunlight", Depth.TRUE, ColorSystem.TRUECOLOR),
    "night": Look("night", Depth.TRUE, ColorSystem.TRUECOLOR),
    "16": Look("day", Depth.BASIC, ColorSystem.STANDARD),
    "none": Look("day", Depth.NONE, ColorSystem.STANDARD),
}
SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x60": (200, 60)}


@dataclass(frozen=True)
class Wanted:
    """What shall be drawn, and where to; no names mean all."""

    folder: Path
    screens: Sequence[str]
    looks: Sequence[str]

    def has(self, screen: str) -> bool:
        """Return whether a screen is wanted."""
        return not self.screens or screen in self.screens


async def draw(stage: Stage, name: str, wanted: Wanted) -> None:
    """Draw the screen in front in every look that is wanted."""
    app = stage.front
    for look_name in wanted.looks:
        look = LOOKS[look_name]
        app._depth = look.depth
        app.choose_theme(look.theme)
        await stage.pilot.pause()
        theme = MONOKAI if look.theme == "night" else DEFAULT_TERMINAL_THEME
        strips = app.screen._compositor.render_strips(app.size)
        path = wanted.folder / look_name / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Picture(look.system, theme).draw(strips).save(path)
    app._depth = Depth.TRUE
    app.choose_theme("day")


@asynccontextmanager
async def shown(stage: Stage, size: tuple[int, int]) -> "AsyncIterator[Stage]":
    """Run a stage; whatever still runs in the background is let go."""
    async with stage.running(size):
        yield stage
        stage.front.stop_sync()


async def draw_all(wanted: Wanted, size: tuple[int, int], settings: Settings) -> None:
    """Draw every screen in one size."""
    async with shown(on_patrol(settings), size) as stage:
        async for name in walk(stage):
            if wanted.has(name):
                await draw(stage, name, wanted)
    with tempfile.TemporaryDirectory() as folder:
        for one in (*further(Path(folder)), *hard()):
            if wanted.has(one.name):
                await draw_one(one, wanted, size, settings)


async def draw_one(one: Further, wanted: Wanted, size: tuple[int, int], settings: Settings) -> None:
    """Draw a screen with a home of its own."""
    gps = "gpsd" if one.name == "map" else settings.gps
    stage = one.made(Settings(touch=settings.touch, language=settings.language, gps=gps))
    async with shown(stage, size):
        await one.way(stage)
        await draw(stage, one.name, wanted)


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--screen", action="append", default=[], help="only this one")
    parser.add_argument("--look", action="append", choices=LOOKS, help="only this one")
    parser.add_argument("--size", action="append", choices=SIZES, help="only this one")
    parser.add_argument("--touch", choices=("yes", "no"), help="only with, or only without")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    given = parser.parse_args()
    for size in given.size or SIZES:
        for touch in (False, True):
            if given.touch is None or (given.touch == "yes") is touch:
                folder = given.outdir / (f"{size}-touch" if touch else size)
                wanted = Wanted(folder, given.screen, given.look or list(LOOKS))
                settings = Settings(touch=touch, language=given.lang)
                asyncio.run(draw_all(wanted, SIZES[size], settings))
                sys.stdout.write(f"{folder}\n")


if __name__ == "__main__":
    main()

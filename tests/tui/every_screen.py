"""Every screen there is, reached by keys alone; and the contrast of what is really drawn."""

from collections.abc import AsyncIterator

from rich.color import Color, ColorSystem
from rich.style import Style
from textual.screen import ModalScreen
from textual.strip import Strip

from patrol_tui.domain.language.text import inert
from tests.tui.stage import Stage

KEYS: tuple[tuple[str, str], ...] = (
    ("today", ""),
    ("patrol", "2"),
    ("patrol_change", "f4"),
    ("issues", "escape 3"),
    ("issue_open", "enter"),
    ("requests", "escape escape 4"),
    ("meetings", "5"),
    ("meeting_new", "f7"),
    ("handbook", "escape escape 6"),
    ("figures", "7"),
    ("sync", "8"),
    ("settings", "9"),
    ("record_kinds", "1 f7"),
    ("record", "f l enter"),
    ("photos", "f4"),
    ("help", "escape escape f1"),
    ("menu", "escape f9"),
    ("palette", "escape ctrl+p"),
    ("find", "escape f3"),
    ("sos", "escape f12"),
)
"""The name of each screen, and the keys that lead there from the one before."""

_DRAWN = frozenset("│─┃━┬┴├┤╍╌▌▐▄▀▙▟█▁▂▃▅▆▇■ ")
"""What is no text: lines and blocks, which need not be read."""


async def walk(stage: Stage) -> AsyncIterator[str]:
    """Go from screen to screen and yield the name of each."""
    for name, keys in KEYS:
        await stage.press(stage.pilot, *keys.split())
        yield name


def luminance(colour: Color) -> float:
    """Return the relative luminance of a colour as WCAG reckons it."""
    parts = [part / 255 for part in colour.get_truecolor()]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(style: Style, system: ColorSystem) -> float:
    """Return the contrast of a text, in the colours that the terminal makes of it."""
    ink, paper = style.color, style.bgcolor
    if ink is None or paper is None:
        raise AssertionError(f"a text without colours of its own: {style}")
    if style.reverse:
        ink, paper = paper, ink
    lights = sorted(luminance(one.downgrade(system)) for one in (ink, paper))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _in_front(stage: Stage) -> list[Strip]:
    """Return what is drawn of the screen in front; of a dialog, what its veil does not cover."""
    screen = stage.front.screen
    strips = screen._compositor.render_strips(stage.front.size)
    if not isinstance(screen, ModalScreen):
        return strips
    frame = screen.query_one("#frame").region
    return [strip.crop(frame.x, frame.right) for strip in strips[frame.y : frame.bottom]]


def coloured_texts(stage: Stage) -> list[str]:
    """Return every text on the screen that asks for a colour."""
    return [
        f"{inert(segment.text)!r} {segment.style}"
        for strip in stage.front.screen._compositor.render_strips(stage.front.size)
        for segment in strip
        if segment.style is not None and (segment.style.color or segment.style.bgcolor)
    ]


def reversed_texts(stage: Stage) -> str:
    """Return all that is reversed: the cursor, chips, keys."""
    return "".join(
        segment.text
        for strip in _in_front(stage)
        for segment in strip
        if segment.style is not None and segment.style.reverse
    )


def faint_texts(stage: Stage, least: float, system: ColorSystem) -> list[str]:
    """Return every text on the screen with less contrast than is asked for."""
    found = []
    for strip in _in_front(stage):
        for segment in strip:
            if _DRAWN.issuperset(segment.text) or segment.style is None:
                continue
            measured = contrast(segment.style, system)
            if measured < least:
                found.append(f"{inert(segment.text)!r} {measured:.2f} {segment.style}")
    return found

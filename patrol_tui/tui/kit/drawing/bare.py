"""A screen without any colour: what stands out is reversed, the rest is as the terminal has it."""

from collections.abc import Callable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_HALF_BRIGHT = 128
_REVERSE = Style(reverse=True)


class Bare(LineFilter):
    """Takes every colour out, as `NO_COLOR` asks; Textual's own filter leaves shades of grey.

    What was light on dark in a light theme, or dark on light in a dark one, becomes reverse: the
    cursor and the chips.
    """

    def __init__(self, is_dark: Callable[[], bool]) -> None:
        """Make the filter; `is_dark` tells whether the paper of the theme is dark."""
        super().__init__()
        self._is_dark = is_dark

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        del background
        is_dark = self._is_dark()
        return [
            Segment(text, style and bared(style, is_dark=is_dark), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def bared(style: Style, *, is_dark: bool) -> Style:
    """Return a style without colours, reversed where its ground is not the paper's kind."""
    ground = style.bgcolor
    bare = style.without_color
    if ground is None or ground.is_default:
        return bare
    has_dark_ground = ground.get_truecolor().green < _HALF_BRIGHT
    return bare + _REVERSE if has_dark_ground != is_dark else bare

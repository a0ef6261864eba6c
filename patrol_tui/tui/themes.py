"""The colours: three themes, each as truecolor, 256, 16 and no colours can show it.

Textual's own downgrade turns blue, green and soft into one grey in 16 colours and paper into yellow
in 256, so each depth has its own values, all of which survive the terminal's rounding.
"""

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from textual.theme import Theme


class Depth(StrEnum):
    """How many colours the terminal shows."""

    TRUE = "true"
    INDEXED = "256"
    BASIC = "16"
    NONE = "none"


class Palette(NamedTuple):
    """Every colour there is, by what it is for; the names are the CSS variables too.

    Attributes:
        paper: ground of a screen.
        band: ground of navigation and status line.
        raised: ground of dialogs.
        field: ground of a field that waits.
        focus: ground of the field that has the keys.
        line: rules and spines.
        ink: text.
        soft: text that is read second.
        blue: me, now, focus.
        green: confirmed.
        amber: due soon, unsent, take care.
        red: overdue, conflict, missing, danger.
        cursor: ground of the row under the cursor.
        cursor_ink: text on it.
        selection: ground of that row in a pane without the keys.
        tint_red: ground of a state or a banner.
        tint_amber: the same.
        tint_green: the same.
        tint_blue: the same.
        chip_ink: text on a solid chip.
    """

    paper: str
    band: str
    raised: str
    field: str
    focus: str
    line: str
    ink: str
    soft: str
    blue: str
    green: str
    amber: str
    red: str
    cursor: str
    cursor_ink: str
    selection: str
    tint_red: str
    tint_amber: str
    tint_green: str
    tint_blue: str
    chip_ink: str


def _palette(values: str) -> Palette:
    """Return the palette whose values stand in the order of its fields."""
    return Palette(*(f"#{value}" for value in values.split()))


THEMES = ("day", "sunlight", "night")
"""The names a user chooses from."""

_VALUES = {
    ("day", Depth.TRUE): (
        "F7F3EA E8E1D2 FFFDF8 FFFDF8 FFE9A3 857B66 1B1F24 4F5459 0F4C6B 17603F 7F4300 A8201A "
        "0F4C6B FFFFFF D5CBB5 F6DAD3 F5E2BF D5E8DA D3E2EA FFFFFF"
    ),
    ("sunlight", Depth.TRUE): (
        "FFFFFF E8E8E8 FFFFFF FFFFFF FFE14D 000000 000000 262626 00305C 003D1E 5A2D00 820000 "
        "000000 FFFFFF E0E0E0 FFE1DC FFEBB8 DDF3E0 DCEBF7 FFFFFF"
    ),
    ("night", Depth.TRUE): (
        "000000 220303 140202 1A0202 4A0A06 B0362B FF6F61 E95A4C FF6F61 E95A4C FF8A7A FF9C8C "
        "FF6F61 000000 330505 4A0A06 300606 220303 220303 000000"
    ),
    ("day", Depth.INDEXED): (
        "FFFFFF E4E4E4 FFFFFF FFFFFF FFFFAF 767676 1C1C1C 4E4E4E 005F87 005F00 5F5F00 AF0000 "
        "005F87 FFFFFF D7D7AF FFD7D7 FFFFD7 D7FFD7 D7FFFF FFFFFF"
    ),
    ("sunlight", Depth.INDEXED): (
        "FFFFFF E4E4E4 FFFFFF FFFFFF FFFF5F 000000 000000 262626 00005F 005F00 5F005F 870000 "
        "000000 FFFFFF E4E4E4 FFD7D7 FFFFD7 D7FFD7 D7FFFF FFFFFF"
    ),
    ("night", Depth.INDEXED): (
        "000000 121212 121212 121212 5F0000 AF5F5F FF5F5F FF5F5F FF5F5F FF5F5F FF8787 FFAF87 "
        "FF5F5F 000000 262626 5F0000 262626 121212 262626 000000"
    ),
    ("day", Depth.BASIC): (
        "FFFFFF AAAAAA FFFFFF FFFFFF FFFF55 000000 000000 000000 0000AA 000000 AA00AA AA0000 "
        "0000AA FFFFFF AAAAAA FFFFFF FFFFFF FFFFFF FFFFFF FFFFFF"
    ),
    ("sunlight", Depth.BASIC): (
        "FFFFFF AAAAAA FFFFFF FFFFFF FFFF55 000000 000000 000000 0000AA 000000 AA0000 AA0000 "
        "000000 FFFFFF AAAAAA FFFFFF FFFFFF FFFFFF FFFFFF FFFFFF"
    ),
    ("night", Depth.BASIC): (
        "000000 000000 000000 000000 000000 FF5555 FF5555 FF5555 FF5555 FF5555 FF5555 FF5555 "
        "FF5555 000000 000000 000000 000000 000000 000000 000000"
    ),
    ("day", Depth.NONE): (
        "FFFFFF C6C6C6 FFFFFF FFFFFF C6C6C6 000000 000000 000000 000000 000000 000000 000000 "
        "000000 FFFFFF C6C6C6 C6C6C6 C6C6C6 C6C6C6 C6C6C6 FFFFFF"
    ),
    ("night", Depth.NONE): (
        "000000 303030 000000 000000 303030 FFFFFF FFFFFF FFFFFF FFFFFF FFFFFF FFFFFF FFFFFF "
        "FFFFFF 000000 303030 303030 303030 303030 303030 000000"
    ),
}
_VALUES["sunlight", Depth.NONE] = _VALUES["day", Depth.NONE]


class Look(NamedTuple):
    """What the screen is drawn with.

    Attributes:
        theme: one of `THEMES`.
        depth: how many colours the terminal shows.
        ascii_lines: draw lines of `- | = + #`, for terminals with wide ambiguous characters.
    """

    theme: str = "day"
    depth: Depth = Depth.TRUE
    ascii_lines: bool = False

    @property
    def name(self) -> str:
        """The name that Textual knows the theme by."""
        return f"{self.theme}-{self.depth}{'-ascii' if self.ascii_lines else ''}"

    @property
    def is_flat(self) -> bool:
        """Whether band and selection carry ink only, for want of colours dark enough on them."""
        few = self.depth in {Depth.BASIC, Depth.NONE}
        return few or (self.theme == "sunlight" and self.depth is Depth.INDEXED)

    @property
    def palette(self) -> Palette:
        """The colours of this look."""
        return _palette(_VALUES[self.theme, self.depth])


@cache
def look_named(name: str) -> Look:
    """Return the look behind a Textual theme's name; day for a theme that is not ours."""
    theme, _, rest = name.partition("-")
    depth, _, lines = rest.partition("-")
    if theme not in THEMES or depth not in set(Depth):
        return Look()
    return Look(theme, Depth(depth), lines == "ascii")


def depth_of(colour_system: str | None, *, no_colour: bool) -> Depth:
    """Return the depth of a terminal.

    Args:
        colour_system: what Rich found in `COLORTERM` and `TERM`: `app.console.color_system`.
        no_colour: whether `NO_COLOR` is set: `app.no_color`.
    """
    if no_colour or colour_system is None:
        return Depth.NONE
    known = {"truecolor": Depth.TRUE, "256": Depth.INDEXED, "windows": Depth.BASIC}
    return known.get(colour_system, Depth.BASIC)


def variables(look: Look) -> dict[str, str]:
    """Return the CSS variables of a look: ours, and Textual's own in our colours."""
    palette = look.palette
    own = {name.replace("_", "-"): value for name, value in palette._asdict().items()}
    veil = f"{palette.paper} 60%" if look.depth is Depth.TRUE else "transparent"
    bars = dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), palette.line)
    grounds = ("background", "background-hover", "background-active", "corner-color")
    return {
        **own,
        "veil": veil,
        "text": palette.ink,
        "text-muted": palette.soft,
        "text-disabled": palette.soft,
        "border": palette.line,
        "border-blurred": palette.line,
        "block-cursor-background": palette.cursor,
        "block-cursor-foreground": palette.cursor_ink,
        "input-cursor-background": palette.ink,
        "input-cursor-foreground": palette.paper,
        "link-color": palette.blue,
        "link-background-hover": palette.cursor,
        "link-color-hover": palette.cursor_ink,
        "screen-selection-background": palette.selection,
        "screen-selection-foreground": palette.ink,
        **bars,
        **{f"scrollbar-{ground}": palette.paper for ground in grounds},
    }


def textual_theme(look: Look) -> Theme:
    """Return the look as a theme to register with Textual."""
    palette = look.palette
    return Theme(
        name=look.name,
        primary=palette.blue,
        secondary=palette.blue,
        accent=palette.blue,
        warning=palette.amber,
        error=palette.red,
        success=palette.green,
        foreground=palette.ink,
        background=palette.paper,
        surface=palette.field,
        panel=palette.band,
        boost=palette.paper,
        dark=look.theme == "night",
        text_alpha=1.0,
        variables=variables(look),
    )


TOKENS = Palette._fields
"""The names of all colours."""

"""Colours that can be read, whatever the terminal shows."""

from itertools import product

import pytest
from rich._palettes import EIGHT_BIT_PALETTE
from rich._palettes import STANDARD_PALETTE as BASIC
from rich.color import Color, ColorSystem

from patrol_tui.tui.themes import THEMES, TOKENS, Depth, Look, depth_of, look_named, textual_theme

TEXT = ("ink", "soft", "blue", "green", "amber", "red")
GROUNDS = ("paper", "band", "raised", "field", "focus", "selection")
CHIPS = ("ink", "blue", "green", "amber", "red")
LOOKS = [Look(theme, depth) for theme, depth in product(THEMES, Depth)]
SYSTEMS = {Depth.INDEXED: ColorSystem.EIGHT_BIT, Depth.BASIC: ColorSystem.STANDARD}


def shown(look: Look, token: str) -> str:
    """Return a colour as the terminal rounds it."""
    value: str = getattr(look.palette, token)
    system = SYSTEMS.get(look.depth)
    if system is None:
        return value
    number = Color.parse(value).downgrade(system).number or 0
    triplet = EIGHT_BIT_PALETTE[number] if system is ColorSystem.EIGHT_BIT else BASIC[number]
    return triplet.hex


def luminance(value: str) -> float:
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(look: Look, text: str, ground: str) -> float:
    one, other = sorted((luminance(shown(look, text)), luminance(shown(look, ground))))
    return (other + 0.05) / (one + 0.05)


def least(look: Look) -> float:
    return 7.0 if look.theme == "sunlight" else 4.5


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_text_can_be_read_on_every_ground(look: Look) -> None:
    for text, ground in product(TEXT, GROUNDS):
        if look.is_flat and ground in {"band", "selection"} and text != "ink":
            continue
        assert contrast(look, text, ground) >= least(look), (text, ground)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_chips_tints_and_the_cursor_can_be_read(look: Look) -> None:
    for colour in CHIPS:
        assert contrast(look, "chip_ink", colour) >= least(look), colour
    for colour in CHIPS[1:]:
        assert contrast(look, colour, f"tint_{colour}") >= least(look), colour
        assert contrast(look, "ink", f"tint_{colour}") >= least(look), colour
    assert contrast(look, "cursor_ink", "cursor") >= least(look)


@pytest.mark.parametrize("theme", THEMES)
def test_truecolour_text_on_paper_has_the_designed_contrast(theme: str) -> None:
    look = Look(theme)
    wanted = {"day": 6.6, "sunlight": 10.8, "night": 6.0}[theme]
    assert min(contrast(look, text, "paper") for text in TEXT) >= wanted - 0.1


@pytest.mark.parametrize("depth", [Depth.INDEXED, Depth.BASIC])
def test_rounding_by_the_terminal_keeps_paper_ink_and_signal_colours(depth: Depth) -> None:
    for theme in THEMES:
        look = Look(theme, depth)
        for token in ("paper", "ink", "blue", "red", "focus", "cursor"):
            assert shown(look, token) == getattr(look.palette, token).lower(), (theme, token)


def test_a_look_is_found_again_by_its_name() -> None:
    for look in [*LOOKS, Look("night", Depth.BASIC, ascii_lines=True)]:
        assert look_named(look.name) == look
    assert look_named("textual-dark") == Look()


def test_the_terminal_decides_how_many_colours_there_are() -> None:
    assert depth_of("truecolor", no_colour=False) is Depth.TRUE
    assert depth_of("256", no_colour=False) is Depth.INDEXED
    assert depth_of("standard", no_colour=False) is Depth.BASIC
    assert depth_of("windows", no_colour=False) is Depth.BASIC
    assert depth_of("truecolor", no_colour=True) is Depth.NONE
    assert depth_of(None, no_colour=False) is Depth.NONE


def test_every_colour_is_a_variable_of_the_theme() -> None:
    variables = textual_theme(Look("day")).variables
    assert {token.replace("_", "-") for token in TOKENS} <= variables.keys()
    assert textual_theme(Look("day", Depth.BASIC)).variables["veil"] == "transparent"

"""Text that people typed, made safe to show and to compare."""

import re
import unicodedata

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]",
)


def inert(text: str, *, lines: bool = False) -> str:
    """Return the text without anything that a terminal or a layout would obey.

    Args:
        text: as somebody typed or sent it.
        lines: keep line breaks; otherwise they become spaces.
    """
    clean = _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    clean = _CONTROLS.sub("", clean.replace("\t", " "))
    return clean if lines else clean.replace("\n", " ")


def folded(text: str) -> str:
    """Return the text as search compares it: half-width, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", inert(text)).casefold().split())

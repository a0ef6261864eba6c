"""Text that people typed, made safe to show and to compare."""

import re
import unicodedata

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls, what changes the direction of writing, and what is there without being seen.
_CONTROL = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_HALF = "\ud800-\udfff"
_CONTROLS, _HALVES = re.compile(f"[{_CONTROL}]"), re.compile(f"[{_HALF}]")
# Mostly there is nothing of all that, and one look tells.
_UNSAFE = re.compile(f"[\t\v\f\r\u2028\u2029{_CONTROL}{_HALF}]")


def inert(text: str, *, lines: bool = False) -> str:
    """Return the text without anything that a terminal or a layout would obey.

    Halves of surrogate pairs, which no terminal can be sent, become the replacement character.

    Args:
        text: as somebody typed or sent it.
        lines: keep line breaks; otherwise they become spaces.
    """
    clean = text
    if _UNSAFE.search(text):
        clean = _LINE_ENDS.sub("\n", _ESCAPES.sub("", text))
        clean = _HALVES.sub("\ufffd", _CONTROLS.sub("", clean.replace("\t", " ")))
    return clean if lines else clean.replace("\n", " ")


def is_blank(text: str) -> bool:
    """Return whether nothing of a text can be seen."""
    return not inert(text).strip()


def folded(text: str) -> str:
    """Return the text as search compares it: half-width, lower case, single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", inert(text)).casefold().split())

"""Names of files that every system takes, made of numbers and titles that come from entries."""

import re

from patrol_tui.domain.language.text import inert

LONGEST_BYTES = 120
"""Of the whole name in UTF-8: some file systems of sticks take no more than 255."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


def file_name(stem: str, extension: str) -> str:
    """Return a name that leads out of no folder and means no device, on Windows too.

    Args:
        stem: what it shall be called; signs that a system does not take become `-`.
        extension: without the dot.
    """
    plain = _FORBIDDEN.sub("-", inert(stem)).strip(" .")
    if _DEVICES.fullmatch(plain.partition(".")[0].rstrip()):
        plain = f"_{plain}"
    room = LONGEST_BYTES - len(extension.encode()) - 1
    short = plain.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{short or '_'}.{extension}"

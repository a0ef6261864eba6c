"""Asks the terminal how wide it draws characters that not every font and setting agrees on."""

import os
import re
import sys
import time

_ASK = "\r{character}\x1b[6n"
_CLEAR = "\r\x1b[K"
_REPLY = re.compile(rb"\x1b\[\d+;(\d+)R")
_PATIENCE_S = 0.6


def widths_in_cells(characters: str) -> list[int] | None:
    """Return how many cells the terminal moves on for each, or None where it does not say."""
    if sys.platform == "win32" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    import termios
    import tty

    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    found = []
    try:
        tty.setcbreak(handle)
        for character in characters:
            _show(_ASK.format(character=character))
            told = _REPLY.search(_reply(handle))
            if told is None:
                return None
            found.append(int(told[1]) - 1)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)
        _show(_CLEAR)
    return found


def _show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _reply(handle: int) -> bytes:
    import select

    reply = b""
    end_s = time.monotonic() + _PATIENCE_S
    while not _REPLY.search(reply):
        left_s = end_s - time.monotonic()
        if left_s <= 0 or not select.select([handle], [], [], left_s)[0]:
            break
        reply += os.read(handle, 64)
    return reply

"""Codes of checkpoints: digits alone, since scanners type through the input method.

A code follows from the ids of route and checkpoint, which are never reused, so that a sheet on a
wall stays right and nothing has to be given out.
"""

import hashlib
import unicodedata

from patrol_tui.domain.catalog.book import Catalog
from patrol_tui.domain.catalog.places import Checkpoint, Route

CODE_DIGITS = 12
_PREFIX = b"patrol.checkpoint.1\0"
_HASHED_BYTES = 8
_TEN = 10


def code_of(route: str, checkpoint: str) -> str:
    """Return the code of a checkpoint: eleven digits and a check digit."""
    named = hashlib.sha256(_PREFIX + f"{route}\0{checkpoint}".encode())
    number = int.from_bytes(named.digest()[:_HASHED_BYTES]) % _TEN ** (CODE_DIGITS - 1)
    digits = f"{number:0{CODE_DIGITS - 1}d}"
    return digits + _check_digit(digits)


def as_code(typed: str) -> str | None:
    """Return the code that was scanned or typed, or None where it is none.

    Digits may be full-width, as some input methods make them, and stand in groups.
    """
    digits = "".join(unicodedata.normalize("NFKC", typed).split())
    is_right = len(digits) == CODE_DIGITS and digits.isascii() and digits.isdecimal()
    return digits if is_right and _check_digit(digits[:-1]) == digits[-1] else None


def in_groups(code: str) -> str:
    """Return a code as people read it: four digits and four and four."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def pointed_to(catalog: Catalog, code: str) -> tuple[Route, Checkpoint] | None:
    """Return the route and the checkpoint that a code stands for, or None."""
    for route in catalog.routes.values():
        for point in route.checkpoints:
            if code_of(route.id, point.id) == code:
                return route, point
    return None


def _check_digit(digits: str) -> str:
    """Return the digit that Luhn's rule puts behind others: one wrong digit is noticed."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * 2 if place % 2 == 0 else int(digit)
        total += doubled - 9 if doubled >= _TEN else doubled
    return str(-total % _TEN)

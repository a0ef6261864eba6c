"""Which PINs are taken, and which are advised against."""

import unicodedata
from itertools import pairwise

from patrol_tui.domain.language.errors import N_, Refused

LEAST_DIGITS = 6
MOST_DIGITS = 64

NOT_A_PIN = N_("A PIN has six digits or more, and nothing but digits.")
ALL_THE_SAME = N_("All digits of this PIN are the same. Others guess such a PIN first.")
A_SEQUENCE = N_("This PIN counts up or down. Others guess such a PIN first.")
REPEATED = N_("This PIN repeats a few digits. Others guess such a PIN first.")


def normal_pin(typed: str) -> str:
    """Return a PIN as ASCII digits; input methods give full-width ones.

    Raises:
        Refused: it is too short or has something else in it.
    """
    pin = unicodedata.normalize("NFKC", typed).strip()
    if not (pin.isascii() and pin.isdecimal() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise Refused(NOT_A_PIN)
    return pin


def advice(pin: str) -> str | None:
    """Return why a PIN is weak, as a text to translate, or None; a weak PIN is still taken."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps == {0}:
        return ALL_THE_SAME
    if steps in ({1}, {9}):
        return A_SEQUENCE
    if any(len(pin) % width == 0 and len(set(_parts(pin, width))) == 1 for width in (2, 3)):
        return REPEATED
    return None


def _parts(pin: str, width: int) -> list[str]:
    return [pin[at : at + width] for at in range(0, len(pin), width)]

"""What of a thing may reach whom, when it leaves the station: stripped before it is written."""

import re
from enum import StrEnum

from patrol_tui.domain.folding.subject import Field
from patrol_tui.domain.language.errors import N_, Usage


class Recipient(StrEnum):
    """Who is to read what leaves the station."""

    ANYONE = "anyone"
    HANDLER = "handler"
    ACCUSED = "accused"


NO_READER = N_("Nobody is called {reader}. Possible are: {known}.")


def known_reader(typed: str) -> str:
    """Return a reader as typed.

    Raises:
        Usage: there is no such reader.
    """
    if typed not in set(Recipient):
        raise Usage(NO_READER, reader=typed, known=", ".join(Recipient))
    return typed


ACCUSED_SEES = frozenset(("number", "place", "accused", "handler", "due_us"))
"""All that the party complained about may read: neither who complained nor in which words.

Source: 济南市12345市民服务热线条例 art. 32.
"""


NAMES_PEOPLE = frozenset(("minutes", "consent"))
"""Texts that tell who came and who agreed: residents too, perhaps the one who complained."""


_REACHES_SOMEBODY = re.compile(
    r"(?<![\d-])(?:1\d{10}|0\d{2,3}-?\d{7,8}|\d{17}[\dXx]|\d{15})(?![\d-])"
)
"""Mobile and landline numbers, identity cards: they tell who somebody is, wherever they stand."""
_HIDDEN = "***"
_CODED = frozenset(("number", "external", "stall_no"))


def told_to(field: Field, text: str, recipient: Recipient) -> str:
    """Return a text without numbers that lead to a person, except for those who handle it."""
    if recipient is Recipient.HANDLER or field.name in _CODED:
        return text
    return _REACHES_SOMEBODY.sub(_HIDDEN, text)


def may_reach(field: Field, recipient: Recipient) -> bool:
    """Tell whether a field may reach somebody: who somebody is, only those who handle it."""
    if field.is_private or field.name in NAMES_PEOPLE:
        return recipient is Recipient.HANDLER
    return recipient is not Recipient.ACCUSED or field.name in ACCUSED_SEES

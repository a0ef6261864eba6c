"""What of a thing may reach whom, when it leaves the station: stripped before it is written."""

from enum import StrEnum

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Field
from patrol_tui.domain.language.errors import N_, Usage


class Recipient(StrEnum):
    """Who is to read what leaves the station."""

    ANYONE = "anyone"
    HANDLER = "handler"
    ACCUSED = "accused"


FOR_ACCUSED = ("issue", "commitment")
"""All that the other side may know of: that somebody asked, or in which words, is no part of it."""
WRONG_THING = N_("For this reader it is made of: {known}.")
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


CODED = frozenset(("external", "stall_no"))
"""Numbers of things, which look like those of persons and are none."""
PARTIES = frozenset(("party", "accused", "holder", "addressee"))
"""Texts that name the other side, which is to be called by its name."""


def may_reach(field: Field, recipient: Recipient) -> bool:
    """Tell whether a field may reach somebody: who somebody is, only those who handle it."""
    if field.is_private or field.name in NAMES_PEOPLE:
        return recipient is Recipient.HANDLER
    return recipient is not Recipient.ACCUSED or field.name in ACCUSED_SEES


def names_persons(field: Field) -> bool:
    """Tell whether a field is a list whose lines are called by persons, such as who came."""
    return field.line is not None and field.line.key.type is FieldType.PERSON


def reader_of(typed: str, usual: Recipient = Recipient.ANYONE) -> Recipient:
    """Return the reader that is meant; the usual one of a paper or list where none is named."""
    return Recipient(typed) if typed else usual

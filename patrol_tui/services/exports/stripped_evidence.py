"""What of a thing's entries and photos one reader of its evidence gets."""

from collections.abc import Callable, Mapping

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.pictures import pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.recipients import FOR_ACCUSED, WRONG_THING

Telling = Callable[[Mapping[str, Json]], Mapping[str, Json]]


def telling_of(discretion: Discretion, state: State) -> Telling | None:
    """Return what strips the entries of a thing; None where the reader may have them whole.

    Raises:
        Refused: the reader may not know of it.
    """
    if discretion.is_accused and state.type not in FOR_ACCUSED:
        raise Refused(WRONG_THING, known=", ".join(FOR_ACCUSED))
    if discretion.is_handler or state.type not in BY_TYPE:
        return None
    subject = BY_TYPE[state.type]

    def told(content: Mapping[str, Json]) -> Mapping[str, Json]:
        return discretion.content(subject, state, content)

    return told


def withheld_of(discretion: Discretion, state: State) -> frozenset[str]:
    """Return the photos that the reader may not see: originals of copies; to the accused, all."""
    if discretion.is_handler:
        return frozenset()
    pictures = pictures_of(state)
    copied = {one.name for one in pictures if one.copy is not None}
    if not discretion.is_accused:
        return frozenset(copied)
    shared = {str(one.shared.get("hash", "")) for one in pictures}
    return frozenset(copied | shared) - {""}

"""What one can do to a photo that is attached: turn it, blacken parts of a copy."""

from typing import TYPE_CHECKING

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.named import PHOTOS
from patrol_tui.domain.folding.pictures import TURNED, TURNS, Picture, pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED, PHOTO_ADDED, Subject
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.services.requests import BlackenPhoto, TurnPhoto
from patrol_tui.services.things.following import thing_draft
from patrol_tui.services.things.issues import PhotoRef

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

_LEAST_DIGITS = 4
_MOST_REGIONS = 50


def photo_named(state: State, typed: str) -> Picture:
    """Return the photo of a thing that is meant by its number there, or the beginning of its hash.

    Raises:
        NotFound: no photo is called so.
    """
    pictures, wanted = pictures_of(state), typed.strip().lower()
    if wanted.isdecimal() and len(wanted) < _LEAST_DIGITS and 1 <= int(wanted) <= len(pictures):
        return pictures[int(wanted) - 1]
    found = [one for one in pictures if one.name.startswith(wanted)]
    if len(wanted) < _LEAST_DIGITS or len(found) != 1:
        raise NotFound(N_("There is no photo {name} here."), name=typed)
    return found[0]


def decide_turn(subject: Subject, state: State, request: TurnPhoto) -> Draft:
    """Return the entry that says how a photo is to be looked at.

    Raises:
        NotFound: there is no such photo.
        Refused: it cannot be turned so, or is turned so already.
    """
    picture = photo_named(state, request.photo)
    if request.turn not in TURNS:
        raise Refused(N_("A photo is turned by 0, 90, 180 or 270 degrees."))
    if picture.turn == request.turn:
        raise Refused(N_("Nothing would change: it says so already."))
    said: Json = {"of": picture.name, "turn": request.turn}
    return thing_draft(subject, state, CHANGED, {"record": {TURNED: [said]}})


def check_blackening(state: State, request: BlackenPhoto) -> Picture:
    """Return the photo of which a copy shall be made.

    Raises:
        NotFound: there is no such photo.
        Refused: nothing, or what is no part of it, shall be blackened.
    """
    picture = photo_named(state, request.photo)
    if not request.regions:
        raise Refused(N_("Say which part shall be black."))
    inside = all(region.is_inside for region in request.regions)
    if not inside or len(request.regions) > _MOST_REGIONS:
        raise Refused(N_("A part to blacken lies outside the photo, or there are too many."))
    return picture


def decide_copy(
    subject: Subject, state: State, request: BlackenPhoto, original: str, copy: PhotoRef
) -> Draft:
    """Return the entry that names a copy with parts blackened, beside its original's hash."""
    regions: list[Json] = [region.body() for region in request.regions]
    body: dict[str, Json] = {**copy.body(), "of": original, "blackened": regions}
    return thing_draft(subject, state, PHOTO_ADDED, {"record": {PHOTOS: [body]}})

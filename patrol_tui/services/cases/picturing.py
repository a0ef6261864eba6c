"""The photos of a case, each with its caption, those from before beside those from after."""

from collections.abc import Iterator

from patrol_tui.domain.case_file import Picture
from patrol_tui.domain.folding import pictures
from patrol_tui.domain.folding.sides import Sides, sides_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.cases.telling import Teller
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.services.papers.form import Form
from patrol_tui.services.photos.photo_view import PhotoView

W = Words
BEFORE_AND_AFTER = W("前后对比", "Before and after")
_BEFORE, _AFTER = W("处置前", "Before"), W("处置后", "After")
NOT_HELD, BLACKENED = N_("not on this laptop"), N_("parts blackened")


class CasePhotos:
    """Tells of photos to one reader.

    Who does not handle the case sees the copy with parts blackened, where there is one.
    """

    def __init__(self, form: Form, teller: Teller, recipient: Recipient, blobs: PhotoView) -> None:
        """Keep how photos are told of, and where they lie."""
        self._form, self._teller = form, teller
        self._recipient, self._blobs = recipient, blobs

    def pairs(self, state: State) -> tuple[tuple[Picture | None, Picture | None], ...]:
        """Return a thing's photos side by side; none where nothing was taken after the work."""
        return tuple(
            (
                self._picture(state, self._form.say(_BEFORE), before) if before else None,
                self._picture(state, self._form.say(_AFTER), after) if after else None,
            )
            for before, after in _sides(state).pairs
        )

    def rest(self, state: State) -> Iterator[Picture]:
        """Yield the photos of a thing that has none from after the work."""
        sides = _sides(state)
        if not sides.after:
            name = self._teller.name(state)
            yield from (self._picture(state, name, one) for one in sides.before)

    def _picture(self, state: State, lead: str, photo: pictures.Picture) -> Picture:
        is_whole = self._recipient is Recipient.HANDLER or photo.copy is None
        body = photo.body if is_whole else photo.shared
        at = self._form.moment(photo.taken_us)
        caption = self._form.discretion.text(str(body.get("caption", "")), state)
        told = (lead, caption, at)
        image = _bytes(self._blobs, str(body.get("hash", "")))
        remarks = ("" if is_whole else BLACKENED, "" if image else NOT_HELD)
        said = [self._form.speech.say(Phrase(one)) for one in remarks if one]
        return Picture("  ".join(filter(None, (*told, *said))), image, photo.turn)


def _sides(state: State) -> Sides:
    return sides_of(BY_TYPE[state.type], state)


def _bytes(blobs: PhotoView, name: str) -> bytes | None:
    try:
        blob = bytes.fromhex(name)
        return blobs.get(blob) if blob and blobs.has(blob) else None
    except ValueError:
        return None

"""What is shown of a photo: a small copy, whether the photo is here, on its way, or confirmed."""

import json

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import PHOTO_ADDED
from patrol_tui.domain.language.errors import NotFound
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.photos.photo_view import ShownPhoto, shown_photos, whereabouts
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from tests.services.syncing import SyncedLedger

LANE = name_id("thing", "lane")
PHOTO, PREVIEW = b"\x01" * 32, b"\x02" * 32


class Shelf:
    """Photos in memory, some with a small copy beside them."""

    def __init__(self, held: dict[bytes, bytes], small: dict[bytes, bytes]) -> None:
        self.held, self.small = held, small

    def has(self, name: bytes) -> bool:
        return name in self.held

    def get(self, name: bytes) -> bytes:
        if name not in self.held:
            raise NotFound("no photo")
        return self.held[name]

    def thumbnail(self, name: bytes) -> bytes | None:
        return self.small.get(name)


def named(ledger: SyncedLedger, *bodies: object) -> State:
    content = json.loads(json.dumps({"record": {"photos": list(bodies)}}))
    ledger.append((Draft(LANE, ISSUE.kind(PHOTO_ADDED), content),), 1)
    state = ledger.state(LANE)
    assert state is not None
    return state


def shown(shelf: Shelf, *bodies: object) -> tuple[ShownPhoto, ...]:
    ledger = SyncedLedger()
    return shown_photos(shelf, PhotoMarks(ledger), named(ledger, *bodies))


BODY = {"hash": PHOTO.hex(), "preview": PREVIEW.hex()}


@pytest.mark.fault(36)
def test_the_preview_stands_in_for_a_photo_that_is_still_coming() -> None:
    (photo,) = shown(Shelf({PREVIEW: b"small"}, {}), BODY)
    assert (photo.small, photo.is_preview, photo.where) == (b"small", True, "coming")


def test_of_a_photo_that_is_here_the_small_copy_is_shown() -> None:
    held = {PHOTO: b"large", PREVIEW: b"small"}
    (photo,) = shown(Shelf(held, {}), BODY)
    assert (photo.small, photo.is_preview, photo.where) == (b"small", False, "here")
    (older,) = shown(Shelf({PHOTO: b"large"}, {PHOTO: b"kept"}), {"hash": PHOTO.hex()})
    assert older.small == b"kept"
    (oldest,) = shown(Shelf({PHOTO: b"large"}, {}), {"hash": PHOTO.hex()})
    assert oldest.small == b"large"


def test_of_a_photo_that_nothing_came_of_nothing_is_shown() -> None:
    photos = shown(Shelf({}, {}), BODY, "odd", {}, {"hash": "odd"})
    assert [(one.small, one.is_preview, one.where) for one in photos] == [
        (None, False, "coming")
    ] * 3


def test_a_confirmed_photo_is_said_to_be_shared() -> None:
    marks = PhotoMarks(SyncedLedger())
    marks.confirm(PHOTO)
    assert whereabouts(Shelf({}, {}), marks, BODY) == "shared"

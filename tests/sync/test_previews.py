"""Over both databases: what a photo shows is with the others long before the photo is."""

from pathlib import Path

import pytest

from patrol_tui.domain.folding.subject import PHOTO_ADDED
from patrol_tui.services.exports.receipt import receipt
from patrol_tui.services.photos.photo_view import shown_photos
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from patrol_tui.services.syncing.sync import run_sync
from patrol_tui.services.syncing.sync_values import SyncProgress, SyncResult
from tests.sync.conftest import NewAddress
from tests.sync.district import Laptop, enrolled, from_bundle, joined, new_bureau

CHUNK = 16 << 10
ORIGINAL, PREVIEW = bytes(range(256)) * 1000, b"small copy" * 900


def photographed(author: Laptop) -> bytes:
    """Record an issue with a photo and its preview, and return the photo's name."""
    issue = author.record("gate")
    preview = author.blobs.put(PREVIEW, "image/jpeg")
    photo = author.blobs.put(ORIGINAL, "image/png")
    names = {"hash": photo.hex(), "preview": preview.hex()}
    author.write(issue, PHOTO_ADDED, {"record": {"photos": [{**names, "type": "image/png"}]}})
    return photo


def cut_after(laptop: Laptop, sent_bytes: int) -> tuple[SyncResult, int]:
    """Sync until so many bytes of photos are sent; return how many went over the link."""
    told = [SyncProgress.begun()]
    result = run_sync(
        laptop.ledger,
        laptop.blobs,
        laptop.connect,
        laptop.clock,
        told.append,
        lambda: told[-1].photo_bytes_sent >= sent_bytes,
    )
    return result, told[-1].bytes_sent


@pytest.mark.fault(36)
def test_others_see_the_preview_while_the_photo_comes_in_pieces(
    new_address: NewAddress, tmp_path: Path
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    author = joined(tmp_path / "author", bureau)
    reader = from_bundle(tmp_path / "reader", bureau, enrolled(bureau))
    photo = photographed(author)
    stopped, first_bytes = cut_after(author, len(PREVIEW) + 5 * CHUNK)
    assert (stopped.state, stopped.pending, stopped.photos_pending) == ("partial", 0, 1)
    assert [one.type for one in receipt(author.ledger, author.blobs).missing] == ["photo"]
    assert reader.sync().state == "complete"
    (issue,) = {need.subject for need in reader.ledger.photos_named()}
    state = reader.ledger.state(issue)
    assert state is not None
    (shown,) = shown_photos(reader.blobs, PhotoMarks(reader.ledger), state)
    assert (shown.small, shown.is_preview, shown.where) == (PREVIEW, True, "coming")
    rest, rest_bytes = cut_after(author, 1 << 30)
    assert (rest.state, rest.photos_sent) == ("complete", 1)
    # five chunks of the sixteen are not sent again
    assert rest_bytes < len(ORIGINAL) - 4 * CHUNK < first_bytes + rest_bytes
    reader.sync()
    assert reader.blobs.get(photo) == ORIGINAL
    assert receipt(author.ledger, author.blobs).is_complete

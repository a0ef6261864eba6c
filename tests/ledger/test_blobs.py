import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Corrupt, NotFound, Refused
from patrol_tui.ledger.blobs import (
    CHUNK_BYTES,
    MAX_BLOB_BYTES,
    MAX_THUMBNAIL_BYTES,
    Blobs,
    blob_hash,
)
from patrol_tui.ledger.disk.errors import DiskFull
from patrol_tui.ledger.disk.space import PHOTO_RESERVE_BYTES
from tests.ledger.processes import child, lines_then_kill

KEY = bytes(range(32))
PHOTO = b"".join(n.to_bytes(4) for n in range(10_000))  # two whole chunks and a part
NAME = hashlib.sha256(PHOTO).digest()
CHUNKS = [PHOTO[at : at + CHUNK_BYTES] for at in range(0, len(PHOTO), CHUNK_BYTES)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "photos.db"


@pytest.fixture
def blobs(path: Path) -> Iterator[Blobs]:
    opened = Blobs(path, KEY)
    yield opened
    opened.close()


def test_a_photo_is_found_by_its_hash(blobs: Blobs) -> None:
    assert blobs.put(PHOTO, "image/jpeg", b"small") == NAME
    assert blobs.get(NAME) == PHOTO
    assert blobs.thumbnail(NAME) == b"small"
    assert blobs.size_bytes(NAME) == len(PHOTO)
    assert blobs.has(NAME)
    assert blobs.missing_chunks(NAME) == []
    facts = blobs.facts(NAME)
    assert facts is not None
    assert (facts.media_type, facts.is_whole, facts.chunks) == ("image/jpeg", True, 3)


def test_a_photo_that_is_put_twice_is_kept_once(blobs: Blobs) -> None:
    assert blobs.put(PHOTO, "image/jpeg") == blobs.put(PHOTO, "image/jpeg")
    assert list(blobs.hashes()) == [NAME]


def test_a_photo_is_there_after_opening_again(path: Path) -> None:
    first = Blobs(path, KEY)
    first.put(PHOTO, "image/jpeg")
    first.close()
    again = Blobs(path, KEY)
    assert again.get(NAME) == PHOTO
    again.close()


def test_an_unknown_photo_is_not_found(blobs: Blobs) -> None:
    assert not blobs.has(NAME)
    assert blobs.facts(NAME) is None
    assert blobs.thumbnail(NAME) is None
    with pytest.raises(NotFound, match="not on this laptop"):
        blobs.get(NAME)
    with pytest.raises(NotFound):
        blobs.put_chunk(NAME, 0, CHUNKS[0])
    with pytest.raises(NotFound):
        blobs.chunk(NAME, 0)


def test_an_empty_file_is_no_photo(blobs: Blobs) -> None:
    with pytest.raises(Refused):
        blobs.put(b"", "image/jpeg")


def test_a_photo_arrives_in_any_order_and_more_than_once(blobs: Blobs) -> None:
    blobs.announce(NAME, "image/jpeg", len(PHOTO))
    assert blobs.missing_chunks(NAME) == [0, 1, 2]
    assert blobs.bitmap(NAME) == b"\x00"
    assert not blobs.put_chunk(NAME, 2, CHUNKS[2])
    assert not blobs.put_chunk(NAME, 2, CHUNKS[2])
    assert blobs.missing_chunks(NAME) == [0, 1]
    assert blobs.bitmap(NAME) == b"\x04"
    assert not blobs.put_chunk(NAME, 0, CHUNKS[0])
    assert not blobs.has(NAME)
    with pytest.raises(NotFound, match="1 of 3 parts are missing"):
        blobs.get(NAME)
    assert blobs.put_chunk(NAME, 1, CHUNKS[1])
    assert blobs.put_chunk(NAME, 1, CHUNKS[1])
    assert blobs.get(NAME) == PHOTO
    assert [blobs.chunk(NAME, n) for n in range(3)] == CHUNKS


def test_what_is_still_arriving_can_be_seen(blobs: Blobs) -> None:
    blobs.announce(NAME, "image/jpeg", len(PHOTO))
    blobs.put_chunk(NAME, 1, CHUNKS[1])
    assert [facts.hash for facts in blobs.arriving()] == [NAME]
    assert list(blobs.hashes()) == []
    blobs.put(PHOTO, "image/jpeg")
    assert blobs.arriving() == []


def test_the_thumbnail_may_come_first_or_later_and_is_never_replaced(blobs: Blobs) -> None:
    assert blobs.announce(NAME, "image/jpeg", len(PHOTO)).thumbnail is None
    assert blobs.announce(NAME, "image/jpeg", len(PHOTO), b"small").thumbnail == b"small"
    assert blobs.announce(NAME, "image/jpeg", len(PHOTO), b"other").thumbnail == b"small"


def test_a_damaged_transfer_is_dropped_and_begins_anew(blobs: Blobs) -> None:
    blobs.announce(NAME, "image/jpeg", len(PHOTO))
    blobs.put_chunk(NAME, 0, CHUNKS[1])
    blobs.put_chunk(NAME, 1, CHUNKS[1])
    with pytest.raises(Corrupt, match="arrived damaged"):
        blobs.put_chunk(NAME, 2, CHUNKS[2])
    assert blobs.missing_chunks(NAME) == [0, 1, 2]
    assert not blobs.has(NAME)


def test_the_whole_photo_takes_the_place_of_unproven_parts(blobs: Blobs) -> None:
    blobs.announce(NAME, "image/jpeg", len(PHOTO))
    blobs.put_chunk(NAME, 0, CHUNKS[1])
    blobs.put(PHOTO, "image/jpeg")
    assert blobs.get(NAME) == PHOTO


@pytest.mark.parametrize(
    ("n", "content"),
    [(3, CHUNKS[0]), (-1, CHUNKS[0]), (0, CHUNKS[2]), (2, CHUNKS[0]), (0, b"")],
)
def test_a_part_of_the_wrong_size_or_place_is_not_kept(
    blobs: Blobs, n: int, content: bytes
) -> None:
    blobs.announce(NAME, "image/jpeg", len(PHOTO))
    with pytest.raises(Refused, match="wrong size or place"):
        blobs.put_chunk(NAME, n, content)
    assert blobs.missing_chunks(NAME) == [0, 1, 2]


def test_what_is_too_large_for_a_photo_is_refused(blobs: Blobs) -> None:
    with pytest.raises(Refused, match="64 MB are the most"):
        blobs.announce(NAME, "image/jpeg", MAX_BLOB_BYTES + 1)
    with pytest.raises(Refused):
        blobs.put(PHOTO, "image/jpeg", bytes(MAX_THUMBNAIL_BYTES + 1))


def test_a_photo_is_refused_before_the_room_for_text_is_gone(path: Path) -> None:
    left = PHOTO_RESERVE_BYTES + len(PHOTO)
    blobs = Blobs(path, KEY, free=lambda _: left)
    blobs.put(PHOTO, "image/jpeg")
    left -= len(PHOTO)
    other = os.urandom(100)
    with pytest.raises(DiskFull, match="kept for text"):
        blobs.put(other, "image/jpeg")
    assert blobs.get(NAME) == PHOTO
    assert not blobs.has(blob_hash(other))
    blobs.close()


def test_bytes_that_changed_on_the_disk_are_not_shown_as_the_photo(blobs: Blobs) -> None:
    blobs.put(PHOTO, "image/jpeg")
    blobs._connection.execute("UPDATE chunk SET bytes = ? WHERE n = 0", (CHUNKS[1],))
    with pytest.raises(Corrupt, match="damaged on this laptop"):
        blobs.get(NAME)


def test_many_photos_are_listed_in_the_order_they_came(blobs: Blobs) -> None:
    names = [blobs.put(b"photo %d" % n, "image/png") for n in range(450)]
    listing = blobs.hashes()
    first = next(listing)
    assert not blobs._connection.in_transaction
    assert [first, *listing] == names


def test_an_idle_checkpoint_keeps_the_photos(blobs: Blobs) -> None:
    blobs.put(PHOTO, "image/jpeg")
    assert not blobs.is_wal_alarming()
    assert blobs.tidy().is_whole
    assert blobs.get(NAME) == PHOTO


def test_no_acknowledged_photo_is_lost_when_the_process_is_killed(path: Path) -> None:
    acknowledged: list[str] = []
    for round_ in range(3):
        with child("tests.ledger.keeper", "photos", path, round_) as process:
            acknowledged += lines_then_kill(process, 4 + 5 * round_)
    blobs = Blobs(path, KEY)
    for name in acknowledged:
        assert blob_hash(blobs.get(bytes.fromhex(name))).hex() == name
    blobs.close()

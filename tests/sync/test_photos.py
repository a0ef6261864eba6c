"""Photos arrive in chunks, in any order, and count once their whole hash was reckoned there."""

import hashlib

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.sync.flights.shared import Shared
from tests.sync.conftest import OpenShared
from tests.sync.pen import BINHU, NANHU

CHUNK = 16 << 10
PHOTO = bytes(range(256)) * 150
NAME = hashlib.sha256(PHOTO).digest()
CHUNKS = [PHOTO[at : at + CHUNK] for at in range(0, len(PHOTO), CHUNK)]


def missing(shared: Shared) -> tuple[int, ...]:
    """Return what is missing of the photo."""
    return shared.blob_missing(BINHU, NAME, len(PHOTO))


def test_a_photo_arrives_in_any_order(shared: Shared) -> None:
    assert missing(shared) == (0, 1, 2)
    for index in (2, 0, 1):
        assert shared.blob_size(BINHU, NAME) is None
        assert shared.get_chunk(BINHU, NAME, index) is None
        shared.put_chunk(BINHU, NAME, index, CHUNKS[index])
    assert shared.blob_size(BINHU, NAME) is None
    assert missing(shared) == ()
    assert missing(shared) == ()
    shared.put_chunk(BINHU, NAME, 0, CHUNKS[0])
    assert shared.blob_size(BINHU, NAME) == len(PHOTO)
    assert [shared.get_chunk(BINHU, NAME, index) for index in range(4)] == [*CHUNKS, None]


def test_a_photo_goes_on_where_it_broke_off(shared: Shared, open_one: OpenShared) -> None:
    missing(shared)
    shared.put_chunk(BINHU, NAME, 1, CHUNKS[1])
    shared.close()
    later = open_one()
    assert missing(later) == (0, 2)


def test_storing_a_chunk_twice_changes_nothing(shared: Shared) -> None:
    missing(shared)
    shared.put_chunk(BINHU, NAME, 1, CHUNKS[1])
    shared.put_chunk(BINHU, NAME, 1, bytes(CHUNK))
    for index in (0, 2, 2):
        shared.put_chunk(BINHU, NAME, index, CHUNKS[index])
    assert missing(shared) == ()


@pytest.mark.fault(36)
def test_chunks_that_are_not_the_photo_are_dropped_and_come_again(shared: Shared) -> None:
    missing(shared)
    for index in (0, 1):
        shared.put_chunk(BINHU, NAME, index, CHUNKS[index])
    shared.put_chunk(BINHU, NAME, 2, bytes(len(CHUNKS[2])))
    assert missing(shared) == (0, 1, 2)
    assert missing(shared) == (0, 1, 2)
    assert shared.blob_size(BINHU, NAME) is None


@pytest.mark.parametrize(("index", "data"), [(0, b"short"), (2, bytes(CHUNK)), (3, b""), (-1, b"")])
def test_what_cannot_be_a_chunk_of_it_is_refused(shared: Shared, index: int, data: bytes) -> None:
    missing(shared)
    with pytest.raises(Refused):
        shared.put_chunk(BINHU, NAME, index, data)
    assert missing(shared) == (0, 1, 2)


def test_a_photo_that_was_not_announced_is_refused(shared: Shared) -> None:
    with pytest.raises(Refused):
        shared.put_chunk(BINHU, NAME, 0, CHUNKS[0])


@pytest.mark.parametrize("size_bytes", [0, -1, (64 << 20) + 1])
def test_an_impossible_size_is_refused(shared: Shared, size_bytes: int) -> None:
    with pytest.raises(Refused):
        shared.blob_missing(BINHU, NAME, size_bytes)


def test_stations_keep_their_photos_apart(shared: Shared) -> None:
    missing(shared)
    for index, chunk in enumerate(CHUNKS):
        shared.put_chunk(BINHU, NAME, index, chunk)
    assert missing(shared) == ()
    assert shared.blob_size(NANHU, NAME) is None
    assert shared.get_chunk(NANHU, NAME, 0) is None
    assert shared.blob_missing(NANHU, NAME, len(PHOTO)) == (0, 1, 2)

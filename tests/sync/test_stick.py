"""Sync by stick beside a shared database of either kind, and what goes wrong with a file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from patrol_tui.devices.sample_photo import sample_photo
from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.services.exports.receipt import receipt
from patrol_tui.services.syncing.package import MOST_ROWS_BACK
from patrol_tui.sync.reaching.address import Address, read_address
from patrol_tui.sync.stick.runner import Packages
from patrol_tui.sync.stick.writing import refuse_when_short
from tests.sync.conftest import NewAddress
from tests.sync.district import Laptop, enrolled, from_bundle, joined, new_bureau


def on(_done: int, _total: int) -> bool:
    return True


def stick_of(laptop: Laptop) -> Packages:
    return Packages(
        laptop.folder, "test", laptop.ledger, laptop.blobs, laptop.identity, laptop.clock
    )


@dataclass
class Post:
    """A bureau, two laptops of one post, and the file that goes between them."""

    bureau: Laptop
    one: Laptop
    two: Laptop
    file: Path


def opened_post(folder: Path, address: Address) -> Iterator[Post]:
    bureau = new_bureau(folder / "bureau", address)
    one, two = (joined(folder / name, bureau) for name in ("one", "two"))
    yield Post(bureau, one, two, folder / "usb")
    for laptop in (bureau, one, two):
        laptop.close()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """Return a post whose laptops have synced once."""
    yield from opened_post(tmp_path, read_address(f"sqlite:///{tmp_path}/shared.db"))


@pytest.fixture
def post_of_either(tmp_path: Path, new_address: NewAddress) -> Iterator[Post]:
    """Return a post over each kind of shared database."""
    yield from opened_post(tmp_path, new_address())


def test_what_another_wrote_reaches_the_database_and_its_receipt_comes_back(
    post_of_either: Post,
) -> None:
    post = post_of_either
    subject = post.one.record("东门")
    post.one.photograph(subject, sample_photo(1, size=(64, 48)))
    stick_of(post.one).write(post.file, on)
    found = stick_of(post.two).read(post.file, on)
    assert (found.entries, found.carried, found.photos) == (2, 2, 1)
    assert post.two.ledger.unsent_subjects() == {subject}
    result = post.two.sync()
    assert (result.state, post.two.ledger.counts().carried) == ("complete", 0)
    stick_of(post.two).write(post.file, on)
    assert stick_of(post.one).read(post.file, on).receipts == 2
    assert receipt(post.one.ledger, post.one.blobs).is_complete
    # what the writer sends afterwards all the same changes nothing
    assert post.one.sync().state == "complete"
    post.bureau.sync()
    digests = {laptop.ledger.digest() for laptop in (post.bureau, post.one, post.two)}
    assert len(digests) == 1


def test_a_file_that_was_stopped_leaves_the_one_before(post: Post) -> None:
    post.one.record("东门")
    stick_of(post.one).write(post.file, on)
    before = post.file.read_bytes()
    post.one.record("西门")
    with pytest.raises(Refused, match="still stands"):
        stick_of(post.one).write(post.file, lambda *_: False)
    assert post.file.read_bytes() == before
    assert list(post.file.parent.glob(".patrol*")) == []


def test_a_reading_that_was_stopped_goes_on_where_it_was(post: Post) -> None:
    subject = post.one.record("东门")
    post.one.photograph(subject, sample_photo(1, size=(640, 480)))
    stick_of(post.one).write(post.file, on)
    steps = 0
    for most in range(1, 40):
        left = [most]

        def some(_done: int, _total: int, left: list[int] = left) -> bool:
            left[0] -= 1
            return left[0] > 0

        try:
            stick_of(post.two).read(post.file, some)
            break
        except Refused:
            steps += 1
    assert steps > 3
    stick_of(post.two).read(post.file, on)
    assert post.two.place(subject) == ["东门"]
    assert post.two.ledger.counts().carried == 2
    assert post.two.ledger.verify().problems == ()


def test_a_disk_without_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="MB are needed"):
        refuse_when_short(tmp_path / "usb", 1 << 60)
    with pytest.raises(Refused, match="stick in"):
        refuse_when_short(tmp_path / "gone" / "usb", 1)


def test_nobody_outside_the_district_vouches_for_a_file(post: Post) -> None:
    post.one.record("东门")
    stranger = replace(post.one.identity, signing=SigningKey.generate())
    forged = replace(stick_of(post.one), identity=stranger)
    forged.write(post.file, on)
    with pytest.raises(Refused, match="does not know"):
        stick_of(post.two).read(post.file, on)
    assert post.two.ledger.counts().carried == 0


def test_a_log_that_begins_too_late_is_said_and_mended_by_a_file_of_the_other(
    post: Post, tmp_path: Path
) -> None:
    late = from_bundle(tmp_path / "late", post.bureau, enrolled(post.bureau))
    subject = post.one.record("东门")
    assert post.one.sync().state == "complete"
    far = post.one.ledger.cursors()[post.one.ledger.writer.station]
    assert far.n < MOST_ROWS_BACK
    stick_of(late).write(post.file, on)
    stick_of(post.one).read(post.file, on)
    stick_of(post.one).write(post.file, on)
    found = stick_of(late).read(post.file, on)
    assert not found.is_behind
    assert late.place(subject) == ["东门"]
    assert late.ledger.cursors()[late.ledger.writer.station] == far
    late.close()


def test_a_folder_is_given_the_usual_name(post: Post, tmp_path: Path) -> None:
    written = stick_of(post.one).write(tmp_path, on)
    assert written.path.name == "patrol.usb"
    assert stick_of(post.two).read(tmp_path, on).entries == 0


def test_what_a_stick_brings_without_what_was_before_it_holds_nothing_up(post: Post) -> None:
    post.one.record("东门")
    post.one.sync()
    first = post.one.record("西门")
    (before,) = post.one.ledger.apart.loose_runs()
    post.one.record("北门")
    *_, after = post.one.ledger.apart.loose_runs()
    # the one laptop is lost, and what came to the other begins in the middle
    post.two.ledger.apart.take_loose([after])
    own = post.two.record("南门")
    result = post.two.sync()
    assert (result.state, result.pending) == ("partial", 0)
    assert post.two.ledger.counts().carried == 1
    assert own not in post.two.ledger.unsent_subjects()
    post.two.ledger.apart.take_loose([before])
    assert post.two.sync().state == "complete"
    post.bureau.sync()
    assert post.bureau.ledger.state(first) is not None
    assert post.two.ledger.counts().carried == 0

import errno
import sys
from pathlib import Path

import pytest

from patrol_tui.ledger.disk.errors import DiskFailed, DiskFull, NotSaved
from patrol_tui.ledger.disk.space import (
    PHOTO_RESERVE_BYTES,
    Ballast,
    free_bytes,
    make_directory,
    os_failure,
    refuse_photo_when_short,
    write_whole,
)

SMALL_BYTES = 100_000


def names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def plenty(_: Path) -> int:
    return 1 << 40


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert names(tmp_path) == ["keys.json"]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_whole(path, b"old")
    (tmp_path / "keys.json.new").symlink_to("/dev/full")
    with pytest.raises(DiskFull, match="disk full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["keys.json"]


def test_a_disk_error_keeps_the_systems_words() -> None:
    failure = os_failure(OSError(errno.EIO, "Input/output error"))
    assert isinstance(failure, DiskFailed)
    assert "Input/output error" in str(failure)


def test_a_home_is_made_with_all_that_leads_to_it(tmp_path: Path) -> None:
    home = tmp_path / "share" / "patrol" / "home"
    make_directory(home)
    make_directory(home)
    assert home.is_dir()
    if sys.platform != "win32":
        assert home.stat().st_mode & 0o077 == 0


def test_the_ballast_takes_real_room_and_gives_it_back(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path, SMALL_BYTES)
    assert ballast.ensure()
    assert ballast.ensure()
    if sys.platform != "win32":
        assert ballast.path.stat().st_blocks * 512 >= SMALL_BYTES
    assert ballast.release()
    assert not ballast.is_there()
    assert not ballast.release()


def test_the_ballast_is_not_taken_where_there_is_no_room(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path, SMALL_BYTES)
    assert not ballast.ensure(lambda _: 2 * SMALL_BYTES - 1)
    assert names(tmp_path) == []


def test_a_ballast_that_the_disk_refuses_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "ballast.new").symlink_to("/dev/full")
    assert not Ballast(tmp_path, SMALL_BYTES).ensure(plenty)
    assert names(tmp_path) == []


def test_a_save_on_a_full_disk_is_made_again_without_the_ballast(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path, SMALL_BYTES)
    ballast.ensure()

    def save() -> str:
        if ballast.is_there():
            raise DiskFull("full")
        return "saved"

    assert ballast.save(save) == "saved"


def test_a_save_is_refused_where_even_the_ballast_is_gone(tmp_path: Path) -> None:
    tries = []

    def save() -> None:
        tries.append(1)
        raise DiskFull("full")

    with pytest.raises(NotSaved):
        Ballast(tmp_path, SMALL_BYTES).save(save)
    assert len(tries) == 1


def test_photos_stop_before_text_does(tmp_path: Path) -> None:
    refuse_photo_when_short(tmp_path, 1000, lambda _: PHOTO_RESERVE_BYTES + 1000)
    with pytest.raises(DiskFull, match="only 31 MB are free"):
        refuse_photo_when_short(tmp_path, 1000, lambda _: PHOTO_RESERVE_BYTES - 1)


def test_the_free_room_is_the_file_systems(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) > 0

import hashlib
import os
from pathlib import Path

import pytest

from patrol_tui.devices.camera import (
    MAX_FILE_BYTES,
    CameraFolder,
    PhotoFile,
    fingerprint,
    folder_problem,
    newest_photo,
    photos_in,
    unfit,
)

FOLDER = Path("/camera")


def photo(name: str, modified_us: int, size_bytes: int = 9) -> PhotoFile:
    return PhotoFile(FOLDER / name, modified_us, size_bytes)


class Camera:
    """A folder that holds what a test puts there."""

    def __init__(self, *photos: PhotoFile) -> None:
        self.photos = list(photos)

    def __call__(self, _folder: Path) -> list[PhotoFile]:
        return list(self.photos)


def test_the_newest_photo_since_a_time_is_found() -> None:
    camera = Camera(photo("a.jpg", 10), photo("c.jpg", 30), photo("b.jpg", 20))
    assert newest_photo(FOLDER, 10, camera) == FOLDER / "c.jpg"
    assert newest_photo(FOLDER, 31, camera) is None


def test_of_two_photos_of_one_moment_the_last_by_name_is_newest() -> None:
    assert newest_photo(FOLDER, 0, Camera(photo("2.jpg", 5), photo("1.jpg", 5))) == FOLDER / "2.jpg"


def test_a_new_photo_is_told_of_once_and_only_when_it_stopped_growing() -> None:
    camera = Camera(photo("old.jpg", 5))
    folder = CameraFolder(FOLDER, since_us=10, listing=camera)
    camera.photos.append(photo("new.jpg", 20, size_bytes=1))
    assert folder.poll() == []
    camera.photos[1] = photo("new.jpg", 21, size_bytes=9)
    assert folder.poll() == []
    assert folder.poll() == [photo("new.jpg", 21)]
    assert folder.poll() == []


def test_photos_are_told_of_oldest_first() -> None:
    folder = CameraFolder(FOLDER, 0, Camera(photo("b.jpg", 20), photo("a.jpg", 30)))
    folder.poll()
    assert folder.poll() == [photo("b.jpg", 20), photo("a.jpg", 30)]


def test_an_empty_file_is_waited_for() -> None:
    folder = CameraFolder(FOLDER, 0, Camera(photo("a.jpg", 1, size_bytes=0)))
    assert [folder.poll(), folder.poll()] == [[], []]


def test_photos_are_listed_in_the_folders_that_cameras_make(tmp_path: Path) -> None:
    for name in ("a.JPG", "DCIM/100CAM/b.jpeg", "c.txt", ".d.jpg", "1/2/3/deep.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"1234")
        os.utime(path, ns=(0, 5_000_000))
    assert sorted(photos_in(tmp_path), key=lambda one: one.path.name) == [
        PhotoFile(tmp_path / "a.JPG", 5000, 4),
        PhotoFile(tmp_path / "DCIM/100CAM/b.jpeg", 5000, 4),
    ]


def test_a_camera_that_is_not_plugged_in_has_no_photos(tmp_path: Path) -> None:
    assert photos_in(tmp_path / "none") == []


def test_a_photo_that_vanishes_while_it_is_listed_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    assert photos_in(tmp_path) == []


def test_a_folder_that_cannot_be_looked_into_says_why(tmp_path: Path) -> None:
    assert folder_problem(tmp_path) is None
    said = folder_problem(tmp_path / "none")
    assert said is not None
    assert "is not there" in said.text(str)
    (tmp_path / "file").write_bytes(b"")
    said = folder_problem(tmp_path / "file")
    assert said is not None
    assert "cannot be read" in said.text(str)


@pytest.mark.parametrize(
    ("name", "size_bytes", "said"),
    [
        ("a.jpg", MAX_FILE_BYTES, ""),
        ("a.jpg", MAX_FILE_BYTES + 1, "larger than 40 MB"),
        ("a.HEIC", 9, "Set the camera to JPEG"),
    ],
)
def test_what_will_not_be_taken_is_said_from_name_and_size(
    name: str, size_bytes: int, said: str
) -> None:
    error = unfit(photo(name, 1, size_bytes))
    assert said in (error.text(str) if error else "")
    assert bool(error) == bool(said)


def test_a_file_is_known_by_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"photo")
    assert fingerprint(path) == hashlib.sha256(b"photo").digest()

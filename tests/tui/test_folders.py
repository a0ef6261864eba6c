"""Folders looked into for a file."""

from pathlib import Path

from patrol_tui.tui.disk.folders import list_folder


def test_folders_come_first_and_the_one_above_before_all(tmp_path: Path) -> None:
    (tmp_path / "b.bundle").write_bytes(b"x" * 2000)
    (tmp_path / "a.txt").touch()
    (tmp_path / ".hidden").touch()
    (tmp_path / "sub").mkdir()
    entries = list_folder(str(tmp_path))
    assert [entry.name for entry in entries] == ["..", "sub", "a.txt", "b.bundle"]
    assert entries[3].note == "2 KB"
    assert entries[0].path == str(tmp_path.parent)


def test_what_is_no_folder_lists_nothing(tmp_path: Path) -> None:
    assert list_folder(str(tmp_path / "none")) == ()

from pathlib import Path

from patrol_tui.devices.disk import free_bytes


def test_free_space_is_told_for_a_folder_that_is_still_to_be_made(tmp_path: Path) -> None:
    here, there = free_bytes(tmp_path), free_bytes(tmp_path / "home" / "blobs")
    assert here is not None
    assert there is not None
    assert here > 0
    assert abs(here - there) < 1_000_000_000

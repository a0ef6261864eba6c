"""Sticks are found where the system mounts them."""

from pathlib import Path

from patrol_tui.devices.stick import sticks

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /media/officer/PATROL\040USB vfat rw,nosuid 0 0
/dev/sdc1 /run/media/officer/blue exfat rw 0 0
/dev/sdd1 /mnt/stick vfat rw 0 0
/dev/sde1 /mnt/archive ext4 rw 0 0
broken line
"""


def test_sticks_are_found_by_place_and_kind() -> None:
    assert sticks(MOUNTS) == (
        Path("/media/officer/PATROL USB"),
        Path("/mnt/stick"),
        Path("/run/media/officer/blue"),
    )


def test_a_computer_without_a_stick_has_none() -> None:
    assert sticks("") == ()
    assert isinstance(sticks(), tuple)

from pathlib import Path

import pytest

from patrol_tui.devices.battery import Battery, read_battery


def supply(folder: Path, name: str, **said: str) -> None:
    (folder / name).mkdir()
    for file, text in said.items():
        (folder / name / file).write_text(f"{text}\n")


def test_a_laptop_on_the_road_says_what_is_left(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", capacity="64", status="Discharging")
    assert read_battery(tmp_path) == Battery(64, is_plugged=False)


@pytest.mark.parametrize("status", ["Charging", "Full", "Not charging", "Unknown"])
def test_a_laptop_on_the_mains_is_plugged(status: str, tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="101", status=status)
    assert read_battery(tmp_path) == Battery(100, is_plugged=True)


def test_two_batteries_count_as_one(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="90", status="Not charging")
    supply(tmp_path, "BAT1", type="Battery", capacity="31", status="Discharging")
    assert read_battery(tmp_path) == Battery(60, is_plugged=False)


def test_the_battery_of_a_mouse_is_not_the_laptop_s(tmp_path: Path) -> None:
    supply(tmp_path, "mouse", type="Battery", scope="Device", capacity="5", status="Discharging")
    assert read_battery(tmp_path) is None


def test_a_battery_that_says_nothing_is_unknown(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="?")
    assert read_battery(tmp_path) is None


def test_a_system_without_power_supplies_has_no_battery(tmp_path: Path) -> None:
    assert read_battery(tmp_path / "none") is None

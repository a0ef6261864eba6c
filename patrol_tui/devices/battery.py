"""The laptop's battery, as far as the system tells."""

import sys
from pathlib import Path

from patrol_tui.domain.values import dataclass

LINUX_SUPPLIES = Path("/sys/class/power_supply")


if sys.platform == "win32":
    from ctypes import Structure, byref, c_ubyte, c_ulong, windll

    class _PowerStatus(Structure):
        _fields_ = (
            ("mains", c_ubyte),
            ("flags", c_ubyte),
            ("percent", c_ubyte),
            ("saver", c_ubyte),
            ("seconds", c_ulong),
            ("seconds_full", c_ulong),
        )

    def _on_windows() -> "Battery | None":
        status = _PowerStatus()
        if not windll.kernel32.GetSystemPowerStatus(byref(status)):
            return None
        no_battery, unknown = 128, 255
        if status.flags & no_battery or status.percent == unknown:
            return None
        return Battery(status.percent, status.mains == 1)


@dataclass(frozen=True, slots=True)
class Battery:
    """What is left.

    Attributes:
        percent: 0 to 100; the mean where there are two batteries.
        is_plugged: it is not being used up.
    """

    percent: int
    is_plugged: bool


def read_battery(supplies: Path = LINUX_SUPPLIES) -> Battery | None:
    """Return the state of the battery, or None without one or where nothing is known.

    Args:
        supplies: where Linux lists what feeds it.
    """
    if sys.platform == "win32":
        return _on_windows()
    return _on_linux(supplies)


def _on_linux(supplies: Path) -> Battery | None:
    try:
        folders = sorted(supplies.iterdir())
    except OSError:
        return None
    # A mouse has a battery too; its scope is "Device".
    own = [
        folder
        for folder in folders
        if _said(folder, "type") == "Battery" and _said(folder, "scope") != "Device"
    ]
    levels = [int(level) for folder in own if (level := _said(folder, "capacity")).isdecimal()]
    if not levels:
        return None
    is_plugged = all(_said(folder, "status") != "Discharging" for folder in own)
    return Battery(min(100, sum(levels) // len(levels)), is_plugged)


def _said(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""

"""Settings as rows: what each is called, what was chosen, what Enter does to it."""

import re
from dataclasses import replace
from typing import Literal

from patrol_tui.domain.language.text import inert
from patrol_tui.domain.values import dataclass
from patrol_tui.language import _
from patrol_tui.settings import CHECK_IN_MIN, LOCK_AFTER_MIN, Settings
from patrol_tui.tui.cells import cut, pad
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.rows import GroupHead, RowLook

_PASSWORD = re.compile(r"(//[^:/@\s]*):[^@\s]*@")
_NAME_CELLS = 14
Themes = dict[str, Literal["day", "sunlight", "night"]]
_NEXT_THEME: Themes = {"day": "sunlight", "sunlight": "night", "night": "day"}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting.

    Attributes:
        id: name of the field, or of what else can be done.
        group: the head it stands under.
        name: what it is called.
        value: what was chosen, in words.
        says: a sentence on what it does.
        is_typed: Enter asks for a text; else it goes to the next value.
        is_last: of its group.
        does: what Enter does instead.
    """

    id: str
    group: str
    name: str
    value: str
    says: str
    is_typed: bool = False
    is_last: bool = False
    does: str = ""


def without_password(url: str) -> str:
    """Return an address as it may be shown."""
    return inert(_PASSWORD.sub(r"\1:***@", url))


MINUTES = {
    "lock_after_min": LOCK_AFTER_MIN,
    "check_in_min": CHECK_IN_MIN,
    "check_in_grace_min": CHECK_IN_MIN,
}
"""What may be typed for the settings that are minutes."""


def setting_rows(chosen: Settings, *, has_pin: bool) -> list[SettingRow]:
    """Return all settings in the order of the screen."""
    return [*_look_rows(chosen), *_work_rows(chosen, has_pin=has_pin)]


def _look_rows(chosen: Settings) -> list[SettingRow]:
    look = _("How it looks")
    themes = {"day": _("day"), "sunlight": _("sunlight"), "night": _("night")}
    lines = _("drawn ─ │ ━") if chosen.lines == "unicode" else _("plain - | =")
    return [
        SettingRow(
            "language",
            look,
            _("Language"),
            "中文" if chosen.language == "zh" else "English",
            _("Chinese or English"),
        ),
        SettingRow(
            "theme", look, _("Colours"), themes[chosen.theme], _("day, sunlight, or night in red")
        ),
        SettingRow(
            "touch",
            look,
            _("Large targets"),
            _on_off(is_on=chosen.touch),
            _("rows three high, for fingers"),
        ),
        SettingRow(
            "lines", look, _("Lines"), lines, _("plain where lines come out two cells wide")
        ),
        SettingRow(
            "reduced_motion",
            look,
            _("Still"),
            _on_off(is_on=chosen.reduced_motion),
            _("nothing moves but the clock"),
            is_last=True,
        ),
    ]


def _work_rows(chosen: Settings, *, has_pin: bool) -> list[SettingRow]:
    work = _("How it works")
    lock = _("after {count} min").format(count=chosen.lock_after_min)
    return [
        SettingRow(
            "lock_after_min",
            work,
            _("Lock"),
            lock if has_pin else _("never: no PIN"),
            _("without a key; never in the middle of a form"),
            is_typed=True,
        ),
        SettingRow(
            "camera_folder",
            work,
            _("Camera folder"),
            inert(chosen.camera_folder) or _("not set"),
            _("where the camera leaves new photos"),
            is_typed=True,
        ),
        _gps_row(chosen, work),
        SettingRow(
            "shared_url",
            work,
            _("Shared ledger"),
            without_password(chosen.shared_url) or _("as set up"),
            _("sqlite:///FILE or postgresql://..."),
            is_typed=True,
        ),
        *_check_in_rows(chosen, work),
    ]


def _gps_row(chosen: Settings, work: str) -> SettingRow:
    says = _("auto, off, gpsd, a port such as /dev/ttyUSB0@9600, or file:PATH")
    said = {"auto": _("found by itself"), "off": _("off")}.get(chosen.gps, inert(chosen.gps))
    return SettingRow("gps", work, _("GPS"), said, says, is_typed=True)


def _check_in_rows(chosen: Settings, work: str) -> list[SettingRow]:
    """Return the rows of the question that lone officers are asked."""
    minutes, grace = chosen.check_in_min, chosen.check_in_grace_min
    return [
        SettingRow(
            "check_in_min",
            work,
            _("Check-in"),
            _("after {count} min").format(count=minutes) if minutes else _("never"),
            _("who walks alone is asked whether all is well; 0 never"),
            is_typed=True,
        ),
        SettingRow(
            "check_in_grace_min",
            work,
            _("Grace time"),
            _("{count} min").format(count=grace),
            _("for the answer; after it the lead's Today names who is silent"),
            is_typed=True,
            is_last=True,
        ),
    ]


def _on_off(*, is_on: bool) -> str:
    return _("on") if is_on else _("off")


def next_value(chosen: Settings, name: str) -> Settings:
    """Return the settings with the next value of one that Enter goes through."""
    match name:
        case "theme":
            return replace(chosen, theme=_NEXT_THEME[chosen.theme])
        case "touch":
            return replace(chosen, touch=not chosen.touch)
        case "lines":
            return replace(chosen, lines="ascii" if chosen.lines == "unicode" else "unicode")
        case "reduced_motion":
            return replace(chosen, reduced_motion=not chosen.reduced_motion)
        case _:
            return chosen


def with_typed(chosen: Settings, name: str, typed: str) -> Settings:
    """Return the settings with what was typed for one."""
    match name:
        case "lock_after_min" | "check_in_min" | "check_in_grace_min":
            least, most = MINUTES[name][0], MINUTES[name][-1]
            within = min(max(int(typed), least), most) if typed.isdecimal() else None
            return chosen if within is None else _with_minutes(chosen, name, within)
        case "camera_folder":
            return replace(chosen, camera_folder=typed.strip())
        case "gps":
            return replace(chosen, gps=typed.strip() or Settings().gps)
        case "shared_url":
            return replace(chosen, shared_url=typed.strip())
        case _:
            return chosen


def _with_minutes(chosen: Settings, name: str, minutes: int) -> Settings:
    if name == "lock_after_min":
        return replace(chosen, lock_after_min=minutes)
    if name == "check_in_min":
        return replace(chosen, check_in_min=minutes)
    return replace(chosen, check_in_grace_min=minutes)


def typed_now(chosen: Settings, name: str) -> str:
    """Return what stands in the field of a typed setting."""
    return {
        "lock_after_min": str(chosen.lock_after_min),
        "check_in_min": str(chosen.check_in_min),
        "check_in_grace_min": str(chosen.check_in_grace_min),
        "camera_folder": chosen.camera_folder,
        "gps": chosen.gps,
        "shared_url": chosen.shared_url,
    }.get(name, "")


def setting_lines(row: SettingRow, look: RowLook) -> list[Line]:
    """Return name and value; under the cursor what it does."""
    bold = "bold" if look.has_keys else ""
    value = cut(row.value, max(8, look.width - _NAME_CELLS - 2))
    first = Line([(pad(row.name, _NAME_CELLS), bold or "soft"), (value, bold or "bold")])
    if look.touch:
        return [first]
    gap = [Line()] if row.is_last else []
    if look.has_keys:
        does = row.does or (_("types another") if row.is_typed else _("goes to the next"))
        keyed = [
            (" ", ""),
            (f"{key_of('settings.change')} {does}", "bold"),
            (f"  {row.says}", "soft"),
        ]
        return [first, Line(keyed, ground="focus"), *gap]
    return [first, *gap]


def group_of(row: SettingRow) -> GroupHead:
    """Return the head that a setting stands under."""
    return GroupHead(row.group)

"""Waypoints from the rows of a table whose header is in Chinese or English."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from patrol_tui.documents.reading.waypoint_list import WaypointList
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.waypoint import WaypointFile

Line = tuple[int, Sequence[str]]
"""The number of a line or row, and its cells."""

_HEADERS = {
    "name": "名称 点位 点位名称 点名 检查点 检查点名称 地点 name checkpoint waypoint title",
    "lat": "纬度 北纬 lat latitude y",
    "lon": "经度 东经 lon lng long longitude x",
    "note": "备注 说明 描述 note notes desc description remark remarks",
    "items": "检查项 检查项目 检查内容 items checklist",
}
_FIELDS = {word: field for field, words in _HEADERS.items() for word in words.split()}
_HEADER_WITHIN = 20  # lines: Chinese forms have titles above
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|[*:°]")


def waypoints_of_rows(lines: Iterable[Line], path: Path) -> WaypointFile | None:
    """Return the waypoints under the header, or None where there is no header.

    A row without name and place is passed over.
    """
    rest = iter(lines)
    for _number, cells in islice(rest, _HEADER_WITHIN):
        places = _places(cells)
        if places.keys() >= {"name", "lat", "lon"}:
            return _read(rest, places, WaypointList(path))
    return None


def no_header(path: Path) -> Refused:
    """Return the refusal of a table without the columns that are needed."""
    template = N_("{path} has no header with 名称, 纬度 and 经度 (or name, lat and lon).")
    return Refused(template, path=path)


def _read(lines: Iterable[Line], places: Mapping[str, int], found: WaypointList) -> WaypointFile:
    for number, cells in lines:
        said = {
            field: cells[place].strip() if place < len(cells) else ""
            for field, place in places.items()
        }
        if said["name"] or said["lat"] or said["lon"]:
            note, items = said.get("note", ""), said.get("items", "")
            found.add(number, said["name"], said["lat"], said["lon"], note=note, items=items)
    return found.result()


def _places(cells: Sequence[str]) -> dict[str, int]:
    """Return where each known column stands; the first of two with one meaning counts."""
    places: dict[str, int] = {}
    for place, title in enumerate(cells):
        plain = unicodedata.normalize("NFKC", title).casefold()
        field = _FIELDS.get("".join(_ASIDE.sub("", plain).split()))
        if field:
            places.setdefault(field, place)
    return places

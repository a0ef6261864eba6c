"""Where an issue was found and what it is: one sight, filled in, ready to be recorded."""

import re
from collections.abc import Mapping
from random import Random

from patrol_tui.domain.catalog import Checkpoint
from patrol_tui.domain.values import dataclass
from patrol_tui.sample.sights import SIGHTS
from patrol_tui.sample.sights.sight import Sight, Way, particulars

_BLOCK = re.compile(r"(\d+)号楼")
_ESTATE = "甲小区"
_LAT_E7_PER_M, _LON_E7_PER_M = 90, 113
_ROUND_M = 22
_WORD = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """An issue before anybody wrote it down.

    Attributes:
        kind: id in the catalogue.
        place: where, as an officer writes it.
        elsewhere: the same with another spot, for a slip of the pen.
        fields: answers to the kind's form.
    """

    kind: str
    sight: Sight
    checkpoint: str
    place: str
    elsewhere: str
    note: str
    fields: Mapping[str, str]
    lat_e7: int
    lon_e7: int


def sight_of(chance: Random, kind: str, point: Checkpoint, way: Way | None = None) -> Sight:
    """Return a sight of a kind that fits a checkpoint, and a way to end where there is one."""
    fitting = [one for one in SIGHTS[kind] if one.fits(point.name.zh)] or SIGHTS[kind]
    return chance.choice([one for one in fitting if way in {None, one.way}] or fitting)


def scene_at(chance: Random, kind: str, point: Checkpoint, sight: Sight) -> Scene:
    """Return a sight as an officer comes upon it near a checkpoint."""
    filled = particulars(chance)
    block = _BLOCK.search(point.name.zh)
    if block:
        filled["building"] = block[1]
    spots = chance.sample(sight.spots, min(2, len(sight.spots)))
    place, *others = [_place(point, spot.format(**filled)) for spot in spots]
    return Scene(
        kind=kind,
        sight=sight,
        checkpoint=point.id,
        place=place,
        elsewhere=next((one for one in others if one != place), f"{place}附近"),
        note=sight.note.format(**filled),
        fields={name: text.format(**filled) for name, text in sight.fields.items()},
        lat_e7=point.lat_e7 + chance.randint(-_ROUND_M, _ROUND_M) * _LAT_E7_PER_M,
        lon_e7=point.lon_e7 + chance.randint(-_ROUND_M, _ROUND_M) * _LON_E7_PER_M,
    )


def _place(point: Checkpoint, spot: str) -> str:
    """Return checkpoint and spot as one says it, nothing twice."""
    block = _BLOCK.search(point.name.zh)
    if _BLOCK.search(spot):
        return f"{_ESTATE} {spot}"
    name = f"{_ESTATE} {block[0]}" if block else point.name.zh
    if spot[:_WORD] in point.name.zh:
        spot = spot[_WORD:]
    return f"{name} {spot}" if spot[:1].isascii() and spot else f"{name}{spot}"

"""What an officer may come upon, and how it is written down."""

from collections.abc import Mapping
from dataclasses import field
from random import Random
from typing import Literal

from patrol_tui.domain.values import dataclass

Way = Literal["spot", "order", "handed"]
"""Settled there and then, to be put right by the party, or for another department."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A template of an issue; `{plate}` and the like are filled in for each.

    Attributes:
        note: what was seen.
        spots: where it may be, seen from the checkpoint.
        measures: ids of what was done there and then.
        fields: answers to the kind's form.
        to: id of the department that takes over.
        after: what a later look found.
        at: parts of names of checkpoints that it fits; empty fits all.
    """

    way: Way
    note: str
    spots: tuple[str, ...]
    measures: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    to: str = ""
    after: str = "已整改到位"
    at: tuple[str, ...] = ()

    def fits(self, place: str) -> bool:
        """Return whether it may be seen at a checkpoint of that name."""
        return not self.at or any(part in place for part in self.at)


_COLOURS = ("黑色", "白色", "银色", "灰色", "蓝色", "红色")
_SHOPS = (
    "水果店",
    "早点铺",
    "五金店",
    "理发店",
    "便利店",
    "快餐店",
    "洗车店",
    "花店",
    "奶茶店",
    "粮油店",
)
_DINERS = ("快餐店", "早点铺", "面馆", "饺子馆", "烧烤店", "火锅店")
_PLATE_ENDS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def particulars(chance: Random) -> dict[str, str]:
    """Return what fills a template: made-up plates, role names, plausible measures."""
    return {
        "plate": f"鲁A0000{chance.choice(_PLATE_ENDS)}",
        "colour": chance.choice(_COLOURS),
        "shop": chance.choice(_SHOPS),
        "diner": chance.choice(_DINERS),
        "building": str(chance.randint(1, 12)),
        "width": f"{chance.randint(16, 31) / 10:.1f}",
        "minutes": str(chance.choice((10, 15, 20, 25, 30, 40, 60, 90))),
        "took": str(chance.randint(3, 18)),
        "n": str(chance.randint(2, 9)),
        "length": f"{chance.randint(8, 30) / 10:.1f}",
        "depth": f"{chance.randint(5, 15) / 10:.1f}",
        "area": f"{chance.randint(3, 24) / 2:.1f}",
        "stall": f"{chance.choice('ABC')}{chance.randint(1, 36):02d}",
        "flat": f"{chance.randint(1, 4)}单元{chance.randint(1, 17)}0{chance.randint(1, 4)}",
        "well": f"W{chance.randint(11, 89)}",
    }

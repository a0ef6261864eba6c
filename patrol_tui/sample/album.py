"""Photos of the sample: which there are, and what they show."""

from pathlib import Path
from random import Random

from patrol_tui.devices.sample_photo import SCENES, sample_photo
from patrol_tui.devices.sample_photo import Scene as Picture
from patrol_tui.domain.times import in_zone
from patrol_tui.sample.act import Drawing
from patrol_tui.services.requests import PhotoFile

MOST = 36
SIZE = (480, 360)
_CAPTIONS = {
    "fire_lane": ("车头", "标线", "全景"),
    "street_vending": ("摊位", "人行道", "全景"),
    "garbage_room": ("门前", "桶", "北墙"),
    "street": ("全景", "近处", "门牌"),
}
_OFTEN = {"fire_lane": 45, "street_vending": 30, "garbage_room": 40}
_SELDOM = 6
_TWO_PHOTOS = 35


class Album:
    """Hands out photos until there are enough."""

    def __init__(self, folder: Path, chance: Random) -> None:
        """Keep where the files will lie; they are drawn only when their time has come."""
        self._folder = folder
        self._chance = chance
        self._count = 0

    def maybe(self, kind: str, at_us: int) -> tuple[Drawing, ...]:
        """Return the photos that an officer takes of a kind of issue, often none."""
        wanted = self._chance.randrange(100) < _OFTEN.get(kind, _SELDOM)
        two = self._chance.randrange(100) < _TWO_PHOTOS
        if not wanted or self._count >= MOST:
            return ()
        return self.of(kind, at_us, 1 + two)

    def of(self, kind: str, at_us: int, count: int = 1) -> tuple[Drawing, ...]:
        """Return photos of a kind of issue."""
        scene: Picture = next((one for one in SCENES if one == kind), "street")
        stamp = in_zone(at_us).strftime("%Y-%m-%d %H:%M")
        drawings = []
        for _ in range(count):
            self._count += 1
            path = self._folder / f"{self._count:03d}.jpg"
            drawings.append(Drawing(path, self._count, stamp, scene))
        return tuple(drawings)


def files(drawings: tuple[Drawing, ...], *captions: str) -> tuple[PhotoFile, ...]:
    """Return photos as a request names them, each with what it shows."""
    named = captions or (_CAPTIONS[drawings[0].scene] if drawings else ())
    return tuple(
        PhotoFile(drawing.path, named[place % len(named)]) for place, drawing in enumerate(drawings)
    )


def draw(drawing: Drawing) -> None:
    """Put a photo where its request expects it."""
    drawing.path.parent.mkdir(parents=True, exist_ok=True)
    taken = f"{drawing.stamp.replace('-', ':')}:00"
    drawing.path.write_bytes(sample_photo(drawing.seed, drawing.stamp, SIZE, drawing.scene, taken))

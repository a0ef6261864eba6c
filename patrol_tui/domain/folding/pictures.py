"""A thing's photos as they are looked at: how each is turned, and its copy with parts blackened.

The original is never changed. How it is turned is said by a further entry; what is blackened is
blackened in a copy, which an entry names beside the original that it was made of.
"""

from collections.abc import Iterator, Mapping, Sequence

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.named import PHOTOS
from patrol_tui.domain.folding.state import State, Value
from patrol_tui.domain.values import dataclass

TURNED = "turned"
"""The record that says how photos are to be looked at."""
WHOLE = 1000
"""Regions are measured in thousandths of the upright picture."""
TURNS = (0, 90, 180, 270)
_CORNERS = 4


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of a picture, in thousandths of its width and height from the top left."""

    x: int
    y: int
    width: int
    height: int

    def turned(self, turn: int) -> "Region":
        """Return the same rectangle of the picture once it is turned clockwise by degrees."""
        region = self
        for _quarter in range(turn // 90):
            left = WHOLE - region.y - region.height
            region = Region(left, region.x, region.height, region.width)
        return region

    def body(self) -> list[Json]:
        """Return it as entries hold it."""
        return [self.x, self.y, self.width, self.height]

    @property
    def is_inside(self) -> bool:
        """Whether it is some part of the picture and lies in it."""
        reaches = self.x + self.width <= WHOLE and self.y + self.height <= WHOLE
        return min(self.x, self.y) >= 0 and min(self.width, self.height) > 0 and reaches


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of a thing.

    Attributes:
        said: the entry's words of it.
        turn: degrees clockwise by which it is to be turned.
        copy: what is said of its newest copy with parts blackened, or None.
    """

    said: Value
    turn: int = 0
    copy: Mapping[str, Json] | None = None

    @property
    def body(self) -> Mapping[str, Json]:
        """What the entry says of the photo."""
        return self.said.value if isinstance(self.said.value, dict) else {}

    @property
    def name(self) -> str:
        """The hash of the photo, in hexadecimal digits."""
        return str(self.body.get("hash", ""))

    @property
    def taken_us(self) -> int:
        """When it was taken; when it was attached, where its camera did not say."""
        said = self.body.get("taken_us")
        return said if isinstance(said, int) else self.said.wall_us

    @property
    def shared(self) -> Mapping[str, Json]:
        """What is said of the one that others may see: the copy, where there is one."""
        return self.body if self.copy is None else self.copy

    @property
    def regions(self) -> tuple[Region, ...]:
        """What is blackened in the copy, in the upright picture."""
        return regions_of(self.shared)


def pictures_of(state: State) -> tuple[Picture, ...]:
    """Return a thing's photos in causal order; a copy stands with its original.

    Where the original is no longer named, because the bureau expunged it, the copy stands alone.
    """
    named = [value for value in state.records.get(PHOTOS, ()) if isinstance(value.value, dict)]
    known = {str(body["hash"]) for body in map(_body, named) if body.get("hash")}
    turns = dict(_turns(state))
    copies: dict[str, Mapping[str, Json]] = {}
    for body in map(_body, named):
        if str(body.get("of", "")) in known:
            copies[str(body["of"])] = body
    pictures = []
    for value in named:
        body = _body(value)
        name, original = str(body.get("hash", "")), str(body.get("of", ""))
        if original not in known:
            pictures.append(Picture(value, turns.get(original or name, 0), copies.get(name)))
    return tuple(pictures)


def photo_count(state: State) -> int:
    """Return how many photos a thing has; what was blackened in a copy counts once."""
    return len(pictures_of(state))


def regions_of(body: Mapping[str, Json]) -> tuple[Region, ...]:
    """Return what is blackened in a copy, as far as it can be read."""
    said = body.get("blackened")
    return tuple(_regions(said if isinstance(said, list) else ()))


def _regions(said: Sequence[Json]) -> Iterator[Region]:
    for one in said:
        numbers = [part for part in one if type(part) is int] if isinstance(one, list) else []
        if len(numbers) == _CORNERS and Region(*numbers).is_inside:
            yield Region(*numbers)


def _turns(state: State) -> Iterator[tuple[str, int]]:
    for value in state.records.get(TURNED, ()):
        body = _body(value)
        turn = body.get("turn")
        if isinstance(turn, int) and turn in TURNS:
            yield str(body.get("of", "")), turn


def _body(value: Value) -> Mapping[str, Json]:
    return value.value if isinstance(value.value, dict) else {}

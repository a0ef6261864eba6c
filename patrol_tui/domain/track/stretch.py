"""A stretch of a patrol's track, as the entry says that ends it: at a stop, a pause, the finish."""

from collections.abc import Iterator, Sequence

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.named import tracks_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.track.judge import Mark
from patrol_tui.domain.track.points import MEDIA_TYPE, Point, length_m
from patrol_tui.domain.values import dataclass

Marks = tuple[tuple[Mark, int], ...]
"""How many points have each mark; those without any are left out."""
_NAMES = {mark: mark.name.lower() for mark in Mark if mark.name}
_NUMBERS = ("size", "from_us", "to_us", "points", "length_m")
_HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is known of a stretch without reading its points.

    Attributes:
        blob: hash of the points as they are stored.
        size_bytes: of the blob.
        from_us: time of the first point.
        to_us: time of the last one.
        points: how many there are.
        length_m: the way.
        marks: what there is to say against points.
    """

    blob: bytes
    size_bytes: int
    from_us: int
    to_us: int
    points: int
    length_m: int
    marks: Marks = ()

    def body(self) -> dict[str, Json]:
        """Return it as an entry's record."""
        body: dict[str, Json] = {
            "hash": self.blob.hex(),
            "size": self.size_bytes,
            "type": MEDIA_TYPE,
            "from_us": self.from_us,
            "to_us": self.to_us,
            "points": self.points,
            "length_m": self.length_m,
        }
        if self.marks:
            body["marks"] = {_NAMES[mark]: count for mark, count in self.marks}
        return body


def stretch_of(blob: bytes, size_bytes: int, points: Sequence[Point]) -> Stretch:
    """Return what there is to say of points, of which there is at least one."""
    return Stretch(
        blob,
        size_bytes,
        points[0].time_us,
        points[-1].time_us,
        len(points),
        length_m(points),
        marks_of(points),
    )


def marks_of(points: Sequence[Point]) -> Marks:
    """Return how many points have each mark."""
    counts = ((mark, sum(bool(point.marks & mark) for point in points)) for mark in Mark)
    return tuple((mark, count) for mark, count in counts if count)


def marks_by_name(marks: Marks) -> dict[str, int]:
    """Return how many points have each mark, by the names that files and programs read."""
    return {_NAMES[mark]: count for mark, count in marks}


def added(*several: Marks) -> Marks:
    """Return the sum of several counts."""
    every = [pair for marks in several for pair in marks]
    totals = ((mark, sum(count for one, count in every if one is mark)) for mark in Mark)
    return tuple((mark, count) for mark, count in totals if count)


def stretches(state: State) -> tuple[Stretch, ...]:
    """Return the stretches of a patrol in causal order; what cannot be read is left out."""
    found = {one.blob: one for value in tracks_of(state) for one in _read(value.value)}
    return tuple(found.values())


def _read(body: Json) -> Iterator[Stretch]:
    said = body if isinstance(body, dict) else {}
    try:
        blob = bytes.fromhex(str(said.get("hash")))
    except ValueError:
        return
    if len(blob) != _HASH_BYTES:
        return
    marks = said.get("marks")
    counts = marks if isinstance(marks, dict) else {}
    size, from_us, to_us, points, way_m = (_number(said.get(name)) for name in _NUMBERS)
    found = tuple((mark, _number(counts[name])) for mark, name in _NAMES.items() if name in counts)
    yield Stretch(blob, size, from_us, to_us, points, way_m, found)


def _number(value: Json) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0

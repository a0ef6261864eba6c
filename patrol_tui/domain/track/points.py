"""The track that is kept: few points, and few bytes for each."""

from collections.abc import Iterable, Iterator, Sequence

from patrol_tui.domain.geo import LatLon, distance_m, is_on_earth
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.domain.track.fix import SECOND_US, Fix
from patrol_tui.domain.track.judge import NO_MARK, NOT_COUNTED, Mark
from patrol_tui.domain.values import dataclass

MEDIA_TYPE = "application/x-patrol-track"
NEXT_POINT_M = 10
NEXT_POINT_US = 60 * SECOND_US
_MOST_UNSURE_M = 30
TRACK_BEGINS = b"\x01"
"""The number of the format: no image begins so."""
_TICK_US = 100_000
_STEP_E7 = 10  # a tenth of a metre
_MARK_BITS = 0x0F
_HAS_ACCURACY = 0x10
_MORE = 0x80
_LONGEST_NUMBER = 63  # bits
_DAMAGED = N_("This piece of track is damaged.")


@dataclass(frozen=True, slots=True)
class Point:
    """A position that is kept; times to a tenth of a second, places to a tenth of a metre."""

    time_us: int
    place: LatLon
    accuracy_m: int | None = None
    marks: Mark = NO_MARK

    @property
    def counts(self) -> bool:
        """Return whether somebody can be thought to have been there."""
        return not self.marks & NOT_COUNTED


def point_of(fix: Fix, marks: Mark) -> Point:
    """Return a fix as it is kept."""
    lat_e7, lon_e7 = (round(part / _STEP_E7) * _STEP_E7 for part in fix.place)
    time_us = fix.time_us // _TICK_US * _TICK_US
    return Point(time_us, (lat_e7, lon_e7), fix.accuracy_m, marks)


def is_worth_keeping(kept: Point | None, point: Point) -> bool:
    """Return whether a point tells more than the last one that was kept.

    It does when it is some way off (farther, where positions are unsure), after a minute, or when
    there is something else to say against it.
    """
    if kept is None or point.marks != kept.marks:
        return True
    if point.time_us - kept.time_us >= NEXT_POINT_US:
        return True
    unsure_m = min(point.accuracy_m or 0, _MOST_UNSURE_M)
    return distance_m(kept.place, point.place) >= max(NEXT_POINT_M, unsure_m)


def length_m(points: Iterable[Point]) -> int:
    """Return the way along a track, without positions that leapt or were poor.

    What is nearer than the next point would be is left out: somebody who stands still for an hour
    has not walked, though no two positions are alike.
    """
    total_m, last = 0, None
    for place in (point.place for point in points if point.counts):
        far_m = NEXT_POINT_M if last is None else distance_m(last, place)
        if far_m >= NEXT_POINT_M:
            total_m += 0 if last is None else far_m
            last = place
    return total_m


def encode(points: Sequence[Point]) -> bytes:
    """Return points in few bytes: differences of tenths of seconds and of metres, as varints."""
    out = bytearray(TRACK_BEGINS)
    time = lat = lon = 0
    for point in points:
        now = point.time_us // _TICK_US
        here = [part // _STEP_E7 for part in point.place]
        accuracy = point.accuracy_m
        out.append(int(point.marks) | (0 if accuracy is None else _HAS_ACCURACY))
        for number in (now - time, here[0] - lat, here[1] - lon):
            _put(out, number << 1 if number >= 0 else (-number << 1) - 1)
        if accuracy is not None:
            _put(out, accuracy)
        time, (lat, lon) = now, here
    return bytes(out)


def _put(out: bytearray, number: int) -> None:
    while number >= _MORE:
        out.append(number & 0x7F | _MORE)
        number >>= 7
    out.append(number)


def decode(content: bytes) -> tuple[Point, ...]:
    """Return the points that were stored.

    Raises:
        Corrupt: these bytes are no track.
    """
    if content[:1] != TRACK_BEGINS:
        raise Corrupt(_DAMAGED)
    return tuple(_points(iter(content[1:])))


def _points(content: Iterator[int]) -> Iterator[Point]:
    time = lat = lon = 0
    for head in content:
        time, lat, lon = (one + _signed(_number(content)) for one in (time, lat, lon))
        accuracy = _number(content) if head & _HAS_ACCURACY else None
        place = lat * _STEP_E7, lon * _STEP_E7
        if head & ~(_MARK_BITS | _HAS_ACCURACY) or not is_on_earth(*place):
            raise Corrupt(_DAMAGED)
        yield Point(time * _TICK_US, place, accuracy, Mark(head & _MARK_BITS))


def _number(content: Iterator[int]) -> int:
    number = 0
    for shift in range(0, _LONGEST_NUMBER, 7):
        byte = next(content, None)
        if byte is None:
            break
        number |= (byte & 0x7F) << shift
        if byte < _MORE:
            return number
    raise Corrupt(_DAMAGED)


def _signed(number: int) -> int:
    return -(number + 1 >> 1) if number & 1 else number >> 1

"""The frame by which a part of a photo is chosen: moved, sized, and looked at closely."""

from dataclasses import dataclass, replace

from patrol_tui.domain.folding.pictures import WHOLE, Region

EVERYTHING = Region(0, 0, WHOLE, WHOLE)
_ZOOM = 2
_FIRST = 4
"""The first frame is so many times smaller than what is in sight."""
_STEPS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


@dataclass(frozen=True)
class Spot:
    """A rectangle in cells: from, and up to but without."""

    left: int
    top: int
    right: int
    bottom: int

    def moved(self, to: str) -> "Spot":
        """Return it one cell farther `left`, `right`, `up` or `down`."""
        across, down = _STEPS[to]
        return Spot(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def sized(self, to: str) -> "Spot":
        """Return it with its lower right corner one cell farther, but never without a cell."""
        across, down = _STEPS[to]
        right, bottom = self.right + across, self.bottom + down
        return replace(self, right=max(self.left + 1, right), bottom=max(self.top + 1, bottom))


@dataclass(frozen=True)
class Sight:
    """A part of a photo, in so many cells.

    Attributes:
        part: what is shown, in thousandths of the photo.
        columns: cells that it takes.
        rows: likewise.
    """

    part: Region
    columns: int
    rows: int

    def spot(self, region: Region) -> Spot:
        """Return the cells that a region touches; some may lie outside of what is shown.

        A thousandth at its edge counts for nothing: so much is lost by rounding.
        """
        part = self.part
        return Spot(
            (region.x + 1 - part.x) * self.columns // part.width,
            (region.y + 1 - part.y) * self.rows // part.height,
            -(-(region.x + region.width - 1 - part.x) * self.columns // part.width),
            -(-(region.y + region.height - 1 - part.y) * self.rows // part.height),
        )

    def region(self, spot: Spot) -> Region:
        """Return what cells show, as far as it belongs to the photo."""
        part = self.part
        left = max(0, part.x + spot.left * part.width // self.columns)
        top = max(0, part.y + spot.top * part.height // self.rows)
        right = min(WHOLE, part.x - (-spot.right * part.width // self.columns))
        bottom = min(WHOLE, part.y - (-spot.bottom * part.height // self.rows))
        left, top = min(left, WHOLE - 1), min(top, WHOLE - 1)
        return Region(left, top, max(1, right - left), max(1, bottom - top))

    def first(self) -> Region:
        """Return a frame in the middle."""
        across, down = self.columns // 2, self.rows // 2
        wide, high = max(1, self.columns // _FIRST // 2), max(1, self.rows // _FIRST // 2)
        return self.region(Spot(across - wide, down - high, across + wide, down + high))

    def moved(self, frame: Region, to: str) -> Region:
        """Return a frame moved by one cell; at the photo's edge it stays as large as it is."""
        moved = self.region(self.spot(frame).moved(to))
        if moved.width >= frame.width - 1 and moved.height >= frame.height - 1:
            return moved
        across, down = _STEPS[to]
        x, y = (frame.x, WHOLE - frame.width, 0), (frame.y, WHOLE - frame.height, 0)
        return replace(frame, x=x[across], y=y[down])

    def sized(self, frame: Region, to: str) -> Region:
        """Return a frame that is one cell larger or smaller."""
        return self.region(self.spot(frame).sized(to))

    def between(self, one: tuple[int, int], other: tuple[int, int]) -> Region | None:
        """Return the frame between two cells; None where no part of the photo lies there."""
        across, down = sorted((one[0], other[0])), sorted((one[1], other[1]))
        left, top = max(0, across[0]), max(0, down[0])
        right, bottom = min(self.columns, across[1] + 1), min(self.rows, down[1] + 1)
        if left >= right or top >= bottom:
            return None
        return self.region(Spot(left, top, right, bottom))

    def nearer(self, frame: Region | None) -> Region:
        """Return half of what is shown, around the frame; no less than a cell a thousandth."""
        width, height = self.part.width // _ZOOM, self.part.height // _ZOOM
        if width <= self.columns or height <= self.rows:
            return self.part
        return _around(frame or self.part, width, height)

    def farther(self, frame: Region | None) -> Region:
        """Return twice of what is shown."""
        width, height = self.part.width * _ZOOM, self.part.height * _ZOOM
        if width >= WHOLE or height >= WHOLE:
            return EVERYTHING
        return _around(frame or self.part, width, height)

    def followed(self, frame: Region) -> Region:
        """Return what is shown, moved as little as has the frame in it."""
        part = self.part
        return replace(
            part,
            x=_within(part.x, part.width, frame.x, frame.width),
            y=_within(part.y, part.height, frame.y, frame.height),
        )


def _around(middle: Region, width: int, height: int) -> Region:
    x = middle.x + (middle.width - width) // 2
    y = middle.y + (middle.height - height) // 2
    return Region(max(0, min(x, WHOLE - width)), max(0, min(y, WHOLE - height)), width, height)


def _within(at: int, length: int, frame_at: int, frame_length: int) -> int:
    """Return where a stretch begins that is moved until it holds another, or its beginning."""
    if frame_at + frame_length > at + length:
        at = frame_at + frame_length - length
    return max(0, min(at, frame_at, WHOLE - length))

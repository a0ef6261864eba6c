"""A case file that leaves the office: all that belongs to one case, ready to be written."""

from dataclasses import field
from itertools import chain

from patrol_tui.domain.paper import Grid, Item
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo with what is said of it.

    Attributes:
        caption: what it shows, whose thing it belongs to, when it was taken.
        image: its bytes, or None where this laptop does not hold it.
        turn: degrees clockwise by which it is to be turned.
    """

    caption: str
    image: bytes | None = field(repr=False)
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the file.

    Attributes:
        title: what stands above it.
        items: its facts, none of them empty.
        grids: its lists.
        pictures: its photos.
        pairs: photos from before and from after, side by side; None where one has no other.
        starts_page: it begins on a new page, as papers do.
    """

    title: str
    items: tuple[Item, ...] = ()
    grids: tuple[Grid, ...] = ()
    pictures: tuple[Picture, ...] = ()
    pairs: tuple[tuple[Picture | None, Picture | None], ...] = ()
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A whole file.

    Attributes:
        title: what stands above it.
        unit: who makes it out.
        number: of the thing that it is about.
        chapters: its parts, in order.
        notes: what stands at its end, such as for whom it was stripped.
        things: how many things it tells of.
    """

    title: str
    unit: str
    number: str
    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...] = ()
    things: int = 1

    @property
    def photos(self) -> int:
        """Return how many photos it has, those not held here included."""
        paired = sum(one is not None for chapter in self.chapters for one in chain(*chapter.pairs))
        return paired + sum(len(chapter.pictures) for chapter in self.chapters)

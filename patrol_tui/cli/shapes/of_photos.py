"""A thing's photos on two sides: as it was found, and what became of it."""

from collections.abc import Sequence

from patrol_tui.cli.shapes.of_station import Shape, Shapes
from patrol_tui.domain.folding.pictures import Picture, photo_count
from patrol_tui.domain.folding.sides import sides_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.language import _


def sides_shape(subject: Subject, state: State, shapes: Shapes) -> Shape:
    """Return the photos from before the work on a thing, and those from after it had begun."""
    sides = sides_of(subject, state)
    return {
        "before": [_shape(one, shapes) for one in sides.before],
        "after": [_shape(one, shapes) for one in sides.after],
    }


def photos_said(subject: Subject, state: State, shapes: Shapes) -> str:
    """Return how many photos there are; where some are from after, each side by name."""
    sides = sides_of(subject, state)
    if not sides.after:
        return str(photo_count(state) or "")
    return "\n".join(
        (
            _line(_("before the work"), sides.before, shapes),
            _line(_("after the work"), sides.after, shapes),
        )
    )


def _shape(picture: Picture, shapes: Shapes) -> Shape:
    taken = picture.body.get("taken_us")
    return {
        "hash": picture.name,
        "caption": picture.body.get("caption", ""),
        "taken_at": shapes.time(taken) if isinstance(taken, int) else None,
        "added_at": shapes.time(picture.said.wall_us),
    }


def _line(label: str, pictures: Sequence[Picture], shapes: Shapes) -> str:
    named = [
        f"{picture.body.get('caption', '') or picture.name[:12]} {shapes.clock(picture.taken_us)}"
        for picture in pictures
    ]
    return f"{label}: {', '.join(named) or '-'}"

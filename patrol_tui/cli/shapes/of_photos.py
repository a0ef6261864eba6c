"""A thing's photos on two sides: as it was found, and what became of it."""

from collections.abc import Sequence
from typing import assert_never

from patrol_tui.cli.shapes.of_station import Shape, Shapes
from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.folding.pictures import Picture, photo_count, pictures_of
from patrol_tui.domain.folding.sides import sides_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.photo_checks import Difference, differences
from patrol_tui.language import _, ngettext
from patrol_tui.services.overview.nearby import position_of_thing
from patrol_tui.services.photos.photo_view import taken_of

_HOUR_MIN, _DAY_MIN = 60, 24 * 60


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


def photo_doubts(catalog: Catalog, state: State, names: Sequence[str]) -> list[str]:
    """Return what of a thing's first photos, by name, does not fit when and where it was seen."""
    here = position_of_thing(catalog, state)
    return [
        f"{name}: {_doubt(one)}"
        for picture, name in zip(pictures_of(state), names, strict=False)
        for one in differences(taken_of(picture.body), picture.said.wall_us, here)
    ]


def _doubt(one: Difference) -> str:
    amount = abs(one.amount)
    match one.what:
        case "older":
            text = _("taken {span} before it was attached; is it of this?")
        case "ahead":
            text = _("its time is {span} ahead of this laptop's clock")
        case "clock" if one.amount > 0:
            text = _("the camera's clock is {span} fast")
        case "clock":
            text = _("the camera's clock is {span} slow")
        case "far":
            return _("taken {count} m from here").format(count=f"{amount:,}")
        case _:
            assert_never(one.what)
    return text.format(span=_span(amount))


def _span(span_us: int) -> str:
    minutes = max(1, span_us // MINUTE_US)
    if minutes < _DAY_MIN:
        hours, minutes = divmod(minutes, _HOUR_MIN)
        return f"{hours}:{minutes:02d}"
    count = minutes // _DAY_MIN
    return ngettext("{count} day", "{count} days", count).format(count=count)


def _name(picture: Picture) -> str:
    return str(picture.body.get("caption", "")) or picture.name[:12]


def _shape(picture: Picture, shapes: Shapes) -> Shape:
    taken = picture.body.get("taken_us")
    return {
        "hash": picture.name,
        "caption": picture.body.get("caption", ""),
        "taken_at": shapes.time(taken) if isinstance(taken, int) else None,
        "added_at": shapes.time(picture.said.wall_us),
    }


def _line(label: str, pictures: Sequence[Picture], shapes: Shapes) -> str:
    named = [f"{_name(picture)} {shapes.clock(picture.taken_us)}" for picture in pictures]
    return f"{label}: {', '.join(named) or '-'}"

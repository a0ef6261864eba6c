"""Photos to look at: each with what is known of it, and in dots what it shows."""

from collections.abc import Sequence
from datetime import tzinfo
from importlib import import_module

from patrol_tui.language import _
from patrol_tui.services.photos.photo_view import ShownPhoto
from patrol_tui.tui.kit.blocks import Gap, Pair, Paragraph
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.issues.issue_facts import photo_rows

_CELLS, _ROWS = 60, 14


def picture_blocks(
    photos: Sequence[ShownPhoto], zone: tzinfo, now_us: int, *, on_dark: bool
) -> list[Block]:
    """Return a page of photos; empty where there are none.

    Args:
        photos: in the order they were taken in.
        zone: in which times are shown.
        now_us: the present.
        on_dark: whether the ground is dark.
    """
    blocks: list[Block] = []
    for number, photo in enumerate(photos, 1):
        blocks += [Gap()] if blocks else []
        blocks += photo_rows(number, photo.body, photo.where, zone, now_us)
        blocks += [Pair([("    ", ""), (row, "")]) for row in _dots(photo.small, on_dark=on_dark)]
        if photo.small is None:
            blocks.append(Paragraph(_("Nothing of it has come yet."), "soft"))
        elif photo.is_preview:
            blocks.append(Paragraph(_("A small copy; the photo itself is on its way."), "soft"))
    return blocks


def _dots(small: bytes | None, *, on_dark: bool) -> tuple[str, ...]:
    if small is None:
        return ()
    # What reads images is loaded when the first one is looked at.
    dots: tuple[str, ...] = import_module("patrol_tui.devices.dots").dotted(
        small, _CELLS, _ROWS, on_dark=on_dark
    )
    return dots

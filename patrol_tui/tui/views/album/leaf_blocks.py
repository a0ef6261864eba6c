"""What is said of a photo beside it: when, where, what does not fit, which copy of which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import assert_never

from patrol_tui.domain.geo import LatLon, degrees_text, distance_m
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.photo_checks import Difference
from patrol_tui.domain.times import day_of, in_zone
from patrol_tui.language import _, ngettext
from patrol_tui.services.photos.photo_view import ShownPhoto
from patrol_tui.tui.kit.blocks import Chips, Fact, Gap, Paragraph, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Span
from patrol_tui.tui.views.album.leaf import Leaf
from patrol_tui.tui.views.wording.position_words import metres
from patrol_tui.tui.views.wording.spans import ago_text, length_text
from patrol_tui.tui.views.wording.spoken import bare

_KB = 1_000
_HASH_DIGITS = 16
_COLUMN = 6
_NEAR_E7_DIGITS = 2
"""Digits of a degree that are left away: what is left tells metres apart."""


@dataclass(frozen=True)
class Around:
    """What a photo is compared to.

    Attributes:
        now_us: the present.
        zone: in which times are shown.
        about: lines that say whose photo it is.
        place: where the record is, as far as that is known.
        is_checkpoint: that place is the checkpoint's.
        me: where the officer stands, as far as that is measured.
    """

    now_us: int
    zone: tzinfo
    about: Sequence[str] = ()
    place: LatLon | None = None
    is_checkpoint: bool = False
    me: LatLon | None = None


def leaf_blocks(leaf: Leaf, count: int, around: Around) -> list[Block]:
    """Return what is said of a photo.

    Args:
        leaf: the photo.
        count: of all photos; copies are not counted.
        around: what it is compared to.
    """
    title = _("Photo {number} of {count}").format(number=leaf.number, count=count)
    word, style = _stored(leaf)
    caption = inert(str(leaf.shown.body.get("caption", "")))
    blocks: list[Block] = [
        Title(title, right=word, right_style=style),
        Rule(),
        *([Paragraph(caption, "bold")] if caption else []),
        *(Paragraph(inert(line), "soft") for line in around.about),
        Gap(),
    ]
    if leaf.problem:
        return [*blocks, Paragraph(inert(leaf.problem), "red bold")]
    blocks += [
        *_copy(leaf),
        *_time(leaf, around),
        *_place(leaf, around),
        *_differences(leaf, around),
        Gap(),
        *_file(leaf),
    ]
    if leaf.shown.small is not None and leaf.shown.is_preview:
        said = _("A small copy; the photo itself is on its way.")
        blocks += [Gap(), Paragraph(said, "soft")]
    return blocks


def _stored(leaf: Leaf) -> Span:
    if leaf.is_file:
        return _("not saved yet"), "amber bold"
    stored = {
        "shared": (_("in ledger"), "green"),
        "here": (_("not in ledger"), "amber bold"),
        "coming": (_("not here yet"), "amber"),
    }
    return stored[leaf.shown.where]


def _copy(leaf: Leaf) -> list[Block]:
    """Return which copy of which this is, with the hash of the other."""
    if leaf.original is not None:
        parts = len(leaf.regions)
        said = ngettext(
            "Copy of photo {number} with {count} part blackened",
            "Copy of photo {number} with {count} parts blackened",
            parts,
        ).format(number=leaf.number, count=parts)
        return [
            Chips(tinted=((_("copy"), "blue"),)),
            Paragraph(said, ""),
            _fact(_("photo|Of"), _hash(leaf.original), style="soft"),
            Paragraph(_("Papers and other offices get this one."), "soft"),
            Gap(),
        ]
    if leaf.shown.copy is not None:
        return [
            Chips(tinted=((_("original"), "green"),)),
            Paragraph(_("Unchanged. The next one is its blackened copy."), ""),
            _fact(_("photo|Copy"), _hash(leaf.shown.copy), style="soft"),
            Gap(),
        ]
    return []


def _time(leaf: Leaf, around: Around) -> list[Block]:
    taken = leaf.taken
    at_us = taken.at_us if taken.satellites_us is None else taken.satellites_us
    if at_us is None:
        return [
            _fact(
                _("photo|Taken"),
                _("the photo does not say when"),
                style="soft",
            )
        ]
    is_today = day_of(at_us, around.zone) == day_of(around.now_us, around.zone)
    local = in_zone(at_us, around.zone)
    clock = local.strftime("%H:%M:%S" if is_today else "%Y-%m-%d %H:%M")
    return [
        _fact(_("photo|Taken"), clock),
        _fact("", ago_text(at_us, around.now_us), style="bold"),
    ]


def _place(leaf: Leaf, around: Around) -> list[Block]:
    there = leaf.taken.place
    if there is None:
        return [
            _fact(
                _("photo|Where"),
                _("the photo does not say where"),
                style="soft",
            )
        ]
    lat, lon = (degrees_text(one)[:-_NEAR_E7_DIGITS] for one in there)
    rows: list[Block] = [_fact(_("photo|Where"), f"{lat}, {lon}")]
    if around.place is not None:
        away = metres(distance_m(there, around.place))
        rows.append(_fact("", _from_record(around).format(way=away), style="bold"))
    if around.me is not None:
        said = _("{way} from where you are").format(way=metres(distance_m(there, around.me)))
        rows.append(_fact("", said))
    return rows


def _from_record(around: Around) -> str:
    if around.is_checkpoint:
        return _("{way} from the checkpoint")
    return _("{way} from the record's place")


def _differences(leaf: Leaf, around: Around) -> list[Block]:
    if not leaf.differences:
        return []
    rows: list[Block] = [Gap(), Chips(solid=((_("look out"), "amber"),))]
    return [
        *rows,
        *(Paragraph(_said(leaf, one, around), "amber bold") for one in leaf.differences),
    ]


def _said(leaf: Leaf, one: Difference, around: Around) -> str:
    span = length_text(abs(one.amount))
    match one.what:
        case "older" if leaf.is_file:
            return _("Taken {span} ago: is it of this?").format(span=span)
        case "older":
            return _("Taken {span} before it was attached.").format(span=span)
        case "ahead":
            said = _("Its time is {span} ahead of this laptop's clock.")
        case "clock":
            fast, slow = (
                _("The camera's clock is {span} fast."),
                _("The camera's clock is {span} slow."),
            )
            said = fast if one.amount > 0 else slow
        case "far":
            return _("Taken {way}.").format(way=_from_record(around).format(way=metres(one.amount)))
        case _:
            assert_never(one.what)
    return said.format(span=span)


def _file(leaf: Leaf) -> list[Block]:
    body, rows = leaf.shown.body, list[Block]()
    size_bytes = body.get("size")
    if isinstance(size_bytes, int):
        rows.append(_fact(_("photo|Size"), f"{max(1, size_bytes // _KB):,} kB"))
    rows.append(_fact("SHA", _hash(leaf.shown), style="soft"))
    if leaf.shown.turn:
        said = _("{degrees} degrees clockwise").format(degrees=leaf.shown.turn)
        rows.append(_fact(_("photo|Turned"), said))
    return rows


def _fact(label: str, value: str, style: str = "") -> Fact:
    return Fact(bare(label), value, style=style, column=_COLUMN)


def _hash(photo: ShownPhoto) -> str:
    return inert(photo.name)[:_HASH_DIGITS]

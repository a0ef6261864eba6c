"""What can be done to photos that are attached: turned, and blackened in a copy."""

import re
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.parameters import Id
from patrol_tui.cli.verbs.things.changing import changed
from patrol_tui.cli.verbs.things.thing_lists import held
from patrol_tui.domain.folding.pictures import Region
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import _
from patrol_tui.services.requests import BlackenPhoto, TurnPhoto

_FULL_TURN = 360
_PER_MILLE = 10
_PART = re.compile(r"([0-9.]+),([0-9.]+),([0-9.]+),([0-9.]+)")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9])?")

PhotoGiven = Annotated[
    str,
    typer.Argument(metavar="PHOTO", help=N_("its number there, or the beginning of its hash")),
]
Degrees = Annotated[
    str, typer.Argument(metavar="DEGREES", help=N_("0, 90, 180 or 270, clockwise; 0 is as taken"))
]
Parts = Annotated[
    list[str],
    typer.Option(
        "--part",
        metavar="LEFT,TOP,WIDTH,HEIGHT",
        help=N_("what shall be black, in percent of the upright photo; may be given again"),
    ),
]


def add(group: typer.Typer, subject: Subject) -> None:
    """Add the verbs."""
    verbs = _Photos(subject)
    words = _("Turn a photo for everybody who looks at it; its bytes stay.")
    group.command("turn-photo", help=words)(verbs.turn)
    words = _("Make a copy of a photo with parts blackened; the original stays.")
    group.command("blacken-photo", help=words)(verbs.blacken)


class _Photos:
    """The verbs of one subject."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def turn(self, context: typer.Context, thing: Id, photo: PhotoGiven, degrees: Degrees) -> None:
        turn = naming.whole_number(degrees, 0, _FULL_TURN) % _FULL_TURN
        with the_call(context).session() as session:
            state = held(session, thing, self._subject.type)
            request = TurnPhoto(state.subject, photo, turn)
            changed(context, session, request, _("{number}: the photo is turned."))

    def blacken(
        self, context: typer.Context, thing: Id, photo: PhotoGiven, *, parts: Parts
    ) -> None:
        regions = tuple(map(_region, parts))
        with the_call(context).session() as session:
            state = held(session, thing, self._subject.type)
            request = BlackenPhoto(state.subject, photo, regions)
            changed(context, session, request, _("{number}: the copy is made; the original stays."))


def _region(typed: str) -> Region:
    part = _PART.fullmatch(typed.replace(" ", ""))
    if part is None or not all(map(_NUMBER.fullmatch, part.groups())):
        raise Usage(N_("{value} is no part of a photo, such as 10,20,30.5,15."), value=typed)
    left, top, width, height = (round(float(one) * _PER_MILLE) for one in part.groups())
    return Region(left, top, width, height)

"""The SOS note: a template, so that whoever is in need types as little as can be."""

from collections.abc import Mapping

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.geo import LatLon, degrees_text
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import in_zone
from patrol_tui.language import _, current
from patrol_tui.services.patrol.patrols import place_of
from patrol_tui.services.patrol.safety import NEEDS
from patrol_tui.services.ports.desk import Desk
from patrol_tui.tui.form_dialog import FormDialog
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind, Value
from patrol_tui.tui.views.wording.spoken import spoken

_LEFT_AWAY = 2
"""Digits of a degree that say less than a metre."""


def sos_dialog(desk: Desk, patrol: State | None) -> FormDialog:
    """Ask what is the matter; where one is stands there already, if it is known."""
    offered = [Choice(one, words.in_(current())) for one, words in NEEDS.items()]
    fields = [
        Field("what", _("Need"), FieldKind.ONE_OF, required=True, choices=offered),
        Field("place", _("Place"), hint=_("Where you are"), starts_group=True),
        Field("more", _("More"), hint=_("How many people, what you need")),
    ]
    values: dict[str, Value] = {"place": _place(desk, patrol)}
    call = _("This program cannot call: police 110, fire 119, ambulance 120.")
    return FormDialog("SOS", fields, values, question=call, verb=_("Write SOS"), colour="red")


def _place(desk: Desk, patrol: State | None) -> str:
    here = place_of(patrol) if patrol is not None else ""
    route = desk.catalog.routes.get(patrol.text("route")) if patrol is not None else None
    point = route.checkpoint(here) if route is not None else None
    return spoken(point.name) if point is not None else ""


def sos_text(desk: Desk, values: Mapping[str, Value], spot: LatLon | None) -> str:
    """Return the note: when, who, where, what.

    Args:
        desk: who, where, when.
        values: what was typed.
        spot: where the officer stands, as far as that is measured.
    """
    clock = in_zone(desk.now_us, desk.zone).strftime("%H:%M")
    what = NEEDS[str(values["what"])].in_(current())
    measured = ", ".join(degrees_text(one)[:-_LEFT_AWAY] for one in spot) if spot else ""
    parts = [what, str(values["place"]).strip(), measured, str(values["more"]).strip()]
    gap = "，" if current() == "zh" else ", "
    return f"SOS {clock} {inert(desk.writer.name)} " + gap.join(part for part in parts if part)

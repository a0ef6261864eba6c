"""What the receiver's state is called: in the status line, and where one stands."""

from typing import TYPE_CHECKING

from patrol_tui.domain.track.judge import Mark, is_clock_wrong
from patrol_tui.language import _
from patrol_tui.tui.kit.chrome import words
from patrol_tui.tui.positioning import Positioning
from patrol_tui.tui.views.wording.moments import span_text

if TYPE_CHECKING:
    from patrol_tui.domain.track.fix import Fix
    from patrol_tui.tui.kit.drawing.paint import Spans

KM_M = 1000
_LONG_KM = 10


def position_parts(positioning: Positioning, now_us: int) -> "list[Spans]":
    """Return what the status line says of position and clock; nothing where nobody asked for it."""
    reception = positioning.reception(now_us)
    if reception == "off" or (reception == "gone" and not positioning.was_there):
        return []
    fix = positioning.fix
    if reception == "gone":
        return [((_("no GPS receiver"), "amber bold"),)]
    if reception == "searching" or fix is None:
        return [((_("GPS searching"), "amber"),)]
    return [_fix_words(fix, positioning.marks), *_clock_words(fix)]


def _fix_words(fix: "Fix", marks: Mark) -> "Spans":
    if marks & Mark.JUMP:
        return ((_("GPS leaps"), "amber bold"),)
    if marks & Mark.MOCK:
        return ((_("GPS simulated"), "amber bold"),)
    if fix.accuracy_m is None:
        return words(_("GPS"), _("good"))
    said = words(_("GPS"), metres(fix.accuracy_m))
    return tuple((text, "amber bold") for text, _style in said) if marks & Mark.POOR else said


def _clock_words(fix: "Fix") -> "list[Spans]":
    if not is_clock_wrong(fix):
        return []
    ahead_us = fix.laptop_ahead_us
    said = _("clock fast {span}") if ahead_us > 0 else _("clock slow {span}")
    return [((said.format(span=span_text(abs(ahead_us))), "red bold"),)]


def metres(length_m: int) -> str:
    """Return a way as people say it: 12 m, 1.9 km."""
    if length_m < KM_M:
        return _("{count} m").format(count=length_m)
    km = length_m / KM_M
    return _("{count} km").format(count=f"{km:.0f}" if km >= _LONG_KM else f"{km:.1f}")

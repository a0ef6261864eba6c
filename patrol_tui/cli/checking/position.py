"""What `doctor` finds of receiver and clock."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from patrol_tui.cli.call import Call
from patrol_tui.cli.checking.finding import Finding
from patrol_tui.devices.receivers import receivers
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.track.fix import SECOND_US, Fix
from patrol_tui.domain.track.judge import is_clock_wrong
from patrol_tui.language import _, current

if TYPE_CHECKING:
    from patrol_tui.devices.position.receiver import Heard

LISTEN_S = 3.0


def position_checks(call: Call) -> Iterator[Finding]:
    """Say whether a receiver is heard, and whether the laptop's clock agrees with it.

    A patrol goes on without; only a receiver that was asked for and is not there is amiss.
    """
    from patrol_tui import bootstrap

    name, title = call.home().settings.gps, _("GPS")
    try:
        heard = bootstrap.heard(name, call.clock, LISTEN_S)
    except PatrolError as error:
        remedy = _("Correct gps in the settings.")
        yield Finding("gps", title, error.text(_, current()), is_well=False, remedy=remedy)
        return
    if heard is None:
        yield Finding("gps", title, _("switched off"))
        return
    if not heard.is_there:
        yield _absent(name, title)
        return
    yield Finding("gps", title, _said(name, heard))
    if heard.fix is not None:
        yield _clock(heard.fix)


def _absent(name: str, title: str) -> Finding:
    ports = [one for one in receivers() if one != "gpsd"]
    if name != "auto":
        remedy = _("Plug it in, start gpsd, or name another in the settings.")
        found = _("{name} is not there").format(name=name)
        return Finding("gps", title, found, is_well=False, remedy=remedy)
    if not ports:
        return Finding("gps", title, _("no receiver; places are typed, or taken from the route"))
    said = _("no gpsd, but {ports}; set gps to one of them if it is a receiver")
    return Finding("gps", title, said.format(ports=", ".join(ports)))


def _said(name: str, heard: "Heard") -> str:
    fix = heard.fix
    if fix is None:
        return _("{name} answers; no position yet").format(name=name)
    parts = [name]
    if fix.accuracy_m is not None:
        parts.append(_("good to {count} m").format(count=fix.accuracy_m))
    if fix.satellites is not None:
        parts.append(_("{count} satellites").format(count=fix.satellites))
    if fix.is_simulated:
        parts.append(_("simulated"))
    return "  ".join(parts)


def _clock(fix: Fix) -> Finding:
    ahead_s = round(fix.laptop_ahead_us / SECOND_US)
    form = _("{count} s ahead of the satellites") if ahead_s >= 0 else _("{count} s behind them")
    is_well = not is_clock_wrong(fix)
    remedy = _("Set date and time of this computer; entries show the proven time beside it.")
    found = form.format(count=abs(ahead_s))
    return Finding(
        "gps_clock", _("clock by GPS"), found, is_well=is_well, remedy="" if is_well else remedy
    )

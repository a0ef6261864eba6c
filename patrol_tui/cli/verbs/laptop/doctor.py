"""What of terminal, clock, disk and database is amiss, and what to do: `doctor`."""

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.checking.finding import Finding
from patrol_tui.cli.checking.machine import every_check
from patrol_tui.cli.columns import GAP, padded
from patrol_tui.cli.output import DONE, FAILED
from patrol_tui.domain.table import width_in_cells
from patrol_tui.language import _


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("doctor", help=_("Say what is amiss with this machine, and what to do."))(_doctor)


def _doctor(context: typer.Context) -> None:
    call = the_call(context)
    findings = every_check(call)
    amiss = [one for one in findings if not one.is_well]
    call.exit_code = FAILED if amiss else DONE
    body = {
        "ok": not amiss,
        "items": [
            {
                "check": one.check,
                "ok": one.is_well,
                "found": one.found,
                "remedy": one.remedy or None,
            }
            for one in findings
        ],
        "next": None,
    }
    told = "" if amiss else _("Nothing is amiss.")
    call.output.answer(body, _lines(findings), told)


def _lines(findings: list[Finding]) -> list[str]:
    width = max(width_in_cells(one.title) for one in findings)
    mark_width = max(width_in_cells(mark) for mark in (_("fine"), _("amiss")))
    lines = []
    for one in findings:
        mark = _("fine") if one.is_well else _("amiss")
        lines.append(f"{padded(mark, mark_width)}{GAP}{padded(one.title, width)}{GAP}{one.found}")
        if one.remedy:
            lines.append(f"{' ' * (mark_width + width + 2 * len(GAP))}{one.remedy}")
    return lines

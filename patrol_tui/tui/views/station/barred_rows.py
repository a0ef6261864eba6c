"""Entries in quarantine as rows of a dialog: when, who, what about, and why."""

from collections.abc import Sequence

from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.ports.quarantine import REASONS, Barred
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.views.wording.moments import moment_text
from patrol_tui.tui.views.wording.spoken import number_at_home


def barred_options(ledger: Ledger, desk: Desk, barred: Sequence[Barred]) -> list[Option]:
    """Return the entries to choose from, each by its hash."""
    people, numbers = ledger.people(), ledger.devices()
    station = desk.catalog.station(desk.writer.station_code).code
    options = []
    for one in barred:
        entry = ledger.find_entry(one.entry.hex())
        state = ledger.state(one.subject)
        about = number_at_home(state.text("number"), station) if state is not None else ""
        author = people.get(entry.header.author, "") or entry.header.author.hex()[:8]
        laptop = one.laptop(numbers)
        by = _("brought by laptop {number}").format(number=laptop) if laptop is not None else ""
        note = "  ".join(part for part in (_(REASONS[one.reason]), by) if part)
        when = moment_text(entry.wall_us, desk.now_us, desk.zone)
        options.append(Option(one.entry.hex(), inert(f"{author}  {about}".rstrip()), note, when))
    return options

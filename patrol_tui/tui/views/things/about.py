"""Who and what this is: officer, station, laptop, version, files."""

from collections.abc import Mapping

from patrol_tui import __version__
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, ngettext
from patrol_tui.services.ports.desk import Desk
from patrol_tui.settings import Places
from patrol_tui.tui.cells import cells
from patrol_tui.tui.keymap import keymap_problems
from patrol_tui.tui.kit.blocks import Fact, Gap, Paragraph, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.wording.spoken import spoken


def about_blocks(desk: Desk, entries: int, places: Places, keys: Mapping[str, str]) -> list[Block]:
    """Return the aside of Settings."""
    writer = desk.writer
    station = desk.catalog.station(writer.station_code)
    held = ngettext("{count} entry", "{count} entries", entries)
    facts = [
        (_("Officer"), f"{inert(writer.name)}  {_('badge {number}').format(number=writer.badge)}"),
        (_("Station"), f"{spoken(station.name)} {station.code}"),
        (_("Laptop"), _("number {number}").format(number=writer.device_number)),
        (_("Device"), writer.device.hex()[:12]),
        (_("Ledger"), held.format(count=f"{entries:,}")),
        (_("Version"), __version__),
    ]
    files = [
        (_("Choices"), str(places.config)),
        (_("Data"), str(places.data)),
        (_("Log"), str(places.log)),
    ]
    column = max(cells(label) for label, _text in [*facts, *files]) + 2
    shown: list[Block] = [Title(_("This laptop")), Rule()]
    shown += [Fact(label, text, column=column) for label, text in facts]
    shown += [Gap(), *(Fact(label, text, column=column, style="soft") for label, text in files)]
    changed = _("keys changed: {count}").format(count=len(keys)) if keys else _("as shipped")
    shown += [Gap(), Fact(_("Keys"), changed, column=column)]
    return [*shown, *(Paragraph(problem, "red bold") for problem in keymap_problems(keys))]

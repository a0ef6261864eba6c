"""A laptop of the district as a row, and as the pane beside the list."""

from collections.abc import Sequence
from datetime import tzinfo

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects.device import ENROLLED_STATE, REVOKED_STATE
from patrol_tui.domain.times import in_zone
from patrol_tui.language import _
from patrol_tui.services.bureau.laptops import Laptop
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.wording import status_words
from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.beside import Beside
from patrol_tui.tui.kit.blocks import Banner, Fact, Gap, Paragraph, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.rows import Record, RowLook, record_lines
from patrol_tui.tui.views.seen.happenings import history_blocks
from patrol_tui.tui.views.seen.seen import Seen
from patrol_tui.tui.views.wording.moments import moment_text
from patrol_tui.tui.views.wording.spoken import bare, spoken

_BESIDE_CELLS = 16
"""What number, mark, clock and the space between them take of a row."""


def laptop_lines(laptop: Laptop, desk: Desk, look: RowLook) -> Sequence[Line]:
    """Return a laptop's line: number, whose it is, what is odd, when it came last."""
    mark, style = _mark(laptop)
    came = _came(laptop, desk.now_us, desk.zone)
    officer, where = inert(laptop.officer), _station(laptop, desk.catalog)
    station = desk.catalog.stations.get(laptop.station)
    if station is not None and cells(officer) + cells(where) > look.width - _BESIDE_CELLS:
        where = station.code
    record = Record(
        laptop.number,
        f"{officer}  {where}",
        came or bare(_("laptop|never")),
        kind_style="soft" if laptop.status == REVOKED_STATE else "blue bold",
        clock_style="" if laptop.arrived_at_us else "soft",
        mark=mark,
        mark_style=style,
    )
    return record_lines(record, look)


def laptop_blocks(laptop: Laptop, seen: Seen, change_key: str) -> list[Block]:
    """Return the pane of a laptop.

    Args:
        laptop: the laptop.
        seen: its entries, the present, and what things are called.
        change_key: the key that does something about it; empty where one may not.
    """
    word = spoken(status_words(laptop.status))
    style = {REVOKED_STATE: "red bold", ENROLLED_STATE: "amber bold"}.get(laptop.status, "bold")
    title = _("Laptop {number}").format(number=laptop.number)
    note = _("this one") if laptop.is_own else inert(laptop.officer)
    facts = _facts(laptop, seen)
    column = max(cells(label) for label, _text in facts) + 2
    shown: list[Block] = [Fact(label, text, column=column) for label, text in facts]
    if laptop.is_forked:
        said = _("it wrote two lines: restored or cloned")
        if change_key:
            shown += [Gap(), Banner(_("forked"), said, change_key, _("Change"), "amber")]
        else:
            shown += [Gap(), Paragraph(said, "amber bold")]
    if laptop.said_twice is not None:
        shown += [Gap(), Paragraph(spoken(laptop.said_twice), "amber bold")]
    return [Title(title, note, word, style), Gap(), Beside(shown, history_blocks(seen))]


def _facts(laptop: Laptop, seen: Seen) -> list[tuple[str, str]]:
    let_in = in_zone(laptop.enrolled_at_us, seen.zone).strftime("%Y-%m-%d %H:%M")
    came = _came(laptop, seen.now_us, seen.zone)
    facts = [
        (_("Station"), _station(laptop, seen.catalog)),
        (_("Officer"), inert(laptop.officer)),
        (_("Let in"), let_in),
        (_("Came last"), came or _("nothing of it has come yet")),
    ]
    if laptop.seen is not None:
        district, at_home = laptop.seen
        form = _("district {district}, station {station}")
        held = form.format(district=f"{district:,}", station=f"{at_home or 0:,}")
        facts.append((_("Had seen"), held))
    return facts


def _came(laptop: Laptop, now_us: int, zone: tzinfo) -> str:
    at_us = laptop.arrived_at_us
    return "" if at_us is None else moment_text(at_us, now_us, zone)


def _station(laptop: Laptop, catalog: Catalog) -> str:
    station = catalog.stations.get(laptop.station)
    return spoken(station.name) if station is not None else inert(laptop.station)


def _mark(laptop: Laptop) -> tuple[str, str]:
    if laptop.status == REVOKED_STATE:
        return bare(_("mark|X")), "red bold"
    if laptop.is_forked:
        return bare(_("mark|F")), "amber bold"
    if laptop.status == ENROLLED_STATE:
        return bare(_("mark|W")), "amber bold"
    return ("", "")

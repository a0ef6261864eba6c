"""What a thing has to do with: where it came from, and what became of it."""

from collections.abc import Sequence

from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.things.relations import Related, name_of
from patrol_tui.services.wording import status_words
from patrol_tui.tui.kit.blocks import Head, Pair
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.wording.spoken import number_at_home, spoken


def related_blocks(others: Sequence[Related], key: str) -> list[Block]:
    """Return a head with the key that goes there, and a row for each thing; nothing for none."""
    if not others:
        return []
    name, go = _("Has to do with"), _("{key} goes there").format(key=key)
    head = Head(f"{name}  {len(others)}", right=go)
    return [head, *(_row(one) for one in others)]


def _row(one: Related) -> Pair:
    row = one.row
    arrow = "<" if one.is_source else ">"
    if row is None:
        return Pair([(f"{arrow} ", "soft"), (_label(one), "soft"), ("  ", ""), ("?", "soft")])
    status = spoken(status_words(row.status, row.type))
    shown = f"{spoken(name_of(row.type))}  {inert(row.title)}"
    left = [(f"{arrow} ", "soft"), (_label(one), "soft"), ("  ", ""), (shown, "")]
    return Pair(left, [(status, "soft")])


def related_options(others: Sequence[Related], station_code: str) -> list[Option]:
    """Return the things that are held here, to choose one to go to."""
    return [
        Option(
            one.subject.hex(),
            f"{spoken(name_of(one.row.type))}  {inert(one.row.title)}",
            f"{_label(one)}  {number_at_home(one.row.number, station_code)}",
            spoken(status_words(one.row.status, one.row.type)),
        )
        for one in others
        if one.row is not None
    ]


def _label(one: Related) -> str:
    label = one.field.label
    return one.field.name if isinstance(label, str) else spoken(label)

"""The catalogue as the bureau publishes it: only what changed becomes entries."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import cast

from patrol_tui.domain.catalog import Item
from patrol_tui.domain.catalog.book import SECTIONS
from patrol_tui.domain.catalog.items import Unreadable, body_of, read
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json, canonical
from patrol_tui.domain.folding.subject import CHANGED, CREATED
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM, item_id
from patrol_tui.services.bureau.enrol import require_bureau
from patrol_tui.services.ports.ports import Ledger


def decide_catalog(ledger: Ledger, items: Iterable[Item]) -> tuple[Draft, ...]:
    """Return the entries that bring the district's catalogue to what the items say.

    What no item names stays as it is: things are retired by a field, never taken away.

    Raises:
        Refused: not the bureau asks.
    """
    require_bureau(ledger)
    held = Published(ledger)
    return tuple(held.draft(item) for item in items if not held.says(item))


class Published:
    """What the district's catalogue says now, for whoever asks of many items."""

    def __init__(self, ledger: Ledger) -> None:
        """Read the catalogue once."""
        self._ledger = ledger
        self._held = {(item.section, item.id): _plain(item) for item in ledger.catalog_items()}

    def says(self, item: Item) -> bool:
        """Return whether an item stands there just so."""
        return self._held.get((item.section, item.id)) == _plain(item)

    def draft(self, item: Item) -> Draft:
        """Return the entry that publishes an item."""
        return _draft(self._ledger, item)


def _plain(item: Item) -> bytes:
    """Return what an item says, the same whether or not a default is spelled out."""
    body: Mapping[str, object] = {**item.body, "id": item.id}
    if kind := SECTIONS.get(item.section):
        with suppress(Unreadable):
            body = body_of(read(kind, body))
    return canonical(cast("dict[str, Json]", dict(body)))


def _draft(ledger: Ledger, item: Item) -> Draft:
    subject = item_id(item.section, item.id)
    state = ledger.state(subject)
    body = cast("dict[str, Json]", dict(item.body))
    fields: dict[str, Json] = {"section": item.section, "item": item.id, "body": body}
    fact, heads = (CREATED, ()) if state is None else (CHANGED, state.heads)
    return Draft(subject, CATALOG_ITEM.kind(fact), {"set": fields}, heads, district=True)

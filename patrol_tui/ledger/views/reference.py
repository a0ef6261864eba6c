"""What the district lays down, read from the views: catalogue, people, devices, photos."""

from collections.abc import Iterator, Mapping

from patrol_tui.domain.catalog import Item
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.officer import OFFICER
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.views.stored import read_json
from patrol_tui.services.ports.ports import PhotoNeed

_AT_ONCE = 500


def catalog_items(connection: Connection) -> list[Item]:
    """Return the catalogue's items in the order in which they were first published."""
    with in_words():
        rows = connection.execute(
            "SELECT kind, title, extra FROM view WHERE type = ? AND is_open ORDER BY id",
            (CATALOG_ITEM.type,),
        ).fetchall()
    return [
        Item(section, item, read_json(str(read_json(extra).get("body", "{}"))))
        for section, item, extra in rows
    ]


def people(connection: Connection) -> Mapping[bytes, str]:
    """Return officers' names."""
    with in_words():
        rows = connection.execute(
            "SELECT subject, title FROM view WHERE type = ?", (OFFICER.type,)
        ).fetchall()
    return dict(rows)


def devices(connection: Connection) -> Mapping[bytes, int]:
    """Return laptops' short numbers."""
    with in_words():
        rows = connection.execute(
            "SELECT subject, number FROM view WHERE type = ?", (DEVICE.type,)
        ).fetchall()
    return {subject: int(number) for subject, number in rows}


def photos_named(connection: Connection) -> Iterator[PhotoNeed]:
    """Yield every photo that an effective entry names; no read stays open between."""
    after = (b"", b"")
    while True:
        with in_words():
            rows = connection.execute(
                "SELECT blob, subject, station, caption FROM photo"
                " WHERE (blob, subject) > (?, ?) ORDER BY blob, subject LIMIT ?",
                (*after, _AT_ONCE),
            ).fetchall()
        for blob, subject, station, caption in rows:
            yield PhotoNeed(blob, station, subject, caption)
        if len(rows) < _AT_ONCE:
            return
        after = (rows[-1][0], rows[-1][1])

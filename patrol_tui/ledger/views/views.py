"""All that is read from the folded rows: lists, things by name, relations, reference data."""

from collections.abc import Iterable, Iterator, Mapping

from patrol_tui.domain.catalog import Item
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.views import reference
from patrol_tui.ledger.views.find import Finder
from patrol_tui.ledger.views.links import links_to
from patrol_tui.ledger.views.paging import Paging
from patrol_tui.ledger.views.search import Search
from patrol_tui.services.ports.lists import ListQuery, Page, Row
from patrol_tui.services.ports.ports import Link, PhotoNeed


class Views:
    """Reads folded rows; nothing here writes."""

    def __init__(self, connection: Connection, search: Search) -> None:
        self._connection = connection
        self._search = search
        self._paging = Paging(connection, search)
        self._finder = Finder(connection, search)

    def find(self, text: str, subject_type: str | None = None) -> bytes:
        """Return the thing that a UUID, a number or a unique prefix of either names.

        Raises:
            NotFound: nothing is called so.
            Refused: several are.
        """
        return self._finder.find(text, subject_type)

    def page(self, query: ListQuery, *, after: str | None = None, limit: int = 50) -> Page:
        """Return rows after a cursor."""
        return self._paging.page(query, after, limit)

    def page_before(self, query: ListQuery, *, before: str | None = None, limit: int = 50) -> Page:
        """Return the rows that end just before a cursor, or the last ones, in list order."""
        return self._paging.page_before(query, before, limit)

    def row(self, subject: bytes, query: ListQuery) -> Row | None:
        """Return a thing's row as the query orders it, also where the query leaves it out."""
        return self._paging.row(subject, query)

    def count(self, query: ListQuery) -> int:
        """Return how many things a query finds; filtered lists are counted up to ten thousand."""
        return self._paging.count(query)

    def links_to(self, target: bytes) -> tuple[Link, ...]:
        """Return what names a thing, in the order of identities."""
        return links_to(self._connection, target)

    def digests(self, after: bytes, limit: int) -> list[tuple[bytes, bytes]]:
        """Return identities and digests of things after one, in the order of identities."""
        with in_words():
            return self._connection.execute(
                "SELECT subject, digest FROM view WHERE subject > ? ORDER BY subject LIMIT ?",
                (after, limit),
            ).fetchall()

    def catalog_items(self) -> Iterable[Item]:
        """Return the catalogue's items as the held logs fold to them."""
        return reference.catalog_items(self._connection)

    def people(self) -> Mapping[bytes, str]:
        """Return officers' names."""
        return reference.people(self._connection)

    def devices(self) -> Mapping[bytes, int]:
        """Return laptops' short numbers."""
        return reference.devices(self._connection)

    def photos_named(self) -> Iterator[PhotoNeed]:
        """Yield every photo that a held entry names."""
        return reference.photos_named(self._connection)

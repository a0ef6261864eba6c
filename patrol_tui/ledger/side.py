"""What is asked of a ledger beside the day's work: by the bureau, and for contact data."""

from collections.abc import Mapping

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.station_keys import StationKeys
from patrol_tui.ledger.views import ruled
from patrol_tui.ledger.views.find import find_entry
from patrol_tui.ledger.views.reference import devices


class BureauSide:
    """Laptops and where their lines end; single entries; expunged photos; stations' keys."""

    _base: Base

    def find_entry(self, text: str) -> Entry:
        """Return the entry that a hash or a unique beginning of one names.

        Raises:
            NotFound: none is called so.
            Refused: several are.
        """
        with in_words():
            return find_entry(self._base.connection, self._base.entries, text)

    def photo_users(self, blob: bytes) -> frozenset[bytes]:
        """Return the things that name a photo."""
        with in_words():
            rows = self._base.connection.execute(
                "SELECT subject FROM photo WHERE blob = ?", (blob,)
            )
            return frozenset(row[0] for row in rows.fetchall())

    def expunged_photos(self) -> frozenset[bytes]:
        """Return the photos that the bureau expunged and that were not dropped here yet."""
        with in_words():
            return ruled.photos_to_drop(self._base.connection)

    def photo_dropped(self, blob: bytes) -> None:
        """Note that an expunged photo is gone here."""
        with self._base.writing():
            ruled.note_dropped(self._base.connection, blob)

    def last_seen(self, device: bytes) -> tuple[int, int | None] | None:
        """Return how much of the district's and its station's log a laptop had seen, if known."""
        with in_words():
            return self._base.streams.last_seen(device)

    def last_arrival_us(self, device: bytes) -> int | None:
        """Return when the shared ledger took the last of a laptop that is held here."""
        with in_words():
            return self._base.streams.last_arrival_us(device)

    def line_ends(self, device: bytes) -> list[tuple[bytes, int, bytes]]:
        """Return where a laptop's lines end in the logs held here: stream, place and entry."""
        with in_words():
            return self._base.revocations.line_ends(device)

    def numbers_twice(self, device: bytes) -> Mapping[str, tuple[bytes, ...]]:
        """Return the numbers that a laptop and its twin gave both, and what bears them."""
        number = devices(self._base.connection).get(device)
        if number is None:
            return {}
        with in_words():
            return self._base.forks.numbers_twice(device, number)

    @property
    def station_keys(self) -> StationKeys:
        """Return the stations' keys; for those who enrol laptops and shut them out."""
        return self._base.station_keys

    def keep_station_key(self, private: bytes) -> None:
        """Keep a station's key that the bundle brought."""
        with self._base.writing():
            self._base.station_keys.keep(private)

    def unseal(self, value: Json) -> Json:
        """Return what was sealed to a station whose key this laptop has.

        Raises:
            Refused: it has not.
        """
        with in_words():
            self._base.roster.refresh()
            return self._base.station_keys.open(value)

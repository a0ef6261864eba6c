"""The shared ledger at a PostgreSQL server: one statement a flight, carried out by the server."""

from dataclasses import replace
from typing import Any

from patrol_tui.domain.language.errors import Corrupt, Refused, Unreachable
from patrol_tui.services.ports.shared import Answer, Exchange, Segment
from patrol_tui.sync.database.marks import (
    FORMAT,
    NO_RIGHT,
    NOT_INITIALISED,
    OTHER_DISTRICT,
    Marks,
    in_words,
    read_marks,
)
from patrol_tui.sync.database.postgres import SERVER_BUSY, PostgresLink
from patrol_tui.sync.flights.feed import FEW, Asked, Feed
from patrol_tui.sync.flights.over_link import OverLink
from patrol_tui.sync.flights.packed import pack_cursors, pack_who, unpack
from patrol_tui.sync.logs.photos import MOST_BYTES, TOO_LARGE, WRONG_SIZE
from patrol_tui.sync.reaching.link import Values

_SYNC = "CALL patrol.sync(?, ?, ?, ?::integer, NULL)"
_STATION_AT = slice(17, 33)  # in a run's header
_SHARE = "CALL patrol.share(?, ?, ?, ?, NULL)"


class SharedServer(OverLink[PostgresLink]):
    """An open shared database; it fulfils `SharedLedger` and `SharedOffice`."""

    def __init__(self, link: PostgresLink, root_key: bytes, device: bytes) -> None:
        """Take an open link to the database of the district with this root of trust."""
        super().__init__(link, device, link.address.shown)
        self._root_key = root_key
        self._marks: Marks | None = None
        self._feed = Feed()

    @property
    def marks(self) -> Marks:
        """Return what the database says of itself.

        Raises:
            Refused: it is not set up, or a newer program's.
        """
        if self._marks is None:
            with in_words(self._name):
                self._marks = read_marks(self._link, self._link.address)
        if self._marks is None:
            raise Refused(NOT_INITIALISED, address=self._name)
        return self._marks

    def exchange(self, flight: Exchange) -> Answer:
        """Push, then pull; what the server names as grown beside that, by a second question."""
        before = self._counted()
        pushed_to = {wire[_STATION_AT] for wire in flight.runs}
        asked = self._feed.wanted(flight.cursors, pushed_to)
        refusal, segments = self._answered(flight, asked)
        grown = [one for one in self._feed.wanted(flight.cursors) if one not in asked]
        if grown and refusal is None:
            _, more = self._answered(replace(flight, runs=(), hashes=()), grown)
            segments += more
        sent, received, trips = (
            now - then for now, then in zip(self._counted(), before, strict=True)
        )
        return Answer(refusal, segments, sent, received, trips)

    def _answered(self, flight: Exchange, asked: Asked) -> tuple[str | None, tuple[Segment, ...]]:
        try:
            return self._flight(flight, asked)
        except Corrupt:
            # something there does not fit together: whoever takes it in shall see what
            exact = replace(flight, runs=(), hashes=(), is_exact=True)
            return self._flight(exact, asked)

    def _flight(self, flight: Exchange, asked: Asked) -> tuple[str | None, tuple[Segment, ...]]:
        position = self._feed.position if len(flight.cursors) > FEW else None
        who = pack_who(flight, self._root_key, FORMAT, position)
        values = (b"".join(flight.runs), pack_cursors(asked), who, flight.limit_bytes)
        refusal, segments, changed = unpack(self._ask(_SYNC, values), flight, asked)
        self._check(refusal)
        self._feed.take(asked, segments, changed)
        return refusal, segments

    def _check(self, refusal: str | None) -> None:
        """Raise what is not about the push, but about all of the database.

        Raises:
            Unreachable: somebody holds a log; it goes on later.
            Refused: it is not set up, another district's, or a newer program's.
        """
        match refusal:
            case "busy":
                raise Unreachable(SERVER_BUSY, detail="log_head")
            case "other_district":
                raise Refused(OTHER_DISTRICT, address=self._name)
            case "newer" | "not_set_up":
                _ = self.marks  # says which
                raise Refused(NOT_INITIALISED, address=self._name)
            case _:
                pass

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        """Put what the home log holds of a subject into another station's log, once."""
        refusal = self._ask(_SHARE, (subject, home, target, self._who()))
        self._check(refusal)
        if refusal is not None:
            raise Refused(NO_RIGHT, detail=refusal)

    def blob_missing(self, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        """Return the chunks of a photo that are not there yet; empty when it is proven."""
        if not 0 < size_bytes <= MOST_BYTES:
            raise Refused(TOO_LARGE, hash=blob.hex(), limit_mb=MOST_BYTES >> 20)
        sql = "SELECT patrol.blob_missing(?, ?, ?::bigint, ?)"
        bits = self._ask(sql, (station, blob, size_bytes, self._who()))
        return tuple(at for at in range(8 * len(bits)) if bits[at >> 3] >> (at & 7) & 1)

    def put_chunk(self, station: bytes, blob: bytes, index: int, data: bytes) -> None:
        """Store one chunk of a photo; storing it twice changes nothing."""
        sql = "SELECT patrol.put_chunk(?, ?, ?::integer, ?, ?)"
        if not self._ask(sql, (station, blob, index, data, self._who())):
            raise Refused(WRONG_SIZE, hash=blob.hex())

    def blob_size(self, station: bytes, blob: bytes) -> int | None:
        """Return how large a photo is, or None where it is not held whole, or no more."""
        size = self._ask("SELECT patrol.blob_size(?, ?, ?)", (station, blob, self._who()))
        return None if size is None else int(size)

    def get_chunk(self, station: bytes, blob: bytes, index: int) -> bytes | None:
        """Return one chunk of a photo, or None where it is not held."""
        sql = "SELECT patrol.get_chunk(?, ?, ?::integer, ?)"
        data = self._ask(sql, (station, blob, index, self._who()))
        return None if data is None else bytes(data)

    def _who(self) -> bytes:
        nothing = Exchange(self._device, (), {}, frozenset())
        return pack_who(nothing, self._root_key, FORMAT)

    def _ask(self, sql: str, values: Values) -> Any:  # noqa: ANN401 - one value of any type
        with in_words(self._name):
            return self._link.run(sql, values)[0][0]

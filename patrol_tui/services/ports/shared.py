"""The shared ledger as a sync sees it; `sync` fulfils it for SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """How far a log is held: its epoch, number and chained hash."""

    epoch: bytes
    n: int
    h: bytes


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of a station's log.

    Attributes:
        seal: signature where the row ends a pushed run.
        received_at_us: when the shared ledger took it.
        pushed_by: the device that brought it.
    """

    n: int
    hash: bytes
    h: bytes
    seal: bytes | None
    received_at_us: int
    pushed_by: bytes


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a station's log as a pull brings it.

    Attributes:
        station: whose log.
        epoch: the log's present epoch.
        rows: gapless rows, following the cursor that was asked from.
        runs: others' entries of these rows in wire form; own ones come as rows alone.
        more: further rows wait.
        is_unknown: the log does not hold the cursor's position; it was restored or replaced.
    """

    station: bytes
    epoch: bytes
    rows: tuple[LogRow, ...]
    runs: tuple[bytes, ...]
    more: bool
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One flight of a sync.

    Attributes:
        device: who asks.
        runs: what is pushed, in wire form, one stream after the other, in order.
        cursors: station to the position held of its log.
        own_streams: streams whose entries come back as rows alone.
        limit_bytes: how much a pull may bring.
        hashes: the entries in `runs`, in order, where they are known: then they need not be told
            again in the answer.
        is_exact: bring every row as it stands there, with what could be reckoned from the rest.
        is_thin: the link breaks before much has come: cut the pull within a push too. Whoever
            takes it in holds such entries apart until the rest comes with the seal.
    """

    device: bytes
    runs: tuple[bytes, ...]
    cursors: Mapping[bytes, Position]
    own_streams: frozenset[bytes]
    limit_bytes: int = 32_768
    hashes: tuple[bytes, ...] = ()
    is_exact: bool = False
    is_thin: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a flight brought.

    Attributes:
        refusal: why the push was refused: "unknown_prev", "altered", "denied", "oversize" or
            None; a refused push left nothing.
        segments: what the logs hold after the cursors.
        bytes_sent: over the wire, where the link can tell; else the runs' length.
        bytes_received: likewise.
        round_trips: likewise.
    """

    refusal: str | None
    segments: tuple[Segment, ...]
    bytes_sent: int = 0
    bytes_received: int = 0
    round_trips: int = 1


class SharedLedger(Protocol):
    """The district's shared database, SQLite file or PostgreSQL."""

    def exchange(self, flight: Exchange) -> Answer:
        """Push, then pull.

        Raises:
            Unreachable: the link is gone; what was pushed is whole or absent.
            Refused: not this district's database, a revoked device, or a newer schema.
        """
        ...

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        """Put what the home log holds of a subject into another station's log, once."""
        ...

    def blob_missing(self, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        """Return the 16 KiB chunks of a photo that are not there yet; empty when it is proven.

        Only when all chunks together hash to the photo's name is it whole; otherwise they are
        dropped, and all of them are missing again.
        """
        ...

    def put_chunk(self, station: bytes, blob: bytes, index: int, data: bytes) -> None:
        """Store one chunk of a photo; storing it twice changes nothing.

        Raises:
            Refused: it cannot be a chunk of this photo.
        """
        ...

    def get_chunk(self, station: bytes, blob: bytes, index: int) -> bytes | None:
        """Return one chunk of a photo, or None where it is not held."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class ShutsOut(Protocol):
    """What ends a laptop's access to the district's shared database."""

    def shut_out(self, device: bytes) -> None:
        """Let a laptop in no more; where it is connected, it is cut off.

        What it pushes from now on is refused as "denied". Doing it again changes nothing.

        Raises:
            Unreachable: the link is gone; ask again.
            Refused: this login may not do that.
        """
        ...


class SharedOffice(ShutsOut, Protocol):
    """The bureau's side of the district's shared database: who may reach it, and what must go."""

    def admit(self, device: bytes, stations: Sequence[bytes], *, is_bureau: bool = False) -> str:
        """Make a laptop's own access and return the URL that its bundle shall carry.

        Doing it again gives the same laptop a new password, and again only these stations.

        Args:
            device: the laptop.
            stations: its home station's log and whatever else it may read and write; the
                district's log is always among them.
            is_bureau: whether it may do what this protocol says, and read and write every log.

        Raises:
            Unreachable: the link is gone; ask again.
            Refused: this login may not do that.
        """
        ...

    def expunge(self, entries: Sequence[bytes], blobs: Sequence[bytes]) -> None:
        """Remove what entries say, and photos, from every station's log; the chains stay whole.

        Doing it again, or naming what is not there, changes nothing. A photo that is gone counts
        as held, so that no laptop sends it again, and nobody gets it.

        Raises:
            Unreachable, Refused: as with `admit`.
        """
        ...

"""The shared ledger of a district, the same over SQLite and PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from patrol_tui.clock import Clock
from patrol_tui.domain.errors import N_, Refused
from patrol_tui.services.shared import Answer, Exchange
from patrol_tui.sync import photos, sharing
from patrol_tui.sync.address import Address, FileAddress
from patrol_tui.sync.link import Denied, Foreign, Link, NotSetUp, Traffic
from patrol_tui.sync.postgres import PostgresLink
from patrol_tui.sync.pull import pull
from patrol_tui.sync.push import push
from patrol_tui.sync.sqlite import SqliteLink

FORMAT = 1

NOT_INITIALISED = N_(
    "{address} holds no shared ledger yet. The bureau sets it up with "
    "`patrol-tui admin init-shared URL`."
)
OTHER_DISTRICT = N_(
    "{address} is the shared database of another district. Nothing was sent or changed."
)
NEWER_FORMAT = N_(
    "{address} was set up by a newer version of this program (format {found}, this one knows "
    "{known}). Nothing was sent or changed: install the newer version."
)
OTHER_PROGRAM = N_("{address} holds tables of another program. Nothing was changed.")
NO_RIGHT = N_("The shared database does not let this login do that: {detail}")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a shared database says of itself.

    Attributes:
        root_key: the district's root of trust.
        root_officer: who set it up.
        epoch: renewed whenever the database is replaced.
    """

    root_key: bytes
    root_officer: bytes
    epoch: bytes


class Shared:
    """An open shared database; it fulfils `SharedLedger` and `SharedOffice`."""

    def __init__(self, link: Link, marks: Marks, device: bytes, name: str) -> None:
        """Take an open link to the database that has these marks and is shown by this name."""
        self._link = link
        self._device = device
        self._name = name
        self.marks = marks

    @property
    def traffic(self) -> Traffic:
        """Return what went over the link since it was opened."""
        return self._link.traffic

    def exchange(self, flight: Exchange) -> Answer:
        """Push, then pull."""
        before = self._counted()
        with self._in_words():
            refusal = push(self._link, flight.device, flight.runs) if flight.runs else None
            segments = pull(
                self._link,
                self.marks.epoch,
                flight.cursors,
                flight.own_streams,
                flight.limit_bytes,
            )
        sent, received, trips = (
            now - then for now, then in zip(self._counted(), before, strict=True)
        )
        return Answer(refusal, segments, sent, received, trips)

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        """Put what the home log holds of a subject into another station's log, once."""
        with self._in_words():
            sharing.share(self._link, subject, home, target, self._device)

    def blob_missing(self, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        """Return the chunks of a photo that are not there yet; empty when it is proven."""
        with self._in_words():
            return photos.missing_chunks(self._link, station, blob, size_bytes)

    def put_chunk(self, station: bytes, blob: bytes, index: int, data: bytes) -> None:
        """Store one chunk of a photo; storing it twice changes nothing."""
        with self._in_words():
            photos.put_chunk(self._link, station, blob, index, data)

    def blob_size(self, station: bytes, blob: bytes) -> int | None:
        """Return how large a photo is, or None where it is not held whole."""
        with self._in_words():
            return photos.blob_size(self._link, station, blob)

    def get_chunk(self, station: bytes, blob: bytes, index: int) -> bytes | None:
        """Return one chunk of a photo, or None where it is not held."""
        with self._in_words():
            return photos.get_chunk(self._link, station, blob, index)

    def admit(self, device: bytes, stations: Sequence[bytes], *, is_bureau: bool = False) -> str:
        """Make a laptop's own access and return the URL that its bundle shall carry."""
        with self._in_words():
            return self._link.admit(device, stations, is_bureau=is_bureau)

    def shut_out(self, device: bytes) -> None:
        """Let a laptop in no more; where it is connected, it is cut off."""
        with self._in_words():
            self._link.shut_out(device)

    def expunge(self, entries: Sequence[bytes], blobs: Sequence[bytes]) -> None:
        """Remove what entries say, and photos, from every station's log."""
        with self._in_words():
            self._link.expunge(entries, blobs)

    def close(self) -> None:
        """End the connection."""
        self._link.close()

    def _counted(self) -> tuple[int, int, int]:
        traffic = self._link.traffic
        return traffic.bytes_sent, traffic.bytes_received, traffic.round_trips

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except Denied as error:
            raise Refused(NO_RIGHT, detail=str(error)) from error
        except NotSetUp as error:
            raise Refused(NOT_INITIALISED, address=self._name) from error


def connect(address: Address, clock: Clock) -> Link:
    """Return an open link to whatever database is at an address.

    Raises:
        Unreachable: nothing answers there.
        Refused: it is not for this program.
    """
    if isinstance(address, FileAddress):
        return SqliteLink(address.path, clock)
    return PostgresLink(address)


def read_marks(link: Link, address: Address) -> Marks | None:
    """Return what a database says of itself, or None where it is not set up.

    Raises:
        Refused: a newer program set it up, or it is another program's.
    """
    try:
        held: dict[str, str] = dict(link.run("SELECT key, value FROM shared_meta"))
    except NotSetUp:
        return None
    except Foreign as error:
        raise Refused(OTHER_PROGRAM, address=address.shown) from error
    if not held:
        return None
    try:
        found = int(held["format"])
        root_key, root_officer, epoch = (
            bytes.fromhex(held[key]) for key in ("root_key", "root_officer", "epoch")
        )
    except (KeyError, ValueError) as error:
        raise Refused(OTHER_PROGRAM, address=address.shown) from error
    if found > FORMAT:
        raise Refused(NEWER_FORMAT, address=address.shown, found=found, known=FORMAT)
    return Marks(root_key, root_officer, epoch)


def open_shared(address: Address, root_key: bytes, device: bytes, clock: Clock) -> Shared:
    """Open the shared database of a district.

    Args:
        address: where it is.
        root_key: the district's root of trust that this home was set up with.
        device: this laptop.
        clock: for a SQLite file, which has no clock of its own.

    Raises:
        Unreachable: nothing answers there.
        Refused: it is not set up, another district's, or a newer program's.
    """
    shared = open_any(address, device, clock)
    if shared is None:
        raise Refused(NOT_INITIALISED, address=address.shown)
    if shared.marks.root_key != root_key:
        shared.close()
        raise Refused(OTHER_DISTRICT, address=address.shown)
    return shared


def open_any(address: Address, device: bytes, clock: Clock) -> Shared | None:
    """Open whatever district's database is at an address, or return None where none is set up.

    Raises:
        Unreachable: nothing answers there.
        Refused: it is a newer program's, another program's, or does not let this login in.
    """
    link = None
    try:
        link = connect(address, clock)
        marks = read_marks(link, address)
        if marks is not None:
            found, link = Shared(link, marks, device, address.shown), None
            return found
    except NotSetUp:
        return None
    except Denied as error:
        raise Refused(NO_RIGHT, detail=str(error)) from error
    finally:
        if link is not None:
            link.close()
    return None

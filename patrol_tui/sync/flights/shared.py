"""The shared ledger of a district, the same in a SQLite file and at a PostgreSQL server."""

from typing import Protocol

from patrol_tui.clock import Clock
from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.ports.shared import SharedOffice
from patrol_tui.services.syncing.photo_sync import SharedPhotos
from patrol_tui.sync.database.marks import (
    NO_RIGHT,
    NOT_INITIALISED,
    OTHER_DISTRICT,
    Marks,
    read_marks,
)
from patrol_tui.sync.database.postgres import PostgresLink
from patrol_tui.sync.database.sqlite import SqliteLink
from patrol_tui.sync.flights.shared_file import SharedFile
from patrol_tui.sync.flights.shared_server import SharedServer
from patrol_tui.sync.reaching.address import Address, FileAddress, ServerAddress
from patrol_tui.sync.reaching.link import Denied, NotSetUp

__all__ = ["Marks", "Shared", "connect", "open_any", "open_shared"]


class Shared(SharedPhotos, SharedOffice, Protocol):
    """An open shared database."""

    @property
    def marks(self) -> Marks:
        """Return what it says of itself."""
        ...


def connect(address: Address, clock: Clock) -> SqliteLink | PostgresLink:
    """Return an open link to whatever database is at an address.

    Raises:
        Unreachable: nothing answers there.
        Refused: it is not for this program.
    """
    if isinstance(address, FileAddress):
        return SqliteLink(address.path, clock)
    return PostgresLink(address)


def open_shared(address: Address, root_key: bytes, device: bytes, clock: Clock) -> Shared:
    """Open the shared database of a district.

    Args:
        address: where it is.
        root_key: the district's root of trust that this home was set up with.
        device: this laptop.
        clock: for a SQLite file, which has no clock of its own.

    Raises:
        Unreachable: nothing answers there.
        Refused: it is not set up, another district's, or a newer program's. A server says so in
            its first answer, since asking it beforehand would cost a round trip.
    """
    if isinstance(address, ServerAddress):
        return SharedServer(PostgresLink(address), root_key, device)
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
    link: SqliteLink | PostgresLink | None = None
    try:
        link = connect(address, clock)
        marks = read_marks(link, address)
        if marks is None:
            return None
        found = _opened(link, address, marks, device)
        link = None
    except NotSetUp:
        return None
    except Denied as error:
        raise Refused(NO_RIGHT, detail=str(error)) from error
    finally:
        if link is not None:
            link.close()
    return found


def _opened(
    link: SqliteLink | PostgresLink, address: Address, marks: Marks, device: bytes
) -> Shared:
    if isinstance(link, SqliteLink):
        return SharedFile(link, marks, device, address.shown)
    return SharedServer(link, marks.root_key, device)

"""Sets a shared database up: its tables, and whose district it is."""

from sqlalchemy.dialects import sqlite

from patrol_tui.clock import Clock
from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.engine import Kind, statements
from patrol_tui.ledger.tables import SharedTable, ddl
from patrol_tui.sync.database import migrations
from patrol_tui.sync.database.marks import (
    FORMAT,
    NEWER_FORMAT,
    NO_RIGHT,
    OTHER_DISTRICT,
    OTHER_PROGRAM,
    Marks,
    read_marks,
)
from patrol_tui.sync.database.postgres import PostgresLink
from patrol_tui.sync.database.sqlite import APPLICATION_ID, SqliteLink
from patrol_tui.sync.reaching.address import Address, FileAddress
from patrol_tui.sync.reaching.link import Denied, Foreign, Statements, insert


def set_up(address: Address, marks: Marks, clock: Clock) -> Marks:
    """Make the tables where there are none, write whose they are, and return what stands there.

    Doing it again for the same district changes nothing; the epoch stays the first one.

    Raises:
        Unreachable: nothing answers there.
        Refused: it is another district's database, a newer program's, or not ours to change.
    """
    try:
        link = _connect(address, clock)
    except Denied as error:
        raise Refused(NO_RIGHT, detail=str(error)) from error
    try:
        if isinstance(link, PostgresLink):
            _migrate(link, address)
        standing = read_marks(link, address)
        if standing is None:
            _write(link, marks)
            # somebody else may have been first
            standing = read_marks(link, address) or marks
    except Denied as error:
        raise Refused(NO_RIGHT, detail=str(error)) from error
    except Foreign as error:
        raise Refused(OTHER_PROGRAM, address=address.shown) from error
    finally:
        link.close()
    if standing.root_key != marks.root_key:
        raise Refused(OTHER_DISTRICT, address=address.shown)
    return standing


def _migrate(link: PostgresLink, address: Address) -> None:
    found, known = link.migrate(), migrations.known()[-1][0]
    if found > known:
        raise Refused(NEWER_FORMAT, address=address.shown, found=found, known=known)


def _connect(address: Address, clock: Clock) -> SqliteLink | PostgresLink:
    if isinstance(address, FileAddress):
        tables = statements(*ddl(SharedTable.metadata, sqlite.dialect()))
        kind = Kind(APPLICATION_ID, (tables,))
        return SqliteLink(address.path, clock, kind, create=True)
    return PostgresLink(address)


def _write(link: Statements, marks: Marks) -> None:
    rows = [
        ("format", str(FORMAT)),
        ("root_key", marks.root_key.hex()),
        ("root_officer", marks.root_officer.hex()),
        ("epoch", marks.epoch.hex()),
    ]
    insert(link, "shared_meta", "key, value", rows, "ON CONFLICT DO NOTHING")

"""The shared database as PostgreSQL: of a district, reached over the network."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

import psycopg
from psycopg import errors
from psycopg.conninfo import make_conninfo

from patrol_tui.domain.language.errors import N_, PatrolError, Refused, Unreachable
from patrol_tui.sync.database import logins, migrations
from patrol_tui.sync.reaching.address import ServerAddress
from patrol_tui.sync.reaching.causes import NOT_LET_IN, is_about_a_login, not_reached, speaks_of
from patrol_tui.sync.reaching.link import Denied, Foreign, NotSetUp, Row, Traffic, Values
from patrol_tui.sync.reaching.patience import PatientConnection
from patrol_tui.sync.reaching.refusals import keeps_out, refused_state
from patrol_tui.sync.reaching.tls import quick_start

LINK_LOST = N_("The link to the shared database broke: {detail} Nothing is lost; sync again.")
SERVER_BUSY = N_("The shared database is busy just now ({detail}). Nothing is lost; sync again.")

_BUSY = (
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.QueryCanceled,
    errors.TooManyConnections,
)
# Tables of our names with other columns, and marks that are not of our making.
_FOREIGN = (
    errors.DuplicateTable,
    errors.UndefinedColumn,
    errors.WrongObjectType,
    errors.InvalidTextRepresentation,
    errors.InvalidParameterValue,
)
_STATEMENTS = 256


class PostgresLink:
    """A connection to a PostgreSQL server; nothing is prepared, nor sent in a pipeline."""

    marks_sql = "SELECT key, value FROM patrol.marks()"

    def __init__(self, address: ServerAddress) -> None:
        """Connect.

        Raises:
            Unreachable: the server does not answer, or is not who it says.
            Refused: it does not let this login in.
        """
        self.traffic = Traffic()
        self.address = address
        try:
            with quick_start():
                self._connection = PatientConnection.connect(
                    make_conninfo(**address.parameters), autocommit=True, prepare_threshold=None
                )
        except psycopg.Error as error:
            raise _not_connected(address, _detail(error)) from error
        self._cursor = self._connection.cursor(binary=True)

    def run(self, sql: str, values: Values = (), /) -> list[Row]:
        """Run one statement and return its rows."""
        with _in_words():
            self._cursor.execute(_in_style(sql), values or None, prepare=False)
            rows = self._cursor.fetchall() if self._cursor.description else []
        self.traffic.count(sql, values, rows)
        return rows

    def admit(self, device: bytes, stations: Sequence[bytes], *, is_bureau: bool) -> str:
        """Make a laptop's own login, and return the URL with it."""
        with _in_words():
            login = logins.admit(self._connection, device, stations, is_bureau=is_bureau)
        return logins.url_for(self.address, *login)

    def shut_out(self, device: bytes) -> None:
        """Let a laptop's login in no more, and end what it has open."""
        with _in_words():
            logins.shut_out(self._connection, device)

    def expunge(self, entries: Sequence[bytes], blobs: Sequence[bytes]) -> None:
        """Remove what entries say, and photos, in every station's log."""
        with _in_words():
            self._connection.execute("SELECT patrol.expunge(%s, %s)", (list(entries), list(blobs)))

    def migrate(self) -> int:
        """Bring schema and logins up to date; return the version, perhaps a newer program's."""
        with _in_words():
            found = migrations.migrate(self._connection)
            logins.limit_all(self._connection)
            return found

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def _not_connected(address: ServerAddress, detail: str) -> PatrolError:
    """Return what to raise: a login that is not let in is refused, all else was not reached."""
    given = address.parameters
    login, shown = given.get("user", ""), {"address": address.shown, "detail": detail}
    if any(speaks_of(detail, name) for name in (login, given.get("dbname", ""))):
        conninfo = make_conninfo(**given).encode()
        state = refused_state(conninfo, float(given["connect_timeout"]))
        if keeps_out(state) if state else is_about_a_login(detail, login):
            return Refused(NOT_LET_IN, **shown)
    return Unreachable(not_reached(detail), **shown)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except errors.InsufficientPrivilege as error:
        raise Denied(_detail(error)) from error
    except (errors.UndefinedTable, errors.UndefinedFunction, errors.InvalidSchemaName) as error:
        raise NotSetUp from error
    except _FOREIGN as error:
        raise Foreign from error
    except _BUSY as error:
        raise Unreachable(SERVER_BUSY, detail=_detail(error)) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise Unreachable(LINK_LOST, detail=_detail(error)) from error


@lru_cache(_STATEMENTS)
def _in_style(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


def _detail(error: psycopg.Error) -> str:
    """Return the first line of what the server or the driver says, as one sentence."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rstrip(".") + "."

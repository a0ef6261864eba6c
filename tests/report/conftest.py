"""A PostgreSQL database for the report."""

import sys
from collections.abc import Iterator

import pytest

from tests.sync.server import new_database, postgres_server


@pytest.fixture(scope="session")
def report_server() -> Iterator[str]:
    """Start one PostgreSQL server for the report's tests."""
    if not sys.platform.startswith("linux"):
        pytest.skip("no PostgreSQL server comes with the test packages of this system")
    with postgres_server() as url:
        yield url


@pytest.fixture
def report_url(report_server: str) -> str:
    """Return the address of an empty database."""
    return new_database(report_server)

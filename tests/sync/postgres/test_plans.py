"""Push and pull find by keys: what they read grows neither with the ledger nor with the city."""

import pytest

from patrol_tui.sync.reaching.address import ServerAddress
from tests.benchmarks.city.bulk import City, fill
from tests.benchmarks.city.steps import Scene
from tests.benchmarks.shared import measured

pytestmark = pytest.mark.postgres

CITY = City(12_000, stations=20, laptops=50)
"""With few laptops their table is one page, and reading that as a whole would be right."""
A_LOG = CITY.entries // CITY.stations
PAGE = "pull of 32 KiB from a log's beginning"


def test_no_statement_of_a_sync_reads_a_table_or_a_log_as_a_whole(ready: ServerAddress) -> None:
    fill(ready.url, CITY)
    taken = dict(measured(Scene(ready, CITY, rounds=3), lambda _: None))
    assert {name: one.work.sequential for name, one in taken.items() if one.work.sequential} == {}
    rows = {name: one.work.rows / len(one.times) for name, one in taken.items()}
    assert rows.pop(PAGE) < 3 * A_LOG  # as many look-ups, of log, entry and header, as it has rows
    assert [name for name, count in rows.items() if count >= A_LOG] == []

"""A flight is as large as the link lets through."""

import pytest

from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.services.ports.shared import Answer, Exchange
from patrol_tui.services.syncing.flight_size import (
    LEAST_BYTES,
    MOST_ALONE_BYTES,
    MOST_BYTES,
    FlightSize,
)
from tests.services.syncing import ScriptedShared, SyncedLedger
from tests.services.test_sync import synced, wrote

KIB = 1_024


def test_a_flight_that_is_lost_halves_the_next_and_one_that_comes_back_doubles_it() -> None:
    ledger = SyncedLedger()
    size = FlightSize(ledger)
    assert (size.bytes, size.is_small) == (MOST_BYTES, False)
    size.was_lost()
    size.was_lost()
    assert (size.bytes, size.is_small) == (8 * KIB, True)
    assert FlightSize(ledger).bytes == 8 * KIB
    for _ in range(3):
        size.came_back()
    assert (size.bytes, size.is_small) == (MOST_BYTES, False)


def test_a_flight_grows_further_where_nobody_types_and_is_as_small_as_ever_beside_a_screen() -> (
    None
):
    ledger = SyncedLedger()
    alone = FlightSize(ledger, MOST_ALONE_BYTES)
    assert (alone.bytes, alone.is_small) == (MOST_BYTES, False)
    alone.came_back()
    alone.came_back()
    assert (alone.bytes, alone.is_small) == (MOST_ALONE_BYTES, False)
    assert FlightSize(ledger).bytes == MOST_BYTES


def test_a_link_that_loses_the_smallest_flight_too_gets_a_large_one_again() -> None:
    size = FlightSize(SyncedLedger())
    for _ in range(5):
        size.was_lost()
    assert size.bytes == LEAST_BYTES
    size.was_lost()
    assert size.bytes == MOST_BYTES


@pytest.mark.fault(6)
def test_a_sync_goes_on_in_smaller_flights_where_the_last_one_broke() -> None:
    ledger = SyncedLedger()
    for number in range(40):
        wrote(ledger, set={"note": str(number)})

    def thin(flight: Exchange) -> Answer:
        if sum(map(len, flight.runs)) > 3 * KIB:
            raise Unreachable("the link broke")
        return shared.usual(flight)

    shared = ScriptedShared(script=[thin] * 1_000)
    states = list[str]()
    while not states or states[-1] != "complete":
        result = synced(ledger, shared)
        states.append(result.state)
        assert result.is_cut == (result.state != "complete")
    assert states[0] == "unreachable"
    assert len(states) < 15
    assert len(shared.log) == 40
    assert shared.flights[0].limit_bytes == MOST_BYTES
    assert all(flight.is_thin == (flight.limit_bytes < MOST_BYTES) for flight in shared.flights)

"""A server may be slow, but not silent for ever."""

from collections.abc import Generator

import psycopg
import pytest
from psycopg.waiting import Ready, Wait

from patrol_tui.sync.reaching.patience import PatientConnection, Silent, while_anything_moves


class Time:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at_s = 0.0

    def __call__(self) -> float:
        return self.at_s


def reading(times: int) -> Generator[Wait, Ready | int, str]:
    """Wait so often for something to read."""
    for _ in range(times):
        yield Wait.R
    return "done"


def test_any_byte_that_moves_begins_the_time_anew() -> None:
    time = Time()
    waiting = while_anything_moves(reading(4), (15, 300), time)
    assert next(waiting) == Wait.R
    for ready in (Ready.R, Ready.NONE, Ready.R):
        time.at_s += 14
        waiting.send(ready)
    time.at_s += 14
    with pytest.raises(StopIteration) as end:
        waiting.send(Ready.NONE)
    assert end.value.value == "done"


@pytest.mark.fault(5)
def test_fifteen_seconds_of_silence_are_enough() -> None:
    time = Time()
    waiting = while_anything_moves(reading(99), (15, 300), time)
    next(waiting)
    time.at_s = 14.9
    waiting.send(Ready.NONE)
    time.at_s = 15.0
    with pytest.raises(Silent):
        waiting.send(Ready.NONE)


@pytest.mark.fault(5)
def test_an_answer_of_which_a_byte_comes_now_and_then_is_not_waited_for_without_end() -> None:
    time = Time()
    waiting = while_anything_moves(reading(99), (15, 300), time)
    next(waiting)
    for _ in range(29):
        time.at_s += 10
        waiting.send(Ready.R)
    time.at_s += 10
    with pytest.raises(Silent, match="too long"):
        waiting.send(Ready.R)


@pytest.mark.postgres
@pytest.mark.fault(5)
def test_a_flight_that_goes_on_for_ever_is_cancelled(postgres_url: str) -> None:
    connection = PatientConnection.connect(postgres_url, autocommit=True)
    connection.longest_flight_s = 0.3
    chatter = "BEGIN FOR n IN 1..999 LOOP RAISE NOTICE 'on'; PERFORM pg_sleep(0.05); END LOOP; END"
    with pytest.raises(psycopg.OperationalError, match="too long"):
        connection.execute(f"DO $$ {chatter} $$".encode())
    assert connection.closed
    connection.close()


@pytest.mark.postgres
@pytest.mark.fault(5)
def test_a_connection_gives_up_a_silent_server_and_is_closed(postgres_url: str) -> None:
    connection = PatientConnection.connect(postgres_url, autocommit=True)
    assert connection.execute("SELECT 1").fetchall() == [(1,)]
    connection.longest_silence_s = 0.3
    with pytest.raises(psycopg.OperationalError, match="not answered"):
        connection.execute("SELECT pg_sleep(60)")
    assert connection.closed
    connection.close()

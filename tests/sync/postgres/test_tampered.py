"""Who takes the walls down and edits is found, though answers leave out what can be reckoned."""

from dataclasses import replace

import psycopg
import pytest

from patrol_tui.domain.entries.entry import next_h
from patrol_tui.services.ports.shared import Exchange
from patrol_tui.sync.flights.shared import Shared
from tests.sync.pen import BINHU, NOWHERE, Pen, thing

pytestmark = pytest.mark.postgres


def test_an_edited_row_comes_as_it_stands(shared: Shared, chief: psycopg.Connection) -> None:
    pen, reader = Pen("a"), Pen("b")
    for number in range(3):
        pen.write(thing("lane"), str(number))
    shared.exchange(pen.flight(pen.wire()))
    chief.execute("ALTER TABLE patrol.log DISABLE TRIGGER ALL")
    chief.execute("UPDATE patrol.log SET h = sha256(h) WHERE n = 3")
    (segment,) = shared.exchange(reader.flight()).segments
    assert [row.n for row in segment.rows] == [1, 2, 3]
    assert segment.rows[2].h != next_h(segment.rows[1].h, pen.written[2].hash, pen.run().seal)
    chief.execute("DELETE FROM patrol.log WHERE n = 2")
    (segment,) = shared.exchange(reader.flight()).segments
    assert [row.n for row in segment.rows] == [1, 3]


def test_an_edited_entry_comes_as_it_stands(shared: Shared, chief: psycopg.Connection) -> None:
    pen, reader = Pen("a"), Pen("b")
    for number in range(3):
        pen.write(thing("lane"), str(number))
    shared.exchange(pen.flight(pen.wire()))
    chief.execute("ALTER TABLE patrol.entry DISABLE TRIGGER ALL")
    chief.execute("UPDATE patrol.entry SET payload = 'other' WHERE seq = 2")
    (segment,) = shared.exchange(reader.flight()).segments
    assert [row.hash for row in segment.rows] == [entry.hash for entry in pen.written]
    assert b"other" in segment.runs[0]


def test_every_row_can_be_asked_for_as_it_stands(shared: Shared) -> None:
    pen, other = Pen("a"), Pen("b")
    pen.write(thing("lane"), "0")
    other.write(thing("gate"), "0")
    for one in (pen, other):
        shared.exchange(one.flight(one.wire()))
    flight = Exchange(pen.header.device, (), {BINHU: NOWHERE}, frozenset((pen.header.stream,)))
    (told,) = shared.exchange(flight).segments
    (exact,) = shared.exchange(replace(flight, is_exact=True)).segments
    assert exact == told
    assert len(exact.runs) == 1

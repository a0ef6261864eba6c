"""Several programs at one home: every acknowledged entry is there, in one line."""

import pytest

from tests.cli.laptop import Laptop
from tests.faults.officer import session_of
from tests.faults.test_killed import log_rows, subjects, whole
from tests.ledger.processes import child, lines_then_kill

OFFICER = "tests.faults.officer"


@pytest.mark.invariant("I8")
@pytest.mark.fault(37)
def test_two_write_while_a_third_syncs_and_nothing_is_lost(
    two_laptops: tuple[Laptop, Laptop],
) -> None:
    one, other = two_laptops
    with child(OFFICER, "sync_for_ever", one.home) as syncing:
        assert syncing.stdout is not None
        syncing.stdout.readline()
        with (
            child(OFFICER, "record_for_ever", one.home) as first,
            child(OFFICER, "record_for_ever", one.home) as second,
        ):
            acknowledged = set(lines_then_kill(first, 10)) | set(lines_then_kill(second, 10))
        syncing.kill()
    with session_of(one.home, one.clock) as session:
        assert acknowledged <= subjects(session)
        assert whole(session)
        assert len(session.ledger.own_streams()) == 2  # the station's, and the district's
    assert one.json("sync")["state"] == "complete"
    assert other.json("sync")["state"] == "complete"
    assert log_rows(one.home.with_name("shared.db")) == one.json("verify")["entries"]
    with session_of(other.home, other.clock) as session:
        assert acknowledged <= subjects(session)
    assert one.json("verify")["digest"] == other.json("verify")["digest"]


@pytest.mark.fault(37)
def test_a_second_sync_is_refused_while_one_runs(two_laptops: tuple[Laptop, Laptop]) -> None:
    """One sync a home; the other says so and loses nothing."""
    one, _other = two_laptops
    one.record()
    with child(OFFICER, "hold_a_sync", one.home) as process:
        assert process.stdout is not None
        process.stdout.readline()
        said = one.call("sync")
    assert said.code == 1
    assert "Traceback" not in said.err
    assert one.json("sync")["state"] == "complete"

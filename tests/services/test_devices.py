"""The bureau's list of laptops, and shutting one out."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CREATED
from patrol_tui.domain.language.errors import NotFound, PatrolError, Refused, Unreachable
from patrol_tui.domain.subjects.device import DEVICE, read_ends
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.bureau.devices import find_device, must_be_in, must_sync, revoke
from patrol_tui.services.bureau.laptops import fork_of_own, laptop_of
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.syncing.sync_values import Outcome, SyncResult
from tests.services.syncing import SyncedLedger

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

NOW_US = 1_764_000_000_000_000
LOST = name_id("device", "8")


def bureau() -> SyncedLedger:
    """Return the founder's ledger, with a laptop that got lost."""
    ledger = SyncedLedger()
    ledger.set_meta("root_officer", ledger.writer.officer.hex())
    for number, device in ((7, ledger.writer.device), (8, LOST)):
        ledger.append((enrolled(device, number),), NOW_US)
    return ledger


def enrolled(device: bytes, number: int) -> Draft:
    """Return the entry that names a laptop."""
    content: dict[str, Json] = {
        "set": {"number": number, "station": "nanhu"},
        "move": "enrolled",
    }
    return Draft(device, DEVICE.kind(CREATED), content, district=True)


def result(reason: PatrolError | None = None) -> SyncResult:
    """Return how a sync ended."""
    state: Outcome = "complete" if reason is None else "unreachable"
    return SyncResult(state, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, reason)


@dataclass
class Far:
    """The shared database as shutting out sees it."""

    done: list[str] = field(default_factory=list)
    outcome: SyncResult = field(default_factory=result)

    def shut_out(self, device: bytes) -> None:
        """Take note."""
        self.done.append(f"out {device == LOST}")

    def sync(self) -> SyncResult:
        """Take note."""
        self.done.append("sync")
        return self.outcome


def lost(ledger: SyncedLedger) -> State:
    """Return the lost laptop."""
    return find_device(ledger, "08")


def shut(ledger: SyncedLedger, device: State, far: Far) -> None:
    """Shut a laptop out."""
    revoke(ledger, device, far.shut_out, far.sync, lambda: NOW_US)


def test_a_laptop_is_found_by_its_number() -> None:
    ledger = bureau()
    assert lost(ledger).subject == LOST
    with pytest.raises(NotFound):
        find_device(ledger, "no such")


def test_what_is_no_laptop_is_not_taken_for_one() -> None:
    thing = name_id("thing", "x")

    class Careless(SyncedLedger):
        def find(self, text: str, subject_type: str | None = None) -> bytes:
            assert (text, subject_type) == ("x", "device")
            return thing

    ledger = Careless()
    ledger.append((Draft(thing, ISSUE.kind(CREATED), {}),), NOW_US)
    with pytest.raises(NotFound, match="No laptop here"):
        find_device(ledger, "x")


@pytest.mark.fault(29)
def test_a_laptop_is_shut_out_at_the_shared_database_first() -> None:
    ledger, far = bureau(), Far()
    shut(ledger, lost(ledger), far)
    assert far.done == ["out True", "sync", "sync"]
    assert ledger.followed == [name_id("station", "nanhu")]
    state = lost(ledger)
    assert state.status == "revoked"
    assert read_ends(state.facts[-1].content or {}) == ledger.line_ends(LOST)
    entries = len(ledger.kept)
    shut(ledger, state, far)
    assert len(ledger.kept) == entries


def test_a_laptop_that_was_shut_out_gets_no_new_login() -> None:
    ledger = bureau()
    must_be_in(lost(ledger))
    shut(ledger, lost(ledger), Far())
    with pytest.raises(Refused, match="08"):
        must_be_in(lost(ledger))


def test_why_a_laptop_was_shut_out_stays_readable() -> None:
    ledger, far = bureau(), Far()
    revoke(ledger, lost(ledger), far.shut_out, far.sync, lambda: NOW_US, reason=" 被盗 ")
    assert (lost(ledger).facts[-1].content or {})["reason"] == "被盗"
    own, other = (laptop_of(ledger, row) for row in ledger.page(ListQuery("device")).rows)
    assert (own.why_out, other.why_out) == ("", "被盗")


def test_a_laptop_is_listed_with_its_last_arrival() -> None:
    ledger = bureau()
    ledger.arrivals[ledger.writer.device] = NOW_US + 5
    own, other = (laptop_of(ledger, row) for row in ledger.page(ListQuery("device")).rows)
    assert (own.number, own.is_own, own.is_forked) == ("07", True, False)
    assert (own.arrived_at_us, other.arrived_at_us) == (NOW_US + 5, None)
    assert (other.number, other.status, other.is_own, other.seen) == ("08", "enrolled", False, None)


@pytest.mark.fault(20)
def test_a_laptop_with_a_copy_is_marked_and_the_numbers_that_both_gave_are_said() -> None:
    ledger = bureau()
    own, other = (laptop_of(ledger, row) for row in ledger.page(ListQuery("device")).rows)
    assert (other.is_forked, other.said_twice, fork_of_own(ledger)) == (False, None, None)
    ledger.twice[LOST] = {f"BH-260714-08-{serial:02d}": (b"1", b"2") for serial in range(1, 8)}
    ledger.twice[own.subject] = {}
    own, other = (laptop_of(ledger, row) for row in ledger.page(ListQuery("device")).rows)
    assert (own.is_forked, other.is_forked) == (True, True)
    said = "" if other.said_twice is None else other.said_twice.text(str, "en")
    assert "08-01, BH" in said
    assert "08-05 …" in said
    assert "08-06" not in said
    mine = fork_of_own(ledger)
    assert mine is not None
    assert "number 07" in mine.text(str, "en")


def test_without_the_shared_database_nobody_is_shut_out() -> None:
    ledger = bureau()
    far = Far(outcome=result(reason=Unreachable("gone")))
    with pytest.raises(Unreachable):
        shut(ledger, lost(ledger), far)
    assert lost(ledger).status == "enrolled"
    with pytest.raises(Unreachable):
        must_sync(far.sync)


def test_only_the_bureau_shuts_out_and_never_itself() -> None:
    ledger = bureau()
    with pytest.raises(Refused, match="that you are at"):
        shut(ledger, find_device(ledger, "7"), Far())
    ledger.set_meta("root_officer", "")
    with pytest.raises(Refused, match="Only the bureau"):
        shut(ledger, lost(ledger), Far())


def test_ends_of_lines_are_read_as_far_as_they_can_be() -> None:
    said: list[Json] = [["ab", 3, "cd"], ["zz", 1, "cd"], ["ab", 1], 7]
    assert read_ends({"record": {"ends": said}}) == [(b"\xab", 3, b"\xcd")]
    assert read_ends({"record": {"ends": 7}}) == []
    assert read_ends({}) == []


def test_the_last_entry_of_each_line_is_named() -> None:
    ledger, far = bureau(), Far()
    who = ledger.writer
    ledger.written_by(LOST, who.officer)
    ledger.append((Draft(name_id("thing", "x"), ISSUE.kind(CREATED), {}),), NOW_US)
    ledger.written_by(who.device, who.officer)
    shut(ledger, lost(ledger), far)
    (end,) = read_ends(lost(ledger).facts[-1].content or {})
    assert end == ledger.line_ends(LOST)[0]

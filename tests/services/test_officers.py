"""Who may use a laptop beside the officer it was made for."""

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects.officer import OFFICER, officer_id
from patrol_tui.services.bureau.enrol import OtherName, officer_draft
from patrol_tui.services.bureau.officers import decide_newcomer
from tests.services.syncing import SyncedLedger

NOW_US = 1_764_000_000_000_000


def known(ledger: SyncedLedger, badge: str, role: str, station: str) -> None:
    """Let the district know an officer."""
    draft = officer_draft(None, officer_id(badge), "李某", badge, role, station)
    assert draft is not None
    ledger.shared |= {entry.hash for entry in ledger.append((draft,), NOW_US)}


@pytest.mark.fault(37)
def test_an_officer_of_the_station_or_of_the_bureau_may_use_its_laptop() -> None:
    ledger = SyncedLedger()
    known(ledger, "1", "officer", "binhu")
    known(ledger, "2", "bureau", "nanhu")
    with pytest.raises(OtherName, match="is 李某's, not 王某's"):
        decide_newcomer(ledger, "1", "王某", rename=True)
    for badge in ("1", " 2 "):
        newcomer = decide_newcomer(ledger, badge, "")
        assert (newcomer.name, newcomer.drafts) == ("李某", ())


def test_who_is_not_known_not_of_here_or_only_reads_may_not() -> None:
    ledger = SyncedLedger()
    with pytest.raises(Refused, match="badge number is missing"):
        decide_newcomer(ledger, " ", "")
    with pytest.raises(Refused, match="knows no officer"):
        decide_newcomer(ledger, "9", "李某")
    known(ledger, "1", "officer", "nanhu")
    known(ledger, "2", "auditor", "binhu")
    known(ledger, "3", "officer", "binhu")
    state = ledger.state(officer_id("3"))
    assert state is not None
    gone = Draft(state.subject, OFFICER.kind(6), {"retract": True}, state.heads, district=True)
    ledger.append((gone,), NOW_US)
    for badge in "123":
        with pytest.raises(Refused, match="not an officer of this station"):
            decide_newcomer(ledger, badge, "")


def test_what_the_district_has_not_seen_yet_gives_nobody_a_right() -> None:
    ledger = SyncedLedger()
    draft = officer_draft(None, officer_id("1"), "李某", "1", "officer", "binhu")
    assert draft is not None
    ledger.append((draft,), NOW_US)
    with pytest.raises(Refused, match="Sync once"):
        decide_newcomer(ledger, "1", "")


def test_the_bureau_adds_whom_it_wants() -> None:
    ledger = SyncedLedger()
    ledger.set_meta("root_officer", ledger.writer.officer.hex())
    with pytest.raises(Refused, match="name is missing"):
        decide_newcomer(ledger, "9", " ")
    fresh = decide_newcomer(ledger, "9", "孙某")
    assert fresh.drafts[0].content["add"] == {"roles": ["officer"], "stations": ["binhu"]}
    known(ledger, "1", "officer", "nanhu")
    with pytest.raises(OtherName) as other:
        decide_newcomer(ledger, "1", " 王某 ")
    assert (other.value.known, other.value.name) == ("李某", "王某")
    renamed = decide_newcomer(ledger, "1", "王某", rename=True)
    assert renamed.name == "王某"
    assert renamed.drafts[0].content == {"set": {"name": "王某"}, "add": {"stations": ["binhu"]}}
    moved = decide_newcomer(ledger, "1", "李某", rename=True)
    assert moved.drafts[0].content == {"add": {"stations": ["binhu"]}}
    known(ledger, "3", "officer", "binhu")
    state = ledger.state(officer_id("3"))
    assert state is not None
    gone = Draft(state.subject, OFFICER.kind(6), {"retract": True}, state.heads, district=True)
    ledger.append((gone,), NOW_US)
    assert decide_newcomer(ledger, "3", "").drafts == ()

"""A ledger whose lists another version of the program wrote is brought up when it is opened."""

from dataclasses import replace
from uuid import UUID

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.folding.subject import CREATED
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.book.program import STOPPED
from patrol_tui.ledger.store import LedgerStore, open_ledger
from patrol_tui.services.ports.ports import Progress
from tests.ledger.town import AT_ONCE, KEY, Laptop, Town

THINGS = 450


def fill(laptop: Laptop) -> None:
    """Write things whose rows are made later."""
    drafts = [
        Draft(new_id(laptop.now_us), ISSUE.kind(CREATED), {"move": "reported", "set": {}})
        for _ in range(THINGS)
    ]
    laptop.store.append_unfolded(drafts, laptop.now_us)


def of_version(laptop: Laptop, rows: str) -> None:
    """Close a ledger as a program left it whose lists were of another number."""
    laptop.store.set_meta("program.rows", rows)
    laptop.store.close()


def again(laptop: Laptop, progress: Progress | None = None) -> LedgerStore:
    """Open it with this program."""
    machine = replace(AT_ONCE, progress=progress)
    return open_ledger(laptop.path, KEY, laptop.who, laptop.key.sign, machine=machine)


def shown(store: LedgerStore) -> int:
    """Count the rows of its lists."""
    rows = store._connection.execute("SELECT count(*) FROM view WHERE type = 'issue'").fetchall()
    return int(rows[0][0])


@pytest.mark.fault(11)
def test_bringing_the_lists_up_tells_how_far_it_is_stops_and_goes_on_there(town: Town) -> None:
    laptop = town.enrol(7, "0417")
    fill(laptop)
    before = laptop.store.counts()
    of_version(laptop, "1")
    told: list[tuple[int, int]] = []

    def stop_after_one(done: int, total: int) -> bool:
        told.append((done, total))
        return not done

    with pytest.raises(Refused) as refused:
        again(laptop, stop_after_one)
    assert refused.value.template == STOPPED
    (_, total) = told[-1]
    assert total > THINGS
    assert told == [(0, 0), (0, total), (200, total)]
    told.clear()

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    laptop.store = again(laptop, go_on)
    assert told == [(0, 0), (200, total), (400, total), (total, total)]
    assert shown(laptop.store) == THINGS
    assert laptop.store.counts() == replace(before, open_issues=THINGS)
    assert laptop.store.verify().problems == ()
    laptop.store.close()
    told.clear()
    laptop.store = again(laptop, go_on)
    assert told == []


def test_a_place_that_belongs_to_another_task_or_is_damaged_counts_for_nothing(town: Town) -> None:
    laptop = town.enrol(7, "0417")
    for at in ("other ff", "x"):
        laptop.issue()
        laptop.store._connection.execute("DELETE FROM view WHERE type = 'issue'")
        laptop.store.set_meta("program.at", at)
        of_version(laptop, "1")
        laptop.store = again(laptop)
        assert laptop.store.meta("program.at") is None
    assert shown(laptop.store) == 2


def test_only_rows_that_say_otherwise_since_are_made_anew(town: Town) -> None:
    laptop = town.enrol(7, "0417")
    laptop.issue()
    for rows, expected in (("5", False), ("3", False), ("9", True), ("?", True)):
        laptop.store._connection.execute("DELETE FROM view WHERE type IN ('issue', 'officer')")
        of_version(laptop, rows)
        laptop.store = again(laptop)
        assert shown(laptop.store) == 1
        assert bool(laptop.store.people()) == expected


@pytest.mark.invariant("I3")
def test_what_an_auditor_wrote_is_judged_alike_by_all_and_by_the_auditor(town: Town) -> None:
    auditor, other = town.enrol(7, "0417", "auditor"), town.enrol(8, "0418")
    subject = other.issue()
    other.sync(town.shared)
    auditor.sync(town.shared)
    moved = auditor.move(subject, "verified")
    for laptop in (auditor, other, town.root):
        laptop.sync(town.shared)
    for laptop in (auditor, other):
        state = laptop.store.state(subject)
        assert state is not None
        assert [fact.flag for fact in state.facts] == [None, "no_right"]
        assert state.status == "reported"
        assert laptop.store.quarantined() == {}
        assert laptop.store.verify().problems == ()
    assert auditor.store.digest() == other.store.digest()
    # An older program put it into quarantine, since an auditor's laptop never joined for it.
    with other.store._base.writing():
        other.store._connection.execute(
            "INSERT INTO quarantine (hash, reason) VALUES (?, 'bad_seal')", (moved.hash,)
        )
        other.store._base.views.refresh(subject)
    assert auditor.store.digest() != other.store.digest()
    of_version(other, "2")
    other.store = again(other)
    assert other.store.quarantined() == {}
    assert auditor.store.digest() == other.store.digest()
    assert other.store.verify().problems == ()


def test_a_thing_of_which_nothing_has_effect_has_no_row_until_it_has(town: Town) -> None:
    auditor, other = town.enrol(7, "0417", "auditor"), town.enrol(8, "0418")
    begun = auditor.issue()
    assert shown(auditor.store) == auditor.store.counts().open_issues == 0
    assert auditor.store.state(begun) is not None
    assert auditor.store.verify().problems == ()
    for thing_type in ("issue", None):
        assert auditor.store.find(str(UUID(bytes=begun)), thing_type) == begun
    for name, thing_type in ((str(UUID(bytes=begun)), "patrol"), (begun.hex()[:20], "issue")):
        with pytest.raises(NotFound):
            auditor.store.find(name, thing_type)
    subject = other.issue()
    put = "INSERT INTO quarantine (hash, reason) SELECT hash, 'bad_seal' FROM entry"
    for change, expected in ((f"{put} WHERE subject = ?", 0), ("DELETE FROM quarantine", 1)):
        with other.store._base.writing():
            other.store._connection.execute(change, (subject,) * change.count("?"))
            other.store._base.views.refresh(subject)
        assert shown(other.store) == expected


@pytest.mark.invariant("I3")
def test_a_paper_printed_beside_a_closing_leaves_the_case_closed_on_both(town: Town) -> None:
    lead, other = town.enrol(7, "0417", "lead"), town.enrol(8, "0418", "lead")
    subject = lead.issue()
    for to in ("handling", "responded"):
        lead.move(subject, to)
    for laptop in (lead, other):
        laptop.sync(town.shared)
    other.move(subject, "checked")
    for laptop in (other, lead):
        laptop.sync(town.shared)
    lead.move(subject, "closed")
    other.change(subject, **{"paper/site_record": "BH-K2026-08-01"})
    for laptop in (lead, other, lead):
        laptop.sync(town.shared)
    for laptop in (lead, other):
        state = laptop.store.state(subject)
        assert state is not None
        assert (state.status, state.conflicts) == ("closed", ())
    assert lead.store.digest() == other.store.digest()

"""The one way in which anything is written: durable when it returns, nothing when it refuses."""

from dataclasses import replace

import pytest

from patrol_tui.catalog_files import load_catalog
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.services.patrol.walk import walk
from patrol_tui.services.requests import (
    Arrive,
    Check,
    Finish,
    Leave,
    Move,
    Note,
    Recheck,
    SetFields,
    Settle,
    StartPatrol,
    UndoLast,
)
from tests.services.laptop import SMALL, Album, Laptop, Taken, meet, record
from tests.services.memory import MemoryLedger


def test_what_was_done_is_what_the_ledger_holds() -> None:
    laptop = Laptop()
    done = laptop.do(record())
    assert list(done.entries) == laptop.ledger.kept
    assert done.entries[0].subject == done.subject
    assert done.entries[0].wall_us == laptop.clock.now_us()


def test_every_entry_follows_what_its_author_saw() -> None:
    laptop = Laptop()
    issue = laptop.do(record()).subject
    first = laptop.ledger.kept[-1]
    note = laptop.do(Note(issue, "一")).entries[0]
    assert note.parents == (first.hash,)
    late = laptop.do(Note(issue, "二", heads=(first.hash,))).entries[0]
    assert late.parents == (first.hash,)
    both = laptop.do(Note(issue, "三")).entries[0]
    assert set(both.parents) == {note.hash, late.hash}


class FullLedger(MemoryLedger):
    """A ledger whose disk has no room."""

    def append(self, drafts: object, now_us: int) -> tuple[Entry, ...]:
        """Refuse."""
        del drafts, now_us
        raise Refused(N_("no room"))


def test_a_full_disk_is_said_and_nothing_is_written() -> None:
    laptop = Laptop()
    laptop.ledger.__class__ = FullLedger
    with pytest.raises(Refused, match="no room"):
        laptop.do(record())
    assert laptop.ledger.kept == []


def test_a_kind_of_thing_that_this_program_does_not_know_is_not_found() -> None:
    laptop = Laptop()
    subject = name_id("drone", "1")
    laptop.ledger.append((Draft(subject, 0x7F01, {"set": {}}),), laptop.clock.now_us())
    with pytest.raises(NotFound, match="no such thing"):
        laptop.do(Note(subject, "x"))


def test_the_patrol_of_another_laptop_is_not_under_way_here() -> None:
    one, other = Laptop(7), Laptop(8)
    one.do(StartPatrol("north"))
    meet(one, other)
    assert other.office.patrol_under_way() is None
    other.do(StartPatrol("north"))
    assert other.patrol().subject != one.patrol().subject


def test_the_catalogue_is_read_anew_for_each_request() -> None:
    laptop = Laptop()
    laptop.do(record())
    laptop.catalog = replace(SMALL, kinds={})
    with pytest.raises(NotFound, match="fire_lane"):
        laptop.do(record())


def test_an_issue_of_a_kind_that_is_gone_is_still_worked_on() -> None:
    laptop = Laptop()
    issue = laptop.do(record(fields={"width_m": "2.1"})).subject
    laptop.catalog = replace(SMALL, kinds={})
    laptop.do(Move(issue, "verified"), SetFields(issue, {"place": "东门"}), Recheck(issue, "走了"))
    assert laptop.state(issue).status == "verified"
    with pytest.raises(Refused, match="no field width_m"):
        laptop.do(SetFields(issue, {"width_m": "2"}))


def test_a_whole_shift_with_the_shipped_catalogue() -> None:
    catalog, _ = load_catalog()
    album = Album(a=Taken(b"one"))
    laptop = Laptop(catalog=catalog, album=album)
    laptop.do(StartPatrol("binhu_north", ("0418",), "晴"))
    route = catalog.route("binhu_north")
    first, second, *others = route.checkpoints
    for item in first.items[1:]:
        laptop.do(Check(first.id, item.id, "ok"))
    fields = {"lane": "消防车通道", "blocked_by": "1", "width_m": "２．１", "plate": "鲁A0000X"}
    request = record(fields=fields, answers=(first.id, first.items[0].id), measures=("persuaded",))
    issue = laptop.do(request).subject
    laptop.do(Leave(first.id), Arrive(second.id), Recheck(issue, "车已驶离"))
    here = walk(laptop.patrol(), catalog, laptop.clock.now_us())
    assert (here.done, here.stops[0].open_items, here.stops[0].count("problem")) == (2, 0, 1)
    skipped = {point.id: "下雨" for point in others if not point.retired}
    done = laptop.do(Finish(skipped))
    assert laptop.state(done.subject).status == "finished"
    with pytest.raises(Refused, match="nothing of yours"):
        laptop.do(UndoLast(done.subject), UndoLast(done.subject))
    assert laptop.patrol().status == "walking"


def test_two_laptops_that_settle_differently_have_one_more_conflict_and_then_none() -> None:
    one, other = Laptop(7), Laptop(8, "0418")
    issue = one.do(record()).subject
    meet(one, other)
    for laptop, place in ((one, "东门"), (other, "西门")):
        laptop.do(SetFields(issue, {"place": place}))
    meet(one, other)
    for laptop, place in ((one, "东门"), (other, "西门")):
        laptop.do(Settle(issue, "place", value=place))
    meet(one, other)
    assert [conflict.field for conflict in one.state(issue).conflicts] == ["place"]
    one.do(Settle(issue, "place", value="正门"))
    meet(one, other)
    assert one.state(issue).conflicts == other.state(issue).conflicts == ()
    assert other.state(issue).text("place") == "正门"

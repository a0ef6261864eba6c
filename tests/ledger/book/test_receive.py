from dataclasses import replace
from pathlib import Path

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import ZERO_HASH, new_id
from patrol_tui.domain.entries.run import Run, encode_run
from patrol_tui.domain.folding.subject import CREATED
from patrol_tui.domain.language.errors import Corrupt, Lacking
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.book.receive import MOST_AT_ONCE
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Position, Segment
from tests.ledger.town import AT_ONCE, BINHU, NANHU, Shared, Town, opened

NOWHERE = Position(bytes(16), 0, ZERO_HASH)


def digests(town: Town) -> set[bytes]:
    return {laptop.store.digest() for laptop in town.laptops}


def test_what_one_wrote_the_other_shows(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.sync(town.shared)
    other.sync(town.shared)
    state = other.store.state(subject)
    assert state is not None
    assert state.text("place") == "南门"
    assert other.store.page(ListQuery("issue")).rows[0].title == "南门"
    assert other.store.counts().unsent == 0


@pytest.mark.invariant("I3")
def test_laptops_that_hold_the_same_show_the_same(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    town.sync_all()
    one.change(subject, place="北门")
    other.change(subject, place="东门")
    other.move(subject, "verified")
    town.sync_all()
    assert len(digests(town)) == 1
    assert one.store.counts().conflicts == 1
    one.change(subject, place="北门")
    assert len(digests(town)) == 2
    town.sync_all()
    assert len(digests(town)) == 1
    assert one.store.counts().conflicts == 0
    assert all(laptop.store.verify().problems == () for laptop in town.laptops)


def test_a_receipt_is_the_row_that_came_back(town: Town) -> None:
    laptop = town.enrol(7, "0417")
    subject = laptop.issue()
    (entry,) = laptop.store.entries(subject)
    assert laptop.store.counts().unsent == 1
    assert laptop.store.counts().oldest_unsent_us == entry.wall_us
    assert laptop.store.unsent_subjects() == {subject}
    assert laptop.store.in_shared([entry.hash]) == frozenset()
    for run in laptop.store.unsent_runs(32_768):
        town.shared.push(BINHU, [run], laptop.who.device)
    assert laptop.store.counts().unsent == 1
    laptop.pull(town.shared)
    assert laptop.store.counts().unsent == 0
    assert laptop.store.counts().oldest_unsent_us is None
    assert laptop.store.unsent_subjects() == frozenset()
    assert laptop.store.in_shared([entry.hash, b"x" * 32]) == {entry.hash}
    assert laptop.store.unsent_runs(32_768) == ()


def test_a_stretch_that_comes_twice_changes_nothing(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    one.issue()
    one.push(town.shared)
    segment = town.shared.segment(BINHU, NOWHERE)
    assert other.store.receive(segment) == 1
    before = other.store.digest()
    assert other.store.receive(segment) == 0
    assert other.store.digest() == before
    assert other.store.verify().problems == ()


def test_overlapping_stretches_fit_together(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    for _ in range(5):
        one.issue()
        one.push(town.shared)
    assert other.store.receive(town.shared.segment(BINHU, NOWHERE, limit=3)) == 3
    at_two = Position(town.shared.epoch, 2, town.shared.rows[BINHU][1].h)
    assert other.store.receive(town.shared.segment(BINHU, at_two)) == 2
    assert other.store.cursors()[BINHU].n == 5


def broken(how: str, segment: Segment) -> Segment:
    """Return a stretch with one thing wrong."""
    first, *rest = segment.rows
    run, *runs = segment.runs
    rows = {
        "gap": rest,
        "h": [replace(first, h=b"x" * 32), *rest],
        "seal": [replace(first, seal=b"x" * 64), *rest],
        "hash": [replace(first, hash=b"x" * 32), *rest],
        "twice": [first, replace(first, n=2), *rest],
        "stray": [],
    }
    wires = {"run": [run[:-100], *runs], "after": [run + b"\0", *runs]}
    return replace(
        segment,
        rows=tuple(rows.get(how, segment.rows)),
        runs=tuple(wires.get(how, segment.runs)),
    )


@pytest.mark.parametrize("how", ["gap", "h", "seal", "hash", "twice", "run", "after", "stray"])
def test_of_a_stretch_that_does_not_fit_nothing_is_taken(town: Town, how: str) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    for _ in range(2):
        one.issue()
        one.push(town.shared)
    before = other.store.counts(), other.store.cursors()
    segment = town.shared.segment(BINHU, NOWHERE)
    with pytest.raises(Corrupt):
        other.store.receive(broken(how, segment))
    assert (other.store.counts(), other.store.cursors()) == before
    assert other.store.receive(segment) == 2


def test_a_log_that_was_rewritten_is_noticed(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    one.issue()
    one.push(town.shared)
    other.pull(town.shared)
    rewritten = Shared()
    one.issue()
    for run in one.store.unsent_runs(32_768):
        rewritten.push(BINHU, [run], one.who.device)
    with pytest.raises(Corrupt, match="does not continue"):
        other.store.receive(rewritten.segment(BINHU, NOWHERE))
    with pytest.raises(Corrupt, match="does not continue"):
        other.store.receive(
            replace(town.shared.segment(BINHU, other.store.cursors()[BINHU]), epoch=b"f" * 16)
        )


def test_a_row_without_its_entry_asks_for_it(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    one.issue()
    one.push(town.shared)
    segment = town.shared.segment(BINHU, NOWHERE)
    with pytest.raises(Lacking):
        other.store.receive(replace(segment, runs=()))
    assert other.store.counts().unsent == 0
    assert other.store.receive(segment) == 1


@pytest.mark.fault(21)
def test_a_restored_laptop_gets_its_own_entries_back_and_goes_on(
    town: Town, tmp_path: Path
) -> None:
    laptop = town.enrol(7, "0417")
    laptop.issue()
    laptop.sync(town.shared)
    laptop.store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    backup = tmp_path / "backup"
    backup.mkdir()
    (backup / laptop.path.name).write_bytes(laptop.path.read_bytes())
    laptop.issue()
    laptop.issue()
    laptop.sync(town.shared)
    restored = opened(backup, laptop.who, laptop.key, root=town.root.key)
    with pytest.raises(Lacking):
        restored.pull(town.shared)
    assert restored.pull(town.shared, full=True) == 2
    assert restored.store.counts().unsent == 0
    assert restored.store.digest() == laptop.store.digest()
    assert restored.store.verify().problems == ()
    state = restored.store.state(restored.issue())
    assert state is not None
    assert state.text("number") == "BH-260714-07-04"
    restored.sync(town.shared)
    laptop.pull(town.shared, full=True)
    assert restored.store.digest() == laptop.store.digest()
    restored.store.close()


@pytest.mark.invariant("I8")
@pytest.mark.fault(20)
def test_a_fork_is_kept_whole_on_both_sides(town: Town, tmp_path: Path) -> None:
    laptop = town.enrol(7, "0417")
    laptop.issue("1")
    laptop.sync(town.shared)
    laptop.store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    folder = tmp_path / "clone"
    folder.mkdir()
    (folder / laptop.path.name).write_bytes(laptop.path.read_bytes())
    clone = opened(folder, laptop.who, laptop.key, root=town.root.key)
    clone.now_us = laptop.now_us + 7
    for one, places in ((laptop, ("2", "3")), (clone, ("4", "5"))):
        for place in places:
            one.issue(place)
    laptop.sync(town.shared)
    for run in clone.store.unsent_runs(32_768):
        town.shared.push(BINHU, [run], clone.who.device)
    for one in (laptop, clone):
        one.pull(town.shared, full=True)
        one.sync(town.shared)
    town.root.sync(town.shared)
    assert laptop.store.digest() == clone.store.digest() == town.root.store.digest()
    assert laptop.store.count(ListQuery("issue")) == 5
    for one in (laptop, clone, town.root):
        assert one.store.forked() == {laptop.who.device}
    other = town.enrol(8, "0418")
    other.issue()
    other.sync(town.shared)
    town.root.sync(town.shared)
    assert town.root.store.forked() == {laptop.who.device}
    for one in (laptop, clone):
        one.sync(town.shared)
    for one in (laptop, clone, town.root):
        assert one.store.verify().problems == ()
        assert one.store.counts().unsent == 0
    clone.store.close()


def test_large_stretches_are_taken_in_small_commits(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    count = 2 * MOST_AT_ONCE + 5
    for _ in range(count):
        one.issue()
    one.push(town.shared)
    pauses: list[float] = []
    other.store._base.machine = Machine(pause=pauses.append)
    assert other.pull(town.shared) == count
    assert len(pauses) == 3
    assert set(pauses) == {0.005}


def test_on_a_slow_computer_commits_are_smaller_and_grow_again(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    count = 3 * MOST_AT_ONCE
    for _ in range(count):
        one.issue()
    one.push(town.shared)
    held: list[int] = []
    time = [0.0]

    def now_s() -> float:
        time[0] += 0.1 if len(held) < 5 else 0.0  # each of the first commits takes long
        return time[0]

    def pause(_seconds: float) -> None:
        held.append(other.store.counts().open_issues)

    other.store._base.machine = Machine(pause=pause, now_s=now_s)
    assert other.pull(town.shared) == count
    sizes = [after - before for before, after in zip([0, *held], held, strict=False)]
    assert sizes[:5] == [50, 25, 12, 6, 5]
    assert max(sizes[6:]) > 5
    assert max(sizes) <= MOST_AT_ONCE


class PowerCut(Exception):
    """The machine stops."""


def test_what_was_committed_before_a_power_cut_stays(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    for _ in range(2 * MOST_AT_ONCE):
        one.issue()
    one.push(town.shared)

    def cut(_seconds: float) -> None:
        raise PowerCut

    other.store._base.machine = Machine(pause=cut)
    with pytest.raises(PowerCut):
        other.pull(town.shared)
    assert other.store.counts().open_issues == MOST_AT_ONCE
    assert other.store.cursors()[BINHU].n == MOST_AT_ONCE
    assert other.store.verify().problems == ()
    other.store._base.machine = AT_ONCE
    assert other.pull(town.shared) == MOST_AT_ONCE
    other.sync(town.shared)
    assert other.store.digest() == one.store.digest()


@pytest.mark.fault(23)
@pytest.mark.parametrize("has_samples", [True, False])
def test_a_restored_shared_ledger_gets_everything_again(
    town: Town,
    has_samples: bool,  # noqa: FBT001 - parametrized
) -> None:
    laptop = town.enrol(7, "0417")
    for _ in range(4):
        laptop.issue()
        laptop.sync(town.shared)
    rows = town.shared.rows[BINHU]
    town.shared.rows[BINHU] = rows[:2]
    samples = tuple(rows[:2]) if has_samples else ()
    unknown = Segment(BINHU, town.shared.epoch, samples, (), more=True, is_unknown=True)
    assert laptop.store.receive(unknown) == 0
    assert laptop.store.cursors()[BINHU].n == len(samples)
    assert laptop.store.counts().unsent == 4 - len(samples)
    laptop.sync(town.shared)
    assert laptop.store.counts().unsent == 0
    assert len(town.shared.rows[BINHU]) == 4
    past = laptop.store._connection.execute("SELECT count(*) FROM log_past").fetchall()
    assert past == [(4 - len(samples),)]
    assert laptop.store.verify().problems == ()


def test_an_entry_of_two_logs_is_held_once(town: Town) -> None:
    one = town.enrol(7, "0417")
    subject = one.issue()
    one.sync(town.shared)
    (entry,) = one.store.entries(subject)
    town.shared.push(NANHU, [Run(entry.header, (entry,), None)], one.who.device)
    other = town.enrol(8, "0418", station=NANHU)
    other.pull(town.shared)
    assert other.store.state(subject) is not None
    assert other.store.quarantined() == {}
    assert other.store.verify().problems == ()
    other.store.follow([BINHU])
    assert other.pull(town.shared) == 0
    assert other.store.verify().problems == ()
    town.root.store.follow([NANHU])
    town.root.sync(town.shared)
    assert town.root.store.counts().entries == other.store.counts().entries
    assert town.root.store.digest() == other.store.digest()


def test_copies_of_later_entries_may_come_first(town: Town) -> None:
    one = town.enrol(7, "0417")
    subject = one.issue()
    one.issue()
    one.note(subject, "x")
    one.sync(town.shared)
    copies = [entry for entry in one.store.entries(subject) if entry.seq > 1]
    for entry in copies:
        town.shared.push(NANHU, [Run(entry.header, (entry,), None)], one.who.device)
    other = town.enrol(8, "0418", station=NANHU)
    other.pull(town.shared)
    row = other.store.page(ListQuery("issue")).rows[0]
    assert row.is_incomplete
    assert other.store.verify().problems == ()
    other.store.follow([BINHU])
    other.pull(town.shared)
    assert not other.store.page(ListQuery("issue")).rows[1].is_incomplete
    assert other.store.verify().problems == ()
    one.sync(town.shared)
    assert other.store.digest() == one.store.digest()


def test_copies_of_one_run_may_come_in_any_order(town: Town) -> None:
    one = town.enrol(7, "0417")
    earlier, later = one.issue(), one.issue()
    one.sync(town.shared)
    for subject in (later, earlier):
        for entry in one.store.entries(subject):
            town.shared.push(NANHU, [Run(entry.header, (entry,), None)], one.who.device)
    other = town.enrol(8, "0418", station=NANHU)
    other.pull(town.shared)
    assert other.store.verify().problems == ()


def test_others_news_are_told_newest_first(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subjects = []
    for place in "123":
        subjects.append(one.issue(place))
        one.push(town.shared)
    other.issue("own")
    other.sync(town.shared)
    rows = town.shared.rows[BINHU]
    news = other.store.entries_from_others(rows[1].received_at_us, 10)
    assert [received.entry.subject for received in news] == [subjects[2], subjects[1]]
    assert news[0].received_at_us == rows[2].received_at_us
    assert len(other.store.entries_from_others(0, 2)) == 2
    assert other.store.entries_from_others(town.shared.now_us + 1, 10) == ()


def test_own_entries_are_found_by_their_claimed_time(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    other.issue()
    other.push(town.shared)
    first = one.issue()
    from_us = one.now_us
    one.sync(town.shared)
    second = one.issue()
    to_us = one.now_us + 1
    one.sync(town.shared)
    one.issue()
    written = one.store.entries_written(from_us, to_us)
    assert [entry.subject for entry in written] == [first, second]
    assert one.store.entries_written(0, 1) == ()


@pytest.mark.fault(27)
@pytest.mark.parametrize("kind", [0x7E01, 0x7E20])
def test_things_of_a_newer_program_are_kept_and_shown(town: Town, kind: int) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = new_id(one.now_us)
    content = Draft(subject, kind, {"set": {"title": "新事物"}}, critical=True)
    (entry,) = one.write(content)
    one.push(town.shared)
    other.pull(town.shared)
    state = other.store.state(subject)
    assert state is not None
    assert state.type == "unknown"
    assert state.is_read_only == (kind == 0x7E20)
    assert state.text("title") == ("" if kind == 0x7E20 else "新事物")
    assert other.store.entries(subject) == (entry,)
    assert other.store.count(ListQuery("unknown")) == 1
    assert other.store.digest() == one.store.digest()
    assert other.store.verify().problems == ()


def test_what_speaks_of_two_sorts_belongs_to_the_first(town: Town) -> None:
    one = town.enrol(7, "0417")
    subject = one.issue()
    one.write(Draft(subject, 0x7E01, {"set": {"title": "x"}}, parents=one.heads(subject)))
    state = one.store.state(subject)
    assert state is not None
    assert state.type == "issue"
    assert [fact.flag for fact in state.facts] == [None, "unknown"]


def test_contents_that_no_database_could_hold_do_no_harm(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = new_id(one.now_us)
    content = Draft(
        subject,
        ISSUE.kind(CREATED),
        {
            "move": "reported",
            "set": {"deadline_us": -(1 << 63), "place": "\0[/red]\x1b[2J", "kind": "x" * 300},
            "record": {"photos": [{"hash": "zz"}, {"hash": "00"}, 7, {"hash": "ab" * 32}]},
        },
    )
    one.write(content)
    one.push(town.shared)
    other.pull(town.shared)
    assert other.store.page(ListQuery("issue", order="due")).rows[0].subject == subject
    assert [need.blob.hex() for need in other.store.photos_named()] == ["ab" * 32]


def test_photos_are_named_with_their_station_and_caption(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    photo = {"hash": "cd" * 32, "caption": "车道"}
    subject = new_id(one.now_us)
    one.write(
        Draft(
            subject,
            ISSUE.kind(CREATED),
            {"move": "reported", "record": {"photos": [dict(photo), dict(photo)]}},
        )
    )
    one.push(town.shared)
    other.pull(town.shared)
    for laptop in (one, other):
        (need,) = laptop.store.photos_named()
        assert (need.blob, need.station, need.subject, need.caption) == (
            b"\xcd" * 32,
            BINHU,
            subject,
            "车道",
        )


def test_the_district_says_who_is_who(town: Town) -> None:
    one = town.enrol(7, "0417")
    assert one.store.people()[one.who.officer] == "队员0417"
    assert one.store.devices()[one.who.device] == 7
    assert one.store.cursors()[DISTRICT].n == len(town.shared.rows[DISTRICT])


def test_a_run_of_another_stretch_may_name_rows_of_this_one(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue()
    one.push(town.shared)
    note = one.note(subject, "x")
    one.push(town.shared)
    segment = town.shared.segment(BINHU, NOWHERE)
    first, second = town.shared.rows[BINHU]
    wire = encode_run(Run(note.header, (note,), second.seal), {first.hash: 1})
    assert len(wire) < len(segment.runs[1])
    assert other.store.receive(replace(segment, runs=(segment.runs[0], wire))) == 2

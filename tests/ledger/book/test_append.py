import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import ZERO_HASH, name_id, new_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.subject import CHANGED, CREATED, MOVED
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.disk.errors import NotSaved
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Position
from tests.ledger.town import AT_US, BINHU, ROOT_BADGE, SECOND_US, Laptop, opened, writer

THING = name_id("thing", "1")
ISSUES = ListQuery("issue")


def created(subject: bytes = THING, **fields: Json) -> Draft:
    content: dict[str, Json] = {"move": "reported", "set": dict(fields)}
    return Draft(subject, ISSUE.kind(CREATED), content)


def test_entries_stand_in_one_line(laptop: Laptop) -> None:
    first, second = laptop.write(created(place="a"), created(name_id("thing", "2")))
    (third,) = laptop.write(created(name_id("thing", "3")))
    assert [one.seq for one in (first, second, third)] == [1, 2, 3]
    assert [one.prev for one in (first, second, third)] == [ZERO_HASH, first.hash, second.hash]
    assert first.header.station == BINHU
    assert first.wall_us == AT_US + SECOND_US


def test_a_header_is_used_again_while_nothing_in_it_changes(laptop: Laptop) -> None:
    (first,) = laptop.write(created())
    (second,) = laptop.write(created(name_id("thing", "2")))
    assert second.header == first.header
    assert second.since_ms == 1000
    assert second.wall_us == first.wall_us + SECOND_US


@pytest.mark.parametrize("step_us", [-SECOND_US, (1 << 32) * 1000])
def test_a_clock_that_leaves_the_run_begins_another(laptop: Laptop, step_us: int) -> None:
    (first,) = laptop.store.append([created()], AT_US)
    (second,) = laptop.store.append([created(name_id("thing", "2"))], AT_US + step_us)
    assert second.header != first.header
    assert (second.since_ms, second.wall_us) == (0, AT_US + step_us)
    assert second.prev == first.hash


def test_another_officer_begins_another_run(laptop: Laptop) -> None:
    (first,) = laptop.write(created())
    laptop.store.written_by(writer(99, "0418"))
    (second,) = laptop.write(created(name_id("thing", "2")))
    assert second.header.author != first.header.author
    assert second.header.device == first.header.device
    assert second.prev == first.hash


def test_a_clock_beyond_all_bounds_is_refused(laptop: Laptop) -> None:
    for now_us in (-1, 1 << 60):
        with pytest.raises(Refused, match="clock"):
            laptop.store.append([created()], now_us)


def test_numbers_count_up_by_their_beginning(laptop: Laptop) -> None:
    for serial in (1, 2, 3):
        subject = laptop.issue()
        state = laptop.store.state(subject)
        assert state is not None
        assert state.text("number") == f"BH-260714-07-{serial:02d}"
    other = Draft(THING, ISSUE.kind(CREATED), {"move": "reported"}, numbered="BH-260715-07-")
    (entry,) = laptop.write(other)
    assert payload.decode(entry.payload or b"")["set"] == {"number": "BH-260715-07-01"}


def test_the_hundredth_number_has_three_digits(laptop: Laptop) -> None:
    drafts = [
        Draft(name_id("thing", str(n)), ISSUE.kind(CREATED), {}, numbered="X-") for n in range(100)
    ]
    assert payload.decode(laptop.write(*drafts)[-1].payload or b"")["set"] == {"number": "X-100"}


def test_the_view_row_is_there_at_once(laptop: Laptop) -> None:
    subject = laptop.issue("东门", deadline_us=AT_US + 5)
    row = laptop.store.page(ISSUES).rows[0]
    assert (row.subject, row.title, row.number) == (subject, "东门", "BH-260714-07-01")
    assert (row.kind, row.status, row.is_open, row.due_us) == (
        "fire_lane",
        "reported",
        True,
        AT_US + 5,
    )
    assert (row.begun_us, row.station, row.has_conflict) == (AT_US + SECOND_US, BINHU, False)
    laptop.move(subject, "voided")
    row = laptop.store.page(ISSUES).rows[0]
    assert (row.status, row.is_open, row.due_us) == ("voided", False, None)


def test_entries_of_one_call_have_seen_each_other(laptop: Laptop) -> None:
    created_first = created(place="a")
    moved = Draft(THING, ISSUE.kind(MOVED), {"move": "verified"})
    changed = Draft(THING, ISSUE.kind(CHANGED), {"set": {"place": "b"}})
    first, second, third = laptop.write(created_first, moved, changed)
    assert second.parents == (first.hash,)
    assert third.parents == (second.hash,)
    again = [
        Draft(THING, ISSUE.kind(CHANGED), {"set": {"place": place}}, parents=(third.hash,))
        for place in ("c", "d")
    ]
    fourth, fifth = laptop.write(*again)
    assert fourth.parents == (third.hash,)
    assert fifth.parents == (fourth.hash,)
    state = laptop.store.state(THING)
    assert state is not None
    assert (state.text("place"), state.status, state.conflicts) == ("d", "verified", ())


def test_what_the_author_had_on_screen_is_what_counts(laptop: Laptop) -> None:
    (first,) = laptop.write(created(place="a"))
    for place in ("b", "c"):
        laptop.write(
            Draft(THING, ISSUE.kind(CHANGED), {"set": {"place": place}}, parents=(first.hash,))
        )
    state = laptop.store.state(THING)
    assert state is not None
    assert [conflict.field for conflict in state.conflicts] == ["place"]
    assert laptop.store.page(ISSUES).rows[0].has_conflict
    assert laptop.store.counts().conflicts == 1


def test_a_parent_of_something_else_is_refused(laptop: Laptop) -> None:
    (first,) = laptop.write(created())
    for parent in (first.hash, b"x" * 32):
        other = Draft(name_id("thing", "2"), ISSUE.kind(CHANGED), {}, parents=(parent,))
        with pytest.raises(Refused, match="changed meanwhile"):
            laptop.write(other)
    assert laptop.store.counts().entries == 1


def test_more_heads_than_an_entry_can_name_are_named_in_turn(laptop: Laptop) -> None:
    (first,) = laptop.write(created())
    for number in range(40):
        laptop.write(
            Draft(THING, ISSUE.kind(CHANGED), {"set": {"note": number}}, parents=(first.hash,))
        )
    assert len(laptop.change(THING, note=7).parents) == 31
    state = laptop.store.state(THING)
    assert state is not None
    assert len(state.heads) == 10
    assert len(laptop.change(THING, note=7).parents) == 10
    state = laptop.store.state(THING)
    assert state is not None
    assert (len(state.heads), state.conflicts) == (1, ())


def test_what_is_too_long_is_refused_and_nothing_is_written(laptop: Laptop) -> None:
    long = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(30_000))
    with pytest.raises(Refused, match="too long"):
        laptop.write(created(place="a"), created(name_id("thing", "2"), note=long))
    numbered = Draft(THING, ISSUE.kind(CREATED), {"set": {"note": long}}, numbered="X-")
    with pytest.raises(Refused, match="too long"):
        laptop.write(created(name_id("thing", "3")), numbered)
    assert laptop.store.counts().entries == 0
    assert laptop.store.page(ISSUES).rows == ()
    (entry,) = laptop.write(Draft(THING, ISSUE.kind(CREATED), {}, numbered="X-"))
    assert payload.decode(entry.payload or b"") == {"set": {"number": "X-01"}}


def test_a_district_entry_goes_into_the_districts_line(laptop: Laptop) -> None:
    (home,) = laptop.write(created())
    (district,) = laptop.write(Draft(name_id("thing", "2"), ISSUE.kind(CREATED), {}, district=True))
    assert district.header.station == DISTRICT
    assert (district.seq, district.prev) == (1, ZERO_HASH)
    assert district.header.stream != home.header.stream
    assert len(laptop.store.own_streams()) == 2


def test_two_that_write_side_by_side_make_one_line(laptop: Laptop) -> None:
    other = opened(laptop.path.parent, laptop.who, laptop.key)
    other.now_us = AT_US
    entries = [one.write(created(new_id(0)))[0] for one in (laptop, other, other, laptop)]
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert [entry.prev for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert other.store.verify().problems == ()
    assert laptop.store.counts() == other.store.counts()
    other.store.close()


def test_what_the_disk_refuses_is_not_saved_at_all(laptop: Laptop) -> None:
    laptop.write(created())
    laptop.store._connection.execute("PRAGMA query_only=ON")
    with pytest.raises(NotSaved):
        laptop.write(created(new_id(0)))
    laptop.store._connection.execute("PRAGMA query_only=OFF")
    assert laptop.store.counts().entries == 1
    (entry,) = laptop.write(created(new_id(0)))
    assert entry.seq == 2
    assert laptop.store.verify().problems == ()


def test_a_save_is_one_transaction(laptop: Laptop) -> None:
    said: list[str] = []
    laptop.issue()
    laptop.store._connection.set_trace_callback(said.append)  # type: ignore[attr-defined]
    laptop.issue()
    laptop.store._connection.set_trace_callback(None)  # type: ignore[attr-defined]
    assert [sql for sql in said if sql.startswith(("BEGIN", "COMMIT"))] == [
        "BEGIN IMMEDIATE",
        "COMMIT",
    ]


def test_a_save_reads_no_line_that_the_one_before_it_left(laptop: Laptop) -> None:
    laptop.issue()
    said: list[str] = []
    laptop.store._connection.set_trace_callback(said.append)  # type: ignore[attr-defined]
    laptop.issue()
    laptop.store._connection.set_trace_callback(None)  # type: ignore[attr-defined]
    read = [sql for sql in said if sql.startswith("SELECT")]
    assert len(read) == 1
    assert "WHERE e.subject =" in read[0]  # what is held of the new thing: what was just written


def test_what_another_program_changed_counts_in_the_next_save(laptop: Laptop) -> None:
    laptop.issue()
    other = opened(laptop.path.parent, laptop.who, laptop.key)
    seen = Position(bytes(range(16)), 7, bytes(32))
    with other.store._base.writing():
        other.store._base.logs.move(BINHU, seen)
        other.store._base.logs.move(DISTRICT, Position(seen.epoch, 3, seen.h))
    other.store.close()
    (entry,) = laptop.write(created())
    header = entry.header
    assert (header.seen_epoch, header.seen_n, header.district_n) == (seen.epoch, 7, 3)


def test_new_streams_begin_where_the_file_looks_restored(laptop: Laptop) -> None:
    (first,) = laptop.write(created())
    laptop.store.begin_streams()
    (second,) = laptop.write(created(new_id(0)))
    assert second.header.stream != first.header.stream
    assert (second.seq, second.prev) == (1, ZERO_HASH)
    assert laptop.store.own_streams() == {first.header.stream, second.header.stream}
    assert laptop.store.verify().streams == 2


def test_the_file_cannot_be_read_without_the_key(tmp_path: Path) -> None:
    made = opened(tmp_path, writer(7, ROOT_BADGE), SigningKey(bytes(32)))
    made.issue("秘密的地方")
    made.store.close()
    content = made.path.read_bytes()
    assert "秘密".encode() not in content
    with (
        closing(sqlite3.connect(made.path)) as foreign,
        pytest.raises(sqlite3.DatabaseError),
    ):
        foreign.execute("SELECT * FROM entry")


def test_what_is_appended_together_is_there_as_a_whole_or_not_at_all(laptop: Laptop) -> None:
    (first,) = laptop.write(created())
    second, third = created(name_id("thing", "2")), created(name_id("thing", "3"))
    usual = laptop.store.writer

    def together(*, is_broken_off: bool) -> None:
        with laptop.store.together():
            laptop.store.written_by(usual)
            laptop.store.append_unfolded([second], AT_US + SECOND_US)
            laptop.store.written_by(writer(99, "0418"))
            laptop.store.append_unfolded([third], AT_US + 2 * SECOND_US)
            if is_broken_off:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        together(is_broken_off=True)
    assert laptop.store.entries(second.subject) == ()
    together(is_broken_off=False)
    (later,), (last,) = (laptop.store.entries(one.subject) for one in (second, third))
    assert (later.prev, last.prev, last.seq) == (first.hash, later.hash, 3)
    assert last.header.author != later.header.author
    laptop.store.rebuild()
    assert laptop.store.verify().problems == ()


def test_what_is_saved_stands_behind_the_entries_of_all_other_lines(laptop: Laptop) -> None:
    base = vars(laptop.store)["_base"]
    with base.writing():
        others = [base.streams.known(bytes([n]) * 16, BINHU, b"d" * 16).no for n in (1, 2)]
        of_district = base.streams.begin(DISTRICT).no
        again = base.streams.begin(BINHU).no
    laptop.write(created())
    assert len({*others, of_district}) == 3
    assert max(*others, of_district) < again == base.streams.current(BINHU).no
    rows = base.connection.execute("SELECT max(id) >> 32 FROM entry").fetchall()
    assert rows == [(again,)]

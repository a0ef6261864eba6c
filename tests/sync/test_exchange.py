"""What a flight does to the shared logs, told once for both databases."""

from dataclasses import replace

import pytest

from patrol_tui.domain.entries.run import Run, encode_run
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Exchange, Position
from patrol_tui.sync.flights.shared import Shared
from tests.sync.pen import BINHU, KAIYUAN, NANHU, NOWHERE, SEAL, Pen, read_run, thing

LANE = thing("fire lane")


def test_what_is_pushed_comes_back_as_receipts(shared: Shared) -> None:
    pen = Pen("a")
    first = pen.write(LANE, "blocked")
    pen.write(LANE, "cleared", first)
    answer = shared.exchange(pen.flight(pen.wire()))
    assert answer.refusal is None
    assert [segment.runs for segment in answer.segments] == [()]
    pen.take(answer.segments)
    assert pen.receipts() == {entry.hash for entry in pen.written}
    assert [row.seal for row in pen.rows[BINHU]] == [None, SEAL]
    assert {row.pushed_by for row in pen.rows[BINHU]} == {pen.header.device}


def test_others_get_the_entries_as_they_were_written(shared: Shared) -> None:
    pen, reader = Pen("a"), Pen("b")
    first = pen.write(LANE, "blocked")
    pen.write(LANE, "cleared", first)
    shared.exchange(pen.flight(pen.wire()))
    reader.take(shared.exchange(reader.flight()).segments)
    assert list(reader.got.values()) == pen.written


@pytest.mark.invariant("I5")
def test_pushing_twice_adds_nothing(shared: Shared) -> None:
    pen = Pen("a")
    for number in range(5):
        pen.write(LANE, str(number))
    shared.exchange(pen.flight(pen.wire()))
    answer = shared.exchange(pen.flight(pen.wire()))
    assert answer.refusal is None
    pen.take(answer.segments)
    assert pen.at[BINHU].n == 5


@pytest.mark.parametrize(("first", "last"), [(1, 2), (1, 5), (2, 5), (3, 3)])
def test_pushing_what_is_partly_there_adds_the_rest(shared: Shared, first: int, last: int) -> None:
    pen = Pen("a")
    for number in range(5):
        pen.write(LANE, str(number))
    shared.exchange(pen.flight(pen.wire(1, 3)))
    assert shared.exchange(pen.flight(pen.wire(first, last))).refusal is None
    pen.take(shared.exchange(pen.flight()).segments)
    assert pen.at[BINHU].n == max(3, last)


def test_a_gap_in_a_stream_is_refused_and_leaves_nothing(shared: Shared) -> None:
    pen = Pen("a")
    for number in range(3):
        pen.write(LANE, str(number))
    answer = shared.exchange(pen.flight(pen.wire(2, 3)))
    assert answer.refusal == "unknown_prev"
    pen.take(answer.segments)
    assert pen.at[BINHU].n == 0
    assert shared.exchange(pen.flight(pen.wire())).refusal is None


@pytest.mark.fault(32)
@pytest.mark.invariant("I6")
@pytest.mark.parametrize("place", [0, 1, 20, 60, 138, 139, 180, 200, 230, -66, -70])
def test_an_altered_bit_is_refused(shared: Shared, place: int) -> None:
    pen = Pen("a")
    first = pen.write(LANE, "blocked")
    pen.write(LANE, "cleared", first)
    wire = bytearray(pen.wire())
    wire[place] ^= 1
    assert shared.exchange(pen.flight(bytes(wire))).refusal in {"altered", "unknown_prev"}
    assert shared.exchange(pen.flight(pen.wire())).refusal is None


def test_an_unsealed_run_is_refused(shared: Shared) -> None:
    pen = Pen("a")
    pen.write(LANE, "blocked")
    unsealed = encode_run(replace(pen.run(), seal=None), {})
    assert shared.exchange(pen.flight(unsealed)).refusal == "altered"


def test_a_run_with_something_behind_it_is_refused(shared: Shared) -> None:
    pen = Pen("a")
    pen.write(LANE, "blocked")
    assert shared.exchange(pen.flight(pen.wire() + b"x")).refusal == "altered"


def test_too_much_at_once_is_refused(shared: Shared) -> None:
    pen = Pen("a")
    for _ in range(3):
        pen.write(LANE, "long", size_bytes=29_000)
    wires = [pen.wire(place, place) for place in (1, 2, 3)]
    assert shared.exchange(pen.flight(*wires)).refusal == "oversize"
    assert shared.exchange(pen.flight(*wires[:2])).refusal is None


def test_a_parent_named_by_its_number_is_found(shared: Shared) -> None:
    pen, other = Pen("a"), Pen("b")
    first = pen.write(LANE, "blocked")
    shared.exchange(pen.flight(pen.wire()))
    other.write(LANE, "cleared", first)
    wire = encode_run(other.run(), {first.hash: 1})
    assert first.hash not in wire
    assert shared.exchange(other.flight(wire)).refusal is None
    pen.take(shared.exchange(pen.flight()).segments)
    assert list(pen.got.values()) == other.written


def test_a_parent_with_a_number_that_the_log_lacks_is_refused(shared: Shared) -> None:
    pen, other = Pen("a"), Pen("b")
    first = pen.write(LANE, "blocked")
    other.write(LANE, "cleared", first)
    wire = encode_run(other.run(), {first.hash: 7})
    assert shared.exchange(other.flight(wire)).refusal == "unknown_prev"


@pytest.mark.invariant("I8")
def test_both_branches_of_a_fork_are_kept(shared: Shared) -> None:
    pen, clone = Pen("a"), Pen("a")
    pen.write(LANE, "blocked")
    clone.write(LANE, "blocked")
    shared.exchange(pen.flight(pen.wire()))
    pen.write(LANE, "on the laptop")
    clone.write(LANE, "on its clone")
    clone.write(LANE, "again")
    assert shared.exchange(pen.flight(pen.wire())).refusal is None
    assert shared.exchange(clone.flight(clone.wire())).refusal is None
    pen.write(LANE, "and on")
    assert shared.exchange(pen.flight(pen.wire(3))).refusal is None
    reader = Pen("b")
    reader.take(shared.exchange(reader.flight()).segments)
    assert set(reader.got) == {entry.hash for entry in (*pen.written, *clone.written)}


def test_a_pull_is_cut_at_seals_and_says_that_more_waits(shared: Shared) -> None:
    pen, reader = Pen("a"), Pen("b")
    for number in range(12):
        pen.write(LANE, str(number), size_bytes=300)
    for first in range(1, 13, 3):
        shared.exchange(pen.flight(pen.wire(first, first + 2)))
    counts = []
    more = True
    while more:
        (segment,) = shared.exchange(reader.flight(limit_bytes=4_000)).segments
        assert all(read_run(wire).seal == SEAL for wire in segment.runs)
        reader.take((segment,))
        counts.append(len(segment.rows))
        more = segment.more
    assert counts == [6, 6]
    assert list(reader.got.values()) == pen.written


def test_a_pull_brings_at_least_one_run_however_low_its_limit(shared: Shared) -> None:
    pen, reader = Pen("a"), Pen("b")
    for number in range(4):
        pen.write(LANE, str(number), size_bytes=300)
    shared.exchange(pen.flight(pen.wire(1, 2)))
    shared.exchange(pen.flight(pen.wire(3, 4)))
    (segment,) = shared.exchange(reader.flight(limit_bytes=1)).segments
    assert (len(segment.rows), segment.more) == (2, True)


@pytest.mark.parametrize("is_exact", [False, True])
def test_a_pull_over_a_thin_link_is_cut_within_a_push(shared: Shared, is_exact: bool) -> None:  # noqa: FBT001 - both ways
    pen, reader = Pen("a"), Pen("b")
    last = pen.write(LANE, "0", size_bytes=300)
    for number in range(1, 9):
        last = pen.write(LANE, str(number), last, size_bytes=300)
    shared.exchange(pen.flight(pen.wire()))
    seals = []
    more = True
    while more:
        flight = replace(reader.flight(limit_bytes=1_500), is_thin=True, is_exact=is_exact)
        (segment,) = shared.exchange(flight).segments
        assert 0 < len(segment.rows) < 5
        assert segment.rows[-1].seal == read_run(segment.runs[-1]).seal
        seals.append(segment.rows[-1].seal)
        reader.take((segment,))
        more = segment.more
    assert len(seals) in {3, 4}
    assert seals[:-1] == [None] * len(seals[:-1])
    assert seals[-1] == SEAL
    assert list(reader.got.values()) == pen.written


def test_a_thin_link_brings_at_least_one_entry(shared: Shared) -> None:
    pen, reader = Pen("a"), Pen("b")
    for number in range(3):
        pen.write(LANE, str(number), size_bytes=300)
    shared.exchange(pen.flight(pen.wire()))
    flight = replace(reader.flight(limit_bytes=1), is_thin=True)
    (segment,) = shared.exchange(flight).segments
    assert (len(segment.rows), segment.more) == (1, True)


def test_logs_share_the_limit_and_none_is_forgotten(shared: Shared) -> None:
    bureau, pen, reader = Pen("bureau", DISTRICT), Pen("a"), Pen("b")
    bureau.write(thing("law"), "text", size_bytes=900)
    pen.write(LANE, "blocked", size_bytes=900)
    shared.exchange(bureau.flight(bureau.wire()))
    shared.exchange(pen.flight(pen.wire()))
    reader.at = {BINHU: NOWHERE, DISTRICT: NOWHERE}
    flights = []
    more = True
    while more:
        segments = shared.exchange(reader.flight(limit_bytes=1_000)).segments
        reader.take(segments)
        flights.append([(segment.station, len(segment.rows)) for segment in segments])
        more = any(segment.more for segment in segments)
    assert flights == [[(DISTRICT, 1), (BINHU, 0)], [(DISTRICT, 0), (BINHU, 1)]]


def test_an_empty_log_beside_a_full_one_is_not_asked_again(shared: Shared) -> None:
    bureau, reader = Pen("bureau", DISTRICT), Pen("b")
    bureau.write(thing("law"), "text")
    shared.exchange(bureau.flight(bureau.wire()))
    reader.at = {BINHU: NOWHERE, DISTRICT: NOWHERE}
    segments = shared.exchange(reader.flight()).segments
    assert [(len(segment.rows), segment.more) for segment in segments] == [(1, False), (0, False)]


def test_nothing_new_is_an_answer_without_rows(shared: Shared) -> None:
    pen = Pen("a")
    pen.write(LANE, "blocked")
    pen.take(shared.exchange(pen.flight(pen.wire())).segments)
    (segment,) = shared.exchange(pen.flight()).segments
    assert (segment.rows, segment.runs, segment.more) == ((), (), False)


def test_own_entries_come_in_full_to_a_laptop_that_asks_for_them(shared: Shared) -> None:
    pen = Pen("a")
    pen.write(LANE, "blocked")
    shared.exchange(pen.flight(pen.wire()))
    lost = replace(pen.flight(), own_streams=frozenset())
    (segment,) = shared.exchange(lost).segments
    assert [read_run(wire).entries for wire in segment.runs] == [tuple(pen.written)]


def test_own_and_others_entries_alternate(shared: Shared) -> None:
    pen, other = Pen("a"), Pen("b")
    last = pen.write(LANE, "0")
    shared.exchange(pen.flight(pen.wire()))
    for place in range(2, 6):
        writer, reader = (other, pen) if place % 2 == 0 else (pen, other)
        reader.take(shared.exchange(reader.flight()).segments)
        last = writer.write(LANE, str(place), last)
        shared.exchange(writer.flight(writer.wire()))
    for one in (pen, other):
        one.take(shared.exchange(one.flight()).segments)
    assert (len(pen.got), len(other.got)) == (2, 3)
    assert pen.rows[BINHU] == other.rows[BINHU]


def test_an_unknown_position_is_answered_with_rows_to_agree_on(shared: Shared) -> None:
    pen = Pen("a")
    for number in range(20):
        pen.write(LANE, str(number))
    pen.take(shared.exchange(pen.flight(pen.wire())).segments)
    here = pen.at[BINHU]
    for wrong in (
        replace(here, epoch=b"X" * 16),
        replace(here, h=b"X" * 32),
        Position(here.epoch, 33, here.h),
    ):
        pen.at = {BINHU: wrong}
        (segment,) = shared.exchange(pen.flight()).segments
        assert segment.is_unknown
        assert segment.more
        assert segment.epoch == here.epoch
        assert set(segment.rows) <= set(pen.rows[BINHU])
        assert segment.rows[0].n == 1
        assert segment.rows[-1].n >= 17


def test_a_push_travels_beside_a_position_that_is_unknown(shared: Shared) -> None:
    pen = Pen("a")
    pen.write(LANE, "blocked")
    pen.at = {BINHU: Position(b"X" * 16, 9, b"X" * 32)}
    answer = shared.exchange(pen.flight(pen.wire()))
    assert answer.refusal is None
    assert [row.hash for row in answer.segments[0].rows] == [pen.written[0].hash]


@pytest.mark.fault(23)
def test_what_a_shared_thing_began_with_may_come_last(shared: Shared) -> None:
    """Everybody sends again what a restored database lacks, in any order."""
    home, colleague, guest = Pen("a"), Pen("b"), Pen("c", NANHU)
    first = home.write(LANE, "blocked")
    colleague.write(LANE, "still blocked", first)
    shared.exchange(colleague.flight(colleague.wire()))
    shared.share(LANE, BINHU, NANHU)
    assert shared.exchange(home.flight(home.wire())).refusal is None
    guest.take(shared.exchange(guest.flight()).segments)
    assert set(guest.got) == {first.hash, colleague.written[0].hash}


@pytest.mark.fault(23)
def test_what_a_neighbour_wrote_of_a_thing_may_come_first(shared: Shared) -> None:
    """So it is where the neighbours synced before the station whose thing it is."""
    home, guest = Pen("a"), Pen("c", NANHU)
    first = home.write(LANE, "blocked")
    answered = guest.write(LANE, "seen by the neighbours", first)
    shared.exchange(guest.flight(guest.wire()))
    home.take(shared.exchange(home.flight(home.wire())).segments)
    guest.take(shared.exchange(guest.flight()).segments)
    assert set(home.got) == {answered.hash}
    assert set(guest.got) == {first.hash}


def test_a_shared_thing_stands_in_both_logs_from_then_on(shared: Shared) -> None:
    home, guest = Pen("a"), Pen("b", NANHU)
    first = home.write(LANE, "blocked")
    home.write(thing("other"), "stays at home")
    home.write(LANE, "cleared", first)
    shared.exchange(home.flight(home.wire()))
    shared.share(LANE, BINHU, NANHU)
    shared.share(LANE, BINHU, NANHU)
    guest.take(shared.exchange(guest.flight()).segments)
    assert list(guest.got.values()) == [home.written[0], home.written[2]]

    answered = guest.write(LANE, "seen by the neighbours", home.written[2])
    shared.exchange(guest.flight(guest.wire()))
    home.take(shared.exchange(home.flight()).segments)
    assert list(home.got.values()) == [answered]

    home.write(LANE, "thanks", answered)
    shared.exchange(home.flight(home.wire(4)))
    guest.take(shared.exchange(guest.flight()).segments)
    assert guest.got[home.written[3].hash] == home.written[3]
    assert len(guest.got) == 3


def test_entries_of_several_logs_may_come_in_one_push(shared: Shared) -> None:
    pen, bureau = Pen("a"), Pen("a", DISTRICT)
    pen.write(LANE, "blocked")
    bureau.write(thing("laptop"), "joined")
    answer = shared.exchange(pen.flight(bureau.wire(), pen.wire()))
    assert answer.refusal is None
    pen.at = {BINHU: NOWHERE, DISTRICT: NOWHERE}
    found = {part.station: len(part.rows) for part in shared.exchange(pen.flight()).segments}
    assert found == {BINHU: 1, DISTRICT: 1}


def test_a_withheld_payload_travels_as_its_hash(shared: Shared) -> None:
    pen, reader = Pen("a"), Pen("b")
    entry = pen.write(LANE, "secret")._replace(payload=None)
    run = Run(pen.header, (entry,), SEAL)
    shared.exchange(pen.flight(encode_run(run, {})))
    reader.take(shared.exchange(reader.flight()).segments)
    assert reader.got[entry.hash] == entry


def test_the_log_tells_when_it_took_an_entry(shared: Shared) -> None:
    pen = Pen("a")
    pen.write(LANE, "blocked")
    pen.take(shared.exchange(pen.flight(pen.wire())).segments)
    assert pen.rows[BINHU][0].received_at_us > 1_700_000_000_000_000


def test_a_stream_that_skips_a_number_is_refused(shared: Shared) -> None:
    pen, other = Pen("a"), Pen("a")
    pen.write(LANE, "blocked")
    shared.exchange(pen.flight(pen.wire()))
    pen.seq += 1
    pen.write(LANE, "skipped")
    assert shared.exchange(pen.flight(pen.wire(2))).refusal == "altered"
    other.write(LANE, "blocked")
    other.write(LANE, "cleared")
    assert shared.exchange(other.flight(other.wire(2))).refusal is None
    # and not by way of what another branch left there either
    other.seq, other.prev = 6, other.written[0].hash
    other.write(LANE, "skipped too")
    assert shared.exchange(other.flight(other.wire(3))).refusal == "altered"


def test_nothing_asked_is_nothing_told(shared: Shared) -> None:
    pen = Pen("a")
    pen.write(LANE, "blocked")
    flight = Exchange(pen.header.device, (pen.wire(),), {}, frozenset())
    assert shared.exchange(flight).segments == ()


def test_sharing_with_the_own_station_changes_nothing(shared: Shared) -> None:
    pen = Pen("a")
    pen.write(LANE, "blocked")
    shared.exchange(pen.flight(pen.wire()))
    shared.share(LANE, BINHU, BINHU)
    pen.take(shared.exchange(pen.flight()).segments)
    assert pen.at[BINHU].n == 1


def test_several_things_shared_with_several_stations_are_told_apart(shared: Shared) -> None:
    pen = Pen("a")
    begun = [pen.write(thing(name), "begun") for name in ("one", "two", "three")]
    shared.exchange(pen.flight(pen.wire()))
    shared.share(thing("one"), BINHU, NANHU)
    shared.share(thing("two"), BINHU, KAIYUAN)
    shared.share(thing("two"), BINHU, NANHU)
    more = [pen.write(entry.subject, "more", entry) for entry in begun]
    shared.exchange(pen.flight(pen.wire(4)))
    found = {}
    for station in (NANHU, KAIYUAN):
        reader = Pen("b", station)
        reader.take(shared.exchange(reader.flight()).segments)
        found[station] = set(reader.got)
    assert found == {
        NANHU: {entry.hash for entry in (*begun[:2], *more[:2])},
        KAIYUAN: {begun[1].hash, more[1].hash},
    }


def test_an_empty_log_is_an_answer(shared: Shared) -> None:
    assert shared.exchange(Pen("a").flight()).segments[0].rows == ()

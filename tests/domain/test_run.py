from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.entries.entry import Entry, chain, said
from patrol_tui.domain.entries.ids import ZERO_HASH, name_id
from patrol_tui.domain.entries.payload import MAX_STORED_BYTES, Json
from patrol_tui.domain.entries.run import MAX_COUNT, NO_SEAL, Run, decode_run, encode_run
from patrol_tui.domain.language.errors import Corrupt
from tests.domain.pen import BINHU, THING, Pen, header_of

SEAL = bytes(range(64))
OTHER = name_id("thing", "garbage room")


@dataclass
class Known:
    """What a reader holds: entries, and their numbers in a log."""

    entries: Mapping[bytes, Entry] = field(default_factory=dict)
    numbers: Mapping[bytes, int] = field(default_factory=dict)

    def hash_at(self, station: bytes, n: int) -> bytes | None:
        by_number = {number: entry_hash for entry_hash, number in self.numbers.items()}
        return by_number.get(n) if station == BINHU else None

    def subject_of(self, entry_hash: bytes) -> bytes | None:
        held = self.entries.get(entry_hash)
        return None if held is None else held.subject


def run_of(entries: Sequence[Entry], seal: bytes | None = SEAL) -> Run:
    return Run(entries[0].header, tuple(entries), seal)


def a_shift() -> tuple[Run, Known]:
    """Return a run with every kind of parent, and what its reader holds."""
    others = Pen("b")
    held = others.write({"set": {"place": "南门"}})
    far = others.write({"set": {"place": "北门"}}, held)
    pen = Pen("a")
    first = pen.write({"move": "reported", "set": {"kind": "fire_lane"}}, critical=True)
    second = pen.write({"set": {"note": "已联系"}}, first, held, far)
    third = pen.write({"set": {"note": "驶离"}}, far, subject=THING)
    fourth = pen.write({"retract": True}, subject=OTHER)
    known = Known({held.hash: held, far.hash: far}, {held.hash: 7})
    return run_of([first, second, third, fourth]), known


def test_a_run_comes_back_whole() -> None:
    run, known = a_shift()
    wire = encode_run(run, known.numbers)
    assert decode_run(wire, 0, known) == (run, len(wire))


def test_runs_stand_one_after_the_other() -> None:
    run, known = a_shift()
    wire = encode_run(run, known.numbers)
    assert decode_run(b"xx" + wire + wire, 2 + len(wire), known) == (run, 2 + 2 * len(wire))


def test_an_unsealed_run_ends_in_zeros() -> None:
    run = run_of([Pen("a").write({})], None)
    wire = encode_run(run, {})
    assert wire.endswith(NO_SEAL)
    assert decode_run(wire, 0, Known())[0].seal is None


def test_a_withheld_payload_travels_as_its_hash() -> None:
    entry = Pen("a").write({"set": {"contact": "13800000000"}})
    run = run_of([entry._replace(payload=None)])
    wire = encode_run(run, {})
    assert (entry.payload or b"")[17:] not in wire
    assert decode_run(wire, 0, Known())[0].entries[0] == entry._replace(payload=None)


@st.composite
def runs(draw: st.DrawFn) -> tuple[Run, Known]:
    """Draw a run whose entries name parents of all kinds."""
    others = [Pen("b").write({"set": {"n": n}}) for n in range(3)]
    numbers = {entry.hash: 10 + place for place, entry in enumerate(others[:2])}
    pen = Pen("a", since_ms=draw(st.integers(0, 1 << 20)))
    written: list[Entry] = []
    for _ in range(draw(st.integers(1, 6))):
        subject = draw(st.sampled_from((THING, OTHER)))
        candidates = [entry for entry in (*others, *written) if entry.subject == subject]
        parents = draw(st.lists(st.sampled_from(candidates), unique=True)) if candidates else []
        content: dict[str, Json] = {"set": {"n": draw(st.integers(0, 99))}}
        written.append(pen.write(content, *parents, subject=subject, critical=draw(st.booleans())))
    held = [one._replace(payload=None) if draw(st.booleans()) else one for one in written]
    return run_of(held, draw(st.sampled_from((None, SEAL)))), Known(
        {entry.hash: entry for entry in others}, numbers
    )


@given(runs())
def test_every_run_comes_back_whole(drawn: tuple[Run, Known]) -> None:
    run, known = drawn
    wire = encode_run(run, known.numbers)
    assert decode_run(wire, 0, known) == (run, len(wire))


@pytest.mark.fault(32)
@pytest.mark.invariant("I6")
@pytest.mark.parametrize("is_withheld", [False, True])
def test_no_flipped_bit_passes(is_withheld: bool) -> None:  # noqa: FBT001 - parametrized
    run, known = a_shift()
    if is_withheld:
        run = replace(run, entries=tuple(one._replace(payload=None) for one in run.entries))
    wire = encode_run(run, known.numbers)
    for bit in range(len(wire) * 8):
        flipped = bytearray(wire)
        flipped[bit // 8] ^= 1 << bit % 8
        try:
            read, _ = decode_run(bytes(flipped), 0, known)
        except Corrupt:
            continue
        # What is left is the seal, which its own signature protects.
        assert bit // 8 >= len(wire) - 64
        assert read.entries == run.entries
        assert read.seal != run.seal


def test_no_cut_passes() -> None:
    run, known = a_shift()
    wire = encode_run(run, known.numbers)
    for size in range(len(wire)):
        with pytest.raises(Corrupt):
            decode_run(wire[:size], 0, known)


def test_a_parent_that_nobody_holds_is_refused() -> None:
    run, known = a_shift()
    wire = encode_run(run, known.numbers)
    with pytest.raises(Corrupt, match="unknown parent"):
        decode_run(wire, 0, Known(known.entries, {}))
    pen = Pen("a")
    first = pen.write({})
    lone = encode_run(run_of([pen.write({}, first)]), {first.hash: 3})
    with pytest.raises(Corrupt, match="unknown parent"):
        decode_run(lone, 0, Known({}, {first.hash: 3}))


def test_a_parent_by_hash_need_not_be_held() -> None:
    far = Pen("b").write({})
    run = run_of([Pen("a").write({}, far)])
    assert decode_run(encode_run(run, {}), 0, Known())[0] == run


def wire_at(offset: int, replacement: bytes) -> bytes:
    """Return a run with other bytes at a place."""
    wire = encode_run(run_of([Pen("a").write({})]), {})
    return wire[:offset] + replacement + wire[offset + len(replacement) :]


@pytest.mark.parametrize(
    ("offset", "replacement", "why"),
    [
        (0, b"\2", "newer program"),
        (139, b"\0\0\0\0", "impossible number"),
        (139, b"\xff\xff\xff\xff", "hashes"),
        (139 + 4 + 32, b"\0\0", "impossible number"),
        (139 + 4 + 32, b"\xff\xff", "impossible number"),
        (139 + 70 + 8, (MAX_STORED_BYTES + 1).to_bytes(2), "impossible length"),
        (139 + 4, b"\1" * 32, "hashes"),
    ],
)
def test_impossible_numbers_are_refused(offset: int, replacement: bytes, why: str) -> None:
    with pytest.raises(Corrupt, match=why):
        decode_run(wire_at(offset, replacement), 0, Known())


def test_a_place_past_the_last_number_is_refused() -> None:
    header = header_of("a")
    what = said(THING, 0x0102, b"x" * 20, ())
    first = chain(header.pack(), header, (1 << 32) - 1, ZERO_HASH, 0, what)
    run = run_of([first, first._replace(prev=first.hash)])
    with pytest.raises(Corrupt, match="impossible number"):
        decode_run(encode_run(run, {}), 0, Known())
    assert (
        decode_run(encode_run(run_of([first]), {}), 0, Known())[0].entries[0].seq == (1 << 32) - 1
    )


def test_a_distance_beyond_the_run_is_refused() -> None:
    pen = Pen("a")
    first = pen.write({})
    wire = bytearray(encode_run(run_of([first, pen.write({}, first)]), {}))
    place = 139 + 70 + (10 + 16 + len(first.payload or b"")) + 10
    assert wire[place : place + 2] == b"\0\1"
    for distance in (0, 2, 0xFFFD):
        wire[place : place + 2] = distance.to_bytes(2)
        with pytest.raises(Corrupt, match="unknown parent"):
            decode_run(bytes(wire), 0, Known())


def test_an_entry_must_say_what_it_speaks_of() -> None:
    wire = bytearray(encode_run(run_of([Pen("a").write({})]), {}))
    wire[139 + 70 + 3] &= ~0x04
    with pytest.raises(Corrupt, match="unknown parent"):
        decode_run(bytes(wire), 0, Known())


def test_a_run_may_hold_as_many_entries_as_fit() -> None:
    assert MAX_COUNT == 4096

import hashlib
import struct

import pytest

from patrol_tui.domain.entries.entry import (
    HEADER_BYTES,
    Header,
    chain,
    flags_of,
    next_h,
    said,
    seal_message,
    unpack_header,
)
from patrol_tui.domain.entries.ids import ZERO_HASH
from tests.domain.pen import AT_US, THING, Pen, header_of


def test_a_header_is_139_bytes_and_comes_back_whole() -> None:
    header = header_of("a")
    assert HEADER_BYTES == len(header.pack()) == 139
    assert unpack_header(header.pack()) == header


def test_a_header_of_another_length_is_no_header() -> None:
    with pytest.raises(struct.error):
        unpack_header(header_of("a").pack()[:-1])


def test_an_entry_claims_the_run_time_plus_its_milliseconds() -> None:
    pen = Pen("a", since_ms=1500)
    assert pen.write({}).wall_us == AT_US + 1_500_000


def test_the_hash_covers_exactly_the_documented_bytes() -> None:
    pen = Pen("a")
    first = pen.write({"set": {"place": "南门"}})
    entry = pen.write({"set": {"place": "北门"}}, first, critical=True)
    plain = b"".join(
        (
            b"patrol.entry.1\0",
            entry.header.pack(),
            (2).to_bytes(4),
            first.hash,
            THING,
            entry.kind.to_bytes(2),
            bytes((1, 0x01 | 1 << 3)),
            (1000).to_bytes(4),
            first.hash,
            hashlib.sha256(entry.payload or b"").digest(),
        )
    )
    assert hashlib.sha256(plain).digest() == entry.hash


@pytest.mark.parametrize(
    "changed",
    [
        {"seq": 3},
        {"prev": bytes(31) + b"\1"},
        {"since_ms": 1},
    ],
)
def test_another_place_is_another_entry(changed: dict[str, object]) -> None:
    header = header_of("a")
    what = said(THING, 0x0102, b"x" * 20, ())
    place: dict[str, object] = {"seq": 2, "prev": ZERO_HASH, "since_ms": 0}

    def made(at: dict[str, object]) -> bytes:
        values = {**place, **at}
        return chain(
            header.pack(),
            header,
            int(str(values["seq"])),
            bytes(values["prev"]),  # type: ignore[call-overload]
            int(str(values["since_ms"])),
            what,
        ).hash

    assert made(changed) != made({})


def test_flags_hold_the_number_of_parents() -> None:
    assert flags_of(critical=False, parents=0) == 0
    assert flags_of(critical=True, parents=31) == 0xF9


def test_an_expunged_payload_leaves_the_hash_as_it_was() -> None:
    header = header_of("a")
    whole = said(THING, 0x0102, b"secret" * 4, ())
    withheld = type(whole)(
        whole.subject, whole.kind, whole.version, whole.critical, (), None, whole.payload_hash
    )
    one = chain(header.pack(), header, 1, ZERO_HASH, 0, whole)
    other = chain(header.pack(), header, 1, ZERO_HASH, 0, withheld)
    assert one.hash == other.hash
    assert other.payload is None


def test_a_seal_signs_the_tag_and_the_last_hash() -> None:
    assert seal_message(b"h" * 32) == b"patrol.seal.1\0" + b"h" * 32


def test_the_log_chains_hash_and_seal() -> None:
    plain = hashlib.sha256(ZERO_HASH + b"e" * 32).digest()
    assert next_h(ZERO_HASH, b"e" * 32, None) == plain
    assert (
        next_h(plain, b"f" * 32, b"s" * 64)
        == hashlib.sha256(plain + b"f" * 32 + b"s" * 64).digest()
    )


def test_a_header_keeps_every_field_apart() -> None:
    header = Header(
        b"1" * 16, b"2" * 16, b"3" * 16, b"4" * 16, -5, -480, b"6" * 16, 7, b"8" * 32, 9
    )
    assert unpack_header(header.pack()) == header

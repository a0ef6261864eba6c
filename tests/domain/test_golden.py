"""Bytes that are fixed for ever: other programs read and check them by FORMAT.md."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import (
    Header,
    chain,
    hashed_bytes,
    next_h,
    said,
    seal_message,
    unpack_header,
)
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.run import Run, decode_run, encode_run
from patrol_tui.ledger.keyring.signing import SigningKey, verify

GOLDEN: dict[str, Any] = json.loads(
    Path(__file__).parents[1].joinpath("data", "golden.json").read_text(encoding="utf-8")
)


def header() -> Header:
    """Return the header that the golden fields spell."""
    fields: dict[str, Any] = {
        name: bytes.fromhex(value) if isinstance(value, str) else value
        for name, value in GOLDEN["header"]["fields"].items()
    }
    return Header(**fields)


class Nothing:
    """A reader that holds one parent by its number, and knows no subject."""

    def hash_at(self, _station: bytes, n: int) -> bytes | None:
        numbers = {number: name for name, number in GOLDEN["run"]["log_numbers"].items()}
        return bytes.fromhex(numbers[n]) if n in numbers else None

    def subject_of(self, _entry_hash: bytes) -> bytes | None:
        return None


def test_the_header_is_these_bytes() -> None:
    assert header().pack().hex() == GOLDEN["header"]["bytes"]
    assert unpack_header(bytes.fromhex(GOLDEN["header"]["bytes"])) == header()


@pytest.mark.parametrize("named", GOLDEN["names"])
def test_names_have_these_ids(named: dict[str, str]) -> None:
    assert name_id(named["section"], named["name"]).hex() == named["id"]


@pytest.mark.parametrize("place", range(3))
def test_the_entries_have_these_hashes(place: int) -> None:
    golden = GOLDEN["entries"][place]
    stored = bytes.fromhex(golden["payload"])
    assert payload.decode(stored) == golden["content"]
    assert hashlib.sha256(stored).hexdigest() == golden["payload_hash"]
    parents = tuple(map(bytes.fromhex, golden["parents"]))
    what = said(
        bytes.fromhex(golden["subject"]),
        golden["kind"],
        stored,
        parents,
        critical=golden["critical"],
    )
    prev = bytes.fromhex(golden["prev"])
    entry = chain(header().pack(), header(), golden["seq"], prev, golden["since_ms"], what)
    assert entry.hash.hex() == golden["hash"]
    assert hashlib.sha256(hashed_bytes(entry)).digest() == entry.hash


def test_an_expert_computes_the_same_hash_from_the_bytes_alone() -> None:
    golden = GOLDEN["entries"][2]
    digest = hashlib.sha256()
    digest.update(b"patrol.entry.1\0" + bytes.fromhex(GOLDEN["header"]["bytes"]))
    digest.update(golden["seq"].to_bytes(4) + bytes.fromhex(golden["prev"]))
    digest.update(bytes.fromhex(golden["subject"]) + golden["kind"].to_bytes(2))
    digest.update(bytes((golden["version"], golden["critical"] | len(golden["parents"]) << 3)))
    digest.update(golden["since_ms"].to_bytes(4) + bytes.fromhex("".join(golden["parents"])))
    digest.update(hashlib.sha256(bytes.fromhex(golden["payload"])).digest())
    assert digest.hexdigest() == golden["hash"]


def test_the_run_is_these_bytes() -> None:
    wire = bytes.fromhex(GOLDEN["run"]["bytes"])
    run, end = decode_run(wire, 0, Nothing())
    assert end == len(wire)
    assert [entry.hash.hex() for entry in run.entries] == [
        golden["hash"] for golden in GOLDEN["entries"]
    ]
    numbers = {bytes.fromhex(name): n for name, n in GOLDEN["run"]["log_numbers"].items()}
    assert encode_run(run, numbers) == wire
    assert encode_run(Run(run.header, run.entries, None), numbers)[:-64] == wire[:-64]


def test_the_seal_is_these_bytes() -> None:
    golden = GOLDEN["seal"]
    key = SigningKey(bytes.fromhex(golden["seed"]))
    message = seal_message(bytes.fromhex(GOLDEN["entries"][-1]["hash"]))
    assert message.hex() == golden["message"]
    assert key.public.hex() == golden["public"]
    assert key.sign(message).hex() == golden["seal"]
    assert verify(key.public, message, bytes.fromhex(golden["seal"]))
    assert bytes.fromhex(GOLDEN["run"]["bytes"]).hex().endswith(golden["seal"])


def test_the_log_chains_to_these_hashes() -> None:
    h = bytes.fromhex(GOLDEN["log"]["before"])
    for row in GOLDEN["log"]["rows"]:
        seal = None if row["seal"] is None else bytes.fromhex(row["seal"])
        h = next_h(h, bytes.fromhex(row["hash"]), seal)
        assert h.hex() == row["h"]

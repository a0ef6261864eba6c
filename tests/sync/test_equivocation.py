"""A device that tells two stories, and contents that are made to harm whoever reads them."""

import json
import shutil
import zlib
from pathlib import Path

import pytest

from patrol_tui.domain.entries.dictionary import DICTIONARIES
from patrol_tui.domain.entries.entry import Entry, chain, said, seal_message
from patrol_tui.domain.entries.payload import SALT_BYTES
from patrol_tui.domain.entries.run import Run, encode_run
from patrol_tui.domain.folding.subject import NOTED
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.ports.shared import Exchange
from tests.sync.conftest import NewAddress
from tests.sync.district import Laptop, joined, new_bureau, opened
from tests.sync.server_copies import copy_of


@pytest.mark.fault(33)
@pytest.mark.invariant("I8")
def test_two_stories_of_one_device_are_proven_once_their_readers_meet(
    new_address: NewAddress, tmp_path: Path
) -> None:
    address = new_address()
    bureau = new_bureau(tmp_path / "bureau", address)
    liar, one, other = (joined(tmp_path / name, bureau) for name in ("liar", "one", "other"))
    issue = liar.record("东门")
    for laptop in (liar, one, other, bureau):
        assert laptop.sync().state == "complete"
    liar.close()
    shutil.copytree(liar.folder, tmp_path / "second story")
    badge, second = liar.ledger.writer.badge, copy_of(address)
    for folder, place, reader, at in (
        (liar.folder, "西门", one, address),
        (tmp_path / "second story", "南门", other, second),
    ):
        told = opened(folder, badge, at)
        reader.address = at
        told.change(issue, place=place)
        assert told.sync().state == reader.sync().state == "complete"
        told.close()
        assert reader.place(issue) == [place]
        assert reader.ledger.forked() == frozenset()
    other.address = address
    assert other.sync().state == "complete"
    assert other.ledger.forked() == {liar.ledger.writer.device}
    for laptop in (bureau, one, other):
        assert laptop.sync().state == "complete"
        assert laptop.ledger.forked() == {liar.ledger.writer.device}
        assert sorted(map(str, laptop.place(issue))) == ["南门", "西门"]
        assert laptop.ledger.verify().problems == ()
    assert one.ledger.digest() == other.ledger.digest()
    for laptop in (bureau, one, other):
        laptop.close()


def deflated(content: bytes) -> bytes:
    """Return a payload as its author would store it, whatever it says."""
    number, preset = max(DICTIONARIES.items())
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=preset)
    return bytes(SALT_BYTES) + bytes((number,)) + packer.compress(content) + packer.flush()


BOMBS = {
    "huge": deflated(b'{"record":{"notes":["' + b" " * (3 << 20) + b'"]}}'),
    "deep": deflated(b'{"set":' + b'{"a":' * 3_000 + b"1" + b"}" * 3_001),
    "escape codes": deflated(
        json.dumps({"record": {"notes": ["\x1b[2J\x1b]0;x\x07\u202e"]}}, sort_keys=True).encode()
    ),
    "no payload": b"\x00" * 40,
    "empty": b"",
}


def smuggle(laptop: Laptop, subject: bytes, body: bytes) -> Entry:
    """Push an entry that the program itself would not write, sealed as it should be."""
    (run,) = laptop.ledger.unsent_runs(32_768)
    last = run.entries[-1]
    what = said(subject, ISSUE.kind(NOTED), body, (last.hash,))
    header = run.header
    entry = chain(header.pack(), header, last.seq + 1, last.hash, last.since_ms, what)
    seal = laptop.identity.signing.sign(seal_message(entry.hash))
    shared = laptop.connect()
    wire = encode_run(Run(header, (*run.entries, entry), seal), {})
    flight = Exchange(laptop.ledger.writer.device, (wire,), {}, frozenset())
    assert shared.exchange(flight).refusal is None
    shared.close()
    return entry


@pytest.mark.fault(35)
def test_a_payload_bomb_is_kept_shown_as_unreadable_and_in_nobodys_way(
    new_address: NewAddress, tmp_path: Path
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    hostile, reader = (joined(tmp_path / name, bureau) for name in ("hostile", "reader"))
    sent: dict[str, tuple[bytes, Entry]] = {}
    for name, body in BOMBS.items():
        issue = hostile.record(name)
        sent[name] = issue, smuggle(hostile, issue, body)
        assert hostile.sync().state == "complete"
    good = hostile.record("东门")
    for laptop in (hostile, reader, bureau):
        assert laptop.sync().state == "complete"
    assert reader.place(good) == ["东门"]
    for name, (issue, entry) in sent.items():
        state = reader.ledger.state(issue)
        assert state is not None
        flag = next(fact.flag for fact in state.facts if fact.entry.hash == entry.hash)
        assert flag == (None if name == "escape codes" else "unreadable")
        assert reader.place(issue) == [name]
    assert reader.ledger.verify().problems == ()
    assert reader.ledger.digest() == hostile.ledger.digest() == bureau.ledger.digest()
    for laptop in (bureau, hostile, reader):
        laptop.close()

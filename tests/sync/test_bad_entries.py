"""Entries that should not be: kept, named, without effect for everybody alike, in nobody's way."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import seal_message
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.run import encode_run
from patrol_tui.domain.folding.subject import CHANGED
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.services.ports.quarantine import BAD_SEAL, UNKNOWN_DEVICE, WRONG_STATION
from patrol_tui.services.ports.shared import Exchange
from patrol_tui.sync.reaching.address import Address
from tests.sync.conftest import NewAddress
from tests.sync.district import Laptop, joined, new_bureau
from tests.sync.pen import Pen, thing

FORGER = SigningKey(b"\7" * 32)


@dataclass(frozen=True)
class Station:
    """Two laptops of one station, its bureau, and one of another station."""

    address: Address
    bureau: Laptop
    one: Laptop
    other: Laptop
    neighbour: Laptop

    @property
    def readers(self) -> tuple[Laptop, ...]:
        """Return who only reads here."""
        return self.bureau, self.other


@pytest.fixture
def station(new_address: NewAddress, tmp_path: Path) -> Station:
    """Return a district in which all have met."""
    address = new_address()
    bureau = new_bureau(tmp_path / "bureau", address)
    made = [joined(tmp_path / name, bureau, code) for name, code in LAPTOPS]
    for laptop in (bureau, *made):
        assert laptop.sync().state == "complete"
    return Station(address, bureau, *made)


LAPTOPS = (("one", "binhu"), ("other", "binhu"), ("neighbour", "nanhu"))


def barred(laptop: Laptop) -> list[tuple[bytes, str, bytes | None]]:
    """Return what is in quarantine, why, and who brought it."""
    return [(one.entry, one.reason, one.pushed_by) for one in laptop.ledger.barred()]


def push(laptop: Laptop, key: SigningKey) -> str | None:
    """Push everything that is unsent, sealed by a key."""
    runs = [
        replace(run, seal=key.sign(seal_message(run.entries[-1].hash)))
        for run in laptop.ledger.unsent_runs(32_768)
    ]
    shared = laptop.connect()
    device = laptop.ledger.writer.device
    flight = Exchange(device, tuple(encode_run(run, {}) for run in runs), {}, frozenset())
    refusal = shared.exchange(flight).refusal
    shared.close()
    return refusal


def check_all_alike(station: Station, entry: bytes, reason: str, pushed_by: bytes) -> None:
    """Check that every reader leaves an entry out, names it, and takes everybody else's."""
    good = station.other.record("真的")
    for laptop in (station.other, *station.readers, *station.readers):
        assert laptop.sync().state == "complete"
    for laptop in station.readers:
        assert barred(laptop) == [(entry, reason, pushed_by)]
        assert laptop.place(good) == ["真的"]
        (named,) = laptop.ledger.verify().problems
        assert named.entry == entry
        assert laptop.ledger.counts().quarantined == 1
    assert len({laptop.ledger.digest() for laptop in station.readers}) == 1


@pytest.mark.fault(32)
def test_a_forged_seal_is_left_out_by_everybody_and_its_sender_named(station: Station) -> None:
    one = station.one
    issue = one.record("东门")
    assert one.sync().state == "complete"
    entry = one.change(issue, place="假的")
    assert push(one, FORGER) is None
    check_all_alike(station, entry.hash, BAD_SEAL, one.ledger.writer.device)
    for laptop in station.readers:
        assert laptop.place(issue) == ["东门"]


@pytest.mark.fault(32)
def test_what_follows_a_forged_seal_under_a_true_one_counts(station: Station) -> None:
    one = station.one
    issue = one.record("东门")
    assert push(one, FORGER) is None
    one.change(issue, place="西门")
    one.sync()
    assert one.sync().state == "complete"
    for laptop in station.readers:
        laptop.sync()
        assert barred(laptop) == []
        assert laptop.place(issue) == ["西门"]


@pytest.mark.fault(32)
def test_an_entry_of_a_stranger_is_left_out_by_everybody(station: Station) -> None:
    pen = Pen("stranger")
    entry = pen.write(thing("lane"), "假的")
    shared = station.one.connect()
    shared.exchange(pen.flight(pen.wire()))
    shared.close()
    if station.other.sync() and not barred(station.other):
        return  # this database lets no stranger write at all
    check_all_alike(station, entry.hash, UNKNOWN_DEVICE, pen.header.device)


@pytest.mark.fault(32)
def test_an_entry_written_for_another_station_is_left_out_by_everybody(station: Station) -> None:
    spy = station.neighbour
    binhu = name_id("station", "binhu")
    spy.ledger.written_by(replace(spy.ledger.writer, station=binhu))
    spy.ledger.follow((binhu,))
    spy.record("别站的事")
    (entry,) = (run.entries[0] for run in spy.ledger.unsent_runs(32_768))
    if push(spy, spy.identity.signing) == "denied":
        return  # this database does not even take it
    check_all_alike(station, entry.hash, WRONG_STATION, spy.ledger.writer.device)


def test_a_laptop_that_moved_may_have_written_for_both_stations(station: Station) -> None:
    spy, bureau = station.neighbour, station.bureau
    binhu = name_id("station", "binhu")
    spy.ledger.written_by(replace(spy.ledger.writer, station=binhu))
    spy.ledger.follow((binhu,))
    office = bureau.connect()
    office.admit(spy.ledger.writer.device, (binhu, name_id("station", "nanhu")))
    office.close()
    issue = spy.record("搬来以后")
    assert push(spy, spy.identity.signing) is None
    station.other.sync()
    assert [reason for _, reason, _ in barred(station.other)] == [WRONG_STATION]
    device = spy.ledger.writer.device
    state = bureau.ledger.state(device)
    assert state is not None
    moved = Draft(
        device,
        DEVICE.kind(CHANGED),
        {"set": {"station": "binhu"}},
        parents=state.heads,
        district=True,
    )
    bureau.ledger.append((moved,), bureau.clock.now_us())
    bureau.sync()
    station.other.sync()
    assert barred(station.other) == []
    assert station.other.place(issue) == ["搬来以后"]

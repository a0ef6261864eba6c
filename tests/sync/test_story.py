"""The story of a shift with two laptops, told on a SQLite file and on a real PostgreSQL."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.services.exports.receipt import receipt
from patrol_tui.services.syncing.sync import unsent_photos
from patrol_tui.services.syncing.sync_log import past_syncs
from patrol_tui.sync.enrolment import init_shared
from patrol_tui.sync.reaching.address import Address, FileAddress, read_address
from tests.sync.conftest import NewAddress
from tests.sync.district import Laptop, joined, new_bureau
from tests.sync.server import new_database

NANHU = name_id("station", "nanhu")


@dataclass
class District:
    """A bureau, two laptops of one station, and one of another."""

    bureau: Laptop
    one: Laptop
    two: Laptop
    south: Laptop

    def settle(self) -> None:
        """Sync everybody until nothing is left on the way."""
        for _ in range(2):
            for laptop in (self.one, self.two, self.south, self.bureau):
                assert laptop.sync().state == "complete"


def district_in(folder: Path, address: Address) -> District:
    """Set a district up."""
    bureau = new_bureau(folder / "bureau", address)
    one, two = (joined(folder / name, bureau) for name in ("one", "two"))
    south = joined(folder / "south", bureau, "nanhu")
    made = District(bureau, one, two, south)
    made.settle()
    return made


@pytest.fixture
def district(tmp_path: Path, new_address: NewAddress) -> Iterator[District]:
    """Return a district that is set up."""
    made = district_in(tmp_path, new_address())
    yield made
    for laptop in (made.bureau, made.one, made.two, made.south):
        laptop.close()


def test_offline_work_of_two_laptops_comes_together(district: District) -> None:
    one, two = district.one, district.two
    places = {
        laptop.record(f"{name} {number}"): laptop
        for number in range(20)
        for name, laptop in (("one", one), ("two", two))
    }
    first, second = one.sync(), two.sync()
    assert (first.state, first.pushed, first.receipts, first.pending) == ("complete", 20, 20, 0)
    assert (second.pulled, second.pending) == (20, 0)
    assert one.sync().pulled == 20
    assert one.ledger.digest() == two.ledger.digest()
    for issue in places:
        assert one.place(issue) == two.place(issue)
    for laptop in (one, two):
        assert laptop.ledger.counts().quarantined == 0
        assert laptop.ledger.verify().problems == ()


def test_a_receipt_is_incomplete_until_everything_came_back(district: District) -> None:
    one = district.one
    issue = one.record("gate 3")
    one.photograph(issue, bytes(50_000))
    before = receipt(one.ledger, one.blobs)
    assert not before.is_complete
    assert {missing.type for missing in before.missing} == {"issue", "photo"}
    assert one.sync().state == "complete"
    after = receipt(one.ledger, one.blobs)
    assert after.is_complete
    assert after.as_json()["missing"] == []
    assert after.confirmed_at_us is not None
    assert unsent_photos(one.ledger, one.blobs) == 0


@pytest.mark.invariant("I7")
@pytest.mark.fault(25)
def test_two_who_change_one_field_offline_both_see_both(district: District) -> None:
    one, two = district.one, district.two
    issue = one.record("gate 3")
    district.settle()
    one.change(issue, place="gate 4")
    two.change(issue, place="gate 5")
    district.settle()
    for laptop in (one, two):
        assert laptop.place(issue) == ["gate 4", "gate 5"]
        assert laptop.sync().conflicts == 1
    # whoever changes it having seen both settles it everywhere
    two.change(issue, place="gate 5")
    district.settle()
    assert one.place(issue) == two.place(issue) == ["gate 5"]
    assert one.sync().conflicts == 0
    assert one.ledger.digest() == two.ledger.digest()


def test_a_large_backlog_goes_and_comes_in_many_flights(district: District) -> None:
    one, two = district.one, district.two
    issue = one.record("gate 3")
    for number in range(150):
        one.change(issue, note=f"{number} {hashlib.sha512(bytes((number,))).hexdigest() * 3}")
    sent, fetched = one.sync(), two.sync()
    assert (sent.receipts, sent.pending) == (151, 0)
    assert fetched.pulled == 151
    assert one.ledger.digest() == two.ledger.digest()


def test_photos_reach_the_other_laptop_whole(district: District) -> None:
    one, two = district.one, district.two
    issue = one.record("gate 3")
    photo = bytes(range(256)) * 250
    name = one.photograph(issue, photo)
    assert one.sync().photos_sent == 1
    assert two.sync().state == "complete"
    assert two.blobs.get(name) == photo
    assert two.sync().photos_sent == 0
    assert unsent_photos(two.ledger, two.blobs) == 0


def test_another_station_sees_what_was_shared_with_it_and_answers(district: District) -> None:
    one, south = district.one, district.south
    mine, ours = one.record("stays"), one.record("border")
    one.share(ours, "nanhu")
    district.settle()
    assert south.ledger.state(mine) is None
    assert south.place(ours) == ["border"]
    south.change(ours, place="border, south side")
    district.settle()
    assert one.place(ours) == ["border, south side"]
    one.change(ours, note="cleared")
    district.settle()
    state = south.ledger.state(ours)
    assert state is not None
    assert state.text("note") == "cleared"
    assert south.ledger.counts().quarantined == 0


def test_out_of_reach_nothing_is_lost_and_work_goes_on(district: District) -> None:
    one = district.one

    def gone() -> Address:
        raise Unreachable("no link")

    one.reach = gone
    issue = one.record("gate 3")
    result = one.sync()
    assert (result.state, result.pending) == ("unreachable", 1)
    one.change(issue, place="gate 4")
    one.reach = None
    assert one.sync().state == "complete"
    assert [past.state for past in past_syncs(one.ledger)][:2] == ["complete", "unreachable"]


@pytest.mark.fault(23)
def test_a_database_in_another_ones_place_is_filled_by_the_fleet(
    district: District, tmp_path: Path
) -> None:
    one, two = district.one, district.two
    issue = one.record("gate 3")
    one.photograph(issue, bytes(20_000))
    district.settle()
    before = one.ledger.digest()
    place = FileAddress(tmp_path / "another.db")
    init_shared(district.bureau.ledger, district.bureau.identity, place, one.clock)
    for laptop in (district.bureau, one, two, district.south):
        laptop.address = place
    # the district's log comes first: by its numbers everybody's rights are judged
    district.bureau.sync()
    two.change(issue, place="gate 4")
    district.settle()
    assert one.place(issue) == ["gate 4"]
    assert one.ledger.digest() == two.ledger.digest() != before
    assert two.ledger.verify().problems == ()
    late = joined(tmp_path / "late", district.bureau)
    district.settle()
    assert late.ledger.digest() == one.ledger.digest()
    assert all(late.blobs.has(need.blob) for need in late.ledger.photos_named())
    late.close()


@pytest.mark.fault(21)
def test_a_laptop_restored_from_a_backup_gets_its_own_entries_back(
    district: District, tmp_path: Path
) -> None:
    import shutil

    from tests.sync.district import opened

    one = district.one
    one.record("before")
    one.sync()
    one.close()
    shutil.copytree(one.folder, tmp_path / "backup")
    badge = one.ledger.writer.badge
    again = opened(one.folder, badge, one.address)
    lost = again.record("after the backup")
    assert again.sync().state == "complete"
    again.close()
    restored = opened(tmp_path / "backup", badge, one.address)
    assert restored.ledger.state(lost) is None
    assert restored.sync().state == "complete"
    assert restored.place(lost) == ["after the backup"]
    restored.record("and on")
    assert restored.sync().state == "complete"
    district.one = restored
    district.settle()
    assert restored.ledger.digest() == district.two.ledger.digest()


STEPS = st.lists(
    st.tuples(st.sampled_from((0, 1)), st.sampled_from(("edit", "note", "sync", "new"))),
    max_size=12,
)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def lasting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> District:
    """Return a district that many examples use one after the other."""
    folder = tmp_path_factory.mktemp("lasting")
    if request.param == "sqlite":
        return district_in(folder, FileAddress(folder / "shared.db"))
    url = new_database(request.getfixturevalue("postgres_url"))
    return district_in(folder, read_address(url))


@pytest.mark.invariant("I3")
@settings(max_examples=25)
@given(steps=STEPS)
def test_any_interleaving_of_edits_and_syncs_ends_alike(
    lasting: District, steps: list[tuple[int, str]]
) -> None:
    laptops = (lasting.one, lasting.two)
    issue = lasting.one.record("begun")
    lasting.one.sync()
    lasting.two.sync()
    for number, (who, step) in enumerate(steps):
        laptop = laptops[who]
        match step:
            case "edit":
                laptop.change(issue, place=f"{who} {number}")
            case "note":
                laptop.change(issue, note=f"{who} {number}")
            case "new":
                laptop.record(f"{who} {number}")
            case _:
                assert laptop.sync().state == "complete"
    for laptop in (*laptops, *laptops):
        assert laptop.sync().state == "complete"
    assert laptops[0].ledger.digest() == laptops[1].ledger.digest()
    assert laptops[0].place(issue) == laptops[1].place(issue)

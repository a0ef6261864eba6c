"""Founding a district and letting laptops in, with real files and both databases."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.catalog import Catalog, Item
from patrol_tui.domain.language.errors import Corrupt, Refused, Unreachable
from patrol_tui.domain.language.words import Words
from patrol_tui.ledger.bundle import open_bundle, seal_bundle
from patrol_tui.ledger.engine import open_encrypted
from patrol_tui.ledger.found import Founder, NewHome, found, is_set_up
from patrol_tui.ledger.identity import read_identity
from patrol_tui.ledger.keyring.codes import seal_with_code
from patrol_tui.ledger.keyring.data_key import DataKey
from patrol_tui.ledger.schema import KIND
from patrol_tui.services.bureau.enrol import Enrolment
from patrol_tui.services.ports.shared import Exchange
from patrol_tui.sync.enrolment import enrol, init_shared, join, refuse_initialised
from patrol_tui.sync.reaching.address import FileAddress, read_address
from tests.services.syncing import ScriptedShared
from tests.sync.conftest import NewAddress
from tests.sync.district import (
    CHEAP,
    ITEMS,
    TZ_MIN,
    enrolled,
    from_bundle,
    joined,
    new_bureau,
    opened,
)
from tests.sync.pen import AT_US

CLOCK = FixedClock(AT_US)


def out_of_reach(*_: object) -> NoReturn:
    """Find no link."""
    raise Unreachable("no link")


def broken_catalogue() -> Iterator[Item]:
    """Yield nothing but a refusal."""
    yield ITEMS[0]
    raise Refused("no catalogue")


def test_a_district_is_founded_and_its_catalogue_published(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    assert bureau.results[-1].state == "complete"
    assert sorted(item.id for item in bureau.ledger.catalog_items()) == ["binhu", "nanhu"]
    assert bureau.identity.is_root
    device = bureau.ledger.state(bureau.identity.device)
    assert device is not None
    assert (device.status, device.integer("number")) == ("joined", 1)
    assert bureau.ledger.verify().problems == ()
    assert is_set_up(bureau.folder)
    bureau.close()


def test_a_laptop_joins_by_its_bundle(tmp_path: Path, new_address: NewAddress) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    laptop = joined(tmp_path / "laptop", bureau)
    assert laptop.ledger.writer.device_number == 2
    assert laptop.ledger.writer.badge == "BI-02"
    assert not laptop.identity.is_root
    bureau.sync()
    for one in (bureau, laptop):
        device = one.ledger.state(laptop.identity.device)
        assert device is not None
        assert device.status == "joined"
        assert device.text("sign_key") == laptop.identity.signing.public.hex()
        assert one.ledger.counts().quarantined == 0
        assert one.ledger.verify().problems == ()
    assert bureau.ledger.digest() == laptop.ledger.digest()


def test_a_laptop_works_before_its_first_sync(tmp_path: Path, new_address: NewAddress) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    made = enrolled(bureau)
    new = NewHome(tmp_path / "laptop", None, TZ_MIN, CHEAP)
    done = join(new, made.bundle, made.code, out_of_reach, CLOCK)
    laptop = opened(new.folder, done.badge, bureau.address)
    issue = laptop.record("gate 3")
    state = laptop.ledger.state(issue)
    assert state is not None
    assert state.text("place") == "gate 3"
    assert sorted(item.id for item in laptop.ledger.catalog_items()) == ["binhu", "nanhu"]
    assert laptop.sync().state == "complete"
    assert laptop.ledger.counts().quarantined == 0


def test_a_bundle_is_refused_the_second_time_where_that_is_seen(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    made = enrolled(bureau)
    from_bundle(tmp_path / "first", bureau, made).sync()
    with pytest.raises(Refused, match="used already"):
        from_bundle(tmp_path / "second", bureau, made)
    assert not is_set_up(tmp_path / "second")
    assert list((tmp_path / "second").glob("ledger*")) == []


def test_a_bundle_used_twice_out_of_reach_shows_once_both_have_synced(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    made = enrolled(bureau)
    laptops = []
    for name in ("first", "second"):
        new = NewHome(tmp_path / name, None, TZ_MIN, CHEAP)
        done = join(new, made.bundle, made.code, out_of_reach, CLOCK)
        laptops.append(opened(new.folder, done.badge, bureau.address))
    issues = [laptop.record(laptop.folder.name) for laptop in laptops]
    for laptop in laptops:
        assert laptop.sync().state == "complete"
    bureau.sync()
    device = bureau.ledger.state(made.device)
    assert device is not None
    assert device.conflict("sign_key") is not None
    assert [bureau.ledger.state(issue) is not None for issue in issues] == [True, True]
    assert bureau.ledger.counts().quarantined == 0


def test_a_home_that_is_there_is_not_set_up_again(tmp_path: Path, new_address: NewAddress) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    made = enrolled(bureau)
    with pytest.raises(Refused, match="set up already"):
        from_bundle(tmp_path / "bureau", bureau, made)
    assert bureau.sync().state == "complete"


def test_a_wrong_code_or_a_damaged_bundle_leaves_nothing(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    made = enrolled(bureau)
    new = NewHome(tmp_path / "laptop", None, TZ_MIN, CHEAP)
    code = "0000-0000-0000-0000-0000"
    with pytest.raises(Refused):
        join(new, made.bundle, code, out_of_reach, CLOCK)
    damaged = made.bundle[:-1] + bytes((made.bundle[-1] ^ 1,))
    with pytest.raises(Corrupt):
        join(new, damaged, made.code, out_of_reach, CLOCK)
    for content in (b"", b"no deflate", b"x\x9cK\x04\x00\x00b\x00b"):
        with pytest.raises(Corrupt):
            join(new, seal_with_code(code, content, CHEAP), code, out_of_reach, CLOCK)
    assert not new.folder.exists()


def test_only_the_bureau_lets_laptops_in(tmp_path: Path, new_address: NewAddress) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    laptop = joined(tmp_path / "laptop", bureau)
    with pytest.raises(Refused, match="Only the bureau"):
        enrolled(laptop)
    with pytest.raises(Refused, match="own laptop"):
        init_shared(laptop.ledger, laptop.identity, laptop.address, CLOCK)


def test_a_second_laptop_of_the_bureau_can_let_others_in(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    second = from_bundle(tmp_path / "second", bureau, enrolled(bureau, role="bureau"))
    assert second.sync().state == "complete"
    third = joined(tmp_path / "third", second, "nanhu")
    assert third.ledger.writer.device_number == 3
    bureau.sync()
    assert bureau.ledger.counts().quarantined == 0
    assert sorted(bureau.ledger.devices().values()) == [1, 2, 3]


def test_enrolling_needs_the_shared_database(tmp_path: Path, new_address: NewAddress) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    before = bureau.ledger.counts().entries
    bureau.reach = out_of_reach
    with pytest.raises(Unreachable):
        enrolled(bureau)
    assert bureau.ledger.counts().entries == before


def test_a_number_is_not_given_before_the_district_knows_of_it(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    catalog = Catalog.from_items(bureau.ledger.catalog_items())
    done = bureau.results[-1]
    with pytest.raises(Refused, match="does not show"):
        enrol(bureau.ledger, catalog, Enrolment("binhu", "丙"), bureau.address, lambda: done, CLOCK)
    elsewhere = new_address()
    with pytest.raises((Refused, Unreachable)):
        enrol(bureau.ledger, catalog, Enrolment("binhu", "丙"), elsewhere, bureau.sync, CLOCK)


def test_a_bundle_of_a_stranger_does_not_fit(tmp_path: Path, new_address: NewAddress) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    made = enrolled(bureau)
    bundle = open_bundle(made.bundle, made.code)
    new = NewHome(tmp_path / "laptop", None, TZ_MIN, CHEAP)
    for unfit in (replace(bundle, enrol_seed=bytes(32)), replace(bundle, device=bytes(16))):
        sealed = seal_bundle(unfit, made.code, CHEAP)
        with pytest.raises(Refused, match="does not fit"):
            join(new, sealed, made.code, out_of_reach, CLOCK)
    newer = seal_with_code(made.code, zlib.compress(b'{"format": "patrol.bundle.2"}'), CHEAP)
    with pytest.raises(Refused, match="newer version"):
        join(new, newer, made.code, out_of_reach, CLOCK)
    odd = seal_with_code(
        made.code,
        zlib.compress(b'{"format": "patrol.bundle.1", "log": 1, "station_name": 1}'),
        CHEAP,
    )
    with pytest.raises(Corrupt):
        join(new, odd, made.code, out_of_reach, CLOCK)


def test_a_link_that_breaks_while_joining_is_as_none(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    made = enrolled(bureau)
    new = NewHome(tmp_path / "laptop", None, TZ_MIN, CHEAP)

    class Broken(ScriptedShared):
        def exchange(self, flight: Exchange) -> NoReturn:
            raise Unreachable(flight.device.hex())

    done = join(new, made.bundle, made.code, lambda _: Broken(), CLOCK)
    laptop = opened(new.folder, done.badge, bureau.address)
    assert laptop.sync().state == "complete"


def test_a_ledger_that_does_not_say_whose_it_is_is_refused(tmp_path: Path) -> None:
    key = DataKey.generate()
    open_encrypted(tmp_path / "ledger.db", key.secret, KIND).close()
    with pytest.raises(Corrupt, match="whose laptop"):
        read_identity(tmp_path / "ledger.db", key)


def test_an_unreachable_server_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        refuse_initialised(FileAddress(tmp_path / "absent" / "shared.db"), CLOCK)
    with pytest.raises(Unreachable):
        refuse_initialised(read_address("postgresql://127.0.0.1:1/d"), CLOCK)


def test_an_initialised_database_demands_a_bundle(tmp_path: Path, new_address: NewAddress) -> None:
    address = new_address()
    refuse_initialised(address, CLOCK)
    bureau = new_bureau(tmp_path / "bureau", address)
    with pytest.raises(Refused, match="bundle"):
        refuse_initialised(address, CLOCK)
    other = new_bureau(tmp_path / "other", new_address())
    with pytest.raises(Refused, match="another district"):
        init_shared(other.ledger, other.identity, address, CLOCK)
    marks = init_shared(bureau.ledger, bureau.identity, address, CLOCK)
    assert marks == init_shared(bureau.ledger, bureau.identity, address, CLOCK)
    other.address = address
    assert other.sync().state == "refused"


def test_a_set_up_that_was_cut_off_begins_anew(tmp_path: Path) -> None:
    new = NewHome(tmp_path / "home", None, TZ_MIN, CHEAP)
    founder = Founder("B-1", "局长", "binhu", Words("滨湖站", "Binhu"))

    with pytest.raises(Refused, match="no catalogue"):
        found(new, founder, broken_catalogue(), AT_US)
    assert list(new.folder.glob("*.json")) == []
    (new.folder / "keys.json").write_text("half")
    (new.folder / "ledger.db.unfinished").write_text("half")
    found(new, founder, (), AT_US)
    assert is_set_up(new.folder)
    laptop = opened(new.folder, "B-1", FileAddress(tmp_path / "none.db"))
    assert laptop.ledger.counts().unsent == 4
    assert laptop.sync().state == "unreachable"
    laptop.close()

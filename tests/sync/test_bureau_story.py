"""The bureau shuts a laptop out and expunges an entry, over both databases."""

from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from patrol_tui.domain.folding.hidden import TAKEN_AWAY
from patrol_tui.services.bureau.devices import find_device, revoke
from patrol_tui.services.bureau.duties import do_duties
from patrol_tui.services.bureau.rulings import decide_expunge
from patrol_tui.services.bureau.sealing import renewed_keys
from patrol_tui.sync.database.logins import login_of
from patrol_tui.sync.reaching.address import Address, ServerAddress, read_address
from patrol_tui.sync.runner import Runner
from tests.sync.conftest import NewAddress
from tests.sync.district import Laptop, joined, new_bureau
from tests.sync.server_copies import copy_of


def shut_out(bureau: Laptop, lost: Laptop) -> None:
    """Shut a laptop out as `admin revoke` does."""
    keys = bureau.ledger.station_keys
    device = find_device(bureau.ledger, lost.identity.device.hex())
    shared = bureau.connect()
    revoke(
        bureau.ledger,
        device,
        shared.shut_out,
        bureau.sync,
        bureau.clock.now_us,
        lambda: renewed_keys(bureau.ledger, keys, device),
    )
    shared.close()


@pytest.mark.fault(29)
def test_a_shut_out_laptop_is_refused_and_its_receipts_stay(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    lost, other = joined(tmp_path / "lost", bureau), joined(tmp_path / "other", bureau)
    early = lost.record("gate 3")
    assert lost.sync().state == "complete"
    shut_out(bureau, lost)
    shut_out(bureau, lost)
    late = lost.record("gate 4")
    assert lost.sync().state == "refused"
    assert other.sync().state == "complete"
    assert bureau.sync().state == "complete"
    for laptop in (bureau, other):
        assert laptop.place(early) == ["gate 3"]
        assert laptop.ledger.state(late) is None
        assert laptop.ledger.verify().problems == ()
    assert bureau.ledger.digest() == other.ledger.digest()


@pytest.mark.fault(29)
def test_who_was_shut_out_stays_out_of_a_restored_database(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    lost = joined(tmp_path / "lost", bureau)
    bureau.sync()
    backup = copy_of(bureau.address)
    shut_out(bureau, lost)
    restore(backup, bureau, lost)
    assert lost.sync().state == "complete"  # as if nothing had been
    runner = Runner(
        *(bureau.folder, "sync", bureau.ledger, bureau.blobs, bureau.identity.root_key),
        *(bureau.address.url, bureau.clock),
        duties=lambda shut: do_duties(
            bureau.ledger, bureau.ledger.station_keys, shut, bureau.clock.now_us()
        ),
    )
    assert runner(lambda _: None, lambda: False).state == "complete"
    runner.kept.close()
    lost.record("gate 4")
    assert lost.sync().state == "refused"


def restore(backup: Address, bureau: Laptop, lost: Laptop) -> None:
    """Put a backup in the place of the database, with the logins that it had."""
    if isinstance(backup, ServerAddress):
        old, new = (f"/{one.parameters['dbname']}?" for one in (bureau.address, backup))  # type: ignore[union-attr]
        lost.address = read_address(lost.address.url.replace(old, new))
        with psycopg.connect(backup.url, autocommit=True) as chief:
            login = sql.Identifier(login_of(lost.identity.device))
            chief.execute(sql.SQL("ALTER ROLE {} LOGIN").format(login))
    else:
        lost.address = backup
    bureau.address = backup


@pytest.mark.fault(39)
def test_an_expunged_entry_leaves_every_copy_and_both_chains_verify(
    tmp_path: Path, new_address: NewAddress
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    laptop = joined(tmp_path / "laptop", bureau)
    issue = laptop.record("gate 3")
    entry = laptop.change(issue, place="张三家")
    photo = laptop.photograph(issue, b"a face")
    laptop.sync()
    bureau.sync()
    named = bureau.ledger.entries(issue)
    later = [said for said in named if said.parents and said.hash != entry.hash]
    for said in (entry, *later):
        wanted = decide_expunge(bureau.ledger, bureau.ledger.find_entry(said.hash.hex()), "要求")
        bureau.ledger.append(wanted.drafts, bureau.clock.now_us())
        assert bureau.sync().state == "complete"
        shared = bureau.connect()
        shared.expunge(wanted.entries, wanted.blobs)
        shared.close()
    laptop.sync()
    late = joined(tmp_path / "late", bureau)
    bureau.sync()
    laptop.sync()
    for one in (bureau, laptop, late):
        state = one.ledger.state(issue)
        assert state is not None
        assert state.fields["place"] == TAKEN_AWAY
        assert not one.blobs.has(photo)
        assert one.ledger.verify().problems == ()
        assert one.sync().state == "complete"
    assert len({one.ledger.digest() for one in (bureau, laptop, late)}) == 1

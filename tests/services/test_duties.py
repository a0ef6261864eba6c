"""What the bureau's laptop does after a pull: keys for newcomers, and revoked laptops kept out."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.subjects.device import DEVICE, REVOKED
from patrol_tui.services.bureau.duties import do_duties
from patrol_tui.services.syncing.sync import RESTORED
from tests.services.test_sealing import NOW_US, Bureau, Keys, district, laptop

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json


@dataclass
class Door:
    """The shared database's door, and who was shown it."""

    shut: list[bytes] = field(default_factory=list)

    def shut_out(self, device: bytes) -> None:
        """Take note."""
        self.shut.append(device)


def revoked(ledger: Bureau, name: str) -> bytes:
    """Let a laptop join, and revoke it."""
    device = laptop(ledger, name, "binhu")
    state = ledger.state(device)
    assert state is not None
    said: dict[str, Json] = {"move": "revoked"}
    ledger.append((Draft(device, DEVICE.kind(REVOKED), said, state.heads, district=True),), NOW_US)
    return device


def test_a_newcomer_gets_its_stations_key_with_the_sync_that_brought_it() -> None:
    ledger, door = district(), Door()
    laptop(ledger, "lake", "binhu")
    held = len(ledger.kept)
    assert do_duties(ledger, Keys(), door.shut_out, NOW_US)
    assert len(ledger.kept) == held + 1
    assert not do_duties(ledger, Keys(), door.shut_out, NOW_US)
    assert door.shut == []


def test_a_restored_database_is_told_once_who_is_shut_out() -> None:
    ledger, door = district(), Door()
    laptop(ledger, "lake", "binhu")
    lost = revoked(ledger, "lost")
    for _ in range(2):
        do_duties(ledger, Keys(), door.shut_out, NOW_US)
    assert door.shut == []
    ledger.set_meta(RESTORED, "1")
    for _ in range(2):
        do_duties(ledger, Keys(), door.shut_out, NOW_US)
    assert door.shut == [lost]


def test_a_laptop_that_is_not_the_bureaus_has_no_duties() -> None:
    ledger, door = Bureau(), Door()
    revoked(ledger, "lost")
    ledger.set_meta(RESTORED, "1")
    assert not do_duties(ledger, Keys(), door.shut_out, NOW_US)
    assert (door.shut, ledger.meta(RESTORED)) == ([], "1")

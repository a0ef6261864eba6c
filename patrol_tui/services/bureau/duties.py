"""What the bureau's laptop owes the others once it has heard what is new at the shared database."""

from collections.abc import Callable

from patrol_tui.domain.subjects.device import REVOKED_STATE
from patrol_tui.services.bureau.enrol import is_of_bureau
from patrol_tui.services.bureau.sealing import StationKeys, completed_keys
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.syncing.sync import RESTORED

ShutOut = Callable[[bytes], None]
"""Makes the shared database take nothing of a laptop any more."""


def do_duties(ledger: Ledger, keys: StationKeys, shut_out: ShutOut, now_us: int) -> bool:
    """Do what the bureau has to after a pull; tell whether there is something to send now.

    Raises:
        Unreachable, Refused: as `shut_out` does; it is done with the next sync then.
    """
    if not is_of_bureau(ledger):
        return False
    if ledger.meta(RESTORED):
        shut_out_again(ledger, shut_out)
        ledger.set_meta(RESTORED, "")
    drafts = completed_keys(ledger, keys)
    if drafts:
        ledger.append(drafts, now_us)
    return bool(drafts)


def shut_out_again(ledger: Ledger, shut_out: ShutOut) -> None:
    """Shut every revoked laptop out anew, since a backup may let it in."""
    for device in sorted(ledger.devices()):
        state = ledger.state(device)
        if state is not None and state.status == REVOKED_STATE:
            shut_out(device)

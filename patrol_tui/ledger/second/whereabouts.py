"""Whether this ledger is where it was: on the same computer, and not put back from a backup."""

import hashlib
import sys
from contextlib import suppress
from pathlib import Path

from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.disk.errors import in_words

PUT_BACK = N_(
    "This laptop's files were put back from a backup: what was saved after it is not here. What "
    "was sent comes back with the next sync. From now on a new line of entries is written."
)
OTHER_COMPUTER = N_(
    "These files come from another computer. From now on a new line of entries is written here; "
    "if the other computer goes on too, ask the bureau for a bundle of its own."
)
Notices = tuple[Refused, ...]

_MACHINE = "machine"
_TAG = b"patrol.machine.1\0"


@dataclass(frozen=True, slots=True)
class Marker:
    """A file far from the home that names the ends of its own lines; a restored home lacks them."""

    path: Path

    def read(self) -> frozenset[bytes]:
        """Return the entries that it names; none where it is not there or damaged."""
        with suppress(OSError, ValueError):
            return frozenset(map(bytes.fromhex, self.path.read_text("ascii").split()))
        return frozenset()

    def write(self, heads: frozenset[bytes]) -> None:
        """Name entries; where that cannot be done, older ones stay named."""
        if self.read() == heads:
            return
        fresh = self.path.with_name(self.path.name + ".new")
        with suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.write_text("\n".join(sorted(map(bytes.hex, heads))), "ascii")
            fresh.replace(self.path)


def machine_id() -> str:
    """Return what the system calls this computer, or nothing where it has no name for it."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - it exists there alone

        place = r"SOFTWARE\Microsoft\Cryptography"
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError, UnicodeDecodeError):
            return Path(name).read_text("ascii").strip()
    return ""


def settle_in(base: Base, marker: Marker, machine: str) -> Notices:
    """Begin new lines where the files were cloned or put back, and return what to tell then.

    Args:
        base: the opened ledger.
        marker: names the last entry that was written here.
        machine: what this computer is called; nothing where it has no name.

    Raises:
        NotSaved: the disk did not take it.
    """
    seen = hashlib.sha256(_TAG + base.device + machine.encode()).hexdigest() if machine else ""
    named = marker.read()
    with in_words():
        found = base.connection.execute("SELECT value FROM meta WHERE key = ?", (_MACHINE,))
        row = found.fetchone()
        known = row[0] if row else ""
        is_put_back = any(base.entries.subject_of(one) is None for one in named)
    is_cloned = bool(seen and known and seen != known)
    if is_put_back or is_cloned or (seen and not known):
        with base.writing():
            if is_put_back or is_cloned:
                base.streams.begin_anew()
            base.connection.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_MACHINE, seen or known)
            )
        note_place(base, marker)
    if is_cloned:
        return (Refused(OTHER_COMPUTER),)
    return (Refused(PUT_BACK),) if is_put_back else ()


def note_place(base: Base, marker: Marker) -> None:
    """Have the marker name the ends of the own lines."""
    with in_words():
        heads = frozenset(base.streams.head(line)[1] for line in base.streams.own())
    marker.write(heads - {ZERO_HASH})

"""Wrong PINs slow down: counted on disk, so that neither a restart nor the clock helps."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from patrol_tui.ledger.disk.errors import NotSaved
from patrol_tui.ledger.disk.space import write_whole

FREE_TRIES = 3
MOST_WAIT_S = 300
_SECOND_US = 1_000_000


@dataclass(frozen=True)
class _Tries:
    wrong: int
    last_us: int

    def wait_us(self) -> int:
        if self.wrong < FREE_TRIES:
            return 0
        return min(1 << min(self.wrong, 10), MOST_WAIT_S) * _SECOND_US


class PinDelay:
    """How long each officer has to wait before the next try."""

    def __init__(self, path: Path) -> None:
        """Name the file that counts."""
        self._path = path
        self._unwritten: dict[str, _Tries | None] = {}
        self._before: dict[str, _Tries | None] = {}

    def wait_us(self, badge: str, now_us: int) -> int:
        """Return how long a try would still be refused.

        A clock that was set back does not shorten the wait: it begins anew.
        """
        tries = self._read().get(badge)
        if tries is None:
            return 0
        if now_us < tries.last_us:
            self._write(badge, _Tries(tries.wrong, now_us))
            return tries.wait_us()
        return max(0, tries.last_us + tries.wait_us() - now_us)

    def count(self, badge: str, now_us: int) -> int:
        """Count a try as wrong before it is made, and return the wait if it is.

        Counted first, because a process can be killed between the try and the counting.
        """
        tries = self._read().get(badge)
        counted = _Tries(tries.wrong + 1 if tries else 1, now_us)
        self._write(badge, counted)
        return counted.wait_us()

    def count_all(self, badges: Iterable[str], now_us: int) -> list[int]:
        """Count a try as wrong for several officers, and return the waits if it is."""
        tries = self._read()
        self._before = {badge: tries.get(badge) for badge in badges}
        return [self.count(badge, now_us) for badge in self._before]

    def take_back(self, badge: str, *, is_right: bool) -> None:
        """Undo the last `count_all` for an officer: it was their PIN, or that of a colleague."""
        self._write(badge, None if is_right else self._before.get(badge))

    def forget(self, badge: str) -> None:
        """Begin anew after a right PIN."""
        self._write(badge, None)

    def _read(self) -> dict[str, _Tries]:
        tries: dict[str, _Tries] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError):
            kept = json.loads(self._path.read_bytes())
            tries = {name: _Tries(int(wrong), int(at)) for name, (wrong, at) in kept.items()}
        for badge, later in self._unwritten.items():
            _put(tries, badge, later)
        return tries

    def _write(self, badge: str, changed: _Tries | None) -> None:
        tries = self._read()
        _put(tries, badge, changed)
        text = json.dumps({name: [kept.wrong, kept.last_us] for name, kept in tries.items()})
        self._unwritten[badge] = changed
        # on a full disk the officer still gets in: the count goes on in this process
        with suppress(NotSaved):
            write_whole(self._path, text.encode())
            self._unwritten.clear()


def _put(tries: dict[str, _Tries], badge: str, changed: _Tries | None) -> None:
    if changed is None:
        tries.pop(badge, None)
    else:
        tries[badge] = changed

"""The door of a real home, over `bootstrap`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol_tui import bootstrap
from patrol_tui.domain.language.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from patrol_tui.bootstrap import Home, Left, Rebuilt, Unlocked
    from patrol_tui.clock import Clock
    from patrol_tui.domain.catalog import Catalog
    from patrol_tui.domain.geo import Boundaries
    from patrol_tui.domain.language.pinyin import Pinyin
    from patrol_tui.domain.language.problem import Problem
    from patrol_tui.services.session import Session
    from patrol_tui.settings import Places, Settings
    from patrol_tui.tui.entering.door import Card, NewLaptop, NewStation
    from patrol_tui.tui.positioning import Heard, Receiver


class HomeDoor:
    """A home on disk; nothing is read before it is asked for."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self.home = home
        self.clock = clock

    @property
    def places(self) -> Places:
        """Return where its files are."""
        return self.home.places

    @property
    def settings(self) -> Settings:
        """Return what the user chose so far."""
        return self.home.settings

    @property
    def problems(self) -> Sequence[Problem]:
        """Return what is wrong with the settings' file."""
        return self.home.problems

    def keep(self, settings: Settings) -> None:
        """Keep other settings."""
        self.home = bootstrap.keep_settings(self.home, settings)

    def cards(self) -> Sequence[Card]:
        """Return who can unlock it; nobody where it is to be set up."""
        is_ours = self.home.is_set_up() or self.home.lacks_ledger()
        return self.home.cards() if is_ours else ()

    def load_ahead(self) -> None:
        """Load what opening needs."""
        bootstrap.load_ahead()

    def unlock(self, badge: str, pin: str | None) -> UnlockedHome:
        """Open with a PIN."""
        return UnlockedHome(self, bootstrap.unlock(self.home, badge, pin, self.clock))

    def change_pin(self, badge: str, old: str, new: str) -> None:
        """Give an officer another PIN; the old one is asked for once more."""
        bootstrap.change_pin(bootstrap.unlock(self.home, badge, old, self.clock), new)

    def check_code(self, code: str) -> None:
        """Make sure that a code of the bureau has no slip in it."""
        bootstrap.check_code(code)

    def recover_pin(self, badge: str, code: str, new: str) -> None:
        """Give an officer another PIN by the bureau's code."""
        bootstrap.recover_pin(self.home, badge, code, new)

    def set_up_alone(self, new: NewStation, pin: str) -> UnlockedHome:
        """Set a laptop up that is its own bureau."""
        asked = bootstrap.SetUp(new.station, new.officer, new.badge, new.shared_url or None)
        return UnlockedHome(self, bootstrap.set_up_alone(self.home, asked, pin, self.clock))

    def set_up_from_bundle(self, bundle: Path, code: str, pin: str) -> UnlockedHome:
        """Set a laptop up by what the bureau made for it."""
        try:
            content = bundle.read_bytes()
        except OSError as error:
            reason = N_("{path} cannot be read: {error}.")
            raise Refused(reason, path=bundle, error=error.strerror or error) from error
        opened = bootstrap.set_up_from_bundle(self.home, content, code, pin, self.clock)
        return UnlockedHome(self, opened)

    def shipped_catalog(self) -> Catalog:
        """Return the catalogue that comes with the program."""
        return bootstrap.shipped_catalog()[0]

    def pinyin(self) -> Pinyin:
        """Return the readings of Chinese characters."""
        return bootstrap.pinyin()

    def boundaries(self) -> Boundaries:
        """Return the lines that the bureau put into the data folder."""
        return bootstrap.boundaries(self.places.data)

    def battery_percent(self) -> int | None:
        """Return what is left in the battery."""
        return bootstrap.battery_percent()


class UnlockedHome:
    """A home whose key is there; sessions follow the settings as they are when opened."""

    def __init__(self, door: HomeDoor, unlocked: Unlocked) -> None:
        self._door = door
        self._unlocked = unlocked
        self.progress: Callable[[int, int], bool] | None = None

    @property
    def has_pin(self) -> bool:
        """Return whether it can be locked again."""
        return self._unlocked.has_pin

    def is_linked(self, session: Session) -> bool:
        """Return whether a shared database is named."""
        named = self._door.settings.shared_url or session.ledger.meta(bootstrap.SHARED_URL)
        return bool(named)

    def session(self) -> Session:
        """Open the ledger, for the thread that asks."""
        return bootstrap.open_session(self._present(), self._door.clock)

    def receiver(self, told: Callable[[Heard], None]) -> Receiver | None:
        """Return the receiver that the settings name."""
        return bootstrap.receiver(self._door.settings.gps, self._door.clock, told)

    def sync_side(self) -> bootstrap.SyncProcess:
        """Return the process that syncs beside the screens."""
        return bootstrap.SyncProcess(self._present())

    def what_is_left(self) -> Left:
        """Return what its ledger could be made anew from."""
        return bootstrap.what_is_left(self._present())

    def rebuild(self, progress: Callable[[int, int], bool]) -> Rebuilt:
        """Make its ledger whole again."""
        return bootstrap.rebuild(self._present(), self._door.clock, progress)

    def add_officer(self, badge: str, name: str, pin: str, *, rename: bool = False) -> str:
        """Let a further officer open it."""
        present, clock = self._present(), self._door.clock
        return bootstrap.add_officer(present, badge, name, pin, clock, rename=rename)

    def let_in(self, new: NewLaptop, path: Path) -> str:
        """Let a laptop into the district, and write its bundle."""
        wanted = bootstrap.EnrolRequest(
            new.station, new.officer, new.badge or None, new.role, new.rename
        )
        return bootstrap.enrol_to_file(self._present(), wanted, path, self._door.clock).code

    def shut_out(self, device: bytes, reason: str) -> None:
        """Shut a laptop out."""
        bootstrap.revoke(self._present(), bootstrap.id_text(device), self._door.clock, reason)

    def release(self, entry: bytes, reason: str) -> None:
        """Let an entry out of quarantine."""
        bootstrap.release(self._present(), entry.hex(), reason, self._door.clock)

    def recovery_code(self, device: bytes) -> str:
        """Return the way back into a laptop whose PIN is lost."""
        return bootstrap.recover(self._present(), bootstrap.id_text(device), self._door.clock).code

    def _present(self) -> Unlocked:
        card, key = self._unlocked.card, self._unlocked.key
        return bootstrap.Unlocked(self._door.home, card, key, self.progress)

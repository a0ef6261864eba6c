"""The way into a home, as the screens need it; `home_door` fulfils it over `bootstrap`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from patrol_tui.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from patrol_tui.bootstrap import Left, Rebuilt
    from patrol_tui.domain.catalog import Catalog, Words
    from patrol_tui.domain.geo import Boundaries
    from patrol_tui.domain.language.pinyin import Pinyin
    from patrol_tui.domain.language.problem import Problem
    from patrol_tui.services.session import Session
    from patrol_tui.services.syncing.sync_values import SyncProgress, SyncResult
    from patrol_tui.settings import Places, Settings
    from patrol_tui.tui.positioning import Heard, Receiver


class Card(Protocol):
    """What is known of an officer before any key is there."""

    @property
    def badge(self) -> str:
        """Return the number of the officer's certificate."""
        ...

    @property
    def name(self) -> str:
        """Return the officer's name."""
        ...

    @property
    def station(self) -> Words:
        """Return the home station's name."""
        ...

    @property
    def is_open(self) -> bool:
        """Return whether no PIN is asked, as in a sample home."""
        ...


class SyncSide(Protocol):
    """What syncs a home beside the screens; all of it is called in threads."""

    def sync(
        self, progress: Callable[[SyncProgress], None], *, with_photos: bool = True
    ) -> SyncResult:
        """Sync once and say how it went.

        Raises:
            PatrolError: another program syncs the home, or what syncs it broke.
        """
        ...

    def stop(self) -> None:
        """Have a running sync end after what it is sending."""
        ...

    def close(self) -> None:
        """End it, once no sync runs."""
        ...


class OpenHome(Protocol):
    """A home whose key is there.

    Attributes:
        progress: told, in the thread that opens it, how far the lists of a ledger of another
            version are brought up; where it returns False, opening ends there.
    """

    progress: Callable[[int, int], bool] | None

    @property
    def has_pin(self) -> bool:
        """Return whether it can be locked again."""
        ...

    def is_linked(self, session: Session) -> bool:
        """Return whether a shared database is named, by the settings or by the set-up."""
        ...

    def session(self) -> Session:
        """Open the ledger, for the thread that asks.

        Raises:
            PatrolError: it cannot be opened; the message says why.
        """
        ...

    def receiver(self, told: Callable[[Heard], None]) -> Receiver | None:
        """Return the receiver that the settings name, to be started; None where it is off.

        Args:
            told: what is told, in the receiver's thread, of all that it says.

        Raises:
            Usage: the settings name no receiver.
        """
        ...

    def sync_side(self) -> SyncSide:
        """Return what syncs it beside the screens; nothing is started before the first sync."""
        ...

    # What takes a while, in threads, while no sync runs.

    def what_is_left(self) -> Left:
        """Return what its ledger could be made anew from; nothing is touched."""
        ...

    def rebuild(self, progress: Callable[[int, int], bool]) -> Rebuilt:
        """Make its ledger whole again; to be called while no session is open.

        Raises:
            PatrolError: nothing is left to make it from, or `progress` wanted it to end.
        """
        ...

    def add_officer(self, badge: str, name: str, pin: str, *, rename: bool = False) -> str:
        """Let a further officer open it, and return the officer's name.

        Raises:
            OtherName: the district knows the officer under another name.
            Refused: the officer is not known here or not of this station.
            Unreachable: one who is new has to be told to the district first.
        """
        ...

    def let_in(self, new: NewLaptop, path: Path) -> str:
        """Let a laptop into the district, write its bundle, and return the code that opens it.

        Raises:
            OtherName: the district knows the officer under another name.
            Refused: it is not the bureau that asks, or the file could not be written.
            Unreachable: the shared database does not answer; nobody was let in.
        """
        ...

    def shut_out(self, device: bytes, reason: str) -> None:
        """Shut a laptop out.

        Raises:
            Refused: it is not the bureau that asks, or it is this laptop.
            Unreachable: the shared database does not answer; doing it again goes on from there.
        """
        ...

    def release(self, entry: bytes, reason: str) -> None:
        """Let an entry out of quarantine.

        Raises:
            Refused: it is not the bureau that asks, or it is in none.
        """
        ...

    def recovery_code(self, device: bytes) -> str:
        """Return the code by which a laptop whose PIN is lost gets a new one; that is recorded.

        Raises:
            Refused: this is not the district's first laptop, or that one left no way back.
        """
        ...


@dataclass(frozen=True, slots=True)
class NewLaptop:
    """Whom the bureau lets in.

    Attributes:
        station: id in the catalogue.
        officer: who works with it.
        badge: number of the certificate; empty makes one of station and laptop.
        role: what the officer may do.
        rename: the officer who carries the badge is given this name.
    """

    station: str
    officer: str
    badge: str
    role: str
    rename: bool = False


@dataclass(frozen=True, slots=True)
class NewStation:
    """What a laptop is set up with that is its own bureau."""

    station: str
    officer: str
    badge: str
    shared_url: str = ""


class Door(Protocol):
    """A home that may be opened, and what is there before it is."""

    @property
    def places(self) -> Places:
        """Return where its files are."""
        ...

    @property
    def settings(self) -> Settings:
        """Return what the user chose so far."""
        ...

    @property
    def problems(self) -> Sequence[Problem]:
        """Return what is wrong with the settings' file."""
        ...

    def keep(self, settings: Settings) -> None:
        """Keep other settings; raises Refused where the disk does."""
        ...

    def cards(self) -> Sequence[Card]:
        """Return who can unlock it; nobody where it is to be set up. Takes a while at first."""
        ...

    def load_ahead(self) -> None:
        """Load what opening needs, while somebody still types the PIN."""
        ...

    def unlock(self, badge: str, pin: str | None) -> OpenHome:
        """Open with a PIN; takes a third of a second on purpose.

        Raises:
            Refused: a wrong PIN; `params["wait_s"]` says how long to wait.
        """
        ...

    def change_pin(self, badge: str, old: str, new: str) -> None:
        """Give an officer another PIN; raises Refused where the old one is wrong."""
        ...

    def check_code(self, code: str) -> None:
        """Make sure that a code of the bureau has no slip in it; raises Refused where it has."""
        ...

    def recover_pin(self, badge: str, code: str, new: str) -> None:
        """Give an officer another PIN by the bureau's code; raises Refused where it is wrong."""
        ...

    def set_up_alone(self, new: NewStation, pin: str) -> OpenHome:
        """Set a laptop up that is its own bureau."""
        ...

    def set_up_from_bundle(self, bundle: Path, code: str, pin: str) -> OpenHome:
        """Set a laptop up by what the bureau made for it."""
        ...

    def shipped_catalog(self) -> Catalog:
        """Return the catalogue that comes with the program, to choose a station from."""
        ...

    def pinyin(self) -> Pinyin:
        """Return the readings of Chinese characters."""
        ...

    def boundaries(self) -> Boundaries:
        """Return the lines that the bureau put into the data folder; reads files.

        Raises:
            Refused: a file is there and cannot be read.
        """
        ...

    def battery_percent(self) -> int | None:
        """Return what is left in the battery, or None where there is none."""
        ...

"""A home on disk: found, unlocked, its settings kept."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.values import dataclass
from patrol_tui.settings import Places, Settings, load, locate

if TYPE_CHECKING:
    from patrol_tui.clock import Clock
    from patrol_tui.domain.language.problem import Problem
    from patrol_tui.ledger.keyring.data_key import DataKey
    from patrol_tui.ledger.keyring.slots import Card
    from patrol_tui.services.ports.ports import Progress

LEDGER_FILE = "ledger.db"
PHOTOS_FILE = "photos.db"
DRAFTS_FILE = "drafts.db"
SHARED_URL = "shared_url"
"""Where the ledger keeps the address that a bundle brought."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one laptop's work, opened or not.

    Attributes:
        places: where its files are.
        settings: what the user chose.
        problems: what is wrong with the settings' file; defaults stand in.
    """

    places: Places
    settings: Settings
    problems: tuple["Problem", ...] = ()

    def is_set_up(self) -> bool:
        """Return whether somebody can unlock it.

        Raises:
            Refused: the system does not let us look.
        """
        from patrol_tui.ledger.keys import Keys

        data = self.places.data
        try:
            return Keys(data).exist() and (data / LEDGER_FILE).exists()
        except OSError as error:
            template = N_("{path} cannot be read: {error}.")
            raise Refused(template, path=data.parent, error=reason_of(error)) from error

    def lacks_ledger(self) -> bool:
        """Return whether the keys are here, and the ledger that they open is not."""
        from patrol_tui.ledger.keys import Keys

        return not self.is_set_up() and Keys(self.places.data).exist()

    def cards(self) -> "list[Card]":
        """Return the officers who can unlock it."""
        from patrol_tui.ledger.keys import Keys

        return Keys(self.places.data).cards()


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A home with the key to its files.

    Attributes:
        home: the home.
        card: the officer who opened it.
        key: opens ledger, photos and drafts.
        progress: told how far the lists of another version's ledger are brought up; ends that
            where it returns False.
    """

    home: Home
    card: "Card"
    key: "DataKey"
    progress: "Progress | None" = None

    @property
    def has_pin(self) -> bool:
        """Return whether it can be locked again."""
        return not self.card.is_open


def open_home(home: Path | None, environ: Mapping[str, str]) -> Home:
    """Return the home that a path, the environment or the system names; nothing is created."""
    places = locate(home, environ)
    loaded = load(places.config)
    return Home(places, loaded.settings, tuple(loaded.problems))


def unlock(home: Home, badge: str | None, pin: str | None, clock: "Clock") -> Unlocked:
    """Open a home by an officer's PIN.

    Args:
        home: the home.
        badge: the officer; None takes the only one, or whoever's PIN it is.
        pin: None where the home asks for none.
        clock: by which waits after wrong PINs are counted.

    Raises:
        Refused: the PIN is wrong; a home without the officer.
    """
    from patrol_tui.ledger.keys import Keys

    keys = Keys(home.places.data)
    cards = keys.cards()
    if badge is None and len(cards) > 1 and pin is not None:
        card, key = keys.unlock_any(pin, clock.now_us())
        return Unlocked(home, card, key)
    card = next((card for card in cards if card.badge == badge), cards[0])
    key = keys.unlock(badge or card.badge, pin or "", clock.now_us())
    return Unlocked(home, card, key)


def keep_settings(home: Home, settings: Settings) -> Home:
    """Keep other settings and return the home that has them.

    Raises:
        Refused: the disk did not take them.
    """
    from patrol_tui.settings import save

    save(home.places.config, settings)
    return replace(home, settings=settings)


def change_pin(unlocked: Unlocked, pin: str) -> None:
    """Give the officer who opened the home a new PIN.

    Raises:
        Refused: it is none; the old one stands.
    """
    from patrol_tui.ledger.keys import Keys

    Keys(unlocked.home.places.data).set_pin(unlocked.key, unlocked.card.badge, pin)

"""The home's keys: opened by an officer's PIN, which can be changed, added to and recovered."""

from dataclasses import replace
from pathlib import Path

from patrol_tui.domain.language.errors import N_, Corrupt, NotFound, Refused
from patrol_tui.domain.pin import normal_pin
from patrol_tui.ledger.disk.space import make_directory
from patrol_tui.ledger.homelock import waiting_turn
from patrol_tui.ledger.keyring.data_key import DataKey
from patrol_tui.ledger.keyring.keys_file import (
    KeysDocument,
    Recovery,
    previous_path,
    read_keys,
    write_keys,
)
from patrol_tui.ledger.keyring.pin_delay import PinDelay
from patrol_tui.ledger.keyring.signing import SealingKey, seal_to
from patrol_tui.ledger.keyring.slots import Card, Slot, closed_slot, open_slot
from patrol_tui.ledger.keyring.stretch import USUAL, Costs

WRONG_PIN = N_("Wrong PIN. Nothing is lost; try again.")
WRONG_PIN_WAIT = N_("Wrong PIN. Nothing is lost; try again in {wait_s} s.")
STILL_WAITING = N_("After several wrong PINs there is a wait: try again in {wait_s} s.")
NO_OFFICER = N_("No officer with the badge number {badge} opens this home.")
OFFICER_THERE = N_("The officer with the badge number {badge} opens this home already.")
HOME_HAS_KEYS = N_("{path} exists already: this home is set up.")
SAME_PIN = N_(
    "Two officers of this laptop have this PIN. Say who you are: set PATROL_BADGE, or use the "
    "screens; then change your PIN."
)
OTHER_HOME = N_("This key is not the one of this home.")
NO_RECOVERY = N_("This home has no recovery key of the bureau.")
FILE_NAME = "keys.json"
_SECOND_US = 1_000_000


class PinRefused(Refused):
    """The PIN was wrong, or it is too early to try again.

    Attributes:
        wait_s: how many seconds until the next try.
    """

    def __init__(self, template: str, wait_us: int) -> None:
        """Say how long the wait is."""
        self.wait_s = -(-wait_us // _SECOND_US)
        super().__init__(template, wait_s=self.wait_s)


class Keys:
    """Who may open a home, and how."""

    def __init__(self, home: Path) -> None:
        """Name the home; nothing is read yet."""
        self._path = home / FILE_NAME
        self._lock = home / "keys.lock"
        self._delay = PinDelay(home / "wrong_pins.json")

    def exist(self) -> bool:
        """Tell whether the home is set up."""
        return self._path.exists() or previous_path(self._path).exists()

    def create(
        self, card: Card, pin: str | None, *, bureau: bytes | None = None, costs: Costs = USUAL
    ) -> DataKey:
        """Set the home up for its first officer and return its new data key.

        Args:
            card: the officer.
            pin: six digits or more, or None to ask for none, as in a sample home.
            bureau: the bureau's X25519 public key, which can then recover the home.
            costs: what each try of a PIN costs.

        Raises:
            Refused: the home has keys, or the PIN is none.
            NotSaved: the disk did not take them.
        """
        if self.exist():
            raise Refused(HOME_HAS_KEYS, path=self._path)
        make_directory(self._path.parent)
        key = DataKey.generate()
        slot = _slot(card, pin, key, costs)
        recovery = None if bureau is None else Recovery(bureau, seal_to(bureau, key.secret))
        with waiting_turn(self._lock):
            if self.exist():
                raise Refused(HOME_HAS_KEYS, path=self._path)
            write_keys(self._path, KeysDocument(key.check, (slot,), recovery))
        return key

    def cards(self) -> list[Card]:
        """Return the officers that open this home, to be chosen from before any key is there.

        Raises:
            NotFound: the home is not set up.
            Corrupt: its keys cannot be read.
        """
        return [slot.card for slot in read_keys(self._path).slots]

    def wait_s(self, badge: str, now_us: int) -> int:
        """Return how many seconds an officer's next try would still be refused."""
        return -(-self._delay.wait_us(badge, now_us) // _SECOND_US)

    def unlock(self, badge: str, pin: str, now_us: int) -> DataKey:
        """Return the data key to the officer whose PIN this is.

        Raises:
            PinRefused: the PIN is wrong, or it is too early to try again.
            Refused: it cannot be a PIN.
            NotFound: no such officer opens this home.
        """
        slot = _found(read_keys(self._path), badge)
        if slot.card.is_open:
            return self._checked(slot, DataKey(slot.content))
        typed = normal_pin(pin)
        with waiting_turn(self._lock):  # or two processes would guess twice as fast
            early_us = self._delay.wait_us(badge, now_us)
            if early_us:
                raise PinRefused(STILL_WAITING, early_us)
            wait_us = self._delay.count(badge, now_us)
            key = slot.opened(typed)
            if key is None:
                raise PinRefused(WRONG_PIN_WAIT if wait_us else WRONG_PIN, wait_us)
            self._delay.forget(badge)
        return self._checked(slot, key)

    def unlock_any(self, pin: str, now_us: int) -> tuple[Card, DataKey]:
        """Return who it is that has a PIN, and the data key.

        Every officer who need not wait is tried. A wrong PIN counts for each of them, a right one
        for its owner alone: so nobody guesses a colleague's PIN beside their own.

        Raises:
            PinRefused: it is nobody's, or all have to wait.
            Refused: it cannot be a PIN, or it is that of two officers.
        """
        typed = normal_pin(pin)
        with waiting_turn(self._lock):
            slots = [one for one in read_keys(self._path).slots if not one.card.is_open]
            ready = [one for one in slots if not self._delay.wait_us(one.card.badge, now_us)]
            if not ready:
                waiting = [self._delay.wait_us(one.card.badge, now_us) for one in slots]
                early_us = min(waiting, default=0)
                raise PinRefused(STILL_WAITING, early_us)
            waits = self._delay.count_all([one.card.badge for one in ready], now_us)
            opened = [(one, one.opened(typed)) for one in ready]
            found = [(one, key) for one, key in opened if key is not None]
            if not found:
                wait_us = min(waits)
                raise PinRefused(WRONG_PIN_WAIT if wait_us else WRONG_PIN, wait_us)
            for one in ready:
                self._delay.take_back(one.card.badge, is_right=one in [slot for slot, _ in found])
        if len(found) > 1:
            raise Refused(SAME_PIN)
        slot, key = found[0]
        return slot.card, self._checked(slot, key)

    def add_slot(self, key: DataKey, card: Card, pin: str | None, *, costs: Costs = USUAL) -> None:
        """Let a further officer open this home.

        Raises:
            Refused: the officer opens it already, the key is not this home's, or the PIN is none.
            NotSaved: the disk did not take it; all is as it was.
        """
        slot = _slot(card, pin, key, costs)
        with waiting_turn(self._lock):
            document = self._of_key(key)
            if any(kept.card.badge == card.badge for kept in document.slots):
                raise Refused(OFFICER_THERE, badge=card.badge)
            write_keys(self._path, replace(document, slots=(*document.slots, slot)))

    def set_pin(self, key: DataKey, badge: str, pin: str, *, costs: Costs = USUAL) -> None:
        """Give an officer a new PIN; whoever holds the key may, as after a recovery.

        Raises:
            Refused: the key is not this home's, or the PIN is none.
            NotFound: no such officer opens this home.
            NotSaved: the disk did not take it; the old PIN stands.
        """
        with waiting_turn(self._lock):
            document = self._of_key(key)
            card = replace(_found(document, badge).card, is_open=False)
            fresh = _slot(card, pin, key, costs)
            slots = (fresh if kept.card.badge == badge else kept for kept in document.slots)
            write_keys(self._path, replace(document, slots=tuple(slots)))
            self._delay.forget(badge)

    def change_pin(
        self, badge: str, old_pin: str, new_pin: str, now_us: int, *, costs: Costs = USUAL
    ) -> None:
        """Change an officer's own PIN.

        Raises:
            PinRefused: the old PIN is wrong.
            Refused, NotFound, NotSaved: as with `set_pin`.
        """
        normal_pin(new_pin)
        self.set_pin(self.unlock(badge, old_pin, now_us), badge, new_pin, costs=costs)

    def recover(self, bureau: SealingKey) -> DataKey:
        """Return the data key to the bureau that the home was sealed to.

        Raises:
            NotFound: the home was sealed to nobody.
            Refused: it was sealed to another key.
        """
        document = read_keys(self._path)
        if document.recovery is None:
            raise NotFound(NO_RECOVERY)
        key = DataKey(bureau.open(document.recovery.sealed))
        self._of_key(key)
        return key

    def _of_key(self, key: DataKey) -> KeysDocument:
        document = read_keys(self._path)
        if document.check != key.check:
            raise Refused(OTHER_HOME)
        return document

    def _checked(self, slot: Slot, key: DataKey) -> DataKey:
        if key.check != read_keys(self._path).check:
            raise Corrupt(OTHER_HOME, badge=slot.card.badge)
        return key


def _slot(card: Card, pin: str | None, key: DataKey, costs: Costs) -> Slot:
    if pin is None:
        return open_slot(replace(card, is_open=True), key, costs)
    return closed_slot(replace(card, is_open=False), normal_pin(pin), key, costs)


def _found(document: KeysDocument, badge: str) -> Slot:
    for slot in document.slots:
        if slot.card.badge == badge:
            return slot
    raise NotFound(NO_OFFICER, badge=badge)

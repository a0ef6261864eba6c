"""Slots: the same data key, wrapped once for each officer."""

from base64 import b64decode, b64encode
from dataclasses import dataclass

from patrol_tui.domain.language.words import Words
from patrol_tui.ledger.keyring.data_key import KEY_BYTES, DataKey
from patrol_tui.ledger.keyring.stretch import (
    SALT_BYTES,
    WRAPPING_BYTES,
    Costs,
    new_salt,
    stretched,
    unwrapped,
    wrapped,
)


@dataclass(frozen=True)
class Card:
    """What the Unlock screen shows of an officer before any key is there.

    Attributes:
        badge: number of the officer's certificate.
        name: the officer's name.
        station: the home station's name.
        is_open: no PIN is asked, as in a sample home.
    """

    badge: str
    name: str
    station: Words
    is_open: bool = False


@dataclass(frozen=True)
class Slot:
    """One officer's way to the data key.

    Attributes:
        card: who it is.
        costs: what a try costs; chosen when the slot was made.
        salt: makes equal PINs differ.
        content: the wrapped key; in an open slot the key itself.
    """

    card: Card
    costs: Costs
    salt: bytes
    content: bytes

    def opened(self, pin: str) -> DataKey | None:
        """Return the data key, or None where the PIN is wrong."""
        if self.card.is_open:
            return DataKey(self.content)
        key = unwrapped(stretched(pin, self.salt, self.costs), self.content, _about(self.card))
        return None if key is None else DataKey(key)


def closed_slot(card: Card, pin: str, key: DataKey, costs: Costs) -> Slot:
    """Return a slot that opens with a PIN."""
    salt = new_salt()
    return Slot(card, costs, salt, wrapped(stretched(pin, salt, costs), key.secret, _about(card)))


def open_slot(card: Card, key: DataKey, costs: Costs) -> Slot:
    """Return a slot that opens without a PIN: the key stands in it as it is."""
    return Slot(card, costs, b"", key.secret)


def _about(card: Card) -> bytes:
    return b"patrol.slot.1\0" + card.badge.encode()


def slot_to_json(slot: Slot) -> dict[str, object]:
    """Return a slot as keys.json keeps it."""
    return {
        "badge": slot.card.badge,
        "name": slot.card.name,
        "station": {"zh": slot.card.station.zh, "en": slot.card.station.en},
        "open": slot.card.is_open,
        "argon2id": {"passes": slot.costs.passes, "memory_bytes": slot.costs.memory_bytes},
        "salt": b64encode(slot.salt).decode(),
        "key": b64encode(slot.content).decode(),
    }


def slot_from_json(kept: dict[str, object]) -> Slot:
    """Return the slot that keys.json keeps.

    Raises:
        ValueError, KeyError, TypeError: it keeps none.
    """
    station, argon2id = kept["station"], kept["argon2id"]
    if not isinstance(station, dict) or not isinstance(argon2id, dict):
        raise TypeError(kept["badge"])
    costs = Costs(int(argon2id["passes"]), int(argon2id["memory_bytes"]))
    if not costs.is_sound():
        raise ValueError(costs)
    card = Card(
        str(kept["badge"]),
        str(kept["name"]),
        Words(str(station["zh"]), str(station["en"])),
        is_open=kept["open"] is True,
    )
    salt, content = bytes_from(kept["salt"]), bytes_from(kept["key"])
    wanted = (0, KEY_BYTES) if card.is_open else (SALT_BYTES, KEY_BYTES + WRAPPING_BYTES)
    if (len(salt), len(content)) != wanted:
        raise ValueError(card.badge)
    return Slot(card, costs, salt, content)


def bytes_from(text: object) -> bytes:
    """Return the bytes that base64 spells.

    Raises:
        ValueError, TypeError: it spells none.
    """
    if not isinstance(text, str):
        raise TypeError(text)
    return b64decode(text, validate=True)

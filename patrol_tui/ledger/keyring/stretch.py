"""Argon2id: makes a key from what a person can remember, slowly on purpose."""

from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import Aead
from nacl.utils import random

SALT_BYTES = 16
KEY_BYTES = 32
WRAPPING_BYTES = 24 + 16
"""What encryption adds: a nonce before, a tag behind."""

# A file of others names its own costs: these bounds keep it from taking the machine down.
MOST_PASSES = 64
MOST_MEMORY_BYTES = 1 << 30


@dataclass(frozen=True)
class Costs:
    """What guessing once costs.

    Attributes:
        passes: how often the memory is gone through.
        memory_bytes: how much of it.
    """

    passes: int
    memory_bytes: int

    def is_sound(self) -> bool:
        """Tell whether Argon2id can be asked for this."""
        return (
            1 <= self.passes <= MOST_PASSES
            and argon2id.MEMLIMIT_MIN <= self.memory_bytes <= MOST_MEMORY_BYTES
        )


USUAL = Costs(passes=4, memory_bytes=128 << 20)
"""About 0.3 s on the laptops this is for; measured 0.25 s."""


def new_salt() -> bytes:
    """Return a new random salt."""
    return random(SALT_BYTES)


def stretched(secret: str, salt: bytes, costs: Costs, size_bytes: int = KEY_BYTES) -> bytes:
    """Return the key that a PIN or code stands for."""
    return argon2id.kdf(
        size_bytes, secret.encode(), salt, opslimit=costs.passes, memlimit=costs.memory_bytes
    )


def wrapped(key: bytes, content: bytes, about: bytes) -> bytes:
    """Encrypt something, bound to what it is about (XChaCha20-Poly1305, random nonce first)."""
    return bytes(Aead(key).encrypt(content, about))


def unwrapped(key: bytes, content: bytes, about: bytes) -> bytes | None:
    """Return what was encrypted, or None where key, content or what it is about do not fit."""
    try:
        return Aead(key).decrypt(content, about)
    except (CryptoError, ValueError):
        return None

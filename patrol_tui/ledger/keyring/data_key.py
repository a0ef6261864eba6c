"""The home's data key, and handing it to a process of our own."""

import hashlib
import hmac
from typing import BinaryIO

from nacl.utils import random

from patrol_tui.domain.language.errors import N_, Refused

KEY_BYTES = 32
_HANDED = b"patrol.key.1\0"

NOT_HANDED = N_("No key came through the pipe: this process is started by the program itself.")


class DataKey:
    """The random key of all the home's files; it never shows itself in a message or a log."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        """Take the key that these 32 bytes are."""
        if len(secret) != KEY_BYTES:
            raise ValueError(len(secret))
        self._secret = secret

    @classmethod
    def generate(cls) -> "DataKey":
        """Return a new random key."""
        return cls(random(KEY_BYTES))

    @property
    def secret(self) -> bytes:
        """Return the key itself, for the one who opens a file with it."""
        return self._secret

    @property
    def check(self) -> bytes:
        """Return eight bytes that tell this key from others and nothing else about it."""
        return hashlib.sha256(b"patrol.datakey.1\0" + self._secret).digest()[:8]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataKey) and hmac.compare_digest(self._secret, other._secret)

    def __hash__(self) -> int:
        return hash(self.check)

    def __repr__(self) -> str:
        return "DataKey(…)"


def hand_over(key: DataKey, pipe: BinaryIO) -> None:
    """Give the key to a child process through its standard input or an inherited pipe.

    Never by argument, environment or file: others could read those. The pipe stays open; when it
    ends, the child knows that its parent is gone.
    """
    pipe.write(_HANDED + key.secret)
    pipe.flush()


def receive(pipe: BinaryIO) -> DataKey:
    """Return the key that the parent process handed over.

    Raises:
        Refused: nothing of the kind came.
    """
    handed = pipe.read(len(_HANDED) + KEY_BYTES)
    if len(handed) != len(_HANDED) + KEY_BYTES or not handed.startswith(_HANDED):
        raise Refused(NOT_HANDED)
    return DataKey(handed[len(_HANDED) :])

"""A device's signing key, and keys that others can seal something to."""

from nacl.bindings import (
    crypto_sign,
    crypto_sign_ed25519_pk_to_curve25519,
    crypto_sign_ed25519_sk_to_curve25519,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random

from patrol_tui.domain.language.errors import N_, Refused

SEED_BYTES = 32
SIGNATURE_BYTES = 64
PUBLIC_BYTES = 32

NOT_SEALED_TO_US = N_("This was sealed to another key, or is damaged.")


class SigningKey:
    """An Ed25519 key. Its seed lives in the encrypted ledger, and nowhere else."""

    def __init__(self, seed: bytes) -> None:
        """Take the key that grows from a seed of 32 bytes."""
        self._seed = seed
        self._public, self._secret = crypto_sign_seed_keypair(seed)

    @classmethod
    def generate(cls) -> "SigningKey":
        """Return a new random key."""
        return cls(random(SEED_BYTES))

    @property
    def seed(self) -> bytes:
        """Return what the key is kept as."""
        return self._seed

    @property
    def public(self) -> bytes:
        """Return what others verify with."""
        return self._public

    @property
    def sealing(self) -> "SealingKey":
        """Return the key that others seal to who know only what this one verifies with."""
        return SealingKey(crypto_sign_ed25519_sk_to_curve25519(self._secret))

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature of a message."""
        return crypto_sign(message, self._secret)[:SIGNATURE_BYTES]

    def __repr__(self) -> str:
        return f"SigningKey(public={self._public.hex()})"


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature is that of the public key's owner over exactly these bytes."""
    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        crypto_sign_open(signature + message, public)
    except CryptoError:
        return False
    return True


class SealingKey:
    """An X25519 key that anyone can seal to and only its owner opens."""

    def __init__(self, private: bytes) -> None:
        """Take the key that these 32 bytes are."""
        self._key = PrivateKey(private)

    @classmethod
    def generate(cls) -> "SealingKey":
        """Return a new random key."""
        return cls(bytes(PrivateKey.generate()))

    @property
    def private(self) -> bytes:
        """Return what the key is kept as."""
        return bytes(self._key)

    @property
    def public(self) -> bytes:
        """Return what others seal to."""
        return bytes(self._key.public_key)

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed to this key.

        Raises:
            Refused: it was sealed to another, or altered.
        """
        try:
            return SealedBox(self._key).decrypt(sealed)
        except CryptoError as error:
            raise Refused(NOT_SEALED_TO_US) from error

    def __repr__(self) -> str:
        return f"SealingKey(public={self.public.hex()})"


def seal_to(public: bytes, secret: bytes) -> bytes:
    """Return a secret that only the owner of a public key can open."""
    return SealedBox(PublicKey(public)).encrypt(secret)


def seal_to_signer(public: bytes, secret: bytes) -> bytes | None:
    """Return a secret that only the owner of a signing key can open; None where it is no key.

    The owner opens it with `SigningKey.sealing`: the same key as X25519 knows it, so that a laptop
    publishes one key and not two.
    """
    try:
        return seal_to(crypto_sign_ed25519_pk_to_curve25519(public), secret)
    except (CryptoError, ValueError):
        return None

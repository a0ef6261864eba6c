import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.keyring.signing import SealingKey, SigningKey, seal_to, verify

# RFC 8032, section 7.1, test 2
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_signatures_are_those_of_the_standard() -> None:
    key = SigningKey(SEED)
    assert key.public == PUBLIC
    assert key.sign(b"\x72") == SIGNATURE
    assert verify(PUBLIC, b"\x72", SIGNATURE)


def test_a_key_is_the_same_after_it_was_kept() -> None:
    key = SigningKey.generate()
    assert SigningKey(key.seed).public == key.public
    assert SigningKey.generate().public != key.public


@pytest.mark.parametrize("at", [0, 31, 32, 63])
def test_an_altered_signature_is_found(at: int) -> None:
    altered = bytearray(SIGNATURE)
    altered[at] ^= 1
    assert not verify(PUBLIC, b"\x72", bytes(altered))


@pytest.mark.parametrize(
    ("public", "message", "signature"),
    [
        (PUBLIC, b"\x73", SIGNATURE),
        (PUBLIC, b"", SIGNATURE),
        (SEED, b"\x72", SIGNATURE),
        (PUBLIC, b"\x72", SIGNATURE[:63]),
        (PUBLIC, b"\x72", b""),
        (PUBLIC[:31], b"\x72", SIGNATURE),
        (bytes(32), b"\x72", bytes(64)),
    ],
)
def test_nothing_else_verifies(public: bytes, message: bytes, signature: bytes) -> None:
    assert not verify(public, message, signature)


def test_only_the_owner_opens_what_was_sealed() -> None:
    bureau = SealingKey.generate()
    sealed = seal_to(bureau.public, b"the data key")
    assert SealingKey(bureau.private).open(sealed) == b"the data key"
    with pytest.raises(Refused, match="another key"):
        SealingKey.generate().open(sealed)
    with pytest.raises(Refused):
        bureau.open(sealed[:-1])
    with pytest.raises(Refused):
        bureau.open(b"")


def test_keys_do_not_show_their_secrets() -> None:
    signing, sealing = SigningKey.generate(), SealingKey.generate()
    assert signing.seed.hex() not in repr(signing)
    assert sealing.private.hex() not in repr(sealing)

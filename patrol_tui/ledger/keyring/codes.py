"""Files sealed with a code that one person tells another: enrolment bundles and packages."""

import hashlib
import secrets
import struct
import unicodedata

from patrol_tui.domain.language.errors import N_, Corrupt, Refused
from patrol_tui.ledger.keyring.stretch import (
    KEY_BYTES,
    SALT_BYTES,
    USUAL,
    WRAPPING_BYTES,
    Costs,
    new_salt,
    stretched,
    unwrapped,
    wrapped,
)

MAGIC = b"PATROL\x00\x01"
"""The last byte is the format."""

_HEAD = struct.Struct(f">8s I Q {SALT_BYTES}s 8s Q")  # magic, passes, memory, salt, check, length
_CHECK_BYTES = 8
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_ALIKE = str.maketrans("ILO", "110")
_GROUPS, _GROUP_CHARACTERS = 5, 4
_KEY_TAG = b"patrol.recovery.1\0"
_KEY_CHARACTERS = 64  # of five bits: 40 bytes, a key and its check
LEAST_CODE_CHARACTERS = 12

NOT_SEALED = N_("This is no file sealed by this program.")
NEWER_SEAL = N_("This file was sealed by a newer version of this program. Install that version.")
CUT_SHORT = N_("The file is not whole: {found} of {whole} bytes are here. Copy it again.")
DAMAGED = N_("The file is damaged. Copy it again.")
WRONG_CODE = N_("The code does not fit this file.")
NO_KEY_CODE = N_("This is not the bureau's code, or a sign of it is wrong. Type it again.")
SHORT_CODE = N_("A code has {least} characters or more.")


def new_code() -> str:
    """Return a new random code of 100 bits, in groups that are easy to read out and type."""
    return "-".join(
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_CHARACTERS)) for _ in range(_GROUPS)
    )


def normal_code(typed: str) -> str:
    """Return a code as it is counted: without separators, and I, L and O read as 1, 1 and 0."""
    wide = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in wide if sign.isalnum()).translate(_ALIKE)


def key_code(secret: bytes) -> str:
    """Return a key as a code that is read out and typed; a slip in it shows."""
    whole = secret + hashlib.sha256(_KEY_TAG + secret).digest()[:_CHECK_BYTES]
    number = int.from_bytes(whole)
    signs = ""
    while len(signs) < _KEY_CHARACTERS:
        number, sign = divmod(number, len(_ALPHABET))
        signs = _ALPHABET[sign] + signs
    groups = (signs[at : at + _GROUP_CHARACTERS] for at in range(0, len(signs), _GROUP_CHARACTERS))
    return "-".join(groups)


def key_of_code(typed: str) -> bytes:
    """Return the key that a code of `key_code` stands for.

    Raises:
        Refused: it stands for none; a sign is wrong or missing.
    """
    plain = normal_code(typed)
    if len(plain) != _KEY_CHARACTERS or set(plain) - set(_ALPHABET):
        raise Refused(NO_KEY_CODE)
    number = 0
    for sign in plain:
        number = number * len(_ALPHABET) + _ALPHABET.index(sign)
    if number >> 8 * (KEY_BYTES + _CHECK_BYTES):
        raise Refused(NO_KEY_CODE)
    whole = number.to_bytes(KEY_BYTES + _CHECK_BYTES)
    secret, check = whole[:KEY_BYTES], whole[KEY_BYTES:]
    if hashlib.sha256(_KEY_TAG + secret).digest()[:_CHECK_BYTES] != check:
        raise Refused(NO_KEY_CODE)
    return secret


def seal_with_code(code: str, content: bytes, costs: Costs = USUAL) -> bytes:
    """Return content that opens with a code alone, and shows any altered byte.

    Raises:
        Refused: the code is too short to protect anything.
    """
    plain = normal_code(code)
    if len(plain) < LEAST_CODE_CHARACTERS:
        raise Refused(SHORT_CODE, least=LEAST_CODE_CHARACTERS)
    salt = new_salt()
    key, check = _key_and_check(plain, salt, costs)
    # the check tells a mistyped code from a damaged file
    head = _HEAD.pack(MAGIC, costs.passes, costs.memory_bytes, salt, check, len(content))
    return head + wrapped(key, content, head)


def open_with_code(code: str, sealed: bytes) -> bytes:
    """Return what was sealed with a code.

    Raises:
        Refused: the code does not fit, or a newer program sealed it.
        Corrupt: the file is none of ours, not whole, or damaged.
    """
    if sealed[: len(MAGIC) - 1] != MAGIC[:-1]:
        raise Corrupt(NOT_SEALED)
    if sealed[len(MAGIC) - 1 : len(MAGIC)] > MAGIC[-1:]:
        raise Refused(NEWER_SEAL)
    if len(sealed) < _HEAD.size:
        raise Corrupt(CUT_SHORT, found=len(sealed), whole=_HEAD.size)
    head, body = sealed[: _HEAD.size], sealed[_HEAD.size :]
    _, passes, memory_bytes, salt, check, length = _HEAD.unpack(head)
    costs = Costs(passes, memory_bytes)
    whole = _HEAD.size + length + WRAPPING_BYTES
    if len(sealed) < whole:
        raise Corrupt(CUT_SHORT, found=len(sealed), whole=whole)
    if len(sealed) > whole or not costs.is_sound():
        raise Corrupt(DAMAGED)
    key, expected = _key_and_check(normal_code(code), salt, costs)
    if not secrets.compare_digest(check, expected):
        raise Refused(WRONG_CODE)
    content = unwrapped(key, body, head)
    if content is None:
        raise Corrupt(DAMAGED)
    return content


def _key_and_check(code: str, salt: bytes, costs: Costs) -> tuple[bytes, bytes]:
    both = stretched(code, salt, costs, KEY_BYTES + _CHECK_BYTES)
    return both[:KEY_BYTES], both[KEY_BYTES:]

"""What an entry says, as bytes: canonical JSON, salted and compressed.

Layout: 16 random bytes, the number of the preset dictionary (1), raw deflate (RFC 1951) of the
JSON in UTF-8 with sorted keys and no spaces. The bytes are hashed as stored and never made anew,
so two programs need not compress alike.
"""

import json
import os
import zlib
from typing import NoReturn, TypeAlias, cast

from patrol_tui.domain.entries import dictionary
from patrol_tui.domain.language.errors import N_, Corrupt, Refused

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

SALT_BYTES = 16
MAX_STORED_BYTES = 30_000
MAX_PLAIN_BYTES = 262_144
MAX_DEPTH = 12
TOO_LONG = N_("That is too long to save: {size} bytes, {limit} at most. Shorten the text.")
WHOLE_NUMBERS_ONLY = N_("A record holds whole numbers and text only.")
_INT_LIMIT = 1 << 63
# What holds itself ends at the stack's depth all the same; to look for it takes half the time.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)
# Of 18 digits or fewer a number is surely within 64 bits.
_DIGITS, _LONG_NUMBER = bytes.maketrans(b"123456789", b"0" * 9), b"0" * 19
_COMPRESSORS: dict[int, "zlib._Compress"] = {}


def encode(value: Json, salt: bytes | None = None) -> bytes:
    """Return the stored form of a JSON value.

    Args:
        value: objects, lists, strings, integers, booleans and null; no floats.
        salt: 16 bytes to use in place of random ones; for tests and samples.

    Raises:
        Refused: the value is too long to store, or holds what JSON here does not.
    """
    _check(value, 0)
    packer = _COMPRESSORS.get(dictionary.CURRENT) or _new_compressor(dictionary.CURRENT)
    packer = packer.copy()
    plain = canonical(value)
    if len(plain) > MAX_PLAIN_BYTES:
        # However well it packs: whoever reads it unpacks no more than that.
        raise Refused(TOO_LONG, size=len(plain), limit=MAX_PLAIN_BYTES)
    body = packer.compress(plain) + packer.flush()
    stored = (
        (os.urandom(SALT_BYTES) if salt is None else salt) + bytes((dictionary.CURRENT,)) + body
    )
    if len(stored) > MAX_STORED_BYTES:
        raise Refused(
            N_("That is too long to save: {size} bytes packed, {limit} at most. Shorten the text."),
            size=len(stored),
            limit=MAX_STORED_BYTES,
        )
    return stored


def canonical(value: Json) -> bytes:
    """Return the one JSON spelling of a value that hashes and digests are made of."""
    try:
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        raise Refused(N_("The text holds a broken character. Type it again.")) from error


def decode(stored: bytes) -> dict[str, Json]:
    """Return what a stored payload says.

    Raises:
        Corrupt: the bytes are no payload, use an unknown dictionary, or exceed the limits.
    """
    if len(stored) <= SALT_BYTES or len(stored) > MAX_STORED_BYTES:
        raise Corrupt(N_("An entry's content has an impossible length."))
    words = dictionary.DICTIONARIES.get(stored[SALT_BYTES])
    if words is None:
        raise Corrupt(N_("An entry's content needs a newer program."))
    unpacker = zlib.decompressobj(wbits=-12, zdict=words)
    try:
        plain = unpacker.decompress(stored[SALT_BYTES + 1 :], MAX_PLAIN_BYTES + 1)
        if len(plain) > MAX_PLAIN_BYTES or not unpacker.eof or unpacker.unused_data:
            raise Corrupt(N_("An entry's content is cut or too large."))
        value = _parsed(plain.decode())
        is_deep = plain.count(b"{") + plain.count(b"[") > MAX_DEPTH
        if is_deep or _LONG_NUMBER in plain.translate(_DIGITS):
            _check(value, 0)
        if b"\\u" in plain:
            canonical(value)  # half of a surrogate pair is no text
    except (zlib.error, ValueError, RecursionError, Refused) as error:
        raise Corrupt(N_("An entry's content cannot be read.")) from error
    if not isinstance(value, dict):
        raise Corrupt(N_("An entry's content cannot be read."))
    return value


def _no_float(text: str) -> NoReturn:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)


def _parsed(text: str) -> Json:
    if text.startswith("{"):
        value, end = _DECODER.raw_decode(text)
        if end == len(text):
            return cast("Json", value)
    # Another program may have written spaces around it: they take longer.
    return cast("Json", _DECODER.decode(text))


def _new_compressor(number: int) -> "zlib._Compress":
    # memLevel 5 and a copied compressor: measured 5 us an entry instead of 40.
    packer = zlib.compressobj(
        level=9, method=zlib.DEFLATED, wbits=-12, memLevel=5, zdict=dictionary.DICTIONARIES[number]
    )
    _COMPRESSORS[number] = packer
    return packer


def _check(value: object, depth: int) -> None:
    # Every save and every fold comes through here: plain tests are twice as fast as patterns.
    if value is None or isinstance(value, str):
        return
    if isinstance(value, int):
        if not -_INT_LIMIT <= value < _INT_LIMIT:
            raise Refused(WHOLE_NUMBERS_ONLY)
        return
    if depth >= MAX_DEPTH:
        raise Refused(N_("The record is nested too deeply."))
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise Refused(WHOLE_NUMBERS_ONLY)
        value = list(value.values())
    if not isinstance(value, list):
        raise Refused(WHOLE_NUMBERS_ONLY)
    for item in value:
        _check(item, depth + 1)

"""The file's shell: a stream of records, encrypted by a key that the whole district has.

    file = magic 8, district 16, length 8, salt 32, stream header 24, frame ...
    frame = length 4, one record in XChaCha20-Poly1305 (libsodium's secretstream)
    key = SHA-256("patrol.stick.1" NUL, the district's secret 32, salt)

The length is that of the whole file. The last frame bears the stream's final tag: a file that was
torn off has none. What stands before the frames is authenticated with the first of them, except
the length, which only serves to say how much of the file is there.
"""

import hashlib
import struct
from collections.abc import Iterator
from typing import BinaryIO

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES,
    crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
)
from nacl.utils import random

from patrol_tui.domain.language.errors import N_, Corrupt, Refused

MAGIC = b"PATROLU\x01"
MAX_RECORD_BYTES = 32 << 20
SALT_BYTES = 32
_HEAD = struct.Struct(f">8s16sQ{SALT_BYTES}s")
_LENGTH_AT = 24
_FRAME = struct.Struct(">I")
_STREAM_BYTES: int = crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MORE_BYTES: int = crypto_secretstream_xchacha20poly1305_ABYTES

NO_PACKAGE = N_("{path} is no file of a USB sync. Nothing was taken.")
NEWER_PACKAGE = N_(
    "{path} was written by a newer version of this program. Nothing was taken: install the newer "
    "version."
)
OTHER_DISTRICT = N_("{path} is of another district. Nothing was taken or changed.")
TORN = N_(
    "{path} is not whole: {found} of {whole} bytes are there. Nothing was taken. Have it written "
    "again, and take the stick out only when the program says so."
)
DAMAGED = N_("{path} is damaged. Nothing was taken. Have it written again.")


def district_mark(root_key: bytes) -> bytes:
    """Return what tells a district's files from another's, without saying whose they are."""
    return hashlib.sha256(b"patrol.district.1\0" + root_key).digest()[:16]


class SealedWriter:
    """Writes records into a new file."""

    def __init__(self, file: BinaryIO, root_key: bytes, secret: bytes) -> None:
        """Write the head.

        Args:
            file: empty, and can be sought in.
            root_key: the district's.
            secret: what only the district's laptops know.
        """
        salt = random(SALT_BYTES)
        self._file = file
        self._state = crypto_secretstream_xchacha20poly1305_state()
        key = _key(secret, salt)
        stream = crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        head = _HEAD.pack(MAGIC, district_mark(root_key), 0, salt)
        file.write(head + stream)
        self._bound: bytes | None = _bound(head)

    def add(self, record: bytes, *, is_last: bool = False) -> None:
        """Write one record; after the last one nothing may follow."""
        tag = (
            crypto_secretstream_xchacha20poly1305_TAG_FINAL
            if is_last
            else crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
        )
        frame = crypto_secretstream_xchacha20poly1305_push(self._state, record, self._bound, tag)
        self._bound = None
        self._file.write(_FRAME.pack(len(frame)) + frame)
        if is_last:
            end = self._file.tell()
            self._file.seek(_LENGTH_AT)
            self._file.write(end.to_bytes(8, "big"))
            self._file.seek(end)


def sealed_records(file: BinaryIO, path: object, root_key: bytes, secret: bytes) -> Iterator[bytes]:
    """Yield the records of a file, each proven; only after the last one the file is known whole.

    Args:
        file: at its beginning.
        path: what it is called.
        root_key: the district's.
        secret: what only the district's laptops know.

    Raises:
        Refused: it is another district's, or a newer program's.
        Corrupt: it is none of ours, torn or damaged.
    """
    head, salt = _opened(file, path, root_key)
    state = crypto_secretstream_xchacha20poly1305_state()
    stream = file.read(_STREAM_BYTES)
    if len(stream) != _STREAM_BYTES:
        raise Corrupt(DAMAGED, path=path)
    crypto_secretstream_xchacha20poly1305_init_pull(state, stream, _key(secret, salt))
    bound: bytes | None = _bound(head)
    is_last = False
    while not is_last:
        (length,) = _FRAME.unpack(_exactly(file, _FRAME.size, path))
        if not _MORE_BYTES <= length <= MAX_RECORD_BYTES + _MORE_BYTES:
            raise Corrupt(DAMAGED, path=path)
        frame = _exactly(file, length, path)
        try:
            record, tag = crypto_secretstream_xchacha20poly1305_pull(state, frame, bound)
        except RuntimeError as error:
            raise Corrupt(DAMAGED, path=path) from error
        bound = None
        is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL
        yield record
    if file.read(1):
        raise Corrupt(DAMAGED, path=path)


def _opened(file: BinaryIO, path: object, root_key: bytes) -> tuple[bytes, bytes]:
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(_HEAD.size)
    if start[: len(MAGIC) - 1] != MAGIC[: min(len(start), len(MAGIC) - 1)] or not start:
        raise Corrupt(NO_PACKAGE, path=path)
    if start[len(MAGIC) - 1 : len(MAGIC)] > MAGIC[-1:]:
        raise Refused(NEWER_PACKAGE, path=path)
    if len(start) < _HEAD.size:
        raise Corrupt(TORN, path=path, found=size, whole="?")
    _, district, whole, salt = _HEAD.unpack(start)
    if district != district_mark(root_key):
        raise Refused(OTHER_DISTRICT, path=path)
    if size < whole or not whole:
        raise Corrupt(TORN, path=path, found=size, whole=whole or "?")
    if size > whole:
        raise Corrupt(DAMAGED, path=path)
    return start, salt


def _exactly(file: BinaryIO, count: int, path: object) -> bytes:
    part = file.read(count)
    if len(part) != count:
        raise Corrupt(DAMAGED, path=path)
    return part


def _bound(head: bytes) -> bytes:
    return hashlib.sha256(head[:_LENGTH_AT] + head[_LENGTH_AT + 8 :]).digest()


def _key(secret: bytes, salt: bytes) -> bytes:
    return hashlib.sha256(b"patrol.stick.1\0" + secret + salt).digest()

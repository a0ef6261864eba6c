"""A server that refuses whoever comes, in words and with a code of the test's own."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_SSL_REQUEST_BYTES = 8


@contextmanager
def refusing_server(code: str, words: str) -> Iterator[int]:
    """Run a server that lets logins prove themselves and refuses them then; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve, args=(listener, code, words), daemon=True).start()
        yield int(listener.getsockname()[1])
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, code: str, words: str) -> None:
    said = {"S": "致命错误", "V": "FATAL", "C": code, "M": words}
    fields = b"".join(f"{name}{value}\0".encode() for name, value in said.items()) + b"\0"
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            with client:
                while _message(client) == _SSL_REQUEST_BYTES:
                    client.sendall(b"N")
                client.sendall(b"R" + struct.pack(">II", 8, 0))
                client.sendall(b"E" + struct.pack(">I", len(fields) + 4) + fields)


def _message(client: socket.socket) -> int:
    """Read what a client begins with, and return its length."""
    (length,) = struct.unpack(">I", client.recv(4, socket.MSG_WAITALL))
    client.recv(length - 4, socket.MSG_WAITALL)
    return int(length)

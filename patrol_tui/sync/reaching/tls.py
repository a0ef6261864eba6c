"""Begins TLS the way that servers answer at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from threading import Lock

_VARIABLE = "OPENSSL_CONF"
_LOCK = Lock()


@contextmanager
def quick_start() -> Iterator[None]:
    """Let OpenSSL offer P-256 first, in what is connected inside.

    The library reads its settings when a process needs it for the first time, and from nowhere
    else; whoever has settings of their own keeps them.
    """
    with _LOCK:
        if _VARIABLE in os.environ:
            yield
            return
        with as_file(files("patrol_tui.sync").joinpath("openssl.cnf")) as path:
            os.environ[_VARIABLE] = str(path)
            try:
                yield
            finally:
                del os.environ[_VARIABLE]

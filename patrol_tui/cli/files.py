"""Files that the command line writes itself."""

import os
from pathlib import Path

from patrol_tui.domain.errors import N_, Refused

_NOT_WRITTEN = N_("{path} was not written: {error}.")


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read; what stood there is replaced in one step.

    Raises:
        Refused: it could not be written; what stood there still stands.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise Refused(_NOT_WRITTEN, path=path, error=error.strerror or error) from error

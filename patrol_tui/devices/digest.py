"""The SHA-256 of a file that goes with a thing without being kept in the ledger."""

import hashlib
import re
from pathlib import Path

from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.language.os_reasons import reason_of

_DIGEST = re.compile(r"[0-9a-f]{64}")
NO_FILE = N_("There is no file {name}. Nothing was written.")
UNREADABLE = N_("{name} cannot be read: {error}.")


def digest_of(typed: str) -> str:
    """Return the SHA-256 of the file at a path; what is one already is returned as it is.

    Raises:
        NotFound: there is no such file.
        Refused: it cannot be read.
    """
    plain = typed.strip()
    if _DIGEST.fullmatch(plain.lower()):
        return plain.lower()
    path = Path(plain)
    if not path.is_file():
        raise NotFound(NO_FILE, name=plain)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Refused(UNREADABLE, name=plain, error=reason_of(error)) from error

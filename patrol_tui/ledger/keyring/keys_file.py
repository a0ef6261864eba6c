"""keys.json: who may open the home. Written whole, and the old one kept until the new is proven."""

import json
import os
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from patrol_tui.domain.language.errors import N_, Corrupt, NotFound, Refused
from patrol_tui.ledger.disk.errors import DISK_FAILED, DiskFailed
from patrol_tui.ledger.disk.space import flush_directory, os_failure, write_whole
from patrol_tui.ledger.keyring.slots import Slot, bytes_from, slot_from_json, slot_to_json

FORMAT = "patrol.keys.1"

NO_KEYS = N_("{path} does not exist: this home is not set up yet.")
DAMAGED_KEYS = N_("{path} is damaged. Put it back from a backup; without it nothing can be opened.")
NEWER_KEYS = N_("{path} was written by a newer version of this program. It was not touched.")


@dataclass(frozen=True)
class Recovery:
    """The data key, sealed to the bureau.

    Attributes:
        bureau: the bureau's public key.
        sealed: what its private key opens.
    """

    bureau: bytes
    sealed: bytes


@dataclass(frozen=True)
class KeysDocument:
    """What keys.json says.

    Attributes:
        check: tells the home's data key from others.
        slots: one for each officer.
        recovery: the bureau's way in, if there is one.
    """

    check: bytes
    slots: tuple[Slot, ...]
    recovery: Recovery | None


def read_keys(path: Path) -> KeysDocument:
    """Return what keys.json says, or the copy before it where a crash left that alone whole.

    Raises:
        NotFound: there is none.
        Corrupt: neither can be read.
        Refused: a newer program wrote it.
    """
    try:
        return _read(path)
    except (NotFound, Corrupt):
        with suppress(NotFound, Corrupt):
            return _read(previous_path(path))
        raise


def write_keys(path: Path, document: KeysDocument) -> None:
    """Write keys.json whole and durable; the one before it goes when the new one was read back.

    Raises:
        NotSaved: the disk did not take it; the old one stands.
    """
    previous = previous_path(path)
    try:
        if path.exists():
            write_whole(previous, path.read_bytes())
        write_whole(path, _text(document).encode())
        if _read(path) != document:
            previous.replace(path)
            raise DiskFailed(DISK_FAILED, detail=path.name)
        # it opens with PINs that were just given up
        previous.unlink(missing_ok=True)
        flush_directory(path.parent)
    except OSError as error:
        raise os_failure(error) from error


def previous_path(path: Path) -> Path:
    """Return where the copy before the present one is kept for a moment."""
    return path.with_name(path.name + ".previous")


def _read(path: Path) -> KeysDocument:
    try:
        kept = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise NotFound(NO_KEYS, path=path) from error
    except (OSError, ValueError) as error:
        raise Corrupt(DAMAGED_KEYS, path=path) from error
    try:
        name = str(kept["format"])
        if name != FORMAT and name.startswith(FORMAT.rstrip("1")):
            raise Refused(NEWER_KEYS, path=path)
        return _document(kept)
    except (ValueError, KeyError, TypeError) as error:
        raise Corrupt(DAMAGED_KEYS, path=path) from error


def _document(kept: dict[str, object]) -> KeysDocument:
    slots, recovery = kept["slots"], kept["recovery"]
    if kept["format"] != FORMAT or not isinstance(slots, list):
        raise ValueError(kept["format"])
    sealed = None
    if isinstance(recovery, dict):
        sealed = Recovery(bytes_from(recovery["bureau"]), bytes_from(recovery["sealed"]))
    return KeysDocument(
        bytes_from(kept["check"]), tuple(slot_from_json(slot) for slot in slots), sealed
    )


def _text(document: KeysDocument) -> str:
    recovery = document.recovery
    kept = {
        "format": FORMAT,
        "check": b64encode(document.check).decode(),
        "slots": [slot_to_json(slot) for slot in document.slots],
        "recovery": recovery
        and {
            "bureau": b64encode(recovery.bureau).decode(),
            "sealed": b64encode(recovery.sealed).decode(),
        },
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + os.linesep

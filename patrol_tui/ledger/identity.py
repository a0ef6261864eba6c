"""Who this laptop is: kept in the ledger's own file, so that one key opens both."""

import json
from dataclasses import dataclass
from pathlib import Path

from patrol_tui.domain.errors import N_, Corrupt
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import immediate, open_encrypted
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.schema import KIND

_KEY = "identity"
NO_IDENTITY = N_("This home's ledger does not say whose laptop it is. Set the laptop up anew.")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a laptop is set up with.

    Attributes:
        device: the laptop.
        number: its short number.
        station: id of its home station in the catalogue.
        signing: the key of its seals, made on this laptop.
        root_key: the district's root of trust.
        root_officer: who founded the district.
    """

    device: bytes
    number: int
    station: str
    signing: SigningKey
    root_key: bytes
    root_officer: bytes


def read_identity(path: Path, key: bytes) -> Identity:
    """Return whose laptop a ledger file belongs to.

    Raises:
        Corrupt: the file does not say.
        Refused, NotFound: as with `engine.open_encrypted`.
    """
    connection = open_encrypted(path, key, KIND, create=False)
    try:
        rows = connection.execute(
            "SELECT key, value FROM meta WHERE key IN (?, 'root_key', 'root_officer')", (_KEY,)
        ).fetchall()
    finally:
        connection.close()
    kept = {str(name): str(value) for name, value in rows}
    try:
        body = json.loads(kept[_KEY])
        return Identity(
            device=bytes.fromhex(body["device"]),
            number=int(body["number"]),
            station=str(body["station"]),
            signing=SigningKey(bytes.fromhex(body["seed"])),
            root_key=bytes.fromhex(kept["root_key"]),
            root_officer=bytes.fromhex(kept["root_officer"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise Corrupt(NO_IDENTITY) from error


def create_with_identity(path: Path, key: bytes, identity: Identity) -> None:
    """Make a ledger file that belongs to a laptop.

    Raises:
        Refused, NotSaved: as with `engine.open_encrypted`.
    """
    connection = open_encrypted(path, key, KIND, create=True)
    try:
        _write(connection, identity)
    finally:
        connection.close()


def _write(connection: Connection, identity: Identity) -> None:
    body = {
        "device": identity.device.hex(),
        "number": identity.number,
        "station": identity.station,
        "seed": identity.signing.seed.hex(),
    }
    values = (
        (_KEY, json.dumps(body)),
        ("root_key", identity.root_key.hex()),
        ("root_officer", identity.root_officer.hex()),
    )
    with immediate(connection):
        connection.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", values)

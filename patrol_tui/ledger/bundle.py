"""What the bureau hands to a new laptop: one file, opened once, with a code.

JSON in UTF-8, deflated, sealed with the code (`keyring.codes`): the district's root and log so
far, the laptop's identity, a one-time key to join with, and where the shared database is.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence

from patrol_tui.domain.language.errors import N_, Corrupt, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.keyring.codes import open_with_code, seal_with_code
from patrol_tui.ledger.keyring.stretch import USUAL, Costs
from patrol_tui.services.ports.shared import LogRow, Segment

FORMAT = "patrol.bundle.1"
MOST_BYTES = 256 << 20

NEWER_BUNDLE = N_("The bundle was made by a newer version of this program. Install that version.")
NO_BUNDLE = N_("This file is no bundle of the bureau's, or it is damaged. Ask for a new one.")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a laptop needs to join a district.

    Attributes:
        root_key: public key of the district's root of trust.
        root_officer: who founded the district.
        station_code: home station's id in the catalogue.
        station_name: its name.
        badge: the officer's badge number.
        name: the officer's name.
        device: identity of the laptop.
        device_number: its short number.
        enrol_seed: seed of the key that seals its joining, for one use.
        url: where the shared database is, with the login.
        log: the district's log so far, in stretches.
        station_keys: private halves of the keys that its station's contact data are sealed to.
    """

    root_key: bytes
    root_officer: bytes
    station_code: str
    station_name: Words
    badge: str
    name: str
    device: bytes
    device_number: int
    enrol_seed: bytes
    url: str
    log: tuple[Segment, ...]
    station_keys: tuple[bytes, ...] = ()


def seal_bundle(bundle: Bundle, code: str, costs: Costs = USUAL) -> bytes:
    """Return a bundle as a file that opens with a code alone."""
    text = json.dumps(_plain(bundle), ensure_ascii=False, separators=(",", ":"))
    return seal_with_code(code, zlib.compress(text.encode(), 9), costs)


def open_bundle(sealed: bytes, code: str) -> Bundle:
    """Return what a bundle holds.

    Raises:
        Refused: the code does not fit, or a newer program made it.
        Corrupt: it is no bundle, or damaged.
    """
    content = open_with_code(code, sealed)
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(content, MOST_BYTES)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise Corrupt(NO_BUNDLE)
        kept = json.loads(plain)
        if kept["format"] != FORMAT:
            raise Refused(NEWER_BUNDLE)
        return _bundle(kept)
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise Corrupt(NO_BUNDLE) from error


def _plain(bundle: Bundle) -> dict[str, object]:
    return {
        "format": FORMAT,
        "root_key": bundle.root_key.hex(),
        "root_officer": bundle.root_officer.hex(),
        "station": bundle.station_code,
        "station_name": {"zh": bundle.station_name.zh, "en": bundle.station_name.en},
        "badge": bundle.badge,
        "name": bundle.name,
        "device": bundle.device.hex(),
        "number": bundle.device_number,
        "enrol_seed": bundle.enrol_seed.hex(),
        "url": bundle.url,
        "station_keys": [key.hex() for key in bundle.station_keys],
        "log": [_plain_segment(segment) for segment in bundle.log],
    }


def _plain_segment(segment: Segment) -> dict[str, object]:
    return {
        "station": segment.station.hex(),
        "epoch": segment.epoch.hex(),
        "rows": [_plain_row(row) for row in segment.rows],
        "runs": [_text(run) for run in segment.runs],
    }


def _plain_row(row: LogRow) -> list[object]:
    seal = None if row.seal is None else _text(row.seal)
    return [
        row.n,
        _text(row.hash),
        _text(row.h),
        seal,
        row.received_at_us,
        _text(row.pushed_by),
    ]


def _bundle(kept: Mapping[str, object]) -> Bundle:
    log, name, keys = kept["log"], kept["station_name"], kept.get("station_keys", [])
    if not isinstance(log, list) or not isinstance(name, dict) or not isinstance(keys, list):
        raise TypeError(FORMAT)
    return Bundle(
        root_key=bytes.fromhex(str(kept["root_key"])),
        root_officer=bytes.fromhex(str(kept["root_officer"])),
        station_code=str(kept["station"]),
        station_name=Words(str(name["zh"]), str(name["en"])),
        badge=str(kept["badge"]),
        name=str(kept["name"]),
        device=bytes.fromhex(str(kept["device"])),
        device_number=int(str(kept["number"])),
        enrol_seed=bytes.fromhex(str(kept["enrol_seed"])),
        url=str(kept["url"]),
        log=tuple(_segment(segment) for segment in log),
        station_keys=tuple(bytes.fromhex(key) for key in keys),
    )


def _segment(kept: Mapping[str, str | Sequence[str]]) -> Segment:
    return Segment(
        station=bytes.fromhex(str(kept["station"])),
        epoch=bytes.fromhex(str(kept["epoch"])),
        rows=tuple(_row(row) for row in kept["rows"]),
        runs=tuple(_bytes(run) for run in kept["runs"]),
        more=False,
    )


def _row(kept: Sequence[str]) -> LogRow:
    n, entry_hash, h, seal, received_at_us, pushed_by = kept
    return LogRow(
        int(n),
        _bytes(entry_hash),
        _bytes(h),
        _bytes(seal) if seal else None,
        int(received_at_us),
        _bytes(pushed_by),
    )


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)

"""Sync by stick: what a file shall carry, what became of one, and what is remembered of both."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.run import Run
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.ports import DISTRICT, Ledger
from patrol_tui.services.ports.shared import Position

FILE_NAME = "patrol.usb"
"""What a file is called where only a folder was named."""
MOST_ROWS_BACK = 10_000
"""How much of a log goes along for laptops that have not said how far they hold it."""

_HELD = "stick.held/"
_SENT = "stick.sent"
_PHOTOS = "stick.photos"
_PATH = "stick.path"
_EVER_US = 1 << 62


@dataclass(frozen=True, slots=True)
class Reader:
    """A laptop that may read a file.

    Attributes:
        device: the laptop.
        station_code: its home station's id in the catalogue.
        held: how far it is known to hold which log.
    """

    device: bytes
    station_code: str
    held: Mapping[bytes, int]


@dataclass(frozen=True, slots=True)
class PackageRead:
    """What became of a file that was read.

    Attributes:
        path: the file.
        device: who wrote it.
        number: the writer's short number, or None where it is not known here.
        written_at_us: when it was written, by the writer's clock.
        entries: entries that are new here.
        receipts: own entries that are now known to be in the shared ledger.
        photos: photos that are whole here now and were not before.
        carried: others' entries that wait here for the shared database.
        left_out: entries that were not taken, as their seals are of no known laptop.
        is_behind: a log in the file begins later than this laptop holds it.
    """

    path: Path
    device: bytes
    number: int | None
    written_at_us: int
    entries: int = 0
    receipts: int = 0
    photos: int = 0
    carried: int = 0
    left_out: int = 0
    is_behind: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the numbers that `package read --json` prints."""
        return {
            "path": str(self.path),
            "from": None if self.number is None else f"{self.number:02d}",
            "entries": self.entries,
            "receipts": self.receipts,
            "photos": self.photos,
            "carried": self.carried,
            "left_out": self.left_out,
            "is_behind": self.is_behind,
        }


@dataclass(frozen=True, slots=True)
class PackageWritten:
    """What a file holds that was written.

    Attributes:
        path: the file.
        entries: entries that have no row in the shared log.
        rows: rows of the shared logs, with their entries.
        photos: photos that the shared database has not confirmed.
        size_bytes: of the file.
        read_before: what was taken from the file that it replaced, or None.
    """

    path: Path
    entries: int
    rows: int
    photos: int
    size_bytes: int
    read_before: PackageRead | None = None

    def as_json(self) -> dict[str, object]:
        """Return what `package write --json` prints."""
        before = self.read_before
        return {
            "path": str(self.path),
            "entries": self.entries,
            "rows": self.rows,
            "photos": self.photos,
            "bytes": self.size_bytes,
            "read_before": None if before is None else before.as_json(),
        }


def first_row(ledger: Ledger, readers: Iterable[Reader], log: bytes, head: Position) -> int:
    """Return after which row of a log a file shall begin, so that its readers can go on from there.

    Args:
        ledger: the writer's.
        readers: the laptops of the district.
        log: whose log.
        head: how far the writer holds it.
    """
    least = head.n
    for reader in readers:
        if reader.device == ledger.writer.device:
            continue
        said_n = _held_by(ledger, reader.device, log, head.epoch)
        seen_n = reader.held.get(log, 0)
        if said_n is not None:
            least = min(least, max(seen_n, said_n))
        elif log in {DISTRICT, name_id("station", reader.station_code)}:
            least = min(least, max(seen_n, head.n - MOST_ROWS_BACK))
    return max(least, 0)


def note_held(ledger: Ledger, device: bytes, cursors: Mapping[bytes, Position]) -> None:
    """Remember how far a laptop holds the logs, as the file says that it wrote."""
    if device == ledger.writer.device:
        return
    held = {log.hex(): [at.epoch.hex(), at.n] for log, at in cursors.items()}
    ledger.set_meta(_HELD + device.hex(), json.dumps(held))


def _held_by(ledger: Ledger, device: bytes, log: bytes, epoch: bytes) -> int | None:
    held = json.loads(ledger.meta(_HELD + device.hex()) or "{}")
    if log.hex() not in held:
        return None
    said_epoch, n = held[log.hex()]
    return int(n) if said_epoch == epoch.hex() else 0


def note_sent(ledger: Ledger, runs: Iterable[Run], photos: Iterable[bytes] = ()) -> None:
    """Remember which own entries and which photos lie on a stick."""
    sent = _sent(ledger)
    for run in runs:
        if run.header.device == ledger.writer.device:
            stream = run.header.stream.hex()
            sent[stream] = max(sent.get(stream, 0), run.entries[-1].seq)
    ledger.set_meta(_SENT, json.dumps(sent))
    ledger.set_meta(_PHOTOS, json.dumps([blob.hex() for blob in photos]))


def photos_on_stick(ledger: Ledger) -> frozenset[bytes]:
    """Return the photos that were written to a stick when one was written last."""
    return frozenset(map(bytes.fromhex, json.loads(ledger.meta(_PHOTOS) or "[]")))


def on_stick(ledger: Ledger) -> Callable[[Entry], bool]:
    """Return what tells whether an own entry was written to a stick."""
    sent = _sent(ledger)
    return lambda entry: entry.seq <= sent.get(entry.header.stream.hex(), 0)


def note_path(ledger: Ledger, path: Path) -> None:
    """Remember which file was used last."""
    ledger.set_meta(_PATH, str(path))


def last_path(ledger: Ledger) -> Path | None:
    """Return which file was used last."""
    kept = ledger.meta(_PATH)
    return Path(kept) if kept else None


def stick_count(ledger: Ledger) -> int:
    """Return how many unsent own entries lie on a stick."""
    oldest_us = ledger.counts().oldest_unsent_us
    if oldest_us is None or not _sent(ledger):
        return 0
    written = list(filter(on_stick(ledger), ledger.entries_written(oldest_us, _EVER_US)))
    return len(written) - len(ledger.in_shared(entry.hash for entry in written))


def _sent(ledger: Ledger) -> dict[str, int]:
    kept: dict[str, int] = json.loads(ledger.meta(_SENT) or "{}")
    return kept

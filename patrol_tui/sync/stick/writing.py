"""Writes a file for a stick: what has no log row, what others may lack of the logs, and photos."""

import hashlib
import struct
from collections.abc import Sequence
from pathlib import Path

from patrol_tui.documents.staging import staged
from patrol_tui.domain.entries.entry import HEADER_BYTES
from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.domain.entries.run import Run, encode_run
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.blobs import CHUNK_BYTES, Blobs
from patrol_tui.ledger.disk.space import free_bytes
from patrol_tui.ledger.identity import Identity
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.ports.ports import DISTRICT, Progress
from patrol_tui.services.syncing.package import PackageWritten, first_row, note_sent
from patrol_tui.services.syncing.photo_sync import Outgoing, PhotoMarks, to_send
from patrol_tui.sync.stick import records
from patrol_tui.sync.stick.envelope import SealedWriter

NO_ROOM = N_(
    "{path} was not written: {need_mb} MB are needed, {free_mb} MB are free there. Take another "
    "stick, or free some space."
)
NO_PLACE = N_("{path} was not written: {error}. Is the stick in?")
STOPPED = N_("Stopped. {path} was not written; what stood there still stands.")
_ROW_BYTES = 64 + 420
_SPARE_BYTES = 1 << 20
_RUNS_AT_ONCE_BYTES = 1 << 18
_COUNT = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What goes into a file.

    Attributes:
        starts: log to the row after which it begins, the district's first.
        runs: what has no log row, the district's first.
        photos: what the shared database has not confirmed.
        need_bytes: about how large it will be.
    """

    starts: dict[bytes, int]
    runs: tuple[Run, ...]
    photos: tuple[Outgoing, ...]
    need_bytes: int

    def of(self, log: bytes) -> list[Run]:
        """Return the runs that belong to a log."""
        return [run for run in self.runs if run.header.station == log]

    @property
    def logs(self) -> list[bytes]:
        """Return all logs that are spoken of, the district's first."""
        named = dict.fromkeys([*self.starts, *(run.header.station for run in self.runs)])
        return sorted(named, key=lambda log: (log != DISTRICT, log))


class Digest:
    """The hash over all records, which the writer signs."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, record: bytes) -> None:
        """Count a record in."""
        self._hash.update(_COUNT.pack(len(record)) + record)

    def message(self) -> bytes:
        """Return the bytes that are signed."""
        return records.SIGN_TAG + self._hash.digest()


class PackageWriter:
    """Writes one file."""

    def __init__(
        self, ledger: LedgerStore, blobs: Blobs, identity: Identity, now_us: int, progress: Progress
    ) -> None:
        """Take an opened home, and what is told how far it is."""
        self._ledger, self._blobs, self._identity = ledger, blobs, identity
        self._marks = PhotoMarks(ledger)
        self._now_us, self._progress = now_us, progress
        self._digest = Digest()
        self._done = self._total = 0

    def write(self, path: Path) -> PackageWritten:
        """Write the file: whole, or not at all.

        Raises:
            Refused: there is no room, the stick does not take it, or it was stopped.
        """
        plan = self._plan()
        refuse_when_short(path, plan.need_bytes)
        self._total = plan.need_bytes
        with staged(path) as stage:
            sealed = SealedWriter(
                stage.file, self._identity.root_key, self._ledger.apart.district_secret()
            )
            rows = self._write_all(sealed, plan, path)
            size_bytes = stage.file.tell()
        note_sent(self._ledger, plan.runs, (photo.need.blob for photo in plan.photos))
        self._progress(self._total, self._total)
        return PackageWritten(
            path=path,
            entries=sum(len(run.entries) for run in plan.runs),
            rows=rows,
            photos=len(plan.photos),
            size_bytes=size_bytes,
        )

    def _plan(self) -> _Plan:
        ledger = self._ledger
        readers = ledger.apart.readers()
        cursors = ledger.cursors()
        logs = sorted(cursors, key=lambda log: (log != DISTRICT, log))
        starts = {log: first_row(ledger, readers, log, cursors[log]) for log in logs}
        rows = sum(cursors[log].n - start for log, start in starts.items())
        runs, photos = tuple(ledger.apart.loose_runs()), to_send(self._marks, self._blobs)
        loose = sum(HEADER_BYTES + 700 * len(run.entries) for run in runs)
        whole = sum(photo.size_bytes for photo in photos)
        need = rows * _ROW_BYTES + loose + whole
        return _Plan(starts, runs, photos, need + _SPARE_BYTES)

    def _write_all(self, sealed: SealedWriter, plan: _Plan, path: Path) -> int:
        ledger = self._ledger
        opening = records.Opening(
            device=self._identity.device,
            written_at_us=self._now_us,
            cursors=ledger.cursors(),
            sizes={
                "entries": sum(len(run.entries) for run in plan.runs),
                "photos": len(plan.photos),
            },
        )
        self._add(sealed, records.pack_opening(opening), path)
        rows = 0
        for log in plan.logs:
            rows += self._write_log(sealed, log, plan.starts.get(log), path)
            self._write_runs(sealed, plan.of(log), path)
        self._write_marks(sealed, path)
        for photo in plan.photos:
            self._write_photo(sealed, photo, path)
        signature = self._identity.signing.sign(self._digest.message())
        sealed.add(records.pack_ending(self._identity.device, signature), is_last=True)
        return rows

    def _add(self, sealed: SealedWriter, record: bytes, path: Path) -> None:
        self._digest.add(record)
        sealed.add(record)
        self._done += len(record)
        if not self._progress(min(self._done, self._total - 1), self._total):
            raise Refused(STOPPED, path=path)

    def _write_log(self, sealed: SealedWriter, log: bytes, start: int | None, path: Path) -> int:
        if start is None:
            return 0
        before = self._ledger.apart.h_at(log, start) if start else ZERO_HASH
        rows = 0
        for segment in self._ledger.apart.segments(log, start):
            self._add(sealed, records.pack_segment(segment, before), path)
            before = segment.rows[-1].h
            rows += len(segment.rows)
        return rows

    def _write_runs(self, sealed: SealedWriter, runs: Sequence[Run], path: Path) -> None:
        wires: list[bytes] = []
        for run in runs:
            wires.append(encode_run(run, {}))
            if sum(map(len, wires)) >= _RUNS_AT_ONCE_BYTES:
                self._add(sealed, records.pack_runs(wires), path)
                wires = []
        if wires:
            self._add(sealed, records.pack_runs(wires), path)

    def _write_marks(self, sealed: SealedWriter, path: Path) -> None:
        epoch = self._ledger.cursors()[DISTRICT].epoch
        named = dict.fromkeys(need.blob for need in self._ledger.photos_named())
        confirmed = [blob for blob in named if self._marks.is_confirmed(blob)]
        if confirmed:
            self._add(sealed, records.pack_marks(epoch, confirmed), path)

    def _write_photo(self, sealed: SealedWriter, photo: Outgoing, path: Path) -> None:
        facts = self._blobs.facts(photo.need.blob)
        media_type = facts.media_type if facts is not None else ""
        head = records.Photo(photo.need.blob, photo.size_bytes, media_type)
        self._add(sealed, records.pack_photo(head), path)
        for index in range(-(-photo.size_bytes // CHUNK_BYTES)):
            chunk = self._blobs.chunk(photo.need.blob, index)
            self._add(sealed, records.pack_chunk(index, chunk), path)


def refuse_when_short(path: Path, need_bytes: int) -> None:
    """Make sure that a file will fit where it shall stand, beside the one that it replaces.

    Raises:
        Refused: it will not, or there is no such place.
    """
    try:
        left = free_bytes(path.parent)
    except OSError as error:
        raise Refused(NO_PLACE, path=path, error=reason_of(error)) from error
    if left < need_bytes:
        raise Refused(NO_ROOM, path=path, need_mb=-(-need_bytes >> 20), free_mb=left >> 20)

"""Reads a file from a stick: proven whole first, then taken by the same way as from a link."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from patrol_tui.domain.language.errors import N_, Corrupt, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.blobs import Blobs
from patrol_tui.ledger.book.carried import Taken
from patrol_tui.ledger.identity import Identity
from patrol_tui.ledger.keyring.signing import verify
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.bureau.enrol import require_bureau
from patrol_tui.services.ports.ports import DISTRICT, PhotoNeed, Progress
from patrol_tui.services.syncing.package import PackageRead, note_held
from patrol_tui.services.syncing.photo_sync import USUAL_TYPE, PhotoMarks
from patrol_tui.sync.stick import records
from patrol_tui.sync.stick.envelope import DAMAGED, sealed_records
from patrol_tui.sync.stick.writing import Digest

UNKNOWN_WRITER = N_(
    "{path} was written by a laptop that this one does not know. What it brought of the district's "
    "log was taken, nothing else. Sync once over the network, or read a newer file of the bureau's."
)
REVOKED_WRITER = N_("{path} was written by a laptop that was revoked. Nothing more was taken.")
NOT_READ = N_("{path} cannot be read: {error}.")
STOPPED = N_("Stopped. What was taken stays; read {path} again for the rest.")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that is whole.

    Attributes:
        opening: who wrote it, and what is in it.
        device: who vouches for it.
        signature: by which they do.
        message: what the signature is over.
    """

    opening: records.Opening
    device: bytes
    signature: bytes
    message: bytes


class PackageReader:
    """Reads one file."""

    def __init__(
        self, ledger: LedgerStore, blobs: Blobs, identity: Identity, progress: Progress
    ) -> None:
        """Take an opened home, and what is told how far it is."""
        self._ledger, self._blobs, self._identity = ledger, blobs, identity
        self._marks = PhotoMarks(ledger)
        self._progress = progress
        self._done = self._total = 0
        self._taken, self._photos = Taken(), 0
        self._pulled = 0
        self._is_behind = False
        self._named: dict[bytes, PhotoNeed] | None = None
        self._arriving: records.Photo | None = None

    def read(self, path: Path) -> PackageRead:
        """Take what a file brings; reading it again adds nothing.

        Raises:
            Refused: it is another district's, or of a laptop that is not known.
            Corrupt: it is none of ours, torn or damaged; nothing was taken.
            NotSaved: this laptop's disk refused; what was taken stays.
        """
        ledger = self._ledger
        unsent = ledger.counts().unsent
        self._total = size_of(path)
        checked = self._checked(path)
        self._take_all(path, checked)
        opening = checked.opening
        note_held(ledger, opening.device, opening.cursors)
        counts = ledger.counts()
        self._progress(self._total, self._total)
        return PackageRead(
            path=path,
            device=opening.device,
            number=ledger.devices().get(opening.device),
            written_at_us=opening.written_at_us,
            entries=self._taken.new + self._pulled,
            receipts=max(0, unsent - counts.unsent),
            photos=self._photos,
            carried=counts.carried,
            left_out=self._taken.strange,
            is_behind=self._is_behind,
        )

    # First all of it is looked at.

    def _checked(self, path: Path) -> Checked:
        found = _Check(path)
        for record in self._records(path):
            found.add(record)
            self._step(len(record), path)
        return found.end()

    def _records(self, path: Path) -> Iterator[bytes]:
        try:
            with path.open("rb") as file:
                secret = self._ledger.apart.district_secret()
                yield from sealed_records(file, path, self._identity.root_key, secret)
        except OSError as error:
            raise Refused(NOT_READ, path=path, error=reason_of(error)) from error

    def _step(self, size_bytes: int, path: Path) -> None:
        # Each byte is read twice.
        self._done += (size_bytes + 1) // 2
        if not self._progress(min(self._done, self._total - 1), self._total):
            raise Refused(STOPPED, path=path)

    # Then it is taken.

    def _take_all(self, path: Path, checked: Checked) -> None:
        takers: dict[int, Callable[[bytes], None]] = {
            records.SEGMENT: self._take_segment,
            records.RUNS: self._take_runs,
            records.MARKS: self._take_marks,
            records.PHOTO: self._take_photo,
            records.CHUNK: self._take_chunk,
        }
        is_known = False
        for record in self._records(path):
            if not is_known and not _is_of_district(record):
                self._require_known(path, checked)
                is_known = True
            take = takers.get(record[0])
            if take is not None:
                take(record[1:])
            self._step(len(record), path)

    def _require_known(self, path: Path, checked: Checked) -> None:
        """Make sure that a laptop of the district vouches for the file.

        The district's log came first, since it may be what names that laptop; its entries are
        sealed by the bureau.
        """
        keys = self._ledger.apart.keys_of(checked.device)
        if not any(verify(key, checked.message, checked.signature) for key in keys):
            raise Refused(UNKNOWN_WRITER, path=path)
        state = self._ledger.state(checked.device)
        if state is not None and state.status == "revoked":
            raise Refused(REVOKED_WRITER, path=path)

    def _follows(self, log: bytes) -> bool:
        if log in self._ledger.cursors():
            return True
        try:
            require_bureau(self._ledger)
        except Refused:
            return False
        self._ledger.follow((log,))
        return True

    def _take_segment(self, body: bytes) -> None:
        segment, _before = records.read_segment(body)
        if not segment.rows or not self._follows(segment.station):
            return
        at = self._ledger.cursors()[segment.station]
        if segment.rows[-1].n <= at.n and segment.epoch == at.epoch:
            return
        if segment.rows[0].n > at.n + 1 or (at.n and segment.epoch != at.epoch):
            self._is_behind = True
            return
        self._pulled += self._ledger.receive(segment)

    def _take_runs(self, body: bytes) -> None:
        runs = records.read_runs(body)
        wanted = [run for run in runs if self._follows(run.header.station)]
        self._taken = self._taken.plus(self._ledger.apart.take_loose(wanted))

    # Photos.

    def _take_marks(self, body: bytes) -> None:
        epoch, blobs = records.read_marks(body)
        if epoch != self._ledger.cursors()[DISTRICT].epoch:
            return
        said = frozenset(blobs)
        waiting = [need.blob for need in self._marks.unconfirmed() if need.blob in said]
        for blob in waiting:
            if self._blobs.has(blob):
                self._marks.confirm(blob)

    def _take_photo(self, body: bytes) -> None:
        photo = records.read_photo(body)
        if self._named is None:
            self._named = {need.blob: need for need in self._ledger.photos_named()}
        self._arriving = None
        if photo.blob in self._named and not self._blobs.has(photo.blob):
            self._blobs.announce(photo.blob, photo.media_type or USUAL_TYPE, photo.size_bytes)
            self._arriving = photo

    def _take_chunk(self, body: bytes) -> None:
        photo = self._arriving
        if photo is None:
            return
        index, data = records.read_chunk(body)
        if self._blobs.put_chunk(photo.blob, index, data):
            self._photos += 1
            self._arriving = None


class _Check:
    """Looks at every record once: order, hashes of all runs and photos."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._digest = Digest()
        self._opening: records.Opening | None = None
        self._ending: tuple[bytes, bytes] | None = None
        self._photo: records.Photo | None = None
        self._content = hashlib.sha256()

    def add(self, record: bytes) -> None:
        """Look at the next record.

        Raises:
            Corrupt: it does not belong there, or does not hash.
        """
        if not record or self._ending is not None:
            raise Corrupt(DAMAGED, path=self._path)
        kind, body = record[0], record[1:]
        if self._opening is None:
            if kind != records.OPENING:
                raise Corrupt(DAMAGED, path=self._path)
            self._opening = records.read_opening(body)
        if kind != records.CHUNK:
            self._end_photo()
        if kind == records.ENDING:
            self._ending = records.read_ending(body)
            return
        self._digest.add(record)
        self._look(kind, body)

    def _look(self, kind: int, body: bytes) -> None:
        if kind == records.SEGMENT:
            records.read_segment(body)
        elif kind == records.RUNS:
            records.read_runs(body)
        elif kind == records.MARKS:
            records.read_marks(body)
        elif kind == records.PHOTO:
            self._photo, self._content = records.read_photo(body), hashlib.sha256()
        elif kind == records.CHUNK:
            self._content.update(records.read_chunk(body)[1])

    def _end_photo(self) -> None:
        if self._photo is not None and self._content.digest() != self._photo.blob:
            raise Corrupt(DAMAGED, path=self._path)
        self._photo = None

    def end(self) -> Checked:
        """Return what the whole file says of itself.

        Raises:
            Corrupt: its last record is missing.
        """
        if self._opening is None or self._ending is None:
            raise Corrupt(DAMAGED, path=self._path)
        device, signature = self._ending
        message = self._digest.message()
        return Checked(self._opening, device, signature, message)


def _is_of_district(record: bytes) -> bool:
    """Tell whether a record is the opening, or of the district's log."""
    if record[0] == records.SEGMENT:
        return records.read_segment(record[1:])[0].station == DISTRICT
    if record[0] == records.RUNS:
        return all(run.header.station == DISTRICT for run in records.read_runs(record[1:]))
    return record[0] == records.OPENING


def size_of(path: Path) -> int:
    """Return how large a file is, at least 1.

    Raises:
        Refused: it cannot be looked at.
    """
    try:
        return max(path.stat().st_size, 1)
    except OSError as error:
        raise Refused(NOT_READ, path=path, error=reason_of(error)) from error

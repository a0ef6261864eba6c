"""Sync by stick as the shells start it: one at a time in a home, and never over another's file."""

from dataclasses import replace
from pathlib import Path

from patrol_tui.clock import Clock
from patrol_tui.domain.language.errors import N_, Corrupt, Refused
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.blobs import Blobs
from patrol_tui.ledger.homelock import one_sync
from patrol_tui.ledger.identity import Identity
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.ports.ports import Progress
from patrol_tui.services.syncing.package import FILE_NAME, PackageRead, PackageWritten, note_path
from patrol_tui.services.syncing.sync_log import note_stick
from patrol_tui.sync.stick.envelope import NO_PACKAGE
from patrol_tui.sync.stick.reading import PackageReader, size_of
from patrol_tui.sync.stick.writing import PackageWriter

OTHER_FILE = N_("{path} is a file of another program. Choose another name; nothing was written.")
NO_FILE = N_("{path} is not there. Is the stick in, and did a laptop write the file?")


@dataclass(frozen=True, slots=True)
class Packages:
    """Carries out syncs by stick; it fulfils `services.session.StickRunner`.

    Attributes:
        home: the folder of the home's data.
        program: what runs it, in the words of the command line.
        ledger: the opened ledger.
        blobs: the opened photos.
        identity: who this laptop is.
        clock: tells the time.
    """

    home: Path
    program: str
    ledger: LedgerStore
    blobs: Blobs
    identity: Identity
    clock: Clock

    def write(self, path: Path, progress: Progress) -> PackageWritten:
        """Write a file; one that another laptop wrote is read first, so that nothing is lost.

        Raises:
            SyncRuns: another process syncs this home.
            Refused: it could not be written; what stood there still stands.
        """
        path = _file(path)
        with one_sync(self.home, self.program, self.clock.now_us()):
            before = self._read_before(path)
            begun_us = self.clock.now_us()
            writer = PackageWriter(self.ledger, self.blobs, self.identity, begun_us, progress)
            written = replace(writer.write(path), read_before=before)
            note_stick(self.ledger, written, self.clock.now_us(), begun_us)
            note_path(self.ledger, path)
        return written

    def read(self, path: Path, progress: Progress) -> PackageRead:
        """Take what a file brings.

        Raises:
            SyncRuns: another process syncs this home.
            Refused: it is not for this laptop, or not whole; nothing was taken then.
        """
        path = _file(path)
        if not path.exists():
            raise Refused(NO_FILE, path=path)
        with one_sync(self.home, self.program, self.clock.now_us()):
            begun_us = self.clock.now_us()
            reader = PackageReader(self.ledger, self.blobs, self.identity, progress)
            try:
                found = reader.read(path)
            except Corrupt as error:
                raise Refused(error.template, **error.params) from error
            note_stick(self.ledger, found, self.clock.now_us(), begun_us)
            note_path(self.ledger, path)
        return found

    def _read_before(self, path: Path) -> PackageRead | None:
        """Take what the file brings that is to be replaced; one that is torn has nothing to give.

        Raises:
            Refused: it is no file of ours, or not for us; then it must not be replaced.
        """
        if not path.is_file() or size_of(path) <= 1:
            return None
        reader = PackageReader(self.ledger, self.blobs, self.identity, lambda *_: True)
        try:
            return reader.read(path)
        except Corrupt as error:
            if error.template == NO_PACKAGE:
                raise Refused(OTHER_FILE, path=path) from error
            return None


def _file(path: Path) -> Path:
    return path / FILE_NAME if path.is_dir() else path

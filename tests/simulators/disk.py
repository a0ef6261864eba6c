"""Where a simulated laptop's ledger lies: in real, encrypted files or, faster, in memory.

What a disk may do to a file is for the power-cut simulator to show. Here a crash falls between two
commits, so both give the same story; a test compares them.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, cast

from patrol_tui.ledger import driver
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import upgrade
from patrol_tui.ledger.schema import KIND
from patrol_tui.ledger.store import LedgerStore, open_ledger
from patrol_tui.services.ports.ports import Writer

LEDGER = "ledger.db"
KEY = bytes(range(32))
Sign = Callable[[bytes], bytes]


class Disk(Protocol):
    """A place for one ledger."""

    def open(self, who: Writer, sign: Sign, machine: Machine) -> LedgerStore:
        """Open the ledger, making it where there is none."""
        ...

    def copy(self) -> "Disk":
        """Return a copy of it as it is now, open or not."""
        ...

    def crash(self) -> "Disk":
        """Return what is left once the program is gone without a word."""
        ...


class Files:
    """A folder with real files."""

    def __init__(self, folder: Path) -> None:
        """Take a folder; copies come to lie beside it."""
        self._folder = folder
        self._copies = 0
        folder.mkdir(parents=True)

    def open(self, who: Writer, sign: Sign, machine: Machine) -> LedgerStore:
        """Open the file."""
        return open_ledger(self._folder / LEDGER, KEY, who, sign, machine=machine, create=True)

    def copy(self) -> "Files":
        """Copy the file and its write-ahead log."""
        self._copies += 1
        target = Files(self._folder.with_name(f"{self._folder.name}.{self._copies}"))
        for path in (self._folder / LEDGER, self._folder / f"{LEDGER}-wal"):
            if path.exists():
                shutil.copyfile(path, target._folder / path.name)
        return target

    def crash(self) -> "Files":
        """Go on from the bytes that lie there, not from an orderly end."""
        return self.copy()


class Memory:
    """A database in memory."""

    def __init__(self, connection: Connection | None = None) -> None:
        """Take a database, or make an empty one."""
        self._connection = connection or driver.connect("file::memory:")

    def open(self, who: Writer, sign: Sign, machine: Machine) -> LedgerStore:
        """Open it as `open_ledger` does, without a file."""
        connection = self._connection
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        upgrade(connection, KIND)
        store = LedgerStore(Base(connection, who.device, machine), Path(LEDGER), who, sign, None)
        store.begin()
        return store

    def copy(self) -> "Memory":
        """Copy all pages."""
        return Memory(copied(self._connection))

    def crash(self) -> "Memory":
        """Go on with what was committed."""
        return self


def copied(connection: Connection) -> Connection:
    """Return a copy of a database in memory."""
    target = driver.connect("file::memory:")
    cast("Any", connection).backup(target)
    return target

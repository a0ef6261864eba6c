"""What all parts of the laptop's ledger share: one connection, and what reads and writes by it."""

from collections.abc import Iterator
from contextlib import contextmanager

from patrol_tui.ledger.book.acked import Acked
from patrol_tui.ledger.book.forks import Forks
from patrol_tui.ledger.book.logs import Logs
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.book.revoked import Revocations
from patrol_tui.ledger.book.standing import Standing
from patrol_tui.ledger.book.streams import Streams
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import immediate
from patrol_tui.ledger.entries import Entries
from patrol_tui.ledger.folding import Folding
from patrol_tui.ledger.roster import Roster
from patrol_tui.ledger.station_keys import StationKeys
from patrol_tui.ledger.views.rows import ViewRows


class Base:
    """The parts, joined once for a connection.

    Attributes:
        device: this laptop.
        machine: the computer that the ledger runs on.
    """

    def __init__(self, connection: Connection, device: bytes, machine: Machine) -> None:
        self.connection = connection
        self.device = device
        self.machine = machine
        self.standing = Standing(connection)
        self.entries = Entries(connection)
        self.roster = Roster(connection, self.entries)
        self.folding = Folding(self.entries, self.roster)
        self.views = ViewRows(connection, self.folding, self.roster)
        self.streams = Streams(connection, self.entries, device, machine.random)
        self.acked = Acked(connection, self.streams)
        self.logs = Logs(connection, self.entries)
        self.forks = Forks(connection, self.entries, self.logs)
        self.station_keys = StationKeys(connection, self.folding, device)
        self.revocations = Revocations(connection, self.roster, self.streams)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open a transaction that writes.

        Raises:
            NotSaved: the disk did not take it; nothing was written.
        """
        try:
            with immediate(self.connection):
                yield
                self.views.settle()
        except BaseException:
            self.standing.forget()
            self.entries.forget()
            self.roster.forget()
            self.views.changes.clear()
            raise

"""Tells whether what was read from the ledger before still stands."""

from patrol_tui.ledger.driver import Connection


class Standing:
    """Whether anybody has written since a save, by two numbers that SQLite counts anyway.

    What other programs commit moves `data_version`; what this connection changes, `total_changes`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._version: int | None = None
        self._changes: int | None = None

    def holds(self) -> bool:
        """Tell whether nothing changed since `note`; to be called within a transaction.

        Within one, nobody else can write: so the answer is true until its end.
        """
        row = self._connection.execute("PRAGMA data_version").fetchone()
        version = None if row is None else int(row[0])
        did_hold = (version, self._connection.total_changes) == (self._version, self._changes)
        self._version, self._changes = version, None
        return did_hold

    def note(self) -> None:
        """Note that what is known now is what the save left, once it is committed."""
        self._changes = self._connection.total_changes

    def forget(self) -> None:
        """Note that what is known may be wrong, after a transaction that did not end well."""
        self._version = self._changes = None

"""What watches over an opened ledger: its second copy, and where its files lie."""

from collections.abc import Iterable
from contextlib import suppress

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.rebuild import refuse_unfinished
from patrol_tui.ledger.disk.errors import NotSaved
from patrol_tui.ledger.second.keeping import keep_up, refuse_rolled_back
from patrol_tui.ledger.second.own_copy import SecondCopy
from patrol_tui.ledger.second.remaking import Mended, gaps, is_sound, put_back
from patrol_tui.ledger.second.whereabouts import Marker, Notices, note_place, settle_in
from patrol_tui.ledger.views import ruled


class Safeguard:
    """Notices that a ledger's file went back in time, moved or broke, and mends it.

    Attributes:
        notices: what the officer must be told of the files, such as that they were put back.
    """

    def __init__(self, base: Base) -> None:
        """Begin without a second copy."""
        self.notices: Notices = ()
        self._base = base
        self._copy: SecondCopy | None = None

    def copied_to(self, copy: SecondCopy) -> None:
        """Write own entries to a second copy too, from now on."""
        self._copy = copy

    def note(self, entries: Iterable[Entry]) -> None:
        """Append what was just saved to the copy, without waiting for it."""
        if self._copy is not None:
            self._copy.note(entries)

    def keep_up(self) -> None:
        """Bring the copy up when nobody types; where the disk refuses, the next time will do."""
        if self._copy is not None:
            with suppress(NotSaved):
                keep_up(self._base, self._copy)

    def forget_expunged(self) -> None:
        """Drop from the copy what the bureau expunged; where the disk refuses, the next time."""
        wanted = ruled.entries_to_forget(self._base.connection)
        if self._copy is None or not wanted:
            return
        with suppress(NotSaved):
            self._copy.forget(wanted)
            with self._base.writing():
                for entry in wanted:
                    ruled.note_forgotten(self._base.connection, entry)

    def refuse_rolled_back(self) -> None:
        """Make sure that the file holds what was saved last.

        Raises:
            RolledBack: the second copy holds it, and the file does not.
        """
        if self._copy is not None:
            refuse_rolled_back(self._base, self._copy)

    def refuse_unfinished(self) -> None:
        """Make sure that the lists of a ledger that was made anew were finished.

        Raises:
            Corrupt: they were not.
        """
        refuse_unfinished(self._base)

    def settle_in(self, marker: Marker, machine: str) -> None:
        """Begin new lines if the files were put back or cloned, and take a notice of it."""
        self.notices = settle_in(self._base, marker, machine)

    def note_place(self, marker: Marker) -> None:
        """Have the marker outside the home name what was written last."""
        note_place(self._base, marker)

    def is_sound(self) -> bool:
        """Tell whether every page of the file checks, and its tables and indexes agree."""
        return is_sound(self._base.connection)

    def gaps(self) -> int:
        """Return how many own entries lack the one that was written before them."""
        return gaps(self._base)

    def put_back(self) -> Mended:
        """Put the own entries into the ledger that only the second copy holds.

        Raises:
            NotSaved: the disk did not take them; none was put back.
        """
        return put_back(self._base, self._copy)

"""What the held entries of a thing say together."""

from collections.abc import Iterable, Iterator, Mapping

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.reading import Decode
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import GENERIC_FACTS, RowValues, Subject
from patrol_tui.domain.subjects import BY_CODE
from patrol_tui.ledger.entries import Entries, Held
from patrol_tui.ledger.roster import Roster

UNKNOWN_TYPE = "unknown"
_MOST_CONTENTS = 512


def unknown_row(state: State) -> RowValues:
    """Return what lists show of a thing that only a newer program knows."""
    return RowValues(
        number=state.text("number"),
        kind=state.text("kind"),
        is_open=False,
        title=state.text("place") or state.text("title") or state.text("name"),
        due_us=None,
        begun_us=state.facts[0].entry.wall_us,
        search="",
    )


def unknown_subject(code: int) -> Subject:
    """Return a declaration under which the facts that all things share can still be read."""
    return Subject(
        type=UNKNOWN_TYPE,
        code=code,
        facts=GENERIC_FACTS,
        fields=(),
        sets=frozenset(),
        records=frozenset(),
        statuses=(),
        first="",
        moves={},
        closing=frozenset(),
        row=unknown_row,
    )


def declared(entries: Iterable[Entry]) -> Subject:
    """Return the declaration that a thing's first entry belongs to."""
    held = {entry.hash: entry for entry in entries}
    codes = {entry.kind >> 8 for entry in held.values()}
    if len(codes) == 1:
        return _of_code(codes.pop())
    roots = [entry for entry in held.values() if not any(p in held for p in entry.parents)]
    first = min(roots, key=lambda entry: entry.hash)
    return _of_code(first.kind >> 8)


def _of_code(code: int) -> Subject:
    return BY_CODE.get(code) or unknown_subject(code)


class Folding:
    """Folds a thing from what is held of it."""

    def __init__(self, entries: Entries, roster: Roster) -> None:
        self._entries = entries
        self._roster = roster
        self._contents: dict[bytes, Mapping[str, Json]] = {}

    def state(self, subject: bytes) -> tuple[State, Subject] | None:
        """Return a thing and its declaration, or None where nothing of it is held."""
        held = self._entries.of_subject(subject)
        return self._folded(held, self._decode) if held[0] else None

    def states(self, after: bytes, to: bytes) -> Iterator[tuple[State, Subject]]:
        """Yield all things after one up to another, in their order, with their declarations.

        They are read with one statement, and nothing of them is remembered: for whoever goes
        through them all.
        """
        for held in self._entries.of_things(after, to).values():
            yield self._folded(held, payload.decode)

    def _folded(self, held: Held, decode: Decode) -> tuple[State, Subject]:
        (entries, barred), roster = held, self._roster
        kind = declared(entries)
        return fold(kind, entries, roster.roles, barred, decode, roster.stations), kind

    def remember(self, stored: bytes, content: Mapping[str, Json]) -> None:
        """Spare the next fold the decoding of what was just encoded."""
        if len(self._contents) >= _MOST_CONTENTS:
            self._contents.clear()
        self._contents[stored] = content

    def _decode(self, stored: bytes) -> Mapping[str, Json]:
        content = self._contents.get(stored)
        if content is None:
            content = payload.decode(stored)
            self.remember(stored, content)
        return content

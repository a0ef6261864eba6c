"""Writes the view row of a thing whenever its entries change."""

import json
from collections import Counter
from typing import NamedTuple

from patrol_tui.domain.entries.ids import HASH_BYTES
from patrol_tui.domain.folding.named import bodies_of
from patrol_tui.domain.folding.state import State, digest, is_idle
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.language.text import folded
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.ledger.driver import Connection, IntegrityError, Row
from patrol_tui.ledger.folding import Folding
from patrol_tui.ledger.roster import Roster
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.links import LinkRow, held_links, links_of, note_links
from patrol_tui.ledger.views.ruled import carry_out, has_rulings
from patrol_tui.services.ports.ports import PhotoNeed

NEVER = -(1 << 62)
"""The urgency of what has no deadline; otherwise it is the deadline, negated."""

UNKNOWN_CODE = 0x7F
"""What ids of things begin with that only a newer program knows; no subject has this code."""

SPAN = 1 << 20
"""How far behind its first place a row may stand that found others there."""

MOMENT_BITS = 24
"""Of an id, what comes after a moment: four seconds and the place in the stream.

The search index keeps moments, not rows. Most moments have one row, and they are so near each other
that an occurrence takes a byte or two; ids of rows would take five.
"""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_SEQ_BITS, _MS_BITS = 12, 42
_MOST_MS = (1 << _MS_BITS) - 1


class ViewRow(NamedTuple):
    """The columns of a view row, beside its id; it equals what SQLite gives back of them."""

    subject: bytes
    type: str
    number: str
    kind: str
    status: str
    station: bytes
    is_open: bool
    title: str
    urgency: int
    begun_us: int
    has_conflict: bool
    is_incomplete: bool
    extra: str
    search: str
    digest: bytes


_NAMES = ViewRow._fields
COLUMNS = ", ".join(_NAMES)
_INSERT = f"INSERT INTO view (id, {COLUMNS}) VALUES (?{', ?' * len(_NAMES)})"  # noqa: S608 - constant
_TYPE, _KIND, _STATUS, _STATION, _IS_OPEN, _HAS_CONFLICT, _SEARCH = (
    _NAMES.index(name)
    for name in ("type", "kind", "status", "station", "is_open", "has_conflict", "search")
)


def view_row(state: State, declared: Subject) -> ViewRow:
    """Return what lists show of a thing."""
    row = declared.row(state)
    search = folded(row.search)
    number = folded(row.number)
    return ViewRow(
        subject=state.subject,
        type=state.type,
        number=row.number,
        kind=row.kind,
        status=state.status,
        station=state.facts[0].entry.header.station,
        is_open=row.is_open,
        title=row.title,
        # What has ended is due no more: it stands by its begin alone.
        urgency=NEVER if row.due_us is None or not row.is_open else _storable(-row.due_us),
        begun_us=_storable(row.begun_us),
        has_conflict=bool(state.conflicts),
        is_incomplete=state.is_incomplete,
        extra=_JSON.encode(dict(row.extra)),
        search=search if number in search else f"{number} {search}".strip(),
        digest=digest(state),
    )


class Thing(NamedTuple):
    """All that the tables beside the entries keep of a thing.

    Attributes:
        subject: its identity.
        row: what lists show of it; None where they do not.
        first_id: the id that its row gets unless another has it.
        photos: the photos and stretches of track that it names.
        links: the things that it names, as rows of the table.
        waiting: how much of the district's log it takes to judge its next author.
        is_ruled: the bureau decided about one of its entries, which is to be carried out.
        entries: how many of its entries are held.
    """

    subject: bytes
    row: ViewRow | None
    first_id: int
    photos: tuple[PhotoNeed, ...]
    links: frozenset[LinkRow]
    waiting: int | None
    is_ruled: bool
    entries: int


def thing_of(state: State, declared: Subject) -> Thing:
    """Return what is kept of a thing."""
    row, seq = None, state.facts[0].entry.seq
    if has_row(state, declared):
        row = view_row(state, declared)
    return Thing(
        state.subject,
        row,
        0 if row is None else first_id(code_of(row.type), row.begun_us, seq),
        tuple(photos_of(state)),
        frozenset(links_of(state, declared)),
        waiting_for(state),
        has_rulings(state),
        len(state.facts),
    )


def has_row(state: State, declared: Subject) -> bool:
    """Return whether lists show a thing: not where nothing in it has effect.

    Who and whose laptop an entry names is said of strangers too.
    """
    return bool(declared.rights) or not is_idle(state)


def _storable(at_us: int) -> int:
    return max(NEVER + 1, min(at_us, -NEVER))


def first_id(code: int, begun_us: int, seq: int) -> int:
    """Return the id that a thing gets unless another has it: type, begin, place in its stream."""
    ms = min(max(begun_us // 1000, 0), _MOST_MS)
    return (code << _MS_BITS | ms) << _SEQ_BITS | seq & (1 << _SEQ_BITS) - 1


def moment_ids(moment: int) -> tuple[int, int]:
    """Return the first and the last id of a moment."""
    first = moment << MOMENT_BITS
    return first, first + (1 << MOMENT_BITS) - 1


def code_of(thing_type: str) -> int:
    """Return the number that a type's ids begin with."""
    declared = BY_TYPE.get(thing_type)
    return UNKNOWN_CODE if declared is None else declared.code


class ViewRows:
    """Keeps view rows as their entries fold; the caller holds the transaction.

    Attributes:
        changes: by how much totals change in this transaction.
    """

    def __init__(self, connection: Connection, folding: Folding, roster: Roster) -> None:
        self._connection = connection
        self._folding = folding
        self._roster = roster
        self.changes: Counter[str] = Counter()

    def settle(self) -> None:
        """Write the changed totals, all at once; to be called before the transaction ends."""
        if self.changes:
            counters.bump(self._connection, self.changes)
            self.changes.clear()

    def refresh(self, subject: bytes, new: int = 0) -> State | None:
        """Fold a thing, write its row and return its state.

        Args:
            subject: the thing.
            new: how many of its entries this transaction brought, where that is known.
        """
        found = self._folding.state(subject)
        if found is None:
            return None
        state, declared = found
        thing = thing_of(state, declared)
        is_new = thing.entries == new
        self.write(thing, None if is_new else self._held(subject))
        self.note_photos(thing)
        if declared.relations():
            held = set() if is_new else held_links(self._connection, subject)
            note_links(self._connection, held, thing.links)
        self._note_waiting(thing, is_new=is_new)
        if thing.is_ruled:
            carry_out(self._connection, self._roster, state)
        return state

    def write(self, thing: Thing, old: Row | None) -> int | None:
        """Write a thing's row, or take it out where lists show it no more; return its id.

        Args:
            thing: what is kept of it.
            old: its row so far and the id of that, if there is one.
        """
        if thing.row is None:
            # The entries stay, and a ruling that gives them effect brings the row again.
            if old is not None:
                self.take_out(old)
            return None
        values, wanted = thing.row, thing.first_id
        if old is None:
            view_id = self._insert(wanted, values)
        else:
            view_id = old[-1]
            if old[:-1] == values:
                return int(view_id)
            if not wanted <= view_id < wanted + SPAN:
                self._drop(view_id)
                view_id = self._insert(wanted, values)
            else:
                self._update(view_id, values, old)
        indexed = (_KIND, _STATION, _SEARCH)
        if old is None or view_id != old[-1] or any(values[at] != old[at] for at in indexed):
            counters.note_unindexed(self._connection, view_id)
        self._count(values, 1)
        if old is not None:
            self._count(old, -1)
        return int(view_id)

    def take_out(self, old: Row) -> None:
        """Drop a row, given with its id."""
        self._drop(old[-1])
        self._count(old, -1)

    def _count(self, row: Row, by: int) -> None:
        thing_type = str(row[_TYPE])
        self.changes[counters.total(thing_type)] += by
        self.changes[counters.of_kind(thing_type, str(row[_KIND]))] += by
        self.changes[counters.of_status(thing_type, str(row[_STATUS]))] += by
        if row[_IS_OPEN]:
            self.changes[counters.open_ones(thing_type)] += by
        if row[_HAS_CONFLICT]:
            self.changes[counters.conflicts_of(thing_type)] += by
            self.changes[counters.CONFLICTS] += by

    def _held(self, subject: bytes) -> Row | None:
        return self._connection.execute(
            f"SELECT {COLUMNS}, id FROM view WHERE subject = ?",  # noqa: S608 - constant columns
            (subject,),
        ).fetchone()

    def _insert(self, view_id: int, values: tuple[object, ...]) -> int:
        while True:
            try:
                self._connection.execute(_INSERT, (view_id, *values))
            except IntegrityError:
                taken = "SELECT 1 FROM view WHERE id = ?"
                if self._connection.execute(taken, (view_id,)).fetchone() is None:
                    raise
                view_id += 1
            else:
                return view_id

    def _update(self, view_id: int, values: tuple[object, ...], old: Row) -> None:
        # Naming only what changed spares the indexes of the rest, each a page to write.
        changed = [place for place, value in enumerate(values) if value != old[place]]
        names = ", ".join(f"{_NAMES[place]} = ?" for place in changed)
        self._connection.execute(
            f"UPDATE view SET {names} WHERE id = ?",  # noqa: S608 - constant columns
            (*(values[place] for place in changed), view_id),
        )

    def _drop(self, view_id: int) -> None:
        self._connection.execute("DELETE FROM view WHERE id = ?", (view_id,))
        counters.note_unindexed(self._connection, view_id)  # the moment's other rows stay

    def note_photos(self, thing: Thing) -> None:
        """Note the photos that a thing names."""
        for photo in thing.photos:
            self._connection.execute(
                "INSERT INTO photo (blob, subject, station, caption) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (blob, subject) DO UPDATE"
                " SET station = excluded.station, caption = excluded.caption"
                " WHERE station <> excluded.station OR caption <> excluded.caption",
                (photo.blob, photo.subject, photo.station, photo.caption),
            )

    def _note_waiting(self, thing: Thing, *, is_new: bool) -> None:
        if thing.waiting is not None:
            self._connection.execute(
                "INSERT OR REPLACE INTO waiting (subject, district_n) VALUES (?, ?)",
                (thing.subject, thing.waiting),
            )
        elif not is_new:
            self._connection.execute("DELETE FROM waiting WHERE subject = ?", (thing.subject,))


def photos_of(state: State) -> list[PhotoNeed]:
    """Return the photos and stretches of track that a thing names, each once."""
    photos = bodies_of(state)
    stations = {fact.entry.hash: fact.entry.header.station for fact in state.facts if photos}
    found: dict[bytes, PhotoNeed] = {}
    for photo in photos:
        said = photo.value if isinstance(photo.value, dict) else {}
        blob = _photo_hash(said.get("hash"))
        if blob is not None:
            caption = said.get("caption")
            text = caption if isinstance(caption, str) else ""
            found.setdefault(blob, PhotoNeed(blob, stations[photo.entry], state.subject, text))
    return list(found.values())


def waiting_for(state: State) -> int | None:
    """Return how much of the district's log it takes to judge a thing's next author."""
    wanted = [fact.entry.header.district_n for fact in state.facts if fact.flag == "not_judgeable"]
    return min(*wanted, -NEVER) if wanted else None


def is_place_of(view_id: int, state: State, row: ViewRow) -> bool:
    """Tell whether an id is one that a thing's row may have."""
    first = first_id(code_of(row.type), row.begun_us, state.facts[0].entry.seq)
    return first <= view_id < first + SPAN


def _photo_hash(text: object) -> bytes | None:
    try:
        found = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        return None
    return found if len(found) == HASH_BYTES else None

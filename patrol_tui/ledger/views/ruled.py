"""Carries out here what the bureau ruled about entries: contents go, quarantine ends."""

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import HASH_BYTES
from patrol_tui.domain.folding.hidden import BLOBS, RELEASE
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import EXPUNGED, RELEASED, RULINGS
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.folding import Folding
from patrol_tui.ledger.roster import Roster

_PHOTO, _ENTRY = "expunged.photo/", "expunged.entry/"
_DUE, _DONE = "due", "done"


def has_rulings(state: State) -> bool:
    """Tell whether the bureau decided about entries of a thing."""
    return any(fact.entry.kind & 0xFF in RULINGS for fact in state.facts)


def carry_out(connection: Connection, roster: Roster, state: State) -> None:
    """Do to the rows what the fold of a thing says of its entries; doing it again does nothing.

    The fold itself does not need it: it passes over what was expunged, whether it is still there
    or not. The caller holds the transaction.
    """
    for fact in state.facts:
        entry = fact.entry
        is_gone = fact.flag == "expunged" and fact.content is not None
        if is_gone and entry.payload is not None:
            connection.execute("UPDATE entry SET payload = NULL WHERE hash = ?", (entry.hash,))
            _note_due(connection, _ENTRY, entry.hash)
        if fact.is_live:
            freed = connection.execute("DELETE FROM quarantine WHERE hash = ?", (entry.hash,))
            if freed.rowcount:
                roster.reconsider()
        if entry.kind & 0xFF == EXPUNGED and fact.is_live:
            for blob in _blobs((fact.content or {}).get(BLOBS)):
                connection.execute("DELETE FROM photo WHERE blob = ?", (blob,))
                _note_due(connection, _PHOTO, blob)


def _note_due(connection: Connection, sort: str, name: bytes) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", (sort + name.hex(), _DUE)
    )


def _blobs(said: object) -> list[bytes]:
    found = []
    for text in said if isinstance(said, list) else ():
        try:
            blob = bytes.fromhex(str(text))
        except ValueError:
            continue
        found += [blob] if len(blob) == HASH_BYTES else []
    return found


def is_released(folding: Folding, entry: Entry) -> bool:
    """Tell whether the bureau let an entry out of quarantine."""
    found = folding.state(entry.subject)
    facts = found[0].facts if found is not None else ()
    return any(
        fact.entry.kind & 0xFF == RELEASED
        and fact.is_live
        and (fact.content or {}).get(RELEASE) == entry.hash.hex()
        for fact in facts
    )


def photos_to_drop(connection: Connection) -> frozenset[bytes]:
    """Return the photos that were expunged and have not been dropped here."""
    return _due(connection, _PHOTO)


def entries_to_forget(connection: Connection) -> frozenset[bytes]:
    """Return the entries whose content the second copy may still hold."""
    return _due(connection, _ENTRY)


def note_dropped(connection: Connection, blob: bytes) -> None:
    """Note that an expunged photo is gone here; the caller holds the transaction."""
    _note_done(connection, _PHOTO, blob)


def note_forgotten(connection: Connection, entry: bytes) -> None:
    """Note that the second copy does not hold a content; the caller holds the transaction."""
    _note_done(connection, _ENTRY, entry)


def _due(connection: Connection, sort: str) -> frozenset[bytes]:
    rows = connection.execute(
        "SELECT key FROM meta WHERE key >= ? AND key < ? AND value = ?",
        (sort, sort[:-1] + "0", _DUE),  # "0" is what follows "/"
    ).fetchall()
    return frozenset(bytes.fromhex(row[0].removeprefix(sort)) for row in rows)


def _note_done(connection: Connection, sort: str, name: bytes) -> None:
    connection.execute("UPDATE meta SET value = ? WHERE key = ?", (_DONE, sort + name.hex()))

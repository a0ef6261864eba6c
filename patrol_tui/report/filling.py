"""Brings the report up to the ledger: only what changed is folded and written again."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection, Engine, delete, insert
from sqlmodel import Session, col, select

from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.values import dataclass
from patrol_tui.report.database import in_words, make_tables
from patrol_tui.report.rows import Stations, rows_of
from patrol_tui.report.tables import FORMAT, OF_THING, Folded, Meta, ReportTable
from patrol_tui.services.ports.ports import Progress

THINGS_AT_ONCE = 500
OTHER_DISTRICT = N_("The report at this address is another district's. Nothing was changed.")


class Source(Protocol):
    """The ledger, as far as the report reads it."""

    def digests(self, after: bytes, limit: int) -> Sequence[tuple[bytes, bytes]]:
        """Return identities and digests of things after one, in order."""
        ...

    def state(self, subject: bytes) -> State | None:
        """Return what the entries of a thing fold to."""
        ...


@dataclass(frozen=True, slots=True)
class Filled:
    """What a run did.

    Attributes:
        things: how many things the report holds.
        written: how many of them were written anew.
        dropped: how many were taken out, since the ledger does not hold them.
    """

    things: int
    written: int
    dropped: int


def fill(
    engine: Engine,
    source: Source,
    stations: Stations,
    district: bytes,
    progress: Progress,
    *,
    anew: bool = False,
    at_once: int = THINGS_AT_ONCE,
) -> Filled:
    """Bring the report up to the ledger, a few hundred things in each transaction.

    Args:
        engine: of the report's database.
        source: the ledger.
        stations: a station's log to its id.
        district: the root key: a report belongs to one district.
        progress: told how many things were looked at; the total is not known before.
        anew: begin from nothing.
        at_once: how many things go into one transaction.

    Raises:
        Unreachable: the database does not answer; what was written stays.
        Refused: this login may not write there, or it is another district's report.
    """
    make_tables(engine, anew=anew)
    with in_words(engine):
        if _begins_anew(engine, district):
            make_tables(engine, anew=True)
            _begins_anew(engine, district)
        return _Fill(engine, source, stations, progress, at_once).run()


def _begins_anew(engine: Engine, district: bytes) -> bool:
    """Note format and district where nothing is noted; tell whether the format is another one."""
    with Session(engine) as session:
        held = {row.key: row.value for row in session.exec(select(Meta))}
        if held.get("district", district.hex()) != district.hex():
            raise Refused(OTHER_DISTRICT)
        if not held:
            session.add(Meta(key="format", value=FORMAT))
            session.add(Meta(key="district", value=district.hex()))
            session.commit()
    return held.get("format", FORMAT) != FORMAT


class _Fill:
    def __init__(
        self,
        engine: Engine,
        source: Source,
        stations: Stations,
        progress: Progress,
        at_once: int,
    ) -> None:
        self._engine, self._source, self._stations = engine, source, stations
        self._progress, self._at_once = progress, at_once
        self._things = self._written = self._dropped = 0

    def run(self) -> Filled:
        after, begin = b"", ""
        while True:
            found = self._source.digests(after, self._at_once)
            end = id_text(found[-1][0]) if len(found) == self._at_once else None
            self._bring(found, begin, end)
            self._things += len(found)
            if end is None or not self._progress(self._things, self._things):
                return Filled(self._things, self._written, self._dropped)
            after, begin = found[-1][0], end

    def _bring(self, found: Sequence[tuple[bytes, bytes]], begin: str, end: str | None) -> None:
        """Bring the things between two identities up to date, in one transaction."""
        held_there = select(col(Folded.id), col(Folded.digest)).where(col(Folded.id) > begin)
        if end is not None:
            held_there = held_there.where(col(Folded.id) <= end)
        with self._engine.begin() as connection:
            rows = connection.execute(held_there)
            held = {row[0]: row[1] for row in rows}
            wanted = {id_text(subject): (subject, digest.hex()) for subject, digest in found}
            gone = [name for name in held if name not in wanted]
            changed = [name for name, (_, digest) in wanted.items() if held.get(name) != digest]
            _forget(connection, [*gone, *(name for name in changed if name in held)])
            self._write(connection, [wanted[name] for name in changed])
            self._dropped += len(gone)
            self._written += len(changed)

    def _write(self, connection: Connection, things: Sequence[tuple[bytes, str]]) -> None:
        rows: dict[type[ReportTable], list[dict[str, object]]] = {}
        for subject, digest in things:
            state = self._source.state(subject)
            made: tuple[ReportTable, ...] = (Folded(id=id_text(subject), digest=digest),)
            for row in (*made, *(rows_of(state, self._stations) if state else ())):
                rows.setdefault(type(row), []).append(row.model_dump())
        for table, values in rows.items():
            connection.execute(insert(table), values)


def _forget(connection: Connection, names: Sequence[str]) -> None:
    if not names:
        return
    for table, column in OF_THING.items():
        connection.execute(delete(table).where(getattr(table, column).in_(names)))

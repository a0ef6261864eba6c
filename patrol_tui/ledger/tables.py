"""Every table of the laptop's and of the shared ledger, declared once.

The running program creates its file by `schema.sql`, which these declarations make: importing
SQLModel takes longer than opening the ledger. `python -m patrol_tui.ledger.tables` writes it anew.
"""

from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Dialect, Index, MetaData, Text, UniqueConstraint, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement
from sqlmodel import Field, SQLModel

_CLUSTERED = {"sqlite_with_rowid": False}
SCHEMA_FILE = Path(__file__).with_name("schema.sql")
# Moments (see views/rows.py) are found by any of their words, newest first, so words need neither
# place nor column. A beginning that has an index of its own is read moment by moment, any other as
# a whole before the first.
SEARCH_SQL = (
    "CREATE VIRTUAL TABLE search USING fts5 (words, content = '', contentless_delete = 1,"
    " detail = none, prefix = '1 2 3 4 5', tokenize = 'ascii')"
)


def _big(**options: Any) -> Any:  # noqa: ANN401 - what SQLModel's Field itself returns
    return Field(sa_type=BigInteger, **options)


def _text(**options: Any) -> Any:  # noqa: ANN401 - what SQLModel's Field itself returns
    return Field(sa_type=Text, **options)


class SharedTable(SQLModel):
    """A table of the shared ledger; every key begins with the station."""

    metadata = MetaData()


class LaptopTable(SQLModel):
    """A table of the laptop's ledger."""

    metadata = MetaData()


class EntryColumns(SQLModel):
    """What both ledgers keep of an entry."""

    run_no: int
    prev: bytes
    subject: bytes
    kind: int
    version: int
    flags: int
    since_ms: int = _big()
    parents: bytes
    payload: bytes | None
    payload_hash: bytes


class LogColumns(SQLModel):
    """What both ledgers keep of a row of a station's log."""

    station: bytes = Field(primary_key=True)
    n: int = _big(primary_key=True)
    hash: bytes
    h: bytes
    seal: bytes | None
    received_at_us: int = _big()
    pushed_by: bytes


class SharedMeta(SharedTable, table=True):
    """What the shared database says of itself, such as its epoch."""

    __tablename__: ClassVar[Any] = "shared_meta"

    key: str = _text(primary_key=True)
    value: str = _text()


class SharedLogHead(SharedTable, table=True):
    """The end of a station's log; whoever appends to the log locks this row."""

    __tablename__: ClassVar[Any] = "log_head"

    station: bytes = Field(primary_key=True)
    n: int = _big()
    h: bytes


class SharedRun(SharedTable, table=True):
    """The header that entries have in common."""

    __tablename__: ClassVar[Any] = "run"

    station: bytes = Field(primary_key=True)
    no: int = Field(primary_key=True)
    header: bytes


class SharedEntry(EntryColumns, SharedTable, table=True):
    """An entry as it stands in a station's log."""

    __tablename__: ClassVar[Any] = "entry"
    __table_args__ = (Index("entry_subject", "subject", "station"),)

    station: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)
    seq: int = _big()


class SharedLog(LogColumns, SharedTable, table=True):
    """A station's log: gapless numbers, chained."""

    __tablename__: ClassVar[Any] = "log"
    __table_args__ = (UniqueConstraint("station", "hash"),)


class SharedStreamHead(SharedTable, table=True):
    """How far a device's stream has arrived in a station's log."""

    __tablename__: ClassVar[Any] = "stream_head"

    station: bytes = Field(primary_key=True)
    stream: bytes = Field(primary_key=True)
    seq: int = _big()
    hash: bytes


class SharedBlob(SharedTable, table=True):
    """A photo by the SHA-256 of its bytes."""

    __tablename__: ClassVar[Any] = "blob"

    station: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)
    size: int = _big()
    complete: bool


class SharedChunk(SharedTable, table=True):
    """16 KiB of a photo."""

    __tablename__: ClassVar[Any] = "chunk"

    station: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)
    idx: int = Field(primary_key=True)
    data: bytes


class Meta(LaptopTable, table=True):
    """What this home keeps beside the ledger."""

    __table_args__: ClassVar[Any] = _CLUSTERED

    key: str = _text(primary_key=True)
    value: str = _text()


class Stream(LaptopTable, table=True):
    """A device's line of entries, and how far the shared log has receipted it.

    A line that forks has a further row for each branch.
    """

    __table_args__ = (
        UniqueConstraint("stream", "station", "device", "branch"),
        Index("stream_own", "station", sqlite_where=text("is_own")),
    )

    no: int | None = Field(default=None, primary_key=True)
    stream: bytes
    station: bytes
    device: bytes
    branch: int
    is_own: bool
    acked_seq: int


class Run(LaptopTable, table=True):
    """The header that entries have in common, and the place of the first of them."""

    __table_args__ = (Index("run_stream", "stream_no", "first_seq"),)

    no: int | None = Field(default=None, primary_key=True)
    stream_no: int
    first_seq: int
    header: bytes = Field(unique=True)


class Entry(EntryColumns, LaptopTable, table=True):
    """An entry, held once however many logs it stands in.

    The id is the stream's number and, in its lower 32 bits, the place in the stream: so the table
    itself is in the order of the lines, and needs no index for them.
    """

    __table_args__ = (Index("entry_subject", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    hash: bytes = Field(unique=True)


class LogHead(LaptopTable, table=True):
    """The cursor: how far a followed log is held."""

    __tablename__: ClassVar[Any] = "log_head"
    __table_args__: ClassVar[Any] = _CLUSTERED

    station: bytes = Field(primary_key=True)
    epoch: bytes
    n: int
    h: bytes


class Log(LogColumns, LaptopTable, table=True):
    """Rows of the followed logs: the receipts."""

    __table_args__ = (UniqueConstraint("hash", "station"), _CLUSTERED)


class LogPast(LogColumns, LaptopTable, table=True):
    """Rows that a restored shared database no longer knows."""

    __tablename__: ClassVar[Any] = "log_past"
    __table_args__: ClassVar[Any] = _CLUSTERED

    epoch: bytes = Field(primary_key=True)


class Seal(LaptopTable, table=True):
    """Seals that this laptop made, so that a repeated push sends the same bytes."""

    __table_args__: ClassVar[Any] = _CLUSTERED

    hash: bytes = Field(primary_key=True)
    seal: bytes


class Carried(LaptopTable, table=True):
    """Others' entries without a row in the shared log, and the seals that they came with.

    They came by a stick, or a restored shared database lost them; this laptop sends them too.
    """

    id: int | None = Field(default=None, primary_key=True)
    seal: bytes | None


class Quarantine(LaptopTable, table=True):
    """Entries that are kept without effect, and why."""

    __table_args__: ClassVar[Any] = _CLUSTERED

    hash: bytes = Field(primary_key=True)
    reason: str = _text()


class Waiting(LaptopTable, table=True):
    """Things with an entry whose author cannot be judged before more of the district's log."""

    __table_args__: ClassVar[Any] = _CLUSTERED

    subject: bytes = Field(primary_key=True)
    district_n: int


class View(LaptopTable, table=True):
    """What lists show of each thing; disposable, folded from the entries.

    The id is the type's code, then the begin, then the place in the stream: newest first is the
    table's own order. Every index more would be a page more in each save.
    """

    __table_args__ = (
        Index("view_state", "type", "is_open", "status", "urgency"),
        Index("view_conflict", "type", sqlite_where=text("has_conflict")),
    )

    id: int | None = Field(default=None, primary_key=True)
    subject: bytes = Field(unique=True)
    type: str = _text()
    number: str = _text()
    kind: str = _text()
    status: str = _text()
    station: bytes
    is_open: bool
    title: str = _text()
    urgency: int
    begun_us: int
    has_conflict: bool
    is_incomplete: bool
    extra: str = _text()
    search: str = _text()
    digest: bytes


class Photo(LaptopTable, table=True):
    """Photos that effective entries name."""

    __table_args__: ClassVar[Any] = _CLUSTERED

    blob: bytes = Field(primary_key=True)
    subject: bytes = Field(primary_key=True)
    station: bytes
    caption: str = _text()


class Link(LaptopTable, table=True):
    """Which things name a thing: the index by which relations are read the other way round."""

    __table_args__: ClassVar[Any] = (Index("link_subject", "subject"), _CLUSTERED)

    target: bytes = Field(primary_key=True)
    subject: bytes = Field(primary_key=True)
    field: str = _text(primary_key=True)


class Mark(LaptopTable, table=True):
    """Small numbers that change with every save, on one page: totals, serials, what to index.

    What counts is kept by name; view rows that the search index does not know are kept by id.
    """

    __table_args__: ClassVar[Any] = _CLUSTERED

    topic: int = Field(primary_key=True)
    id: int = Field(primary_key=True)
    name: str = _text(primary_key=True)
    value: int


def ddl(metadata: MetaData, dialect: Dialect) -> list[str]:
    """Return the statements that create the tables and indexes of one of the two ledgers."""
    found: list[str] = []
    for table in metadata.sorted_tables:
        made: list[DDLElement] = [CreateTable(table)]
        made += [CreateIndex(index) for index in sorted(table.indexes, key=_name)]
        found += [_one_line(str(element.compile(dialect=dialect))) for element in made]
    return found


def _name(index: Index) -> str:
    return str(index.name)


def _one_line(sql: str) -> str:
    return " ".join(sql.split()).replace("( ", "(").replace(" )", ")")


def laptop_schema() -> str:
    """Return the text of `schema.sql`."""
    lines = [*ddl(LaptopTable.metadata, sqlite.dialect()), SEARCH_SQL]
    return "".join(f"{line};\n" for line in lines)


if __name__ == "__main__":
    SCHEMA_FILE.write_text(laptop_schema(), encoding="utf-8")

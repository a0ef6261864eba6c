"""The naive way: a SQLModel session that adds the records to a PostgreSQL table and commits."""

from collections.abc import Sequence
from dataclasses import asdict
from time import perf_counter
from typing import Any, ClassVar

from sqlalchemy import BigInteger, MetaData, Text
from sqlmodel import Field, Session, SQLModel, create_engine

from tests.benchmarks.peers.records import Record


class PlainRecord(SQLModel, table=True):
    """A record as a table's row."""

    metadata = MetaData()
    __tablename__: ClassVar[Any] = "plain_record"

    id: str = Field(primary_key=True)
    subject: str = Field(index=True)
    kind: int
    at_us: int = Field(sa_type=BigInteger)
    said: str = Field(sa_type=Text)


def send(url: str, records: Sequence[Record]) -> float:
    """Add records over a new connection, and return how many seconds that took."""
    rows = [PlainRecord(**asdict(record)) for record in records]
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:", 1))
    began = perf_counter()
    with Session(engine) as session:
        session.add_all(rows)
        session.commit()
    took = perf_counter() - began
    engine.dispose()
    return took


def make_table(url: str) -> None:
    """Make the table, straight."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:", 1))
    PlainRecord.metadata.create_all(engine)
    engine.dispose()

"""Fills the tables of a shared database as years of a city's work leave them.

The rows have the sizes, keys and order of real ones, and their hashes are made up: they are there
for plans and caches. No laptop would take them in, and no push would have let them in.
"""

import hashlib
import struct
from dataclasses import dataclass

import psycopg

RUN = 10
THINGS_A_RUN = 2
_KEYS = (
    ("entry", "entry_pkey", "PRIMARY KEY (station, hash)"),
    ("log", "log_pkey", "PRIMARY KEY (station, n)"),
    ("log", "log_station_hash_key", "UNIQUE (station, hash)"),
)
_MANY = 200_000
_BATCH = 1_000_000

# Run r is the station's k-th, of its laptop l; what it says of itself.
_RUNS = """
SELECT r, r % %(stations)s AS s, r / %(stations)s AS k, r / %(stations)s % %(laptops)s AS l,
  substr(sha256(int4send((r % %(stations)s)::integer)), 1, 16) AS station
FROM generate_series(%(first)s::bigint, %(last)s::bigint - 1) r
"""
_HEADERS = """
INSERT INTO patrol.run (station, no, header)
SELECT station, k * 10 + 1, '\\x01'::bytea
  || substr(sha256('stream' || station || int8send(l)), 1, 16) || station
  || substr(sha256('device' || station || int8send(l)), 1, 16)
  || substr(sha256('officer' || station || int8send(l)), 1, 16)
  || int8send(1700000000000000 + r * 1000000) || '\\x01e0'::bytea || substr(sha256('epoch'), 1, 16)
  || int8send(k * 10) || sha256('h' || int8send(r * 10 - 1)) || int8send(1000)
FROM runs ORDER BY r
"""
_ENTRIES = """
INSERT INTO patrol.entry (station, run_no, hash, seq, prev, subject, kind, version, flags, since_ms,
  parents, payload, payload_hash)
SELECT station, k * 10 + 1, sha256(int8send(r * 10 + j)), k / %(laptops)s * 10 + j + 1,
  CASE WHEN j > 0 THEN sha256(int8send(r * 10 + j - 1))
    WHEN k < %(laptops)s THEN decode(repeat('00', 32), 'hex')
    ELSE sha256(int8send((r - %(stations)s * %(laptops)s) * 10 + 9)) END,
  substr(int8send(1700000000000 + r * 1000), 3)
    || substr(sha256('thing' || int8send(r * 2 + j / 5)), 1, 10),
  257 + j, 1, CASE WHEN j % 5 = 0 THEN 0 ELSE 8 END, j * 30000,
  CASE WHEN j % 5 = 0 THEN '' ELSE sha256(int8send(r * 10 + j - 1)) END,
  substr(sha256('a' || int8send(r)) || sha256(int8send(j)) || sha256('b' || int8send(r))
    || sha256('c' || int8send(r)), 1, (45 + r * 7 % 60)::integer),
  sha256('payload' || int8send(r * 10 + j))
FROM runs CROSS JOIN generate_series(0, 9) j ORDER BY r, j
"""
_LOGS = """
INSERT INTO patrol.log (station, n, hash, h, seal, received_at_us, pushed_by)
SELECT station, k * 10 + j + 1, sha256(int8send(r * 10 + j)), sha256('h' || int8send(r * 10 + j)),
  CASE WHEN j = 9 THEN sha256('s' || int8send(r)) || sha256('t' || int8send(r)) END,
  1700000000000000 + r * 1000000, substr(sha256('device' || station || int8send(l)), 1, 16)
FROM runs CROSS JOIN generate_series(0, 9) j ORDER BY r, j
"""
_HEADS = (
    """
INSERT INTO patrol.log_head (station, n, h)
SELECT DISTINCT ON (station) station, k * 10 + 10, sha256('h' || int8send(r * 10 + 9))
FROM runs ORDER BY station, r DESC
ON CONFLICT (station) DO UPDATE SET n = excluded.n, h = excluded.h
""",
    """
INSERT INTO patrol.stream_head (station, stream, seq, hash)
SELECT DISTINCT ON (station, l) station, substr(sha256('stream' || station || int8send(l)), 1, 16),
  k / %(laptops)s * 10 + 10, sha256(int8send(r * 10 + 9))
FROM runs ORDER BY station, l, r DESC
ON CONFLICT (station, stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
""",
    "UPDATE patrol.log_head SET n = n",  # so that the feed names each
)
_LOGINS = """
INSERT INTO patrol.access (login, station, device)
SELECT 'patrol_' || encode(device, 'hex'), log, device FROM (
  SELECT station, substr(sha256('device' || station || int8send(l)), 1, 16) AS device
  FROM (
    SELECT substr(sha256(int4send(s)), 1, 16) AS station FROM generate_series(0, %(stations)s - 1) s
  ) a
  CROSS JOIN generate_series(0, %(laptops)s - 1) l
) b CROSS JOIN LATERAL (VALUES (station), (patrol.district())) c (log)
"""


@dataclass(frozen=True, slots=True)
class City:
    """How large a city is.

    Attributes:
        entries: in all logs together.
        stations: among whom they are spread evenly.
        laptops: of each station.
    """

    entries: int
    stations: int = 1_000
    laptops: int = 10


def station_id(number: int) -> bytes:
    """Return the identity of a station by its number from 0."""
    return hashlib.sha256(struct.pack(">i", number)).digest()[:16]


def fill(url: str, city: City) -> None:
    """Fill the empty tables of a database that is set up."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("maintenance_work_mem = '512MB'", "work_mem = '64MB'", "jit = off"):
            connection.execute(f"SET {setting}".encode())
        is_large = city.entries >= _MANY
        index = _definition(connection) if is_large else ""
        if is_large:
            _drop_keys(connection)
        connection.execute(_with(_LOGINS, city, 0, 0))
        runs, step = city.entries // RUN, _BATCH // RUN
        for first in range(0, runs, step):
            _add(connection, city, first, min(first + step, runs))
        if is_large:
            _make_keys(connection, index)
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def _add(connection: psycopg.Connection, city: City, first: int, last: int) -> None:
    for sql in (_HEADERS, _ENTRIES, _LOGS, *_HEADS):
        text = f"WITH runs AS ({_RUNS}) {sql}" if "FROM runs" in sql else sql
        connection.execute(_with(text, city, first, last))


def _with(sql: str, city: City, first: int, last: int) -> bytes:
    numbers = {"stations": city.stations, "laptops": city.laptops, "first": first, "last": last}
    for name, number in numbers.items():
        sql = sql.replace(f"%({name})s", str(number))
    return sql.encode()


def _definition(connection: psycopg.Connection) -> str:
    found = connection.execute("SELECT pg_get_indexdef('patrol.entry_subject'::regclass)")
    return str(found.fetchall()[0][0])


def _drop_keys(connection: psycopg.Connection) -> None:
    connection.execute("DROP INDEX patrol.entry_subject")
    for table, name, _ in _KEYS:
        connection.execute(f"ALTER TABLE patrol.{table} DROP CONSTRAINT {name}".encode())


def _make_keys(connection: psycopg.Connection, index: str) -> None:
    for table, name, key in _KEYS:
        sql = f"ALTER TABLE patrol.{table} ADD CONSTRAINT {name} {key}"
        connection.execute(sql.encode())
    connection.execute(index.encode())

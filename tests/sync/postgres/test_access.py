"""Nothing outside a laptop's scope can be read or written: every role on every object, tried."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import psycopg
import pytest
from psycopg import sql

from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Exchange
from patrol_tui.sync.database.logins import login_of
from patrol_tui.sync.database.marks import FORMAT
from patrol_tui.sync.flights.packed import pack_who
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import ServerAddress, read_address
from patrol_tui.sync.setup import set_up
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US, BINHU, NANHU, NOWHERE, Pen, thing

pytestmark = pytest.mark.postgres

PHOTO = b"photo" * 100
NAME = hashlib.sha256(PHOTO).digest()
NOT_THERE = name_id("station", "nowhere at all")
SECRET = thing("a neighbour's matter")
TABLES = (
    "access", "blob", "chunk", "entry", "feed", "log", "log_head", "migration", "run",
    "shared_meta", "stream_head",
)  # fmt: skip
STATEMENTS = (
    "SELECT * FROM patrol.{}",
    "INSERT INTO patrol.{} DEFAULT VALUES",
    "DELETE FROM patrol.{}",
    "TRUNCATE patrol.{}",
    "COPY patrol.{} TO STDOUT",
    "ALTER TABLE patrol.{} DISABLE TRIGGER ALL",
    "DROP TABLE patrol.{}",
)
MAY_CALL = {
    "sync", "share", "push", "pull", "changed", "share_thing", "marks",
    "blob_missing", "put_chunk", "get_chunk", "blob_size",
}  # fmt: skip


@dataclass
class Neighbours:
    """A laptop of Binhu, with its plain connection and its link, and what Nanhu keeps."""

    pen: Pen
    link: Shared
    plain: psycopg.Connection
    theirs: Pen


@pytest.fixture
def neighbours(ready: ServerAddress, shared: Shared) -> Iterator[Neighbours]:
    """Return a laptop that would like to know what its neighbours write."""
    pen, theirs = Pen("a"), Pen("them", NANHU)
    first = theirs.write(SECRET, "theirs")
    theirs.write(SECRET, "and more", first)
    shared.exchange(theirs.flight(theirs.wire()))
    shared.blob_missing(NANHU, NAME, len(PHOTO))
    shared.put_chunk(NANHU, NAME, 0, PHOTO)
    assert shared.blob_missing(NANHU, NAME, len(PHOTO)) == ()
    url = shared.admit(pen.header.device, (BINHU,))
    link = open_shared(read_address(url), MARKS.root_key, pen.header.device, FixedClock(AT_US))
    login = login_of(pen.header.device)
    with psycopg.connect(ready.url.replace("postgres:@", f"{login}@"), autocommit=True) as plain:
        yield Neighbours(pen, link, plain, theirs)
    link.close()


def told(work: Callable[[], object]) -> str:
    """Return what a refusal says."""
    with pytest.raises(Refused) as refused:
        work()
    return str(refused.value)


@pytest.mark.invariant("I9")
@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_laptop_has_no_right_on_any_table(neighbours: Neighbours, statement: str) -> None:
    for table in TABLES:
        asked = sql.SQL(statement).format(sql.Identifier(table))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            neighbours.plain.execute(asked)


@pytest.mark.invariant("I9")
def test_a_table_granted_by_mistake_shows_a_laptop_nothing(
    neighbours: Neighbours, chief: psycopg.Connection
) -> None:
    chief.execute("GRANT ALL ON ALL TABLES IN SCHEMA patrol TO patrol_laptop")
    for table in TABLES:
        name = sql.Identifier(table)
        found = neighbours.plain.execute(sql.SQL("SELECT * FROM patrol.{}").format(name))
        assert found.fetchall() == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        neighbours.plain.execute("INSERT INTO patrol.shared_meta VALUES ('epoch', '')")


@pytest.mark.invariant("I9")
def test_a_laptop_may_call_what_a_sync_needs_and_nothing_else(
    neighbours: Neighbours, chief: psycopg.Connection
) -> None:
    rows = chief.execute(
        "SELECT DISTINCT p.proname, has_function_privilege(%s, p.oid, 'EXECUTE'),"
        " has_function_privilege('patrol_auditor', p.oid, 'EXECUTE')"
        " FROM pg_proc p WHERE p.pronamespace = 'patrol'::regnamespace",
        (login_of(neighbours.pen.header.device),),
    ).fetchall()
    assert {name for name, laptop, _ in rows if laptop} == MAY_CALL
    assert {name for name, _, auditor in rows if auditor} == set()
    assert len(rows) > 30
    for call in ("expunge('{}', '{}')", "take_access('\\x00')", "refuse('x')", "end_stuck()"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            neighbours.plain.execute(f"SELECT patrol.{call}".encode())


@pytest.mark.invariant("I9")
def test_what_runs_with_the_owners_rights_looks_nowhere_else(chief: psycopg.Connection) -> None:
    rows = chief.execute(
        "SELECT proname, proconfig FROM pg_proc"
        " WHERE pronamespace = 'patrol'::regnamespace AND prosecdef"
    ).fetchall()
    assert len(rows) >= 10
    for name, config in rows:
        assert "search_path=patrol, pg_temp" in (config or []), name


@pytest.mark.invariant("I9")
@pytest.mark.fault(30)
def test_another_stations_log_is_denied_the_same_whether_or_not_it_exists(
    neighbours: Neighbours,
) -> None:
    pen, link = neighbours.pen, neighbours.link
    mine = pen.write(thing("mine"), "blocked")
    answers = []
    for station in (NANHU, NOT_THERE):
        stranger = Pen("a", station)
        stranger.write(thing("x"), "forged")
        flights = (
            Exchange(pen.header.device, (stranger.wire(),), {}, frozenset()),
            Exchange(pen.header.device, (), {station: NOWHERE}, frozenset()),
        )
        told_of_both = [link.exchange(flight) for flight in flights]
        assert [answer.refusal for answer in told_of_both] == ["denied", "denied"]
        rows = [segment.rows for answer in told_of_both for segment in answer.segments]
        answers.append(rows)
    assert answers == [[()], [()]]
    # what else was asked comes all the same
    both = Exchange(pen.header.device, (pen.wire(),), {BINHU: NOWHERE, NANHU: NOWHERE}, frozenset())
    answer = link.exchange(both)
    assert answer.refusal == "denied"
    assert [row.hash for segment in answer.segments for row in segment.rows] == [mine.hash]


@pytest.mark.invariant("I9")
@pytest.mark.fault(30)
def test_another_stations_photo_is_denied_the_same_whether_or_not_it_exists(
    neighbours: Neighbours,
) -> None:
    link = neighbours.link
    calls: tuple[Callable[..., object], ...] = (
        partial(link.get_chunk, index=0),
        link.blob_size,
        partial(link.blob_missing, size_bytes=5),
        partial(link.put_chunk, index=0, data=b"x"),
    )
    for call in calls:
        said = {
            told(partial(call, station, name))
            for station in (NANHU, NOT_THERE)
            for name in (NAME, bytes(32))
        }
        assert len(said) == 1
        assert "permission denied" in said.pop()


@pytest.mark.invariant("I9")
@pytest.mark.fault(30)
def test_nobody_speaks_for_another_laptop(neighbours: Neighbours, shared: Shared) -> None:
    other = Pen("b")
    shared.admit(other.header.device, (BINHU,))
    other.write(thing("x"), "forged")
    answer = neighbours.link.exchange(other.flight(other.wire()))
    assert (answer.refusal, answer.segments) == ("denied", ())
    with pytest.raises(Refused, match="denied"):
        neighbours.link.share(SECRET, NANHU, BINHU)


@pytest.mark.invariant("I9")
def test_writing_about_a_neighbours_thing_does_not_bring_it_here(neighbours: Neighbours) -> None:
    pen, link = neighbours.pen, neighbours.link
    for parents in ((), (neighbours.theirs.written[0],)):
        pen.write(SECRET, f"what do they know? {len(parents)}", *parents)
    assert link.exchange(pen.flight(pen.wire())).refusal is None
    pen.take(link.exchange(pen.flight()).segments)
    assert set(pen.got) == set()
    assert len(pen.receipts()) == 2


@pytest.mark.invariant("I9")
def test_a_laptop_does_not_become_somebody_else(neighbours: Neighbours) -> None:
    who = pack_who(neighbours.pen.flight(), MARKS.root_key, FORMAT)
    for role in ("patrol_owner", "patrol_bureau", "patrol_expunge", "patrol_auditor", "postgres"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            neighbours.plain.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
    # a function of its own by a name of ours would have to lie somewhere
    for made in (
        "CREATE FUNCTION patrol.hindrance(x text) RETURNS text LANGUAGE sql AS 'SELECT NULL'",
        "CREATE SCHEMA mine",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            neighbours.plain.execute(made.encode())
    neighbours.plain.execute("SET ROLE patrol_laptop")
    asked = "SELECT patrol.get_chunk(%s, %s, 0, %s)"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        neighbours.plain.execute(asked, (NANHU, NAME, who))


@pytest.mark.invariant("I9")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE patrol.entry SET kind = 7",
        "UPDATE patrol.entry SET payload = '\\x00'",
        "UPDATE patrol.entry SET payload = NULL",
        "DELETE FROM patrol.entry",
        "UPDATE patrol.log SET n = n + 100",
        "DELETE FROM patrol.log",
        "UPDATE patrol.run SET header = ''",
        "DELETE FROM patrol.run",
        "UPDATE patrol.log_head SET n = n - 1",
        "DELETE FROM patrol.log_head",
        "UPDATE patrol.chunk SET data = ''",
        "DELETE FROM patrol.chunk",
        "DELETE FROM patrol.blob",
        "TRUNCATE patrol.log",
        "TRUNCATE patrol.entry, patrol.run, patrol.stream_head, patrol.log_head",
        "TRUNCATE patrol.blob, patrol.chunk",
    ],
)
def test_even_the_administrator_has_to_take_a_wall_down_first(
    neighbours: Neighbours, chief: psycopg.Connection, statement: str
) -> None:
    del neighbours
    for setting in ("SET session_replication_role = replica", "RESET session_replication_role"):
        chief.execute(setting.encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            chief.execute(statement.encode())


@pytest.mark.fault(34)
def test_whatever_comes_with_a_laptops_login_has_limits(
    neighbours: Neighbours, ready: ServerAddress, chief: psycopg.Connection
) -> None:
    login = sql.Identifier(login_of(neighbours.pen.header.device))
    wanted = {"statement_timeout": "1min", "lock_timeout": "3s", "tcp_user_timeout": "15000"}
    for _ in range(2):
        asked = "SELECT setconfig FROM pg_db_role_setting WHERE setrole = %s::regrole"
        (found,) = chief.execute(asked, (login_of(neighbours.pen.header.device),)).fetchall()
        assert {line.partition("=")[0] for line in found[0]} > wanted.keys()
        shown = neighbours.plain.execute("SHOW statement_timeout").fetchone()
        assert shown == (wanted["statement_timeout"],)
        # a login that an earlier version made has them once the database is set up again
        chief.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(login))
        set_up(ready, MARKS, FixedClock(AT_US))


@pytest.mark.invariant("I9")
def test_an_auditor_reads_everything_and_writes_nothing(
    neighbours: Neighbours, ready: ServerAddress, chief: psycopg.Connection
) -> None:
    del neighbours
    chief.execute("DROP ROLE IF EXISTS an_auditor")
    chief.execute("CREATE ROLE an_auditor LOGIN IN ROLE patrol_auditor")
    url = ready.url.replace("postgres:@", "an_auditor@")
    with psycopg.connect(url, autocommit=True) as auditor:
        held = auditor.execute("SELECT count(*) FROM patrol.entry").fetchone()
        assert held == (2,)
        for statement in STATEMENTS[1:4]:
            for table in TABLES:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    auditor.execute(sql.SQL(statement).format(sql.Identifier(table)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            auditor.execute("SELECT * FROM patrol.pull('', '', 0, NULL, NULL, NULL)")
    chief.execute("DROP ROLE an_auditor")


@pytest.mark.invariant("I9")
def test_a_laptop_brings_no_tables_of_its_own(empty: ServerAddress) -> None:
    set_up(empty, MARKS, FixedClock(AT_US))
    with psycopg.connect(empty.url) as connection:
        asked = "SELECT has_database_privilege('patrol_laptop', current_database(), 'TEMP, CREATE')"
        assert connection.execute(asked).fetchone() == (False,)


def test_the_district_is_in_every_laptops_scope(neighbours: Neighbours) -> None:
    joining = Pen("a", DISTRICT)
    joining.write(thing("laptop"), "joined")
    link = neighbours.link
    assert link.exchange(joining.flight(joining.wire())).refusal is None

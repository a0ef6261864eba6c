"""Whoever administers the server can take its walls down and edit; `verify --shared` says where."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from patrol_tui import bootstrap
from patrol_tui.cli.app import run
from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.ids import name_id
from tests.cli.laptop import BEGIN_US, Laptop
from tests.sync.conftest import copied_database
from tests.sync.server import new_database

pytestmark = [pytest.mark.postgres, pytest.mark.fault(31), pytest.mark.invariant("I6")]

BINHU = name_id("station", "binhu")
WALLED = ("entry", "log", "run", "log_head", "stream_head")


@dataclass
class District:
    """The bureau's home and a laptop's, as they are after both have synced, and their database."""

    folder: Path
    url: str
    laptop_url: str = ""

    @property
    def database(self) -> str:
        """Return the name of the database."""
        return self.url.partition("?")[0].rpartition("/")[2]


@pytest.fixture(scope="module")
def district(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> District:
    """Return a district whose second laptop has sent two runs of four entries."""
    made = District(tmp_path_factory.mktemp("verified"), new_database(postgres_url))
    clock = FixedClock(BEGIN_US)
    home = bootstrap.open_home(made.folder / "bureau", {})
    wanted = bootstrap.SetUp("binhu", "王某", "0412", made.url)
    bureau = bootstrap.set_up_alone(home, wanted, None, clock)
    request = bootstrap.EnrolRequest("binhu", "李某", "0418", "officer")
    bundle = bootstrap.enrol(bureau, request, clock)
    other = bootstrap.open_home(made.folder / "laptop", {})
    laptop = bootstrap.set_up_from_bundle(other, bundle.bundle, bundle.code, None, clock)
    with closing(bootstrap.open_store(laptop, clock)) as store:
        made.laptop_url = bootstrap.shared_url(laptop.home, store)
    record = ("issue", "record", "--kind", "street_vending", "--place", "小吃街口", "--note", "摊")
    for words in (*[record] * 4, ("sync",), *[record] * 4, ("sync",)):
        clock.advance(1_000_000)
        assert run(["--home", str(made.folder / "laptop"), *words], {}, clock) == 0
    assert run(["--home", str(made.folder / "bureau"), "sync"], {}, clock) == 0
    return made


@dataclass
class Tampered:
    """A copy of the district, for one test to spoil."""

    laptop: Laptop
    chief: psycopg.Connection

    def change(self, *statements: str) -> None:
        """Edit as an administrator does who has taken the walls down."""
        for table in WALLED:
            self.chief.execute(f"ALTER TABLE patrol.{table} DISABLE TRIGGER ALL".encode())
        for statement in statements:
            self.chief.execute(statement.replace(":binhu", f"'\\x{BINHU.hex()}'").encode())

    def entry(self, n: int) -> str:
        """Return the entry at a number of the station's log, as it was before."""
        found = self.chief.execute(
            "SELECT encode(hash, 'hex') FROM patrol.log WHERE station = %s AND n = %s", (BINHU, n)
        ).fetchone()
        assert found is not None
        return str(found[0])

    def named(self) -> dict[str, str]:
        """Return what `verify --shared` finds, which then ends with 4."""
        said = self.laptop.call("verify", "--shared", "--json")
        assert (said.code, said.body["ok"]) == (4, False), said
        return {one["entry"]: one["what"] for one in said.body["problems"]}


@pytest.fixture
def tampered(
    district: District, postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Tampered]:
    """Return a copy of the district that nobody has touched yet."""
    copy = copied_database(postgres_url, district.database)
    laptop = Laptop(tmp_path / "laptop", capsys, FixedClock(BEGIN_US + 3_600_000_000))
    shutil.copytree(district.folder / "laptop", laptop.home)
    home = bootstrap.open_home(laptop.home, {})
    old, new = (f"/{name}?" for name in (district.database, copy.parameters["dbname"]))
    url = district.laptop_url.replace(old, new)
    bootstrap.keep_settings(home, replace(home.settings, shared_url=url))
    with psycopg.connect(copy.url, autocommit=True) as chief:
        yield Tampered(laptop, chief)


def test_a_database_that_nobody_touched_verifies(tampered: Tampered) -> None:
    said = tampered.laptop.call("verify", "--shared", "--json")
    assert (said.code, said.body["ok"], said.body["problems"]) == (0, True, [])


EDITS = [
    "UPDATE patrol.entry e SET payload = payload || '\\x00' {at}",
    "UPDATE patrol.entry e SET payload = NULL, payload_hash = sha256('x') {at}",
    "UPDATE patrol.entry e SET kind = kind + 1 {at}",
    "UPDATE patrol.entry e SET since_ms = since_ms + 1 {at}",
    "UPDATE patrol.entry e SET subject = sha256('x')::bytea {at}",
    "UPDATE patrol.entry e SET parents = sha256('x') {at}",
    "UPDATE patrol.entry e SET prev = sha256('x') {at}",
    "UPDATE patrol.entry e SET seq = seq + 7 {at}",
    "UPDATE patrol.log e SET h = sha256(h) WHERE n = 7 AND station = :binhu",
    "UPDATE patrol.log e SET h = '' WHERE n = 7 AND station = :binhu",
    "DELETE FROM patrol.entry e {at}",
]
AT = (
    "FROM patrol.log l WHERE l.station = e.station AND l.hash = e.hash AND l.n = 7"
    " AND l.station = :binhu"
)


@pytest.mark.parametrize("edit", EDITS)
def test_an_entry_that_was_edited_or_deleted_is_named(tampered: Tampered, edit: str) -> None:
    seventh = tampered.entry(7)
    at = AT.replace("FROM", "USING", 1) if edit.startswith("DELETE") else AT
    tampered.change(edit.format(at=at))
    assert seventh in tampered.named()


def test_the_header_of_a_run_that_was_edited_spoils_all_of_the_run(tampered: Tampered) -> None:
    fifth = tampered.entry(5)
    for header in ("overlay(header PLACING '\\x01' FROM 60)", "'\\x01'"):
        where = "WHERE no = 5 AND station = :binhu"
        tampered.change(f"UPDATE patrol.run SET header = {header} {where}")  # noqa: S608 - from above
        assert fifth in tampered.named()


def test_a_row_of_the_log_that_was_deleted_is_named(tampered: Tampered) -> None:
    third = tampered.entry(3)
    tampered.change("DELETE FROM patrol.log WHERE n = 3 AND station = :binhu")
    assert third in tampered.named()


def test_a_log_that_was_cut_short_names_what_it_lost(tampered: Tampered) -> None:
    lost = {tampered.entry(n) for n in (5, 6, 7, 8)}
    kept = tampered.entry(4)
    tampered.change(
        "DELETE FROM patrol.log WHERE n > 4 AND station = :binhu",
        "DELETE FROM patrol.entry WHERE station = :binhu AND run_no > 4",
        "UPDATE patrol.log_head g SET n = l.n, h = l.h FROM patrol.log l"
        " WHERE l.station = g.station AND l.n = 4 AND l.station = :binhu",
    )
    named = tampered.named()
    assert lost <= named.keys()
    assert kept not in named


@pytest.mark.parametrize(
    "tables", ["patrol.log", "patrol.entry", "patrol.run", "patrol.log, patrol.log_head"]
)
def test_tables_that_were_truncated_name_all_that_was_in_them(
    tampered: Tampered, tables: str
) -> None:
    every = {tampered.entry(n) for n in range(1, 9)}
    tampered.change(f"TRUNCATE {tables}")
    assert every <= tampered.named().keys()


def test_two_rows_that_changed_places_are_named(tampered: Tampered) -> None:
    both = {tampered.entry(2), tampered.entry(3)}
    tampered.change(
        "UPDATE patrol.log SET n = 902 WHERE n = 2 AND station = :binhu",
        "UPDATE patrol.log SET n = 2 WHERE n = 3 AND station = :binhu",
        "UPDATE patrol.log SET n = 3 WHERE n = 902 AND station = :binhu",
    )
    assert both & tampered.named().keys()

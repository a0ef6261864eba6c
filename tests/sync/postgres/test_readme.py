"""What the README says of PostgreSQL in service is run as it is printed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from patrol_tui.clock import FixedClock, SystemClock
from tests.cli.laptop import Laptop, Said
from tests.sync.postgres.readme_blocks import Place, blocks, laptop, plain_server

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a server as Debian packs it"),
    pytest.mark.debian("postgres", "psql", "openssl"),
]


@dataclass
class District:
    """A server, the bureau's laptop and another one, set up as printed."""

    server: Place
    bureau: Place
    one: Place


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """Set a district up by the printed lines."""
    printed, folder = blocks(), tmp_path_factory.mktemp("readme")
    with plain_server() as server:
        server.run(printed["run as server"])
        bureau = laptop(folder / "bureau", server)
        code = bureau.run(printed["run as bureau"]).split()[-1]
        one = laptop(folder / "one", server, PATROL_BUNDLE_CODE=code)
        shutil.copyfile(bureau.folder / "li.patrol", one.folder / "li.patrol")
        one.run(printed["run as laptop"])
        yield District(server, bureau, one)


@pytest.fixture
def call(
    district: District, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Return what calls the program at one of the laptops, in this process: that is quicker."""
    clock = FixedClock(SystemClock().now_us())
    monkeypatch.setenv("PGPORT", district.server.environ["PGPORT"])

    def calling(place: Place, words: str) -> Said:
        monkeypatch.setenv("HOME", str(place.folder))
        return Laptop(place.folder / "home", capsys, clock, dict(place.environ)).call(
            *words.split(), "--json"
        )

    return calling


def test_nobody_comes_in_over_the_network_without_tls(district: District) -> None:
    url = f"postgresql://bureau:choose-one@localhost:{district.server.environ['PGPORT']}/patrol"
    with pytest.raises(psycopg.OperationalError, match=r"pg_hba\.conf rejects"):
        psycopg.connect(f"{url}?sslmode=disable")
    root = district.server.folder / "ca.crt"
    with psycopg.connect(f"{url}?sslmode=verify-full&sslrootcert={root}") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_tool_for_figures_reads_the_reports_tables_and_nothing_else(district: District) -> None:
    printed = blocks()
    district.bureau.run(printed["run as bureau, for BI"])
    district.server.run(printed["run as server, for BI"])
    root, port = district.server.folder / "ca.crt", district.server.environ["PGPORT"]
    url = f"postgresql://bi:choose-another@localhost:{port}/patrol"
    with psycopg.connect(f"{url}?sslmode=verify-full&sslrootcert={root}", autocommit=True) as bi:
        assert bi.execute("SELECT name_zh FROM report.station WHERE code = 'BH'").fetchall()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            bi.execute("SELECT * FROM patrol.entry")


def test_a_citys_settings_are_taken_and_laptops_sync_as_before(
    district: District, call: Callable[..., Said]
) -> None:
    district.server.run(blocks()["run as server, for a city"])
    assert call(district.one, "sync").body["state"] == "complete"
    assert district.server.run("psql -d patrol -Atc 'SHOW idle_session_timeout'") == "10s\n"


@pytest.mark.fault(34)
def test_the_watchdog_asks_as_long_as_it_runs_and_cron_asks_once(district: District) -> None:
    process = district.server.started(blocks()["run as server, until stopped"])
    assert process.stdout is not None
    assert process.stdout.readline() == "0\n"
    process.terminate()
    process.communicate(timeout=30)
    minute, _, command = blocks()["cron"].strip().partition(" postgres ")
    assert minute == "* * * * *"
    district.server.run(command)


@pytest.mark.fault(23)
def test_a_district_is_backed_up_and_restored_by_the_printed_lines(
    district: District, call: Callable[..., Said]
) -> None:
    server, bureau, one = district.server, district.bureau, district.one
    record = "issue record --kind street_vending --place 街口 --note 摊"
    number = call(one, record).body["number"].split("-")[2]
    assert call(one, "sync").code == 0
    server.run(blocks()["run as server, to back up"])

    # what is there only since the backup, and a laptop that the backup lets in again
    for place, words in (
        (one, record),
        (one, "sync"),
        (bureau, "sync"),
        (bureau, f"admin revoke {number} --reason 被盗"),
    ):
        assert call(place, words).code == 0
    server.run("psql -c 'DROP DATABASE patrol WITH (FORCE)'")
    server.run(blocks()["run as server, to restore"])
    assert call(one, "sync").body["state"] == "complete"

    assert call(bureau, "sync").body["state"] == "complete"
    assert (call(one, "sync").code, call(bureau, "receipt").code) == (1, 0)
    assert call(bureau, "verify --shared").body["ok"]
    assert len(call(bureau, "issue list").body["items"]) == 2


@pytest.mark.debian("systemd-analyze")
def test_systemd_finds_nothing_amiss_with_the_units(tmp_path: Path) -> None:
    program = tmp_path / "patrol" / ".venv" / "bin" / "patrol-tui"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    for name, whose in (("patrol-watchdog.service", "--system"), ("patrol-sync.service", "--user")):
        unit = tmp_path / name
        unit.write_text(blocks()[f"unit {name}"], encoding="utf-8")
        done = subprocess.run(
            ["systemd-analyze", whose, "verify", str(unit)],
            env=environ,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr

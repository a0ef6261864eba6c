"""What is heavy is not loaded before it is wanted. Modules are counted, not milliseconds."""

import subprocess
import sys

import pytest

from tests.architecture.source_files import ROOT, modules

HEAVY = {
    "PIL",
    "docx",
    "docxtpl",
    "fpdf",
    "keyring",
    "nacl",
    "psycopg",
    "pydantic",
    "python_calamine",
    "rich",
    "segno",
    "sqlalchemy",
    "sqlcipher3",
    "sqlmodel",
    "textual",
    "typer",
    "xlsxwriter",
    "yaml",
}
PROBE = "import sys; {start}; print(*sorted({heavy} & set(sys.modules)))"


def loaded_by(start: str) -> set[str]:
    """Return which heavy modules a fresh process holds after a statement."""
    script = PROBE.format(start=start, heavy=HEAVY)
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def below(package: str) -> str:
    """Return the statement that imports every module of a package."""
    return "import " + ", ".join(name for name in modules() if name.startswith(package))


def test_the_start_of_the_program_loads_nothing_heavy() -> None:
    assert loaded_by("import patrol_tui.__main__") == set()


def test_the_version_is_told_without_loading_anything() -> None:
    assert (
        loaded_by(
            "sys.argv = ['patrol-tui', '--version']; from patrol_tui.__main__ import main; main()"
        )
        == set()
    )


@pytest.mark.parametrize("leaf", ["clock", "language", "logs", "settings"])
def test_a_leaf_is_light(leaf: str) -> None:
    assert loaded_by(f"import patrol_tui.{leaf}") == set()


@pytest.mark.parametrize("layer", ["patrol_tui.domain", "patrol_tui.services"])
def test_rules_and_use_cases_need_the_standard_library_only(layer: str) -> None:
    assert loaded_by(below(layer)) == set()


def test_the_screens_wait_for_no_database_layer() -> None:
    loaded = loaded_by(below("patrol_tui.tui"))
    assert "textual" in loaded
    assert loaded <= {"textual", "rich", "PIL"}


def test_the_first_frame_waits_for_nothing_behind_the_pin() -> None:
    first = "import patrol_tui.tui.host.app, patrol_tui.tui.screens.opening.unlock"
    script = f"import sys; {first}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"gettext", "json", "sysconfig", "zoneinfo"} & loaded == set()
    behind = {
        "domain.catalog",
        "domain.folding.fold",
        "ledger",
        "services.office",
        "services.session",
    }
    behind |= {"tui.kit.form.form", "tui.kit.lists.paged_list", "tui.host.station_screen"}
    assert {f"patrol_tui.{name}" for name in behind} & loaded == set()


def test_an_opened_home_holds_no_code_for_tables_and_checks() -> None:
    opened = (
        "from patrol_tui import bootstrap; bootstrap.load_ahead(); import patrol_tui.ledger.store"
    )
    script = f"import sys; {opened}; print(*(name for name in sys.modules if 'patrol_tui' in name))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    rare = {"domain.table", "ledger.checks", "services.bureau.publish", "services.imports.plan"}
    assert {f"patrol_tui.{name}" for name in rare} & set(done.stdout.split()) == set()

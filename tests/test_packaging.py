"""What installs the program where there is no network, no Python, or nobody at the screens."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from patrol_tui.catalog_files import data_folder
from patrol_tui.cli.open_tui import must_have_terminal
from patrol_tui.packaging import frozen, wheelhouse

TASK = frozen.PACKAGE / "packaging" / "patrol-sync.xml"
SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def test_the_frozen_folder_takes_the_data_and_what_is_imported_by_name(tmp_path: Path) -> None:
    call = frozen.arguments(tmp_path / "out", tmp_path / "work")
    assert f"{data_folder()}{os.pathsep}patrol_tui/data" in call
    assert call[call.index("--distpath") + 1] == str(tmp_path / "out")
    assert call[call.index("--collect-submodules") :][:2] == ["--collect-submodules", "patrol_tui"]
    assert Path(call[-1]).is_file()


def test_the_windows_task_is_one_that_schtasks_takes() -> None:
    content = TASK.read_bytes()
    # Without a byte-order mark it is read as the system's own encoding: English letters alone.
    assert content.isascii()
    assert b"encoding=" not in content
    schema = etree.XMLSchema(etree.parse(str(Path(__file__).with_name("windows_task.xsd"))))
    schema.assertValid(etree.fromstring(content))


def test_the_windows_task_syncs_until_it_is_stopped_from_folders_of_any_name() -> None:
    task = ET.parse(TASK).getroot()  # noqa: S314 - our own file
    of_exec = f"{SPACE}Actions/{SPACE}Exec"
    assert task.findtext(f"{SPACE}Settings/{SPACE}ExecutionTimeLimit") == "PT0S"
    home = "C:\\Users\\王 某"
    called = task.findtext(f"{of_exec}/{SPACE}Arguments") or ""
    called = called.replace("%APPDATA%", f"{home}\\AppData")
    words = shlex.shlex(called, posix=False, punctuation_chars=False)
    words.whitespace_split = True
    assert list(words) == ["--pin-file", f'"{home}\\AppData\\patrol-pin"', "sync", "--watch"]
    command = task.findtext(f"{of_exec}/{SPACE}Command") or ""
    assert command.startswith("%USERPROFILE%\\")  # taken whole, whatever it holds
    assert command.endswith(".exe")


def test_a_browser_may_stand_for_the_terminal() -> None:
    must_have_terminal({"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"})


@pytest.mark.long
def test_the_frozen_folder_starts_without_python_and_syncs(tmp_path: Path) -> None:
    program = frozen.frozen(tmp_path / "made")
    environ = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATROL_PIN": "271828"}
    home = ("--home", str(tmp_path / "home"))
    shared = f"sqlite:///{tmp_path / 'shared.db'}"

    def run(*call: str) -> str:
        done = subprocess.run(
            [program, *home, *call], env=environ, capture_output=True, text=True, check=True
        )
        return done.stdout

    run("init", "--station", "BH", "--officer", "队员甲", "--badge", "0417", "--shared", shared)
    run("issue", "record", "--kind", "zdjy", "--place", "东街12号", "--note", "摆摊")
    run("sync")
    assert '"unsent_entries": 0' in run("--json", "status").replace("\n", " ")


@pytest.mark.long
def test_the_wheelhouse_installs_without_a_network(tmp_path: Path) -> None:
    wheelhouse.gather(tmp_path / "wheels")
    place = tmp_path / "there"
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    subprocess.run(
        [
            *(place / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-index"),
            *("--find-links", tmp_path / "wheels", "patrol-tui"),
        ],
        check=True,
    )
    said = subprocess.run(
        [place / "bin" / "patrol-tui", "--version"], capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("patrol-tui ")

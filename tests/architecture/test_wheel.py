"""What is installed holds all that the program reads at run time."""

import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.architecture.source_files import PACKAGE, ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build wheel and source archive as whoever publishes them does."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def packed(built: Path) -> set[str]:
    (wheel,) = built.glob("*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_source_archive_holds_all_that_the_wheel_is_made_of(
    built: Path, packed: set[str]
) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    data = {name for name in packed if name.startswith("patrol_tui/data/")}
    own = {name for name in packed - data if name.startswith("patrol_tui/")}
    assert own | {name.removeprefix("patrol_tui/") for name in data} <= names
    assert {"pyproject.toml", "README.md", "LICENSE"} <= names


def test_every_file_of_the_package_is_in_the_wheel(packed: set[str]) -> None:
    own = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert own - packed == set()


def test_the_catalogues_are_in_the_wheel(packed: set[str]) -> None:
    data = {
        f"patrol_tui/{path.relative_to(ROOT).as_posix()}"
        for path in Path(ROOT, "data").rglob("*")
        if path.is_file()
    }
    assert any(name.endswith(".yaml") for name in data)
    assert data - packed == set()

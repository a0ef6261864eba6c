"""What is installed holds all that the program reads at run time."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.architecture.source_files import PACKAGE, ROOT


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


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

"""Makes a folder that starts without Python: `python -m patrol_tui.packaging.frozen FOLDER`.

PyInstaller makes it (`pip install "patrol-tui[frozen]"`), for the system that it runs on.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from patrol_tui.catalog_files import data_folder

NAME = "patrol-tui"
PACKAGE = Path(__file__).parents[1]
# What is imported by a name that only running finds out.
_BY_NAME = ("patrol_tui", "textual.widgets", "keyring.backends", "psycopg", "psycopg_binary")
_WITH_DATA = ("patrol_tui", "docx", "docxtpl", "fpdf", "textual", "tzdata")
_WITH_METADATA = ("keyring",)
_LEFT_OUT = ("patrol_tui.packaging", "babel", "pypinyin", "pytest", "hypothesis")


def frozen(folder: Path) -> Path:
    """Make the program's folder in another one, and return the program in it.

    Args:
        folder: made where it is missing; what an earlier run left there is replaced.

    Raises:
        subprocess.CalledProcessError: PyInstaller refused; it has said why.
    """
    with TemporaryDirectory() as work:
        subprocess.run(arguments(folder, Path(work)), check=True)  # noqa: S603 - this very Python
    return folder / NAME / (NAME + (".exe" if os.name == "nt" else ""))


def arguments(folder: Path, work: Path) -> list[str]:
    """Return the call of PyInstaller."""
    there = [name for name in _WITH_DATA if find_spec(name) is not None]
    return [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--name", NAME, "--console"),
        *("--distpath", str(folder), "--workpath", str(work), "--specpath", str(work)),
        *("--add-data", f"{data_folder()}{os.pathsep}patrol_tui/data"),
        *(part for name in _BY_NAME for part in ("--collect-submodules", name)),
        *(part for name in there for part in ("--collect-data", name)),
        *(part for name in _WITH_METADATA for part in ("--copy-metadata", name)),
        *(part for name in _LEFT_OUT for part in ("--exclude-module", name)),
        str(PACKAGE / "__main__.py"),
    ]


if __name__ == "__main__":
    print(frozen(Path(sys.argv[1])))

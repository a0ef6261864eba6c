"""Gathers all that installing needs: `python -m patrol_tui.packaging.wheelhouse FOLDER`.

The folder goes onto a stick. A laptop without a network, of the same system and Python, installs
from it: `pip install --no-index --find-links FOLDER patrol-tui`.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]


def gather(folder: Path) -> None:
    """Put the wheels of the program and of everything that it needs into a folder.

    Raises:
        subprocess.CalledProcessError: pip could not make or fetch one; it has said why.
    """
    subprocess.run(  # noqa: S603 - this very Python
        [_python(), "-m", "pip", "wheel", "--quiet", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
    )


def _python() -> str:
    """Return a Python that has pip: this one, or the one that this environment was made with."""
    with_pip = find_spec("pip") is not None
    return sys.executable if with_pip else getattr(sys, "_base_executable", sys.executable)


if __name__ == "__main__":
    gather(Path(sys.argv[1]))
    print(f"pip install --no-index --find-links {sys.argv[1]} patrol-tui")

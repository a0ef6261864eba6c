"""The files that the tests of this folder look at."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "patrol_tui"


@cache
def modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_bytes(), str(path))


def texts() -> list[tuple[Path, str]]:
    """Return every text file of the project with its content, build results aside."""
    found = []
    for top in ("patrol_tui", "tests", "data", ".ci/run", "README.md", "pyproject.toml"):
        for path in [ROOT / top, *(ROOT / top).rglob("*")]:
            if path.is_file() and "__pycache__" not in path.parts:
                content = path.read_bytes()
                if b"\0" not in content:
                    found.append((path.relative_to(ROOT), content.decode("utf-8")))
    return found

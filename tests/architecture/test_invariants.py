"""Every promise and every fault of the design is shown by a test that names it.

A test says so by a mark: `@pytest.mark.invariant("I2")`, `@pytest.mark.fault(23, 24)`.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.source_files import ROOT, tree

IN_WORDS = re.compile(r"\b[Ff]aults? \d|(?<![\w.])I\d{1,2}\b(?! = )")
INVARIANTS = {f"I{number}" for number in range(1, 13)}
FAULTS = set(range(1, 40))
# Not shown yet. These two only ever grow shorter.
INVARIANTS_TO_SHOW: set[str] = set()
FAULTS_TO_SHOW: set[int] = set()


def files_with_tests() -> list[Path]:
    """Return all files with tests."""
    return sorted((ROOT / "tests").rglob("test_*.py"))


@cache
def named(mark: str) -> dict[object, list[str]]:
    """Return what marks of a name say, each with the files that say it."""
    found: dict[object, list[str]] = {}
    for path in files_with_tests():
        for value in _values(path, mark):
            found.setdefault(value, []).append(path.name)
    return found


def _values(path: Path, mark: str) -> Iterator[object]:
    for node in ast.walk(tree(path)):
        is_mark = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == mark
            and ast.unparse(node.func.value) == "pytest.mark"
        )
        if isinstance(node, ast.Call) and is_mark:
            yield from (ast.literal_eval(argument) for argument in node.args)


def test_every_invariant_is_shown() -> None:
    assert INVARIANTS - named("invariant").keys() <= INVARIANTS_TO_SHOW


def test_every_fault_is_shown() -> None:
    assert FAULTS - named("fault").keys() <= FAULTS_TO_SHOW


def test_no_mark_names_what_is_not_in_the_design() -> None:
    assert named("invariant").keys() - INVARIANTS == set()
    assert named("fault").keys() - FAULTS == set()


def test_marks_say_it_and_not_words() -> None:
    said = [
        f"{path.name}: {node.name}"
        for path in files_with_tests()
        if path != Path(__file__)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and IN_WORDS.search(f"{ast.get_docstring(node)} {node.name.replace('_', ' ')}")
    ]
    assert said == []

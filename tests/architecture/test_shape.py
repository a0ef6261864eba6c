"""Files and functions stay small, and everything stands where the next person looks for it."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source_files import PACKAGE, ROOT, modules, texts, tree

pytestmark = pytest.mark.no_cover  # it only reads what is written

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
TOP_LEVEL = {"LICENSE", "README.md", "data", "patrol_tui", "pyproject.toml", "tests"}
BUILT = {"build", "dist", "snapshot_report.html"}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
# Taken apart, so that this file does not hold what it looks for.
OUTSIDE = re.compile(
    "|".join(
        [r"\.\./" + "shared", r"\." + "library", "(?<![\\w.~<>{}])/" + r"(?:work|root|Users)/\w"]
    )
)
CLOCK_READERS = {
    *(("datetime", name) for name in ("now", "utcnow", "today")),
    ("date", "today"),
    *(("time", name) for name in ("time", "time_ns", "localtime", "gmtime", "ctime")),
}


def test_a_file_does_one_thing() -> None:
    lengths = {
        name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules().items()
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_a_function_fits_on_a_screen() -> None:
    too_long = [
        f"{name}.{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for name, path in modules().items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert too_long == []


def test_only_the_clock_reads_the_clock() -> None:
    readers = [
        f"{name}:{node.lineno}: {node.value.id}.{node.attr}"
        for name, path in modules().items()
        if name != "patrol_tui.clock"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCK_READERS
    ]
    assert readers == []


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Return whether a handler takes everything and does not hand it on."""
    everything = handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )
    last = handler.body[-1]
    return everything and not (isinstance(last, ast.Raise) and last.exc is None)


def test_no_error_is_swallowed_unseen() -> None:
    swallowed = [
        f"{name}:{node.lineno}"
        for name, path in modules().items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and is_broad(node)
    ]
    assert swallowed == []


def test_modules_are_named_for_their_job() -> None:
    assert [name for name in modules() if VAGUE & set(name.split("."))] == []


def test_every_package_says_what_it_is_for() -> None:
    assert [name for name, path in modules().items() if not ast.get_docstring(tree(path))] == []


def test_the_top_level_holds_only_what_was_agreed() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert {name for name in names - BUILT if not name.endswith(".egg-info")} <= TOP_LEVEL


def test_no_file_points_outside_the_project() -> None:
    found = [
        f"{path}:{number}: {line.strip()}"
        for path, content in texts()
        for number, line in enumerate(content.splitlines(), 1)
        if OUTSIDE.search(line)
    ]
    assert found == []


def test_other_projects_see_our_types() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_nothing_is_left_for_later() -> None:
    later = re.compile(
        "|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", "raise NotImplemented" + "Error"])
    )
    sources = [(path, content) for path, content in texts() if path.suffix == ".py"]
    assert [str(path) for path, content in sources if later.search(content)] == []


def test_every_test_file_mirrors_a_part_of_the_package() -> None:
    parts = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    extra = {
        "architecture",
        "benchmarks",
        "data",
        "end_to_end",
        "faults",
        "gallery",
        "simulators",
        "__pycache__",
    }
    folders = {path.name for path in Path(__file__).parents[1].iterdir() if path.is_dir()}
    assert folders <= parts | extra

"""Real processes that a test starts, listens to and kills."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def child_environment() -> dict[str, str]:
    """Return the environment in which a child finds this program and its tests."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@contextmanager
def child(module: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a module in a process of its own, which is dead at the end whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=child_environment(),
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def lines_then_kill(process: subprocess.Popen[str], count: int) -> list[str]:
    """Read some lines that a process prints, kill it, and return all that it said till then."""
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(count)]
    process.kill()
    said += process.stdout.readlines()
    return [line.strip() for line in said if line.endswith("\n")]


def tell(process: subprocess.Popen[str], line: str = "go") -> None:
    """Send a line to a process."""
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


def ask(process: subprocess.Popen[str], line: str = "go") -> str:
    """Send a line to a process and return the line that it answers."""
    tell(process, line)
    assert process.stdout is not None
    return process.stdout.readline().strip()

"""The program as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.laptop import Laptop

ROOT = Path(__file__).parents[2]


def called(*words: str, environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "patrol_tui", *words]
    surroundings = {**os.environ, "PATROL_HOME": "/nowhere/patrol", **(environ or {})}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def loaded_by(words: list[str]) -> set[str]:
    script = (
        "import sys\nfrom patrol_tui.cli.app import run\n"
        f"run({words!r}, {{'PATROL_HOME': '/nowhere/patrol'}})\n"
        "print(*sorted({'typer', 'textual', 'rich', 'sqlalchemy', 'sqlmodel', 'sqlcipher3', 'yaml'}"
        " & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stderr.splitlines()[-1].split()) if done.stderr.strip() else set()


def test_without_a_terminal_the_program_alone_says_so() -> None:
    done = called()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "屏幕界面需要终端" in done.stderr


def test_whatever_the_locale_chinese_comes_out_as_utf_8() -> None:
    done = called("--help", environ={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert done.stdout.startswith("用法：")


def test_help_loads_typer_and_nothing_heavier() -> None:
    assert loaded_by(["--help"]) == {"typer"}


def test_the_version_and_a_bare_start_load_nothing() -> None:
    assert loaded_by(["--version", "--lang", "en"]) == set()
    assert loaded_by([]) == set()


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    script = f"{sys.executable} -m patrol_tui --help | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """Undo what a shell lays down for jobs in the background: to ignore interruptions."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.usefixtures("_interruptible")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_with_130(
    two_laptops: tuple[Laptop, Laptop], sent: signal.Signals
) -> None:
    home = str(two_laptops[0].home)
    command = [sys.executable, "-u", "-m", "patrol_tui", "--home", home, "sync", "--watch"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert "入库" in process.stdout.readline()
        process.send_signal(sent)
        _out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == "已中断。\n"


@pytest.mark.skipif(sys.platform == "win32", reason="pty of POSIX")
def test_a_dumb_terminal_is_refused_politely() -> None:
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "patrol_tui"],
        cwd=ROOT,
        env={**os.environ, "TERM": "dumb", "PATROL_HOME": "/nowhere/patrol"},
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert "TERM=dumb" in done.stderr.decode()


def test_two_calls_at_once_lose_nothing(laptop: Laptop) -> None:
    words = ["issue", "record", "--kind", "SV", "--place", "路口", "--note", "摊"]
    command = [sys.executable, "-m", "patrol_tui", "--home", str(laptop.home), *words]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(3)]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
    ids = {process.stdout.read().decode().strip() for process in started if process.stdout}
    for process in started:
        if process.stdout:
            process.stdout.close()
    assert {row["id"] for row in laptop.json("issue", "list")["items"]} == ids
    assert laptop.json("verify")["ok"] is True

"""Syncing in a process of its own: handed the key, told to stop, killed, left alone."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.bootstrap.sync_process import SyncBroke
from patrol_tui.clock import SystemClock
from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.homelock import one_sync
from patrol_tui.services.requests import StartPatrol
from patrol_tui.services.syncing.sync_log import past_syncs
from patrol_tui.services.syncing.sync_values import SyncProgress

PIN = "246810"
PATIENCE_S = 60
ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")


@pytest.fixture(scope="module")
def unlocked(tmp_path_factory: pytest.TempPathFactory) -> bootstrap.Unlocked:
    """Return an opened home with a shared file, and a patrol that is not sent yet."""
    tmp_path = tmp_path_factory.mktemp("beside")
    home = bootstrap.open_home(tmp_path / "home", {})
    asked = bootstrap.SetUp("binhu", "队员甲", "0417", f"sqlite:///{tmp_path / 'shared.db'}")
    opened = bootstrap.set_up_alone(home, asked, PIN, SystemClock())
    session = bootstrap.open_session(opened, SystemClock())
    session.office.perform(StartPatrol("binhu_north"))
    session.close()
    return opened


@pytest.fixture
def beside(unlocked: bootstrap.Unlocked) -> Iterator[bootstrap.SyncProcess]:
    """Return what syncs the home beside; it is ended afterwards."""
    process = bootstrap.SyncProcess(unlocked)
    yield process
    process.close()


def told_nothing(progress: SyncProgress) -> None:
    del progress


def is_alive(pid: int) -> bool:
    with suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state not in {"Z", "X"}
    return False


def until_gone(pid: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not is_alive(pid)


@contextmanager
def silent_server() -> Iterator[int]:
    """Take connections, and never answer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


def leads_to(unlocked: bootstrap.Unlocked, url: str) -> None:
    """Name another shared database in the settings."""
    bootstrap.keep_settings(unlocked.home, replace(unlocked.home.settings, shared_url=url))


def test_it_syncs_and_tells_how_far_it_is(
    beside: bootstrap.SyncProcess, unlocked: bootstrap.Unlocked
) -> None:
    told: list[SyncProgress] = []
    result = beside.sync(told.append)
    assert (result.state, result.pending) == ("complete", 0)
    assert result.receipts > 0
    assert [told[0].step, told[-1].step] == ["connecting", "done"]
    pid = beside.pid
    assert beside.sync(told_nothing, with_photos=False).state == "complete"
    assert beside.pid == pid
    store = bootstrap.open_store(unlocked, SystemClock())
    assert [past.state for past in past_syncs(store)][:2] == ["complete", "complete"]
    store.close()


@linux
def test_the_key_is_in_no_argument_and_in_no_environment(
    beside: bootstrap.SyncProcess, unlocked: bootstrap.Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATROL_PIN", PIN)
    beside.sync(told_nothing)
    seen = Path(f"/proc/{beside.pid}/cmdline").read_bytes()
    seen += Path(f"/proc/{beside.pid}/environ").read_bytes()
    secret = unlocked.key.secret
    for form in (secret, secret.hex().encode(), PIN.encode()):
        assert form not in seen
    assert b"sync_child" in seen


def test_a_process_that_is_killed_is_said_to_be_and_replaced(
    beside: bootstrap.SyncProcess, unlocked: bootstrap.Unlocked
) -> None:
    killed: list[int] = []

    def kill(progress: SyncProgress) -> None:
        assert progress.step == "connecting"
        assert beside.pid is not None
        killed.append(beside.pid)
        os.kill(beside.pid, signal.SIGTERM)

    with silent_server() as port:
        leads_to(unlocked, f"postgresql://127.0.0.1:{port}/district?sslmode=disable")
        with pytest.raises(SyncBroke, match="Nothing is lost"):
            beside.sync(kill)
    leads_to(unlocked, unlocked.home.settings.shared_url)
    assert beside.sync(told_nothing).state == "complete"
    assert beside.pid not in killed


@linux
def test_one_that_died_between_two_syncs_is_replaced_unseen(
    beside: bootstrap.SyncProcess,
) -> None:
    beside.sync(told_nothing)
    assert beside.pid is not None
    os.kill(beside.pid, signal.SIGKILL)
    until_gone(beside.pid)
    assert beside.sync(told_nothing).state == "complete"


@linux
def test_it_ends_with_the_process_that_started_it(unlocked: bootstrap.Unlocked) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from patrol_tui import bootstrap;"
        "from patrol_tui.clock import SystemClock;"
        "home = bootstrap.open_home(Path(sys.argv[1]), {});"
        "unlocked = bootstrap.unlock(home, None, sys.argv[2], SystemClock());"
        "beside = bootstrap.SyncProcess(unlocked); beside.sync(lambda told: None);"
        "print(beside.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    home = unlocked.home.places.data.parent
    command = [sys.executable, "-c", script, str(home), PIN]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    until_gone(int(done.stdout))


@pytest.mark.fault(37)
def test_a_second_sync_of_the_home_is_refused(
    beside: bootstrap.SyncProcess, unlocked: bootstrap.Unlocked
) -> None:
    with (
        one_sync(unlocked.home.places.data, "patrol-tui", 0),
        pytest.raises(Refused, match="being synced already"),
    ):
        beside.sync(told_nothing)
    assert beside.sync(told_nothing).state == "complete"


@pytest.mark.fault(5)
def test_a_sync_that_a_silent_server_holds_up_can_be_stopped(
    beside: bootstrap.SyncProcess, unlocked: bootstrap.Unlocked
) -> None:
    with silent_server() as port:
        leads_to(unlocked, f"postgresql://127.0.0.1:{port}/district?sslmode=disable")
        threading.Timer(0.5, beside.stop).start()
        begun = time.monotonic()
        result = beside.sync(told_nothing)
    assert (result.state, time.monotonic() - begun < PATIENCE_S) == ("partial", True)
    assert "stopped" in str(result.reason)
    leads_to(unlocked, unlocked.home.settings.shared_url)
    assert beside.sync(told_nothing).state == "complete"
    store = bootstrap.open_store(unlocked, SystemClock())
    assert [past.state for past in past_syncs(store)][:2] == ["complete", "partial"]
    store.close()


def test_a_home_that_cannot_be_opened_ends_it_without_a_traceback(
    beside: bootstrap.SyncProcess, unlocked: bootstrap.Unlocked, capfd: pytest.CaptureFixture[str]
) -> None:
    ledger = unlocked.home.places.data / bootstrap.LEDGER_FILE
    ledger.rename(ledger.with_suffix(".away"))
    with pytest.raises(SyncBroke):
        beside.sync(told_nothing)
    ledger.with_suffix(".away").rename(ledger)
    assert capfd.readouterr() == ("", "")
    log = unlocked.home.places.log / "patrol-tui.log"
    assert "NotFound" in log.read_text(encoding="utf-8")

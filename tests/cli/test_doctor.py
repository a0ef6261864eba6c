import io
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from patrol_tui import bootstrap, settings
from patrol_tui.cli.arguments import Given
from patrol_tui.cli.call import Call
from patrol_tui.cli.checking import machine, position
from patrol_tui.cli.checking.finding import Finding
from patrol_tui.cli.checking.machine import every_check
from patrol_tui.cli.checking.position import position_checks
from patrol_tui.cli.output import Output
from patrol_tui.clock import FixedClock
from patrol_tui.ledger.disk.wal import WAL_ALARM_BYTES, wal_path
from tests.cli.laptop import BEGIN_US, Laptop
from tests.devices.position.receiver_logs import sentence


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def findings(laptop: Laptop, **environ: str) -> dict[str, Finding]:
    """Return what the checks find at a terminal."""
    output = Output(Terminal(), io.StringIO())
    call = Call(Given(("doctor",), home=laptop.home), output, environ, laptop.clock)
    return {one.check: one for one in every_check(call)}


def test_nothing_is_amiss_with_a_laptop_that_is_well(laptop: Laptop) -> None:
    body = laptop.json("doctor")
    assert body["ok"] is True
    checks = {one["check"] for one in body["items"]}
    assert checks >= {
        "python",
        "sqlcipher",
        "encoding",
        "disk",
        "clock",
        "gps",
        "database",
        "shared",
    }
    assert "一切正常。" in laptop.ok("doctor").err


def test_a_laptop_that_is_not_set_up_is_looked_at_too(
    new_laptop: Callable[[str], Laptop],
) -> None:
    assert new_laptop("none").json("doctor")["ok"] is True


def test_what_is_amiss_has_its_remedy(laptop: Laptop) -> None:
    settings = bootstrap.open_home(laptop.home, {}).settings
    wrong = replace(settings, camera_folder="/nowhere/DCIM", shared_url="sqlite:////nowhere/x.db")
    bootstrap.keep_settings(bootstrap.open_home(laptop.home, {}), wrong)
    laptop.clock.at_us -= 365 * 24 * 3600 * 1_000_000
    said = laptop.call("doctor", "--json")
    assert said.code == 1
    amiss = {one["check"]: one["remedy"] for one in said.body["items"] if not one["ok"]}
    assert amiss.keys() == {"camera", "clock", "shared"}
    assert all(amiss.values())
    assert "camera_folder" in laptop.call("doctor").out


def test_a_lost_ledger_is_amiss_and_rebuild_its_remedy(laptop: Laptop) -> None:
    for file in (laptop.home / "data").glob("ledger.db*"):
        file.unlink()
    said = laptop.call("doctor")
    assert said.code == 1
    assert "patrol-tui rebuild" in said.out


def test_a_clock_behind_the_newest_entry_is_slow(laptop: Laptop) -> None:
    laptop.record()
    laptop.clock.at_us -= 3600 * 1_000_000
    assert laptop.call("doctor").code == 1


def test_without_a_pin_the_database_is_not_looked_at(
    new_laptop: Callable[[str], Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = new_laptop("locked")
    home = bootstrap.open_home(made.home, {})
    wanted = bootstrap.SetUp("binhu", "王某", "0412", None)
    bootstrap.set_up_alone(home, wanted, "135790", FixedClock(BEGIN_US))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert made.json("doctor")["ok"] is True
    made.environ["PATROL_PIN"] = "000000"
    body = made.call("doctor", "--json").body
    (found,) = [one for one in body["items"] if not one["ok"]]
    assert found["check"] == "database"
    assert "PIN" in found["remedy"]


def test_little_room_on_the_disk_is_amiss(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LEAST_FREE_BYTES", 1 << 62)
    found = findings(laptop)["disk"]
    assert (found.is_well, "照片" in found.remedy) == (False, True)


@pytest.mark.skipif(os.name != "posix", reason="other systems have one encoding")
def test_an_encoding_without_chinese_is_amiss_and_still_told_in_chinese(tmp_path: Path) -> None:
    plain = {
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-m", "patrol_tui", "doctor", "--home", tmp_path],
        cwd=Path(__file__).parents[2],
        env={**plain, "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "请设置 LANG=zh_CN.UTF-8" in done.stdout.decode("utf-8")


def test_a_damaged_database_is_found(laptop: Laptop) -> None:
    path = laptop.home / "data" / "ledger.db"
    path.write_bytes(b"x" * 8192)
    said = laptop.call("doctor", "--json")
    assert said.code == 1
    (found,) = [one for one in said.body["items"] if not one["ok"]]
    assert found["check"] == "database"
    assert "patrol-tui rebuild" in found["remedy"]


@pytest.mark.fault(17)
def test_a_log_of_writes_that_no_checkpoint_reaches_is_named(laptop: Laptop) -> None:
    call = Call(
        Given(("doctor",), home=laptop.home), Output(io.StringIO(), io.StringIO()), {}, laptop.clock
    )
    path = laptop.home / "data" / "ledger.db"
    with closing(bootstrap.open_store(call.unlocked(), laptop.clock)) as store:
        store.set_meta("written", "and not moved yet")
        with wal_path(path).open("r+b") as log:
            log.truncate(WAL_ALARM_BYTES + 1)
        found = findings(laptop)["database"]
    assert (found.is_well, "没有丢失" in found.remedy) == (False, True)
    assert findings(laptop)["database"].is_well


def test_a_terminal_is_measured(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setenv("LINES", "20")
    found = findings(laptop, TERM="dumb")
    assert not found["terminal"].is_well
    assert not found["term"].is_well
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("LINES", "40")
    found = findings(laptop, TERM="xterm-256color", COLORTERM="truecolor")
    assert found["terminal"].is_well
    assert found["term"].found == "xterm-256color truecolor"
    assert found["lines"].is_well


@pytest.mark.parametrize(
    ("line", "han", "lines"), [(1, 2, "unicode"), (2, 2, "ascii"), (1, 3, "unicode")]
)
def test_the_terminal_is_asked_how_wide_it_draws_lines_and_chinese(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch, line: int, han: int, lines: str
) -> None:
    import pty

    class Answering(Terminal):
        def write(self, text: str) -> int:
            if text.endswith("[6n"):
                column = 1 + (line if "\u2500" in text else han)
                os.write(ours, f"\x1b[1;{column}R".encode())
            return super().write(text)

    ours, theirs = pty.openpty()
    reader = os.fdopen(theirs, "r", encoding="utf-8")
    with reader:
        asked = Answering()
        monkeypatch.setattr(sys, "stdin", reader)
        monkeypatch.setattr(sys, "stdout", asked)
        found = findings(laptop, TERM="xterm")
        monkeypatch.undo()
    os.close(ours)
    assert found["chinese"].is_well is (han == 2)
    assert "UTF-8" in found["chinese"].remedy or han == 2
    assert asked.getvalue().startswith("\r\u2500\x1b[6n")
    assert bootstrap.open_home(laptop.home, {}).settings.lines == lines


def test_a_terminal_that_does_not_answer_is_not_waited_for_long(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pty

    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "r", encoding="utf-8") as reader:
        monkeypatch.setattr(sys, "stdin", reader)
        monkeypatch.setattr(sys, "stdout", Terminal())
        found = findings(laptop, TERM="xterm")
        monkeypatch.undo()
    os.close(ours)
    assert found["lines"].found == "终端没有回答"


def test_a_folder_that_cannot_be_written_is_amiss(
    new_laptop: Callable[[str], Laptop], tmp_path: Path
) -> None:
    made = new_laptop("none")
    made.home = Path("/proc/patrol")
    body = made.call("doctor", "--json").body
    assert "home" in {one["check"] for one in body["items"] if not one["ok"]}
    assert tmp_path.exists()


@pytest.mark.parametrize("folder", ["~nobody_of_this_name/DCIM", "n" * 300])
def test_a_camera_folder_that_cannot_be_looked_up_is_amiss(laptop: Laptop, folder: str) -> None:
    config = laptop.home / "config"
    settings.save(config, replace(settings.load(config).settings, camera_folder=folder))
    said = laptop.call("doctor", "--json")
    assert said.code == 1
    assert [one["check"] for one in said.body["items"] if not one["ok"]] == ["camera"]


def test_keys_that_do_two_things_are_named_with_the_remedy(laptop: Laptop) -> None:
    home = bootstrap.open_home(laptop.home, {})
    assert findings(laptop)["keys"].found == "原样"
    bootstrap.keep_settings(home, replace(home.settings, keys={"patrol.ok": "f2 strg+x"}))
    found = findings(laptop)["keys"]
    assert not found.is_well
    assert found.found == (
        "patrol.ok：没有叫 strg+x 的键。 F2 用了两次：patrol.ok 和 patrol.leave。"
    )
    assert "[keys]" in found.remedy


def test_the_keys_are_listed_by_the_ids_that_change_them(laptop: Laptop) -> None:
    home = bootstrap.open_home(laptop.home, {})
    bootstrap.keep_settings(home, replace(home.settings, keys={"app.record": "f11"}))
    body = laptop.json("keys")
    record = next(one for one in body["items"] if one["id"] == "app.record")
    assert (record["keys"], record["changed"]) == (["f11"], True)
    assert body["problems"] == []
    assert "[keys]" in laptop.ok("keys").err
    bootstrap.keep_settings(home, replace(home.settings, keys={"app.record": "f5"}))
    clashing = laptop.call("keys")
    assert clashing.code == 1
    assert "F5 用了两次" in clashing.err


@contextmanager
def gpsd_saying(report: bytes) -> Iterator[str]:
    """Give the name of a gpsd that says one report to whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError):
                connection, _address = server.accept()
                with connection:
                    connection.sendall(report)
                    while connection.recv(100):
                        pass

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"gpsd://127.0.0.1:{server.getsockname()[1]}"
        server.close()
        thread.join()


def gps_of(laptop: Laptop, name: str) -> dict[str, Finding]:
    """Return what the checks of position find with a receiver of that name."""
    config = laptop.home / "config"
    settings.save(config, replace(settings.load(config).settings, gps=name))
    call = Call(
        Given(("doctor",), home=laptop.home), Output(Terminal(), io.StringIO()), {}, laptop.clock
    )
    return {one.check: one for one in position_checks(call)}


def test_the_clock_is_compared_with_the_satellites(laptop: Laptop) -> None:
    moment = datetime.fromtimestamp(laptop.clock.now_us() / 1_000_000 - 600, UTC)
    report = (
        '{"class":"SKY","uSat":9}\n{"class":"TPV","mode":3,"eph":4.0,"lat":36.9,"lon":117.2,'
        f'"time":"{moment:%Y-%m-%dT%H:%M:%SZ}"}}\n'
    )
    with gpsd_saying(report.encode()) as name:
        found = gps_of(laptop, name)
    assert found["gps"].is_well
    assert "精度 4 米  9 颗卫星" in found["gps"].found
    assert not found["gps_clock"].is_well
    assert "比卫星快 600 秒" in found["gps_clock"].found


def test_a_receiver_that_says_nothing_yet_is_not_amiss(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(position, "LISTEN_S", 0.4)
    with gpsd_saying(b'{"class":"VERSION"}\n') as name:
        found = gps_of(laptop, name)
    assert list(found) == ["gps"]
    assert found["gps"].is_well
    assert "还没定上位" in found["gps"].found


def test_a_receiver_that_was_asked_for_and_is_not_there_is_amiss(laptop: Laptop) -> None:
    assert gps_of(laptop, "off")["gps"].found == "已关"
    for name in ("file:/nowhere/x.nmea", "no receiver"):
        found = gps_of(laptop, name)["gps"]
        assert not found.is_well
        assert found.remedy


def test_a_simulated_position_is_called_so(laptop: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "walk.nmea"
    path.write_text(sentence("GPGGA,010200,3658.2,N,11712.6,E,1,05,,,M,,M,,"), encoding="ascii")
    found = gps_of(laptop, f"file:{path}")
    assert "模拟" in found["gps"].found
    assert found["gps_clock"].is_well

"""A receiver is listened to beside everything else, and found again after it was gone."""

import os
import queue
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from patrol_tui.devices.position import transports
from patrol_tui.devices.position.receiver import Heard, Receiver
from patrol_tui.devices.position.sources import Source, source_named
from patrol_tui.devices.position.transports import (
    FileTransport,
    Transport,
    is_of_program,
    is_paired,
)
from patrol_tui.domain.geo import distance_m
from patrol_tui.domain.language.errors import Usage
from patrol_tui.domain.times import parse_time
from patrol_tui.domain.track.fix import Fix
from tests.devices.position.receiver_logs import (
    BEIDOU,
    GPS,
    KINDS,
    TEN_HZ,
    Kind,
    at_rate,
    round_of,
    steps,
    walk_log,
)

AT_US = parse_time("2026-11-23T09:02+08:00", 0)
GATE = (369_700_000, 1_172_100_000)
NEAR = (369_701_000, 1_172_101_000)


@contextmanager
def listening(source: Source | None) -> Iterator["queue.Queue[Heard]"]:
    """Listen to a source, and end the thread whatever happens."""
    assert source is not None
    told: queue.Queue[Heard] = queue.Queue()
    receiver = Receiver(source, lambda: AT_US, told.put)
    receiver.start()
    try:
        yield told
    finally:
        receiver.stop()
        receiver.join()


def next_fix(told: "queue.Queue[Heard]") -> Fix:
    while True:
        fix = told.get(timeout=20).fix
        if fix is not None:
            return fix


def test_gpsd_is_asked_to_watch_and_found_again_after_a_restart() -> None:
    report = (
        b'{"class":"TPV","mode":3,"time":"2026-11-23T01:02:%02dZ","lat":36.97,"lon":117.21}\r\n'
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with listening(source_named(f"gpsd://127.0.0.1:{port}")) as told:
            for second in (1, 2):
                connection, _address = server.accept()
                with connection:
                    assert connection.recv(100).startswith(b"?WATCH=")
                    connection.sendall(report % (second * 10))
                    assert next_fix(told).time_us == AT_US + second * 10_000_000
            assert told.get(timeout=20) == Heard(is_there=False)


def test_where_nobody_answers_that_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with listening(source_named(f"gpsd://127.0.0.1:{port}")) as told:
        assert told.get(timeout=20) == Heard(is_there=False)


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_serial_port_is_read() -> None:
    import pty
    import tty

    master, slave = pty.openpty()
    tty.setraw(slave)
    try:
        with listening(source_named(f"{os.ttyname(slave)}@4800")) as told:
            assert told.get(timeout=20) == Heard(is_there=True)
            os.write(master, "".join(round_of(BEIDOU, GATE, AT_US)).encode())
            fix = next_fix(told)  # nothing more comes: the moment is over
            assert fix.place == GATE
            assert fix.is_simulated  # a program is at the other end
    finally:
        os.close(master)
        os.close(slave)


@dataclass
class NamedPort:
    device: str
    description: str = "n/a"
    hwid: str = "n/a"


def test_a_port_that_leads_to_a_program_is_known_through_a_link_too(tmp_path: Path) -> None:
    link = tmp_path / "ttyV0"
    link.symlink_to("/dev/pts/7")
    assert is_of_program(str(link)) is (os.name == "posix")
    assert not is_of_program("/dev/ttyUSB0")


def test_a_pair_of_ports_on_windows_is_known_by_its_driver() -> None:
    ports = (
        NamedPort("COM3", "com0com - serial port emulator (COM3)", "com0com\\port\\cnca0"),
        NamedPort("COM4", "USB-SERIAL CH340 (COM4)", "USB VID:PID=1A86:7523"),
        NamedPort("COM12", "ELTIMA Virtual Serial Port (COM3->COM12)"),
    )
    assert is_paired("com3", ports)
    assert is_paired("\\\\.\\COM12", ports)
    assert not is_paired("COM4", ports)
    assert not is_paired("COM1", ports)


def test_ten_positions_a_second_are_heard_once_a_second() -> None:
    lines = walk_log(TEN_HZ, [GATE] * 25, AT_US)
    with listening(spoken(TEN_HZ, lines)) as told:
        times = [next_fix(told).time_us for _ in range(3)]
    assert [at - AT_US for at in times] == [0, 1_000_000, 2_000_000]


def test_a_clock_that_was_set_back_does_not_silence_the_receiver() -> None:
    lines = [*round_of(GPS, GATE, AT_US), *round_of(GPS, NEAR, AT_US - 3_600_000_000)]
    with listening(spoken(GPS, lines)) as told:
        assert [next_fix(told).place for _ in range(2)] == [GATE, NEAR]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_log_of_every_kind_of_receiver_is_heard_to_its_end(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "walk.nmea"
    lines = walk_log(kind, at_rate(steps(GATE, NEAR)[:6], kind), AT_US)
    path.write_bytes("".join(lines).encode("latin-1"))
    named = source_named(f"file:{path}")
    assert named is not None
    source = Source(kind.name, lambda: FileTransport(path, lambda _s: None), named.decoder)
    last = AT_US + len(at_rate(steps(GATE, NEAR)[:6], kind)) * kind.step_us - 1_000_000
    with listening(source) as told:
        fix = next_fix(told)
        while fix.time_us < last:
            fix = next_fix(told)
    assert distance_m(fix.place, GATE) <= 8
    assert fix.is_simulated  # a recording measures nothing now


def test_silence_and_rounds_without_a_position_are_told() -> None:
    lines = list(round_of(GPS, None, AT_US))
    with listening(spoken(GPS, lines)) as told:
        assert [told.get(timeout=20) for _ in range(3)] == [Heard(is_there=True)] * 3


def spoken(kind: Kind, lines: list[str]) -> Source:
    """Return a source that says lines, and then nothing more."""
    waiting = [line.encode() for line in lines]

    class Spoken:
        def read(self) -> bytes:
            return waiting.pop(0) if waiting else b""

        def close(self) -> None:
            waiting.clear()

    found = source_named("file:x")
    assert found is not None
    made: Transport = Spoken()
    return Source(kind.name, lambda: made, found.decoder)


def test_a_recording_is_replayed_a_round_a_second_and_followed(tmp_path: Path) -> None:
    path = tmp_path / "walk.nmea"
    lines = walk_log(GPS, [GATE, NEAR], AT_US)
    path.write_text("".join(lines), encoding="ascii", newline="")
    paused: list[float] = []
    transport = FileTransport(path, paused.append)
    assert [transport.read() for _ in lines] == [line.encode() for line in lines]
    assert paused == [1.0, 1.0]
    assert transport.read() == b""
    with path.open("a", encoding="ascii") as file:
        file.write("$more\n")
    assert transport.read() == b"$more\n"
    transport.close()


def test_the_setting_names_the_source(tmp_path: Path) -> None:
    assert source_named(" off ") is None
    for text in ("auto", "gpsd", "gpsd://gate:2948", "COM3", "/dev/ttyUSB0@4800"):
        source = source_named(text)
        assert source is not None
        assert source.name == text
    for text in ("", "gpsd://gate:70000", "file:", "ttyUSB0", "gpsd:gate"):
        with pytest.raises(Usage):
            source_named(text)
    missing = source_named(f"file:{tmp_path / 'none'}")
    assert missing is not None
    with pytest.raises(OSError, match="none"):
        missing.connect()
    port = source_named("/dev/no-such-port")
    assert port is not None
    with pytest.raises(OSError, match="no-such-port"):
        port.connect()


def test_auto_is_gpsd_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[tuple[object, ...]] = []

    def connect(*address: object) -> Transport:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("patrol_tui.devices.position.sources.SocketTransport", connect)
    source = source_named("auto")
    assert source is not None
    with pytest.raises(ConnectionRefusedError):
        source.connect()
    assert reached[0][:2] == ("127.0.0.1", 2947)
    assert threading.active_count() >= 1
    assert transports.READ_S <= 0.5

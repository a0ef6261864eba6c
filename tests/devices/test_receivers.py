import socket
from pathlib import Path

from patrol_tui.devices.receivers import receivers


def test_gpsd_and_serial_ports_are_found(tmp_path: Path) -> None:
    for name in ("ttyUSB0", "ttyACM1", "tty1"):
        (tmp_path / name).touch()
    with socket.create_server(("127.0.0.1", 0)) as gpsd:
        found = receivers(tmp_path, gpsd.getsockname()[1])
    assert found == ["gpsd", str(tmp_path / "ttyACM1"), str(tmp_path / "ttyUSB0")]


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert receivers(tmp_path / "none", port) == []

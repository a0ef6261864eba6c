"""Runs gpsfake, which feeds what a receiver said to a gpsd of its own, faster than it was said."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.devices.position.receiver_logs import Kind

ROUND_S = 0.02
_PATIENCE_S = 2


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


@contextmanager
def replayed(kind: Kind, lines: list[str], folder: Path, *, by_tcp: bool = False) -> Iterator[str]:
    """Replay lines, about fifty rounds a second, and give the name of the gpsd that has them.

    Args:
        kind: of the receiver that said them.
        lines: what it said.
        folder: where the log may lie.
        by_tcp: gpsd hears them over TCP; else over a pseudo-terminal, which is no receiver's.
    """
    log = folder / f"{kind.name}.nmea"
    log.write_text("".join(lines), encoding="latin-1", newline="")
    port = free_port()
    wait_s = str(ROUND_S / len(kind.says) / max(1, 1_000_000 // kind.step_us // 4))
    words = ["gpsfake", "-1", "-q", "-P", str(port), "-c", wait_s, *(["-t"] if by_tcp else [])]
    with subprocess.Popen(
        [*words, str(log)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            yield f"gpsd://127.0.0.1:{port}"
        finally:
            # It may outlive its gpsd and wait for ever, so that asking is not enough.
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                running.wait(_PATIENCE_S)
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)

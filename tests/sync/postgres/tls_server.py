"""A PostgreSQL server as Debian packs it, with TLS and client certificates."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "patrol.example"
_ACCESS = "local all all trust\nhostssl all all 127.0.0.1/32 cert\n"


@dataclass(frozen=True)
class TlsServer:
    """A running server.

    Attributes:
        folder: where certificates and keys lie.
        port: where it listens.
    """

    folder: Path
    port: int

    def url(self, port: int, login: str, **changed: str) -> str:
        """Return the URL of its first database for a login that has a certificate."""
        given = {
            "host": HOST,
            "hostaddr": "127.0.0.1",
            "port": str(port),
            "user": login,
            "sslmode": "verify-full",
            "sslrootcert": str(self.folder / "office.crt"),
            "sslcert": str(self.folder / f"{login}.crt"),
            "sslkey": str(self.folder / f"{login}.key"),
        }
        query = "&".join(f"{name}={value}" for name, value in {**given, **changed}.items())
        return f"postgresql:///postgres?{query}"

    @property
    def local(self) -> str:
        """Return the URL of the superuser on the Unix socket."""
        return f"postgresql://postgres:@/postgres?host={self.folder}&port={self.port}"


def authority(folder: Path, name: str) -> None:
    """Make somebody who signs certificates."""
    _openssl(folder, "req", "-x509", *_new_key(name), "-subj", f"/CN={name}", "-days", "2")


def certificate(folder: Path, name: str, signed_by: str, subject: str) -> None:
    """Make a key, and a certificate that says whose it is."""
    _openssl(
        folder,
        *("req", "-x509", *_new_key(name), "-subj", f"/CN={subject}", "-days", "2"),
        *("-addext", f"subjectAltName=DNS:{subject}", "-addext", "basicConstraints=CA:false"),
        *("-CA", f"{signed_by}.crt", "-CAkey", f"{signed_by}.key"),
    )


def _new_key(name: str) -> list[str]:
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    return [*curve, "-keyout", f"{name}.key", "-out", f"{name}.crt"]


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@contextmanager
def tls_server() -> Iterator[TlsServer]:
    """Run a server that lets in who has a certificate of the office."""
    folder = Path(tempfile.mkdtemp(prefix="patrol-tls-"))
    folder.chmod(0o755)
    authority(folder, "office")
    certificate(folder, "server", "office", HOST)
    with socket.create_server(("127.0.0.1", 0)) as free:
        server = TlsServer(folder, int(free.getsockname()[1]))
    data = folder / "data"
    data.mkdir()
    owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    for path in (folder, data, folder / "server.key"):
        shutil.chown(path, owner)
    _run(owner, "initdb", "-U", "postgres", "-A", "trust", "-D", str(data))
    (data / "pg_hba.conf").write_text(_ACCESS)
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": str(folder),
        "port": str(server.port),
        "fsync": "off",
        "ssl": "on",
        "ssl_cert_file": str(folder / "server.crt"),
        "ssl_key_file": str(folder / "server.key"),
        "ssl_ca_file": str(folder / "office.crt"),
    }
    lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
    (data / "postgresql.auto.conf").write_text("".join(lines))
    _run(owner, "pg_ctl", "-w", "-D", str(data), "-l", str(data / "log"), "start")
    try:
        yield server
    finally:
        _run(owner, "pg_ctl", "-w", "-m", "immediate", "-D", str(data), "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(owner: str, program: str, *words: str) -> None:
    newest = max(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    become = ["runuser", "-u", owner, "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*become, str(newest), *words],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )

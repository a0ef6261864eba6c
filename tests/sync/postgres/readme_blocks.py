"""The README's section on PostgreSQL, block by block, and a server to run it at."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
_BLOCK = re.compile(r"<!-- (run as|unit|cron)\b ?([^>]*?) ?-->\n```\w+\n(.*?)```", re.DOTALL)
_SHIM = '#!/bin/sh\nPYTHONPATH="{root}" exec "{python}" -P -m patrol_tui "$@"\n'


def blocks() -> dict[str, str]:
    """Return what the README prints, by what its comments say of it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text[text.index("## PostgreSQL in service") :]
    section = section[: section.index("\n## ")]
    found = {f"{kind} {name}".strip(): body for kind, name, body in _BLOCK.findall(section)}
    assert section.count("```") == 2 * len(found)
    return found


@dataclass(frozen=True)
class Place:
    """A machine that lines are run at.

    Attributes:
        folder: where they are run; its home too.
        owner: as whom, where that is not who runs the tests.
        environ: what is set there.
    """

    folder: Path
    owner: str | None
    environ: Mapping[str, str]

    def started(self, lines: str) -> subprocess.Popen[str]:
        """Start lines in the shell, which gives up at the first that fails."""
        become = ["runuser", "-u", self.owner, "--"] if self.owner else []
        return subprocess.Popen(
            [*become, "bash", "-euo", "pipefail", "-c", lines],
            cwd=self.folder,
            env={"HOME": str(self.folder), "LANG": "C.UTF-8", **self.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, lines: str, code: int = 0) -> str:
        """Run lines to their end, and return what they printed."""
        process = self.started(lines)
        out, err = process.communicate(timeout=120)
        assert process.returncode == code, f"{lines}\n{out}\n{err}"
        return out


@contextmanager
def plain_server() -> Iterator[Place]:
    """Run a server as Debian packs it, as it is once it was made, and give its administrator."""
    folder = Path(tempfile.mkdtemp(prefix="patrol-readme-"))
    folder.chmod(0o755)
    owner = "postgres" if os.geteuid() == 0 else None  # under root a server does not run
    if owner:
        shutil.chown(folder, owner)
    newest = max(Path("/usr/lib/postgresql").glob("*/bin"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    environ = {
        "PATH": f"{newest}:{os.environ['PATH']}",
        "PGHOST": str(folder),
        "PGPORT": port,
        "PGUSER": "postgres",
    }
    place = Place(folder, owner, environ)
    settings = f"port = {port}\nunix_socket_directories = '{folder}'\nfsync = off\n"
    place.run(
        "initdb -U postgres -A trust -D data\n"
        f'printf "%s" "{settings}" >> data/postgresql.conf\n'
        "pg_ctl start -w -D data -l server.log"
    )
    try:
        yield place
    finally:
        place.run("pg_ctl stop -w -m immediate -D data")
        shutil.rmtree(folder, ignore_errors=True)


def laptop(folder: Path, server: Place, **environ: str) -> Place:
    """Return a laptop that has the authority's certificate and the program."""
    folder.mkdir()
    shutil.copyfile(server.folder / "ca.crt", folder / "ca.crt")
    program = folder / "bin" / "patrol-tui"
    program.parent.mkdir()
    program.write_text(_SHIM.format(root=ROOT, python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    given = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PGPORT": server.environ["PGPORT"],
        "PATROL_HOME": str(folder / "home"),
        "PATROL_PIN": "271828",
        **environ,
    }
    return Place(folder, None, given)

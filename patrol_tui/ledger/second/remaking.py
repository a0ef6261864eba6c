"""Makes a ledger whole again: by what can be read of it, and by the second copy of own entries."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from itertools import count, islice
from pathlib import Path

from patrol_tui.domain.entries.entry import Entry, next_h
from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger import driver
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.keeping import Keeping
from patrol_tui.ledger.book.machine import USUAL
from patrol_tui.ledger.book.rebuild import UNFINISHED
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.disk.space import flush_directory, os_failure
from patrol_tui.ledger.disk.wal import checkpoint_when_idle, wal_path
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import open_encrypted
from patrol_tui.ledger.entries import MOST_SEQ
from patrol_tui.ledger.schema import KIND
from patrol_tui.ledger.second.keeping import VOLATILE
from patrol_tui.ledger.second.own_copy import SecondCopy
from patrol_tui.ledger.second.salvage import Salvaged, salvage
from patrol_tui.services.ports.shared import LogRow, Position

NOTHING_LEFT = N_(
    "Neither {path} nor its second copy says whose laptop this was. Nothing was changed: put both "
    "back from a backup, or ask the bureau for a new bundle."
)
_OWN_ALONE = ("copy.", "machine", "stream.")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done to a ledger.

    Attributes:
        kept: entries that it held, or that could be read of it.
        restored: entries that came from the second copy.
        spoilt: entries that were listed and could not be read.
        set_aside: where the damaged file lies now; None where it was whole.
    """

    kept: int
    restored: int = 0
    spoilt: int = 0
    set_aside: Path | None = None


def is_sound(connection: Connection) -> bool:
    """Tell whether every page of a ledger checks, and its tables and indexes agree."""
    try:
        if checkpoint_when_idle(connection).is_whole:
            damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        else:
            damaged = []
        return not damaged and connection.execute("PRAGMA integrity_check(1)").fetchall() == [
            ("ok",)
        ]
    except (driver.Error, Corrupt):
        return False


def gaps(base: Base) -> int:
    """Return how many own entries lack the one that was written before them."""
    with in_words():
        rows = base.connection.execute(
            "SELECT count(*) FROM stream s JOIN entry e ON e.id BETWEEN s.no << 32"
            " AND s.no << 32 | ? WHERE s.is_own AND e.prev <> ?"
            " AND NOT EXISTS (SELECT 1 FROM entry b WHERE b.hash = e.prev)",
            (MOST_SEQ, ZERO_HASH),
        ).fetchall()
    return int(rows[0][0])


def put_back(base: Base, copy: SecondCopy | None) -> Mended:
    """Put into a sound ledger the own entries that its second copy holds and it does not.

    Raises:
        NotSaved: the disk did not take them; none was put back.
    """
    copied = copy.entries() if copy is not None else {}
    with in_words():
        rows = base.connection.execute("SELECT count(*) FROM entry").fetchall()
        lacking = [one for one in copied.values() if base.entries.subject_of(one.hash) is None]
    if lacking:
        with base.writing():
            base.roster.refresh()
            _keep(base, _in_line(lacking))
            for subject in dict.fromkeys(entry.subject for entry in lacking):
                base.views.refresh(subject)
            # what was written last may be lost all the same: its place stays free
            base.streams.begin_anew()
    return Mended(int(rows[0][0]), len(lacking))


def remake(path: Path, key: bytes, copy: SecondCopy) -> Mended:
    """Make a damaged or lost ledger anew; what is left of the old one is set aside.

    The views are not there yet, nor what has to be fetched again.

    Raises:
        Corrupt: nothing says whose ledger it was; nothing was changed.
        NotSaved: the disk did not take it; the damaged file is where it was.
    """
    found = salvage(path, key) if path.exists() else Salvaged()
    about, copied = copy.about(), copy.entries()
    meta = _without(VOLATILE, about.get("meta", {})) | _without(_OWN_ALONE, found.meta)
    if "device" not in meta:
        raise Corrupt(NOTHING_LEFT, path=path)
    restored = {name: one for name, one in copied.items() if name not in found.entries}
    meta[UNFINISHED] = "1"
    fresh = path.with_name(path.name + ".remade")
    try:
        _remove(fresh)
        with closing(open_encrypted(fresh, key, KIND)) as connection:
            base = Base(connection, bytes.fromhex(meta["device"]), USUAL)
            _fill(base, meta, found, restored, _seals(about) | found.seals)
            checkpoint_when_idle(connection)
        aside = _swap(path, fresh)
    except OSError as error:
        raise os_failure(error) from error
    return Mended(len(found.entries), len(restored), found.spoilt, aside)


def _without(prefixes: tuple[str, ...], values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if not name.startswith(prefixes)}


def _seals(about: Mapping[str, Mapping[str, str]]) -> dict[bytes, bytes]:
    seals = about.get("seals", {})
    return {bytes.fromhex(name): bytes.fromhex(seal) for name, seal in seals.items()}


def _fill(
    base: Base,
    meta: Mapping[str, str],
    found: Salvaged,
    restored: dict[bytes, Entry],
    seals: Mapping[bytes, bytes],
) -> None:
    with base.writing():
        _insert(base, "meta (key, value)", meta)
        _insert(base, "seal (hash, seal)", seals)
        _insert(base, "quarantine (hash, reason)", found.barred)
    entries = iter(_in_line((found.entries | restored).values()))
    while some := list(islice(entries, _AT_ONCE)):
        with base.writing():
            _keep(base, some)
    for station, at in found.cursors.items():
        with base.writing():
            base.logs.follow(station)
            _keep_log(base, station, at, found.log.get(station, {}))
            base.acked.count_anew(station)
    with base.writing():
        _carry(base, found.carried)
        base.streams.begin_anew()


def _insert(base: Base, into: str, values: Mapping[str, str] | Mapping[bytes, object]) -> None:
    base.connection.executemany(f"INSERT INTO {into} VALUES (?, ?)", list(values.items()))  # noqa: S608 - constant


def _in_line(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.header.stream, entry.seq, entry.hash))


def _keep(base: Base, entries: Iterable[Entry]) -> None:
    keeping = Keeping(base)
    for entry in entries:
        keeping.keep(entry)


def _carry(base: Base, carried: Mapping[bytes, bytes | None]) -> None:
    """Send on what others wrote, unless the shared log is known to show it."""
    rows = [(seal, name) for name, seal in carried.items() if not base.logs.holds(name)]
    base.connection.executemany(
        "INSERT INTO carried (id, seal) SELECT id, ? FROM entry WHERE hash = ?", rows
    )


def _keep_log(base: Base, station: bytes, held: Position, rows: Mapping[int, LogRow]) -> None:
    """Keep a log up to its first row that is lost or wrong; the rest is fetched again."""
    at = held if held.n == 0 else Position(held.epoch, 0, ZERO_HASH)
    for row in _chained(base, rows, held.n):
        base.logs.add(station, row)
        at = Position(held.epoch, row.n, row.h)
    base.logs.move(station, at)


def _chained(base: Base, rows: Mapping[int, LogRow], last_n: int) -> Iterator[LogRow]:
    h = ZERO_HASH
    for n in count(1):
        row = rows.get(n)
        if row is None or n > last_n or base.entries.subject_of(row.hash) is None:
            return
        h = next_h(h, row.hash, row.seal)
        if h != row.h:
            return
        yield row


def _swap(path: Path, fresh: Path) -> Path | None:
    """Put the remade ledger in its place; the damaged one and its log stay beside it.

    The old log goes first: it must never meet the new file. From there on a power cut leaves the
    old file without its log, which the next start finds and the next rebuild mends.
    """
    aside = None
    if path.exists():
        aside = next(name for name in _asides(path) if not name.exists())
        with suppress(FileNotFoundError):
            wal_path(path).replace(wal_path(aside))
        path.with_name(path.name + "-shm").unlink(missing_ok=True)
        flush_directory(path.parent)
        try:
            aside.hardlink_to(path)
        except OSError:  # FAT has no links
            path.replace(aside)
    fresh.replace(path)
    flush_directory(path.parent)
    return aside


def _asides(path: Path) -> Iterator[Path]:
    return (path.with_name(f"{path.stem}.damaged{number}") for number in count(1))


def _remove(path: Path) -> None:
    for leftover in (path, wal_path(path), path.with_name(path.name + "-shm")):
        leftover.unlink(missing_ok=True)

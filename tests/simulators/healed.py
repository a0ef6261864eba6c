"""What must hold once everybody has synced."""

from itertools import combinations
from typing import NamedTuple

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import Header, next_h, unpack_header
from patrol_tui.domain.entries.ids import ZERO_HASH, name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import SHARED
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.checks.lines import MISSING_BEFORE
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.quarantine import BARRED, BARRED_FOR, REVOKED
from tests.simulators.district import District
from tests.simulators.laptop import Laptop


class Broken(Exception):
    """A promise was not kept."""


def check_healed(
    district: District, acknowledged: set[bytes], may_fork: set[bytes], cloned: set[bytes]
) -> None:
    """Check all promises.

    Args:
        district: everybody, quiet.
        acknowledged: entries of which a copy was never destroyed.
        may_fork: laptops that were restored or cloned without noticing it.
        cloned: laptops that were cloned.

    Raises:
        Broken: one is not kept.
    """
    stranded = _stranded(district)
    orphans = _check_union(district, acknowledged - stranded) | stranded
    _check_logs(district)
    _check_shares(district)
    for laptop in district.laptops:
        _check_laptop(laptop, district, stranded)
        _check_forks(laptop, may_fork, may_fork | cloned)
    for one, other in combinations(_members(district), 2):
        if one.store.cursors().keys() == other.store.cursors().keys():
            _check_alike(one, other, orphans)


def _stranded(district: District) -> set[bytes]:
    """Return entries that follow from such as nobody holds any more.

    A stick brought them back, and not what came before; no log can take them.
    """
    before: dict[bytes, bytes] = {}
    for laptop in _members(district):
        before |= laptop.store._connection.execute("SELECT hash, prev FROM entry").fetchall()
    known = before.keys() | district.shared.held()
    found: set[bytes] = set()
    waiting = {held for held, prev in before.items() if prev not in known | {ZERO_HASH}}
    while waiting:
        found |= waiting
        waiting = {held for held, prev in before.items() if prev in waiting} - found
    return found - district.shared.held()


def _members(district: District) -> list[Laptop]:
    """Return the laptops that were not shut out."""
    return [laptop for laptop in district.laptops if not district.is_shut_out(laptop)]


def _check_union(district: District, acknowledged: set[bytes]) -> set[bytes]:
    """I2, and more: after healing the shared database itself has everything.

    Where a station's laptops and the shared database forgot an entry alike, its neighbours keep
    their copies of it, which they cannot put back: they lack the line that it stands in. These are
    returned. What a laptop alone has that was shut out stays there.
    """
    kept, orphans, at_home = set[bytes](), set[bytes](), set[bytes]()
    members = _members(district)
    for laptop in members:
        kept |= laptop.held()
        orphans |= _copies(laptop, "AND e.hash NOT IN (SELECT hash FROM log)")
        at_home |= laptop.held() - _copies(laptop)
    lost = acknowledged - district.shared.held()
    for laptop in district.laptops:
        if district.is_shut_out(laptop):
            lost -= laptop.held() - kept
    if lost - kept or lost & at_home:
        where = {laptop.name: len(lost & laptop.held()) for laptop in members}
        raise Broken("not in the shared ledger", sorted(h.hex()[:8] for h in lost), where)
    return orphans


def _copies(laptop: Laptop, which: str = "") -> set[bytes]:
    """Return what a laptop holds of other stations.

    The bureau may have begun to follow their log only after it had lost what is held here.
    """
    rows = laptop.store._connection.execute(
        "SELECT e.hash FROM entry e JOIN stream s ON s.no = e.id >> 32"  # noqa: S608 - constant
        f" WHERE s.station NOT IN (?, ?) {which}",
        (laptop.log, DISTRICT),
    ).fetchall()
    return {row[0] for row in rows}


def _check_logs(district: District) -> None:
    """I4: no gap, no double, each hash following, each row with its entry."""
    with district.shared.read() as connection:
        rows = connection.execute(
            "SELECT l.station, l.n, l.hash, l.h, l.seal, e.hash FROM log l LEFT JOIN entry e"
            " ON e.station = l.station AND e.hash = l.hash ORDER BY l.station, l.n"
        ).fetchall()
        heads = connection.execute("SELECT station, n, h FROM log_head").fetchall()
    ends: dict[bytes, tuple[int, bytes]] = {}
    for station, n, entry_hash, h, seal, held in rows:
        last_n, last_h = ends.get(station, (0, ZERO_HASH))
        if (n, h) != (last_n + 1, next_h(last_h, entry_hash, seal)) or held is None:
            raise Broken("shared log", station.hex()[:8], n)
        ends[station] = (n, h)
    if any(ends.get(station, (0, ZERO_HASH)) != (n, h) for station, n, h in heads):
        raise Broken("log head")
    for laptop in district.laptops:
        for station, at in laptop.store.cursors().items():
            if (at.n, at.h) != ends.get(station, (0, ZERO_HASH)):
                raise Broken(laptop.name, "cursor", station.hex()[:8], at.n)


def _check_laptop(laptop: Laptop, district: District, stranded: set[bytes]) -> None:
    problems = [
        p
        for p in laptop.store.verify().problems
        if p.what not in {BARRED, BARRED_FOR}
        and not (p.what == MISSING_BEFORE and p.entry in stranded)
    ]
    if problems:
        raise Broken(laptop.name, [(p.what, p.entry and p.entry.hex()[:8]) for p in problems])
    if district.is_shut_out(laptop):
        return
    late = {place.hash for header, place in _headers(laptop) if header.device in district.shut_out}
    barred = {
        entry.hex()[:8]: why
        for entry, why in laptop.store.quarantined().items()
        if why != REVOKED or entry not in late or entry in district.received
    }
    if barred:
        raise Broken(laptop.name, "quarantine", barred)
    receipt = laptop.receipt()
    own = {at.hash for header, at in _headers(laptop) if header.device == laptop.who.device}
    is_complete = receipt.is_complete or own & stranded
    waiting = len(own & stranded)
    if not is_complete or receipt.entries.here != len(own):
        raise Broken(laptop.name, "receipt", receipt, len(own))
    # what is counted is places in lines, those in a gap included
    is_all_sent = bool(laptop.store.counts().unsent) == bool(waiting)
    if not is_all_sent or _carried(laptop) - stranded:
        raise Broken(laptop.name, "unsent", laptop.store.counts(), waiting)


def _carried(laptop: Laptop) -> set[bytes]:
    rows = laptop.store._connection.execute(
        "SELECT e.hash FROM carried c JOIN entry e ON e.id = c.id"
    ).fetchall()
    return {row[0] for row in rows}


class Place(NamedTuple):
    """Where an entry stands in its line."""

    seq: int
    prev: bytes
    hash: bytes


def _headers(laptop: Laptop) -> list[tuple[Header, Place]]:
    rows = laptop.store._connection.execute(
        "SELECT r.header, e.id & 4294967295, e.prev, e.hash"
        " FROM entry e JOIN run r ON r.no = e.run_no"
    ).fetchall()
    return [(unpack_header(header), Place(*place)) for header, *place in rows]


def _check_forks(laptop: Laptop, may_fork: set[bytes], may_take_turns: set[bytes]) -> None:
    """I8: a device is named here where two entries of its line contradict.

    Beside these only such are named that two go on as.
    """
    lines: dict[tuple[bytes, bytes], list[Place]] = {}
    for header, place in _headers(laptop):
        lines.setdefault((header.device, header.stream), []).append(place)
    forked = {device for (device, _), places in lines.items() if _is_forked(places)}
    named = laptop.store.forked()
    if forked - named or named - forked - may_take_turns or forked - may_fork:
        raise Broken(laptop.name, "forks", len(forked), "named", len(laptop.store.forked()))


def _is_forked(places: list[Place]) -> bool:
    at: dict[int, set[bytes]] = {}
    for place in places:
        at.setdefault(place.seq, set()).add(place.hash)
    return any(
        len(at[place.seq]) > 1 or place.prev not in at.get(place.seq - 1, {place.prev})
        for place in places
    )


def _check_shares(district: District) -> None:
    """Each log that holds a thing holds all of it, and those that shall hold it do."""
    with district.shared.read() as connection:
        rows = connection.execute(
            "SELECT station, subject, hash, kind, payload FROM entry WHERE kind >> 8 = ?",
            (ISSUE.code,),
        ).fetchall()
    held: dict[bytes, dict[bytes, set[bytes]]] = {}
    wanted: set[tuple[bytes, bytes]] = set()
    for station, subject, entry_hash, kind, stored in rows:
        held.setdefault(subject, {}).setdefault(station, set()).add(entry_hash)
        if kind == ISSUE.kind(SHARED):
            wanted |= {(subject, name_id("station", str(to))) for to in _targets(stored)}
    missing = [subject.hex() for subject, station in wanted if station not in held[subject]]
    if missing:
        raise Broken("never shared", sorted(missing))
    for subject, logs in held.items():
        if len(set(map(frozenset, logs.values()))) > 1:
            counts = {station.hex()[:6]: len(found) for station, found in logs.items()}
            raise Broken("shared in part", subject.hex(), counts)


def _targets(stored: bytes) -> list[Json]:
    added = payload.decode(stored).get("add")
    found = added.get("stations") if isinstance(added, dict) else None
    return found if isinstance(found, list) else []


def _check_alike(one: Laptop, other: Laptop, orphans: set[bytes]) -> None:
    """I3 and I7: the same set, the same digest, the same conflicts on both."""
    missing = one.held() ^ other.held()
    if missing - orphans:
        raise Broken(
            one.name, other.name, "hold other entries", {h.hex()[:8] for h in missing - orphans}
        )
    if missing:
        return
    for subject in one.things():
        shown, theirs = _shown(one, subject), _shown(other, subject)
        if shown != theirs:
            raise Broken(one.name, other.name, subject.hex(), shown, theirs)
    if one.store.digest() != other.store.digest():
        raise Broken(one.name, other.name, "digest")
    counts = (one.store.counts().conflicts, other.store.counts().conflicts)
    in_conflict = sum(bool(_state(one, subject).conflicts) for subject in one.things())
    if counts != (in_conflict, in_conflict):
        raise Broken(one.name, other.name, "conflicts", counts, in_conflict)


def _state(laptop: Laptop, subject: bytes) -> State:
    state = laptop.store.state(subject)
    assert state is not None
    return state


def _shown(laptop: Laptop, subject: bytes) -> object:
    state = _state(laptop, subject)
    sides = [(found.field, [value.entry for value in found.values]) for found in state.conflicts]
    return state.status, state.fields, state.sets, state.heads, sides

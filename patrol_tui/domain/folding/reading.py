"""What each entry of a thing says, and whether it has effect: rights, quarantine, rulings."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from patrol_tui.domain.entries.causality import Causality, places_in
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import EXPUNGE, INSTEAD, RELEASE
from patrol_tui.domain.folding.state import Flag
from patrol_tui.domain.folding.subject import EXPUNGED, RELEASED, RULINGS, Claim, Role, Subject
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.domain.values import dataclass

Judge = Callable[[bytes, int], "frozenset[Role] | None"]
Stations = Callable[[bytes, int], frozenset[str]]
Decode = Callable[[bytes], Mapping[str, Json]]


def nowhere(_author: bytes, _district_n: int) -> frozenset[str]:
    """Know of no officer's station."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """By what the entries of a thing are judged.

    Attributes:
        judge: author and position in the district's log to roles; None where not yet held.
        stations: author and position to the stations that they belong to.
        barred: hashes of entries that are quarantined: kept, without effect.
        decode: reads a stored payload.
    """

    judge: Judge
    stations: Stations
    barred: frozenset[bytes]
    decode: Decode


class Read(NamedTuple):
    """One entry as it was read.

    Attributes:
        content: what it says, or None where that cannot be read.
        flag: what there is to say about it, or None.
        is_live: it has effect.
    """

    content: Mapping[str, Json] | None
    flag: Flag | None
    is_live: bool


def read_entries(subject: Subject, graph: Causality, rules: Rules) -> list[Read]:
    """Return what the entries of a thing say, in causal order."""
    reads = [
        _read(entry, _flag(subject, entry, rules, rules.barred), rules) for entry in graph.entries
    ]
    if not RULINGS.isdisjoint([entry.kind & 0xFF for entry in graph.entries]):
        _follow_rulings(subject, graph, rules, reads)
    if subject.allows is not None:
        _look_closer(subject, graph, rules, reads)
    return reads


def _flag(subject: Subject, entry: Entry, rules: Rules, barred: frozenset[bytes]) -> Flag | None:
    if entry.hash in barred:
        return "barred"
    if subject.fact_name(entry.kind) is None:
        return "unknown"
    roles = rules.judge(entry.header.author, entry.header.district_n)
    if roles is None:
        return "not_judgeable"
    return None if subject.may_write(entry.kind, roles) else "no_right"


def _read(entry: Entry, flag: Flag | None, rules: Rules) -> Read:
    if entry.payload is None:
        return Read(None, "expunged", is_live=False)
    try:
        return Read(rules.decode(entry.payload), flag, is_live=flag is None)
    except Corrupt:
        return Read(None, "unreadable", is_live=False)


def _follow_rulings(subject: Subject, graph: Causality, rules: Rules, reads: list[Read]) -> None:
    """Release and expunge what the bureau's entries name, the latest of them first.

    So a ruling that is itself released counts, and one whose reason was expunged still does.
    """
    released: set[bytes] = set()
    for target, _ in _rulings(graph, reads, RELEASED, RELEASE):
        entry = graph.entries[target]
        released.add(entry.hash)
        if reads[target].flag == "barred":
            reads[target] = _read(entry, _flag(subject, entry, rules, frozenset()), rules)
    barred = rules.barred - released
    for target, content in _rulings(graph, reads, EXPUNGED, EXPUNGE):
        said = content.get(INSTEAD)
        flag = _flag(subject, graph.entries[target], rules, barred)
        instead = said if isinstance(said, dict) else {}
        reads[target] = Read(instead, "expunged", is_live=flag is None)


def _rulings(
    graph: Causality, reads: list[Read], fact: int, effect: str
) -> Iterator[tuple[int, Mapping[str, Json]]]:
    """Yield the place that each ruling of a sort is about, and what the ruling says."""
    places = {entry.hash.hex(): place for place, entry in enumerate(graph.entries)}
    for place in reversed(range(len(reads))):
        content = reads[place].content
        if graph.entries[place].kind & 0xFF != fact or not reads[place].is_live or not content:
            continue
        target = places.get(str(content.get(effect, "")))
        if target is not None and target != place:
            yield target, content


def _look_closer(subject: Subject, graph: Causality, rules: Rules, reads: list[Read]) -> None:
    """Take away the effect of what the author's role alone does not allow."""
    for place, entry in enumerate(graph.entries):
        read = reads[place]
        if not read.is_live or read.content is None or subject.allows is None:
            continue
        author, district_n = entry.header.author, entry.header.district_n
        seen = (reads[before] for before in places_in(graph.before[place]))
        claim = Claim(
            entry,
            read.content,
            rules.judge(author, district_n) or frozenset(),
            rules.stations(author, district_n),
            tuple(one.content for one in seen if one.is_live and one.content is not None),
        )
        if not subject.allows(claim):
            reads[place] = read._replace(flag=read.flag or "no_right", is_live=False)

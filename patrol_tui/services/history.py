"""What became of a thing, entry by entry, in words that the shell translates."""

from collections.abc import Mapping
from dataclasses import dataclass

from patrol_tui.domain.catalog import Catalog, Words
from patrol_tui.domain.errors import N_
from patrol_tui.domain.payload import Json
from patrol_tui.domain.phrase import Phrase
from patrol_tui.domain.state import Fact, State
from patrol_tui.domain.subject import Subject
from patrol_tui.domain.subjects import BY_TYPE, subject_of_kind
from patrol_tui.services.ports import Ledger
from patrol_tui.services.wording import FACTS, FLAGS, field_label, status_words, value_words

SHOWN_CHANGES = 3


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a thing's history.

    Attributes:
        entry: its hash.
        fact: past-tense name, such as issue.moved.
        said: what it says, in a sentence.
        author: the officer's name, or empty where it is not known here.
        device_number: the laptop's short number; 0 where it is not known.
        is_own_device: it was written on this laptop.
        in_shared: it has its row in the shared ledger.
        in_conflict: it is one side of a conflict that is not settled.
        photos: how many photos it brought.
        reason: why, as its author put it.
        warning: why it has no effect, or None.
    """

    entry: bytes
    fact: str
    said: Phrase
    author: str
    author_id: bytes
    device_number: int
    is_own_device: bool
    wall_us: int
    in_shared: bool
    in_conflict: bool
    is_undone: bool
    photos: int
    reason: str
    warning: str | None


def history(ledger: Ledger, catalog: Catalog, state: State) -> tuple[Event, ...]:
    """Return a thing's history, the newest first."""
    shared = ledger.in_shared(fact.entry.hash for fact in state.facts)
    people, devices = ledger.people(), ledger.devices()
    disputed = {value.entry for conflict in state.conflicts for value in conflict.values}
    subject = BY_TYPE.get(state.type)
    events = []
    for fact in reversed(state.facts):
        entry, content = fact.entry, fact.content or {}
        events.append(
            Event(
                entry=entry.hash,
                fact=fact_name(entry.kind),
                said=_said(subject, catalog, state, fact),
                author=people.get(entry.header.author, ""),
                author_id=entry.header.author,
                device_number=devices.get(entry.header.device, 0),
                is_own_device=entry.header.device == ledger.writer.device,
                wall_us=entry.wall_us,
                in_shared=entry.hash in shared,
                in_conflict=entry.hash in disputed,
                is_undone=fact.is_undone,
                photos=len(_photos(content)),
                reason=str(content.get("reason", "")),
                warning=FLAGS[fact.flag] if fact.flag else None,
            )
        )
    return tuple(events)


def fact_name(kind: int) -> str:
    """Return the full name of an entry's kind, also of one that this program does not know."""
    subject = subject_of_kind(kind)
    name = subject.fact_name(kind) if subject else None
    return f"{subject.type}.{name}" if subject and name else f"unknown.{kind:#06x}"


def _photos(content: Mapping[str, Json]) -> list[Json]:
    record = content.get("record")
    photos = record.get("photos") if isinstance(record, dict) else None
    return photos if isinstance(photos, list) else []


def _said(subject: Subject | None, catalog: Catalog, state: State, fact: Fact) -> Phrase:
    content = fact.content
    name = subject.fact_name(fact.entry.kind) if subject else None
    if content is None or subject is None or name is None:
        return Phrase(N_("An entry that cannot be read here"))
    title = Phrase(
        FACTS[f"{subject.type}.{name}"] if f"{subject.type}.{name}" in FACTS else FACTS[name]
    )
    move = content.get("move")
    if isinstance(move, str) and name in {"moved", "settled"}:
        return Phrase(N_("{what}: {value}"), {"what": title, "value": status_words(move)})
    record = content.get("record")
    notes = record.get("notes") if isinstance(record, dict) else None
    if isinstance(notes, list) and notes:
        return Phrase(N_("{what}: {value}"), {"what": title, "value": str(notes[0])})
    if name == "created":
        return _created(title, state, content)
    return _changes(title, subject, catalog, state, content)


def _created(title: Phrase, state: State, content: Mapping[str, Json]) -> Phrase:
    said = content.get("set")
    note = said.get("note") if isinstance(said, dict) else None
    if state.type == "issue" and isinstance(note, str):
        return Phrase(N_("{what}: {value}"), {"what": title, "value": note})
    return title


def _changes(
    title: Phrase,
    subject: Subject,
    catalog: Catalog,
    state: State,
    content: Mapping[str, Json],
) -> Phrase:
    said = content.get("set")
    changes = list(said.items()) if isinstance(said, dict) else []
    shown = [(name, value) for name, value in changes if not name.endswith("_us") or value]
    if subject.type == "patrol" or not shown:
        return _patrol_change(title, catalog, state, changes)
    phrase: Phrase | None = None
    for name, value in shown[:SHOWN_CHANGES]:
        label: Words | Phrase = field_label(catalog, subject, state, name)
        one = Phrase(
            N_("{field} {value}"),
            {"field": label, "value": value_words(catalog, subject, state, name, value)},
        )
        phrase = (
            one if phrase is None else Phrase(N_("{one}, {other}"), {"one": phrase, "other": one})
        )
    return Phrase(N_("{what}: {value}"), {"what": title, "value": phrase or ""})


def _patrol_change(
    title: Phrase, catalog: Catalog, state: State, changes: list[tuple[str, Json]]
) -> Phrase:
    route = catalog.routes.get(state.text("route"))
    for name, _ in changes:
        _, _, place = name.partition("/")
        point = route.checkpoint(place.split("/")[0]) if route and place else None
        if point is None:
            continue
        item = point.item(place.split("/")[1]) if "/" in place else None
        where: Phrase | Words = point.name
        if item is not None:
            where = Phrase(N_("{one}, {other}"), {"one": point.name, "other": item.text})
        return Phrase(N_("{what}: {value}"), {"what": title, "value": where})
    return title

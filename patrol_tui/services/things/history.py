"""What became of a thing, entry by entry, in words that the shell translates."""

from collections.abc import Mapping, Sequence

from patrol_tui.domain.catalog import Catalog, Words
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import RETRACTED
from patrol_tui.domain.folding.paper_blanks import PAPER_BLANK, PAPER_PERSON, paper_of
from patrol_tui.domain.folding.state import Fact, State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.subjects import BY_TYPE, subject_of_kind
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.bracket import Bracket, clock_warning
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.wording import (
    FACTS,
    FLAGS,
    field_label,
    labels,
    spot_words,
    status_words,
    value_words,
)

Said = str | Words | Phrase
SHOWN_CHANGES = 3
_ASIDE = frozenset(("code", "due_us", "recheck_us", "safe_us"))
"""What the program sets along with something else, and nobody needs to read beside it."""
_PLAIN_FACTS = frozenset(("catalog_item", "device", "officer", "station_key"))
_CHANGES: Mapping[str, str] = {
    "set": N_("{field} {value}"),
    "add": N_("{field} {value}"),
    "remove": N_("{field} without {value}"),
}


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
        tz_offset_min: minutes that its author's local time was ahead of UTC.
        bracket: between which times it was written, as far as that is proven.
        reason: why, as its author put it.
        warning: why it has no effect, or what its clock got wrong, or None; of what is in
            quarantine, who brought it too.
    """

    entry: bytes
    fact: str
    said: Phrase
    author: str
    author_id: bytes
    device_number: int
    is_own_device: bool
    wall_us: int
    tz_offset_min: int
    bracket: Bracket
    in_shared: bool
    in_conflict: bool
    is_undone: bool
    photos: int
    reason: str
    warning: Phrase | None


def history(
    ledger: Ledger, catalog: Catalog, state: State, now_us: int | None = None
) -> tuple[Event, ...]:
    """Return a thing's history, the newest first; without the present, times say their years."""
    shared = ledger.in_shared(fact.entry.hash for fact in state.facts)
    people, devices = ledger.people(), ledger.devices()
    disputed = {value.entry for conflict in state.conflicts for value in conflict.values}
    subject = BY_TYPE.get(state.type)
    barred = {one.entry: one.said(devices) for one in ledger.barred(state.subject)}
    brackets = ledger.brackets(fact.entry for fact in state.facts)
    events = []
    for fact in reversed(state.facts):
        entry, content = fact.entry, fact.content or {}
        events.append(
            Event(
                entry=entry.hash,
                fact=fact_name(entry.kind),
                said=_said(subject, catalog, state, fact, now_us),
                author=people.get(entry.header.author, ""),
                author_id=entry.header.author,
                device_number=devices.get(entry.header.device, 0),
                is_own_device=entry.header.device == ledger.writer.device,
                wall_us=entry.wall_us,
                tz_offset_min=entry.header.tz_offset_min,
                bracket=brackets[entry.hash],
                in_shared=entry.hash in shared,
                in_conflict=entry.hash in disputed,
                is_undone=fact.is_undone,
                photos=len(_photos(content)) - len(_copies_beside(content)),
                reason=str(content.get("reason", "")),
                warning=barred.get(entry.hash)
                or (Phrase(FLAGS[fact.flag]) if fact.flag else None)
                or clock_warning(entry, brackets[entry.hash]),
            )
        )
    return tuple(events)


def fact_name(kind: int) -> str:
    """Return the full name of an entry's kind, also of one that this program does not know."""
    subject = subject_of_kind(kind)
    name = subject.fact_name(kind) if subject else None
    return f"{subject.type}.{name}" if subject and name else f"unknown.{kind:#06x}"


def _photos(content: Mapping[str, Json]) -> list[Json]:
    photos = _part(content, "record").get("photos")
    return photos if isinstance(photos, list) else []


def _copies_beside(content: Mapping[str, Json]) -> list[Json]:
    """Return the copies that came together with their originals: a photo counts once."""
    bodies = [one for one in _photos(content) if isinstance(one, dict)]
    names = {one.get("hash") for one in bodies}
    return [one for one in bodies if one.get("of") in names]


def _part(content: Mapping[str, Json], effect: str) -> Mapping[str, Json]:
    part = content.get(effect)
    return part if isinstance(part, dict) else {}


def _said(
    subject: Subject | None, catalog: Catalog, state: State, fact: Fact, now_us: int | None
) -> Phrase:
    content = fact.content
    name = subject.fact_name(fact.entry.kind) if subject else None
    if content is None or subject is None or name is None:
        return Phrase(N_("An entry that cannot be read here"))
    full = f"{subject.type}.{name}"
    title: Said = Phrase(FACTS[full if full in FACTS else name])
    if name == "moved" and subject.state_names:
        # A step says best what it is by the state that it leads to.
        title = status_words(str(content.get("move")), subject.type)
        content = {effect: part for effect, part in content.items() if effect != "move"}
    value = _photo_said(content) or _value_said(subject, catalog, state, name, content, now_us)
    if isinstance(value, Phrase) and name == "changed" and _says_itself(subject, content):
        return value
    match content:
        case {"opened": [str(field)]}:
            value = field_label(catalog, subject, state, field)
        case {"opened": [*fields]}:
            value = labels(subject, map(str, fields))
        case _:
            pass
    if value is None:
        return title if isinstance(title, Phrase) else Phrase("{what}", {"what": title})
    return Phrase(N_("{what}: {value}"), {"what": title, "value": value})


def _says_itself(subject: Subject, content: Mapping[str, Json]) -> bool:
    """Tell whether an entry adds lines alone: who signed in, which paper was made out."""
    names = [name for name in _part(content, "set") if name not in _ASIDE]
    others = _part(content, "add") or _part(content, "remove")
    declared = [subject.field_named(name) for name in names]
    return bool(names) and not others and all(one and one.name.endswith("/") for one in declared)


def _value_said(  # noqa: PLR0911 - one return a sort of fact
    subject: Subject,
    catalog: Catalog,
    state: State,
    name: str,
    content: Mapping[str, Json],
    now_us: int | None,
) -> Said | None:
    """Return what an entry says beside its title, or None where the title says it all."""
    said = _part(content, "set")
    match name, content:
        case "moved" | "settled", {"move": str(move)}:
            return status_words(move, subject.type)
        case "settled", {"retract": bool(is_retracted)}:
            return _changes(subject, catalog, state, {"set": {RETRACTED: is_retracted}}, now_us)
        case "noted" | "sos" | "urged", {"record": {"notes": [note, *_]}}:
            return str(note)
        case "rechecked", {"set": {"recheck_result": str(result)}}:
            return result
        case "created", _:
            return _begun(subject, catalog, state, said)
        case "shared", {"add": {"stations": stations}}:
            return value_words(catalog, subject, state, "stations", stations)
        case "arrived" | "left", _:
            return _place(catalog, state, name, said)
        case "finished", _:
            skipped = {field: why for field, why in said.items() if field.startswith("skipped/")}
            return _changes(subject, catalog, state, {"set": skipped}, now_us)
        case _ if subject.type in _PLAIN_FACTS:
            return None
        case _:
            return _changes(subject, catalog, state, content, now_us)


def _photo_said(content: Mapping[str, Json]) -> Said | None:
    """Return what was done to a photo that was there already."""
    match content:
        case {"record": {"photos": [dict(first), *_]}} if "of" not in first:
            return None
        case {"record": {"turned": [{"turn": int(turn)}, *_]}}:
            return Phrase(N_("a photo, turned by {turn} degrees"), {"turn": str(turn)})
        case {"record": {"photos": [{"of": str()}, *_]}}:
            return Phrase(N_("a copy with parts blackened"))
        case _:
            return None


def _begun(
    subject: Subject, catalog: Catalog, state: State, said: Mapping[str, Json]
) -> Said | None:
    shown = {"issue": "note", "patrol": "route"}.get(subject.type, "title")
    if not said.get(shown):
        return None
    return value_words(catalog, subject, state, shown, said[shown])


def _place(catalog: Catalog, state: State, step: str, said: Mapping[str, Json]) -> Said | None:
    """Return the checkpoint that a step was about; coming back clears when it was left."""
    place: Said | None = None
    for name, at_us in said.items():
        field, _, _ = name.partition("/")
        if place is None and (field in {step, "scan"} or (field == "left" and at_us is None)):
            place = spot_words(catalog, state, name)
    scan = next((body for name, body in said.items() if name.startswith("scan/")), None)
    if place is None or not isinstance(scan, dict):
        return place
    if "distance_m" not in scan:
        return Phrase(N_("{place}, by its code"), {"place": place})
    metres = str(scan["distance_m"])
    return Phrase(N_("{place}, by its code, {m} m away"), {"place": place, "m": metres})


def _changes(
    subject: Subject,
    catalog: Catalog,
    state: State,
    content: Mapping[str, Json],
    now_us: int | None,
) -> Phrase | None:
    said: list[Phrase] = []
    typed: dict[str, list[Said]] = {}
    for effect, template in _CHANGES.items():
        for name, value in _shown(_part(content, effect)).items():
            label = field_label(catalog, subject, state, name)
            if name.startswith((PAPER_BLANK, PAPER_PERSON)):
                typed_words = value_words(catalog, subject, state, name, value, now_us)
                typed.setdefault(paper_of(name), []).append(typed_words)
                continue
            if name.startswith("check/"):
                label = spot_words(catalog, state, name)
            words = value_words(catalog, subject, state, name, value, now_us)
            said.append(Phrase(template, {"field": label, "value": words}))
    said = said[:SHOWN_CHANGES]
    for paper, values in typed.items():
        label = field_label(catalog, subject, state, f"{PAPER_BLANK}{paper}")
        said.append(Phrase(_CHANGES["set"], {"field": label, "value": _listed(values)}))
    return _listed(said) if said else None


def _listed(several: Sequence[Said]) -> Phrase:
    """Return several things said as one."""
    first, *others = several
    phrase = first if isinstance(first, Phrase) else Phrase("{what}", {"what": first})
    for other in others:
        phrase = Phrase(N_("{one}, {other}"), {"one": phrase, "other": other})
    return phrase


def _shown(part: Mapping[str, Json]) -> dict[str, Json]:
    """Return what one reads of a change: the answer, not the arrival that came with it."""
    answers = {name: value for name, value in part.items() if name.startswith("check/")}
    if answers:
        return answers
    return {name: value for name, value in part.items() if name not in _ASIDE or len(part) == 1}

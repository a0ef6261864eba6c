"""What facts, states, fields and values are called."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from patrol_tui.domain.catalog import Catalog, FieldType, FormField, LawRef, Words
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import is_sealed, is_taken_away
from patrol_tui.domain.folding.paper_blanks import paper_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.geo import degrees_text
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.paper import NAMES
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.usual import TIMES
from patrol_tui.domain.times import day_clock_text, in_zone
from patrol_tui.services.ports.lists import Row

STATUSES: Mapping[str, Words] = {
    "reported": Words("上报", "Report"),
    "verified": Words("核实", "Check"),
    "filed": Words("立案", "Filed"),
    "declined": Words("不立", "Denied"),
    "dispatched": Words("派遣", "Sent"),
    "handling": Words("处置", "Work"),
    "responded": Words("反馈", "Reply"),
    "checked": Words("核查", "Verify"),
    "closed": Words("结案", "Closed"),
    "archived": Words("归档", "Stored"),
    "returned": Words("退回", "Return"),
    "reworked": Words("返工", "Rework"),
    "voided": Words("作废", "Void"),
    "extended": Words("延期", "Extend"),
    "suspended": Words("挂账", "Held"),
    "settled_on_spot": Words("自处", "Done"),
    "walking": Words("在巡", "Going"),
    "paused": Words("暂停", "Paused"),
    "finished": Words("结束", "Done"),
    "enrolled": Words("待用", "Await"),
    "joined": Words("在用", "In use"),
    "revoked": Words("停用", "Out"),
}
"""States and flags in two characters, or six letters, so that columns stand."""

RESULTS: Mapping[str, Words] = {
    "": Words("待查", "To do"),
    "ok": Words("正常", "OK"),
    "problem": Words("问题", "Issue"),
    "unchecked": Words("未查", "Unseen"),
}

FACTS: Mapping[str, str] = {
    "issue.created": N_("Recorded on the spot"),
    "patrol.created": N_("Patrol started"),
    "created": N_("Created"),
    "changed": N_("Changed"),
    "moved": N_("Moved"),
    "noted": N_("Note"),
    "urged": N_("Urged"),
    "photo_added": N_("Photo added"),
    "retracted": N_("Retracted"),
    "settled": N_("Settled"),
    "shared": N_("Shared with"),
    "undone": N_("Last step taken back"),
    "measured": N_("Measure taken"),
    "rechecked": N_("Re-check"),
    "arrived": N_("Arrived"),
    "checked": N_("Answered"),
    "left": N_("Left"),
    "paused": N_("Paused"),
    "resumed": N_("Resumed"),
    "finished": N_("Patrol finished"),
    "confirmed": N_("Confirmed"),
    "safe": N_("Checked in, safe"),
    "sos": N_("Call for help"),
    "joined": N_("Laptop joined"),
    "revoked": N_("Laptop shut out"),
    "recovered": N_("Way back in given out"),
    "expunged": N_("Content expunged"),
    "released": N_("Let out of quarantine"),
    "opened": N_("Sealed content opened"),
}

SETS: Mapping[str, str] = {
    "measures": N_("measures"),
    "flags": N_("flags"),
    "stations": N_("stations"),
    "support": N_("supporting departments"),
    "tags": N_("tags"),
    "partners": N_("partners"),
    "members": N_("members"),
    "roles": N_("roles"),
    "cited": N_("law cited"),
}
"""What members of sets are called."""

FLAGS: Mapping[str, str] = {
    "unreadable": N_("The content cannot be read."),
    "expunged": N_("The content was expunged."),
    "unknown": N_("Written by a newer version of the program."),
    "no_right": N_("The author had no right to do this; it has no effect."),
    "own_work": N_("Nobody judges their own work; it has no effect."),
    "too_early": N_(
        "The rating came before the step that asks for it, so the rating has no effect."
    ),
    "not_judgeable": N_("Whether the author had the right is not known here yet."),
    "bad_move": N_("This step was not possible from where the case stood; it has no effect."),
    "barred": N_("In quarantine: it has no effect."),
}


ROLE_NAMES: Mapping[str, Words] = {
    "officer": Words("队员", "officer"),
    "lead": Words("站长", "station lead"),
    "subdistrict": Words("街道", "subdistrict office"),
    "bureau": Words("区局", "bureau"),
    "auditor": Words("监督", "auditor"),
}
"""What the roles of people are called."""

TAKEN_AWAY_WORDS = Words("已清除", "expunged")
SEALED_WORDS = Words("已封存", "sealed")


def hidden_words(value: Json) -> Words | None:
    """Return what stands for a value that may not be read, or None where it may."""
    if is_taken_away(value):
        return TAKEN_AWAY_WORDS
    return SEALED_WORDS if is_sealed(value) else None


def text_words(state: State, name: str) -> str | Words:
    """Return a text field as it may be shown; what was expunged or sealed says so."""
    return hidden_words(state.fields.get(name)) or state.text(name)


def status_words(status: str, thing_type: str = ISSUE.type) -> Words:
    """Return what a state or flag of a kind of thing is called; an unknown one by its id."""
    subject = BY_TYPE.get(thing_type)
    own = subject.state_names.get(status) if subject is not None else None
    return own or STATUSES.get(status, Words(status, status))


def listing(known: Mapping[str, Words]) -> Words:
    """Return ids as a message offers them; where they are no words of the reader, with a name."""
    names = (f"{name}（{words.zh}）" for name, words in known.items())
    return Words("、".join(names) or "-", ", ".join(known) or "-")


def joined(words: Iterable[Words]) -> Words:
    """Return several words as one list."""
    several = tuple(words)
    return Words("、".join(one.zh for one in several), ", ".join(one.en for one in several))


def labels(subject: Subject, names: Iterable[str]) -> Words:
    """Return what fields are called, as a list; a name that is a msgid stays as it is."""
    declared = {name: subject.field_named(name) for name in names}
    found = {name: one.label if one is not None else name for name, one in declared.items()}
    return joined(
        label if isinstance(label, Words) else Words(label, label) for label in found.values()
    )


def form_field(catalog: Catalog, state: State, name: str) -> FormField | None:
    """Return the field of a form that a name stands for, or None.

    What an issue was asked before its kind was corrected keeps the words of another kind.
    """
    present = catalog.kinds.get(state.text("kind"))
    if state.type != ISSUE.type or ISSUE.field_named(name) is not None:
        return own_form(state.type, name)
    kinds = (*((present,) if present else ()), *catalog.kinds.values())
    return next((field for kind in kinds if (field := kind.field(name)) is not None), None)


def own_form(thing_type: str, name: str) -> FormField | None:
    """Return how a subject's own field is asked for, where a form can read its value."""
    subject = BY_TYPE.get(thing_type)
    declared = subject.field_named(name) if subject is not None else None
    if declared is not None and declared.line is not None:
        return declared.line.value
    if declared is None or declared.name != name or declared.type in {"time", "thing"}:
        return None
    return declared.form


def field_label(catalog: Catalog, subject: Subject, state: State, name: str) -> Words | Phrase:
    """Return what a field is called; one that nobody declares here by its id."""
    if name in _EVERY_THING:
        return Phrase(_EVERY_THING[name])
    declared = subject.field_named(name)
    field = form_field(catalog, state, name)
    if field is not None and (declared is None or declared.line is None):
        return field.label
    if declared is None:
        return Phrase(SETS[name]) if name in subject.sets else Words(name, name)
    label = Phrase(declared.label) if isinstance(declared.label, str) else declared.label
    if "/" not in name:
        return label
    spot = NAMES.get(paper_of(name)) or spot_words(catalog, state, name)
    return Phrase(N_("{field} {value}"), {"field": label, "value": spot})


_EVERY_THING: Mapping[str, str] = {"status": N_("status"), "retracted": N_("retracted")}


def times_words(row: Row) -> Words:
    """Return how often what a thing counts has happened; nothing where it counts nothing."""
    times, subject = row.extra.get(TIMES, 0), BY_TYPE.get(row.type)
    field = subject.counted if subject is not None and times else None
    if field is None or not isinstance(field.label, Words):
        return Words("", "")
    return Words(f"{field.label.zh} {times}", f"{field.label.en} {times}")


def spot_words(catalog: Catalog, state: State, name: str) -> Words | Phrase:
    """Return the department, or the checkpoint and its item, that a field is about."""
    _, _, place = name.partition("/")
    checkpoint, _, item = place.partition("/")
    if place in catalog.departments:
        return catalog.departments[place].name
    route = catalog.routes.get(state.text("route"))
    point = route.checkpoint(checkpoint) if route is not None else None
    if point is None:
        return Words(place, place)
    found = point.item(item)
    if found is None:
        return point.name
    return Phrase(N_("{one}, {other}"), {"one": point.name, "other": found.text})


def value_words(  # noqa: PLR0911 - one return a type of value
    catalog: Catalog,
    subject: Subject,
    state: State,
    name: str,
    value: Json,
    now_us: int | None = None,
) -> Words | Phrase:
    """Return how a value reads; without the present, a time says its year."""
    if value is None:
        return RESULTS[""] if name.startswith("check/") else Phrase(N_("empty"))
    hidden = hidden_words(value)
    if hidden is not None:
        return hidden
    if isinstance(value, bool):
        return Phrase(N_("yes") if value else N_("no"))
    field = form_field(catalog, state, name)
    if field is not None:
        return _form_words(field, value, catalog, now_us)
    declared = subject.field_named(name)
    if declared is not None and declared.type == "thing":
        return joined(_short_id(one) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, list):
        return joined(_name_words(catalog, subject, name, _cells(member)) for member in value)
    if isinstance(value, dict):
        return _body_words(value)
    if isinstance(value, int) and declared is not None:
        return _number_words(declared.type, value, catalog, now_us)
    return _name_words(catalog, subject, name, str(value))


def _cells(member: Json) -> str:
    """Return a member of a list in one line; a row of a paper's list cell by cell."""
    return " ".join(map(str, member)) if isinstance(member, list) else str(member)


def _short_id(value: Json) -> Words:
    """Return the beginning of an identity, which commands take for the whole."""
    text = str(value)[:8]
    return Words(text, text)


def _name_words(catalog: Catalog, subject: Subject, name: str, value: str) -> Words:
    named: Words | None = None
    match name:
        case "status" | "flags":
            named = status_words(value, subject.type)
        case "kind" if value in catalog.kinds:
            named = catalog.kinds[value].name
        case "route" if value in catalog.routes:
            named = catalog.routes[value].name
        case "shift" if value in catalog.shifts:
            named = catalog.shifts[value].name
        case "stations" if value in catalog.stations:
            named = catalog.stations[value].name
        case "cited":
            ref = LawRef.read(value)
            named = Words(catalog.cited(ref, "zh"), catalog.cited(ref, "en"))
        case "measures" if value in catalog.measures:
            named = catalog.measures[value].name
        case "handed_to" | "lead" | "support" if value in catalog.departments:
            named = catalog.departments[value].name
        case "checkpoint":
            named = _checkpoint_name(catalog, value)
        case _:
            pass
    return Words(value, value) if named is None else named


def _checkpoint_name(catalog: Catalog, checkpoint: str) -> Words | None:
    """Return what a checkpoint is called; None where routes disagree or none knows it."""
    points = (route.checkpoint(checkpoint) for route in catalog.routes.values())
    names = {point.name for point in points if point is not None}
    return names.pop() if len(names) == 1 else None


def _number_words(type_: str, value: int, catalog: Catalog, now_us: int | None) -> Words:
    if type_ == "time":
        return moment_words(value, catalog, now_us)
    text = degrees_text(value) if type_ == "coordinate" else str(value)
    return Words(text, text)


def _body_words(body: Mapping[str, Json]) -> Words | Phrase:
    """Return an answer of a checklist, or a category code, in words."""
    if "result" in body:
        result, reason = str(body["result"]), str(body.get("reason", ""))
        words = RESULTS.get(result, Words(result, result))
        if not reason:
            return words
        return Phrase(N_("{one}, {other}"), {"one": words, "other": reason})
    text = " ".join(str(body[part]) for part in ("code", "name") if part in body)
    return Words(text, text)


def _form_words(field: FormField, value: Json, catalog: Catalog, now_us: int | None) -> Words:
    if isinstance(value, list):
        return joined(_form_words(field, member, catalog, now_us) for member in value)
    if field.type is FieldType.TIME and isinstance(value, int):
        return moment_words(value, catalog, now_us)
    choice = field.choice(str(value))
    if choice is not None:
        return choice.name
    if field.type is FieldType.DEPARTMENT and str(value) in catalog.departments:
        return catalog.departments[str(value)].name
    if field.unit is not None:
        return Words(f"{value} {field.unit.zh}", f"{value} {field.unit.en}")
    return Words(str(value), str(value))


def moment_words(at_us: int, catalog: Catalog, now_us: int | None) -> Words:
    """Return a time in the district's zone; with its year unless it is the present one."""
    zone = ZoneInfo(catalog.district.zone)
    if now_us is None:
        text = in_zone(at_us, zone).strftime("%Y-%m-%d %H:%M")
    else:
        text = day_clock_text(at_us, now_us, zone)
    return Words(text, text)

"""What facts, states, fields and values are called."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from patrol_tui.domain.catalog import Catalog, FormField, Words
from patrol_tui.domain.errors import N_
from patrol_tui.domain.payload import Json
from patrol_tui.domain.phrase import Phrase
from patrol_tui.domain.state import State
from patrol_tui.domain.subject import Subject
from patrol_tui.domain.times import in_zone

STATUSES: Mapping[str, Words] = {
    "reported": Words("上报", "Filed"),
    "verified": Words("核实", "Check"),
    "filed": Words("立案", "Opened"),
    "declined": Words("不立", "Declin"),
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
    "suspended": Words("挂账", "On hold"),
    "settled_on_spot": Words("自处", "Done"),
    "walking": Words("在巡", "Going"),
    "paused": Words("暂停", "Paused"),
    "finished": Words("结束", "Done"),
}
"""States and flags in two characters, or six letters, so that columns stand."""

RESULTS: Mapping[str, Words] = {
    "": Words("待查", "To do"),
    "ok": Words("正常", "OK"),
    "problem": Words("问题", "Issue"),
    "unchecked": Words("未查", "Not"),
}

FACTS: Mapping[str, str] = {
    "issue.created": N_("Recorded on the spot"),
    "patrol.created": N_("Patrol started"),
    "created": N_("Created"),
    "changed": N_("Changed"),
    "moved": N_("Moved"),
    "noted": N_("Note"),
    "photo_added": N_("Photo added"),
    "retracted": N_("Retracted"),
    "settled": N_("Settled"),
    "shared": N_("Shared"),
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
    "joined": N_("Laptop joined"),
}

FLAGS: Mapping[str, str] = {
    "unreadable": N_("The content cannot be read."),
    "expunged": N_("The content was expunged."),
    "unknown": N_("Written by a newer version of the program."),
    "no_right": N_("The author had no right to do this; it has no effect."),
    "not_judgeable": N_("Whether the author had the right is not known here yet."),
    "bad_move": N_("This step was not possible from where the case stood; it has no effect."),
    "barred": N_("In quarantine: its seal does not hold; it has no effect."),
}


def status_words(status: str) -> Words:
    """Return what a state or flag is called; an unknown one by its id."""
    return STATUSES.get(status, Words(status, status))


def form_field(catalog: Catalog, state: State, name: str) -> FormField | None:
    """Return the field of the issue kind's form that a name stands for, or None."""
    kind = catalog.kinds.get(state.text("kind"))
    return kind.field(name) if kind is not None else None


def field_label(catalog: Catalog, subject: Subject, state: State, name: str) -> Words | Phrase:
    """Return what a field is called; one that nobody declares here by its id."""
    field = form_field(catalog, state, name)
    if field is not None:
        return field.label
    declared = subject.field_named(name)
    return Phrase(declared.label) if declared is not None else Words(name, name)


def value_words(  # noqa: PLR0911 - one return a type of value
    catalog: Catalog, subject: Subject, state: State, name: str, value: Json
) -> Words | Phrase:
    """Return how a value reads."""
    if value is None:
        return Phrase(N_("empty"))
    if isinstance(value, bool):
        return Phrase(N_("yes") if value else N_("no"))
    if name == "status":
        return status_words(str(value))
    if name == "kind":
        kind = catalog.kinds.get(str(value))
        return kind.name if kind else Words(str(value), str(value))
    field = form_field(catalog, state, name)
    if field is not None:
        return _form_words(field, value)
    declared = subject.field_named(name)
    if declared is not None and declared.type == "time" and isinstance(value, int):
        return moment_words(value, catalog)
    department = catalog.departments.get(str(value))
    if name in {"handed_to", "lead"} and department is not None:
        return department.name
    return Words(str(value), str(value))


def _form_words(field: FormField, value: Json) -> Words:
    if isinstance(value, list):
        names = [_form_words(field, member) for member in value]
        return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    choice = field.choice(str(value))
    if choice is not None:
        return choice.name
    if field.unit is not None:
        return Words(f"{value} {field.unit.zh}", f"{value} {field.unit.en}")
    return Words(str(value), str(value))


def moment_words(at_us: int, catalog: Catalog) -> Words:
    """Return a time as month, day, hour and minute in the district's zone."""
    local = in_zone(at_us, ZoneInfo(catalog.district.zone))
    text = local.strftime("%m-%d %H:%M")
    return Words(text, text)

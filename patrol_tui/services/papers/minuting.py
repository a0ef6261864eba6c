"""The minutes of a meeting, written from what was recorded of it, for people to change."""

from collections.abc import Iterator

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.meeting import MEETING
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.services.growing.lines import lines_of, tally
from patrol_tui.services.papers.form import Form
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import related

W = Words
_PARTS: tuple[tuple[str, Words], ...] = (
    ("facts", W("查明", "Facts")),
    ("conclusion", W("议定", "Agreed")),
)


def minutes_of(ledger: Ledger, desk: Desk, speech: Speech, state: State) -> str:
    """Return the minutes as somebody would type them: a line for each part that there is."""
    own = Discretion(ledger, Recipient.HANDLER)
    return "\n".join(_lines(Form(ledger, desk, speech, own, state), state))


def _lines(form: Form, state: State) -> Iterator[str]:
    held = "，".join(part for part in (form.text("held_us"), form.text("place")) if part)
    if held:
        yield _part(form, W("时间地点", "When and where"), [held])
    agenda = form.things(state.sets.get("agenda", ()))
    yield from _if_any(form, W("议题", "Agenda"), agenda)
    for field in MEETING.lines():
        rows = [
            f"{form.speech.say(who)}（{form.speech.say(what)}）"
            for who, what in lines_of(form.desk.catalog, MEETING, state, field)
        ]
        counted = [f"{form.say(one.name)} {count}" for one, count in tally(state, field).items()]
        label = field.label if isinstance(field.label, Words) else W(field.name, field.name)
        yield from _if_any(form, label, counted or rows)
    for name, label in _PARTS:
        yield from _if_any(form, label, [form.text(name)] if form.text(name) else [])
    yield from _if_any(form, W("承诺", "Promises"), list(_promises(form, state)))


def _promises(form: Form, state: State) -> Iterator[str]:
    for one in related(form.ledger, state):
        promise = form.ledger.state(one.subject) if one.type == "commitment" else None
        if promise is not None and promise.status != "withdrawn":
            told = (form.text_of(promise, name) for name in ("party", "title", "due_us"))
            yield " ".join(filter(None, told))


def _if_any(form: Form, label: Words, parts: list[str]) -> Iterator[str]:
    if parts:
        yield _part(form, label, parts)


def _part(form: Form, label: Words, parts: list[str]) -> str:
    colon, between = ("：", "；") if form.speech.lang == "zh" else (": ", "; ")
    return f"{form.say(label)}{colon}{between.join(parts)}"

"""What of a thing a reader may be told: its fields, its lists, what became of it."""

from collections.abc import Iterator

from patrol_tui.domain.folding.paper_blanks import paper_of
from patrol_tui.domain.folding.state import Fact, State
from patrol_tui.domain.folding.subject import CREATED, MOVED, OPENED, PAPER_NUMBER, Field, Subject
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.paper import NONE, Grid, Item
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.table import width_in_cells
from patrol_tui.services.exports.recipients import Recipient, may_reach, names_persons
from patrol_tui.services.growing.lines import lines_of, tally
from patrol_tui.services.papers.form import Form
from patrol_tui.services.papers.kinds import PAPERS
from patrol_tui.services.things.history import history
from patrol_tui.services.things.relations import name_of
from patrol_tui.services.wording import field_label, status_words

W = Words
_LONG_CELLS = 16
FILLED_IN = W("填写", "filled in")
"""Stands for what was typed into a paper that had its number before: the paper itself says it."""
_UNSAID = frozenset(("number", "receiver", "patrol", "code", "lat_e7", "lon_e7", "part_of"))


class Teller:
    """Tells of things to one reader, in one language."""

    def __init__(self, form: Form, recipient: Recipient) -> None:
        """Keep what things are read with; the form's reason opens sealed fields for handlers."""
        self._form, self._recipient = form, recipient

    def name(self, state: State) -> str:
        """Return what sort of thing it is and its number."""
        called = self._form.say(name_of(state.type))
        return f"{called} {state.text('number')}".strip()

    def status(self, state: State) -> str:
        """Return how it stands."""
        return self._form.say(status_words(state.status, state.type))

    def items(self, state: State) -> tuple[Item, ...]:
        """Return its filled fields that may reach the reader, each with its label."""
        say = self._form.speech.say
        told = [Item("status", say(W("状态", "Status")), self.status(state))]
        subject = BY_TYPE[state.type]
        for name in self._named(subject, state):
            text = self._form.text_of(state, name)
            if text:
                label = say(field_label(self._form.desk.catalog, subject, state, name))
                is_wide = width_in_cells(text) > _LONG_CELLS or "\n" in text
                told.append(Item(name, label, text, is_wide))
        return tuple(told)

    def _named(self, subject: Subject, state: State) -> Iterator[str]:
        declared = {field.name for field in subject.fields}
        asked = [name for name in state.fields if subject is ISSUE and name not in declared]
        for field in subject.fields:
            is_apart = field.name in _UNSAID or field.name.endswith("/") or field.type == "thing"
            if not is_apart and may_reach(field, self._recipient):
                yield field.name
        sets = ("measures", "support") if subject is ISSUE else ()
        if self._recipient is not Recipient.ACCUSED:
            yield from (*asked, *sets)

    def grids(self, state: State) -> tuple[Grid, ...]:
        """Return the lists that grew within it; of persons only what was said, to most readers."""
        if self._recipient is Recipient.ACCUSED:
            return ()
        subject = BY_TYPE[state.type]
        made = (self._grid(subject, state, field) for field in subject.lines())
        return tuple(grid for grid in made if grid is not None)

    def _grid(self, subject: Subject, state: State, field: Field) -> Grid | None:
        say = self._form.speech.say
        rows = lines_of(self._form.desk.catalog, subject, state, field)
        if field.line is None or not rows:
            return None
        counted = [f"{say(one.name)} {count}" for one, count in tally(state, field).items()]
        title = "  ".join((say(field.label), *counted))
        columns = (("key", say(field.line.key.label)), ("value", say(field.line.value.label)))
        names = (say(who) for who, _what in rows)
        if self._hides(field):
            names = (say(NONE) for _row in rows)
        told = self._form.discretion.text
        texts = tuple(
            (told(name, state), told(say(what), state))
            for name, (_who, what) in zip(names, rows, strict=True)
        )
        return Grid(field.name, title, columns, texts)

    def _hides(self, field: Field) -> bool:
        """Tell whether a list's keys are people whom the reader need not know."""
        return names_persons(field) and self._recipient is not Recipient.HANDLER

    def happenings(self, state: State) -> Iterator[tuple[int, tuple[str, str, str, str]]]:
        """Yield what became of it, the oldest first: when, which thing, what, who."""
        form = self._form
        events = history(form.ledger, form.desk.catalog, state)
        for event, fact in zip(reversed(events), state.facts, strict=True):
            if fact.flag is not None or fact.is_undone:
                continue
            told = self._told(state, fact, form.speech.say(event.said))
            if told:
                is_open = self._recipient is not Recipient.ACCUSED
                reason = f"（{event.reason}）" if event.reason and is_open else ""
                who = event.author if is_open else form.say(NONE)
                what = form.discretion.text(told + reason, state)
                row = (form.moment(event.wall_us), self.name(state), what, who)
                yield event.wall_us, row

    def _told(self, state: State, fact: Fact, said: str) -> str:
        """Return what an entry says to the reader; its sort alone where it says too much."""
        subject, content = BY_TYPE[state.type], fact.content or {}
        number = fact.entry.kind & 0xFF
        if self._recipient is Recipient.ACCUSED:
            move = content.get("move")
            return self._form.say(status_words(str(move), state.type)) if move else ""
        if number == OPENED and self._recipient is not Recipient.HANDLER:
            return ""
        fields = content.get("set")
        values = fields if isinstance(fields, dict) else {}
        made = PAPERS.get(next(filter(None, map(paper_of, values)), ""))
        if made is not None:
            given = values.get(f"{PAPER_NUMBER}{made.id}") or self._form.say(FILLED_IN)
            return f"{self._form.say(made.name)} {given}"
        hidden = [name for name in values if self._is_hidden(subject, name)]
        if hidden and number == MOVED:
            return self._form.say(status_words(str(content.get("move")), state.type))
        if number == CREATED:
            return said  # names its matter alone
        # Who came, and who said what, stands in the lists: without names it tells nothing here.
        return "" if hidden else said

    def _is_hidden(self, subject: Subject, name: str) -> bool:
        field = subject.field_named(name)
        if field is None:
            return False
        return self._hides(field) or not may_reach(field, self._recipient)

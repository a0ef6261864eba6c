"""How a kind of thing is declared: its facts, fields, states, moves and rights."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass

if TYPE_CHECKING:
    from patrol_tui.domain.catalog.forms import FormField
    from patrol_tui.domain.entries.entry import Entry
    from patrol_tui.domain.entries.payload import Json
    from patrol_tui.domain.folding.state import State

Role = Literal["officer", "lead", "subdistrict", "bureau", "auditor"]
ROLES: tuple[Role, ...] = ("officer", "lead", "subdistrict", "bureau", "auditor")
WRITERS: frozenset[Role] = frozenset(("officer", "lead", "subdistrict", "bureau"))

FieldType = Literal[
    "text",
    "choice",
    "choices",
    "integer",
    "decimal",
    "time",
    "flag",
    "coordinate",
    "object",
    "thing",
]

# The facts that every subject knows; a subject adds its own from OWN_FACTS on.
CREATED, CHANGED, MOVED, NOTED, PHOTO_ADDED, RETRACTED, SETTLED, SHARED, UNDONE = range(1, 10)
EXPUNGED, RELEASED, OPENED, URGED = range(10, 14)
OWN_FACTS = 0x20
HELD = "suspended"
"""The member of `flags` under which every clock of a thing stands still (挂账)."""
CALLED = "called"
"""The record of what the catalogue called a thing's kind or route on the day; searches find it."""
PAPER_NUMBER = "paper/"
"""Begins the fields that hold the numbers of papers made out of a thing, by kind of paper."""
GENERIC_FACTS: Mapping[int, str] = {
    CREATED: "created",
    CHANGED: "changed",
    MOVED: "moved",
    NOTED: "noted",
    PHOTO_ADDED: "photo_added",
    RETRACTED: "retracted",
    SETTLED: "settled",
    SHARED: "shared",
    UNDONE: "undone",
    EXPUNGED: "expunged",
    RELEASED: "released",
    OPENED: "opened",
    URGED: "urged",
}
BUREAU: frozenset[Role] = frozenset(("bureau",))
BUREAU_ALONE: Mapping[int, frozenset[Role]] = dict.fromkeys(GENERIC_FACTS, BUREAU)
"""The rights of what only the bureau lays down: who is who, and whose laptop is whose."""
RULINGS = frozenset((EXPUNGED, RELEASED))
"""Facts by which the bureau decides about another entry of the same thing."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may take a step or set a field.

    Attributes:
        roles: one of them is needed.
        other_than: states; whoever brought the thing there last may not, because it is their own
            work that is judged.
        unless: a field that names who else did the work, or a member of a set that the thing began
            with, such as `flags:settled_on_spot`; where it is there, `other_than` is lifted.
    """

    roles: frozenset[Role] = WRITERS
    other_than: tuple[str, ...] = ()
    unless: str = ""


ANYONE = Guard()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list that grows within a thing, such as who signed in at a meeting.

    Attributes:
        verb: what adding one is called on the command line.
        name: the same on the screens.
        key: asks whose line it is, or of which day.
        value: asks what it says.
        of_file: it says the SHA-256 of a file; people name the file.
        adds_to: each line adds one to what this field says had been counted before.
    """

    verb: str
    name: Words
    key: "FormField"
    value: "FormField"
    of_file: bool = False
    adds_to: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a subject.

    Attributes:
        name: its key in entries; one that ends in "/" stands for all that begin so.
        type: what its value may be.
        label: its name: a gettext msgid, or the words of both languages.
        is_typed: people set it; otherwise the program does.
        form: how it is asked for; None for what only programs and other forms ask.
        guard: who may set it, where not everybody who may write may.
        of: types of the things that a relation may name.
        is_set: it has any number of members, each added and removed by itself.
        is_private: it says who somebody is: entries hold it sealed to the author's station.
        line: how a line is added, where the name ends in "/" and people add lines.
        begins: a thing may be begun out of what this relation then names.
        is_clerical: it says nothing of the facts, such as a paper's number: written beside a
            closing it is no evidence against it.
    """

    name: str
    type: FieldType
    label: str | Words
    is_typed: bool = True
    form: "FormField | None" = None
    guard: Guard = ANYONE
    of: tuple[str, ...] = ()
    is_set: bool = False
    is_private: bool = False
    line: Line | None = None
    begins: bool = False
    is_clerical: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A move from some states to another.

    Attributes:
        sources: states from which it leads, apart by spaces.
        to: the state it leads to.
        guard: who may take it.
        needs: fields that must be filled once it is taken.
        asks: further fields that a form offers with it.
        needs_reason: whoever takes it says why.
        barred: a field and a value of it with which it cannot be taken.
    """

    sources: str
    to: str
    guard: Guard = ANYONE
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    needs_reason: bool = False
    barred: tuple[str, str] = ("", "")

    @property
    def collected(self) -> tuple[str, ...]:
        """Return the fields that it asks for."""
        return (*self.needs, *self.asks)


PAPERS_NUMBERED = Field(
    PAPER_NUMBER,
    "text",
    Words("文书号", "paper number"),
    is_typed=False,
    is_clerical=True,
)
"""A thing's papers keep their numbers: printed again, a paper has the one it had."""


def moves_of(steps: tuple[Step, ...]) -> dict[str, frozenset[str]]:
    """Return from each state those that steps lead to."""
    moves: dict[str, set[str]] = {}
    for step in steps:
        for source in step.sources.split():
            moves.setdefault(source, set()).add(step.to)
    return {source: frozenset(targets) for source, targets in moves.items()}


def counting(fields: tuple[Field, ...]) -> Field | None:
    """Return the list whose lines count something, if there is one; see `Line.adds_to`."""
    return next((one for one in fields if one.line is not None and one.line.adds_to), None)


def times_of(field: Field | None, state: "State") -> int:
    """Return how often something happened: before it was written down, and since."""
    if field is None or field.line is None:
        return 0
    named = (name for name, said in state.fields.items() if said is not None)
    since = sum(name.startswith(field.name) for name in named)
    return (state.integer(field.line.adds_to) or 0) + since


@dataclass(frozen=True, slots=True)
class RowValues:
    """What a list needs of a thing; the columns of the view table.

    Attributes:
        number: as people read it, or empty.
        kind: id in the catalogue that its first column shows.
        is_open: whether work is left.
        title: where or what, in one line.
        due_us: next deadline, or None.
        begun_us: when it began.
        search: all text that a search may find.
        extra: further values that a list shows.
    """

    number: str
    kind: str
    is_open: bool
    title: str
    due_us: int | None
    begun_us: int
    search: str
    extra: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry whose author has the role for it, to be looked at more closely.

    Attributes:
        entry: the entry.
        content: what it says.
        roles: its author's roles where it stands.
        stations: its author's stations there.
        seen: what the effective entries say that it follows from.
    """

    entry: "Entry"
    content: "Mapping[str, Json]"
    roles: frozenset[Role]
    stations: frozenset[str]
    seen: "tuple[Mapping[str, Json], ...]"


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing that entries speak of.

    Attributes:
        type: its name, such as "issue".
        code: high byte of its facts' numbers; never reused.
        facts: number of a fact, below 256, to its name in past tense.
        fields: scalars, merged by the author's view; concurrent values are a conflict.
        sets: names of observed-remove sets.
        records: names of grow-only lists.
        statuses: all states, the safest first.
        first: the state that creating it gives, or empty if it has none.
        moves: from a state, to the states one may move it to.
        closing: states that evidence added at the same time contradicts.
        row: what a list needs of it.
        rights: number of a fact to the roles that may write it; others need WRITERS, and rulings
            the bureau.
        allows: looks closer at what a role alone does not decide.
        name: what one of its things is called.
        letter: tells its numbers from those of other subjects.
        steps: its moves with who may take them and what they ask; a move without one is free.
        state_names: what its states are called, where that differs from those of an issue.
        way: the states that nothing diverts from, in their order.
        asks: fields that the form of a new thing shows, in their order.
        marks: from a state to the work mark that stands for it in lists; "" for all others.
        marked: members of sets, such as `flags:suspended`, that not everybody may add or remove.
        final: states in which the fields stand as they were signed; notes may still be added.
        at_work: states in which a photo shows what was done, not what was found.
        ratings: fields that judge work, each with the states that the steps which ask for it lead
            to, and those that close it from there; it counts there alone, and until the work is
            brought again.
    """

    type: str
    code: int
    facts: Mapping[int, str]
    fields: tuple[Field, ...]
    sets: frozenset[str]
    records: frozenset[str]
    statuses: tuple[str, ...]
    first: str
    moves: Mapping[str, frozenset[str]]
    closing: frozenset[str]
    row: "Callable[[State], RowValues]"
    rights: Mapping[int, frozenset[Role]] = field(default_factory=dict)
    allows: Callable[[Claim], bool] | None = None
    name: Words = field(default=Words("", ""))
    letter: str = ""
    steps: tuple[Step, ...] = ()
    state_names: Mapping[str, Words] = field(default_factory=dict)
    way: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    marked: Mapping[str, Guard] = field(default_factory=dict)
    final: frozenset[str] = frozenset()
    at_work: frozenset[str] = frozenset()
    ratings: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _guarded: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    _steps: Mapping[tuple[str, str], Step] = field(init=False, repr=False, compare=False)
    _relations: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    _named: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Remember what folds and saves ask for: guarded fields, rating ones, names, steps."""
        object.__setattr__(self, "_named", {one.name: one for one in self.fields})
        guarded = tuple(one for one in self.fields if one.guard is not ANYONE)
        object.__setattr__(self, "_guarded", guarded)
        rated = {one.name: self._rated_in(one.name) for one in guarded if one.guard.other_than}
        object.__setattr__(self, "ratings", rated)
        steps: dict[tuple[str, str], Step] = {}
        for step in self.steps:
            for source in step.sources.split():
                steps.setdefault((source, step.to), step)
        object.__setattr__(self, "_steps", steps)
        relations = tuple(one for one in self.fields if one.type == "thing")
        object.__setattr__(self, "_relations", relations)

    @property
    def is_guarded(self) -> bool:
        """Tell whether there are fields or members of sets that not everybody may set."""
        return bool(self.marked or self._guarded)

    def _rated_in(self, name: str) -> frozenset[str]:
        # What two gave beside each other can be settled although somebody closed meanwhile.
        asked = self.asked_in(name)
        ends = (step for step in self.steps if step.to in self.closing)
        return asked.union(step.to for step in ends if not asked.isdisjoint(step.sources.split()))

    def asked_in(self, name: str) -> frozenset[str]:
        """Return the states to which the steps lead that ask for a field."""
        return frozenset(step.to for step in self.steps if name in step.collected)

    def kind(self, fact: int) -> int:
        """Return the number that entries carry for one of its facts."""
        return self.code << 8 | fact

    def fact_name(self, kind: int) -> str | None:
        """Return the past-tense name of an entry's kind, or None if this program has none."""
        return self.facts.get(kind & 0xFF) if kind >> 8 == self.code else None

    def may_write(self, kind: int, roles: frozenset[Role]) -> bool:
        """Return whether one of the roles may write entries of a kind."""
        fact = kind & 0xFF
        needed = BUREAU if fact in RULINGS else self.rights.get(fact, WRITERS)
        return not roles.isdisjoint(needed)

    def step(self, source: str, to: str) -> Step | None:
        """Return the step that leads from a state to another, if it is declared as one."""
        return self._steps.get((source, to))

    def guard(self, source: str, to: str) -> Guard:
        """Return who may move a thing from a state to another."""
        step = self.step(source, to)
        return ANYONE if step is None else step.guard

    def guarded(self, names: Collection[str]) -> tuple[Guard, ...]:
        """Return the guards of those fields and members of sets that not everybody may set."""
        marks = [self.marked[name] for name in names if name in self.marked]
        if not self._guarded:
            return tuple(marks)
        fields = (one for name in names if (one := self.field_named(name)) in self._guarded)
        return (*marks, *(one.guard for one in fields))

    @property
    def counted(self) -> Field | None:
        """The list whose lines count something, if there is one."""
        return counting(self.fields)

    def times(self, state: "State") -> int:
        """Return how often what it counts has happened: before it was written down, and since."""
        return times_of(self.counted, state)

    def relations(self) -> tuple[Field, ...]:
        """Return the fields that name other things."""
        return self._relations

    def lines(self) -> tuple[Field, ...]:
        """Return the fields to which people add lines."""
        return tuple(one for one in self.fields if one.line is not None)

    def field_named(self, name: str) -> Field | None:
        """Return the declaration of a field, prefixes included."""
        declared = self._named.get(name)
        if declared is not None or "/" not in name:
            return declared
        prefixes = (one for one in self.fields if one.name.endswith("/"))
        return next((one for one in prefixes if name.startswith(one.name)), None)

"""What subjects are declared with: fields that most of them have, and the usual row of a list."""

from collections.abc import Callable, Mapping

from patrol_tui.domain.catalog.forms import Choice, FieldType, FormField
from patrol_tui.domain.folding.paper_blanks import BLANKS_TYPED
from patrol_tui.domain.folding.pictures import photo_count
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import (
    ANYONE,
    CALLED,
    GENERIC_FACTS,
    HELD,
    PAPERS_NUMBERED,
    URGED,
    Field,
    Guard,
    Line,
    Role,
    RowValues,
    Step,
    Subject,
    counting,
    moves_of,
    times_of,
)
from patrol_tui.domain.folding.subject import FieldType as Stored
from patrol_tui.domain.language.words import Words

LEADS = Guard(frozenset[Role](("lead", "subdistrict", "bureau")))
"""What the station lead signs, or whoever stands above."""

OFFICES = Guard(frozenset[Role](("subdistrict", "bureau")))
"""What takes an office, not a station."""

_STORED: Mapping[FieldType, Stored] = {
    FieldType.CHOICE: "choice",
    FieldType.CHOICES: "choices",
    FieldType.INTEGER: "integer",
    FieldType.DECIMAL: "decimal",
    FieldType.TIME: "time",
    FieldType.FLAG: "flag",
}


def ask(  # noqa: PLR0913 - what a field may be
    name: str,
    zh: str,
    en: str,
    kind: FieldType = FieldType.TEXT,
    *,
    choices: Mapping[str, tuple[str, str]] | None = None,
    hint: tuple[str, str] | None = None,
    required: bool = False,
    guard: Guard = ANYONE,
    is_set: bool = False,
    is_private: bool = False,
) -> Field:
    """Return a field that a form asks for.

    `zh` and `en` are its label, up to three characters; `choices` are ids to their names in both
    languages; all else is as `Field` and `FormField` have it.
    """
    offered = tuple(Choice(id=id, name=Words(*names)) for id, names in (choices or {}).items())
    form = FormField(
        id=name,
        label=Words(zh, en),
        type=kind,
        required=required,
        choices=offered,
        hint=Words(*hint) if hint else None,
    )
    return Field(
        name,
        _STORED.get(kind, "text"),
        form.label,
        form=form,
        guard=guard,
        is_set=is_set,
        is_private=is_private,
    )


def link(
    name: str, zh: str, en: str, *of: str, is_set: bool = False, begins: bool = False
) -> Field:
    """Return a field that names another thing, or several; `of` are the types it may be."""
    hint = Words("编号，或编号开头几位", "A number, or the beginning of one")
    form = FormField(id=name, label=Words(zh, en), type=FieldType.TEXT, hint=hint)
    return Field(name, "thing", form.label, form=form, of=of, is_set=is_set, begins=begins)


def lines(  # noqa: PLR0913 - what a list may be
    name: str,
    label: Words,
    verb: str,
    adding: Words,
    key: Field,
    value: Field,
    *,
    of_file: bool = False,
    adds_to: str = "",
) -> Field:
    """Return a list that grows within a thing.

    Args:
        name: begins the names of its lines and ends in "/".
        label: what a line is called.
        verb: adds one on the command line.
        adding: what adding one is called on the screens.
        key: asks whose line it is.
        value: asks what it says.
        of_file: it says the SHA-256 of a file; people name the file.
        adds_to: each line adds one to what this field says had been counted before.
    """
    if key.form is None or value.form is None:
        raise ValueError(name)
    stored = _STORED.get(value.form.type, "text")
    line = Line(verb, adding, key.form, value.form, of_file, adds_to)
    return Field(name, stored, label, line=line)


def departments(name: str, zh: str, en: str) -> Field:
    """Return a set of departments."""
    return ask(name, zh, en, FieldType.DEPARTMENT, is_set=True)


TITLE = ask(
    "title", "事项", "Matter", required=True, hint=("一句话说清是什么事", "What it is about")
)
PLACE = ask("place", "地点", "Place", hint=("在哪里", "Where it is"))
NOTE = ask("note", "内容", "Content", FieldType.LONG_TEXT, hint=("原话或经过", "In whose words"))
DUE = ask(
    "due_us", "到期", "Due", FieldType.TIME, hint=("下一步最迟什么时候", "By when the next step")
)
DAY = ask("day", "日期", "Day", hint=("哪一天，空着就是今天", "Which day; empty means today"))
WHEN = ask("when", "时间", "When", hint=("什么时候，空着就是现在", "When; empty means now"))
NUMBER = Field("number", "text", Words("编号", "Number"), is_typed=False, is_clerical=True)
USUAL = (NUMBER, TITLE, PLACE, NOTE, DUE)
TIMES = "times"
"""What a row calls how often a thing's lines were counted."""
FLAGS = "flags"
"""The set of marks that a clock bears: extended (延期), suspended (挂账)."""
MARKED = {f"{FLAGS}:{flag}": LEADS for flag in ("extended", HELD)}
"""Putting a deadline off, or a thing on hold, is for whoever answers for it."""
SETS = frozenset(("stations", "tags", FLAGS))
RECORDS = frozenset(("notes", "photos", CALLED))


def urgings(state: State) -> int:
    """Return how often somebody pressed for a thing."""
    return sum(fact.entry.kind & 0xFF == URGED and fact.is_live for fact in state.facts)


def sets_of(fields: tuple[Field, ...]) -> frozenset[str]:
    """Return the names of all sets: those that every subject has, and those among its fields."""
    return SETS | {field.name for field in fields if field.is_set}


def usual_row(
    ended: frozenset[str],
    marks: Mapping[str, str],
    fields: tuple[Field, ...],
) -> Callable[[State], RowValues]:
    """Return what makes the row of a subject with the usual fields.

    Args:
        ended: states in which nothing is left to do.
        marks: from a state to its work mark; "" for all others.
        fields: of the subject; private ones are found by no search.
    """
    hidden = frozenset(field.name for field in fields if field.is_private or field.type == "thing")

    counted = counting(fields)

    def row(state: State) -> RowValues:
        is_open = state.status not in ended and not state.is_retracted
        flags = state.sets.get(FLAGS, ())
        return RowValues(
            number=state.text("number"),
            kind=marks.get(state.status, marks[""]),
            is_open=is_open,
            title=state.text("title"),
            due_us=state.integer("due_us") if is_open and HELD not in flags else None,
            begun_us=state.facts[0].entry.wall_us,
            search=_searched(state, hidden),
            extra={
                "photos": photo_count(state),
                "flags": ",".join(flags),
                "urged": urgings(state),
                "owner": state.text("receiver") or state.text("owner"),
                **({TIMES: times_of(counted, state)} if counted is not None else {}),
            },
        )

    return row


def _searched(state: State, hidden: frozenset[str]) -> str:
    """Return all words of a thing that a search may find."""
    texts = [
        value
        for name, value in state.fields.items()
        if isinstance(value, str) and name not in hidden
    ]
    said = (one for name in ("notes", CALLED) for one in state.records.get(name, ()))
    return "\n".join((*texts, *(str(one.value) for one in said)))


def _with_usual(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    own = frozenset(field.name for field in fields)
    usual = (field for field in USUAL if field.name not in own)
    return (*usual, *fields, PAPERS_NUMBERED, BLANKS_TYPED)


def usual(  # noqa: PLR0913 - what a declaration says
    type: str,  # noqa: A002 - the word of this domain
    code: int,
    letter: str,
    name: Words,
    *,
    fields: tuple[Field, ...],
    states: Mapping[str, tuple[str, str]],
    steps: tuple[Step, ...],
    way: str,
    asks: str,
    marks: Mapping[str, str],
    ended: str,
) -> Subject:
    """Return the declaration of a subject, the usual fields, sets, records and facts added.

    As with `Subject`, but `states` lead from an id to its names; texts are words apart by spaces.
    """
    every, last = _with_usual(fields), frozenset(ended.split())
    return Subject(
        type=type,
        code=code,
        facts=GENERIC_FACTS,
        fields=every,
        sets=sets_of(fields),
        records=RECORDS,
        statuses=tuple(states),
        first=way.split(maxsplit=1)[0],
        moves=moves_of(steps),
        closing=last,
        row=usual_row(last, marks, every),
        name=name,
        letter=letter,
        steps=steps,
        state_names={state: Words(*names) for state, names in states.items()},
        way=tuple(way.split()),
        asks=tuple(asks.split()),
        marks=marks,
        marked=MARKED,
    )

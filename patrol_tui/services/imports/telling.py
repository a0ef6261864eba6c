"""What there is to say of an import, for both shells."""

from collections.abc import Iterator, Mapping

from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.imports.plan import Plan
from patrol_tui.services.imports.rows import Outcome, PlannedRow

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.NEW: Words("新增", "new"),
    Outcome.CHANGED: Words("更正", "mended"),
    Outcome.HELD: Words("已有", "here"),
    Outcome.DIFFERS: Words("有出入", "differs"),
    Outcome.REPEATED: Words("重复", "twice"),
    Outcome.SKIPPED: Words("略过", "passed"),
    Outcome.BAD: Words("有错", "wrong"),
}
AS_LINE = N_("as line {line}")
DIFFERS = N_("Here already; the file now says otherwise: {fields}. Correct it there.")
SAYS = N_("The file says: {words}.")


def note_of(row: PlannedRow, speech: Speech) -> str:
    """Return what there is to say of a row: what is wrong with it, or why it is not written."""
    if row.problems:
        told = (
            (problem.column, problem.error.text(speech.translate, speech.lang))
            for problem in row.problems
        )
        return " ".join(f"{column}: {text}" if column else text for column, text in told)
    match row.outcome:
        case Outcome.REPEATED:
            return speech.say(Phrase(AS_LINE, {"line": row.repeats}))
        case Outcome.DIFFERS:
            return speech.say(Phrase(DIFFERS, {"fields": row.note}))
        case Outcome.SKIPPED:
            return speech.say(Phrase(SAYS, {"words": row.note}))
        case _:
            return ""


def columns_of(plan: Plan) -> Iterator[tuple[str, Words, Words | str]]:
    """Yield the fields that are filled: name, label, and the titles or the value it comes from."""
    fixed = dict(plan.target.fixed) | dict(plan.given.fixed)
    for column in plan.target.columns:
        title = plan.header.title(column.field)
        if title:
            yield column.field, column.label, title
        elif column.field in fixed:
            yield column.field, column.label, _meaning(plan, column.field, fixed[column.field])


def _meaning(plan: Plan, field: str, value: str) -> Words | str:
    """Return what a value that was laid down is called on the screen."""
    subject = BY_TYPE.get(plan.target.type)
    declared = subject.field_named(field) if subject is not None else None
    form = declared.form if declared is not None else None
    offered = form.offered() if form is not None else ()
    return next((choice.name for choice in offered if choice.id == value), value)


def counted(plan: Plan, speech: Speech) -> str:
    """Return how many rows become what."""
    known = ((words, plan.count(outcome)) for outcome, words in OUTCOMES.items())
    return "  ".join(f"{speech.say(words)} {count}" for words, count in known if count)

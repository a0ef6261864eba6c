"""What can be done to a thing of any subject: its next step asks what its declaration says."""

from collections.abc import Sequence

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.papers.minuting import minutes_of
from patrol_tui.services.requests import Move
from patrol_tui.services.things import whistles
from patrol_tui.tui.acting.issue_acts import Asked, IssueActs
from patrol_tui.tui.dialogs.words import FieldsDialog, Values
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind
from patrol_tui.tui.views.things.thing_form import form_fields, shown_value, typed_values
from patrol_tui.tui.views.things.thing_steps import NextStep, first_ahead, next_steps
from patrol_tui.tui.views.wording.spoken import department_name

_REASON = "reason"
MINUTES = "minutes"


class ThingActs(IssueActs):
    """Asks and writes for a screen that shows a thing; all but its steps is as with an issue."""

    def advance(self, state: State) -> None:
        """Choose among the steps that the thing may take and the officer may make."""
        steps = next_steps(self._screen.session.desk(), state)
        free = {step.to: step for step in steps if step.may}
        if not free:
            whose = next((step.whose for step in steps if step.whose), "")
            said = _("The next step is for others: {roles}") if whose else _("This has ended.")
            self._screen.say(said.format(roles=whose))
            return

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self.take(state, free[picked.option])

        options = [Option(step.to, step.name, _note(step)) for step in free.values()]
        dialog = ChooseDialog(
            _("Next step"), options, question=_others_turn(steps), note=self.title(state)
        )
        self._screen.app.push_screen(dialog, chosen)

    def go_on(self, state: State) -> None:
        """Take the step that is next on the way, or offer what there is."""
        step = first_ahead(self._screen.session.desk(), state)
        if step is None:
            self.advance(state)
        else:
            self.take(state, step)

    def take(self, state: State, step: NextStep) -> None:
        """Take a step; what it needs and asks is asked first."""
        fields = self._fields(state, step)
        asked = Asked(state.subject, f"move {step.to}")
        subject = BY_TYPE[state.type]

        def write(values: Values) -> None:
            typed = typed_values(self._screen.session.desk(), subject, values)
            reason = typed.pop(_REASON, "") if _REASON in values else ""
            request = Move(state.subject, step.to, reason, state.heads, typed)
            self.write(request, _("The step is taken."), asked, values)

        def answered(values: Values | None) -> None:
            if values is not None:
                write(values)

        if not fields:
            write({})
            return
        dialog = FieldsDialog(
            step.name,
            fields,
            self._typed.get(asked) or self._begun(state, step),
            note=self.title(state),
            verb=_("Take it"),
            left=self._left(asked),
        )
        self._screen.app.push_screen(dialog, answered)

    def _begun(self, state: State, step: NextStep) -> Values:
        desk, subject = self._screen.session.desk(), BY_TYPE[state.type]
        names = (*step.step.needs, *step.step.asks) if step.step else ()
        declared = (subject.field_named(name) for name in names if name != "due_us")
        begun = {one.name: shown_value(desk, state, one) for one in declared if one is not None}
        if MINUTES in begun and not begun[MINUTES]:
            speech = Speech(_, current())
            begun[MINUTES] = minutes_of(self._screen.session.ledger, desk, speech, state)
        return begun

    def _fields(self, state: State, step: NextStep) -> list[Field]:
        desk, subject = self._screen.session.desk(), BY_TYPE[state.type]
        if whistles.is_stamp(subject, step.to):
            return self._departments(state, step)
        if step.step is None:
            return []
        needs, asks = step.step.needs, step.step.asks
        pinyin = self._screen.host.pinyin
        fields = form_fields(desk, subject, (*needs, *asks), pinyin, needs)
        if step.step.needs_reason:
            fields.append(Field(_REASON, _("Reason"), FieldKind.LONG, required=True))
        return fields

    def _departments(self, state: State, step: NextStep) -> list[Field]:
        """Return the choice of the department whose clock is stopped."""
        desk = self._screen.session.desk()
        waiting = [
            department
            for department, row in whistles.clocks(desk, state).items()
            if any(one.name == step.to and one.done_us is None and one.due_us for one in row)
        ]
        choices = [Choice(one, department_name(desk.catalog, one)) for one in waiting]
        if len(choices) < 2:  # noqa: PLR2004 - nothing to choose
            return []
        hint = _("Choose none for all of them")
        label = _("Dept.")
        return [Field(whistles.DEPARTMENT, label, FieldKind.ONE_OF, choices=choices, hint=hint)]


def _others_turn(steps: Sequence[NextStep]) -> str:
    """Return whose turn it is where no step ahead is the officer's own, so that they can wait."""
    ahead = [step for step in steps if step.is_ahead]
    if not ahead or any(step.may for step in ahead):
        return ""
    said = _("What comes next, {step}, is for others: {roles}")
    return said.format(step=ahead[0].name, roles=ahead[0].whose)


def _note(step: NextStep) -> str:
    if step.step is not None and step.step.needs_reason:
        return _("needs a reason")
    return "" if step.is_ahead else _("off the way")

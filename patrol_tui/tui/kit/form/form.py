"""A form: rows of fields that scroll, and under them what is wanted and what is missing."""

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message

from patrol_tui.language import _
from patrol_tui.tui.cells import cells, wrap
from patrol_tui.tui.kit.blocks import Rule, Title, row
from patrol_tui.tui.kit.drawing.drawn import Blocks, Drawn
from patrol_tui.tui.kit.drawing.paint import Line, Span, chip
from patrol_tui.tui.kit.form.choice_box import ChoiceBox, ShownBox
from patrol_tui.tui.kit.form.coded_box import CodedBox
from patrol_tui.tui.kit.form.field_box import FieldBox
from patrol_tui.tui.kit.form.fields import LABEL_CELLS, Field, FieldKind, Value
from patrol_tui.tui.kit.form.phrase_box import PhraseBox
from patrol_tui.tui.kit.form.text_box import TextBox

_ROWS_APART_FROM = 30
_MOST_LABEL_CELLS = 21


def box_for(spec: Field, value: Value | None = None) -> FieldBox:
    """Return the widget for a field."""
    kinds: dict[FieldKind, type[FieldBox]] = {
        FieldKind.ONE_OF: ChoiceBox,
        FieldKind.SOME_OF: ChoiceBox,
        FieldKind.CODED: CodedBox,
        FieldKind.SHOWN: ShownBox,
    }
    if spec.kind is FieldKind.LONG and spec.choices:
        return PhraseBox(spec, value)
    return kinds.get(spec.kind, TextBox)(spec, value)


class FormRow(Horizontal):
    """Fields that share a row."""

    DEFAULT_CSS = """
    FormRow { height: auto; width: 1fr; }
    """

    def __init__(self, boxes: Sequence[FieldBox]) -> None:
        super().__init__(*boxes)
        self.boxes = boxes

    def on_mount(self) -> None:
        """Give boxes that share the row their own widths."""
        for box in self.boxes[:-1]:
            box.styles.width = box.natural_cells()


class Form(VerticalScroll, can_focus=False):
    """Fields under each other; digits belong to the field that has the keys."""

    DEFAULT_CSS = """
    Form { height: 1fr; width: 1fr; background: $paper; scrollbar-size: 1 1; }
    Form.-apart FormRow { margin-bottom: 1; }
    Form.-grouped .-first { margin-top: 1; }
    """

    keeps_groups = False
    """Scroll rather than close the gaps between groups: what comes first matters most."""

    class Changed(Message):
        """A field has another value."""

        def __init__(self, form: "Form", field: str, value: Value) -> None:
            super().__init__()
            self.form = form
            self.field = field
            self.value = value

    class Entered(Message):
        """A field got the keys, or what is wrong has changed."""

        def __init__(self, form: "Form", box: FieldBox) -> None:
            super().__init__()
            self.form = form
            self.box = box

    class Pressed(Message):
        """A field that is filled elsewhere is asked for."""

        def __init__(self, form: "Form", field: str) -> None:
            super().__init__()
            self.form = form
            self.field = field

    class Finished(Message):
        """Enter on the last field."""

        def __init__(self, form: "Form") -> None:
            super().__init__()
            self.form = form

    def __init__(
        self,
        fields: Sequence[Field],
        values: Mapping[str, Value] | None = None,
        *,
        ground: str = "paper",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        given = values or {}
        self.boxes = [box_for(spec, given.get(spec.id)) for spec in fields]
        for box in self.boxes:
            box.ground = ground
        longest = max((cells(spec.label) for spec in fields if not spec.beside), default=0)
        self._label_cells = min(_MOST_LABEL_CELLS, max(LABEL_CELLS, longest + 3))

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        rows: list[list[FieldBox]] = []
        for box in self.boxes:
            if box.spec.beside and rows:
                box.label_cells = cells(box.spec.label) + 4
                rows[-1].append(box)
            else:
                box.label_cells = self._label_cells
                rows.append([box])
        for at, boxes in enumerate(rows):
            made = FormRow(boxes)
            made.set_class(at > 0 and boxes[0].spec.starts_group, "-first")
            yield made

    @property
    def values(self) -> dict[str, Value]:
        """What all fields hold, by id."""
        return {box.spec.id: box.value for box in self.boxes}

    @property
    def shown(self) -> list[FieldBox]:
        """The widgets of the fields whose rows are shown."""
        return [box for box in self.boxes if getattr(box.parent, "display", True)]

    def box(self, field: str) -> FieldBox:
        """Return the widget of a field."""
        return next(box for box in self.boxes if box.spec.id == field)

    def set_value(self, field: str, value: Value) -> None:
        """Put a value into a field without a `Changed`."""
        box = self.box(field)
        box.set_value(value)
        box.redraw()

    def set_problem(self, field: str, problem: str) -> None:
        """Mark a field that the service refused, with its words."""
        box = self.box(field)
        box.outside_problem = problem
        box.mark()
        self.post_message(self.Entered(self, box))

    def problems(self, *, marked_only: bool = False) -> list[tuple[FieldBox, str]]:
        """Return the fields with something wrong and what it is, in order.

        Args:
            marked_only: leave out what was not visited yet.
        """
        found = []
        for box in self.boxes:
            if marked_only and not box.was_left:
                continue
            if box.is_missing:
                found.append((box, ""))
            elif box.problem:
                found.append((box, box.problem))
        return found

    def complete(self) -> bool:
        """Return whether all can be saved; else mark everything and go to the first fault.

        What others found wrong the last time is theirs to find again: the cause may lie elsewhere.
        """
        for box in self.boxes:
            box.outside_problem = ""
            box.settle()
            box.mark()
        wrong = self.problems()
        if wrong:
            wrong[0][0].focus()
            self.post_message(self.Entered(self, wrong[0][0]))
        return not wrong

    def focus_first(self) -> None:
        """Give the keys to the first field that is still empty, or to the first."""
        empty = (box for box in self.shown if not box.value)
        first = next(empty, next(iter(self.shown), None))
        if first is not None:
            first.focus()

    def on_resize(self) -> None:
        """Set rows apart where there is room; keep groups together where there is none."""
        rows = len(self.query(FormRow))
        groups = len(self.query(".-first"))
        if self.screen.has_class("-touch"):
            self.remove_class("-apart", "-grouped")
            return
        is_tall = self.app.size.height >= _ROWS_APART_FROM and rows * 2 <= self.size.height + 1
        self.set_class(is_tall, "-apart")
        fits = rows + groups <= self.size.height or self.keeps_groups
        self.set_class(not is_tall and fits, "-grouped")

    def on_field_box_changed(self, message: FieldBox.Changed) -> None:
        """Say which field has changed."""
        message.stop()
        box = message.box
        self.post_message(self.Changed(self, box.spec.id, box.value))
        self.post_message(self.Entered(self, box))

    def on_field_box_pressed(self, message: FieldBox.Pressed) -> None:
        """Say which field is asked for."""
        message.stop()
        self.post_message(self.Pressed(self, message.box.spec.id))

    def on_field_box_left(self, message: FieldBox.Left) -> None:
        """Go to the next field, or the one before."""
        message.stop()
        shown = self.shown
        at = shown.index(message.box) + message.step
        if message.to_missing:
            following = (box for box in [*shown[at:], *shown[:at]] if box.is_missing)
            next(following, message.box).focus()
        elif 0 <= at < len(shown):
            shown[at].focus()
        elif message.is_done:
            self.post_message(self.Finished(self))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field wants."""
        if isinstance(event.widget, FieldBox):
            self.post_message(self.Entered(self, event.widget))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell the input method where the text has gone."""
        super().watch_scroll_y(old_value, new_value)
        for box in self.boxes:
            if box.has_focus:
                self.call_after_refresh(box.sync_cursor)


class FormNotes(Drawn):
    """The form's two fixed last rows: what the field wants, and the first thing that is wrong."""

    DEFAULT_CSS = """
    FormNotes { height: 3; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._label = self._hint = self._alarm = ""
        self._wrong: list[Span] = []

    def show(self, form: Form, box: FieldBox) -> None:
        """Speak of the field that has the keys and of the first fault."""
        spec = box.spec
        self._label, self._hint = spec.label, spec.hint
        wrong = form.problems(marked_only=True)
        self._wrong = []
        if wrong:
            first, said = wrong[0]
            missing = sum(1 for _box, problem in wrong if not problem)
            if said:
                mark = chip(_("wrong"), "red")
                text = _("{field}: {problem}").format(field=first.spec.label, problem=said)
            else:
                mark = chip(_("{count} missing").format(count=missing), "red")
                text = _("{field}: fill it in to save").format(field=first.spec.label)
            self._wrong = [mark, ("  ", ""), (text, "red bold")]
        self.redraw()

    def alarm(self, why: str) -> None:
        """Say in both rows why the draft is not kept, or nothing any more."""
        if why != self._alarm:
            self._alarm = why
            self.redraw()

    def draw(self, width: int) -> Sequence[Line]:
        """Return the rule and the two rows; without a fault a long hint takes both."""
        if self._alarm:
            return (*Rule().lines(width), *_alarm_rows(self._alarm, width))
        label: list[Span] = [(self._label, "bold"), ("  ", "")]
        if self._wrong:
            return (*Rule().lines(width), row([*label, (self._hint, "soft")]), row(self._wrong))
        column = cells(self._label) + 2
        first, *rest = wrap(self._hint, width - column - 2)
        second = row([(" " * column, ""), (" ".join(rest), "soft")])
        return (*Rule().lines(width), row([*label, (first, "soft")]), second)


def _alarm_rows(why: str, width: int) -> list[Line]:
    mark = chip(_("not kept"), "red")
    column = cells(mark[0]) + 2
    first, *rest = wrap(why, width - column - 2)
    return [
        row([mark, ("  ", ""), (first, "red bold")]),
        row([(" " * column, ""), (" ".join(rest), "red bold")]),
    ]


class FormPane(Vertical):
    """A form with its title, the state of the draft, and its two last rows."""

    DEFAULT_CSS = """
    FormPane { height: 1fr; width: 1fr; background: $paper; }
    """

    def __init__(
        self,
        title: Title,
        fields: Sequence[Field],
        values: Mapping[str, Value] | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make a form.

        Args:
            title: kind, name and note; its right side shows the draft.
            fields: what is asked for.
            values: what is known already.
            id: of the widget.
            classes: of the widget.
        """
        super().__init__(id=id, classes=classes)
        self._title = title
        self.form = Form(fields, values)
        self._top = Blocks(title, Rule())
        self._notes = FormNotes()

    def compose(self) -> ComposeResult:
        """Lay out title, form and notes."""
        yield self._top
        yield self.form
        yield self._notes

    @property
    def values(self) -> dict[str, Value]:
        """What all fields hold, by id."""
        return self.form.values

    def show_draft(self, text: str, why: str = "") -> None:
        """Say when the draft was saved; in red that it was not, and at the bottom why."""
        title = self._title
        shown = Title(title.text, title.note, text, "red bold" if why else "blue", title.kind)
        self._top.show(shown, Rule())
        self._notes.alarm(why)

    def on_form_entered(self, message: Form.Entered) -> None:
        """Show what the field wants and what is wrong."""
        self._notes.show(message.form, message.box)

"""Dialogs that choose one of several, perhaps with a few words why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.tui.kit.blocks import Gap, Pair, Paragraph
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.form.buffer import half_width
from patrol_tui.tui.kit.form.fields import Field, FieldKind, Value
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource, RowLook

_MOST_ROWS = 9
_MOST_ROWS_ALONE = 12
_LOW_WINDOW = 24
"""In a higher window a list of options may be as much higher."""
_TOUCH_ROWS, _LEAST_OPTIONS = 3, 2


@dataclass(frozen=True)
class Option:
    """One thing to choose.

    Attributes:
        id: what is answered.
        text: in bold.
        note: second line, soft.
        right: a clock or a key at the right edge.
    """

    id: str
    text: str
    note: str = ""
    right: str = ""


@dataclass(frozen=True)
class Picked:
    """What was chosen, and what the dialog's fields hold."""

    option: str
    values: Mapping[str, Value]


class ChooseDialog(Dialog[Picked]):
    """Choices by digits, arrows or mouse; F2 or Enter takes the one under the cursor.

    With fields below, a digit only moves the cursor: the words belong to the choice.
    """

    def __init__(  # noqa: PLR0913 - each is one thing the dialog may show
        self,
        title: str,
        options: Sequence[Option],
        *,
        question: str = "",
        fields: Sequence[Field] = (),
        values: Mapping[str, Value] | None = None,
        remark: str = "",
        verb: str = "",
        note: str = "",
        right: str = "",
        colour: str = "blue",
        needs: Callable[[str], Sequence[str]] | None = None,
        left: Callable[[Mapping[str, Value]], None] | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            title: on the band.
            options: what can be chosen.
            question: above them.
            fields: asked for below them, such as a reason.
            values: what the fields begin with.
            remark: a soft sentence at the end.
            verb: on the key that takes the choice.
            note: beside the title.
            right: at the right of the band.
            colour: of the band.
            needs: returns which of the fields a choice needs filled.
            left: told what the fields hold when the dialog is closed without a choice.
        """
        super().__init__(title, note=note, right=right or _how_many(options), colour=colour)
        self._options, self._question, self._remark = options, question, remark
        self._verb, self._needs, self._left = verb, needs, left
        self._form = Form(fields, values, ground="raised") if fields else None
        self._list: PagedList[Option] = PagedList(
            lambda option: option.id, self._draw, whole_rows=True, ground="raised"
        )

    def compose_body(self) -> ComposeResult:
        """Lay out question, options, fields and remark."""
        if self._question:
            yield Blocks(Paragraph(self._question, indent=0), Gap(), ground="raised")
        yield self._list
        if self._is_cut or self._form is not None:
            yield Blocks(self._below_list(), ground="raised")
        if self._form is not None:
            yield self._form
        if self._remark and not self._touch:
            yield Blocks(Gap(), Paragraph(self._remark, "soft", indent=0), ground="raised")

    def on_mount(self) -> None:
        """Show the options and take the keys."""
        self._list.show(ListSource(self._options, lambda option: option.id))
        self._list.focus()

    def on_resize(self) -> None:
        """Make the list as high as its options want and the window lets it."""
        super().on_resize()
        self._list.styles.height = min(self._most_rows(), self._rows_wanted())

    def _draw(self, option: Option, look: RowLook) -> list[Line]:
        number = next(at for at, one in enumerate(self._options, 1) if one.id == option.id)
        digit = f"{number} " if number <= len("123456789") else "  "
        right = [(option.right, "bold"), ("  ", "")] if option.right else ()
        first = Line([(f" {digit} ", ""), (option.text, "bold")], right)
        lines = [first]
        if option.note:
            lines.append(Line([("    ", ""), (option.note, "" if look.is_cursor else "soft")]))
        if not self._is_airy:
            return lines
        shown = lines if look.is_cursor else [line._replace(ground="band") for line in lines]
        is_last = option.id == self._options[-1].id
        return shown if is_last else [*shown, Line(ground="raised")]

    @property
    def _is_cut(self) -> bool:
        """Whether the list goes on below its last row, and the band does not say how long it is."""
        return self._rows_wanted() > self._most_rows() and not _how_many(self._options)

    def _below_list(self) -> Gap | Pair:
        """Return the row below the list: empty, or how many there are where some are hidden."""
        if not self._is_cut:
            return Gap()
        count = _("{count} in all").format(count=len(self._options))
        return Pair((), [(count, "soft"), ("  ", "")])

    @property
    def _touch(self) -> bool:
        return self.has_class("-touch")

    def _most_rows(self) -> int:
        """Return how high the list may be; for fingers whole options, three rows each."""
        is_alone = not self._question and not self._remark and self._form is None
        more = max(0, self.app.size.height - _LOW_WINDOW)
        if not self._touch:
            return more + (_MOST_ROWS_ALONE if is_alone else _MOST_ROWS)
        fields = 1 + _TOUCH_ROWS * len(self._form.boxes) if self._form is not None else 0
        room = more + _MOST_ROWS_ALONE - fields - (2 if self._question else 0)
        return max(_LEAST_OPTIONS, room // _TOUCH_ROWS) * _TOUCH_ROWS

    @property
    def _is_airy(self) -> bool:
        """Whether there is room for an empty row between the options."""
        if self._touch:
            return False
        rows = sum(2 if option.note else 1 for option in self._options)
        return any(option.note for option in self._options) and (
            rows + len(self._options) - 1 <= _MOST_ROWS
        )

    def _rows_wanted(self) -> int:
        if self._touch:
            return _TOUCH_ROWS * len(self._options)
        rows = sum(2 if option.note else 1 for option in self._options)
        return rows + (len(self._options) - 1 if self._is_airy else 0)

    def named_keys(self) -> dict[str, str]:
        """Name what F2 does."""
        return {"dialog.accept": self._verb or _("Choose")}

    def on_key(self, event: events.Key) -> None:
        """Take digits and Enter, which no field has taken."""
        digit = half_width(event.character) if event.character else ""
        if digit.isdecimal() and 0 < int(digit) <= len(self._options):
            event.stop()
            self._list.go_to(self._options[int(digit) - 1].id)
            if self._form is None:
                self.action_accept()
        elif event.key == "enter" and self.focused is self._list:
            event.stop()
            if self._form is None:
                self.action_accept()
            else:
                self._form.focus_first()

    def on_form_finished(self) -> None:
        """Take Enter after the last field."""
        self.action_accept()

    def on_paged_list_chosen(self) -> None:
        """Take what was clicked twice."""
        if self._form is None:
            self.action_accept()

    def answer(self) -> Picked | None:
        """Return the choice, if the words it needs are there."""
        row = self._list.row
        if row is None:
            return None
        values = self._form.values if self._form is not None else {}
        for field in self._needs(row.id) if self._needs else ():
            if self._form is not None and not values[field]:
                self._form.set_problem(field, _("fill it in, please"))
                self._form.box(field).focus()
                return None
        if self._form is not None and not self._form.complete():
            return None
        return Picked(row.id, values)

    def action_cancel(self) -> None:
        """Close; what was typed is told, so that it can be there again."""
        if self._left is not None and self._form is not None:
            self._left(self._form.values)
        super().action_cancel()


class ReasonDialog(Dialog[str]):
    """Asks why, in words that are kept: answers the reason, or None."""

    def __init__(
        self,
        title: str,
        *,
        question: str = "",
        label: str = "",
        hint: str = "",
        note: str = "",
        colour: str = "blue",
    ) -> None:
        """Make the dialog.

        Args:
            title: what the reason is for.
            question: above the field.
            label: of the field; "Reason" where not given.
            hint: shown while the field is empty.
            note: beside the title.
            colour: of the band.
        """
        super().__init__(title, note=note, colour=colour)
        self._question = question
        spec = Field(
            "reason", label or _("Reason"), FieldKind.LONG, required=True, placeholder=hint
        )
        self._form = Form([spec], ground="raised")

    def compose_body(self) -> ComposeResult:
        """Lay out question and field."""
        if self._question:
            yield Blocks(Paragraph(self._question, indent=0), Gap(), ground="raised")
        yield self._form

    def on_mount(self) -> None:
        """Take the keys."""
        self._form.focus_first()

    def on_form_finished(self) -> None:
        """Take Enter after the last field."""
        self.action_accept()

    def answer(self) -> str | None:
        """Return the reason, once there is one."""
        return str(self._form.values["reason"]).strip() if self._form.complete() else None


def _how_many(options: Sequence[Option]) -> str:
    """Return how long a list is that goes on below its last row in sight."""
    if len(options) <= _MOST_ROWS_ALONE:
        return ""
    return _("{count} in all").format(count=len(options))

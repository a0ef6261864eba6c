"""Choosing what to record: a draft to go on with, or a kind by name, pinyin, initials or code."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from patrol_tui.language import _
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.blocks import Empty, Title
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.drawing.paint import Line, Span
from patrol_tui.tui.kit.form.field_box import FieldBox
from patrol_tui.tui.kit.form.filter_box import FilterBox
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import GroupHead, ListSource, RowLook


@dataclass(frozen=True)
class Choice:
    """Something to begin with.

    Attributes:
        id: what is answered: `kind:` or `draft:` with the id.
        mark: two cells: the kind's character.
        text: its name.
        note: said beside it, softly.
        right: a code or a time, at the right edge.
        group: the head it stands under.
    """

    id: str
    mark: str
    text: str
    note: str = ""
    right: str = ""
    group: GroupHead | None = None


_STROKES = "/、"
Search = Callable[[str], Sequence[Choice]]


def choice_lines(choice: Choice, look: RowLook) -> list[Line]:
    """Return a choice as one row."""
    mark: Span = (choice.mark, "chip-red" if choice.id.startswith("draft:") else "blue bold")
    bold = "bold" if look.is_cursor and look.has_keys else ""
    left = [mark, (" ", ""), (choice.text, bold), ("  ", ""), (choice.note, "soft")]
    return [Line(left, [(choice.right, "soft"), (" ", "")])]


class RecordPicker(Vertical):
    """A field with the list of what it finds; the list's cursor is what Enter takes."""

    DEFAULT_CSS = """
    RecordPicker { height: 1fr; width: 1fr; }
    """

    class Picked(Message):
        """Something was chosen."""

        def __init__(self, choice: str) -> None:
            super().__init__()
            self.choice = choice

    class Pointed(Message):
        """The cursor stands on another row, or on none."""

    def __init__(self, search: Search) -> None:
        """Make the picker.

        Args:
            search: returns what fits a text; everything for an empty one.
        """
        super().__init__()
        self._search = search
        self._box = FilterBox(_("kind: name, pinyin or code"))
        self.rows: PagedList[Choice] = PagedList(
            lambda choice: choice.id,
            choice_lines,
            group_of=lambda choice: choice.group,
            empty=Empty(_("No kind is called that. {key} clears it."), key_of("record.back")),
        )

    def compose(self) -> ComposeResult:
        """Lay out title, field and list."""
        yield Blocks(Title(_("Record"), _("What is it?")))
        yield self._box
        yield self.rows

    def on_mount(self) -> None:
        """Take the keys, and show everything there is."""
        self.rows.can_focus = False
        self._box.focus()
        self.show("")

    @property
    def typed(self) -> str:
        """What stands in the field, without the stroke that begins a filter elsewhere."""
        return str(self._box.value).strip().lstrip(_STROKES)

    def show(self, text: str) -> None:
        """Show what fits a text."""
        self.rows.show(ListSource(self._search(text), lambda choice: choice.id))
        self.rows.action_move("home")

    def clear(self) -> None:
        """Empty the field."""
        self._box.set_value("")
        self._box.redraw()
        self.show("")

    def move(self, to: str) -> None:
        """Move the cursor."""
        self.rows.action_move(to)

    def take(self) -> None:
        """Take the row under the cursor."""
        if self.rows.row is not None:
            self.post_message(self.Picked(self.rows.row.id))

    def on_field_box_changed(self, message: FieldBox.Changed) -> None:
        """Search as one types."""
        message.stop()
        self.show(self.typed)

    def on_key(self, event: events.Key) -> None:
        """Clear what was typed with the key that the empty list names; only then it leads back."""
        if event.key == "escape" and self._box.value:
            event.stop()
            self.clear()

    def on_paged_list_moved(self, message: PagedList.Moved) -> None:
        """Tell the screen; a list's own message ends where its rows were changed: here."""
        message.stop()
        self.post_message(self.Pointed())

    def on_paged_list_chosen(self, message: PagedList.Chosen) -> None:
        """Take what was clicked twice."""
        message.stop()
        self.take()

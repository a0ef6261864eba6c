"""Dialogs that find: a command or a record by name or pinyin, files in folders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.tui.cells import cells, pad
from patrol_tui.tui.kit.blocks import Empty
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.kit.dialogs.dialog import Dialog, TitleBand
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.form.field_box import FieldBox
from patrol_tui.tui.kit.form.fields import Field
from patrol_tui.tui.kit.form.text_box import TextBox
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource, RowLook

_USUAL_ROWS, _MOST_ROWS = 24, 36
_FIELD_ROWS = 3

_NAME_CELLS = 16
"""Names up to here stand in a column, with what they do in the next."""


class QueryBox(TextBox):
    """A field above a list: arrows and Enter go to the list's cursor."""

    def handle(self, event: events.Key) -> bool:
        """Type; what moves rows is the dialog's."""
        if event.key in {"up", "down", "enter", "pageup", "pagedown"}:
            return False
        return super().handle(event)


class FinderDialog(Dialog[str]):
    """Type a name, pinyin or initials; Enter takes the row under the cursor: answers its id."""

    DEFAULT_CSS = """
    FinderDialog PagedList { margin-top: 1; }
    """

    def __init__(
        self,
        title: str,
        search: Callable[[str], Sequence[Option]],
        *,
        label: str = "",
        placeholder: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            title: on the band.
            search: returns what matches; everything, or what is likely, for an empty text.
            label: of the field.
            placeholder: shown while nothing is typed.
        """
        super().__init__(title)
        self._search = search
        self._query = QueryBox(Field("query", label or _("Find"), placeholder=placeholder))
        self._query.ground = "raised"
        self._name_cells, self._list_rows, self._is_empty = 0, _USUAL_ROWS, False
        self._list: PagedList[Option] = PagedList(
            lambda option: option.id,
            self._drawn,
            empty=Empty(_("Nothing is called that. Try another word, or initials.")),
            ground="raised",
        )

    def compose_body(self) -> ComposeResult:
        """Lay out field and list."""
        yield self._query
        yield self._list

    def on_mount(self) -> None:
        """Show what is likely."""
        self._list.can_focus = False
        self._query.focus()
        self._list_rows = min(max(_USUAL_ROWS, self._show("")), _MOST_ROWS)

    def on_resize(self) -> None:
        """Show more rows where the window is high, always as many: nothing moves as one types."""
        super().on_resize()
        self.heighten(PagedList, self._list_rows, beside=_FIELD_ROWS)

    def named_keys(self) -> dict[str, str]:
        """Name what F2 does."""
        return {"dialog.accept": _("Choose")}

    def idle_keys(self) -> Sequence[str]:
        """Return that nothing can be taken where nothing was found."""
        return ("dialog.accept",) if self._is_empty else ()

    def _show(self, text: str) -> int:
        """Show what is found, and return how much that is."""
        found = self._search(text)
        names = [cells(option.text) for option in found if option.note]
        self._name_cells = max((one for one in names if one <= _NAME_CELLS), default=0)
        self._list.show(ListSource(found, lambda option: option.id))
        self._list.action_move("home")
        count = _("{count} in all").format(count=len(found)) if found else ""
        self.query_one(TitleBand).tell(count)
        self._is_empty = not found
        self.show_keys()
        return len(found)

    def _drawn(self, option: Option, look: RowLook) -> list[Line]:
        del look
        name = pad(option.text, max(self._name_cells, cells(option.text)))
        left = [(name, "bold"), ("  ", ""), (option.note, "soft")]
        return [Line(left, [(option.right, "soft"), (" ", "")])]

    def on_field_box_changed(self, message: FieldBox.Changed) -> None:
        """Search as one types."""
        message.stop()
        self._show(str(message.box.value))

    def on_key(self, event: events.Key) -> None:
        """Move in the list; Enter takes."""
        moves = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down"}
        if event.key in moves:
            event.stop()
            self._list.action_move(moves[event.key])
        elif event.key == "enter":
            event.stop()
            self.action_accept()

    def on_paged_list_chosen(self) -> None:
        """Take what was clicked twice."""
        self.action_accept()

    def answer(self) -> str | None:
        """Return the id of the row under the cursor."""
        return self._list.row.id if self._list.row else None


@dataclass(frozen=True)
class FolderEntry:
    """A file or folder to choose.

    Attributes:
        path: the whole path.
        name: what is shown.
        is_folder: opens instead of being chosen.
        note: size or time, at the right.
    """

    path: str
    name: str
    is_folder: bool = False
    note: str = ""


class FileDialog(Dialog[tuple[str, ...]]):
    """Chooses files: a path can be typed or pasted, Enter opens folders, Space marks several.

    Reading folders is handed in: `list_folder(path)` returns the entries of a folder, the folder
    above first, or nothing if the path is no folder.
    """

    DEFAULT_CSS = """
    FileDialog PagedList { margin-top: 1; }
    """

    def __init__(
        self,
        title: str,
        start: str,
        list_folder: Callable[[str], Sequence[FolderEntry]],
        *,
        several: bool = True,
    ) -> None:
        """Make the dialog.

        Args:
            title: on the band.
            start: the folder to begin in.
            list_folder: returns what is in a folder.
            several: whether more than one file may be marked.
        """
        super().__init__(title)
        self._list_folder, self._several = list_folder, several
        self._marked: list[str] = []
        self._path = TextBox(Field("path", _("Path")), start)
        self._path.ground = "raised"
        self._list: PagedList[FolderEntry] = PagedList(
            lambda entry: entry.path,
            self._draw,
            empty=Empty(_("No files here.")),
            ground="raised",
        )

    def compose_body(self) -> ComposeResult:
        """Lay out path and list."""
        yield self._path
        yield self._list

    def on_mount(self) -> None:
        """Open the first folder."""
        self._open(str(self._path.value))
        self._list.focus()

    def on_resize(self) -> None:
        """Show more files where the window is high."""
        super().on_resize()
        self.heighten(PagedList, _USUAL_ROWS, beside=_FIELD_ROWS + 1)

    def named_keys(self) -> dict[str, str]:
        """Name what F2 does."""
        return {"dialog.accept": _("Choose")}

    def _draw(self, entry: FolderEntry, look: RowLook) -> list[Line]:
        del look
        mark = "* " if entry.path in self._marked else "  "
        name = f"{entry.name}/" if entry.is_folder else entry.name
        style = "blue bold" if entry.is_folder else "bold" if mark.strip() else ""
        return [Line([(mark, "bold"), (name, style)], [(entry.note, "soft"), (" ", "")])]

    def _open(self, folder: str) -> None:
        entries = self._list_folder(folder)
        self._path.set_value(folder)
        self._path.redraw()
        self._list.show(ListSource(entries, lambda entry: entry.path))
        self._list.action_move("home")

    def on_key(self, event: events.Key) -> None:
        """Open with Enter, mark with Space."""
        row = self._list.row
        if self.focused is not self._list or row is None:
            return
        if event.key == "space" and not row.is_folder:
            event.stop()
            self._mark(row.path)
            self._list.action_move("down")
        elif event.key == "enter":
            event.stop()
            self._take(row)

    def _mark(self, path: str) -> None:
        if path in self._marked:
            self._marked.remove(path)
        elif self._several:
            self._marked.append(path)
        else:
            self._marked = [path]
        self._list.redraw()

    def _take(self, row: FolderEntry) -> None:
        if row.is_folder:
            self._open(row.path)
        else:
            if row.path not in self._marked:
                self._mark(row.path)
            self.action_accept()

    def on_field_box_left(self, message: FieldBox.Left) -> None:
        """Go where the typed path leads: into a folder, or to a file."""
        message.stop()
        typed = str(self._path.value).strip()
        if self._list_folder(typed):
            self._open(typed)
            self._list.focus()
        elif typed:
            self._marked = [typed]
            self.action_accept()

    def on_paged_list_chosen(self) -> None:
        """Open or take what was clicked twice."""
        if self._list.row is not None:
            self._take(self._list.row)

    def answer(self) -> tuple[str, ...] | None:
        """Return the marked files, or the one under the cursor."""
        row = self._list.row
        if not self._marked and row is not None and not row.is_folder:
            return (row.path,)
        return tuple(self._marked) or None

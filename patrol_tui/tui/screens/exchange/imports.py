"""Importing a table: choose it, look at what would be written, then write all of it at once."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui import bootstrap
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current, ngettext
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.imports.plan import Plan, plan_import
from patrol_tui.services.imports.rows import PlannedRow
from patrol_tui.services.imports.targets import TARGETS
from patrol_tui.services.imports.telling import counted
from patrol_tui.services.office import Done
from patrol_tui.services.ports.ports import Progress
from patrol_tui.services.requests import ImportRows
from patrol_tui.services.session import Session
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.disk.folders import list_folder
from patrol_tui.tui.disk.paths import unfolded
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.blocks import Paragraph, Rule, Title
from patrol_tui.tui.kit.dialogs.dialog import ConfirmDialog
from patrol_tui.tui.kit.dialogs.finder import FileDialog
from patrol_tui.tui.kit.drawing.drawn import Block, Blocks, Sheet
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind, Value
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.kit.frame import Panes, work
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource
from patrol_tui.tui.kit.progress import ProgressRow
from patrol_tui.tui.views.importing.import_blocks import aside_blocks
from patrol_tui.tui.views.importing.import_rows import row_lines
from patrol_tui.tui.views.wording.spoken import spoken

_REDRAW_S = 0.25
_FILES = ("file", "map")


@dataclass(frozen=True)
class _Checked:
    """What was looked at.

    Attributes:
        values: of the form, at that time.
        request: what would be asked for.
        plan: what would come of it.
    """

    values: Mapping[str, Value]
    request: ImportRows
    plan: Plan


class ImportScreen(StationScreen[None]):
    """Lies over where one was; nothing is written before it was looked at and asked for."""

    NAME = "imports"
    CSS_PATH = Path(__file__).with_name("imports.tcss")

    def __init__(self) -> None:
        super().__init__()
        self._checked: _Checked | None = None
        self._is_running = self._is_stopped = False
        self._done = (0, 1)

    def compose_body(self) -> ComposeResult:
        """Lay out the form over the preview, and the columns beside them."""
        with Panes():
            with Vertical(classes="pane work"):
                yield Blocks(Title(_("Import a table"), _("all rows or none")), Rule(), id="head")
                yield Form(_fields(), {"what": "requests"})
                yield Blocks(Rule(), id="said")
                yield PagedList[PlannedRow](lambda row: row.line, row_lines)
            yield Sheet(classes="pane aside")

    @property
    def _form(self) -> Form:
        return self.query_one(Form)

    @property
    def _rows(self) -> PagedList[PlannedRow]:
        return self.query_one(PagedList)

    def on_mount(self) -> None:
        """Begin in the form."""
        self.take_keys()
        self._show_plan()

    def take_keys(self) -> None:
        """Give the keys to the first field that is empty."""
        self._form.focus_first()

    # Choosing.

    def on_form_entered(self, message: Form.Entered) -> None:
        """Say what the field wants, or what is wrong with it."""
        box = message.box
        if self._checked is None and not self._is_running:
            style = "red bold" if box.is_marked else "soft"
            missing = _("{field}: fill it in, please").format(field=box.spec.label)
            text = (box.problem or missing) if box.is_marked else box.spec.hint
            self._tell(Paragraph(text, style))

    def on_form_changed(self) -> None:
        """Forget what was looked at: it was of something else."""
        self._checked = None
        self._show_plan()

    async def on_form_finished(self) -> None:
        """Look at the table after the last field."""
        self.action_go_on()

    def action_file(self) -> None:
        """Look for the table, or the file of columns, in folders."""
        fields = [box.spec.id for box in self._form.boxes if box.has_focus]
        field = fields[0] if fields and fields[0] in _FILES else "file"
        typed = unfolded(str(self._form.values[field]).strip() or str(Path.home()))
        start = typed if typed.is_dir() else typed.parent
        dialog = FileDialog(
            self._form.box(field).spec.label, str(start), list_folder, several=False
        )
        self.app.push_screen(dialog, partial(self._take_file, field))

    def _take_file(self, field: str, paths: tuple[str, ...] | None) -> None:
        if paths:
            self._form.set_value(field, paths[0])
            self.on_form_changed()
            self._form.box(field).focus()

    # Looking.

    def action_go_on(self) -> None:
        """Look at the table; once that was done, write it."""
        if self._is_running or not self._form.complete():
            return
        checked = self._checked
        if checked is None or checked.values != self._form.values:
            self.run_worker(work(self._check), group="import")
        elif checked.plan.drafts:
            self._ask(checked)
        else:
            self.say(_("There is nothing to write."))

    async def _check(self) -> None:
        values = self._form.values
        self._checked, self._is_running, self._is_stopped = None, True, False
        self._done = (0, 1)
        self._show_plan()
        ticking = self.set_interval(_REDRAW_S, self._show_progress)
        try:
            request = await asyncio.to_thread(_read, values)
            plan = await self.host.ask(partial(_planned, request, self._told))
        except PatrolError as error:
            self._tell(Paragraph(inert(error.text(_, current())), "red bold"))
        else:
            self._checked = _Checked(values, request, plan)
        finally:
            ticking.stop()
            self._is_running = False
        if self._checked is not None:
            self._show_plan()
            self._rows.focus()

    def _told(self, done: int, of: int) -> bool:
        """Note how far it is; called in the thread that works."""
        self._done = (done, max(of, 1))
        return not self._is_stopped

    def _show_progress(self) -> None:
        done, of = self._done
        stop = _("{key} stops it").format(key=key_of("imports.back"))
        self._tell(ProgressRow(_("Checked"), f"{done:,}/{of:,}", done, 0, of, stop))

    async def action_back(self) -> None:
        """Stop what runs, else go back."""
        if self._is_running:
            self._is_stopped = True
        else:
            await self.host.action_back()

    # Showing.

    def show_data(self) -> None:
        """Leave what is shown: it is of the file, and checked again when it is written."""

    def _tell(self, *said: Block) -> None:
        self.query_one("#said", Blocks).show(Rule(), *said)

    def _show_plan(self) -> None:
        checked = self._checked
        rows = checked.plan.rows if checked is not None else ()
        self._rows.show(ListSource(rows, lambda row: row.line))
        self._show_aside()
        verb = _("Look at it")
        if checked is not None:
            self._tell(Paragraph(counted(checked.plan, Speech(_, current()))))
            verb = _("Write") if checked.plan.drafts else _("Nothing new")
        self.show_keys(self.default_keys(imports_go=verb))

    def on_paged_list_moved(self) -> None:
        """Say more of the row under the cursor."""
        self._show_aside()

    def _show_aside(self) -> None:
        sheet = self.query_one(Sheet)
        if self._checked is None:
            sheet.show(Title(_("How it goes")), Rule(), *map(Paragraph, _how()))
        else:
            sheet.show(*aside_blocks(self._checked.plan, self._rows.row))

    # Writing.

    def _ask(self, checked: _Checked) -> None:
        plan = checked.plan
        text = ngettext(
            "{count} entry is written.", "{count} entries are written at once.", len(plan.drafts)
        ).format(count=len(plan.drafts))
        if plan.bad:
            left = _("Rows with mistakes, left out: {count}. Import again once they are mended.")
            text += " " + left.format(count=len(plan.bad))
        dialog = ConfirmDialog(_("Import a table"), text, verb=_("Write"))
        self.app.push_screen(dialog, partial(self._write, checked))

    def _write(self, checked: _Checked, may: bool | None) -> None:  # noqa: FBT001 - the dialog's answer
        if may:
            request = checked.request
            without_bad = ImportRows(
                request.what, request.sheets, request.columns, bool(checked.plan.bad)
            )
            self.act(without_bad, self._written)

    def _written(self, done: Done) -> None:
        count = len(done.entries)
        said = ngettext("{count} entry was written.", "{count} entries were written.", count)
        self.say(said.format(count=count))
        self.run_worker(work(self._look_again), group="import")

    async def _look_again(self) -> None:
        """Show that all of it is here now; contacts have changed the catalogue."""
        await self.host.forget_catalog()
        await self._check()


def _fields() -> list[Field]:
    choices = [Choice(one.what, spoken(one.name)) for one in TARGETS.values()]
    return [
        Field("what", _("Kind"), FieldKind.ONE_OF, required=True, choices=choices),
        Field(
            "file",
            _("Table"),
            required=True,
            placeholder=_("xlsx or csv, {key} looks for it").format(key=key_of("imports.file")),
            hint=_("A 12345 export, a roster, a telephone list: xlsx or csv"),
        ),
        Field(
            "map",
            _("Columns"),
            placeholder=_("only where titles are not recognised"),
            hint=_("YAML that says which column is what"),
        ),
    ]


def _how() -> tuple[str, ...]:
    key = key_of("imports.go")
    return (
        _("1  Choose what it is, and the file."),
        _("2  {key} looks at it: every row is checked, nothing is written.").format(key=key),
        _("3  {key} once more writes it, all rows at once.").format(key=key),
        "",
        _("The same file a second time adds nothing."),
    )


def _read(values: Mapping[str, Value]) -> ImportRows:
    """Return what a form asks to be imported; reads the files, so in a thread."""
    named = str(values["map"]).strip()
    given = bootstrap.read_column_map(unfolded(named) if named else None)
    tables = bootstrap.read_tables(unfolded(str(values["file"]).strip()))
    return ImportRows(str(values["what"]), tables, given)


def _planned(request: ImportRows, progress: Progress, session: Session) -> Plan:
    """Return what would be written; to be asked in a thread."""
    return plan_import(
        session.ledger, session.desk(), request.what, request.sheets, request.columns, progress
    )

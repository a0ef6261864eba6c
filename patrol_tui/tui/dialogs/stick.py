"""Sync by USB stick: which way, which file, how far it is, what came of it."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.services.ports.ports import Progress
from patrol_tui.services.syncing.package import PackageRead, PackageWritten
from patrol_tui.tui.commands import bindings, key_of
from patrol_tui.tui.disk.folders import list_folder
from patrol_tui.tui.disk.paths import unfolded
from patrol_tui.tui.disk.stick_words import stick_blocks
from patrol_tui.tui.kit.blocks import Gap, Paragraph
from patrol_tui.tui.kit.chrome import Footer
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.dialogs.finder import FileDialog
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind, Value
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.kit.progress import ProgressRow

Way = Literal["write", "read"]
Carry = Callable[[Way, Path, Progress], Awaitable[PackageRead | PackageWritten]]
WRITE: Way = "write"
READ: Way = "read"
_REDRAW_S = 0.25


class StickDialog(Dialog[bool]):
    """Writes or reads a file on a stick; answers True once anything was carried."""

    SCOPE = "stick"
    BINDINGS: ClassVar[list[BindingType]] = bindings("stick")

    def __init__(self, carry: Carry, path: str, *, unsent: int) -> None:
        """Make the dialog.

        Args:
            carry: writes or reads a file beside the keys.
            path: the file that is likely, or empty.
            unsent: own entries that are not in the shared ledger.
        """
        super().__init__(_("USB sync"))
        self._carry = carry
        self._is_running = self._is_stopped = self._has_carried = False
        self._done = (0, 1)
        self._form = Form(
            [
                Field(
                    "way",
                    _("Way"),
                    FieldKind.ONE_OF,
                    required=True,
                    choices=(
                        Choice(WRITE, _("write onto it")),
                        Choice(READ, _("read from it")),
                    ),
                ),
                Field(
                    "path",
                    _("File"),
                    required=True,
                    placeholder=_("a file on the stick, or its folder"),
                ),
            ],
            {"way": WRITE if unsent else READ, "path": path},
            ground="raised",
        )
        self._said = Blocks(id="said", ground="raised")

    @property
    def values(self) -> Mapping[str, Value]:
        """Return what the fields hold."""
        return self._form.values

    def compose_body(self) -> ComposeResult:
        """Lay out question, fields, and what is said."""
        question = _("One encrypted file takes entries, photos and receipts both ways.")
        yield Blocks(Paragraph(question, "soft", indent=0), Gap(), ground="raised")
        yield self._form
        yield self._said

    def on_mount(self) -> None:
        """Give the keys to the choice; say where a stick is looked for."""
        self._form.boxes[0].focus()
        if not self.values["path"]:
            text = _("No stick was found. Type the path, or look for it with {key}.")
            text = text.format(key=key_of("stick.file"))
            self._said.show(Gap(), Paragraph(text, "soft", indent=0))

    def named_keys(self) -> dict[str, str]:
        """Name what F2 does."""
        if self.values["way"] == READ:
            return {"stick.go": _("Read"), "stick.close": self._close_name()}
        return {"stick.go": _("Write"), "stick.close": self._close_name()}

    def _close_name(self) -> str:
        return _("Stop") if self._is_running else _("Close")

    def on_form_changed(self, message: Form.Changed) -> None:
        """Name the keys for the way that was chosen."""
        message.stop()
        self._show_keys()

    def _show_keys(self) -> None:
        self.query_one(Footer).show(self.keys())

    async def on_form_finished(self) -> None:
        """Begin after the last field."""
        self.action_accept()

    def action_folder(self) -> None:
        """Look for the file in folders."""
        if self._is_running:
            return
        typed = unfolded(str(self.values["path"]).strip() or str(Path.home()))
        start = typed if typed.is_dir() else typed.parent
        dialog = FileDialog(_("File on the stick"), str(start), list_folder, several=False)
        self.app.push_screen(dialog, self._take_file)

    def _take_file(self, paths: tuple[str, ...] | None) -> None:
        if paths:
            self._form.set_value("path", paths[0])
            self._form.box("path").focus()

    def action_accept(self) -> None:
        """Write or read."""
        if not self._is_running and self._form.complete():
            self.run_worker(self._run(), group="stick")

    def action_cancel(self) -> None:
        """Stop what runs, else close."""
        if self._is_running:
            self._is_stopped = True
        else:
            self.dismiss(self._has_carried)

    async def _run(self) -> None:
        way: Way = READ if self.values["way"] == READ else WRITE
        path = unfolded(str(self.values["path"]).strip())
        self._is_running, self._is_stopped, self._done = True, False, (0, 1)
        self._show_keys()
        ticking = self.set_interval(_REDRAW_S, self._show_progress)
        self._show_progress()
        try:
            done = await self._carry(way, path, self._told)
        except PatrolError as error:
            text = inert(error.text(_, current()))
            self._said.show(Gap(), Paragraph(text, "red bold", indent=0))
        else:
            self._has_carried = True
            self._said.show(*stick_blocks(done))
        finally:
            ticking.stop()
            self._is_running = False
            self._show_keys()

    def _told(self, done: int, total: int) -> bool:
        """Note how far it is; called in the thread that works."""
        self._done = (done, max(total, 1))
        return not self._is_stopped

    def _show_progress(self) -> None:
        if not self._is_running:
            return
        done, total = self._done
        percent = f"{done * 100 // total} %"
        row = ProgressRow(_("Done"), percent, done, 0, total, _("leave the stick in"))
        self._said.show(Gap(), row)

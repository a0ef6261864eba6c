"""A list to a file: which list, which kind of file, which days, who reads it; how far it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from patrol_tui.domain.language.errors import PatrolError, Usage
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.times import day_of, parse_day
from patrol_tui.language import _, current, ngettext
from patrol_tui.services.exports.export import Wanted
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.tui.acting.readers import reader_choices
from patrol_tui.tui.commands import bindings
from patrol_tui.tui.exports.list_file import LISTS, ListAsked, ListKept, formats_of, keep_list
from patrol_tui.tui.kit.blocks import Gap, Paragraph
from patrol_tui.tui.kit.chrome import Footer
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.dialogs.finder import FinderDialog
from patrol_tui.tui.kit.drawing.drawn import Block, Blocks
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.views.finding.command_rows import matching
from patrol_tui.tui.views.wording.spoken import spoken

if TYPE_CHECKING:
    from patrol_tui.services.session import Session
    from patrol_tui.tui.host.app import PatrolApp

_OF_PLACE = {"issues": "issues", "requests": "request", "meetings": "meeting"}
"""Which list people mean on a screen; elsewhere it is the patrol ledger."""
_REASON = "reason"
_REDRAW_S = 0.25
_DAY_CELLS = 14


class ExportListsScreen(FinderDialog):
    """The lists that can become a file; answers the id of one."""

    def __init__(self, place: str = "") -> None:
        """Make the dialog.

        Args:
            place: the screen that it is wanted for: its list comes first.
        """
        hint = _("name, pinyin or initials")
        super().__init__(_("Export"), self._found, placeholder=hint)
        first = _OF_PLACE.get(place, "ledger")
        ids = sorted(LISTS, key=lambda id_: id_ != first)  # stable: the others keep their order
        self._rows = [Option(id_, list_name(id_), right="  ".join(formats_of(id_))) for id_ in ids]

    def _found(self, typed: str) -> Sequence[Option]:
        return matching(self._rows, typed, cast("PatrolApp", self.app).pinyin)


class ExportScreen(Dialog[None]):
    """Writes one list; stays open to say where the file is."""

    SCOPE = "export"
    BINDINGS: ClassVar[list[BindingType]] = bindings("export")

    def __init__(self, what: str) -> None:
        """Make the dialog; `what` is the id of the list."""
        super().__init__(_("Export"), note=list_name(what))
        self._what = what
        self._is_running = self._is_stopped = False
        self._rows = 0
        names = {"xlsx": "Excel", "docx": "Word", "pdf": "PDF"}
        self._form = Form(
            [
                Field(
                    "format",
                    _("File"),
                    FieldKind.ONE_OF,
                    required=True,
                    choices=[Choice(one, names.get(one, one)) for one in formats_of(what)],
                ),
                Field("first", _("From day"), cells=_DAY_CELLS, check=_day_problem),
                Field("last", _("To day"), cells=_DAY_CELLS, check=_day_problem, beside=True),
                Field(
                    "reader",
                    _("For whom"),
                    FieldKind.ONE_OF,
                    required=True,
                    choices=reader_choices(),
                ),
                *_sealed_reason(what),
            ],
            {
                "format": formats_of(what)[0],
                "reader": Recipient.ANYONE.value,
            },
            ground="raised",
        )
        self._said = Blocks(id="said", ground="raised")

    def compose_body(self) -> ComposeResult:
        """Lay out the fields and what is said."""
        yield self._form
        yield self._said

    def on_mount(self) -> None:
        """Begin with this month, and give the keys to the kind of file."""
        desk = cast("PatrolApp", self.app).opened.desk()
        today = day_of(desk.now_us, desk.zone)
        self._form.set_value("first", today.replace(day=1).isoformat())
        self._form.set_value("last", today.isoformat())
        self._form.boxes[0].focus()
        hint = _("Days may be left empty. Who asked and who agreed is left out for others.")
        said: list[Block] = [Gap(), Paragraph(hint, "soft", indent=0)]
        if _REASON in self._form.values:
            why = _("Say why, and contact data are open to those who handle it; it is recorded.")
            said.append(Paragraph(why, "soft", indent=0))
        self._said.show(*said)

    def named_keys(self) -> dict[str, str]:
        """Name what Esc does."""
        return {"export.close": _("Stop") if self._is_running else _("Close")}

    async def on_form_finished(self) -> None:
        """Begin after the last field."""
        self.action_accept()

    def action_accept(self) -> None:
        """Write the file."""
        if not self._is_running and self._form.complete():
            self.run_worker(self._run(self._asked()), group="export")

    def action_cancel(self) -> None:
        """Stop what runs, else close."""
        if self._is_running:
            self._is_stopped = True
        else:
            self.dismiss(None)

    def _asked(self) -> ListAsked:
        values = {id_: str(value or "").strip() for id_, value in self._form.values.items()}
        first, last = (
            parse_day(values[name]) if values[name] else None for name in ("first", "last")
        )
        reason = values.get(_REASON, "")
        wanted = Wanted(first, last, recipient=values["reader"], reason=reason)
        return ListAsked(self._what, values["format"], wanted)

    async def _run(self, asked: ListAsked) -> None:
        self._is_running, self._is_stopped, self._rows = True, False, 0
        self._show_keys()
        ticking = self.set_interval(_REDRAW_S, self._show_progress)
        self._show_progress()
        host = cast("PatrolApp", self.app)
        data = host.door.places.data

        def work(session: "Session") -> ListKept:
            return keep_list(session, asked, data, self._told)

        try:
            kept = await host.ask(work)
        except PatrolError as error:
            text = inert(error.text(_, current()))
            self._said.show(Gap(), Paragraph(text, "red bold", indent=0))
        else:
            self._said.show(Gap(), *_kept_blocks(kept))
        finally:
            ticking.stop()
            self._is_running = False
            self._show_keys()

    def _told(self, rows: int) -> bool:
        """Note how far it is; called in the thread that writes."""
        self._rows = rows
        return not self._is_stopped

    def _show_progress(self) -> None:
        if self._is_running:
            text = ngettext("{count} line", "{count} lines", self._rows)
            text = text.format(count=f"{self._rows:,}")
            self._said.show(Gap(), Paragraph(text, "soft", indent=0))

    def _show_keys(self) -> None:
        self.query_one(Footer).show(self.keys())


def list_name(what: str) -> str:
    """Return what a list is called."""
    name = LISTS[what]
    return spoken(name) if isinstance(name, Words) else _(name)


def _sealed_reason(what: str) -> list[Field]:
    """Return the field that asks why what is sealed is opened, where a list has such columns."""
    subject = BY_TYPE.get(what)
    if subject is None or not any(field.is_private for field in subject.fields):
        return []
    return [Field(_REASON, _("Open for"))]


def _day_problem(text: str) -> str:
    try:
        parse_day(text)
    except Usage:
        return _("a day such as 2026-03-02, please")
    return ""


def _kept_blocks(kept: ListKept) -> list[Paragraph]:
    told = ngettext("{count} line was written.", "{count} lines were written.", kept.rows)
    said = [
        Paragraph(told.format(count=f"{kept.rows:,}"), "green bold", indent=0),
        Paragraph(inert(str(kept.path)), "", indent=0),
    ]
    if kept.shortened:
        text = _("Texts longer than a cell takes: {count}. The ledger has them whole.")
        said.append(Paragraph(text.format(count=kept.shortened), "amber", indent=0))
    if kept.lacking:
        text = _("Stretches of track not on this laptop yet: {count}. Sync, then export again.")
        said.append(Paragraph(text.format(count=kept.lacking), "amber", indent=0))
    return said

"""Making papers out on the screens: which, what hands fill, a look at it, then Word and PDF."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.paper import Grid, Item, Paper
from patrol_tui.language import _, current
from patrol_tui.services.bureau.sealing import sealed_fields
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.papers.filling import blanks, open_lists
from patrol_tui.services.papers.kinds import KINDS, PAPERS
from patrol_tui.services.papers.making import Begun, PaperAsked
from patrol_tui.services.session import Session
from patrol_tui.tui.acting.paper_rows import Rows, RowsAsked, proposed
from patrol_tui.tui.acting.readers import reader_choices
from patrol_tui.tui.dialogs.page import PageDialog
from patrol_tui.tui.dialogs.words import FieldsDialog, Values
from patrol_tui.tui.exports.paper_files import PaperKept, begin_paper, draft_paper, keep_paper
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.form.fields import Field, FieldKind
from patrol_tui.tui.kit.frame import work
from patrol_tui.tui.views.papers.paper_blocks import paper_blocks
from patrol_tui.tui.views.wording.spoken import spoken

_REASON, _READER = "reason.", "reader."


def has_papers(state: State) -> bool:
    """Return whether any paper is made out of such a thing."""
    return any(state.type in kind.of for kind in KINDS)


class PaperActs:
    """Asks and writes for a screen that shows a thing."""

    def __init__(self, screen: StationScreen[None]) -> None:
        """Act for a screen."""
        self._screen = screen
        self._typed: dict[tuple[bytes, str], Values] = {}
        self._rows: dict[tuple[bytes, str, str], Rows] = {}

    def offer(self, state: State) -> None:
        """Choose a paper, then fill what the ledger cannot."""
        if not has_papers(state):
            self._screen.say(_("No paper is made out of it."))
            return
        options = [
            Option(kind.id, spoken(kind.name), inert(state.text(f"paper/{kind.id}")))
            for kind in KINDS
            if state.type in kind.of
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                asked = PaperAsked(PAPERS[picked.option], Wanted(subject=state.subject))
                self._screen.run_worker(work(partial(self._begin, state, asked)), group="paper")

        dialog = ChooseDialog(_("Make out a paper"), options, verb=_("Fill in"))
        self._screen.app.push_screen(dialog, chosen)

    async def _begin(self, state: State, asked: PaperAsked) -> None:
        begun = await self._begun(asked)
        if begun is None:
            return
        open_items = blanks(begun.paper, Speech(_, current()))
        asked = replace(asked, seen=begun.seen)
        fields = [*_sealed_reason(state), *map(_field, open_items), _reader_field()]
        key = (state.subject, asked.kind.id)

        def left(values: Values) -> None:
            self._typed[key] = values

        def answered(values: Values | None) -> None:
            if values is not None:
                left(values)
                filled = _filled(asked, values, begun)
                self._ask_rows(state, begun, filled, open_lists(begun.paper))

        dialog = FieldsDialog(
            spoken(asked.kind.name),
            fields,
            self._typed.get(key, {**begun.typed.answers, _READER: asked.kind.reader.value}),
            remark=_("What stays empty is marked, for hands to fill."),
            verb=_("Look at it"),
            left=left,
        )
        self._screen.app.push_screen(dialog, answered)

    def _ask_rows(
        self, state: State, begun: Begun, asked: PaperAsked, grids: Sequence[Grid]
    ) -> None:
        """Ask for the rows of one list after the other, then show the paper."""
        if not grids:
            self._screen.run_worker(work(partial(self._show, asked)), group="paper")
            return
        grid, *others = grids
        key = (state.subject, asked.kind.id, grid.id)

        def left(rows: Rows) -> None:
            self._rows[key] = rows

        def done(rows: Rows) -> None:
            left(rows)
            given = asked if rows == before else _with_rows(asked, grid, rows)
            self._ask_rows(state, begun, given, others)

        before = tuple(tuple(row) for row in begun.typed.rows.get(grid.id, ()))
        first = self._rows.get(key, before or proposed(grid))
        RowsAsked(self._screen.app, grid, first, left, done).ask()

    async def _begun(self, asked: PaperAsked) -> Begun | None:
        def question(session: Session) -> Begun:
            return begin_paper(session, asked)

        try:
            return await self._screen.host.ask(question)
        except PatrolError as error:
            self._screen.fail(error)
            return None

    async def _drafted(self, asked: PaperAsked) -> Paper | None:
        def question(session: Session) -> Paper:
            return draft_paper(session, asked)

        try:
            return await self._screen.host.ask(question)
        except PatrolError as error:
            self._screen.fail(error)
            return None

    async def _show(self, asked: PaperAsked) -> None:
        """Show the paper; F2 gives it its number and writes it."""
        paper = await self._drafted(asked)
        if paper is None:
            return

        def looked(wants_it: bool | None) -> None:  # noqa: FBT001 - what the dialog answers
            if wants_it:
                self._screen.run_worker(work(partial(self._keep, asked)), group="paper")

        page = PageDialog(paper.title, paper_blocks(paper), verb=_("Word and PDF"))
        self._screen.app.push_screen(page, looked)

    async def _keep(self, asked: PaperAsked) -> None:
        home = self._screen.host.door.places.data

        def question(session: Session) -> PaperKept:
            return keep_paper(session, asked, home)

        try:
            kept = await self._screen.host.ask(question)
        except PatrolError as error:
            self._screen.fail(error)
            return
        self._forget(asked)
        self._screen.host.changed()
        text = _("{number} is written as Word and PDF: {folder}")
        if kept.is_passed_over:
            text = _("{number}: Word by your template, PDF in the program's own layout: {folder}")
        if kept.lacking:
            text = _("{number} is written; no font has {characters}, codes stand there: {folder}")
        folder, characters = kept.paths[0].parent, inert("".join(kept.lacking))
        told = text.format(number=kept.number, folder=inert(str(folder)), characters=characters)
        self._screen.host.say(told)

    def _forget(self, asked: PaperAsked) -> None:
        """Forget what was typed: it is in the ledger now."""
        made = (asked.wanted.subject, asked.kind.id)
        self._typed = {key: one for key, one in self._typed.items() if key != made}
        self._rows = {key: one for key, one in self._rows.items() if key[:2] != made}


def _with_rows(asked: PaperAsked, grid: Grid, rows: Rows) -> PaperAsked:
    return replace(asked, rows={**asked.rows, grid.id: rows})


def _filled(asked: PaperAsked, values: Values, begun: Begun) -> PaperAsked:
    """Return what is asked with what was typed: for whom, why, and the answers that are new."""
    texts = {name: str(value) for name, value in values.items()}
    reason, reader = texts.pop(_REASON, ""), texts.pop(_READER, "")
    before = begun.typed.answers
    answers = {name: text for name, text in texts.items() if text.strip() != before.get(name, "")}
    wanted = replace(asked.wanted, reason=reason, recipient=reader)
    return replace(asked, wanted=wanted, answers=answers)


def _reader_field() -> Field:
    """Return the field that asks who is to read the paper; what may not reach them is struck."""
    hint = _("Who complained, and by which phone, is struck out for all but those who handle it")
    return Field(
        _READER, _("For whom"), FieldKind.ONE_OF, required=True, choices=reader_choices(), hint=hint
    )


def _field(item: Item) -> Field:
    kind = FieldKind.LONG if item.is_wide else FieldKind.TEXT
    return Field(item.id, inert(item.label), kind)


def _sealed_reason(state: State) -> list[Field]:
    """Return the field that asks why what is sealed is opened for the paper."""
    if not sealed_fields(state):
        return []
    hint = _("Say why, and the party's name is opened for this paper; it is recorded")
    return [Field(_REASON, _("Open for"), hint=hint)]

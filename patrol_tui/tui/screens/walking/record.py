"""Record an issue on the spot: the kind, its form, and beside it what the law says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.domain.catalog import IssueKind, LawRef
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import day_of
from patrol_tui.language import _
from patrol_tui.services.office import Done
from patrol_tui.services.overview.nearby import Near, near_by
from patrol_tui.services.patrol.patrols import place_of
from patrol_tui.services.requests import PhotoFile
from patrol_tui.services.things.answers import Unfit
from patrol_tui.tui.acting.citing import Citing
from patrol_tui.tui.commands import verbs
from patrol_tui.tui.kit.dialogs.dialog import ConfirmDialog
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.kit.frame import Panes, work
from patrol_tui.tui.record.drafted_screen import DraftedScreen
from patrol_tui.tui.record.drafting import Kept
from patrol_tui.tui.record.record_aside import RecordAside
from patrol_tui.tui.record.record_choices import (
    AGAIN,
    again_choices,
    draft_choices,
    kept_records,
    kind_choices,
    last_recorded,
    recent_kinds,
    unfinished,
)
from patrol_tui.tui.record.record_pane import RecordPane
from patrol_tui.tui.record.record_picker import Choice, RecordPicker
from patrol_tui.tui.views.recording.record_aside import aside_blocks
from patrol_tui.tui.views.recording.record_draft import RecordDraft, read_draft
from patrol_tui.tui.views.recording.record_form import (
    OF_KIND,
    ORIGIN,
    PLACE,
    POSITION,
    answers_of,
)
from patrol_tui.tui.views.recording.record_request import added_to, new_issue, summary
from patrol_tui.tui.views.things.repeating import repeated
from patrol_tui.tui.views.wording.spoken import number_at_home, spoken

if TYPE_CHECKING:
    from patrol_tui.tui.kit.drawing.drawn import Block

_NEAR_AFTER_S = 0.3
_NOTES_FROM_CELLS = 100


class RecordScreen(DraftedScreen):
    """Lies over where one was; whatever is typed is kept within a second."""

    NAME = "record"

    def __init__(
        self,
        kind: str | None = None,
        place: str = "",
        checkpoint: str = "",
        answers: tuple[str, str] | None = None,
        draft: str | None = None,
        *,
        again: bool = False,
        given: Mapping[str, str] | None = None,
    ) -> None:
        """Begin a record.

        Args:
            kind: id of its kind; None lets the officer choose.
            place: where it is, if that is known.
            checkpoint: id of the checkpoint.
            answers: checkpoint and item of the patrol that it is the answer to.
            draft: key of the draft to go on with.
            again: begin with what the officer's last record said.
            given: what is known already, such as the thing it is begun out of.
        """
        values = {**({PLACE: place} if place else {}), **(given or {})}
        super().__init__(RecordDraft(b"", kind or "", values, frozenset(), (), checkpoint, answers))
        self._wanted_draft, self._is_again = draft, again
        self._citing = Citing(self)

    def compose_body(self) -> ComposeResult:
        """Lay out form or picker, and the aside; they are filled when there is something."""
        with Panes():
            yield Vertical(id="work", classes="pane work")
            yield RecordAside()

    @property
    def pane(self) -> RecordPane | None:
        """The form, once a kind is chosen."""
        return next(iter(self.query(RecordPane).results()), None)

    @property
    def kind(self) -> IssueKind | None:
        """The kind that is recorded."""
        return self.session.catalog.kinds.get(self.draft.kind)

    def show_data(self) -> None:
        """Show form or picker the first time, and what stands beside it each time."""
        if not self.draft.subject:
            self._begin()
        if not self.query_one("#work").children:
            self._fill()
        self._show_aside()

    # Beginning.

    def _begin(self) -> None:
        """Go on with a draft that is meant, or begin a new one."""
        kept = kept_records(self.session.drafts.kept())
        meant = next((draft for draft, _at_us in kept if self._is_meant(draft)), None)
        if meant is not None:
            self.go_on(meant)
            return
        subject = new_id(self.host.clock.now_us())
        self.go_on(replace(self._located(self.draft), subject=subject))
        if self._is_again:
            self._repeat()

    def _repeat(self) -> None:
        """Begin with what the officer's last record said."""
        last = last_recorded(self.session)
        kind = self.session.catalog.kinds.get(last.text("kind")) if last is not None else None
        if last is not None and kind is not None:
            self.go_on(repeated(self.session.desk(), kind, last, self.draft))

    def _is_meant(self, draft: RecordDraft) -> bool:
        if self._wanted_draft is not None:
            return draft.key == self._wanted_draft
        return draft.answers is not None and draft.answers == self.draft.answers

    def _located(self, draft: RecordDraft) -> RecordDraft:
        """Return a draft that begins at the checkpoint where the officer is."""
        patrol = self.host.patrol
        checkpoint = draft.checkpoint or (place_of(patrol) if patrol else "")
        route = self.session.catalog.routes.get(patrol.text("route")) if patrol else None
        point = route.checkpoint(checkpoint) if route is not None else None
        if point is None:
            return draft
        values = {PLACE: spoken(point.name), **draft.values}
        return replace(draft, checkpoint=checkpoint, values=values)

    def _fill(self) -> None:
        kind = self.kind
        work = self.query_one("#work")
        if kind is None:
            work.mount(RecordPicker(self._search))
            self.show_keys(verbs("record_kind", self.host.remap))
            self.call_after_refresh(self.suit, self.host.settings)
            return
        desk = self.session.desk()
        pane = RecordPane(desk, kind, self.host.pinyin, self.draft, self._point_name())
        held = self.session.drafts.load(self.draft.key)
        if held is not None:
            pane.show_kept(Kept(held.saved_at_us), desk.zone)
        work.mount(pane)
        self.show_keys(self.default_keys())

    def _point_name(self) -> str:
        """Return the number of the checkpoint on the route, as it stands beside the place."""
        patrol = self.host.patrol
        route = self.session.catalog.routes.get(patrol.text("route")) if patrol else None
        for number, point in enumerate(route.checkpoints if route else (), 1):
            if point.id == self.draft.checkpoint:
                return _("point {number}").format(number=number)
        origin = self.draft.text(ORIGIN)
        return _("out of {number}").format(number=origin) if origin else ""

    # Choosing the kind.

    def _search(self, typed: str) -> list[Choice]:
        desk = self.session.desk()
        recent = recent_kinds(self.session) if not typed else ()
        kinds = kind_choices(desk.catalog, typed, self.host.pinyin, recent)
        if typed or self.draft.touched:
            return kinds
        drafts = draft_choices(desk, unfinished(self.session))
        once_more = again_choices(desk, last_recorded(self.session)) if recent else []
        return [*drafts, *kinds[: len(recent)], *once_more, *kinds[len(recent) :]]

    def on_key(self, event: events.Key) -> None:
        """Move in the picker's list while its field has the keys."""
        moves = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down"}
        for picker in self.query(RecordPicker).results():
            if event.key in moves:
                event.stop()
                picker.move(moves[event.key])

    async def on_record_picker_picked(self, message: RecordPicker.Picked) -> None:
        """Show the form of the kind, or of the draft."""
        what, _colon, name = message.choice.partition(":")
        if what == "draft":
            kept = self.session.drafts.load(name)
            found = read_draft(kept.key, kept.text) if kept else None
            if found is not None:
                self.go_on(found)
        elif message.choice == AGAIN:
            self._repeat()
            self.typed()
        else:
            self.draft = replace(self.draft, kind=name)
            if self.draft.touched:
                self.typed()
        await self.query_one("#work").remove_children()
        self._fill()
        self._show_aside()

    async def action_kind(self) -> None:
        """Choose another kind; what was typed stays, and what fits is shown again."""
        self.draft = replace(self.draft, kind="")
        await self.query_one("#work").remove_children()
        self._fill()

    async def action_choose(self) -> None:
        """Take the row under the cursor: of the picker, or of the issues near by."""
        for picker in self.query(RecordPicker).results():
            picker.take()
            return
        near = self.query_one(RecordAside).rows
        if self.focused is near and near.row is not None:
            self._offer_adding(near.row)

    def on_paged_list_chosen(self) -> None:
        """Add to the issue that was clicked twice."""
        self.run_worker(work(self.action_choose))

    # Typing.

    def on_form_changed(self, message: Form.Changed) -> None:
        """Keep what was typed, and follow it."""
        pane = self.pane
        if pane is None:
            return
        touched = self.draft.touched | {message.field}
        pane.follow(message.field, touched)
        self.draft = replace(
            self.draft, values={**self.draft.values, **pane.typed}, touched=touched
        )
        self.typed()
        if message.field.startswith(OF_KIND):
            self._show_law()
        elif message.field in {PLACE, POSITION}:
            self.set_timer(_NEAR_AFTER_S, self._show_near)

    def show_kept(self, kept: Kept) -> None:
        """Show when the draft was kept, or why not."""
        pane = self.pane
        if pane is not None and pane.is_mounted and self.host.session is not None:
            pane.show_kept(kept, self.session.desk().zone)

    def show_photos(self, photos: Sequence[PhotoFile]) -> None:
        """Show what is attached."""
        if self.pane is not None:
            self.pane.show_photos(photos)

    def action_photo(self) -> None:
        """Add photos."""
        if self.kind is not None:
            self.add_photos()

    def on_form_pressed(self) -> None:
        """Add photos from their field too."""
        self.action_photo()

    # The aside.

    def _show_aside(self) -> None:
        self._show_law()
        self._show_near()

    def _shown_kind(self) -> IssueKind | None:
        """Return the kind of the form, or the one under the picker's cursor."""
        for picker in self.query(RecordPicker).results():
            row = picker.rows.row
            what, _colon, name = row.id.partition(":") if row else ("", "", "")
            if what == "draft":
                kept = self.session.drafts.load(name)
                draft = read_draft(kept.key, kept.text) if kept else None
                name = draft.kind if draft else ""
            return self.session.catalog.kinds.get(name)
        return self.kind

    def _law(self, kind: IssueKind, *, notes: bool) -> "list[Block]":
        desk = self.session.desk()
        day = day_of(desk.now_us, desk.zone).isoformat()
        answers = answers_of(kind, self.draft.values)
        cited = frozenset(self.draft.cited)
        return aside_blocks(desk.catalog, kind, answers, day, notes=notes, cited=cited)

    def _show_law(self) -> None:
        kind = self._shown_kind()
        desk = self.session.desk()
        blocks = self._law(kind, notes=self.app.size.width >= _NOTES_FROM_CELLS) if kind else []
        self.query_one(RecordAside).show_law(day_of(desk.now_us, desk.zone).isoformat(), blocks)

    def _show_near(self) -> None:
        if self.host.session is None:
            return
        catalog = self.session.catalog
        self.query_one(RecordAside).show_near(catalog, self._near())

    def _near(self) -> Sequence[Near]:
        if self.kind is None or self.is_saving:
            return ()
        catalog = self.session.catalog
        place = self.draft.text(PLACE)
        return near_by(self.session.ledger, catalog, self.draft.kind, place, self.spot())

    def on_record_picker_pointed(self) -> None:
        """Show the law of the kind under the picker's cursor."""
        self._show_law()

    def action_handbook(self) -> None:
        """Show all that the catalogue says of the kind; the form can cite it."""
        kind = self._shown_kind()
        if kind is not None:
            takes = self._cite if self.pane is not None else None
            self._citing.read(kind, self._law(kind, notes=True), takes)

    def _cite(self, ref: LawRef) -> None:
        self.draft = self._citing.added(self.draft, ref)
        self.typed()
        self._show_law()

    # Saving.

    def action_save(self) -> None:
        """Save the record; what is missing is marked instead."""
        pane, kind = self.pane, self.kind
        if pane is None or kind is None:
            return
        pane.settle(self.draft.touched)
        if not pane.form.complete():
            return
        self.draft = replace(self.draft, values={**self.draft.values, **pane.typed})
        issue = new_issue(self.session.desk(), kind, self.draft, self.host.spot())
        self.write([issue], self._said_saved)

    def _said_saved(self, done: Done) -> str:
        return _("Saved as {number}.").format(number=self._number(done.subject))

    def _number(self, subject: bytes) -> str:
        state = self.session.ledger.state(subject)
        code = self.session.catalog.station(self.session.ledger.writer.station_code).code
        return number_at_home(state.text("number"), code) if state else ""

    def refused(self, error: PatrolError) -> None:
        """Say why nothing was written, at the field that it is about."""
        pane = self.pane
        if isinstance(error, Unfit) and pane is not None:
            pane.form.set_problem(f"{OF_KIND}{error.field}", inert(error.text(_)))
            pane.form.box(f"{OF_KIND}{error.field}").focus()
        else:
            self.fail(error)

    def _offer_adding(self, near: Near) -> None:
        """Ask whether what was seen belongs to an issue that is open already."""
        number, place = self._number(near.row.subject), inert(near.row.title)
        text = _(
            "What you typed and the photos go to {number}, {place}. No new issue is made; the "
            "draft goes once that is written."
        )
        dialog = ConfirmDialog(
            _("Add to the open issue"),
            text.format(number=number, place=place),
            verb=_("Add to it"),
            colour="blue",
        )
        self.app.push_screen(dialog, lambda may: self._add_to(near.row.subject) if may else None)

    def _add_to(self, issue: bytes) -> None:
        pane = self.pane
        state = self.session.ledger.state(issue)
        if pane is None or state is None:
            return
        note = summary(pane.fields, pane.typed, pane.begun)
        if not note:
            pane.form.complete()
            return
        self.write(added_to(state, self.draft, note), self._said_added)

    def _said_added(self, done: Done) -> str:
        del done
        return _("Added to the open issue.")

"""A new thing of any subject: the form that its declaration makes, and its way beside it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.handover import HANDOVER
from patrol_tui.domain.times import in_zone
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.office import Done
from patrol_tui.services.papers.handing_over import handed_over
from patrol_tui.services.requests import AddThing
from patrol_tui.services.wording import status_words
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.blocks import Fact, Gap, Paragraph, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.form.fields import Field, FieldKind
from patrol_tui.tui.kit.form.form import Form, FormPane
from patrol_tui.tui.kit.frame import Panes
from patrol_tui.tui.record.drafted_screen import DraftedScreen
from patrol_tui.tui.record.drafting import Kept
from patrol_tui.tui.record.record_pane import photos_shown
from patrol_tui.tui.views.issues.issue_rows import Sight
from patrol_tui.tui.views.recording.record_draft import THING, RecordDraft, read_draft
from patrol_tui.tui.views.recording.record_form import PHOTOS
from patrol_tui.tui.views.things.thing_form import begun_values, form_fields, typed_values
from patrol_tui.tui.views.things.thing_rows import mark_text
from patrol_tui.tui.views.wording.spoken import number_at_home, spoken
from patrol_tui.tui.views.wording.typed_moment import within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patrol_tui.services.requests import PhotoFile
    from patrol_tui.tui.kit.drawing.drawn import Block

_COLUMN = 8


class ThingScreen(DraftedScreen):
    """Lies over where one was; whatever is typed is kept within a second."""

    NAME = "thing"

    def __init__(self, type: str, **values: str) -> None:  # noqa: A002 - as its declaration
        """Begin a thing.

        Args:
            type: of its subject.
            values: what is known already, by field.
        """
        super().__init__(RecordDraft(b"", type, values, form=THING))
        self.subject = BY_TYPE[type]

    def compose_body(self) -> ComposeResult:
        """Lay out the form and the way beside it."""
        self._begin()
        desk, subject = self.session.desk(), self.subject
        given = [one.name for one in subject.relations() if one.name in self.draft.values]
        names = dict.fromkeys((*subject.asks, *given))
        add = _("{key} add photo").format(key=key_of("thing.photo"))
        fields = [
            *form_fields(desk, subject, names, self.host.pinyin),
            Field(PHOTOS, _("Photos"), FieldKind.SHOWN, unit=add),
        ]
        begun = {**begun_values(desk, subject), **self._written(), **self.draft.values}
        begun[PHOTOS] = photos_shown(self.draft.photos)
        known = {one.id for one in fields}
        sight = Sight(desk.catalog, desk.now_us, desk.zone)
        mark = (mark_text(sight, subject.marks.get(subject.first, subject.marks[""])), "chip-blue")
        title = Title(spoken(subject.name), _("new"), kind=mark)
        with Panes():
            yield FormPane(
                title,
                fields,
                {name: value for name, value in begun.items() if name in known},
                classes="pane work",
            )
            yield Sheet(classes="pane aside")

    def _written(self) -> dict[str, str]:
        """Return what the ledger writes by itself; the officer changes it before saving."""
        if self.subject is not HANDOVER:
            return {}
        session, host = self.session, self.host
        speech = Speech(_, current())
        desk, photos = session.desk(), host.unsent_photos
        return handed_over(session.ledger, desk, speech, host.patrol, photos)

    def _begin(self) -> None:
        """Go on with the draft that was put down, or begin a new one."""
        for kept in self.session.drafts.kept() if not self.draft.values else ():
            draft = read_draft(kept.key, kept.text, THING)
            if draft is None or draft.kind != self.subject.type:
                continue
            if self.session.ledger.state(draft.subject) is None:
                self.go_on(draft)
                return
        self.go_on(replace(self.draft, subject=new_id(self.host.clock.now_us())))

    @property
    def pane(self) -> FormPane:
        """The form."""
        return self.query_one(FormPane)

    def on_mount(self) -> None:
        """Begin at the first empty field, and show the way."""
        self.pane.form.focus_first()
        self.query_one(Sheet).show(*self._way())
        held = self.session.drafts.load(self.draft.key)
        if held is not None:
            self.show_kept(Kept(held.saved_at_us))

    def _way(self) -> "list[Block]":
        desk, subject = self.session.desk(), self.subject
        blocks: list[Block] = [Title(_("What comes then")), Rule()]
        is_sample = False
        for status in subject.way:
            limit = desk.catalog.limit(subject.type, status)
            is_sample |= limit is not None and limit.span.sample
            name = spoken(status_words(status, subject.type))
            if limit is None:
                blocks.append(Fact(name, _("no limit"), style="soft", column=_COLUMN))
            else:
                said = f"{spoken(limit.name)}  {within(limit.span)}"
                blocks.append(Fact(name, said, column=_COLUMN))
        if is_sample:
            blocks += [Gap(), Paragraph(_("Times are samples until confirmed."), "soft")]
        private = [one for one in subject.fields if one.is_private]
        if private:
            said = _("Who asked is sealed: it reaches those who handle it, never the other side.")
            blocks += [Gap(), Paragraph(said, "soft")]
        return blocks

    # Typing.

    def on_form_changed(self, message: Form.Changed) -> None:
        """Keep what was typed."""
        values = {name: one for name, one in self.pane.values.items() if name != PHOTOS}
        touched = self.draft.touched | {message.field}
        self.draft = replace(self.draft, values=values, touched=touched)
        self.typed()

    def on_form_pressed(self) -> None:
        """Add photos from their field too."""
        self.action_photo()

    def action_photo(self) -> None:
        """Add photos."""
        self.add_photos()

    def show_photos(self, photos: "Sequence[PhotoFile]") -> None:
        """Show what is attached."""
        self.pane.form.set_value(PHOTOS, photos_shown(photos))

    def show_kept(self, kept: Kept) -> None:
        """Show when the draft was kept, or why not."""
        if not self.is_mounted or self.host.session is None:
            return
        if kept.error is None:
            clock = in_zone(kept.at_us, self.session.desk().zone).strftime("%H:%M:%S")
            self.pane.show_draft(_("draft kept {clock}").format(clock=clock))
        else:
            why = inert(kept.error.text(_))
            self.pane.show_draft(_("draft not kept"), why)

    # Saving.

    def action_save(self) -> None:
        """Save it; what is missing is marked instead."""
        form = self.pane.form
        if not form.complete():
            return
        values = {name: one for name, one in self.pane.values.items() if name != PHOTOS}
        typed = typed_values(self.session.desk(), self.subject, values)
        draft = self.draft
        request = AddThing(self.subject.type, typed, draft.photos, draft.subject)
        self.write([request], self._said_saved)

    def _said_saved(self, done: Done) -> str:
        state = self.session.ledger.state(done.subject)
        code = self.session.catalog.station(self.session.ledger.writer.station_code).code
        number = number_at_home(state.text("number"), code) if state else ""
        return _("Saved as {number}.").format(number=number)

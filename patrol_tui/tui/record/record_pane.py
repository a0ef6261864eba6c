"""The form of a record: its fields follow the answers, its title tells of the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo

from patrol_tui.domain.catalog import IssueKind, Measure
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import in_zone
from patrol_tui.language import _, ngettext
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import PhotoFile
from patrol_tui.tui.kit.blocks import Title
from patrol_tui.tui.kit.form.fields import Field, Value
from patrol_tui.tui.kit.form.form import FormPane
from patrol_tui.tui.record.drafting import Kept
from patrol_tui.tui.views.recording.record_draft import RecordDraft
from patrol_tui.tui.views.recording.record_form import (
    DEADLINE,
    HANDED_TO,
    MEASURES,
    OF_KIND,
    PHOTOS,
    RECHECK,
    chosen_measures,
    defaults,
    record_fields,
    required,
    times,
)
from patrol_tui.tui.views.wording.spoken import kind_mark, several, spoken

_CHANGING = frozenset((MEASURES, HANDED_TO, RECHECK, DEADLINE))


class RecordPane(FormPane):
    """Asks what a kind needs; what must be filled depends on what was done."""

    def __init__(
        self, desk: Desk, kind: IssueKind, pinyin: Pinyin, draft: RecordDraft, point: str
    ) -> None:
        """Make the form of a kind.

        Args:
            desk: who, where, when.
            kind: of the issue.
            pinyin: finds departments by sound.
            draft: what is typed already.
            point: said beside the place: the checkpoint.
        """
        self.fields: list[Field] = record_fields(desk, kind, pinyin, point)
        self.begun: Mapping[str, Value] = defaults(desk, kind)
        self._desk, self._kind = desk, kind
        known = {one.id for one in self.fields}
        clock = {name for name in (RECHECK, DEADLINE) if name not in draft.touched}
        typed = {name: value for name, value in draft.values.items() if name not in clock}
        values = {name: value for name, value in {**self.begun, **typed}.items() if name in known}
        values[PHOTOS] = photos_shown(draft.photos)
        mark = (kind_mark(kind), "chip-red" if kind.life_risk else "chip-blue")
        super().__init__(Title(spoken(kind.name), _("on the spot"), kind=mark), self.fields, values)
        self.form.keeps_groups = True

    def on_mount(self) -> None:
        """Mark what must be filled, and begin at the first empty field."""
        self._require()
        missing = [box for box, _said in self.form.problems() if box.is_missing]
        if missing:
            missing[0].focus()
        else:
            self.form.focus_first()

    @property
    def typed(self) -> dict[str, Value]:
        """What was typed, photos left out."""
        return {name: value for name, value in self.values.items() if name != PHOTOS}

    def follow(self, field: str, touched: frozenset[str]) -> None:
        """Follow an answer: a department means handing over, what is settled needs no second look.

        Args:
            field: the field that has another value.
            touched: fields that the officer filled.
        """
        if field == HANDED_TO and self.values[HANDED_TO]:
            self._hand_over()
        if field in {MEASURES, HANDED_TO} and RECHECK not in touched:
            settled = any(one.settles for one in self._measures())
            again = "" if settled else times(self._desk, self._kind).get(RECHECK, "")
            if self.values[RECHECK] != again:
                self.form.set_value(RECHECK, again)
        if field.startswith(OF_KIND) or field in _CHANGING:
            self._require()

    def settle(self, touched: frozenset[str]) -> None:
        """Take what can only be meant one way, and what follows from it, before it is saved."""
        self.form.box(HANDED_TO).settle()
        self.follow(HANDED_TO, touched)

    def _measures(self) -> list[Measure]:
        return chosen_measures(self._desk, self._kind, self.values)

    def _hand_over(self) -> None:
        """Choose the measure that the department makes sense with."""
        if any(one.needs_department for one in self._measures()):
            return
        offered = self._desk.catalog.measures_of(self._kind)
        handing = next((one.id for one in offered if one.needs_department), None)
        if handing is not None:
            chosen = self.values[MEASURES]
            self.form.set_value(MEASURES, (*chosen, handing))

    def _require(self) -> None:
        """Put the star where something must be filled now."""
        needed = required(self._desk, self._kind, self.values)
        for box in self.form.boxes:
            is_needed = box.spec.id in needed
            if box.spec.id in _CHANGING and box.spec.required != is_needed:
                box.spec = replace(box.spec, required=is_needed)
                box.redraw()

    def show_photos(self, photos: Sequence[PhotoFile]) -> None:
        """Show what is attached."""
        self.form.set_value(PHOTOS, photos_shown(photos))

    def show_kept(self, kept: Kept, zone: tzinfo) -> None:
        """Say when the draft was kept, or why it was not."""
        if kept.error is None:
            clock = in_zone(kept.at_us, zone).strftime("%H:%M:%S")
            self.show_draft(_("draft kept {clock}").format(clock=clock))
        else:
            why = inert(kept.error.text(_))
            self.show_draft(_("draft not kept"), why)


def photos_shown(photos: Sequence[PhotoFile]) -> str:
    """Return photos in one row: how many, and what they show."""
    if not photos:
        return ""
    count = ngettext("{count} photo", "{count} photos", len(photos)).format(count=len(photos))
    shown = several([inert(one.caption) for one in photos if one.caption.strip()])
    return _("{count}: {shown}").format(count=count, shown=shown) if shown else count

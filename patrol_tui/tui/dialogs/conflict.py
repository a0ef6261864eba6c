"""Settling what people wrote of one field without seeing each other's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType

from patrol_tui.language import _
from patrol_tui.tui.commands import bindings
from patrol_tui.tui.dialogs.page import PageDialog
from patrol_tui.tui.kit.chrome import Footer
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.form.fields import Field, FieldKind, Value
from patrol_tui.tui.kit.lists.paged_list import PagedList

OTHER = "other"
VALUE, REASON = "value", "reason"


@dataclass(frozen=True)
class Dispute:
    """A conflict as its dialog shows it.

    Attributes:
        field: what the field is called.
        about: number and place of the thing.
        sides: each value with who wrote it when; ids are hashes in hex.
        other: the field for another value, or None where one of the sides must be right.
        people: how many wrote.
        look: shows the thing's photos; None where there are none.
        seen: its history, with what each side's author had seen.
    """

    field: str
    about: str
    sides: Sequence[Option]
    other: Field | None
    people: int
    look: Callable[[], None] | None = None
    seen: Sequence[Block] = ()


class ConflictDialog(ChooseDialog):
    """Any number of values; digits or arrows choose, F2 writes, Esc changes nothing."""

    SCOPE = "conflict"
    BINDINGS: ClassVar[list[BindingType]] = bindings("conflict")

    def __init__(
        self,
        dispute: Dispute,
        values: Mapping[str, Value] | None = None,
        left: Callable[[Mapping[str, Value]], None] | None = None,
    ) -> None:
        """Make the dialog of one conflict.

        Args:
            dispute: what is to be settled.
            values: words that were typed before.
            left: told the words that were typed when nothing is settled.
        """
        self._dispute = dispute
        options = list(dispute.sides)
        fields = []
        if dispute.other is not None:
            options.append(Option(OTHER, _("None of these; write another")))
            fields.append(dispute.other)
        fields.append(Field(REASON, _("Reason"), FieldKind.LONG))
        super().__init__(
            _("Conflict"),
            options,
            question=_("Nobody had seen the other's when writing. Which is right?"),
            fields=fields,
            values=values,
            left=left,
            remark=_("Settling is a new entry; the old values stay, and anyone can look them up."),
            note=dispute.field,
            right=dispute.about,
            colour="red",
            needs=lambda option: (VALUE, REASON) if option == OTHER else (),
        )

    def named_keys(self) -> dict[str, str]:
        """Name the value that F2 takes."""
        row = self._list.row
        at = self._options.index(row) + 1 if row is not None else 1
        if row is not None and row.id == OTHER:
            return {"conflict.take": _("Write it")}
        return {"conflict.take": _("Take {number}").format(number=at)}

    def on_paged_list_moved(self, message: PagedList.Moved) -> None:
        """Ask for another value only where it is wanted."""
        is_other = message.row is not None and message.row.id == OTHER
        if self._form is not None and self._dispute.other is not None:
            box = self._form.box(VALUE)
            if box.parent is not None:
                box.parent.display = is_other
        self.query_one(Footer).show(self.keys())

    def action_photos(self) -> None:
        """Look at what photos there are."""
        if self._dispute.look is not None:
            self._dispute.look()

    def action_seen(self) -> None:
        """Show what each of them had seen when writing."""
        page = PageDialog(_("Who had seen what"), self._dispute.seen, note=self._dispute.field)
        self.app.push_screen(page)

"""What lists with saved filters share: those that are always there, and the officer's own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Protocol

from patrol_tui.language import _
from patrol_tui.tui.cells import cells
from patrol_tui.tui.commands import key_on
from patrol_tui.tui.dialogs.filters import DELETE, RENAME, FiltersDialog
from patrol_tui.tui.form_dialog import FormDialog
from patrol_tui.tui.kit.dialogs.choose import Option, Picked
from patrol_tui.tui.kit.dialogs.dialog import ConfirmDialog
from patrol_tui.tui.kit.form.fields import Field, Value
from patrol_tui.tui.lists.list_screen import ListScreen
from patrol_tui.tui.views.finding.own_filters import (
    OwnFilter,
    own_filters,
    renamed,
    with_filter,
    without_filter,
)

_NAME_CELLS = 14


class Named(Protocol):
    """A filter that is always there."""

    @property
    def id(self) -> str:
        """Return what it is kept by."""

    @property
    def name(self) -> str:
        """Return the msgid of what is shown beside the title."""


class SlicedScreen(ListScreen):
    """A list whose rows a saved filter and the typed text find; both can be kept under a name.

    Attributes:
        slice_id: the filter that is chosen, one of those that are always there.
    """

    SLICES: ClassVar[Sequence[Named]] = ()

    def __init__(self, slice_id: str = "", own: str = "") -> None:
        """Show a list.

        Args:
            slice_id: the filter to begin with; the first where none is named.
            own: name of the officer's filter to begin with.
        """
        super().__init__()
        self.slice_id = slice_id or self.SLICES[0].id
        self._first = own

    def on_mount(self) -> None:
        """Begin with the officer's filter that was asked for."""
        for one in self._own():
            if one.name == self._first:
                self._take(one)

    def _own(self) -> tuple[OwnFilter, ...]:
        """Return the officer's filters whose slice is still there."""
        known = {one.id for one in self.SLICES}
        badge = self.session.ledger.writer.badge
        kept = own_filters(self.host.filters, badge, self.NAME)
        return tuple(one for one in kept if one.slice_id in known)

    @property
    def own_now(self) -> OwnFilter | None:
        """Return the officer's filter that finds just what is shown."""
        now = self.slice_id, self.list.text
        return next((one for one in self._own() if (one.slice_id, one.text) == now), None)

    @property
    def filter_name(self) -> str:
        """Return what the present filter is called, beside the title."""
        own = self.own_now
        return own.name if own is not None else self._slice_name(self.slice_id)

    def _slice_name(self, slice_id: str) -> str:
        return _(next(one.name for one in self.SLICES if one.id == slice_id))

    # Choosing.

    def _take(self, one: OwnFilter) -> None:
        self.slice_id = one.slice_id
        self.list.box.set_value(one.text)
        self.list.box.redraw()

    def _show_first(self) -> None:
        self.show_rows()
        self.list.rows.action_move("home")

    def action_saved(self, by: int) -> None:
        """Go to another saved filter; with the detail in full width, to another row."""
        if self.is_full:
            self.list.rows.action_move("down" if by > 0 else "up")
            return
        own, now = self._own(), self.own_now
        ids = [one.id for one in self.SLICES]
        at = len(ids) + own.index(now) if now is not None else ids.index(self.slice_id)
        to = (at + by) % (len(ids) + len(own))
        if to >= len(ids):
            self._take(own[to - len(ids)])
        else:
            self._take_slice(ids[to])
        self._show_first()

    def _take_slice(self, slice_id: str) -> None:
        """Take a filter that is always there; what was typed stays, unless a name stood for it."""
        if self.own_now is not None:
            self.list.clear()
        self.slice_id = slice_id

    def action_choose_saved(self) -> None:
        """Choose a saved filter from a list, or rename or delete one."""
        if self.is_full:
            self.show_full(is_full=False)
        own = {f"own:{one.name}": one for one in self._own()}
        options = [Option(one.id, _(one.name)) for one in self.SLICES]
        options += [
            Option(id_, one.name, right=f"{self._slice_name(one.slice_id)}  {one.text}")
            for id_, one in own.items()
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is None:
                return
            one, what = own.get(picked.option), picked.values.get("do")
            if one is None:
                self._take_slice(picked.option)
                self._show_first()
            elif what == RENAME:
                self._ask_name(one)
            elif what == DELETE:
                self._ask_delete(one)
            else:
                self._take(one)
                self._show_first()

        self.app.push_screen(FiltersDialog(options, frozenset(own)), chosen)

    # Keeping.

    def action_keep_filter(self) -> None:
        """Keep what is typed, with the filter it narrows down, under a name."""
        text = self.list.text
        if text:
            self._ask_name(self.own_now or OwnFilter("", self.slice_id, text))
        else:
            said = _("Nothing is typed: press {key} and type what to filter by, then keep it.")
            self.say(said.format(key=key_on(self.NAME, "filter")))

    def _ask_name(self, one: OwnFilter) -> None:
        """Ask for the name of a filter that has none yet, or another."""
        field = Field("name", _("Its name"), required=True, cells=_NAME_CELLS + 4)
        found = _('finds "{text}" in: {slice}')
        dialog = FormDialog(
            _("Save filter"),
            [field],
            {"name": one.name},
            remark=found.format(text=one.text, slice=self._slice_name(one.slice_id)),
            verb=_("Save"),
            check=_wrong,
        )

        def named(typed: dict[str, Value] | None) -> None:
            if typed is not None:
                self._keep(one, str(typed["name"]).strip())

        self.app.push_screen(dialog, named)

    def _keep(self, one: OwnFilter, name: str) -> None:
        kept, badge = self.host.filters, self.session.ledger.writer.badge
        if one.name:
            kept = renamed(kept, badge, self.NAME, one.name, name)
        else:
            kept = with_filter(kept, badge, self.NAME, replace(one, name=name))
        if self._write(kept):
            before, after = (key_on(self.NAME, f"saved({by})") for by in (-1, 1))
            said = _('Saved as "{name}": {before} and {after} lead to it.')
            self.say(said.format(name=name, before=before, after=after))

    def _ask_delete(self, one: OwnFilter) -> None:
        text = _('The filter "{name}" is deleted on this laptop. No record is touched.')
        dialog = ConfirmDialog(_("Delete filter"), text.format(name=one.name), verb=_("Delete"))

        def sure(yes: bool | None) -> None:  # noqa: FBT001 - Textual hands the answer in like this
            if yes:
                badge = self.session.ledger.writer.badge
                kept = self.host.filters
                self._write(without_filter(kept, badge, self.NAME, one.name))

        self.app.push_screen(dialog, sure)

    def _write(self, kept: dict[str, str]) -> bool:
        is_kept = self.host.keep_filters(kept)
        self.show_rows()
        return is_kept


def _wrong(typed: Mapping[str, Value]) -> tuple[str, str] | None:
    if cells(str(typed["name"]).strip()) <= _NAME_CELLS:
        return None
    return "name", _("seven Chinese characters at most, please")

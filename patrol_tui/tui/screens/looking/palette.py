"""The finder of commands: every command and every sort of record, by name or pinyin."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from patrol_tui.language import _
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.kit.dialogs.finder import FinderDialog
from patrol_tui.tui.views.finding.command_rows import kind_candidates, matching, palette_rows
from patrol_tui.tui.views.finding.own_filters import filter_options

if TYPE_CHECKING:
    from patrol_tui.tui.host.app import PatrolApp


class PaletteScreen(FinderDialog):
    """What can be done and recorded; answers what to do, such as `kind:fire_lane`."""

    def __init__(self, place: str = "", remap: Mapping[str, str] | None = None) -> None:
        """Make the finder.

        Args:
            place: the screen in front, whose commands come first.
            remap: keys the user changed.
        """
        super().__init__(
            _("Commands"), self._found, placeholder=_("name, pinyin or initials, such as zdjy")
        )
        self._place, self._remap = place, remap

    def _found(self, typed: str) -> Sequence[Option]:
        host = cast("PatrolApp", self.app)
        session = host.session
        catalog = session.catalog if session is not None else None
        rows = palette_rows(self._place, catalog, self._remap)
        if session is not None:
            rows += filter_options(host.filters, session.ledger.writer.badge)
        if not typed:
            return rows
        return matching(rows, typed, host.pinyin, kind_candidates(catalog) if catalog else ())

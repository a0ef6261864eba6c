"""The list of issues with its title, filter and legend."""

from collections.abc import Sequence

from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.services.ports.lists import Row
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.blocks import Empty, Gap, Pair, Title
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.rows import RowLook, RowSource
from patrol_tui.tui.lists.sighted_list import SightedList
from patrol_tui.tui.views.finding.saved_filters import SavedFilter
from patrol_tui.tui.views.issues.issue_rows import issue_lines
from patrol_tui.tui.views.wording.spoken import bare

_LEGEND_ROWS = 2
_HEAD_ROWS = 2
_TOUCH_ROWS = 3


class IssueList(SightedList[Row]):
    """Shows the rows that a saved filter and the text find."""

    def __init__(self) -> None:
        super().__init__(lambda row: row.subject, self._draw)
        self._legend = Blocks()
        self._saved: SavedFilter | None = None
        self._filter_name = ""

    def compose(self) -> ComposeResult:
        """Lay out title, filter, list, legend."""
        yield from super().compose()
        yield self._legend

    def show(self, source: RowSource[Row], saved: SavedFilter, name: str) -> None:
        """Show the rows of a source, found by a saved filter and the text, under a name."""
        self._saved, self._filter_name = saved, name
        self.rows.show(source)

    def entitle(self, count: str) -> None:
        """Show title, count and order, and the legend where it fits."""
        saved = self._saved
        if saved is not None:
            self.head.show(Title(_("Issues"), self._filter_name, count))
            is_newest = saved.id == "all"
            self.box.show_note(_("newest first") if is_newest else _("by deadline"))
        self._fit()

    def _draw(self, row: Row, look: RowLook) -> Sequence[Line]:
        return issue_lines(row, look, self.sight) if self.sight is not None else ()

    def nothing(self) -> Empty:
        """Say what the saved filter has nothing of."""
        said = _(self._saved.empty) if self._saved is not None else ""
        return Empty(said, key_of("app.record"))

    def _fit(self) -> None:
        """Explain the marks right below the rows, where they leave room."""
        count = len(self.rows.rows_at_hand)
        used = count * (_TOUCH_ROWS if self.rows.touch else 1)
        fits = 0 < used <= self.size.height - _HEAD_ROWS - _LEGEND_ROWS
        self._legend.display = fits
        self.rows.styles.height = used if fits else "1fr"
        spans = []
        for mark, style, said in (
            (bare(_("mark|!!")), "red bold", _("in conflict")),
            (bare(_("mark|un")), "amber bold", _("unsent")),
        ):
            spans += [(mark, style), (" ", ""), (said, "soft"), ("  ", "")]
        self._legend.show(Gap(), Pair(spans))

    def on_resize(self) -> None:
        """Share the height anew."""
        self._fit()

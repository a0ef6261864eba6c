"""The pane beside a record's form: law above, open issues near by below."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.domain.catalog import Catalog
from patrol_tui.services.overview.nearby import Near
from patrol_tui.tui.kit.drawing.drawn import Block, Blocks, Sheet
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource
from patrol_tui.tui.views.recording.record_aside import aside_top, near_head, near_lines

MOST_NEAR = 4
_TOUCH_ROWS = 3


class RecordAside(Vertical):
    """Law as high as it is, and right below it what is near by; both scroll where they must."""

    def __init__(self) -> None:
        super().__init__(classes="pane aside")
        self._top = Blocks()
        self._sheet = Sheet()
        self._head = Blocks()
        self._catalog = Catalog()
        self._law: Sequence[Block] = ()
        self._near: Sequence[Near] = ()
        self.rows: PagedList[Near] = PagedList(
            lambda near: near.row.subject, lambda near, look: near_lines(near, look, self._catalog)
        )

    def compose(self) -> ComposeResult:
        """Lay out title, law and the list."""
        yield self._top
        yield self._sheet
        yield self._head
        yield self.rows

    def show_law(self, day: str, blocks: Sequence[Block], *, keep_place: bool = True) -> None:
        """Show what the law of a day says."""
        self._law = blocks
        self._top.show(*aside_top(day))
        self._sheet.show(*blocks, keep_place=keep_place)
        self._fit()

    def show_near(self, catalog: Catalog, near: Sequence[Near]) -> None:
        """Show open issues near by, the nearest few."""
        self._catalog, self._near = catalog, near[:MOST_NEAR]
        self._head.show(*near_head(near))
        self.rows.display = bool(near)
        # The keys go where something can be done; F3 shows the law in full.
        self._sheet.can_focus = not near
        self.rows.styles.height = max(1, self._near_rows)
        self.rows.show(ListSource(tuple(self._near), lambda one: one.row.subject))
        self._fit()

    @property
    def _near_rows(self) -> int:
        """How many rows the list has; for fingers one thing at a time, three rows high."""
        return _TOUCH_ROWS if self.rows.touch and self._near else len(self._near)

    def on_resize(self) -> None:
        """Share the height anew."""
        self._fit()

    def _fit(self) -> None:
        """Give the law as many rows as it has, so that the list stands right below it."""
        width, height = self.size
        if not height:
            return
        rows = sum(len(block.lines(max(1, width))) for block in self._law)
        near = self._near_rows + 2 if self._near else 0
        room = max(1, height - near - 2)
        self._sheet.styles.height = min(max(1, rows), room)

"""New photos of the camera: which of them shall be attached."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from patrol_tui.devices.camera import MAX_FILE_BYTES, unfit
from patrol_tui.devices.camera import PhotoFile as Found
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import day_clock_text
from patrol_tui.language import _, current, ngettext
from patrol_tui.services.requests import PhotoFile
from patrol_tui.tui.commands import bindings
from patrol_tui.tui.kit.blocks import Gap, Paragraph
from patrol_tui.tui.kit.chrome import Footer
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.drawing.paint import Line, chip
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource, RowLook
from patrol_tui.tui.screen_table import make_screen

_MOST_HEIGHT = 6
_MB = 1_000_000


class OfferDialog(Dialog[tuple[PhotoFile, ...]]):
    """Answers the photos that shall be attached; nothing of them where all are left out."""

    SCOPE = "offered"
    BINDINGS: ClassVar[list[BindingType]] = bindings("offered")

    def __init__(self, found: Sequence[Found], now_us: int, zone: tzinfo) -> None:
        """Offer photos; all that can be taken are ticked.

        Args:
            found: the photos.
            now_us: the present.
            zone: in which their times are shown.
        """
        count = len(found)
        title = ngettext("{count} new photo", "{count} new photos", count).format(count=count)
        super().__init__(title, note=_("from the camera folder"))
        self._found, self._now_us, self._zone = found, now_us, zone
        self._unfit = {one.path: error for one in found if (error := unfit(one)) is not None}
        self._ticked = {one.path for one in found if one.path not in self._unfit}
        self._list: PagedList[Found] = PagedList(
            lambda one: str(one.path), self._draw, ground="raised"
        )
        self._said = Blocks(ground="raised")

    def compose_body(self) -> ComposeResult:
        """Lay out the photos and what is to be known of them."""
        yield self._list
        yield self._said

    def on_mount(self) -> None:
        """Show the photos, the newest under the cursor."""
        self._list.styles.height = min(_MOST_HEIGHT, len(self._found) * self.row_height)
        self._list.show(ListSource(tuple(self._found), lambda one: str(one.path)))
        self._list.focus()
        self._list.action_move("end")
        self._say()

    def _draw(self, one: Found, look: RowLook) -> list[Line]:
        del look
        mark = chip("v", "blue") if one.path in self._ticked else ("   ", "")
        clock = day_clock_text(one.modified_us, self._now_us, self._zone)
        facts = f"{one.size_bytes / _MB:.1f} MB  {clock}"
        name = (inert(one.path.name), "amber" if one.path in self._unfit else "")
        return [Line([mark, ("  ", ""), name], [(facts, "soft"), (" ", "")])]

    def on_paged_list_moved(self) -> None:
        """Say what is to be known of the photo under the cursor."""
        self._say()

    def _say(self) -> None:
        row = self._list.row
        error = self._unfit.get(row.path) if row is not None else None
        limit = _("A photo may have {limit} MB; it is attached as it is, the file stays.")
        said = Paragraph(limit.format(limit=MAX_FILE_BYTES // _MB), "soft", indent=0)
        if error is not None:
            said = Paragraph(inert(error.text(_, current())), "amber bold", indent=0)
        self._said.show(Gap(), said)
        self.query_one(Footer).show(self.keys())

    def named_keys(self) -> dict[str, str]:
        """Name how many F2 attaches; with none ticked it leaves all of them out."""
        count = len(self._ticked)
        verb = _("Attach {count}").format(count=count) if count else _("Leave out")
        return {"offered.accept": verb}

    def action_tick(self) -> None:
        """Tick the photo under the cursor, or take the tick off; what cannot be taken has none."""
        row = self._list.row
        if row is not None and row.path not in self._unfit:
            self._ticked ^= {row.path}
            self._list.redraw()
            self._say()

    def on_paged_list_chosen(self) -> None:
        """Tick what is clicked twice."""
        self.action_tick()

    def action_look(self) -> None:
        """Look at the photos."""
        row, files = self._list.row, [PhotoFile(one.path) for one in self._found]
        at = next((at for at, one in enumerate(self._found) if one is row), 0)
        self.app.push_screen(make_screen("album_files", files=files, at=at))

    def answer(self) -> tuple[PhotoFile, ...] | None:
        """Return the ticked photos."""
        return tuple(PhotoFile(one.path) for one in self._found if one.path in self._ticked)

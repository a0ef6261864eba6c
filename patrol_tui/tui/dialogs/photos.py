"""Adding photos: the camera's newest is there already, a path can be typed, a folder looked in."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.requests import PhotoFile
from patrol_tui.tui.commands import bindings
from patrol_tui.tui.disk import photo_files
from patrol_tui.tui.disk.paths import unfolded
from patrol_tui.tui.kit.blocks import Empty, Gap, Paragraph
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.dialogs.finder import FileDialog
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.form.fields import Field
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.kit.frame import work
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource, RowLook
from patrol_tui.tui.screen_table import make_screen

_MOST_HEIGHT = 6


@dataclass(frozen=True)
class PhotoPlaces:
    """Where photos come from.

    Attributes:
        camera: the folder that the camera fills, or empty.
        since_us: photos from before are not offered.
        now_us: the present.
        zone: in which their times are shown.
        warning: said above, such as that the disk is nearly full.
        place: where the record is, as far as that is known.
    """

    camera: str
    since_us: int
    now_us: int
    zone: tzinfo
    warning: str = ""
    place: LatLon | None = None


class PhotosDialog(Dialog[tuple[PhotoFile, ...]]):
    """Answers all photos that shall be attached, those that were there before included."""

    SCOPE = "photos"
    BINDINGS: ClassVar[list[BindingType]] = bindings("photos")
    DEFAULT_CSS = """
    PhotosDialog PagedList { height: auto; max-height: 6; }
    """

    def __init__(self, title: str, photos: Sequence[PhotoFile], places: PhotoPlaces) -> None:
        """Make the dialog.

        Args:
            title: on the band.
            photos: what is attached already.
            places: where further ones come from.
        """
        super().__init__(title)
        self._photos = list(photos)
        self._places = places
        self._form = Form(
            [
                Field("path", _("File"), placeholder=_("path of a photo")),
                Field("caption", _("Shows"), placeholder=_("such as: front of the car")),
            ],
            ground="raised",
        )
        self._said = Blocks(ground="raised")
        self._list: PagedList[PhotoFile] = PagedList(
            lambda photo: str(photo.path),
            self._draw,
            empty=Empty(_("No photo yet.")),
            ground="raised",
        )

    def compose_body(self) -> ComposeResult:
        """Lay out warning, photos and fields."""
        if self._places.warning:
            yield Blocks(
                Paragraph(self._places.warning, "amber bold", indent=0), Gap(), ground="raised"
            )
        yield self._list
        yield Blocks(Gap(), ground="raised")
        yield self._form
        yield self._said

    def on_mount(self) -> None:
        """Show what is attached, and look for the camera's newest."""
        self._show()
        self._form.focus_first()
        if self._places.camera:
            self.run_worker(work(self._offer_newest), group="camera")

    def _draw(self, photo: PhotoFile, look: RowLook) -> list[Line]:
        del look
        number = f"{self._photos.index(photo) + 1:>2}  " if photo in self._photos else "    "
        caption = inert(photo.caption) or _("photo")
        return [Line([(number, "soft"), (caption, "bold")], [(photo.path.name, "soft"), (" ", "")])]

    def _show(self) -> None:
        rows = len(self._photos) * self.row_height
        self._list.styles.height = max(1, min(_MOST_HEIGHT, rows))
        self.show_keys()
        self._list.show(ListSource(tuple(self._photos), lambda photo: str(photo.path)))

    async def _offer_newest(self) -> None:
        places = self._places
        newest = await asyncio.to_thread(photo_files.camera_newest, places.camera, places.since_us)
        known = {photo.path for photo in self._photos}
        if newest is not None and newest not in known and not self._form.values["path"]:
            self._form.set_value("path", str(newest))
            text = _("The camera's newest: {name}").format(name=newest.name)
            self._said.show(Gap(), Paragraph(inert(text), "soft", indent=0))
            self._form.box("caption").focus()

    def named_keys(self) -> dict[str, str]:
        """Name what F2 does: add what is typed, else close."""
        return {"photos.accept": _("Add"), "photos.folder": _("Choose file")}

    def idle_keys(self) -> Sequence[str]:
        """Return that without a photo there is none to look at."""
        return () if self._files else ("photos.look",)

    def on_form_changed(self) -> None:
        """Offer to look at a photo as soon as one is named."""
        self.show_keys()

    def on_key(self, event: events.Key) -> None:
        """Take a photo off with Delete, in the list."""
        row = self._list.row
        if event.key == "delete" and self.focused is self._list and row is not None:
            event.stop()
            self._photos.remove(row)
            self._show()

    def action_look(self) -> None:
        """Look at what is attached, and at what is typed; the row under the cursor first."""
        typed, _caption = self._typed
        row, files = self._list.row, self._files
        if files:
            at = files.index(row) if row in files and not typed else len(files) - 1
            place, changed = self._places.place, self._change
            self.app.push_screen(
                make_screen("album_files", files=files, at=at, place=place, changed=changed)
            )

    @property
    def _files(self) -> list[PhotoFile]:
        """What is attached, and what is typed."""
        typed, caption = self._typed
        return [*self._photos, *([PhotoFile(unfolded(typed), caption)] if typed else [])]

    def _change(self, files: tuple[PhotoFile, ...]) -> None:
        """Take over how photos are to be looked at; what was only typed is attached then."""
        if len(files) > len(self._photos):
            self._form.set_value("path", "")
            self._form.set_value("caption", "")
        self._photos = list(files)
        self._show()

    @property
    def _typed(self) -> tuple[str, str]:
        """The path and the caption that are typed."""
        values = self._form.values
        return str(values["path"]).strip(), str(values["caption"]).strip()

    def action_folder(self) -> None:
        """Choose files in a folder."""
        now_us, zone = self._places.now_us, self._places.zone
        dialog = FileDialog(
            _("Photos"),
            photo_files.first_folder(self._places.camera),
            lambda path: photo_files.list_folder(path, now_us, zone),
        )
        self.app.push_screen(dialog, self._chosen)

    def _chosen(self, paths: tuple[str, ...] | None) -> None:
        if paths:
            self.run_worker(self._take([Path(path) for path in paths]), group="photos")

    def action_accept(self) -> None:
        """Add what is typed; with nothing typed, close with all that is attached."""
        typed, _caption = self._typed
        if typed:
            self.run_worker(self._take([unfolded(typed)]), group="photos")
        else:
            self.dismiss(tuple(self._photos))

    def action_cancel(self) -> None:
        """Close with all that is attached; a path that was only typed is left."""
        self.dismiss(tuple(self._photos))

    async def _take(self, paths: Sequence[Path]) -> None:
        """Check files beside the keys, and attach those that are photos."""
        _path, caption = self._typed
        known = {photo.path for photo in self._photos}
        for path in paths:
            error = await asyncio.to_thread(_problem_of, path)
            if error is not None:
                self._refuse(path, error)
                return
            if path not in known:
                self._photos.append(PhotoFile(path, caption))
        self._form.set_value("path", "")
        self._form.set_value("caption", "")
        self._said.show()
        self._show()
        self._form.box("path").focus()

    def _refuse(self, path: Path, error: PatrolError) -> None:
        self._form.set_value("path", str(path))
        self._form.set_problem("path", _("wrong"))
        self._form.box("path").focus()
        self._said.show(Gap(), Paragraph(inert(error.text(_)), "red bold", indent=0))


def _problem_of(path: Path) -> PatrolError | None:
    try:
        photo_files.check_photo(path)
    except PatrolError as error:
        return error
    return None

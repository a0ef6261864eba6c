"""Looks into the camera's folder now and then, and offers what is new; it takes nothing itself."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from patrol_tui.devices.camera import CameraFolder, PhotoFile, fingerprint, folder_problem, unfit
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current, ngettext
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.dialogs.offered import OfferDialog
from patrol_tui.tui.disk.paths import unfolded
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.kit.frame import work

if TYPE_CHECKING:
    from pathlib import Path

    from patrol_tui.domain.language.errors import PatrolError
    from patrol_tui.services.requests import PhotoFile as Attached
    from patrol_tui.tui.host.app import PatrolApp

EVERY_US = 10_000_000
RECENT_US = 12 * 3_600_000_000
"""What a camera took earlier is of another shift."""
_RESTS = 20
"""A folder that takes long to look through is looked at less often: so many times as long."""


class CameraWatch:
    """Notices new photos while a home is open.

    Attributes:
        offered: photos that are new, whole, and not attached to anything here; oldest first.
    """

    def __init__(self, host: PatrolApp) -> None:
        """Begin without having looked."""
        self._host = host
        self.offered: tuple[PhotoFile, ...] = ()
        self._named = ""
        self._folder: CameraFolder | None = None
        self._due_us = 0
        self._is_looking = self._is_told = False

    def tick(self) -> None:
        """Look into the folder where that is due, beside the keys."""
        now_us = self._host.clock.now_us()
        named = self._host.settings.camera_folder
        if named != self._named:
            self._named, self.offered, self._is_told, self._due_us = named, (), False, now_us
            folder = CameraFolder(unfolded(named), now_us - RECENT_US)
            self._folder = folder if named else None
        if self._folder is not None and not self._is_looking and now_us >= self._due_us:
            self._is_looking = True
            self._host.run_worker(work(self._look), group="camera")

    async def _look(self) -> None:
        folder, begun_us = self._folder, self._host.clock.now_us()
        try:
            if folder is not None:
                problem, found = await asyncio.to_thread(_looked, unfolded(self._named), folder)
                self._tell(problem)
                if folder is self._folder:
                    self._offer(found)
        finally:
            now_us = self._host.clock.now_us()
            self._due_us = now_us + max(EVERY_US, _RESTS * (now_us - begun_us))
            self._is_looking = False

    def _tell(self, problem: PatrolError | None) -> None:
        """Say once what is wrong with the folder, until it is well again."""
        if problem is not None and not self._is_told:
            self._host.warn(inert(problem.text(_, current())))
        self._is_told = problem is not None

    def _offer(self, found: list[tuple[PhotoFile, bytes]]) -> None:
        host = self._host
        if host.session is None:
            return
        new = [photo for photo, name in found if not host.session.blobs.has(name)]
        there = [photo for photo in self.offered if photo.path.exists()]
        is_changed = bool(new) or len(there) != len(self.offered)
        self.offered = (*there, *new)
        if new:
            said = _("{photos}: attach? {key}")
            host.say(said.format(photos=self.said(), key=key_of("app.offered")))
        if is_changed and isinstance(host.screen, HostedScreen):
            host.screen.show_frame()

    def said(self) -> str:
        """Return how many photos are offered, in words; nothing where there are none."""
        count = len(self.offered)
        said = ngettext("{count} new photo", "{count} new photos", count)
        return said.format(count=count) if count else ""

    def ask(self) -> None:
        """Ask which of the new photos shall be attached to what is in front."""
        host, screen = self._host, self._host.screen
        if not isinstance(screen, HostedScreen):
            return
        if not self._named:
            said = _("No camera folder is set. {key} Settings, Camera folder.")
            host.say(said.format(key=key_of("app.settings")))
        elif not self.offered:
            host.say(_("There is nothing new in the camera folder."))
        elif not screen.takes_photos():
            said = _("Open an issue, or {key} a record: the photos go there.")
            host.say(said.format(key=key_of("app.record")))
        else:
            desk = host.opened.desk()
            dialog = OfferDialog(self.offered, desk.now_us, desk.zone)
            host.push_screen(dialog, lambda taken: self._answered(screen, taken))

    def _answered(self, screen: HostedScreen[None], taken: tuple[Attached, ...] | None) -> None:
        """Hand over what was chosen; an empty answer leaves all of them out."""
        if taken is None:
            return
        chosen = {one.path for one in taken}
        left = () if not taken else (one for one in self.offered if one.path not in chosen)
        self.offered = tuple(left)
        if taken:
            screen.take_photos(taken)
        screen.show_frame()


def _looked(
    path: Path, folder: CameraFolder
) -> tuple[PatrolError | None, list[tuple[PhotoFile, bytes]]]:
    """Return what is wrong with the folder, and what is new in it; to be called in a thread."""
    problem = folder_problem(path)
    if problem is not None:
        return problem, []
    found = []
    for photo in folder.poll():
        with suppress(OSError):  # pulled out between two looks
            found.append((photo, b"" if unfit(photo) else fingerprint(photo.path)))
    return None, found

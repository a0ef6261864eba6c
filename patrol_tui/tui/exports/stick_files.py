"""The stick's dialog over a screen, and which file it begins with."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.devices.stick import sticks
from patrol_tui.services.ports.ports import Progress
from patrol_tui.services.session import Session
from patrol_tui.services.syncing.package import FILE_NAME, PackageRead, PackageWritten, last_path
from patrol_tui.tui.dialogs.stick import READ, StickDialog, Way

if TYPE_CHECKING:
    from patrol_tui.tui.host.app import PatrolApp


def likely_path(last: Path | None) -> str:
    """Return the file used last if its stick is in, else one on the first stick; or nothing."""
    if last is not None and last.parent.is_dir():
        return str(last)
    found = sticks()
    return str(found[0] / FILE_NAME) if found else ""


async def open_stick(host: "PatrolApp", show: Callable[[], None]) -> None:
    """Open the dialog.

    Args:
        host: the app.
        show: called once it is closed and something was carried.
    """
    last = last_path(host.opened.ledger)
    path = await asyncio.to_thread(likely_path, last)
    unsent = host.opened.ledger.counts().unsent

    async def carry(way: Way, file: Path, progress: Progress) -> PackageRead | PackageWritten:
        def work(session: Session) -> PackageRead | PackageWritten:
            stick = session.stick()
            return stick.read(file, progress) if way == READ else stick.write(file, progress)

        return await host.ask(work)

    def closed(has_carried: bool | None) -> None:  # noqa: FBT001 - the dialog's answer
        if has_carried:
            host.changed()
            show()

    await host.push_screen(StickDialog(carry, path, unsent=unsent), closed)

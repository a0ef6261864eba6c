"""What is in a folder, for a dialog that looks for a file."""

import os
from collections.abc import Sequence

from patrol_tui.tui.disk.paths import unfolded
from patrol_tui.tui.kit.dialogs.finder import FolderEntry

SHOWN = 500
_KIB = 1024


def list_folder(path: str) -> Sequence[FolderEntry]:
    """Return a folder's entries, the folder above first; nothing if it is none or closed to us."""
    folder = unfolded(path)
    try:
        with os.scandir(folder) as listing:
            found = [one for one in listing if not one.name.startswith(".")]
    except OSError:
        return ()
    above = [FolderEntry(str(folder.parent), "..", is_folder=True)]
    entries = [_entry(one) for one in found]
    entries.sort(key=lambda entry: (not entry.is_folder, entry.name.casefold()))
    return [*above, *entries[:SHOWN]]


def _entry(one: "os.DirEntry[str]") -> FolderEntry:
    is_folder = one.is_dir()
    try:
        note = "" if is_folder else f"{-(-one.stat().st_size // _KIB):,} KB"
    except OSError:
        note = ""
    return FolderEntry(one.path, one.name, is_folder=is_folder, note=note)

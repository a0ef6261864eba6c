"""How much room a disk has left."""

import shutil
from pathlib import Path


def free_bytes(path: Path) -> int | None:
    """Return what is free where a file would be put, though its folders may not exist yet.

    Returns:
        None where the system does not say.
    """
    folder = path.absolute()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None

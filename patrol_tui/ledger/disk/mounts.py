"""Whether a folder lies on a network file system, where SQLite's write-ahead log is not safe."""

import sys
from functools import lru_cache
from pathlib import Path, PurePath, PurePosixPath

from patrol_tui.domain.language.errors import N_, Refused

NETWORK_TYPES = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "gfs2", "glusterfs", "lustre", "ncpfs",
        "nfs", "nfs3", "nfs4", "ocfs2", "orangefs", "smb2", "smb3", "smbfs",
        "fuse.ceph", "fuse.curlftpfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
        "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs",
    }
)  # fmt: skip

ON_NETWORK = N_(
    "{folder} lies on a network file system ({kind}), where the database could be damaged. "
    "Choose a folder on a disk of this computer, or a PostgreSQL server for a shared database."
)

_DRIVE_REMOTE = 4


def refuse_network_folder(folder: Path, mounts: str | None = None) -> None:
    """Refuse to keep a database on a network file system, as far as that can be seen.

    Args:
        folder: where the database is, or will be.
        mounts: text of `/proc/self/mounts`; the system's own where left out.

    Raises:
        Refused: the folder lies on a network file system.
    """
    whole = folder.resolve()
    kind = windows_network_kind(whole) if mounts is None else None
    if kind is None:
        kind = network_kind(whole, _system_mounts() if mounts is None else mounts)
    if kind is not None:
        raise Refused(ON_NETWORK, folder=folder, kind=kind)


@lru_cache(maxsize=16)  # every file of a home asks, and the table may be long
def network_kind(folder: PurePath, mounts: str) -> str | None:
    """Return the type of the network file system that holds a folder, or None."""
    longest, kind = -1, ""
    inside = PurePosixPath(folder)
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004 - device, mount point, type
            continue
        point = PurePosixPath(_unescaped(fields[1]))
        depth = len(point.parts)
        # a later mount on the same point hides the earlier one
        if depth >= longest and inside.is_relative_to(point):
            longest, kind = depth, fields[2]
    if kind == "9p" and longest <= 1:
        return None  # the root of some sandboxes, which is local to them
    return kind if kind in NETWORK_TYPES else None


def windows_network_kind(folder: PurePath) -> str | None:
    """Return the kind of network drive that holds a folder under Windows, or None."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - its windll exists there alone

        if folder.drive.startswith("\\\\"):
            return "SMB"
        if ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE:
            return "SMB"
    return None


def _system_mounts() -> str:
    table = Path("/proc/self/mounts")
    return table.read_text("utf-8", "surrogateescape") if table.is_file() else ""


def _unescaped(point: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, character)
    return point

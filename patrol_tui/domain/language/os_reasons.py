"""Why the system refused a file, in words that a shell can translate."""

import errno
from collections.abc import Mapping

from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import Phrase

# The English words are the system's own: its messages are met elsewhere too.
_REASONS: Mapping[int, str] = {
    errno.ENOENT: N_("No such file or directory"),
    errno.EACCES: N_("Permission denied"),
    errno.EPERM: N_("Permission denied"),
    errno.EEXIST: N_("File exists"),
    errno.EISDIR: N_("Is a directory"),
    errno.ENOTDIR: N_("Not a directory"),
    errno.ENOSPC: N_("No space left on device"),
    errno.EDQUOT: N_("No space left on device"),
    errno.EROFS: N_("Read-only file system"),
    errno.ENAMETOOLONG: N_("File name too long"),
    errno.EIO: N_("Input/output error"),
    errno.ELOOP: N_("Too many levels of symbolic links"),
    errno.EMFILE: N_("Too many open files"),
}


def reason_of(error: OSError) -> Phrase | str:
    """Return why; a rare reason stays in the system's own language."""
    template = _REASONS.get(error.errno or 0)
    return Phrase(template) if template else error.strerror or str(error)

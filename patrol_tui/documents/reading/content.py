"""What stands in a file that somebody else wrote: its bytes, or its text."""

import codecs
from pathlib import Path

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of

MAX_FILE_BYTES = 20_000_000
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def content_of(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        Refused: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        template = N_("{path} cannot be read: {error}.")
        raise Refused(template, path=path, error=reason_of(error)) from error
    if len(data) > MAX_FILE_BYTES:
        raise Refused(N_("{path} is too large."), path=path)
    return data


def text_of(data: bytes, path: Path) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, or GB 18030.

    Raises:
        Refused: it is in another encoding.
    """
    marked = [encoding for mark, encoding in _MARKS.items() if data.startswith(mark)]
    for encoding in (*marked, "utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(N_("{path} is in an encoding that is not read."), path=path)

"""A log that can be handed to anyone: it holds no names, numbers of persons, or texts of entries.

Of what a call passes in, numbers and `Word`s are written; anything else appears as its type and
length. Of an error the type and the places in the code are written, never its message.
"""

import logging
import os
import re
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_NAME = "patrol-tui.log"
FILE_BYTES = 500_000
OLD_FILES = 3
LOGGER = "patrol_tui"
# Should a person's data stand in a message's template: Chinese text and long numbers go as well.
# Made into an expression by the first line that is written: that takes longer than most imports.
_PERSONAL = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|\d[\d -]{5,}[\dXx]"


class Word(str):
    """A word of the program itself, such as a verb or the name of a table: safe to log."""

    __slots__ = ()


class _Redacting(logging.Formatter):
    """Writes only what is safe by its type."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(process)d %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        safe = logging.makeLogRecord(vars(record) | {"exc_info": None, "exc_text": None})
        safe.msg = re.sub(_PERSONAL, "~", _message(record)).replace("\n", " ")
        safe.args = None
        error = record.exc_info[1] if record.exc_info else None
        return super().format(safe) + ("".join(_places(error)) if error else "")


def _message(record: logging.LogRecord) -> str:
    template = str(record.msg)
    if not record.args:
        return template
    if isinstance(record.args, dict):
        return template % {name: _shown(value) for name, value in record.args.items()}
    return template % tuple(_shown(value) for value in record.args)


def _shown(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | Word):
        return value
    size = f" {len(value)}" if isinstance(value, str | bytes | list | tuple | dict | set) else ""
    return f"<{type(value).__name__}{size}>"


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    cause = error.__cause__ or error.__context__
    return [
        f"\n  {type(error).__name__}",
        *(f"\n    {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames),
        *(_places(cause) if cause else []),
    ]


class _LogFile(RotatingFileHandler):
    """A file for its owner alone, which never gets in the way of the program."""

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        return os.fdopen(os.open(self.baseFilename, flags, 0o600), "a", encoding=self.encoding)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Drop the line: a full disk must not write over the screen."""


def start(folder: Path, level: int = logging.INFO) -> bool:
    """Log to a folder from now on; return whether it can be written."""
    stop()
    logger = logging.getLogger(LOGGER)
    logger.propagate = False
    logger.setLevel(level)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = _LogFile(
            folder / FILE_NAME, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8"
        )
    except OSError:
        logger.addHandler(logging.NullHandler())
        return False
    handler.setFormatter(_Redacting())
    logger.addHandler(handler)
    return True


def stop() -> None:
    """Close the log."""
    logger = logging.getLogger(LOGGER)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()

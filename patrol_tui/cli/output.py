"""What leaves the program: data to stdout, messages to stderr, and the exit code.

The one place of the command line that catches what a user must be told.
"""

import io
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import TextIO

from patrol_tui.domain.language.errors import N_, PatrolError, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.language.text import inert
from patrol_tui.language import LANGUAGES, _, catalogues_of, current

Body = Mapping[str, object]

STOPPED = N_(
    "The program has stopped by a fault of its own. Everything that was saved is there. Try again; "
    "`patrol-tui doctor` looks at this machine. What happened is written down in the log, which "
    "holds no names: `patrol-tui locate log`."
)

LOGGER = "patrol_tui"
"""The log's name; `logs` opens it."""
DONE, FAILED, USAGE, UNREACHABLE, FOUND, INCOMPLETE = 0, 1, 2, 3, 4, 5
INTERRUPTED = 130

# What a terminal would obey, and halves of characters; JSON may spell all of them as escapes.
_UNSAFE = (
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ud800-\udfff\ufeff]"
)


def as_json(body: object) -> str:
    """Return a document as JSON that is safe to look at in a terminal, and means the same."""
    import json

    text = json.dumps(body, ensure_ascii=False, indent=2)
    return re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", text)


class Output:
    """The two streams of a call."""

    def __init__(self, out: TextIO, err: TextIO, *, json_wanted: bool = False) -> None:
        """Take the streams, and bring them to UTF-8 whatever the system's habit is."""
        self.out, self.err, self.json_wanted = out, err, json_wanted
        for stream, errors in ((out, "replace"), (err, "backslashreplace")):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors=errors)

    def answer(self, body: Body, lines: Iterable[str] = (), said: str = "") -> None:
        """Give the answer of a verb: the document, or its lines and what was done.

        Args:
            body: the JSON document.
            lines: the same for people and simple scripts.
            said: what was done, in a sentence; a message, no data.
        """
        if self.json_wanted:
            _write(as_json(body), self.out)
            return
        self.lines(lines)
        if said:
            self.message(said)

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines of data; whatever a terminal would obey is taken out of them."""
        for line in lines:
            _write(inert(line).rstrip(), self.out)

    def message(self, text: str) -> None:
        """Tell the person something that is no data."""
        self.out.flush()
        print(inert(text, lines=True), file=self.err, flush=True)

    def progress(self, text: str) -> None:
        """Show how far the work is, on one line of a terminal; nowhere else."""
        if self.err.isatty():
            print(f"\r{inert(text)}\x1b[K", end="", file=self.err, flush=True)

    def end_progress(self) -> None:
        """Clear the line of the progress."""
        if self.err.isatty():
            print("\r\x1b[K", end="", file=self.err, flush=True)


def guarded(
    work: Callable[[], int],
    err: TextIO | None = None,
    begin_log: Callable[[], object] = lambda: None,
) -> int:
    """Run a verb and return the exit code; what the user must be told goes to stderr.

    Args:
        work: the verb.
        err: in place of stderr.
        begin_log: opens the log where nothing was logged so far.
    """
    try:
        code = work()
        _flush()
    except PatrolError as error:
        _tell(error.text(_, current()), err)
        return error.exit_code
    except KeyboardInterrupt:
        _tell(_("Interrupted."), err)
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return DONE
    except Exception:
        if not logging.getLogger(LOGGER).handlers:
            begin_log()
        logging.getLogger("patrol_tui.cli").exception("a verb failed")
        raise
    return code


def tell_fault(
    _kind: type[BaseException], _fault: BaseException, _trace: TracebackType | None
) -> None:
    """Say on a plain page that the program has stopped; to be Python's `excepthook`.

    Python's own page prints what values held: names of residents among them.
    """
    # Both languages: whoever is called for help may read only the other one.
    own_first = sorted(LANGUAGES, key=lambda code: code != current())
    _tell("\n\n".join(catalogues_of(code).gettext(STOPPED) for code in own_first), None)


def _write(text: str, out: TextIO) -> None:
    try:
        print(text, file=out)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_written(error) from error


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_written(error) from error


def _not_written(error: OSError) -> Refused:
    _close_quietly()
    return Refused(N_("The answer was not written: {error}."), error=reason_of(error))


def _tell(text: str, err: TextIO | None) -> None:
    with suppress(BrokenPipeError):
        sys.stdout.flush()
    with suppress(BrokenPipeError):
        print(inert(text, lines=True), file=err or sys.stderr, flush=True)


def _close_quietly() -> None:
    # The reader has gone: what is still buffered must not be tried again at exit.
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)

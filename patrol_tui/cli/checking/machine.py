"""The checks of `doctor`: what was found, whether it is well, and what to do if not."""

import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.cli.call import NO_LEDGER, Call
from patrol_tui.cli.checking.finding import Finding
from patrol_tui.cli.checking.position import position_checks
from patrol_tui.cli.checking.probe import widths_in_cells
from patrol_tui.cli.open_tui import key_problems
from patrol_tui.devices.disk import free_bytes
from patrol_tui.domain.language.errors import N_, Corrupt, PatrolError, Usage
from patrol_tui.domain.times import rfc3339
from patrol_tui.language import _, current, ngettext
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import Ledger

if TYPE_CHECKING:
    from patrol_tui.ledger.store import LedgerStore

LEAST_COLUMNS, LEAST_ROWS = 80, 24
LEAST_FREE_BYTES = 500_000_000
OLDEST_PYTHON = (3, 11)
BUILT_US = 1_767_225_600_000_000
"""The start of 2026: no laptop with this program can rightly think it is earlier."""
SLACK_US = 5 * 60 * 1_000_000
_MB = 1_000_000
_TWO_CELLS = 2
_LINE, _HAN = "\u2500", "\u6c49"


REBUILD = N_("`patrol-tui rebuild` keeps every entry that is sound and fetches the others again.")
LATER = N_(
    "Work on; the next sync brings everything. If it stays so, check cable, date and address."
)


def every_check(call: Call) -> list[Finding]:
    """Return what every check found, in a fixed order."""
    return [
        *_machine(),
        *_terminal(call),
        *_places(call),
        *position_checks(call),
        *_databases(call),
    ]


def _finding(check: str, title: str, found: str, *, is_well: bool, remedy: str) -> Finding:
    return Finding(check, title, found, is_well, "" if is_well else remedy)


def _machine() -> Iterator[Finding]:
    yield _finding(
        "python",
        "Python",
        platform.python_version(),
        is_well=sys.version_info >= OLDEST_PYTHON,
        remedy=_("Install Python 3.11 or newer."),
    )
    try:
        found = version("sqlcipher3")
    except PackageNotFoundError:
        found = ""
    yield _finding(
        "sqlcipher",
        "SQLCipher",
        found or _("not there"),
        is_well=bool(found),
        remedy=_("Install the program anew with pip: the package sqlcipher3 is missing."),
    )
    encoding = locale.getencoding()
    yield _finding(
        "encoding",
        _("encoding"),
        encoding,
        is_well=encoding.casefold().replace("-", "") == "utf8" or bool(sys.flags.utf8_mode),
        remedy=_("Set LANG=zh_CN.UTF-8 (or C.UTF-8), or PYTHONUTF8=1."),
    )


def _terminal(call: Call) -> Iterator[Finding]:
    if not call.output.out.isatty():
        yield Finding("terminal", _("terminal"), _("none here; not looked at"))
        return
    size = shutil.get_terminal_size()
    yield _finding(
        "terminal",
        _("terminal"),
        f"{size.columns}\u00d7{size.lines}",
        is_well=size.columns >= LEAST_COLUMNS and size.lines >= LEAST_ROWS,
        remedy=_("Make the window 80\u00d724 or larger, or the font smaller."),
    )
    term = call.environ.get("TERM", "")
    yield _finding(
        "term",
        "TERM",
        " ".join(filter(None, (term or "-", call.environ.get("COLORTERM", "")))),
        is_well=os.name != "posix" or term not in {"", "dumb"},
        remedy=_("Use another terminal, or set TERM=xterm-256color."),
    )
    yield from _cells(call)


def _wide(count: int) -> str:
    return ngettext("{count} cell wide", "{count} cells wide", count).format(count=count)


def _cells(call: Call) -> Iterator[Finding]:
    """Find out how wide lines and Chinese come out; wide lines are remembered for the screens."""
    from patrol_tui import bootstrap

    title, cells = _("line drawing"), widths_in_cells(_LINE + _HAN)
    if cells is None:
        yield Finding("lines", title, _("the terminal does not say"))
        return
    line, chinese = cells
    home, found = call.home(), _wide(line)
    if line >= _TWO_CELLS and home.settings.lines != "ascii":
        bootstrap.keep_settings(home, replace(home.settings, lines="ascii"))
        found = _("two cells wide; the screens draw lines with - and | from now on")
    yield Finding("lines", title, found)
    yield _finding(
        "chinese",
        _("Chinese text"),
        _wide(chinese),
        is_well=chinese == _TWO_CELLS,
        remedy=_("Set this terminal to UTF-8 and a Chinese font, else nothing stands in line."),
    )


def _places(call: Call) -> Iterator[Finding]:
    home = call.home()
    data, settings = home.places.data, home.settings
    yield _finding(
        "home",
        _("folder"),
        str(data),
        is_well=_is_writable(data),
        remedy=_("Nothing can be written there: change its owner or rights, or use --home."),
    )
    free = free_bytes(data)
    yield _finding(
        "disk",
        _("free disk space"),
        _("unknown") if free is None else f"{free // _MB} MB",
        is_well=free is None or free >= LEAST_FREE_BYTES,
        remedy=_("Free some space: photos stop first, then nothing can be saved."),
    )
    problems = "; ".join(problem.text(_, current()) for problem in home.problems)
    yield _finding(
        "settings",
        _("settings"),
        problems or str(home.places.config),
        is_well=not problems,
        remedy=_("Correct the file by hand, or change any setting on the screens."),
    )
    yield _keys(settings.keys)
    camera = settings.camera_folder
    yield _finding(
        "camera",
        _("camera folder"),
        camera or _("none named"),
        is_well=not camera or _is_folder(camera),
        remedy=_("This folder is not there: plug the camera in, or correct camera_folder."),
    )


def _keys(chosen: Mapping[str, str]) -> Finding:
    """Say which keys of the settings' file cannot work, or do two things."""
    problems = " ".join(key_problems(chosen))
    changed = _("keys changed: {count}").format(count=len(chosen)) if chosen else _("as shipped")
    remedy = _("Correct the table [keys] in settings.toml; `patrol-tui keys` lists what there is.")
    return _finding("keys", _("keys"), problems or changed, is_well=not problems, remedy=remedy)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).expanduser().is_dir()
    except (OSError, RuntimeError):  # a name too long, or an unknown user's home
        return False


def _is_writable(folder: Path) -> bool:
    nearest = folder
    while not nearest.is_dir() and nearest != nearest.parent:
        nearest = nearest.parent
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return True
    except OSError:
        return False


def _databases(call: Call) -> Iterator[Finding]:
    from patrol_tui import bootstrap

    title = _("database")
    if call.home().lacks_ledger():
        said = _(NO_LEDGER).format(path=call.home().places.data)
        yield Finding("database", title, said, is_well=False, remedy=_(REBUILD))
        yield _clock(call, None)
        return
    if not call.home().is_set_up():
        yield Finding("database", title, _("nothing is set up here yet"))
        yield _clock(call, None)
        return
    try:
        store = bootstrap.open_store(call.unlocked(), call.clock)
    except Usage as error:  # nobody gave a PIN: that is no ailment
        yield Finding("database", title, _told(error))
        yield _clock(call, None)
        return
    except PatrolError as error:
        yield _closed(title, error)
        yield _clock(call, None)
        return
    try:
        count = store.counts().entries
        yield _finding(
            "database",
            title,
            _("it opens; entries: {count}").format(count=count),
            is_well=not store.is_wal_alarming(),
            remedy=_(
                "Some program has read the ledger for so long that new entries pile up beside its "
                "file. Nothing is lost. Leave the screens and end other commands of this program."
            ),
        )
        yield _clock(call, _newest_us(store))
        yield _shared(call, store)
    finally:
        store.close()


def _closed(title: str, error: PatrolError) -> Finding:
    """Say why a ledger does not open, and what helps; a refusal itself says what to do."""
    if isinstance(error, Corrupt):
        return Finding("database", title, _told(error), is_well=False, remedy=_(REBUILD))
    said = _("it was not opened")
    return Finding("database", title, said, is_well=False, remedy=_told(error))


def _told(error: PatrolError) -> str:
    return error.text(_, current())


def _newest_us(ledger: Ledger) -> int | None:
    """Return the latest time that the ledger knows of."""
    times = [received.received_at_us for received in ledger.entries_from_others(0, 1)]
    for subject_type in ("issue", "patrol"):
        rows = ledger.page(ListQuery(subject_type), limit=1).rows
        times += [row.begun_us for row in rows]
    return max(times, default=None)


def _clock(call: Call, newest_us: int | None) -> Finding:
    now_us = call.clock.now_us()
    is_late = newest_us is not None and now_us < newest_us - SLACK_US
    return _finding(
        "clock",
        _("clock"),
        rfc3339(now_us // 1_000_000 * 1_000_000),
        is_well=now_us >= BUILT_US and not is_late,
        remedy=_("The clock is slow: entries are newer. Set date and time of this computer."),
    )


def _shared(call: Call, store: "LedgerStore") -> Finding:
    from patrol_tui import bootstrap

    title = _("shared database")
    home = call.home()
    if not home.settings.shared_url and not store.meta(bootstrap.SHARED_URL):
        return Finding("shared", title, _("none named"))
    try:
        bootstrap.connect_shared(home, store, call.clock).close()
    except PatrolError as error:
        return Finding("shared", title, _told(error), is_well=False, remedy=_(LATER))
    return Finding("shared", title, _("it answers"))

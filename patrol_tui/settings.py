"""Where things are and what the user chose: a TOML file that may be edited by hand."""

import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import field, fields
from pathlib import Path
from typing import Any, Literal, NamedTuple

from platformdirs import PlatformDirs

from patrol_tui.domain.language.errors import N_, Refused, Usage
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.language.problem import Problem
from patrol_tui.domain.values import dataclass
from patrol_tui.language import LANGUAGES, Language

FILE_NAME = "settings.toml"
LOCK_AFTER_MIN = range(1, 241)
CHECK_IN_MIN = range(241)
KEEP_PHOTOS_DAYS = range(3_651)
_TOML_LINE = re.compile(r"\(at line (\d+)")

Check = Callable[[str, object], None]


class Places(NamedTuple):
    """The folders of one home; none of them need exist."""

    config: Path
    data: Path
    log: Path


def _unfolded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:  # a user who is not known here
        raise Usage(N_("Nobody is called as {path} says."), path=path) from error


def locate(home: Path | None, environ: Mapping[str, str]) -> Places:
    """Return where things are: in `home`, in `PATROL_HOME`, or where the system keeps them."""
    named = home or (Path(environ["PATROL_HOME"]) if environ.get("PATROL_HOME") else None)
    if named is not None:
        root = _unfolded(named).absolute()
        return Places(root / "config", root / "data", root / "log")
    system = PlatformDirs("patrol-tui", appauthor=False)
    return Places(system.user_config_path, system.user_data_path, system.user_log_path)


def _one_of(*allowed: str) -> Check:
    def check(name: str, value: object) -> None:
        if value not in allowed:
            reason = N_("{name} must be one of {allowed}; the default is used.")
            raise Usage(reason, name=name, allowed=", ".join(allowed))

    return check


def _yes_or_no(name: str, value: object) -> None:
    if not isinstance(value, bool):
        raise Usage(N_("{name} must be true or false; the default is used."), name=name)


def _number(allowed: range) -> Check:
    def check(name: str, value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
            reason = N_("{name} must be a whole number from {low} to {high}; the default is used.")
            raise Usage(reason, name=name, low=allowed[0], high=allowed[-1])

    return check


def _text(name: str, value: object) -> None:
    if not isinstance(value, str) or not value.isprintable():
        raise Usage(
            N_("{name} must be one line of text in quotes; the default is used."), name=name
        )


def _table(example: str) -> Check:
    def check(name: str, value: object) -> None:
        if not isinstance(value, dict):
            reason = N_("{name} must be a table with lines such as {line}; the default is used.")
            raise Usage(reason, name=name, line=example)
        for key, text in value.items():
            _text(f"{name}.{key}", text)

    return check


def _unknown(name: str, _value: object) -> None:
    raise Usage(N_("No setting is called {name}."), name=name)


def _setting(
    default: Any,  # noqa: ANN401 - as dataclasses.field
    check: Check,
    help_text: str,
    *,
    is_retired: bool = False,
) -> Any:  # noqa: ANN401 - as dataclasses.field
    metadata = {"check": check, "help": help_text, "is_retired": is_retired}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user chose. A new setting is a new field here, and nothing else."""

    language: Language = _setting("zh", _one_of(*LANGUAGES), "zh or en")
    theme: Literal["day", "sunlight", "night"] = _setting(
        "day", _one_of("day", "sunlight", "night"), "day, sunlight or night"
    )
    touch: bool = _setting(default=False, check=_yes_or_no, help_text="targets three rows high")
    lock_after_min: int = _setting(
        10, _number(LOCK_AFTER_MIN), "minutes without a key until the PIN is asked"
    )
    check_in_min: int = _setting(
        30,
        _number(CHECK_IN_MIN),
        "who walks alone is asked after so many silent minutes; 0 never",
    )
    check_in_grace_min: int = _setting(
        5, _number(CHECK_IN_MIN), "minutes for the answer until the silence is written down"
    )
    keep_photos_days: int = _setting(
        180,
        _number(KEEP_PHOTOS_DAYS),
        "days that originals of confirmed photos of ended things stay here; 0 keeps all",
    )
    camera_folder: str = _setting("", _text, "folder where the camera leaves new photos")
    reduced_motion: bool = _setting(
        default=False, check=_yes_or_no, help_text="nothing moves but the clock"
    )
    lines: Literal["unicode", "ascii"] = _setting(
        "unicode",
        _one_of("unicode", "ascii"),
        "unicode, or ascii where lines come out two cells wide",
    )
    gps: str = _setting("auto", _text, "auto, off, gpsd, /dev/ttyUSB0@9600, COM3@9600 or file:PATH")
    shared_url: str = _setting("", _text, "shared database: sqlite:///FILE or postgresql://...")
    keys: Mapping[str, str] = _setting(
        dict, _table('save = "f2"'), 'other keys by binding id: save = "f2,ctrl+s"'
    )
    filters: Mapping[str, str] = _setting(
        dict,
        _table('"0417 issues East St" = "open East St"'),
        "own filters of an earlier version; they move to the encrypted drafts when opened",
        is_retired=True,
    )


class Loaded(NamedTuple):
    """Settings, and what was wrong with their file; what was wrong has its default."""

    settings: Settings
    problems: tuple[Problem, ...]


def load(config: Path) -> Loaded:
    """Read the settings of a home. A missing file means that nothing was chosen yet."""
    path = config / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
        given = tomllib.loads(text)
    except FileNotFoundError:
        return Loaded(Settings(), ())
    except OSError as error:
        reason = N_("It cannot be read ({error}); defaults are used.")
        refused = Refused(reason, error=reason_of(error))
        return Loaded(Settings(), (Problem(str(path), 0, refused),))
    except UnicodeDecodeError:
        problem = Problem(str(path), 0, Usage(N_("It is not UTF-8 text; defaults are used.")))
        return Loaded(Settings(), (problem,))
    except tomllib.TOMLDecodeError as error:
        at = _TOML_LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        wrong = Usage(N_("It is not valid TOML here; defaults are used."))
        return Loaded(Settings(), (Problem(str(path), line, wrong),))
    return _checked(path, text, given)


def _checked(path: Path, text: str, given: dict[str, object]) -> Loaded:
    known = {one.name: one for one in fields(Settings)}
    chosen: dict[str, Any] = {}
    problems = []
    for name, value in given.items():
        check = known[name].metadata["check"] if name in known else _unknown
        try:
            check(name, value)
        except Usage as wrong:
            problems.append(Problem(str(path), _line_of(name, text), wrong))
        else:
            chosen[name] = value
    return Loaded(Settings(**chosen), tuple(problems))


def _line_of(name: str, text: str) -> int:
    opens = re.compile(rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*(?:[=\].])""")
    for number, line in enumerate(text.splitlines(), 1):
        if opens.match(line):
            return number
    return 0


def save(config: Path, settings: Settings) -> None:
    """Write the settings of a home in one step; a file with mistakes is kept beside as `.bak`.

    Raises:
        Refused: they could not be written; the earlier file still stands.
    """
    path = config / FILE_NAME
    try:
        config.mkdir(mode=0o700, parents=True, exist_ok=True)
        if load(config).problems:
            shutil.copyfile(path, path.with_suffix(".bak"))
        _replace(path, as_toml(settings).encode())
    except OSError as error:
        reason = N_("The settings were not saved in {path}: {error}.")
        raise Refused(reason, path=path, error=reason_of(error)) from error


def as_toml(settings: Settings) -> str:
    """Return settings as the text of their file, each with its explanation."""
    rows, tables = [], []
    for one in fields(Settings):
        value = getattr(settings, one.name)
        if one.metadata["is_retired"] and not value:
            continue
        comment = f"# {one.metadata['help']}"
        if isinstance(value, Mapping):
            entries = [f"{_quoted(name)} = {_quoted(keys)}" for name, keys in value.items()]
            tables.append("\n".join([comment, f"[{one.name}]", *entries]))
        else:
            written = str(value).lower() if isinstance(value, int) else _quoted(value)
            rows.append(f"{comment}\n{one.name} = {written}")
    return "\n\n".join([*rows, *tables]) + "\n"


def _quoted(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    is_plain = char.isprintable() and char not in '"\\'
    return char if is_plain else f"\\U{ord(char):08x}"


def _replace(path: Path, content: bytes) -> None:
    # The shared URL may hold a password: mkstemp lets only the owner read.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)

"""What concerns every verb, taken out of the arguments wherever it stands."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import Language, is_language

FLAGS = ("--json", "--help", "-h", "--version", "--touch")
WITH_VALUE = ("--home", "--lang", "--pin-file")


class Given(NamedTuple):
    """What a call says beside its verb.

    Attributes:
        rest: the verb and what belongs to it.
        home: where everything of a station lies, or None.
        language: the language asked for, or None.
        pin_file: a file that holds the PIN, or None.
        as_json: one JSON document instead of text for people.
        wants_help: explain instead of doing.
        wants_version: tell the version instead.
        touch: what fingers press on the screens is three rows high.
    """

    rest: tuple[str, ...]
    home: Path | None = None
    language: Language | None = None
    pin_file: Path | None = None
    as_json: bool = False
    wants_help: bool = False
    wants_version: bool = False
    touch: bool = False


def split(arguments: Sequence[str]) -> Given:
    """Return what a call says, its general options told apart from its verb.

    They may stand before or behind the verb; from `--` on everything belongs to the verb.

    Raises:
        Usage: one lacks its value, or the language is none that is spoken.
    """
    rest: list[str] = []
    flags: set[str] = set()
    values: dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
            break
        if word in FLAGS:
            flags.add(word)
        elif name in WITH_VALUE:
            if not equals and not waiting:
                raise Usage(N_("{option} needs a value."), option=name)
            values[name] = value if equals else waiting.pop(0)
        else:
            rest.append(word)
    return Given(
        tuple(rest),
        home=_folder(values),
        language=_language(values.get("--lang")),
        pin_file=Path(values["--pin-file"]) if "--pin-file" in values else None,
        as_json="--json" in flags,
        wants_help=bool({"--help", "-h"} & flags),
        wants_version="--version" in flags,
        touch="--touch" in flags,
    )


def _folder(values: dict[str, str]) -> Path | None:
    name = values.get("--home")
    if name == "":
        raise Usage(N_("{option} needs a value."), option="--home")
    return Path(name) if name is not None else None


def _language(code: str | None) -> Language | None:
    if code is None or is_language(code):
        return code
    raise Usage(N_("There is no language {code}; there are zh and en."), code=code)

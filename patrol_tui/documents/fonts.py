"""Finds fonts of this computer that have Chinese characters; none comes with the program."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.values import dataclass

NO_FONT = N_(
    "No PDF was written: this computer has no font with Chinese characters. On Debian or Ubuntu "
    "install fonts-noto-cjk or fonts-wqy-zenhei, or put a font file such as simsun.ttc into "
    "{folder}. The Word format needs none."
)
FONTS_FOLDER = "fonts"


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font: its file, and which face of a collection."""

    path: Path
    face: int = 0


KNOWN: tuple[tuple[str, int], ...] = (
    ("simsun.ttc", 0),
    ("notoserifcjk-regular.ttc", 2),
    ("notosanscjk-regular.ttc", 2),
    ("notoserifcjksc-regular.otf", 0),
    ("notosanscjksc-regular.otf", 0),
    ("notoserifsc-regular.otf", 0),
    ("notosanssc-regular.otf", 0),
    ("sourcehanserifsc-regular.otf", 0),
    ("sourcehansanssc-regular.otf", 0),
    ("wqy-zenhei.ttc", 0),
    ("wqy-microhei.ttc", 0),
    ("msyh.ttc", 0),
    ("simhei.ttf", 0),
    ("uming.ttc", 0),
    ("lxgwwenkai-regular.ttf", 0),
)
"""File names in lower case, the best first; the face of the simplified characters."""

RARE: tuple[tuple[str, int], ...] = (
    ("simsunb.ttf", 0),
    ("simsunextg.ttf", 0),
    ("hanaminb.ttf", 0),
    ("plangothicp1-regular.ttf", 0),
    ("symbola.ttf", 0),
)
"""Fonts of rare characters, looked into where the first one lacks one."""


def font_folders(environ: Mapping[str, str], home: Path) -> tuple[Path, ...]:
    """Return where Linux, Windows and macOS keep fonts."""
    windows, local = environ.get("WINDIR"), environ.get("LOCALAPPDATA")
    return (
        *((Path(windows, "Fonts"),) if windows else ()),
        *((Path(local, "Microsoft", "Windows", "Fonts"),) if local else ()),
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
    )


def system_folders() -> tuple[Path, ...]:
    """Return where this computer keeps fonts."""
    return font_folders(os.environ, Path.home())


def find_fonts(own: Path, folders: Sequence[Path]) -> tuple[FontFile, ...]:
    """Return the fonts to write with: those the district put into its folder, then the system's.

    Args:
        own: the district's folder of fonts; need not exist.
        folders: of the system.

    Raises:
        Refused: there is none; the message says what to install.
    """
    given = [FontFile(path) for path in sorted(_font_files(own))]
    there = {path.name.casefold(): path for folder in folders for path in _font_files(folder)}
    found = [FontFile(there[name], face) for name, face in KNOWN if name in there]
    if not given and not found:
        raise Refused(NO_FONT, folder=own)
    rare = [FontFile(there[name], face) for name, face in RARE if name in there]
    return (*given, *found, *rare)


def _font_files(folder: Path) -> Iterator[Path]:
    for place, _folders, names in os.walk(folder):
        for name in names:
            if name.casefold().endswith((".ttf", ".ttc", ".otf")):
                yield Path(place, name)

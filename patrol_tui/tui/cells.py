"""Text measured, cut, padded and wrapped in terminal cells, as Chinese needs it."""

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

from patrol_tui.domain.language.text import inert

READING_CELLS = 72
"""The widest line that is pleasant to read: 36 Chinese characters."""

CUT = ".."
"""What stands for text that did not fit; `…` is two cells wide in many Chinese fonts."""

_NEVER_FIRST = frozenset("。，、；：？！）」』》】〉”’…～%,.;:?!)]}")
_NEVER_LAST = frozenset("（「『《【〈“‘([{")
_ATOMS = re.compile(r"\n|[ \t]+|第[0-9]+[条项款章]|[!-~]+|.", re.DOTALL)


def cells(text: str) -> int:
    """Return how many terminal cells the text takes."""
    return cell_len(text)


def plain(text: str) -> str:
    """Return the text as one line that a terminal only shows and never obeys."""
    if text.isprintable():
        return text
    return inert(text).encode("utf-8", "replace").decode("utf-8")


def cut(text: str, width: int) -> str:
    """Return the text in at most `width` cells, ending in `..` where something is missing."""
    if cell_len(text) <= width:
        return text
    if width <= len(CUT):
        return CUT[: max(0, width)]
    return head(text, width - len(CUT)) + CUT


def head(text: str, width: int) -> str:
    """Return as much of the beginning as fits `width` cells."""
    if width <= 0:
        return ""
    if len(text) > width * 2:
        text = text[: width * 2]  # no more can fit, save for marks without a width
    return chop_cells(text, width)[0] if text else ""


def pad(text: str, width: int) -> str:
    """Return the text in exactly `width` cells: cut where too long, spaces behind."""
    short = cut(text, width)
    return short + " " * (width - cell_len(short))


def pad_left(text: str, width: int) -> str:
    """Return the text in exactly `width` cells, at the right edge, as numbers and clocks stand."""
    short = cut(text, width)
    return " " * (width - cell_len(short)) + short


def centred(text: str, width: int) -> str:
    """Return the text in exactly `width` cells with what is left over on both sides."""
    short = cut(text, width)
    left = (width - cell_len(short)) // 2
    return " " * left + short + " " * (width - cell_len(short) - left)


def _atoms(text: str) -> Iterator[str]:
    """Yield pieces between which a line may end."""
    held = ""
    for piece in _ATOMS.findall(text):
        if piece == "\n" or piece.isspace():
            if held:
                yield held
            held = ""
            yield piece
        elif held and (piece[0] in _NEVER_FIRST or held[-1] in _NEVER_LAST):
            held += piece
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held


def _chopped(word: str, room: int) -> list[str]:
    """Return a word that no line can hold in pieces; a path breaks behind its slashes."""
    pieces = []
    while cell_len(word) > room:
        piece = chop_cells(word, room)[0]
        at = max(piece.rfind("/"), piece.rfind("\\")) + 1
        pieces.append(piece[:at] if at > 1 else piece)
        word = word[len(pieces[-1]) :]
    return [*pieces, word]


def wrap(text: str, width: int, *, most: int = READING_CELLS) -> list[str]:
    """Return the text in lines of at most `width` cells.

    No line begins with closing punctuation or ends with an opening bracket; words of letters and
    numbers stay whole unless a whole line cannot hold them.

    Args:
        text: may hold line breaks, which are kept.
        width: cells there are.
        most: cells a line may take even if there are more.
    """
    room = max(2, min(width, most))
    lines, line, used = [], "", 0
    for atom in _atoms(inert(text, lines=True)):
        if atom == "\n":
            lines.append(line.rstrip())
            line, used = "", 0
            continue
        size = cell_len(atom)
        if used + size <= room:
            if line or not atom.isspace():
                line, used = line + atom, used + size
            continue
        if line.strip():
            lines.append(line.rstrip())
        if atom.isspace():
            line, used = "", 0
            continue
        *full, line = _chopped(atom, room)
        lines.extend(full)
        used = cell_len(line)
    lines.append(line.rstrip())
    return lines

"""The catalogues of texts: where they lie, and how they are read, merged and written.

An area is a package folder; single modules of the package share the area `program`. What is written
holds no dates and no line numbers, so that a file changes only when a text does.
"""

import ast
import io
import struct
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

Text = str | tuple[str, ...] | list[str]
PACKAGE = Path(__file__).parent.parent
FOLDER = PACKAGE / "locale" / "zh" / "LC_MESSAGES"
PROGRAM = "program"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
HEADER = (
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    "Language: zh",
    "Plural-Forms: nplurals=1; plural=0;",
)


def sources(area: str) -> list[Path]:
    """Return the modules whose texts belong to an area."""
    if area == PROGRAM:
        return sorted(PACKAGE.glob("*.py"))
    return sorted((PACKAGE / area).rglob("*.py"))


def areas() -> list[str]:
    """Return every area of the package that marks texts or has a catalogue."""
    folders = [PROGRAM, *(path.parent.name for path in PACKAGE.glob("*/__init__.py"))]
    return sorted(area for area in folders if po_path(area).exists() or _marks_texts(area))


def _marks_texts(area: str) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS
        for path in sources(area)
        for node in ast.walk(ast.parse(path.read_bytes()))
    )


def po_path(area: str) -> Path:
    """Return where an area's translations are edited."""
    return FOLDER / f"{area}.po"


def mo_path(area: str) -> Path:
    """Return where the program reads an area's translations."""
    return FOLDER / f"{area}.mo"


def extracted(area: str) -> Catalog:
    """Return the texts that an area's modules mark, untranslated."""
    catalogue = Catalog(locale="zh", fuzzy=False)
    for path in sources(area):
        name = path.relative_to(PACKAGE.parent).as_posix()
        for line, text, comments, _context in extract_from_file("python", path, KEYWORDS):
            catalogue.add(text, locations=[(name, line)], auto_comments=comments)
    return catalogue


def read(area: str) -> Catalog:
    """Return an area's catalogue as it lies on disk, or an empty one."""
    path = po_path(area)
    if not path.exists():
        return Catalog(locale="zh", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="zh", charset="utf-8")


def merge(found: Catalog, earlier: dict[str, Catalog], area: str) -> Catalog:
    """Return the texts found, with translations from their own area first, then from any other.

    A translation whose text is gone is kept as obsolete: it comes back with its text.
    """
    own = earlier.get(area, Catalog(locale="zh"))
    for message in found:
        if not message.id:
            continue
        for catalogue in (own, *earlier.values()):
            known = _translation(catalogue, message.id)
            if known is not None:
                message.string = known.string
                message.flags = known.flags
                break
    for message in (*own, *own.obsolete.values()):
        if message.id and message.string and message.id not in found:
            message.locations = []
            found.obsolete[message.id] = message
    return found


def _translation(catalogue: Catalog, text: Text) -> Message | None:
    key = text if isinstance(text, str) else text[0]
    message = catalogue.get(key) or catalogue.obsolete.get(key)
    return message if message is not None and message.string and message.id == text else None


def write(area: str, catalogue: Catalog) -> None:
    """Write an area's .po file."""
    body = io.BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    FOLDER.mkdir(parents=True, exist_ok=True)
    head = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in HEADER) + "\n"
    po_path(area).write_text(head + body.getvalue().decode(), encoding="utf-8", newline="\n")


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of a .mo file: the same for the same texts, on every machine."""
    pairs = {b"": "".join(f"{line}\n" for line in HEADER).encode()}
    for message in catalogue:
        if message.id and message.string and not message.fuzzy:
            pairs[_joined(message.id)] = _joined(message.string)
    texts = sorted(pairs.items())
    offset = 7 * 4 + 16 * len(texts)
    originals, translations, blob = b"", b"", b""
    for original, translation in texts:
        originals += struct.pack("<II", len(original), offset + len(blob))
        blob += original + b"\0"
        translations += struct.pack("<II", len(translation), offset + len(blob))
        blob += translation + b"\0"
    head = struct.pack(
        "<7I", 0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 28 + 16 * len(texts)
    )
    return head + originals + translations + blob


def _joined(text: Text) -> bytes:
    return (text if isinstance(text, str) else "\0".join(text)).encode()

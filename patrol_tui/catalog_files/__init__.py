"""Reads the catalogue from data files, and knows alone where those lie.

Nothing raises: whatever is wrong with a file becomes a problem with its path and line, and the
catalogue holds what could be read.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from stat import S_ISREG
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from patrol_tui.catalog_files.bodies import Reader
from patrol_tui.catalog_files.nodes import Branch, Node, Series, parse, problem
from patrol_tui.domain.catalog.book import SECTIONS, Catalog
from patrol_tui.domain.catalog.faults import Fault, faults
from patrol_tui.domain.catalog.items import Item, shape_of
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.language.problem import Problem

MAX_FILE_BYTES = 4 << 20
_HEADER = ("source", "licence", "units")
_PACKAGE = Path(__file__).parents[1]


def data_folder() -> Path:
    """Return where the shipped data lies: inside the wheel, else in the repository."""
    packed = _PACKAGE / "data"
    return packed if packed.is_dir() else _PACKAGE.parent / "data"


@cache
def load_pinyin() -> Pinyin:
    """Return the shipped table of pinyin, read when it is first asked for."""
    return Pinyin((data_folder() / "pinyin.txt").read_text(encoding="utf-8"))


def load_catalog(folder: Path | None = None) -> tuple[Catalog, tuple[Problem, ...]]:
    """Return the catalogue in a folder's YAML files and all that is wrong with them.

    Args:
        folder: in place of the shipped data.
    """
    return _loaded(data_folder() if folder is None else folder, _Found(), None)


def load_items(folder: Path, onto: Catalog) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """Return what a folder's YAML files say, and what is wrong with them on top of a catalogue.

    Args:
        folder: any part of a catalogue, or one file of it.
        onto: what the district has laid down already; the files may speak of it.
    """
    found = _Found()
    _, problems = _loaded(folder, found, onto)
    return tuple(found.items), problems


def _loaded(
    chosen: Path, found: "_Found", onto: Catalog | None
) -> tuple[Catalog, tuple[Problem, ...]]:
    try:
        paths = _files_of(chosen)
    except OSError as error:
        return Catalog(), (problem(str(chosen), 0, _UNREADABLE, why=reason_of(error)),)
    for path in paths:
        _read_file(path, found)
    catalog = Catalog.from_items(found.items) if onto is None else onto.merged(found.items)
    is_alone = onto is None and found.is_whole
    if is_alone and not any(section == "districts" for section, _ in found.places):
        found.problems.append(problem(str(chosen), 0, N_("No file here names the district.")))
    found.problems.extend(_zone_problems(catalog, found))
    for fault in faults(catalog) if found.is_whole else ():
        # Of two mistakes where one follows from the other, only the first is worth a line.
        if fault.wants not in found.places and (fault.section, fault.id) in found.places:
            found.problems.append(found.problem_of(fault))
    return catalog, tuple(sorted(found.problems, key=lambda one: (one.path, one.line)))


def _files_of(chosen: Path) -> list[Path]:
    if chosen.is_file():
        return [chosen]
    return sorted(path for path in chosen.iterdir() if path.suffix in {".yaml", ".yml"})


_UNREADABLE = N_("This cannot be read: {why}.")


@dataclass(slots=True)
class _Found:
    """What the files gave so far; `places` holds the file and lines of every item.

    Where a file could not be read, `is_whole` is False: what the others name may stand in it.
    """

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[str, dict[str, int]]] = field(default_factory=dict)
    is_whole: bool = True

    def line_of(self, section: str, thing_id: str, path: str) -> tuple[str, int]:
        """Return the file and the line of a part, or of the whole where it is not written."""
        file, lines = self.places[section, thing_id]
        return file, lines.get(path, lines[""])

    def problem_of(self, fault: Fault) -> Problem:
        """Return a fault as a problem of the line that it comes from."""
        file, line = self.line_of(fault.section, fault.id, fault.path)
        return problem(file, line, fault.template, **fault.params)


def _zone_problems(catalog: Catalog, found: _Found) -> list[Problem]:
    problems = []
    for district in catalog.districts.values():
        try:
            ZoneInfo(district.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            file, line = found.line_of("districts", district.id, "zone")
            template = N_("No time zone is called {name}.")
            problems.append(problem(file, line, template, name=district.zone))
    return problems


def _read_file(path: Path, found: _Found) -> None:
    text = _text_of(path, found.problems)
    if text is None:
        found.is_whole = False
        return
    root, problems = parse(text, str(path))
    found.problems.extend(problems)
    if isinstance(root, Branch):
        _read_document(root, Reader(str(path)), found)
        return
    found.is_whole = False
    if not problems:
        template = N_("The file must begin with source, licence, units and sample.")
        found.problems.append(problem(str(path), 1, template))


def _text_of(path: Path, problems: list[Problem]) -> str | None:
    name = str(path)
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            problems.append(problem(name, 0, N_("This is no file.")))
            return None
        if status.st_size > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES >> 20
            template = N_("The file is larger than {limit} MB.")
            problems.append(problem(name, 0, template, limit=limit))
            return None
        raw = path.read_bytes()
    except OSError as error:
        problems.append(problem(name, 0, _UNREADABLE, why=reason_of(error)))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        template = N_("This is not UTF-8; save the file as UTF-8.")
        problems.append(problem(name, line, template))
        return None


def _read_document(root: Branch, reader: Reader, found: _Found) -> None:
    for key in (*_HEADER, "sample"):
        if key not in root.entries:
            reader.report(root.line, N_("{key} is missing."), key=key)
    for key, node in root.entries.items():
        if key in _HEADER:
            reader.text(node, key)
        elif key == "sample":
            reader.flag(node, key)
        elif key not in SECTIONS:
            reader.report(root.lines[key], N_("{key} is not known here."), key=key)
        elif isinstance(node, Series):
            for member in node.members:
                _read_item(key, member, reader, found)
        else:
            reader.report(node.line, N_("{key} must be a list."), key=key)
    found.problems.extend(reader.problems)


def _read_item(section: str, node: Node, reader: Reader, found: _Found) -> None:
    named = node.entries.get("id") if isinstance(node, Branch) else None
    body = reader.record(node, shape_of(SECTIONS[section]))
    thing_id = "" if named is None else str(getattr(named, "text", ""))
    if not thing_id:
        return
    earlier = found.places.get((section, thing_id))
    if earlier is not None:
        file, lines = earlier
        template = N_("The id {id} is used already: {file}, line {line}.")
        reader.report(node.line, template, id=thing_id, file=file, line=lines[""])
        return
    found.places[section, thing_id] = (reader.file, reader.lines)
    if body is not None:
        found.items.append(Item(section, thing_id, body))

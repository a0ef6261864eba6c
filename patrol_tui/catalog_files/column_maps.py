"""What somebody laid down about the columns of a table, as YAML for `import --map`."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from patrol_tui.catalog_files.nodes import Branch, Leaf, Node, Series, parse
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.sheet import ColumnMap

T = TypeVar("T")
_MAX_BYTES = 1 << 20
_LAST_LINE = 1 << 20
_KEYS = ("sheet", "header", "columns", "fixed", "words", "skip")
NOT_READ = N_("{path} cannot be read: {error}.")
BROKEN = N_("{path} is no file of columns: {error}")
UNKNOWN_KEY = N_("{path}, line {line}: {key} is not known here. Known are: {known}.")
NO_MAP = N_("{path}, line {line}: {key} must have keys of its own.")
NO_TEXT = N_("{path}, line {line}: {key} must be text.")
NOT_UTF8 = N_("{path} is not UTF-8; save it as UTF-8.")
NO_LINE = N_("{path}, line {line}: header must be the number of a line.")


def read_column_map(path: Path) -> ColumnMap:
    """Return what a file of columns says.

    Raises:
        Refused: it cannot be read, or says something else; the message names the line.
    """
    root, problems = parse(_text(path), str(path))
    if problems:
        raise Refused(BROKEN, path=path, error=str(problems[0].error))
    if not isinstance(root, Branch):
        raise Refused(NO_MAP, path=path, line=1, key="-")
    for key in root.entries:
        if key not in _KEYS:
            known = ", ".join(_KEYS)
            raise Refused(UNKNOWN_KEY, path=path, line=root.lines[key], key=key, known=known)
    reader = _Reader(path, root)
    return ColumnMap(
        columns=reader.mapping("columns", reader.texts),
        fixed=reader.mapping("fixed", reader.text),
        words=reader.mapping("words", reader.words),
        skip=reader.mapping("skip", reader.texts),
        sheet=reader.one("sheet"),
        header=reader.line("header"),
    )


class _Reader:
    """Takes the parts of one file."""

    def __init__(self, path: Path, root: Branch) -> None:
        self._path, self._root = path, root

    def mapping(self, key: str, take: Callable[[str, Node], T]) -> dict[str, T]:
        node = self._root.entries.get(key)
        return {} if node is None else self._branch(key, node, take)

    def words(self, key: str, node: Node) -> dict[str, str]:
        return self._branch(key, node, self.text)

    def texts(self, key: str, node: Node) -> tuple[str, ...]:
        members = node.members if isinstance(node, Series) else [node]
        return tuple(filter(None, (self.text(key, one) for one in members)))

    def text(self, key: str, node: Node) -> str:
        if not isinstance(node, Leaf):
            raise Refused(NO_TEXT, path=self._path, line=node.line, key=key)
        return node.text.strip()

    def one(self, key: str) -> str:
        node = self._root.entries.get(key)
        return "" if node is None else self.text(key, node)

    def line(self, key: str) -> int:
        typed = self.one(key)
        if typed and not (typed.isascii() and typed.isdigit() and 0 < int(typed) < _LAST_LINE):
            raise Refused(NO_LINE, path=self._path, line=self._root.lines[key])
        return int(typed or 0)

    def _branch(self, key: str, node: Node, take: Callable[[str, Node], T]) -> dict[str, T]:
        if not isinstance(node, Branch):
            raise Refused(NO_MAP, path=self._path, line=node.line, key=key)
        return {name: take(f"{key}.{name}", one) for name, one in node.entries.items()}


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise Refused(NOT_READ, path=path, error=reason_of(error)) from error
    if len(data) > _MAX_BYTES:
        raise Refused(N_("{path} is too large."), path=path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(NOT_UTF8, path=path) from error

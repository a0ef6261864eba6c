"""Reads trees as the shapes of the catalogue ask, strictly: every departure is a problem."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from patrol_tui.catalog_files.nodes import Branch, Leaf, Node, Series, problem
from patrol_tui.domain.catalog.items import Shape
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.problem import Problem
from patrol_tui.domain.language.words import Words

_WHOLE = re.compile(r"[-+]?\d{1,15}")
_FLAGS = {"true": True, "false": False}
_NULLS = {"", "~", "null"}


@dataclass(slots=True)
class Reader:
    """Reads the items of one file and remembers in which line each part stands.

    Attributes:
        file: for problems.
        problems: what was found so far.
        lines: line of each dotted path within the item that was read last.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def record(self, node: Node, shape: Shape) -> dict[str, object] | None:
        """Return the body of an item, or None where it has problems."""
        before = len(self.problems)
        self.lines = {"": node.line}
        body = self._record(node, shape, "")
        return body if len(self.problems) == before and isinstance(body, dict) else None

    def text(self, node: Node, key: str) -> str | None:
        """Return a text that must not be empty, or None where it is something else."""
        if isinstance(node, Leaf) and node.text.strip():
            return node.text
        self.report(node.line, N_("{key} must be text."), key=key)
        return None

    def flag(self, node: Node, key: str) -> None:
        """Check that a value is true or false."""
        self._flag(node, Shape(form="flag"), key)

    def report(self, line: int, template: str, /, **params: object) -> None:
        """Note a problem."""
        self.problems.append(problem(self.file, line, template, **params))

    def _value(self, node: Node, shape: Shape, path: str) -> object:
        self.lines[path] = node.line
        if shape.optional and isinstance(node, Leaf) and not node.quoted and node.text in _NULLS:
            return None
        return _READERS[shape.form](self, node, shape, path)

    def _text(self, node: Node, _shape: Shape, path: str) -> object:
        if isinstance(node, Leaf):
            return node.text
        self.report(node.line, N_("{key} must be text."), key=path)
        return None

    def _whole(self, node: Node, _shape: Shape, path: str) -> object:
        if isinstance(node, Leaf) and _WHOLE.fullmatch(node.text) and node.text.isascii():
            return int(node.text)
        self.report(node.line, N_("{key} must be a whole number."), key=path)
        return None

    def _flag(self, node: Node, _shape: Shape, path: str) -> object:
        if isinstance(node, Leaf) and node.text in _FLAGS:
            return _FLAGS[node.text]
        self.report(node.line, N_("{key} must be true or false."), key=path)
        return None

    def _one_of(self, node: Node, shape: Shape, path: str) -> object:
        if isinstance(node, Leaf) and node.text in shape.words:
            return node.text
        words = ", ".join(shape.words)
        self.report(node.line, N_("{key} must be one of: {words}."), key=path, words=words)
        return None

    def _list(self, node: Node, shape: Shape, path: str) -> object:
        if not isinstance(node, Series) or shape.inner is None:
            self.report(node.line, N_("{key} must be a list."), key=path)
            return None
        inner = shape.inner
        return [
            self._value(member, inner, f"{path}.{_label(member, number)}")
            for number, member in enumerate(node.members, 1)
        ]

    def _record(self, node: Node, shape: Shape, path: str) -> object:
        known = shape.fields or {}
        if not isinstance(node, Branch):
            keys = ", ".join(sorted(shape.required))
            self.report(
                node.line, N_("{key} must have the keys: {keys}."), key=path or "-", keys=keys
            )
            return None
        for key in sorted(shape.required.difference(node.entries)):
            self.report(node.line, N_("{key} is missing."), key=_below(path, key))
        body: dict[str, object] = {}
        for key, part in node.entries.items():
            below = _below(path, key)
            if key not in known:
                self.report(node.lines[key], N_("{key} is not known here."), key=below)
                continue
            body[key] = self._value(part, known[key], below)
            if shape.make is Words and not str(body[key] or "").strip():
                self.report(part.line, N_("{key} has no words."), key=below)
        return body


_Read = Callable[[Reader, Node, Shape, str], object]
_READERS: dict[str, _Read] = {
    "text": Reader._text,  # noqa: SLF001 - the table belongs to the class
    "whole": Reader._whole,  # noqa: SLF001
    "flag": Reader._flag,  # noqa: SLF001
    "one_of": Reader._one_of,  # noqa: SLF001
    "list": Reader._list,  # noqa: SLF001
    "record": Reader._record,  # noqa: SLF001
}


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _label(member: Node, number: int) -> str:
    """Return how a member of a list is called in a path: by its id, else by its number."""
    if isinstance(member, Branch):
        named = member.entries.get("id")
        if isinstance(named, Leaf):
            return named.text
    return str(number)

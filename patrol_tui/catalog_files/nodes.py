"""YAML as a plain tree that knows its lines.

Built from the parser's events, without YAML's own guesses at types: what a text means is for the
catalogue's shapes to say, so `no` stays a word and `01-02` a code. Aliases, tags and deep nesting
are refused, since data has no use for them and an attack has.
"""

from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.problem import Problem

MAX_DEPTH = 20
PURE_LOADER: type = yaml.SafeLoader
FAST_LOADER: type = getattr(yaml, "CSafeLoader", PURE_LOADER)


@dataclass(slots=True)
class Leaf:
    """A text; `quoted` tells `"null"` from null."""

    line: int
    text: str
    quoted: bool


@dataclass(slots=True)
class Series:
    """A list."""

    line: int
    members: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Branch:
    """A mapping, with the line of each key."""

    line: int
    entries: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Leaf | Series | Branch


def problem(path: str, line: int, template: str, /, **params: object) -> Problem:
    """Return a problem at a line of a file; line 0 speaks of the file as a whole."""
    return Problem(path, line, Refused(template, **params))


class _Tree:
    """Grows a tree event by event; raises nothing but `_Stop`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[Series | Branch] = []
        self._keys: list[Leaf | None] = []
        self._documents = 0

    def take(self, event: Event) -> None:
        """Put one event into the tree."""
        line = 0 if event.start_mark is None else event.start_mark.line + 1
        if isinstance(event, NodeEvent):
            self._check(event, line)
        if isinstance(event, ScalarEvent):
            self._add(Leaf(line, event.value, bool(event.style)))
        elif isinstance(event, SequenceStartEvent):
            self._enter(Series(line))
        elif isinstance(event, MappingStartEvent):
            self._enter(Branch(line))
        elif isinstance(event, CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(line, N_("A second document begins here; a file holds one."))

    def _check(self, event: NodeEvent, line: int) -> None:
        if isinstance(event, AliasEvent):
            self._stop(line, N_("Aliases (*) are not used in these files; write it out."))
        if getattr(event, "tag", None) is not None:
            self._stop(line, N_("Tags (!) are not used in these files."))

    def _enter(self, node: Series | Branch) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._stop(node.line, N_("This is nested too deeply."))
        self._add(node)
        self._open.append(node)
        self._keys.append(None)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Series):
            parent.members.append(node)
            return
        key = self._keys[-1]
        if key is not None:
            self._keys[-1] = None
            self._put(parent, key, node)
        elif isinstance(node, Leaf):
            self._keys[-1] = node
        else:
            self._stop(node.line, N_("A key must be a single word."))

    def _put(self, parent: Branch, key: Leaf, node: Node) -> None:
        if key.text in parent.entries:
            first = parent.lines[key.text]
            template = N_("{key} stands here a second time; the first is in line {first}.")
            again = problem(self.file, key.line, template, key=key.text, first=first)
            self.problems.append(again)
            return
        parent.entries[key.text] = node
        parent.lines[key.text] = key.line

    def _stop(self, line: int, template: str) -> None:
        raise _Stop(problem(self.file, line, template))


class _Stop(Exception):
    def __init__(self, reason: Problem) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(text: str, file: str, loader: type = FAST_LOADER) -> tuple[Node | None, list[Problem]]:
    """Return the tree that a YAML text spells, or None, and what is wrong with its form.

    Args:
        text: of the file.
        file: its path, for the problems.
        loader: the C parser where PyYAML has it, else six times slower.
    """
    tree = _Tree(file)
    try:
        for event in yaml.parse(text, Loader=loader):
            tree.take(event)
    except _Stop as stop:
        return None, [*tree.problems, stop.reason]
    except yaml.YAMLError as error:
        return None, [*tree.problems, _yaml_problem(error, text, file)]
    return tree.root, tree.problems


def _yaml_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        line = error.problem_mark.line + 1
        what = error.problem or error.context
        return problem(file, line, N_("This is not YAML: {what}."), what=what)
    line = text.count("\n", 0, getattr(error, "position", 0)) + 1
    return problem(file, line, N_("A character here is not allowed in YAML."))

"""XML from people's own files, read without trusting it.

A document type is refused, so there are no entities to expand or to fetch, and the number of
elements is limited.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from patrol_tui.domain.language.errors import N_, Refused

MAX_ELEMENTS = 200_000
_DECLARED = re.compile(rb"\A<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
_CHINESE = {b"gb2312", b"gbk", b"gb18030"}  # expat reads no multi-byte encoding but Unicode's

Start = Callable[[str, dict[str, str]], None]
"""Told the name, without namespace, and the attributes of an element that begins."""


@dataclass(slots=True)
class Element:
    """An element, its name without the namespace."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def child(self, tag: str) -> str:
        """Return the text of the first child of this name, or nothing."""
        return next((child.text.strip() for child in self.children if child.tag == tag), "")

    def below(self, tag: str) -> Iterator["Element"]:
        """Yield the elements of this name inside, in the order of the document."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            if element.tag == tag:
                yield element
            waiting.extend(element.children[::-1])


def parse(data: bytes, path: Path) -> Element:
    """Return the root of a document; `path` is for the message.

    Raises:
        Refused: no well-formed XML, too large, or with a document type.
    """
    top = Element("", {}, 0)
    inside = [top]
    count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS:
            raise Refused(N_("{path} is too large."), path=path)
        element = Element(tag, attributes, parser.CurrentLineNumber)
        inside[-1].children.append(element)
        inside.append(element)

    def text(part: str) -> None:
        inside[-1].text += part

    parser = _parser(data, path, start)
    parser.EndElementHandler = lambda _tag: inside.pop()
    parser.CharacterDataHandler = text
    _run(parser, data, path)
    return top.children[0]


def scan(data: bytes, path: Path, start: Start) -> None:
    """Tell `start` of every element without keeping any.

    Raises:
        Refused: no well-formed XML, or with a document type.
    """
    _run(_parser(data, path, start), data, path)


def _parser(data: bytes, path: Path, start: Start) -> expat.XMLParserType:
    def refuse(*_declared: object) -> None:
        raise Refused(N_("{path} declares a document type; such a file is not read."), path=path)

    parser = expat.ParserCreate("utf-8" if _is_chinese(data) else None, " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(" ")[2], attributes)
    return parser


def _run(parser: expat.XMLParserType, data: bytes, path: Path) -> None:
    try:
        text = data.decode("gb18030").encode() if _is_chinese(data) else data
        parser.Parse(text, True)  # noqa: FBT003 - expat takes it by position
    except expat.ExpatError as error:
        raise Refused(
            N_("{path} is broken in line {line}."), path=path, line=error.lineno
        ) from error
    except (ValueError, LookupError) as error:
        raise Refused(N_("{path} is in an encoding that is not read."), path=path) from error


def _is_chinese(data: bytes) -> bool:
    declared = _DECLARED.match(data)
    return declared is not None and declared[1].lower() in _CHINESE

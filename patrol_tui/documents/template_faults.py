"""What is wrong with a template of the district, and in which of its lines."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn
from jinja2 import Environment, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from patrol_tui.language import _

_PAIRS = (("{{", "}}"), ("{%", "%}"))
_TAG = re.compile(r"{{.*?}}|{%.*?%}")
_LETTERS = re.compile(r"^({[{%])(?:tr|tc|p|r)\s")
_BEGUN = re.compile(r"{%-?\s*(for|if)\b")
_WITHIN = re.compile(r"{%-?\s*(?:end\w+|else|elif)\b")
_PLACE = re.compile(r"no element (\d+)")
_NAMED = re.compile(r"'([^']+)'")


def fault(error: TemplateError, document: Any, known: Iterable[str]) -> str:  # noqa: ANN401 - python-docx hides its class
    """Return in words what is wrong and, where it is found, the line that it stands in.

    Args:
        error: what came of filling the template.
        document: the template.
        known: what it may name.
    """
    lines = list(_lines(document))
    name = _name(error)
    said = _("it asks for {name}, which templates may not").format(name=name)
    if isinstance(error, UndefinedError):
        names = ", ".join(sorted(known))
        told = _("it names {name}, which this paper does not have; it has {names}")
        said = told.format(name=name, names=names)
    elif not isinstance(error, SecurityError):
        said = _("its braces are not understood ({error})").format(error=error.message)
        line = next(filter(_is_broken, lines), "")
        return _at(said, line)
    asking = (line for line in lines if any(name in tag for tag in _TAG.findall(line)))
    return _at(said, next(asking, ""))


def _at(said: str, line: str) -> str:
    return _("{fault}; the line is: {line}").format(fault=said, line=line) if line else said


def _name(error: TemplateError) -> str:
    """Return what was asked for, as it stands in the template if the message tells."""
    message = error.message or ""
    if place := _PLACE.search(message):
        return f"[{place[1]}]"
    found = _NAMED.findall(message) or [message]
    return str(found[0] if isinstance(error, SecurityError) else found[-1])


def _lines(document: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    for paragraph in document.element.body.iter(qn("w:p")):
        yield "".join(text.text or "" for text in paragraph.iter(qn("w:t"))).strip()


def _is_broken(line: str) -> bool:
    if any(line.count(begin) != line.count(end) for begin, end in _PAIRS):
        return True
    return any(_is_no_tag(_LETTERS.sub(r"\1 ", tag)) for tag in _TAG.findall(line))


def _is_no_tag(tag: str) -> bool:
    """Tell whether a tag is wrong by itself; what ends or parts another is not looked at."""
    if _WITHIN.match(tag):
        return False
    begun = _BEGUN.match(tag)
    try:
        Environment(autoescape=True).parse(f"{tag}{{% end{begun[1]} %}}" if begun else tag)
    except TemplateSyntaxError:
        return True
    return False

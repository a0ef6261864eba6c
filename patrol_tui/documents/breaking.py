"""Where a line may end: times, dates, words and numbers stay whole.

Only what is wider than its whole column is torn, after a dash or a comma rather than anywhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator

Measure = Callable[[str], float]

_OPENING, _CLOSING = r"[（《〈「『【“‘〔(\[{]", r"[，。；：！？、）》〉」』】”’〕,.;:!?)\]}%]"
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
_MARKS = "[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
_WHOLE = (
    rf"(?<!\S){_HAN}{{2,4}}(?!\S)"  # a name or the like, alone between spaces
    r"|[A-Za-z0-9]+-[\u4e00-\u9fff]{1,3}\d[\d-]*"  # a paper's number
    r"|\d+年\d+月(?:\d+日)?|\d+月\d+日|\d+时(?:\d+分)?"
    r"|[A-Za-z0-9][A-Za-z0-9_/:.,+~@-]*(?<![:.,])|[A-Za-z0-9]"
)
_PIECE = re.compile(rf"\s|{_OPENING}*(?:{_WHOLE}|.){_MARKS}{_CLOSING}*")
_PART = re.compile(r"[^-,/]*[-,/]+|[^-,/]+")


def pieces(line: str) -> list[str]:
    """Return the parts of a line that stay whole, in order; together they are the line."""
    return _PIECE.findall(line)


def parts(piece: str) -> list[str]:
    """Return where a piece may be torn if it must: after dashes, commas and strokes."""
    return _PART.findall(piece)


def lines_of(line: str, width: float, measure: Measure) -> Iterator[str]:
    """Yield a line as it is broken to fit; whatever is wider than that is torn.

    Args:
        line: without line ends.
        width: how wide it may become.
        measure: tells how wide a text is.
    """
    said, used, is_first = "", 0.0, True
    for piece in _fitting(pieces(line), width, measure):
        wide = measure(piece)
        if said and used + wide > width:
            yield said.rstrip()
            said, used, is_first = "", 0.0, False
        if said or is_first or not piece.isspace():
            said, used = said + piece, used + wide
    yield said


def _fitting(whole: Iterable[str], width: float, measure: Measure) -> Iterator[str]:
    for piece in whole:
        if measure(piece) <= width:
            yield piece
            continue
        for part in parts(piece):
            yield from (part,) if measure(part) <= width else part

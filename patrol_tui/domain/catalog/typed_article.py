"""An article as people type it: 第三十一条, 31条, 消防法 第28条, art. 75(1) of the Roads Reg."""

import re

from patrol_tui.domain.language.text import folded
from patrol_tui.domain.values import dataclass

_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_HAN = "".join((*_DIGITS, *_UNITS))
_NUMBER = rf"\d{{1,4}}|[{_HAN}]{{1,9}}"
_ZH = re.compile(
    rf"(?P<law>.*?)第?\s*(?P<number>{_NUMBER})\s*条"
    rf"(?:\s*第?\s*(?:{_NUMBER})\s*款)?(?:\s*第?\s*\(?(?P<item>{_NUMBER})\)?\s*项?)?"
)
_EN = re.compile(
    r"(?:(?P<law>.*?)\s*\b)?(?:arts?\b\.?|articles?)\s*(?P<number>\d{1,4})"
    r"(?:\s*\((?P<item>\d{1,2})\))?(?:\s*,?\s*(?:of\s+(?:the\s+)?)?(?P<after>\D.*))?"
)
_SHORT = re.compile(r"(?P<law>\D*\D)\s+(?P<number>\d{1,4})(?:\s*\((?P<item>\d{1,2})\))?")
_QUOTES = str.maketrans("", "", "《》〈〉「」“”\"'")


@dataclass(frozen=True, slots=True)
class TypedArticle:
    """What somebody typed of an article.

    Attributes:
        number: of the article, in digits.
        item: of the item within it, in digits; empty for all of it.
        law: what was typed of its law, empty where nothing was.
    """

    number: str
    item: str = ""
    law: str = ""

    def names(self, article: str) -> bool:
        """Return whether an article such as `28` or `75(1)` is the one that is meant."""
        number, bracket, item = article.rstrip(")").partition("(")
        return number == self.number and (not self.item or not bracket or item == self.item)


def typed_article(typed: str) -> TypedArticle | None:
    """Return the article that a text asks for, or None where it asks for none.

    A bare number is none: it may be a category code as well.
    """
    text = folded(typed).translate(_QUOTES).strip()
    match = _ZH.fullmatch(text) or _EN.fullmatch(text) or _SHORT.fullmatch(text)
    if match is None:
        return None
    said = match.groupdict()
    law = (said["law"] or said.get("after") or "").strip(" ,，的")
    return TypedArticle(_number(said["number"]), _number(said["item"] or ""), law)


def _number(text: str) -> str:
    """Return a number in digits; Chinese ones may go by units, 二百七十八, or not, 二七八."""
    if not text or text.isdecimal():
        return str(int(text)) if text else ""
    if not any(sign in _UNITS for sign in text):
        return str(int("".join(str(_DIGITS[sign]) for sign in text)))
    total, waiting = 0, 0
    for sign in text:
        if sign in _UNITS:
            total, waiting = total + (waiting or 1) * _UNITS[sign], 0
        else:
            waiting = _DIGITS[sign]
    return str(total + waiting)

"""The law that the catalogue cites, and where in it."""

import re
from dataclasses import replace
from enum import StrEnum

from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass

_ARTICLE = re.compile(r"(\d+)(?:\((\d+)\))?")


class LawRole(StrEnum):
    """What an article says about a kind of issue."""

    BAN = "ban"
    AUTHORITY = "authority"
    CONSEQUENCE = "consequence"
    DUTY = "duty"
    PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A law, regulation or rule in one version.

    Attributes:
        id: what references name.
        name: full title.
        short: title as it is cited in a row.
        version: year or date of the text that was read, empty where none was.
        valid_from: first day in force as YYYY-MM-DD, empty where not known.
        valid_to: last day in force as YYYY-MM-DD, None while it is in force.
        verified: its text was read; False asks for a check before it is relied on.
        source: where the text was found.
        note: what to heed when citing it.
        replaced_by: id of the law that holds since it ended.
        reviewed_by: who of the bureau's legal review signed it off; empty till then.
    """

    id: str
    name: Words
    short: Words
    version: str = ""
    valid_from: str = ""
    valid_to: str | None = None
    verified: bool = False
    source: str = ""
    note: Words | None = None
    replaced_by: str = ""
    reviewed_by: str = ""

    def in_force(self, day: str) -> bool:
        """Return whether it can be cited for an act of that day, YYYY-MM-DD."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def is_text_of(self, day: str) -> bool:
        """Return whether the version that was read can have been the text of a day.

        Where it is not known since when a law holds, its version tells how old the text is.
        """
        return bool(self.valid_from) or day[: len(self.version)] >= self.version


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRef:
    """Articles of a law that bear on a kind of issue.

    Attributes:
        law: id of the law.
        articles: numbers such as `28`, or `75(1)` with the item; empty cites the law as a whole.
        role: what they say.
        verified: the article's text was read; False must be shown as "to be checked".
        note: its content in own words; ranges only, never a sum for a case.
        source: where it was found, if elsewhere than the law.
        before: ids of the laws that ruled this before the law came into force.
    """

    law: str
    articles: tuple[str, ...] = ()
    role: LawRole
    verified: bool = False
    note: Words | None = None
    source: str = ""
    before: tuple[str, ...] = ()

    def articles_in(self, lang: str) -> str:
        """Return the articles as they are cited: 第28条, or art. 28."""
        if lang == "en":
            word = "art." if len(self.articles) == 1 else "arts."
            return f"{word} {', '.join(self.articles)}" if self.articles else ""
        return "、".join(_article_zh(article) for article in self.articles)

    @property
    def member(self) -> str:
        """Return how records keep a citation of its first article: `law:31`, or the law alone."""
        return f"{self.law}:{self.articles[0]}" if self.articles else self.law

    @classmethod
    def read(cls, member: str) -> "LawRef":
        """Return a record's citation, of which nothing else is known."""
        law, _colon, article = member.partition(":")
        return cls(law=law, articles=(article,) if article else (), role=LawRole.BAN)

    def apart(self) -> "tuple[LawRef, ...]":
        """Return it article by article."""
        several = tuple((article,) for article in self.articles)
        return tuple(replace(self, articles=one) for one in several) or (self,)


def _article_zh(article: str) -> str:
    match = _ARTICLE.fullmatch(article)
    if match is None:
        return article
    number, item = match.groups()
    return f"第{number}条" if item is None else f"第{number}条第{item}项"

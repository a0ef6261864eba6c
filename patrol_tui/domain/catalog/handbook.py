"""What the handbook holds beside kinds and laws: how the work is done, and whom to call."""

from patrol_tui.domain.catalog.law import LawRef
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A step of procedure, in own words, with the articles that it rests on.

    Attributes:
        id: what references name.
        title: what is shown.
        text: own words.
        refs: articles; none where no text was found.
        source: where it was found, if not in a law.
        reviewed_by: who of the bureau's legal review signed it off; empty till then.
        aliases: other words that people type for it.
        retired: no longer offered.
    """

    id: str
    title: Words
    text: Words
    refs: tuple[LawRef, ...] = ()
    source: str = ""
    reviewed_by: str = ""
    aliases: tuple[str, ...] = ()
    retired: bool = False

    @property
    def verified(self) -> bool:
        """Return whether every article was read, and there is one."""
        return bool(self.refs) and all(ref.verified for ref in self.refs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to call.

    Attributes:
        id: what references name.
        post: what they do there.
        department: id of the department, empty where it is none.
        station: id of the station, empty where it is none.
        name: a person's name; empty where only the post is named.
        phone: as it is dialled.
        hours: when somebody answers.
        valid_to: last day on which it holds, YYYY-MM-DD, None while that is open.
        checked_on: when somebody last called it, YYYY-MM-DD; empty if never.
        sample: made up for trials.
        source: where it was found.
        retired: no longer offered.
    """

    id: str
    post: Words
    department: str = ""
    station: str = ""
    name: str = ""
    phone: str = ""
    hours: Words | None = None
    valid_to: str | None = None
    checked_on: str = ""
    sample: bool = False
    source: str = ""
    retired: bool = False

    def holds(self, day: str) -> bool:
        """Return whether it is still valid on a day, YYYY-MM-DD."""
        return self.valid_to is None or day <= self.valid_to

"""What held before a law did: for acts of a day on which the law of now was not in force."""

from collections.abc import Iterable, Iterator

from patrol_tui.domain.catalog.book import Catalog
from patrol_tui.domain.catalog.law import Law, LawRef
from patrol_tui.domain.language.words import Words

EARLIER = Words(
    "当日有效的法；条号没有录入，引用前查当日文本，问法制审核",
    "The law of that day; its article is not entered. Look up its text, ask legal review",
)
"""What is said of an earlier law: that it held is known, which of its articles is not."""


def refs_of_day(catalog: Catalog, refs: Iterable[LawRef], day: str) -> tuple[LawRef, ...]:
    """Return references as of a day, each earlier law before what came after it.

    What held earlier is never given as read: only that it held is known, no article of it.

    Args:
        catalog: holds the laws.
        refs: what a kind or a topic rests on.
        day: of the act, YYYY-MM-DD.
    """
    found: list[LawRef] = []
    for ref in refs:
        for law in _earlier(catalog, ref, day):
            held = LawRef(law=law.id, role=ref.role, note=EARLIER)
            found += [] if held in found else [held]
        found.append(ref)
    return tuple(found)


def superseding(catalog: Catalog, ref: LawRef, day: str) -> bool:
    """Return whether a reference came later than a day on which an earlier law is known."""
    return any(_earlier(catalog, ref, day))


def laws_without_earlier(catalog: Catalog, refs: Iterable[LawRef], day: str) -> tuple[Law, ...]:
    """Return the laws that did not hold yet on a day, where no earlier one is known."""
    found = {
        law.id: law
        for ref in refs
        if (law := catalog.laws.get(ref.law)) is not None
        and law.valid_from > day
        and not superseding(catalog, ref, day)
    }
    return tuple(found.values())


def _earlier(catalog: Catalog, ref: LawRef, day: str) -> Iterator[Law]:
    law = catalog.laws.get(ref.law)
    if law is None or law.valid_from <= day:
        return
    for one in ref.before:
        held = catalog.laws.get(one)
        if held is not None and held.in_force(day):
            yield held

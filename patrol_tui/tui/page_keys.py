"""The keys of the pages that show things, as the thing's own detail names them."""

from patrol_tui.tui.commands import key_of, key_on
from patrol_tui.tui.screen_table import page_of

_OF_ISSUES = {"change": "issues.decide", "next": "issues.move"}
_ACTIONS = {"change": "change", "next": "advance", "related": "related", "look": "look"}


def page_key(thing_type: str, what: str) -> str:
    """Return the key that does something to a thing on the page that shows its type.

    Args:
        thing_type: of the thing.
        what: `change`, `next`, `related` or `look`.
    """
    page = page_of(thing_type)
    if page == "issues" and what in _OF_ISSUES:
        return key_of(_OF_ISSUES[what])
    return key_on(page, _ACTIONS[what])

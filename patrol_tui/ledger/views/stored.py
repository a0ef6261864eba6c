"""JSON out of a view's column: a damaged page may hand back zeros where text was."""

import json

from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.ledger.disk.errors import UNREADABLE

_DECODE = json.JSONDecoder().decode


def read_json(text: str) -> dict[str, str | int]:
    """Return the object that a column holds, an empty one where it holds something else.

    Raises:
        Corrupt: it holds no JSON; the file is damaged.
    """
    try:
        value = _DECODE(text)
    except ValueError as error:
        raise Corrupt(UNREADABLE, detail="JSON") from error
    return value if isinstance(value, dict) else {}

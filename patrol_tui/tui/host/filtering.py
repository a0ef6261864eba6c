"""Where the officers' own filters lie: with the drafts, encrypted, since they may hold names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patrol_tui.services.session import DraftStore

KEPT_AS = "filters"
"""Under which key they lie among the drafts, encrypted: what is looked for is often a name."""


def filters_text(kept: Mapping[str, str]) -> str:
    """Return filters of all officers as they are kept, in their order."""
    return json.dumps(dict(kept), ensure_ascii=False)


def read_filters(text: str) -> dict[str, str]:
    """Return the filters that were kept; what cannot be read is left out."""
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    pairs = body.items() if isinstance(body, dict) else ()
    return {name: value for name, value in pairs if isinstance(value, str)}


def kept_filters(drafts: DraftStore) -> dict[str, str]:
    """Return the filters of all officers of this home."""
    held = drafts.load(KEPT_AS)
    return read_filters(held.text) if held is not None else {}


def keep_filters(drafts: DraftStore, kept: Mapping[str, str], now_us: int) -> None:
    """Keep filters in the place of those before; they are durable on return.

    Raises:
        NotSaved: the disk did not take them.
    """
    drafts.save(KEPT_AS, filters_text(kept), now_us)


def taken_over(drafts: DraftStore, earlier: Mapping[str, str], now_us: int) -> dict[str, str]:
    """Return the filters of this home, those included that an earlier version kept as settings.

    Raises:
        NotSaved: the disk did not take them; the settings must keep theirs.
    """
    kept = kept_filters(drafts)
    if not earlier:
        return kept
    kept = {**earlier, **kept}
    keep_filters(drafts, kept, now_us)
    return kept

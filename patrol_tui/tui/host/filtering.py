"""Where the officers' own filters lie: with the drafts, encrypted, since they may hold names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol_tui.tui.views.finding.own_filters import KEPT_AS, filters_text, read_filters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patrol_tui.services.session import DraftStore


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

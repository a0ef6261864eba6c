"""Files beside the ledger that entries name: photos, and stretches of a patrol's track."""

from collections.abc import Mapping

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State, Value

PHOTOS, TRACKS = "photos", "tracks"
"""The records that name them, each by `hash`, with `type` and what else is known."""
PREVIEW, SMALLER = "preview", "smaller"
"""Where a photo names its copies for slow links: the one for lists, and one to look at."""
FILES = ("hash", PREVIEW, SMALLER)
"""Where an entry names files that go with a photo."""


def bodies_in(content: Mapping[str, Json] | None) -> list[dict[str, Json]]:
    """Return what one entry says of files that it names."""
    return [*_bodies(content, PHOTOS), *_bodies(content, TRACKS)]


def bodies_of(state: State) -> tuple[Value, ...]:
    """Return what a thing's entries say of files, photos first.

    A stretch of track stays named although the step that it came with was taken back: it was walked
    nevertheless.
    """
    return (*state.records.get(PHOTOS, ()), *tracks_of(state))


def tracks_of(state: State) -> tuple[Value, ...]:
    """Return what a patrol's entries say of its track, in causal order."""
    return tuple(
        Value(body, fact.entry.hash, fact.entry.header.author, fact.entry.wall_us)
        for fact in state.facts
        if fact.is_live
        for body in _bodies(fact.content, TRACKS)
    )


def _bodies(content: Mapping[str, Json] | None, name: str) -> list[dict[str, Json]]:
    record = (content or {}).get("record")
    said = record.get(name) if isinstance(record, dict) else None
    return [body for body in said if isinstance(body, dict)] if isinstance(said, list) else []

"""The drafts that a home on disk keeps, read beside the running program."""

import os
from collections.abc import Callable
from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.clock import SystemClock
from patrol_tui.tui.views.recording.record_draft import RecordDraft, read_draft
from tests.tui.terminal import Terminal


def drafts_in(home: Path) -> list[RecordDraft]:
    """Return the drafts of records that a home keeps."""
    opened = bootstrap.open_home(home, os.environ)
    session = bootstrap.open_session(
        bootstrap.unlock(opened, None, None, SystemClock()), SystemClock()
    )
    try:
        kept = [read_draft(one.key, one.text) for one in session.drafts.kept()]
        return [draft for draft in kept if draft is not None]
    finally:
        session.close()


def kept_drafts(
    home: Path, is_kept: Callable[[RecordDraft], bool], terminal: Terminal
) -> list[RecordDraft]:
    """Wait for further drafts to be kept until one is the wanted one; return those that are."""
    while not (found := [one for one in drafts_in(home) if is_kept(one)]):
        terminal.wait_for("草稿已存")
    return found

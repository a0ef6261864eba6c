"""Meetings, consultations, whistles, promises, campaigns by due date; the station's own beside."""

from collections.abc import Sequence
from typing import ClassVar

from patrol_tui.domain.language.errors import N_
from patrol_tui.services.overview.board import Wanted
from patrol_tui.tui.lists.board_screen import BoardScreen, Slice

_WORK = ("whistle", "commitment", "meeting", "consultation", "campaign")
_STATION = ("activity", "stall", "document", "roster", "handover")


class MeetingsScreen(BoardScreen):
    """Enter opens; F2 takes the next step."""

    NAME = "meetings"
    SLICES: ClassVar[Sequence[Slice]] = (
        Slice("due", N_("by due date"), Wanted(_WORK)),
        Slice("own", N_("station's own"), Wanted(_STATION)),
        Slice("ended", N_("ended ones"), Wanted((*_WORK, *_STATION), is_open=False)),
    )
    NEW: ClassVar[tuple[str, ...]] = (*_WORK, *_STATION)
